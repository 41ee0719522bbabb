"""Make the gold and the parses of the articles in fixtures/unseen.

    python -m tests.record_unseen            gold.jsonl from the readable rows
    python -m tests.record_unseen --parses   and fixtures/parses/unseen.jsonl, with the bundled models

The articles are invented, and their rows were written before any program had read them. A row is
`source | cue | content | speaker | kind | required`; " ... " parts the pieces of one content, "-" stands for
nothing, "n" for what an annotator may leave out. Lines with "!" are flags:
`! kind | words in it | suggested`, and `! absent:kind | words` for one that must not be raised.
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from quotes.model import Span
from tests.conftest import FIXTURES, PARSES

FOLDER = FIXTURES / "unseen"
_NOTHING = "-"
_BETWEEN = " ... "


@dataclass(frozen=True, slots=True)
class ExpectedFlag:
    """A flag that the article was written for; `absent` when it must not be there."""

    kind: str
    words: str
    suggested: str
    absent: bool


def read_rows(path: Path) -> tuple[list[dict[str, object]], list[ExpectedFlag]]:
    """Gold attributions and expected flags of one article (its .rows file)."""
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    attributions: list[dict[str, object]] = []
    flags = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = [part.strip() for part in line.removeprefix("!").split("|")]
        if line.startswith("!"):
            kind = parts[0].removeprefix("absent:")
            flags.append(ExpectedFlag(kind, parts[1], "".join(parts[2:3]), kind != parts[0]))
            continue
        source, cue, content, speaker, kind, required = parts
        spans = _find_content(text, content, cue)
        attributions.append(
            {
                "id": len(attributions) + 1,
                "source": _find_near(text, source, spans),
                "cue": _find_near(text, cue, spans),
                "content": [[span.start, span.end] for span in spans],
                "speaker": None if speaker == _NOTHING else speaker,
                "kind": kind,
                "required": required == "y",
            }
        )
    return attributions, flags


def _find_content(text: str, content: str, cue: str) -> list[Span]:
    """Places of the pieces of a content, one behind the other; the first one as near to its cue as can be."""
    first, *rest = content.split(_BETWEEN)
    cues = _find_all(text, cue.split(_BETWEEN)[0]) if cue != _NOTHING else []
    spans = [min(_find_all(text, first), key=lambda p: min((_distance(p, c) for c in cues), default=p.start))]
    for piece in rest:
        spans.append(next(p for p in _find_all(text, piece) if p.start >= spans[-1].end))
    return spans


def _find_near(text: str, words: str, content: list[Span]) -> list[list[int]]:
    """The place of a source or cue that is nearest to its content, outside it if there is one."""
    if words == _NOTHING:
        return []
    found = []
    for piece in words.split(_BETWEEN):
        places = _find_all(text, piece)
        outside = [p for p in places if not any(p.overlaps(span) for span in content)] or places
        best = min(outside, key=lambda p: min(_distance(p, span) for span in content))
        found.append([best.start, best.end])
    return found


def _find_all(text: str, words: str) -> list[Span]:
    """Every place of some words that are not part of longer words; at least one."""
    before = r"(?<!\w)" if words[0].isalnum() else ""
    behind = r"(?!\w)" if words[-1].isalnum() else ""
    found = [Span(*m.span()) for m in re.finditer(before + re.escape(words) + behind, text)]
    if not found:
        raise ValueError(f"{words!r} does not stand in the text")
    return found


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


def write_gold() -> None:
    """fixtures/unseen/gold.jsonl from all .rows files."""
    lines = [
        json.dumps({"doc": path.stem, "attributions": read_rows(path)[0]}, ensure_ascii=False) + "\n"
        for path in sorted(FOLDER.glob("*.rows"))
    ]
    (FOLDER / "gold.jsonl").write_text("".join(lines), encoding="utf-8")


def write_parses() -> None:
    """fixtures/parses/unseen.jsonl: each article parsed on its own."""
    from quotes.ingest import read_article
    from quotes.parse import load_parser
    from quotes.settings import Settings

    parser = load_parser(Settings())
    paths = sorted(FOLDER.glob("*.txt"))
    lines = [next(iter(parser.parse([read_article(path)]))).to_json() + "\n" for path in paths]
    (PARSES / "unseen.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write_gold()
    if "--parses" in sys.argv:
        write_parses()
