"""Attributions that punctuation alone makes: "WALLACE: ..." in transcripts, a name behind a dash."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.document import Document
from quotes.model import Span

# A speaker's name before a colon: one to four words, each with a capital, at the start of a paragraph.
_NAME_WORD = r"(?:[A-Z][\w'’.-]*)"
_TURN = re.compile(rf"[\"“]?((?:{_NAME_WORD}\s+){{0,3}}{_NAME_WORD}(?:\s*\([^)]{{1,40}}\))?)\s*(:)\s+(?=\S)")
# "Q. When did it begin?" and "A. In March.": the letters of an interview may have a full stop instead.
_LETTER = re.compile(r"([QA])(\.)\s+(?=\S)")
# Letters in brackets behind a name are its label from then on: "Ada Roe (AR): ...", "AR: ...".
_SHORT = re.compile(r"\(([A-Z]{2,4})\)$")

# A transcript has at least this many turns; one colon alone may be anything ("Summary: ...").
MIN_TURNS = 2
# ... and what is said in a turn has at least this many words.
MIN_TURN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a transcript."""

    source: Span
    cue: Span
    content: Span


def find_turns(doc: Document) -> Iterator[Turn]:
    """Turns of transcripts: paragraphs that open with a name, in capitals or seen so twice, and a colon.

    "Ada Roe:" and "Roe:" are one name, and so are "Ada Roe (AR):" and "AR:".
    """
    found: list[tuple[str, Turn]] = []
    letters = _has_letters(doc)
    for paragraph in doc.paragraphs:
        match = _TURN.match(doc.text, paragraph.span.start, paragraph.span.end)
        if match is None and letters:
            match = _LETTER.match(doc.text, paragraph.span.start, paragraph.span.end)
        if match is None or match.end() >= paragraph.span.end:
            continue
        content = Span(match.end(), paragraph.span.end)
        if len(content.text(doc.text).split()) < MIN_TURN_WORDS:
            continue
        found.append((match[1], Turn(Span(*match.span(1)), Span(*match.span(2)), content)))
    times = Counter(_key_of(name) for name, _ in found)
    for name, turn in found:
        in_capitals = name.isupper() and len(name) > 2 and len(found) >= MIN_TURNS
        if in_capitals or times[_key_of(name)] >= MIN_TURNS:
            yield turn


def _key_of(name: str) -> str:
    """What all labels of one speaker share: letters in brackets, else the last word in capitals."""
    short = _SHORT.search(name)
    return short[1] if short else name.partition("(")[0].split()[-1].upper()


def _has_letters(doc: Document) -> bool:
    """True for an article with paragraphs that begin with "Q." and with "A."."""
    starts = {doc.text[p.span.start : p.span.start + 3].strip() for p in doc.paragraphs}
    return {"Q.", "A."} <= starts
