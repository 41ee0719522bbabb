"""Finding gold on disk, whatever its layout, and scoring output against all of it at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes.errors import DataError
from quotes.evaluate.floors import check_floors, hash_data, read_floors
from quotes.evaluate.rows import GoldArticle, Row, read_brat, read_gold
from quotes.evaluate.spans import SpanScores, evaluate_spans
from quotes.evaluate.speakers import SpeakerScores, evaluate_speakers

# Where the texts of gold in JSON lines may lie, beside the file.
TEXT_FOLDERS = ("text", "articles", ".")


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold with the files of its texts. `named` is True when it says who the speakers are."""

    articles: Mapping[str, GoldArticle]
    texts: tuple[Path, ...]
    sources: tuple[Path, ...]  # every file that it was read from, for its hash
    named: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of one output against one gold. `speakers` is None where the gold names none."""

    all: SpanScores
    quotes_only: SpanScores
    speakers: SpeakerScores | None

    def figures(self) -> dict[str, float]:
        """Every figure by name: "full f1", "quotes-only full f1", "speaker right" ..."""
        found = self.all.figures()
        found |= {f"quotes-only {name}": value for name, value in self.quotes_only.figures().items()}
        return found | (self.speakers.figures() if self.speakers else {})

    def tables(self) -> str:
        """Every table, in per cent, for people."""
        tables = [self.all.table("all"), self.quotes_only.table("quotes-only")]
        if self.speakers:
            tables.append(self.speakers.table("speakers"))
        return "\n\n".join(tables)


def load_gold(path: Path, *, texts: Path | None = None) -> GoldSet:
    """Read gold in either layout.

    path   a brat folder (`attributions/*.ann` and `text/*.txt`, or both side by side), a file of JSON lines,
           or a folder that holds one called gold.jsonl
    texts  folder of the texts; by default `text`, `articles` or the folder of the JSON lines itself
    Raises DataError when there is no gold, or no text to it.
    """
    parted = (path / "attributions").is_dir()
    brat = parted or (path.is_dir() and any(path.glob("*.ann")))
    if brat:
        articles = read_brat(path)
        folder = path / "text" if parted else path
        sources = [*(path / "attributions" if parted else path).glob("*.ann")]
    else:
        file = path / "gold.jsonl" if path.is_dir() else path
        if not file.exists():
            raise DataError(
                f"no gold at {path}",
                remedy="give a folder with attributions/ and text/, or a file of JSON lines",
            )
        folder = texts or _find_texts(file)
        articles = read_gold(file, folder)
        sources = [file]
    files = tuple(folder / f"{doc}.txt" for doc in articles)
    return GoldSet(articles, files, (*sources, *files), named=not brat)


def _find_texts(file: Path) -> Path:
    for name in TEXT_FOLDERS:
        if any((file.parent / name).glob("*.txt")):
            return file.parent / name
    raise DataError(f"no texts beside {file}", remedy="name their folder with --texts")


def evaluate_output(gold: GoldSet, output: Mapping[str, Sequence[Row]]) -> Evaluation:
    """Score the output of a program for some gold. Raises DataError for a span beyond its text."""
    return Evaluation(
        all=evaluate_spans(gold.articles, output),
        quotes_only=evaluate_spans(gold.articles, output, quotes_only=True),
        speakers=evaluate_speakers(gold.articles, output) if gold.named else None,
    )


def find_broken_floors(gold: GoldSet, evaluation: Evaluation, floors: Path) -> tuple[str, ...]:
    """What fell below its floor, a sentence each; the floors are those with the hash of this gold.

    Raises DataError when the file has none for it.
    """
    sha256 = hash_data(gold.sources)
    for floor_set in read_floors(floors).values():
        if floor_set.sha256 == sha256:
            return check_floors(floor_set, evaluation.figures(), sha256)
    raise DataError(
        f"{floors} has no floors for this gold (SHA-256 {sha256})", remedy="measure, and add them"
    )
