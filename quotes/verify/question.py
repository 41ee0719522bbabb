"""The words that are asked for: one wording, or a passage that holds several."""

import re
from dataclasses import dataclass

from quotes.alike import fold_words
from quotes.document import Paragraph
from quotes.errors import SettingsError
from quotes.model import Span
from quotes.quotation_marks import find_quoted_regions

# Characters of a question at most: ten pages. Longer ones are files that were given by mistake.
MOST_CHARACTERS = 30_000

# A question of more words than this that is several sentences is a passage: each part is looked for by
# itself. The longest sentences that people are quoted with have about so many.
PASSAGE_WORDS = 45

# Words that a part of a passage has at least: "he said" and "yes" are everywhere.
PART_WORDS = 4

# Parts of a passage that are looked for.
MOST_PARTS = 40

_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’»)]*\s+(?=[“\"‘«(]?[^\W\d_a-z]|\d)")
_OUTER_MARKS = "“”\"„«»‘’`' \t\r\n"


@dataclass(frozen=True, slots=True)
class Question:
    """The words without outer quotation marks, and the parts that are looked for when they are not found."""

    words: str
    parts: tuple[str, ...] = ()


def read_question(text: str) -> Question:
    """Read what somebody asks for; raises SettingsError when there is no word in it, or far too many."""
    if len(text) > MOST_CHARACTERS:
        raise SettingsError(
            f"{len(text):,} characters are too many to be looked for",
            remedy=f"give the words of one quotation, or a passage of up to {MOST_CHARACTERS:,} characters",
        )
    words = " ".join(text.split())
    if not fold_words(words):
        raise SettingsError(
            "there are no words to look for" if not words else f"{words[:40]!r} has no words to look for",
            remedy='give the words in quotation marks: quotes verify "WORDS"',
        )
    return Question(_strip_marks(words), _split_passage(words))


def _strip_marks(words: str) -> str:
    """Without marks around all of it; an apostrophe inside stays."""
    return words.strip(_OUTER_MARKS) or words


def _split_passage(words: str) -> tuple[str, ...]:
    """What a passage quotes, or else its sentences; () for a single wording."""
    quoted = [
        _strip_marks(region.span.text(words))
        for region in find_quoted_regions(words, [Paragraph(Span(0, len(words)))])
        if region.closed and len(fold_words(region.span.text(words))) >= PART_WORDS
    ]
    said = sum(len(fold_words(part)) for part in quoted)
    total = len(fold_words(words))
    if quoted and said + 2 < total:  # "he said" stands between
        return tuple(dict.fromkeys(quoted))[:MOST_PARTS]
    if total <= PASSAGE_WORDS:
        return ()
    sentences = [_strip_marks(part) for part in _SENTENCE_END.split(words)]
    parts = [part for part in sentences if len(fold_words(part)) >= PART_WORDS]
    return tuple(dict.fromkeys(parts))[:MOST_PARTS] if len(parts) > 1 else ()
