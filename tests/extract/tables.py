"""Tables of sentences with what must come out, in fixtures/tables.

A line is half, gold and sentence, with the cue in {}, the content in [] and the source in <>. The half "tune"
was looked at while rules were made, "held" was not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from quotes.model import Span
from tests.conftest import FIXTURES

_OPENING = {"{": "cue", "[": "content", "<": "source"}
_CLOSING = "}]>"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One sentence: what must come out, its text and the places that are marked in it."""

    half: str
    gold: str
    text: str
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source: tuple[Span, ...]


def read_table(name: str) -> list[TableRow]:
    """Every row of fixtures/tables/NAME."""
    lines = (FIXTURES / "tables" / name).read_text(encoding="utf-8").splitlines()
    return [_read_row(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def _read_row(half: str, gold: str, marked: str) -> TableRow:
    text, spans = "", {"cue": [], "content": [], "source": []}  # type: tuple[str, dict[str, list[Span]]]
    opened: list[tuple[str, int]] = []
    for char in marked:
        if char in _OPENING:
            opened.append((_OPENING[char], len(text)))
        elif char in _CLOSING:
            role, start = opened.pop()
            spans[role].append(Span(start, len(text)))
        else:
            text += char
    return TableRow(half, gold, text, *(tuple(sorted(spans[role])) for role in ("cue", "content", "source")))


def share(right: Iterable[bool]) -> float:
    """How many of them are true, of all."""
    found = list(right)
    return sum(found) / len(found)
