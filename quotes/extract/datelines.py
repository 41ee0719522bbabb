"""What stands before a paragraph's first sentence and is no part of it: datelines, times of live blogs."""

import re
from collections.abc import Iterator

from quotes.document import Document
from quotes.model import Span

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_PLACE = r"[A-Z][A-Z.'’-]+(?:[ ,/]+[A-Z][\w.'’-]*){0,3}"
_AGENCY = r"\([A-Z][\w .,'’&/-]{1,40}\)"
_DASH = r"\s*(?:—|–|--?)\s+"
# "LONDON, March 3 (AP) —", "LONDON (AP) -", "Oct 24 (Wire) -", "LONDON —"; a colon makes a speaker as well
_DATELINE = re.compile(rf"(?:{_PLACE}(?:,?\s+{_DAY})?(?:\s+{_AGENCY})?|{_DAY}\s+{_AGENCY}){_DASH}")
# "16.42 ", "4:42 p.m. – "
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[.:h][0-5]\d\s*(?:[ap]\.?m\.?|GMT|BST|ET)?\s*(?:[—–|:-]\s*)?(?=[“\"‘'A-Z])"
)


def find_datelines(doc: Document) -> Iterator[Span]:
    """Spans of datelines and times of day that open paragraphs, in order."""
    for paragraph in doc.paragraphs:
        start, end = paragraph.span.start, paragraph.span.end
        found = _CLOCK.match(doc.text, start, end) or _DATELINE.match(doc.text, start, end)
        if found is not None and found.end() < end:
            yield Span(*found.span())
