"""Paragraphs of an article: where they stand and what each is for.

A line break ends a paragraph, as it does in text copied from news pages. In text that was wrapped at a
fixed width (mail, wire feeds) only an empty line does.
"""

import re
from itertools import pairwise

from quotes.document import Paragraph, ParagraphKind
from quotes.model import Article, Span

# A text counts as wrapped when at least this many lines are followed directly by another ...
MIN_WRAPPED_LINES = 6
# ... no line is longer than this (the widest wrap in common use is 100) ...
MAX_WRAPPED_WIDTH = 100
# ... and at least this share of those lines does not end a sentence. News copied line by line ends
# nearly every line with a stop or a quotation mark.
MIN_SHARE_OPEN = 0.6

# A line that is no sentence and not longer than this titles a section.
MAX_HEADING_CHARACTERS = 120

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BLOCK = re.compile(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", re.S)
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|[\"”»]$")


def _strip(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its edges; None when nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(start + left, start + right) if left < right else None


def is_wrapped(text: str) -> bool:
    """True when the lines of a text were broken at a fixed width, so that a line is no paragraph."""
    lines = text.splitlines()
    if max(map(len, lines), default=0) > MAX_WRAPPED_WIDTH:
        return False
    followed = [line.rstrip() for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(followed) < MIN_WRAPPED_LINES:
        return False
    return sum(not _SENTENCE_END.search(line) for line in followed) >= MIN_SHARE_OPEN * len(followed)


def split_paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Paragraphs of an article in order, apart from each other, each with its kind."""
    text = article.text
    pattern = _BLOCK if is_wrapped(text) else _LINE
    paragraphs = []
    for found in pattern.finditer(text):
        span = _strip(text, *found.span())
        if span:
            paragraphs.append(Paragraph(span, _kind_of(span, article)))
    return tuple(paragraphs)


def _kind_of(span: Span, article: Article) -> ParagraphKind:
    if article.headline and article.headline.overlaps(span):
        return ParagraphKind.HEADLINE
    line = span.text(article.text)
    if len(line) <= MAX_HEADING_CHARACTERS and not _SENTENCE_END.search(line):
        return ParagraphKind.HEADING
    return ParagraphKind.BODY
