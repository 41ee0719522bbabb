"""Words as a search compares them: whatever their case, accents and script, and nothing else.

Unlike `quotes.alike.words`, which asks whether two wordings say the same: who types "five" is looking for
"five", and a word that is cut short must still be the beginning of what was entered.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

# A longer word is cut: PostgreSQL enters none of more than 2,046 bytes, and no language has one of 100.
LONGEST_WORD = 100

# Letters and digits; accents that stand as characters of their own, and marks that nobody sees, part no word.
# Single letters with points between them are one word, so that U.S. is US.
_WORD = re.compile(
    r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"
    r"|[^\W_](?:[^\W_]|[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff])*"
)
_PLAIN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A folded word, of the letters a to z and digits, and where it stands: code points, half-open."""

    folded: str
    start: int
    end: int


def list_words(text: str, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """The words of a text, or of a part of it, in order; a sign such as ½ may be several with one place."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        for folded in _fold(match[0]):
            yield Place(folded, match.start(), match.end())


@lru_cache(maxsize=50_000)
def _fold(word: str) -> tuple[str, ...]:
    word = word.replace(".", "")
    if not word.isascii():
        apart = unicodedata.normalize("NFKD", word)
        word = anyascii("".join(letter for letter in apart if not unicodedata.combining(letter)))
    return tuple(part[:LONGEST_WORD] for part in _PLAIN.findall(word.casefold()))
