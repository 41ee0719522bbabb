"""Where the paragraphs of a text stand, as far as a page needs to know.

What the parser made of line breaks is not kept in the store, so pages ask the text itself: an empty line
ends a paragraph, and so does a line that ends like a sentence. Other line breaks stay inside a paragraph,
where the style sheet shows them as they are: text that was wrapped at a fixed width stays together.
"""

import re
from collections.abc import Iterator

from quotes.model import Span

# The last characters of a line that ends a paragraph: a full stop or its like, closing marks after it.
# News copied line by line ends nearly every paragraph so; a wrapped line seldom does.
_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$|[\"”»]$")

# All that `str.splitlines` takes for a line break.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def split_blocks(text: str, headline: Span | None = None) -> tuple[Span, ...]:
    """Paragraphs of a text: spans in order, apart from each other, without white space at their edges.

    headline  a stretch that is a paragraph of its own, whatever stands around it
    """
    blocks: list[Span] = []
    open_block = False
    for line in _lines(text):
        joined = blocks and open_block and len(_BREAK.findall(text, blocks[-1].end, line.start)) == 1
        if headline and joined:
            joined = headline.overlaps(blocks[-1]) == headline.overlaps(line)
        if joined:
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
        open_block = not _ENDS.search(text, max(line.start, line.end - 8), line.end)
    return tuple(blocks)


def _lines(text: str) -> Iterator[Span]:
    """Lines that hold anything, without white space at their edges."""
    for found in _LINE.finditer(text):
        words = found.group()
        start = found.start() + len(words) - len(words.lstrip())
        end = found.start() + len(words.rstrip())
        if start < end:
            yield Span(start, end)
