"""A plain text file becomes an Article: its text as it is, and what its first lines tell.

Text files of articles often begin with the page's address, the file name of its picture, or the author's
name before the headline and the body. These lines stay in the text (offsets count them) and are told apart
here.
"""

import re
from itertools import pairwise

from quotes.ingest.decoding import decode
from quotes.ingest.origin import Origin
from quotes.model import Article, Span

# The headline is sought in this many lines that hold something; before it may stand a line with an address
# and one with a caption or name.
HEAD_LINES = 3
# Shorter lines are captions, names and section labels; headlines of news agencies have 4 to 20 words.
MIN_HEADLINE_WORDS = 3
MAX_HEADLINE_CHARACTERS = 200
# A line that ends in a full stop is a headline only when this share of its longer words is capitalized,
# as some outlets write their headlines.
MIN_CAPITALIZED = 0.75
LONGER_WORD = 4  # characters: shorter ones ("of", "the", "and") stay small in such headlines

URL = re.compile(r"\ufeff?\s*(https?://\S+)\s*")
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BYLINE = re.compile(r"by\s+\w", re.I)
# "LONDON, March 3 (AP) —": how a news agency begins the body.
_DATELINE = re.compile(
    r"[A-Z][A-Z.\x27-]+(?:[ ,][^—–\n]{0,60})?\s(?:—|–|--?)\s|[A-Z][A-Z ,.]+\([A-Z][A-Za-z ]+\)"
)
_DATE = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4}"
    r"|\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?,?\s+\d{4})\b",
    re.I,
)
_SENTENCE_END = re.compile(r"[.:;,…][\"'”’»)\]]*$")


def read_text(raw: bytes, origin: Origin) -> Article:
    """Make an Article of the bytes of a text file; raises InputError when there is no text in them."""
    text = decode(raw, origin, declared=origin.charset)
    if not text.replace("\ufeff", "").strip():
        raise origin.refuse("the file holds nothing but white space", remedy="check how it was saved")
    lines = _first_lines(text)
    url = origin.url
    if found := URL.fullmatch(lines[0].text(text)):
        url = found[1]
        lines = lines[1:]
        if not lines:
            raise origin.refuse("the file holds an address and no text", remedy="save the article's text")
    headline = find_headline(text, lines)
    return Article(
        text,
        doc=origin.doc,
        title=" ".join(headline.text(text).split()) if headline else "",
        headline=headline,
        path=origin.path,
        url=url,
    )


def _first_lines(text: str) -> list[Span]:
    """Lines that hold something, without white space at their edges: one more than are looked at."""
    lines: list[Span] = []
    for found in _LINE.finditer(text):
        line = found[0].strip(" \t\ufeff\u200b\xa0\u3000")
        if line.strip():
            start = found.start() + found[0].index(line)
            lines.append(Span(start, start + len(line)))
            if len(lines) > HEAD_LINES + 1:
                break
    return lines


def find_headline(text: str, lines: list[Span]) -> Span | None:
    """The first of some lines that looks like a headline and has the body after it; None when none does.

    text   of the article
    lines  the first lines that hold something, as spans, in order
    """
    for line, after in pairwise(lines[: HEAD_LINES + 1]):
        words = line.text(text)
        if _is_headline(words) or (
            len(words) <= MAX_HEADLINE_CHARACTERS and _DATELINE.match(after.text(text))
        ):
            # A line that runs on into the next is the first line of a wrapped paragraph.
            apart = text.count("\n", line.end, after.start) > 1
            body = after.text(text)
            return (
                line if apart or _SENTENCE_END.search(body) or len(body) > MAX_HEADLINE_CHARACTERS else None
            )
        if not _stands_before_headline(words):
            return None
    return None


def _is_headline(line: str) -> bool:
    words = line.split()
    if len(words) < MIN_HEADLINE_WORDS or len(line) > MAX_HEADLINE_CHARACTERS:
        return False
    if _stands_before_headline(line):
        return False
    if not _SENTENCE_END.search(line):
        return True
    longer = [word for word in words if len(word.strip("\"'“”‘’.,:;")) >= LONGER_WORD]
    capitalized = sum(word.lstrip("\"'“‘(").lstrip()[:1].isupper() for word in longer)
    return len(longer) >= MIN_HEADLINE_WORDS and capitalized >= MIN_CAPITALIZED * len(longer)


def _stands_before_headline(line: str) -> bool:
    """True for a caption or section label of a word or two, a line with the author's name, a date."""
    if _SENTENCE_END.search(line) or line[-1] in '!?"”':
        return False
    words = line.split()
    return len(words) < MIN_HEADLINE_WORDS or (
        len(words) <= 8 and (_BYLINE.match(line) is not None or _DATE.search(line) is not None)
    )
