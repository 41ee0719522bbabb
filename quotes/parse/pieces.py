"""What the parser is given: paragraphs, and parts of those that are too long to parse at once.

Time and memory of a dependency parser grow with the square of a sentence's length, and text without full
stops is one sentence to it. So no piece is longer than real sentences ever are, whatever the text.
"""

import re
from collections.abc import Iterator

from quotes.model import Span

# A paragraph up to this size goes to the parser whole, as nearly all paragraphs of news do. Text without
# sentence ends needs 2 GB and 9 ms a word in pieces of 800 words, and a quarter of the memory in these.
MAX_PIECE_WORDS = 400
MAX_PIECE_CHARACTERS = 4_000

_WORD = re.compile(r"\w+|[^\w\s]")
# After a longer word and before a capital, so that "Mr. " and "U.S. " are no ends.
_SENTENCE_END = re.compile(r"(?:[^\W\d_]{3,}|\d{2})[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[A-Z])")
_SPACE = re.compile(r"\s+")


def split_pieces(text: str, span: Span) -> Iterator[Span]:
    """Cut a paragraph into pieces that the parser can hold, nearly always one.

    A cut falls after the last sentence end of the second half of what is allowed, or else after its last
    white space, or else where the limit is. Pieces are in order, do not overlap, and leave out nothing but
    white space.

    text   of the article
    span   of the paragraph
    """
    start = span.start
    while start < span.end:
        limit = _find_limit(text, start, span.end)
        if limit < span.end:
            limit = _find_cut(text, start, limit)
        piece = text[start:limit]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if left < right:
            yield Span(start + left, start + right)
        start = limit


def _find_limit(text: str, start: int, end: int) -> int:
    """Where the words or characters that are allowed end."""
    end = min(end, start + MAX_PIECE_CHARACTERS)
    for count, word in enumerate(_WORD.finditer(text, start, end)):
        if count == MAX_PIECE_WORDS:
            return word.start()
    return end


def _find_cut(text: str, start: int, limit: int) -> int:
    middle = (start + limit) // 2
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [found.end() for found in pattern.finditer(text, middle, limit)]
        if ends:
            return ends[-1]
    return limit
