"""Measure the audit on articles with a planted stranger or a planted typo.

    QUOTES_EVAL_DATA=DIR python -m tests.measure_garble [--seeds 11 23 47] [--db FILE] [--list]

DIR holds garble.py and polnear/dev. garble.py puts, in each article where it can, another surname (stranger)
or a misspelling (typo) in the place of a surname that is a source. Only these articles are parsed, once: the
parses stay in build/garbled. With `--db` the audit asks that store what other articles tell of a name; fill
it with other articles (`quotes ingest "$QUOTES_EVAL_DATA/polnear/train/text" --db build/train.db`).

Figures: of the planted names whose attribution was extracted, how many carry the flag that belongs to them,
and how often it suggests the right person, anywhere or first; on the unchanged articles, how many
attributions with a named source carry either flag. `--list` prints those, and what was missed, to be read.
"""

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from quotes.audit import NOBODY, Acquaintances, audit_article
from quotes.document import Document
from quotes.errors import DataError
from quotes.extract import make_extractor
from quotes.ingest import read_article
from quotes.model import (
    Analysis,
    Article,
    Attribution,
    Flag,
    FlagKind,
    MentionForm,
    ResolvedAttribution,
    Span,
)
from quotes.parse import load_parser
from quotes.parse.parser import Parser
from quotes.resolve import resolve_article
from quotes.resolve.spelling import plain
from quotes.settings import Settings, normalize_db_url
from quotes.store import open_store
from tests.conftest import ROOT

log = logging.getLogger(__name__)

SEEDS = (11, 23, 47)
PARSES = ROOT / "build" / "garbled"
# The flag that belongs to each kind of garbling.
BELONGS = {"stranger": FlagKind.UNINTRODUCED_SPEAKER, "typo": FlagKind.MISSPELLED_NAME}


@dataclass(frozen=True, slots=True)
class Planted:
    """One changed place, as garble.py's `planted.jsonl` tells it."""

    doc: str
    span: Span
    was: str
    now: str
    speaker: str


@dataclass(slots=True)
class Tally:
    """Counts of one kind of garbling."""

    planted: int = 0
    extracted: int = 0
    found: int = 0
    suggested: int = 0
    first: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count another tally's cases, too."""
        for name in ("planted", "extracted", "found", "suggested", "first"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.missed.extend(other.missed)

    def tell(self) -> str:
        """One line of figures."""
        share = 100 / max(1, self.extracted)
        return (
            f"{self.planted} planted, {self.extracted} extracted, "
            f"{self.found} found ({self.found * share:.1f} %), "
            f"right name suggested {self.suggested} ({self.suggested * share:.1f} %), "
            f"first {self.first} ({self.first * share:.1f} %)"
        )


def measure_planted(kind: str, planted: Iterable[Planted], analyses: Mapping[str, Analysis]) -> Tally:
    """Count what became of each planted name."""
    tally = Tally()
    for case in planted:
        analysis = analyses[case.doc]
        tally.planted += 1
        if not any(_holds(item.attribution, case.span) for item in analysis.attributions):
            continue
        tally.extracted += 1
        flags = [
            flag
            for flag in analysis.flags
            if flag.kind is BELONGS[kind] and any(span.overlaps(case.span) for span in flag.spans)
        ]
        tally.found += bool(flags)
        names = [name for flag in flags for name in flag.suggestions]
        right = [_is_person(name, case) for name in names]
        tally.suggested += any(right)
        tally.first += right[:1] == [True]
        if not any(right):
            tally.missed.append(
                f"{case.doc}: {case.speaker!r} is {case.now!r}; {names if flags else 'no flag'}"
            )
    return tally


def _holds(attribution: Attribution, span: Span) -> bool:
    return any(part.overlaps(span) for part in attribution.source)


def _is_person(name: str, case: Planted) -> bool:
    """True when a suggestion names the person who was there: same surname, no other first name."""
    one, other = plain(name).split(), plain(case.speaker).split()
    return one[-1:] == other[-1:] and (len(one) == 1 or one[0][0] == other[0][0])


def find_flagged_names(analysis: Analysis) -> tuple[int, list[Flag]]:
    """Attributions with a named source, and the flags on names that such attributions carry."""
    named = {
        index
        for index, item in enumerate(analysis.attributions)
        if item.resolution.form is MentionForm.NAME and item.attribution.source
    }
    flags = [flag for flag in analysis.flags if flag.kind in BELONGS.values()]
    return len(named), [
        flag
        for flag in flags
        if any(
            _holds(analysis.attributions[index].attribution, span) for index in named for span in flag.spans
        )
    ]


def say(*lines: str) -> None:
    """Print some lines."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


# ------------------------------------------------------------------ articles
class Reader:
    """Analyses texts, with parses that are kept."""

    def __init__(self, acquaintances: Acquaintances) -> None:
        self._acquaintances = acquaintances
        self._extractor = make_extractor(Settings().extractor)
        self._parser: Parser | None = None

    def read(self, folder: Path) -> dict[str, Analysis]:
        """The analysis of each text of a folder, by its name."""
        articles = [read_article(path) for path in sorted(folder.glob("*.txt"))]
        kept = {article.identity: PARSES / f"{article.identity}.json" for article in articles}
        self._parse([article for article in articles if not kept[article.identity].exists()])
        return {article.doc: self._analyze(article, kept[article.identity]) for article in articles}

    def _parse(self, articles: Sequence[Article]) -> None:
        if not articles:
            return
        self._parser = self._parser or load_parser(Settings())
        PARSES.mkdir(parents=True, exist_ok=True)
        for number, (article, doc) in enumerate(zip(articles, self._parser.parse(articles), strict=True), 1):
            (PARSES / f"{article.identity}.json").write_text(doc.to_json(), encoding="utf-8")
            log.info("%s of %s parsed", number, len(articles))

    def _analyze(self, article: Article, parse: Path) -> Analysis:
        doc = Document.from_json(parse.read_text(encoding="utf-8"))
        attributions = self._extractor.extract(doc)
        speakers, resolutions = resolve_article(doc, attributions)
        items = tuple(map(ResolvedAttribution, attributions, resolutions))
        return audit_article(doc, Analysis(article, items, speakers), self._acquaintances)


def garble(data: Path, out: Path, kind: str, seed: int) -> Iterator[Planted]:
    """Make the garbled articles of one kind and seed; yield what was planted."""
    command = [sys.executable, str(data / "garble.py"), str(data / "polnear" / "dev"), str(out)]
    subprocess.run([*command, "--kind", kind, "--seed", str(seed)], check=True, stdout=subprocess.DEVNULL)
    for line in (out / "planted.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Planted(row["doc"], Span(*row["span"]), row["was"], row["now"], row["speaker"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--db", help="a store of other articles that the audit may ask")
    parser.add_argument("--list", action="store_true", help="print what was missed and what is flagged")
    given = parser.parse_args(arguments)
    if not os.environ.get("QUOTES_EVAL_DATA"):
        raise DataError(
            "QUOTES_EVAL_DATA names no folder", remedy="name the one with garble.py and polnear/dev"
        )
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    data = Path(os.environ["QUOTES_EVAL_DATA"])
    with ExitStack() as stack:
        known = NOBODY
        if given.db:
            known = stack.enter_context(open_store(normalize_db_url(given.db))).acquaintances
        reader = Reader(known)
        for kind in BELONGS:
            total = Tally()
            for seed in given.seeds:
                with tempfile.TemporaryDirectory() as folder:
                    planted = tuple(garble(data, Path(folder), kind, seed))
                    tally = measure_planted(kind, planted, reader.read(Path(folder) / "text"))
                say(f"{kind}, seed {seed}: {tally.tell()}")
                total.add(tally)
            say(f"{kind}, all: {total.tell()}")
            if given.list:
                say(*(f"   {line}" for line in total.missed))
        analyses = reader.read(data / "polnear" / "dev" / "text")
        found = {name: find_flagged_names(analysis) for name, analysis in analyses.items()}
        named, flags = (
            sum(count for count, _ in found.values()),
            sum(len(flags) for _, flags in found.values()),
        )
        say(
            f"unchanged: {named} attributions with a named source, {flags} flags on their names "
            f"({100 * flags / max(1, named):.1f} %)"
        )
        if given.list:
            for name, (_, listed) in found.items():
                for flag in listed:
                    _print_flag(name, analyses[name].article.text, flag)


def _print_flag(name: str, text: str, flag: Flag) -> None:
    span = flag.spans[0]
    before, after = text[max(0, span.start - 150) : span.start], text[span.end : span.end + 100]
    around = " ".join(f"{before}>>{span.text(text)}<<{after}".split())
    say(f"   {name}: {flag.kind.value} {flag.severity.value}: {flag.message}\n      {around}")


if __name__ == "__main__":
    main()
