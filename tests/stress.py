# ruff: noqa: T201 - a script that prints
"""Texts made to hurt: what each stage costs for a word, in a text of n words and in one four times as long.

    python -m tests.stress [TEXT ...] [--words N] [--parser models] [--extractor learned]

Prints milliseconds of processor time for 1,000 words in every stage, for n words and after an arrow for 4 n.
Where the second is much more than the first, a stage takes the square of the length: marked with "!".
The parse is `tests.sketch`, which makes the worst of every text; `--parser models` takes the real one.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from quotes.audit import audit_article
from quotes.document import Document
from quotes.extract import make_extractor
from quotes.extract.extractor import Extractor
from quotes.model import Analysis, Article, ResolvedAttribution
from quotes.pipeline import make_provenance
from quotes.reports import write_report
from quotes.resolve import resolve_article
from quotes.settings import Settings, normalize_db_url
from quotes.store import open_store
from tests.benchmark import Clock
from tests.sketch import SketchParser

TraceFunction = Callable[[FrameType, str, Any], Any]

DEFAULT_WORDS = 2_500
TIMES_LONGER = 4
STAGES = ("parse", "extract", "resolve", "audit", "store", "again", "report")

# A stage that costs so many times more for a word of the longer text is marked, when it costs more than this
# many milliseconds for 1,000 words: what takes less could be chance.
SLOWER_AT_MOST, WORTH_MARKING = 2.0, 20.0


def _repeat(words: str) -> Callable[[int], str]:
    """A text of so many words, out of copies of some words with a blank between."""
    size = len(words.split())
    return lambda count: " ".join([words] * (count // size + 1))


def _begin(first: str, words: str) -> Callable[[int], str]:
    """A text that begins in its own way, and goes on like `_repeat`."""
    return lambda count: f"{first}\n\n{_repeat(words)(count)}"


def _make_names(count: int) -> Iterator[str]:
    parts = ("Ka", "Ri", "Mo", "Ben", "Lu", "Tor", "Ana", "Vel", "Si", "Dun", "Ola", "Per")
    size = len(parts)
    for number in range(
        count
    ):  # 1,001 and 20,736 have no common divisor: names that lie apart, and none twice
        digits = [number * 1_001 % size**4 // size**place % size for place in range(4)]
        a, b, c, d = (parts[digit] for digit in digits)
        yield f"{a}{b.lower()} {c}{d.lower()}"


def _paragraphs(line: Callable[[int], str], words: int) -> Callable[[int], str]:
    return lambda count: "\n\n".join(line(number) for number in range(count // words + 1))


def _name_each_once(count: int) -> str:
    return "\n\n".join(
        f"“We saw {number} of them,” {name} said." for number, name in enumerate(_make_names(count // 8 + 1))
    )


def _name_all_at_once(count: int) -> str:
    names = list(_make_names(count // 2 + 1))
    return f"{', '.join(names)} said: “We are here.”"


_GIVEN = [a + b + c for a in "ABCDEFGHIKLM" for b in "aeiou" for c in ("la", "ro", "ni", "bert")]

TEXTS: dict[str, Callable[[int], str]] = {
    "equal-words": _repeat("word"),
    "no-full-stop": _repeat("the mayor of the town near the harbour and"),
    "opened-marks": _repeat("“word"),
    "opened-single": _repeat("‘word"),
    "open-close": _repeat("“a” ‘b’ "),
    "straight-marks": _repeat('" \''),
    "deep-marks": lambda count: "“ ‘ « " * (count // 6) + "a" + " » ’ ”" * (count // 6),
    "short-quotations": _repeat("“Yes,” said Jane Roe."),
    "open-paragraphs": _paragraphs(lambda number: f"“And then {number} more came over the hill.", 8),
    "one-word-paragraphs": _paragraphs(lambda _: "Word", 1),
    "names-once": _name_each_once,
    "names-in-one-sentence": _name_all_at_once,
    "one-surname": _paragraphs(lambda number: f"“No {number},” {_GIVEN[number % len(_GIVEN)]} Roe said.", 6),
    "same-quotation": _paragraphs(lambda _: "“We will open the harbour in spring,” Jane Roe said.", 12),
    "nearly-same": _paragraphs(lambda number: f"“We will open the harbour in {number},” Jane Roe said.", 12),
    "no-speaker": _paragraphs(lambda number: f"“We will open harbour {number} in the spring.”", 8),
    "adding-that": _repeat("Jane Roe said it rained, adding that it poured and said he."),
    "minister-said": _begin("The minister, Jane Roe, left.", "The minister said it rained."),
    "it-said": _begin("Acme Bank opened.", "Acme said it rained. It said that it poured."),
    "bodies": _paragraphs(lambda n: f"The Ministry of {_GIVEN[n % len(_GIVEN)]} said it rained.", 7),
    "in-quotation": _repeat("“She said ‘I think that we said so’ to them,” Jane Roe said."),
    "according-to": _repeat("According to Jane Roe it rained. “We got wet at the harbour again.”"),
    "transcript": _paragraphs(lambda number: f"ROE: We will open harbour {number} in the spring.", 9),
    "one-pattern": _paragraphs(lambda n: f"Ship {n} came in late, and its crew of five went by bus.", 13),
    "he-said": _repeat("he said"),
    "he-said-that": _repeat("He said that he said it."),
    "cues-only": _repeat("said told claimed according to"),
    "long-words": lambda count: " ".join(["x" * 100_000] * max(1, count // 2_500)),
    "combining": _repeat("e" + "\u0301" * 50),
    "joined": _repeat("👩\u200d👩\u200d👧 \u202eevil\u202c a\u200bb"),
    "right-to-left": _repeat("قال الرئيس “نعم” אמר"),
    "numbers": _repeat("10,000.5 7"),
    "table": _paragraphs(lambda number: f"{number} | Jane Roe | 5 % | said | 12.5", 10),
    "initials": _repeat("J. R. U.S. a.m."),
    "dashes": _repeat("— a - b … ... said:"),
    "brackets": _repeat("([{ a"),
}  # fmt: skip


def measure(text: str, parse: Callable[[Article], Document], extractor: Extractor) -> dict[str, float]:
    """Milliseconds of each stage for 1,000 words of a text (tokens; a long token counts by its letters)."""
    clock = Clock()
    article = Article(text, doc="stress")
    with (
        tempfile.TemporaryDirectory(prefix="quotes-stress-") as folder,
        open_store(normalize_db_url(str(Path(folder, "stress.db")))) as store,
    ):
        with clock.time("parse"):
            doc = parse(article)
        with clock.time("extract"):
            attributions = extractor.extract(doc)
        with clock.time("resolve"):
            speakers, resolutions = resolve_article(doc, attributions)
        found = tuple(map(ResolvedAttribution, attributions, resolutions))
        analysis = Analysis(article, found, speakers, provenance=make_provenance(doc.parser, "stress"))
        with clock.time("audit"):
            analysis = audit_article(doc, analysis, store.acquaintances)
        with clock.time("store"):
            store.write(analysis)
        # the same in another article: names and words that the store knows already
        other = Analysis(
            Article(f"{text}\n\nThe end.", doc="again"),
            analysis.attributions,
            analysis.speakers,
            analysis.flags,
            analysis.provenance,
        )
        with clock.time("again"):
            store.write(other)
        with clock.time("report"):
            write_report(store.view, Path(folder, "report"))
    words = max(sum(map(len, doc.sentences)), len(text) // 10)
    return {stage: clock.seconds[stage] * 1_000 / words * 1_000 for stage in STAGES}


def count_work(work: Callable[[], object]) -> int:
    """Lines and turns of loops that Python goes through, the same on any machine however busy."""
    count = 0

    def follow(*_: object) -> TraceFunction:
        nonlocal count
        count += 1
        return follow

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def make_parse(name: str) -> Callable[[Article], Document]:
    """The parser of a name: "sketch", or "models" for the real one."""
    if name == "models":
        from quotes.parse import load_parser

        models = load_parser(Settings())
        return lambda article: next(iter(models.parse([article])))
    sketch = SketchParser()
    return lambda article: next(sketch.parse(iter([article])))


def is_square(short: float, long: float) -> bool:
    """True when a word of the longer text costs more than it should."""
    return long > WORTH_MARKING and long > SLOWER_AT_MOST * short


def main() -> int:
    """Measure the texts that are named, or all; 1 when something is marked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="*", metavar="TEXT", help=", ".join(TEXTS))
    parser.add_argument("--words", type=int, default=DEFAULT_WORDS)
    parser.add_argument("--parser", choices=("sketch", "models"), default="sketch")
    parser.add_argument("--extractor", choices=("rules", "learned"), default="rules")
    given = parser.parse_args()
    if unknown := set(given.texts) - set(TEXTS):
        parser.error(f"no text {', '.join(sorted(unknown))}")
    parse, extractor = make_parse(given.parser), make_extractor(given.extractor)
    measure("“We are here,” Jane Roe said.", parse, extractor)  # word lists are read
    print(f"{'ms for 1,000 words':24}" + "".join(f"{stage:>16}" for stage in STAGES))
    marked = False
    for name in given.texts or TEXTS:
        short = measure(TEXTS[name](given.words), parse, extractor)
        long = measure(TEXTS[name](given.words * TIMES_LONGER), parse, extractor)
        cells = []
        for stage in STAGES:
            square = is_square(short[stage], long[stage])
            marked = marked or square
            cells.append(f"{short[stage]:.0f}→{long[stage]:.0f}{'!' if square else ' '}")
        print(f"{name:24}" + "".join(f"{cell:>16}" for cell in cells), flush=True)
    return int(marked)


if __name__ == "__main__":
    sys.exit(main())
