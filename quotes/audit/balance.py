"""Quotation marks without a partner."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from quotes.audit.context import AuditContext
from quotes.document import ParagraphKind
from quotes.model import Evidence, Flag, FlagKind, Severity, Span
from quotes.quotation_marks import QuotedRegion

# Words of a quotation that a message gives so that its place is found.
SHOWN_WORDS = 4
# A quotation may be broken into so many further lines without new marks and still be in order.
MAX_LINES = 3
# Characters before a closing mark that are looked at.
LOOK_BACK = 120

_DOUBLE_MARK = re.compile(r"[\"“”«»]")
_WORDS = re.compile(rf"\W*(?:[^\s]+\s+){{0,{SHOWN_WORDS - 1}}}[^\s]*[^\s“”\"«».,:;!?…]")
_WORDS_BEFORE = re.compile(rf"(?:[^\s]+\s+){{0,{SHOWN_WORDS - 1}}}[^\s]+\Z")
# A straight mark behind a number is an inch or a second, one inside a word is a slip of another kind.
# What is left of a page's markup, with marks of its own.
_MARKUP = re.compile(r"<\w+[^>]*=[\"“”]|\w=[\"“”]\S")
_MEASURE = re.compile(r"\d\s?\Z")


def find_unbalanced_quotations(context: AuditContext) -> Iterator[Flag]:
    """A quotation that opens and never closes, or a mark that closes what never opened."""
    openers = _find_unclosed(context)
    closers = _find_unopened(context)
    split = _find_split(context, openers, closers)
    for region in openers:
        if region.span.start not in split:
            yield _make_unclosed_flag(context, region)
    for mark in closers:
        if mark.start not in split:
            yield _make_unopened_flag(context, mark)


def _find_split(
    context: AuditContext, openers: Sequence[QuotedRegion], closers: Sequence[Span]
) -> frozenset[int]:
    """Marks that are a pair over several lines: a quotation broken into paragraphs without new marks."""
    marks = [m.start() for m in _DOUBLE_MARK.finditer(context.text)]
    pairs = ((region, mark) for region in openers for mark in closers if mark.start >= region.span.end)
    found: set[int] = set()
    for region, mark in pairs:
        lines = context.doc.paragraph_at(mark.start) - context.doc.paragraph_at(region.span.start)
        between = bisect_left(marks, mark.start) - bisect_left(marks, region.span.end)
        if lines <= MAX_LINES and between == 0:
            found.update((region.span.start, mark.start))
    return frozenset(found)


def _find_unclosed(context: AuditContext) -> tuple[QuotedRegion, ...]:
    continued = _find_continued(context)
    return tuple(
        region
        for region in context.regions
        if not region.closed
        and region.inner is not None
        and region.style != "single"
        and region not in continued
        and context.in_body(region.span.start)
        and not _has_markup(context, region.span.start)
    )


def _make_unclosed_flag(context: AuditContext, region: QuotedRegion) -> Flag:
    inner = region.inner or region.span
    words = _WORDS.match(context.text, inner.start, inner.end)
    place = Span(region.span.start, words.end()) if words else region.span
    shown = Span(inner.start, place.end) if place.end > inner.start else place
    quoted = context.quote(shown)
    return Flag(
        kind=FlagKind.UNBALANCED_QUOTATION,
        severity=Severity.MEDIUM,
        message=f"The quotation that opens before {quoted} never closes. "
        "Check where it ends: what follows may or may not be the speaker’s words.",
        spans=(place,),
        evidence=(
            Evidence(
                "opening-mark-without-partner",
                "its paragraph ends without a closing mark",
                (region.span,),
            ),
        ),
        attribution=context.content_starts.get(region.span.start),
    )


def _find_continued(context: AuditContext) -> frozenset[QuotedRegion]:
    """Regions that the next paragraph takes up with an opening mark of its own, as the convention has it."""
    outer = [(context.doc.paragraph_at(r.span.start), r) for r in context.regions if r.depth == 0]
    continued = {paragraph - 1 for paragraph, region in outer if region.continues}
    return frozenset(region for paragraph, region in outer if not region.closed and paragraph in continued)


def _find_unopened(context: AuditContext) -> tuple[Span, ...]:
    """Closing marks that close nothing."""
    edges = {edge for r in context.regions for edge in (r.span.start, r.span.end - 1)}
    found = []
    for paragraph in context.doc.paragraphs:
        start = paragraph.span.start
        if paragraph.kind is not ParagraphKind.BODY:
            continue
        for mark in _DOUBLE_MARK.finditer(context.text, start, paragraph.span.end):
            before = context.text[max(start, mark.start() - LOOK_BACK) : mark.start()]
            after = context.text[mark.end() : paragraph.span.end][:1]
            closes = bool(before) and not before[-1].isspace() and not after.isalnum() and mark[0] not in "“«"
            if mark.start() not in edges and closes and not _MEASURE.search(before):
                if _has_markup(context, mark.start()):
                    continue
                found.append(Span(mark.start(), mark.end()))
    return tuple(found)


def _make_unopened_flag(context: AuditContext, mark: Span) -> Flag:
    paragraph = context.paragraph(mark.start)
    first = max(paragraph.span.start if paragraph else 0, mark.start - LOOK_BACK)
    words = _WORDS_BEFORE.search(context.text[first : mark.start])
    start = first + words.start() if words else mark.start
    shown = context.quote(Span(start, mark.start)) if start < mark.start else "nothing"
    return Flag(
        kind=FlagKind.UNBALANCED_QUOTATION,
        severity=Severity.MEDIUM,
        message=f"A quotation mark closes behind {shown}, but no quotation opens before it. "
        "Check where the quotation begins.",
        spans=(Span(start, mark.end),),
        evidence=(
            Evidence(
                "closing-mark-without-partner",
                "no mark that is still open stands before it in its paragraph",
                (mark,),
            ),
        ),
    )


def _has_markup(context: AuditContext, offset: int) -> bool:
    """True when the line of a place holds what is left of a page's markup."""
    line = context.text[max(0, offset - LOOK_BACK) : offset + LOOK_BACK]
    return bool(_MARKUP.search(line))
