"""Attributions as they are scored, and reading them from JSON lines and brat standoff.

Gold in JSON lines has one object for each article: {"doc": NAME, "attributions": [{"source": [[start, end],
...], "cue": [...], "content": [...], "speaker": "Full Name" | "One; Two" | null, "required": true|false}]}
with its text in NAME.txt. Optional gold ("required": false) is what careful annotators may leave out.

A brat folder has text/NAME.txt and attributions/NAME_ANNOTATOR.ann with events that join spans of the roles
Source, Cue and Content (PolNeAR: Newell, Margolin and Ruths 2018). The alphabetically first annotator of an
article counts. Or it has NAME.txt and NAME.ann side by side, as brat and `quotes export` write them.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.errors import DataError
from quotes.model import Analysis, Span

_BRAT_SPAN = re.compile(r"^(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)\t", re.M)
_BRAT_EVENT = re.compile(r"^E\d+\t(.+)$", re.M)


@dataclass(frozen=True, slots=True)
class Row:
    """One attribution of the gold or of the program.

    speakers  full names; () for nobody
    required  False for gold that may be left out
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speakers: tuple[str, ...] = ()
    required: bool = True

    def role(self, name: str) -> tuple[Span, ...]:
        """Spans of "source", "cue" or "content"."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The text of an article and its gold."""

    text: str
    rows: tuple[Row, ...]


def analysis_to_rows(analysis: Analysis) -> tuple[Row, ...]:
    """What the pipeline found in one article, as it is scored."""
    return tuple(
        Row(
            resolved.attribution.source,
            resolved.attribution.cue,
            resolved.attribution.content,
            analysis.names_of(resolved.resolution),
        )
        for resolved in analysis.attributions
    )


def read_gold(path: Path, texts: Path) -> dict[str, GoldArticle]:
    """Read gold in JSON lines, with the text of each article from the folder `texts`.

    Raises DataError for a line that is no gold or an article without text.
    """
    gold = {}
    for doc, raws in _read_lines(path):
        rows = tuple(
            _read_row(raw, tuple(filter(None, (raw.get("speaker") or "").split("; "))), path) for raw in raws
        )
        gold[doc] = GoldArticle(_read_text(texts / f"{doc}.txt"), rows)
    return gold


def read_system(path: Path) -> dict[str, tuple[Row, ...]]:
    """Read the output of a program, in the JSON lines of `quotes extract --json`.

    Raises DataError for a line that is something else.
    """
    return {
        doc: tuple(_read_row(raw, tuple(raw.get("speakers") or ()), path) for raw in raws)
        for doc, raws in _read_lines(path)
    }


def read_brat(folder: Path) -> dict[str, GoldArticle]:
    """Read gold in a brat folder. Spans of Content2, Source2 ... join their role; no content: left out.

    Raises DataError for an article without text or an event that names a span that is not there.
    """
    parted = (folder / "attributions").is_dir()
    texts = folder / "text" if parted else folder
    gold: dict[str, GoldArticle] = {}
    for path in sorted((folder / "attributions" if parted else folder).glob("*.ann")):
        doc = path.stem.rpartition("_")[0] if parted else path.stem
        if doc not in gold:
            gold[doc] = GoldArticle(_read_text(texts / f"{doc}.txt"), tuple(_read_brat_rows(path)))
    if not gold:
        raise DataError(f"no annotations in {folder}")
    return gold


def _read_brat_rows(path: Path) -> Iterator[Row]:
    raw = _read_text(path)
    spans = {
        found[1]: [Span(*map(int, part.split())) for part in found[2].split(";")]
        for found in _BRAT_SPAN.finditer(raw)
    }
    for event in _BRAT_EVENT.finditer(raw):
        roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        for argument in event[1].split():
            name, _, target = argument.partition(":")
            role = name.rstrip("0123456789").lower()
            if role in roles:
                if target not in spans:
                    raise DataError(f"{path}: no span {target} for {argument}")
                roles[role] += spans[target]
        if roles["content"]:
            yield Row(tuple(roles["source"]), tuple(roles["cue"]), tuple(roles["content"]))


def _read_lines(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for number, line in enumerate(_read_text(path).split("\n"), 1):
        if line.strip():
            try:
                raw = json.loads(line)
                yield raw["doc"], raw["attributions"]
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(f"{path}, line {number}: not the attributions of an article") from error


def _read_row(raw: dict[str, Any], speakers: tuple[str, ...], path: Path) -> Row:
    try:
        source, cue, content = (_read_spans(raw.get(role) or ()) for role in ("source", "cue", "content"))
    except (TypeError, ValueError, AttributeError) as error:
        raise DataError(f"{path}: not an attribution: {raw!r}") from error
    return Row(source, cue, content, speakers, bool(raw.get("required", True)))


def _read_spans(raw: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in raw)


def _read_text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeError) as error:
        raise DataError(f"{path} cannot be read: {error}") from error
