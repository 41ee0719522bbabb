"""What the parser is given: paragraphs, and parts of those that are too long to parse at once.

Time and memory of a dependency parser grow with the square of a sentence's length, and text without full
stops is one sentence to it. So no piece is longer than real sentences ever are, whatever the text.
"""

import re
from collections.abc import Iterator

from quotes.model import Span

# A paragraph up to this size goes to the parser whole: 99.9 % of the paragraphs of news have fewer than
# 400 words. The parser needs some 250 MB for a sentence of 1,000 words and a gigabyte for one of 2,000.
MAX_PIECE_WORDS = 800
MAX_PIECE_CHARACTERS = 8_000

_WORD = re.compile(r"\w+|[^\w\s]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
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
