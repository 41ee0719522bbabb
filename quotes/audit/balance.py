"""Quotation marks without a partner."""

import re
from collections.abc import Iterator

from quotes.audit.context import AuditContext
from quotes.model import Evidence, Flag, FlagKind, Severity, Span
from quotes.quotation_marks import QuotedRegion

# Words of a quotation that a message gives so that its place is found.
SHOWN_WORDS = 4

_DOUBLE_MARK = re.compile(r"[\"“”«»]")
_WORDS = re.compile(rf"\W*(?:[^\s]+\s+){{0,{SHOWN_WORDS - 1}}}[^\s]*[^\s“”\"«».,:;!?…]")
_WORDS_BEFORE = re.compile(rf"(?:[^\s]+\s+){{0,{SHOWN_WORDS - 1}}}[^\s]+\Z")
# A straight mark behind a number is an inch or a second, one inside a word is a slip of another kind.
_MEASURE = re.compile(r"\d\s?\Z")


def find_unbalanced_quotations(context: AuditContext) -> Iterator[Flag]:
    """A quotation that opens and never closes, or a mark that closes what never opened."""
    yield from _find_unclosed(context)
    yield from _find_unopened(context)


def _find_unclosed(context: AuditContext) -> Iterator[Flag]:
    continued = _find_continued(context)
    contents = {a.content[0].start: index for index, a, _ in reversed(context.attributed)}
    for region in context.regions:
        if region.closed or region.inner is None or region.style == "single" or region in continued:
            continue
        if not context.in_body(region.span.start):
            continue
        words = _WORDS.match(context.text, region.inner.start, region.inner.end)
        place = Span(region.span.start, words.end()) if words else region.span
        shown = Span(region.inner.start, place.end) if place.end > region.inner.start else place
        quoted = context.quote(shown)
        yield Flag(
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
            attribution=contents.get(region.span.start),
        )


def _find_continued(context: AuditContext) -> frozenset[QuotedRegion]:
    """Regions that the next paragraph takes up with an opening mark of its own, as the convention has it."""
    outer = [region for region in context.regions if region.depth == 0]
    held: set[QuotedRegion] = set()
    for region in outer:
        if region.continues:
            here = context.doc.paragraph_at(region.span.start)
            held.update(
                r for r in outer if not r.closed and context.doc.paragraph_at(r.span.start) == here - 1
            )
    return frozenset(held)


def _find_unopened(context: AuditContext) -> Iterator[Flag]:
    edges = {edge for r in context.regions for edge in (r.span.start, r.span.end - 1)}
    for paragraph in context.doc.paragraphs:
        for mark in _DOUBLE_MARK.finditer(context.text, paragraph.span.start, paragraph.span.end):
            before = context.text[paragraph.span.start : mark.start()]
            after = context.text[mark.end() : paragraph.span.end][:1]
            if mark.start() in edges or not context.in_body(mark.start()) or not before.strip():
                continue
            if _MEASURE.search(before) or before[-1].isspace() or after.isalnum() or mark[0] in "“«":
                continue
            words = _WORDS_BEFORE.search(before)
            start = paragraph.span.start + words.start() if words else mark.start()
            quoted = context.quote(Span(start, mark.start())) if words else "it"
            yield Flag(
                kind=FlagKind.UNBALANCED_QUOTATION,
                severity=Severity.MEDIUM,
                message=f"A quotation mark closes behind {quoted}, but no quotation opens before it. "
                "Check where the quotation begins.",
                spans=(Span(start, mark.end()),),
                evidence=(
                    Evidence(
                        "closing-mark-without-partner",
                        "no mark that is still open stands before it in its paragraph",
                        (Span(mark.start(), mark.end()),),
                    ),
                ),
            )
