"""What the parser is given: paragraphs, and parts of those that are too long to parse at once.

Time and memory of a dependency parser grow with the square of a sentence's length, and text without full
stops is one sentence to it. So no piece is longer than real sentences ever are, whatever the text.
"""

import re
from collections.abc import Iterator

from quotes.model import Span
from quotes.parse.paragraphs import INVISIBLE, strip_span

# A paragraph up to this size goes to the parser whole, as nearly all paragraphs of news do: of 17,500, one
# was longer.
MAX_PIECE_WORDS = 400
MAX_PIECE_CHARACTERS = 4_000
# What is longer, and has no sentence end in that size, is no prose: a table, a list, noise. It is cut into
# pieces of this many words, since a "sentence" of 400 words costs the parser ten times as much a word as
# real ones do, and 800 words need 2 GB.
OPEN_PIECE_WORDS = 100

_WORD = re.compile(r"\w+|[^\w\s]")
# After a longer word and before a capital, so that "Mr. " and "U.S. " are no ends.
_SENTENCE_END = re.compile(r"(?:[^\W\d_]{3}|\d{2})[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[A-Z])")
_INVISIBLE_AT_EDGE = re.compile(rf"(?<!\w)[{INVISIBLE}]+|[{INVISIBLE}]+(?!\w)")
_SPACE = re.compile(r"\s+")


def split_pieces(text: str, span: Span) -> Iterator[Span]:
    """Cut a paragraph into pieces that the parser can hold, nearly always one.

    A cut falls after the last sentence end in what is allowed; where there is none, after fewer words.
    Pieces are in order, do not overlap, and leave out nothing but what does not show.

    text   of the article
    span   of the paragraph
    """
    start = span.start
    while start < span.end:
        limit = _find_limit(text, start, span.end, words=MAX_PIECE_WORDS)
        if limit < span.end:
            limit = _find_cut(text, start, limit)
        piece = strip_span(text, Span(start, limit))
        if piece:
            yield piece
        start = limit


def hide_invisible(text: str) -> str:
    """The same text, as long as it was, with blanks for invisible characters at the edges of words.

    Parsers take them for letters: "said\u200b" would be a word that they have never seen.
    """
    return _INVISIBLE_AT_EDGE.sub(lambda found: " " * len(found[0]), text)


def _find_limit(text: str, start: int, end: int, *, words: int) -> int:
    """Where the words or characters that are allowed end: before a word, or inside a very long one."""
    end = min(end, start + MAX_PIECE_CHARACTERS)
    for count, word in enumerate(_WORD.finditer(text, start, end)):
        if count == words:
            return word.start()
    return end


def _find_cut(text: str, start: int, limit: int) -> int:
    ends = [found.end() for found in _SENTENCE_END.finditer(text, start, limit)]
    if ends:
        return ends[-1]
    limit = _find_limit(text, start, limit, words=OPEN_PIECE_WORDS)
    spaces = [found.end() for found in _SPACE.finditer(text, (start + limit) // 2, limit)]
    return spaces[-1] if spaces else limit
