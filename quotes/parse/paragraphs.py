"""Paragraphs of an article: where they stand and what each is for.

A line break ends a paragraph, as it does in text copied from news pages. In text that was wrapped at a
fixed width (mail, wire feeds) only an empty line does. Lines that hold nothing but an address of the web are
no paragraphs: nobody speaks there, and parsers make nonsense of them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from quotes.document import Paragraph, ParagraphKind
from quotes.model import Article, Span

# A text counts as wrapped when at least this many lines are followed directly by another ...
MIN_WRAPPED_LINES = 6
# ... no line of several words is longer than this (the widest wrap in common use is 100) ...
MAX_WRAPPED_WIDTH = 100
# ... and at least this share of those lines does not end a sentence. News copied line by line ends
# nearly every line with a stop or a quotation mark.
MIN_SHARE_OPEN = 0.6

# A line that is no sentence and not longer than this titles a section.
MAX_HEADING_CHARACTERS = 120

# Characters that show nothing: the mark that begins some files, soft hyphens, zero-width spaces, marks of
# writing direction. Pages and word processors leave them at the edges of lines and words. The two joiners
# (U+200C, U+200D), which make one emoji of several and shape letters, are not among them.
INVISIBLE = "\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_FIRST = re.compile(rf"[^\s{INVISIBLE}]")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|[\"”»]$")
_URL = re.compile(r"<?(?:https?://|www\.)\S+>?", re.I)


def split_paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Paragraphs of an article in order, apart from each other, each with its kind.

    Each begins and ends with a character that shows. A headline is a paragraph of its own.
    """
    text = article.text
    paragraphs = []
    for stretch in _find_blocks(text) if is_wrapped(text) else _find_lines(text):
        for part in _split_headline(stretch, article.headline):
            span = strip_span(text, part)
            if span and not _URL.fullmatch(span.text(text)):
                paragraphs.append(Paragraph(span, _kind_of(span, article)))
    return tuple(paragraphs)


def is_wrapped(text: str) -> bool:
    """True when the lines of a text were broken at a fixed width, so that a line is no paragraph."""
    lines = text.splitlines()
    if any(len(line) > MAX_WRAPPED_WIDTH and " " in line.strip() for line in lines):
        return False
    followed = [line.rstrip() for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(followed) < MIN_WRAPPED_LINES:
        return False
    return sum(not _SENTENCE_END.search(line) for line in followed) >= MIN_SHARE_OPEN * len(followed)


def strip_span(text: str, span: Span) -> Span | None:
    """A span without white space and invisible characters at its edges; None when nothing is left."""
    piece = span.text(text)
    first = _FIRST.search(piece)
    if first is None:
        return None
    end = len(piece)
    while not _FIRST.match(piece[end - 1]):
        end -= 1
    return Span(span.start + first.start(), span.start + end)


def _find_lines(text: str) -> Iterator[Span]:
    for line in _LINE.finditer(text):
        yield Span(*line.span())


def _find_blocks(text: str) -> Iterator[Span]:
    """Runs of lines without an empty one between them."""
    block: Span | None = None
    for line in _find_lines(text):
        if not line.text(text).strip():
            continue
        gap = text[block.end : line.start] if block else ""
        if block and len(_LINE_END.findall(gap)) < 2:
            block = Span(block.start, line.end)
        else:
            if block:
                yield block
            block = line
    if block:
        yield block


def _split_headline(span: Span, headline: Span | None) -> Iterator[Span]:
    """A stretch of text in one, or in parts when the headline is one of several lines in it."""
    cuts = [span.start, span.end]
    if headline and headline.overlaps(span):
        cuts += [cut for cut in (headline.start, headline.end) if span.start < cut < span.end]
    for start, end in pairwise(sorted(cuts)):
        yield Span(start, end)


def _kind_of(span: Span, article: Article) -> ParagraphKind:
    if article.headline and article.headline.overlaps(span):
        return ParagraphKind.HEADLINE
    line = span.text(article.text)
    if len(line) <= MAX_HEADING_CHARACTERS and not _SENTENCE_END.search(line):
        return ParagraphKind.HEADING
    return ParagraphKind.BODY
