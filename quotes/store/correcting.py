"""Where in an article the words stand that a person gives for a part of an attribution. Pure: no database."""

import re
from collections.abc import Sequence
from itertools import pairwise

from quotes.document import Paragraph
from quotes.errors import JudgementError
from quotes.model import Kind, Span
from quotes.quotation_marks import find_quoted_regions

# Characters before and after an attribution in which words are looked for: about three paragraphs either way.
# Further off the same words most often belong to another statement.
NEAR = 1500

# Marks that are hard to type -> what is typed for them. One character each, so that offsets stay.
_TYPED = str.maketrans("“”„«»‘’‚–—\u00a0", '"""""\'\'\'-- ')

_OFFSETS = re.compile(r"\s*\d+\s*-\s*\d+\s*(,\s*\d+\s*-\s*\d+\s*)*")
_GAP = re.compile(r"\s+(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s+")
_LINE = re.compile(r"[^\n\r]+")
_WORD = re.compile(r"\w+")


def find_words(words: str, text: str, around: Span, *, part: str) -> tuple[Span, ...]:
    """The spans that a person means.

    words   as they stand in the text, white space and the shape of marks aside, several stretches joined by
            " … "; or offsets: "120-140" or "120-140,150-160", code points, half-open
    around  where the attribution stands
    part    what to call it in an error
    Raises JudgementError with where it was looked for.
    """
    if _OFFSETS.fullmatch(words):
        return _read_offsets(words, text, part)
    whole = _find_near(words, text, around)
    if whole:
        return (whole,)
    pieces = [piece for piece in _GAP.split(words) if piece.strip()]
    found = [_find_near(piece, text, around) for piece in pieces]
    if len(pieces) > 1 and all(found):
        spans = tuple(sorted(span for span in found if span))
        if all(a.end <= b.start for a, b in pairwise(spans)):
            return spans
    start, end = max(0, around.start - NEAR), min(len(text), around.end + NEAR)
    anywhere = _matches(words, text, Span(0, len(text))) if text else []
    far = f"; it stands at {anywhere[0].start}-{anywhere[0].end}, far from there" if anywhere else ""
    raise JudgementError(
        f"the {part} “{words}” does not stand in the article near the attribution"
        f" (looked from character {start} to {end}){far}",
        remedy="give the words as they stand there, or offsets such as 120-140",
    )


def _read_offsets(words: str, text: str, part: str) -> tuple[Span, ...]:
    pairs = [tuple(map(int, pair.split("-"))) for pair in words.split(",")]
    spans = sorted(Span(start, end) for start, end in pairs if start < end <= len(text))
    apart = all(a.end <= b.start for a, b in pairwise(spans))
    if len(spans) < len(pairs) or not apart:
        raise JudgementError(
            f"the {part} {words} is no list of places in a text of {len(text)} characters",
            remedy="give offsets such as 120-140 or 120-140,150-160, from 0, each end after its start",
        )
    return tuple(spans)


def _matches(words: str, text: str, where: Span) -> list[Span]:
    pattern = r"\s+".join(map(re.escape, words.translate(_TYPED).split()))
    if not pattern:
        return []
    typed = text.translate(_TYPED)
    found = re.compile(pattern).finditer(typed, where.start, where.end)
    return [Span(match.start(), match.end()) for match in found]


def _find_near(words: str, text: str, around: Span) -> Span | None:
    """The place nearest to the attribution; one inside it comes first."""
    window = Span(max(0, around.start - NEAR), min(len(text), around.end + NEAR))
    found = _matches(words, text, window)

    def distance(span: Span) -> tuple[int, int]:
        return max(0, around.start - span.end, span.start - around.end), span.start

    return min(found, key=distance, default=None)


def tell_kind(content: Sequence[Span], text: str) -> Kind:
    """Whether a content stands in quotation marks: wholly, in part or not at all."""
    start, end = content[0].start, content[-1].end
    lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text)]
    paragraphs = [Paragraph(line) for line in lines if line.start < end and start < line.end]
    regions = [region.span for region in find_quoted_regions(text, paragraphs) if region.depth == 0]
    words = [
        Span(match.start(), match.end())
        for span in content
        for match in _WORD.finditer(text, span.start, span.end)
    ]
    inside = sum(any(region.contains(word) for region in regions) for word in words)
    if not inside:
        return Kind.INDIRECT
    return Kind.DIRECT if inside == len(words) else Kind.MIXED
