"""Learns the lexicon of cues from annotated articles.

    python -m quotes.training.lexicon TRAIN_DIR [--parses DIR] [--out quotes/lexicon]

TRAIN_DIR is a folder in the layout of PolNeAR (Newell, Margolin, Ruths 2018): `text/*.txt` and
`attributions/*.ann`. Every word that could be a cue is counted in every frame that the extractor knows, and
again where the annotators made it a cue for that content. What is written is counts of words, no text.
"""

import argparse
import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes.document import Document
from quotes.extract.direct import reports_before, reports_behind
from quotes.extract.lexicon import NO_SOURCE, QUOTED, REST, Use, group_of
from quotes.extract.reading import Reading, use_of
from quotes.extract.spans import spans_of
from quotes.model import Article, Span

_ENTITY = re.compile(r"^(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)\t", re.M)
_EVENT = re.compile(r"^E\d+\t(.+)$", re.M)
_WORD = re.compile(r"\w+")

# By file name: cells of a row with its two counts, as a cue and in all.
Tables = dict[str, dict[tuple[str, ...], list[int]]]


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One annotated attribution."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def read_annotations(path: Path) -> list[GoldRow]:
    """Attributions of one brat file that have a content."""
    text = path.read_text(encoding="utf-8")
    spans = {
        m[1]: [Span(*map(int, part.split())) for part in m[2].split(";")] for m in _ENTITY.finditer(text)
    }
    rows = []
    for event in _EVENT.finditer(text):
        roles: dict[str, list[Span]] = defaultdict(list)
        for argument in event[1].split():
            name, _, target = argument.partition(":")
            roles[name.rstrip("0123456789").lower()] += spans.get(target, [])
        if roles["content"]:
            rows.append(GoldRow(tuple(roles["source"]), tuple(roles["cue"]), tuple(roles["content"])))
    return rows


def observe(doc: Document) -> Iterator[tuple[Use, Span, tuple[Span, ...], bool]]:
    """Every use of a word that might be a cue: the use, its place, its content, True beside a quotation."""
    reading = Reading(doc)
    for sentence in doc.sentences:
        for candidate in reading.candidates(sentence):
            content = spans_of(sentence, candidate.content)
            if content:
                yield use_of(candidate), sentence[candidate.head].span, content, False
    for _, segments, index in reading.statements():
        region = segments[index].region
        assert region is not None
        for reports in (reports_before(doc, segments[index - 1]), reports_behind(doc, segments[index + 1])):
            for report in reports:
                token = report.place.token
                use = Use(token.lemma.lower(), "VERB", report.frame, report.source_class)
                yield use, token.span, (region.span,), True


class _Words:
    """Word numbers of a text, to compare contents by."""

    def __init__(self, text: str) -> None:
        found = [m.span() for m in _WORD.finditer(text)]
        self._starts = [s for s, _ in found]
        self._ends = [e for _, e in found]

    def numbers(self, spans: Iterable[Span]) -> set[int]:
        return {
            i
            for span in spans
            for i in range(
                bisect.bisect_right(self._ends, span.start), bisect.bisect_left(self._starts, span.end)
            )
        }


def count_uses(doc: Document, gold: Sequence[GoldRow]) -> Iterator[tuple[Use, bool]]:
    """Every use in one article and whether the annotators made it a cue for (half of) that content."""
    words = _Words(doc.text)
    contents = [words.numbers(row.content) for row in gold]
    for use, head, content, quoted in observe(doc):
        here = words.numbers(content)
        # a quotation may be one of several pieces of its content
        yield (
            use,
            any(
                any(span.overlaps(head) for span in row.cue)
                and (quoted or bool(row.source) == (use.source != NO_SOURCE))
                and 2 * len(here & there) >= (len(here) if quoted else max(len(here), len(there))) > 0
                for row, there in zip(gold, contents, strict=True)
            ),
        )


def iterate_training(folder: Path, parses: Path | None) -> Iterator[tuple[Document, list[GoldRow]]]:
    """Parsed articles with their gold; the first annotator by name where several read one."""
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rsplit("_", 1)[0], path)
    for stem, doc in _iterate_parses(folder, sorted(files), parses):
        yield doc, read_annotations(files[stem])


def _iterate_parses(
    folder: Path, stems: Sequence[str], parses: Path | None
) -> Iterator[tuple[str, Document]]:
    if parses is not None:
        for stem in stems:
            yield stem, Document.from_json((parses / f"{stem}.json").read_text(encoding="utf-8"))
        return
    from quotes.parse import load_parser
    from quotes.settings import Settings

    articles = (
        Article((folder / "text" / f"{stem}.txt").read_bytes().decode("utf-8"), doc=stem) for stem in stems
    )
    yield from zip(stems, load_parser(Settings()).parse(articles), strict=True)


def learn(folder: Path, parses: Path | None) -> Tables:
    """The tables by file name: cells of a row with its two counts."""
    return sum_uses(pair for doc, gold in iterate_training(folder, parses) for pair in count_uses(doc, gold))


def sum_uses(uses: Iterable[tuple[Use, bool]]) -> Tables:
    """The tables by file name out of uses, each with True where it was a cue."""
    words: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    contexts: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for use, is_cue in uses:
        group = group_of(use.frame)
        rows = [contexts[use.pos, group, use.context]]
        if use.context != QUOTED:
            rows += [words[use.lemma, use.pos, use.frame, use.source], contexts[use.pos, group, ""]]
        for row in rows:
            row[0] += is_cue
            row[1] += 1
    known = {key[:2] for key, (cue, _) in words.items() if cue}
    kept: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for key, (cue, total) in words.items():
        row = kept[key if key[:2] in known else (REST, *key[1:])]
        row[0] += cue
        row[1] += total
    return {
        "cues.tsv": kept,
        "contexts.tsv": {key: row for key, row in contexts.items() if key[2] or row[0]},
    }


HEADERS = {
    "cues.tsv": "lemma, part of speech, frame, class of source, times a cue, times in all",
    "contexts.tsv": "part of speech, group of frames, context, times a cue, times in all",
}


def write_tables(tables: Tables, out: Path) -> None:
    """Write each table with its provenance, most used rows first."""
    for name, table in tables.items():
        with (out / name).open("w", encoding="utf-8") as file:
            file.write("# Counts learnt from PolNeAR 1.0, train (Newell, Margolin, Ruths 2018).\n")
            file.write(
                "# Made by python -m quotes.training.lexicon; counts of words, no text of the corpus.\n"
            )
            file.write(f"# {HEADERS[name]}\n")
            for key, (cue, total) in sorted(
                table.items(), key=lambda item: (-item[1][0], -item[1][1], item[0])
            ):
                file.write("\t".join((*key, str(cue), str(total))) + "\n")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train_dir", type=Path)
    parser.add_argument("--parses", type=Path, help="folder with parsed articles (default: parse them)")
    parser.add_argument("--out", type=Path, default=Path("quotes/lexicon"), help="folder for the tables")
    args = parser.parse_args()
    write_tables(learn(args.train_dir, args.parses), args.out)


if __name__ == "__main__":
    main()
