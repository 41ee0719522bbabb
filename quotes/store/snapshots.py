"""What was judged, as it was then: kept with each judgement, and how its places are found again.

Shape of a snapshot, in JSON, of an attribution:

article      {"doc", "title", "outlet", "published", "url", "path", "text_hash"}
source, cue, content  {"text": str, "spans": [[start, end], ...], "letters": [[start, end], ...]}
kind, polarity, act, rule, confidence, outcome, form, description
speakers     [{"id": number, "name": str, "part": number}, ...] as people saw them; numbers of that store
extracted    [name, ...] as the program has them
program, models
beside       identities of the article's other attributions that share words with this one

Of a flag: article, program, models as above; flag {"kind", "severity", "message", "text",
"spans", "letters", "elsewhere"}; beside, identities of the article's other flags of that kind.

`letters` are offsets that count everything but white space: they hold for a copy of the article that is
broken into lines otherwise.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from quotes.model import Kind, Span, text_of
from quotes.store.codec import decode_spans, encode_spans
from quotes.store.tables import SpanRole

Pairs = Sequence[Sequence[int]]


class Letters:
    """Counts the letters of a text, white space left out."""

    def __init__(self, text: str) -> None:
        self._places = [at for at, letter in enumerate(text) if not letter.isspace()]

    def count(self, spans: Iterable[Span]) -> list[list[int]]:
        """Spans as pairs of numbers of letters, half-open."""
        return [[bisect_left(self._places, s.start), bisect_left(self._places, s.end)] for s in spans]

    def find(self, pairs: Pairs) -> tuple[Span, ...]:
        """The spans that begin and end with these letters; those beyond the text are left out."""
        return tuple(
            Span(self._places[start], self._places[end - 1] + 1)
            for start, end in pairs
            if start < end <= len(self._places)
        )


def encode_part(spans: Sequence[Span], text: str, letters: Letters) -> dict[str, Any]:
    """One part of an attribution."""
    return {
        "text": text_of(spans, text),
        "spans": encode_spans(spans),
        "letters": letters.count(spans),
    }


def decode_part(part: Mapping[str, Any], text: str, *, same_text: bool) -> tuple[Span, ...]:
    """Spans of a part in an article's text now.

    same_text  False where the text is broken into lines otherwise than it was
    """
    return decode_spans(part["spans"]) if same_text else Letters(text).find(part["letters"])


def encode_correction(
    parts: Mapping[SpanRole, Sequence[Span]], kind: Kind, text: str, letters: Letters
) -> dict[str, Any]:
    """The parts of an attribution as a person cut them."""
    return {role.value: encode_part(spans, text, letters) for role, spans in parts.items()} | {
        "kind": kind.value
    }


def decode_correction(
    corrected: Mapping[str, Any], snapshot: Mapping[str, Any], text: str, text_hash: str
) -> dict[SpanRole, tuple[Span, ...]]:
    """The same parts in an article's text now."""
    same_text = snapshot["article"]["text_hash"] == text_hash
    return {role: decode_part(corrected[role.value], text, same_text=same_text) for role in SpanRole}


# ------------------------------------------------------------------ the same words, cut otherwise
def share_letters(one: Pairs, other: Pairs) -> float:
    """How many letters two sets of spans share, of all that either has: 0 to 1."""
    if list(map(list, one)) == list(map(list, other)):
        return 1.0
    mine, theirs = _letters(one), _letters(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _letters(pairs: Pairs) -> set[int]:
    return {letter for start, end in pairs for letter in range(start, end)}


def find_beside(mine: Pairs, others: Mapping[str, Pairs], *, but: Collection[str]) -> list[str]:
    """Identities of those that share a letter."""
    letters = _letters(mine)
    return sorted(id for id, pairs in others.items() if id not in but and letters & _letters(pairs))
