"""One list of attributions out of what the rules found: whole quotations, kinds, no doubles."""

import bisect
import re
from collections.abc import Iterable, Sequence

from quotes.model import Attribution, Kind, Span, join_spans
from quotes.quotation_marks import QuotedRegion

_WORD = re.compile(r"\w+")


class QuotedText:
    """Which words of a text stand inside quotation marks."""

    def __init__(self, text: str, regions: Sequence[QuotedRegion]) -> None:
        self._text = text
        outer = [r for r in regions if r.depth == 0]
        self.double = [r.span for r in outer if r.style != "single"]
        self.single = [r.span for r in outer if r.style == "single"]
        self._double_starts = [span.start for span in self.double]
        self._single_starts = [span.start for span in self.single]

    def kind(self, content: Sequence[Span]) -> Kind:
        """Direct: every word inside marks; mixed: some inside double marks; else indirect."""
        if content and not any(map(self._is_marked, content)):
            return Kind.INDIRECT
        words = [m.start() for span in content for m in _WORD.finditer(self._text, span.start, span.end)]
        if not words:
            return Kind.DIRECT if self._in_double(content[0].start) else Kind.INDIRECT
        inside = sum(map(self._in_double, words))
        if inside == len(words) or all(map(self._in_single, words)):
            return Kind.DIRECT
        return Kind.MIXED if inside else Kind.INDIRECT

    def double_in(self, content: Sequence[Span]) -> list[Span]:
        """Regions of double marks that share a character with a content, or lie between its spans."""
        if not content:
            return []
        first = max(0, bisect.bisect_right(self._double_starts, min(content).start) - 1)
        last = bisect.bisect_left(self._double_starts, max(span.end for span in content))
        return self.double[first:last]

    def _is_marked(self, span: Span) -> bool:
        """True when a region begins in a span or runs into it."""
        return (
            self._in_double(span.start)
            or self._in_single(span.start)
            or bisect.bisect_left(self._double_starts, span.end)
            > bisect.bisect_left(self._double_starts, span.start)
            or bisect.bisect_left(self._single_starts, span.end)
            > bisect.bisect_left(self._single_starts, span.start)
        )

    def _in_double(self, offset: int) -> bool:
        index = bisect.bisect_right(self._double_starts, offset) - 1
        return index >= 0 and offset < self.double[index].end

    def _in_single(self, offset: int) -> bool:
        index = bisect.bisect_right(self._single_starts, offset) - 1
        return index >= 0 and offset < self.single[index].end


def complete_quotations(content: Sequence[Span], regions: Sequence[Span]) -> tuple[Span, ...]:
    """Stretch contents that enter or nearly fill a quoted region to that region's marks.

    Sentences end inside quotations, and parsers lose their marks: "that it was \"bad. Very bad.\"".

    regions  in order and apart; those that are far from the content may be left out
    """
    spans = []
    for span in content:
        start, end = span.start, span.end
        for region in regions:
            if region.start >= end:
                break  # the others begin later still
            if region.end <= start:
                continue
            if region.start <= start and end <= region.end:  # inside: only to its own marks
                if start - region.start <= 2 and region.end - end <= 3:
                    start, end = region.start, region.end
                continue
            if start <= region.start < end < region.end or region.start < start <= region.start + 2:
                start, end = min(start, region.start), max(end, region.end)
        spans.append(Span(start, end))
    return join_spans(spans)


def remove_spans(content: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of the content where source and cue stand inside it."""
    left = list(content)
    for hole in taken:
        pieces = []
        for span in left:
            if not span.overlaps(hole):
                pieces.append(span)
                continue
            if span.start < hole.start:
                pieces.append(Span(span.start, hole.start))
            if hole.end < span.end:
                pieces.append(Span(hole.end, span.end))
        left = pieces
    return join_spans(left)


def drop_doubles(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Each attribution once, in order of its first character."""
    found: dict[tuple[tuple[Span, ...], ...], Attribution] = {}
    for attribution in attributions:
        found.setdefault((attribution.source, attribution.cue, attribution.content), attribution)
    return tuple(sorted(found.values(), key=lambda a: (a.start, a.spans)))
