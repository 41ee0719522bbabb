"""Cuts a text at every boundary of its marks, so that overlapping highlights come out right.

A mark is a span with a role and the number of the attribution (or flag) it belongs to. Marks may overlap,
nest and touch in any way; HTML elements may not. So the text is cut at the sorted boundaries, and each
segment knows every mark that covers it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from quotes.model import Span


class Role(StrEnum):
    """What a marked stretch of text is."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    FLAG = "flag"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span of a text and why it is marked.

    number  which attribution (roles source, cue, content) or which flag (role flag) of the page, from 1
    """

    span: Span
    role: Role
    number: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same marks cover from end to end.

    span   its place in the whole text: code points, half-open
    marks  every mark that covers it, sorted
    """

    span: Span
    text: str
    marks: tuple[Mark, ...] = ()


def split_segments(
    text: str, marks: Iterable[Mark], within: Span | None = None, *, cuts: Iterable[int] = ()
) -> tuple[Segment, ...]:
    """Cut a text into segments at every boundary of its marks.

    text    the whole text
    marks   in any order; parts outside `within` are left out
    within  the stretch that is wanted: code points into `text`; the whole text when None
    cuts    further places to cut at; those outside `within` do nothing
    The segments follow each other without a gap, and their texts joined are the text of `within`.
    """
    if within is None:
        if not text:
            return ()
        within = Span(0, len(text))
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    # The same mark twice is one mark: a set, because the sweep below takes each out once.
    for mark in {mark for mark in marks if mark.span.overlaps(within)}:
        opening.setdefault(max(mark.span.start, within.start), []).append(mark)
        closing.setdefault(min(mark.span.end, within.end), []).append(mark)
    inner = {cut for cut in cuts if within.start < cut < within.end}
    bounds = sorted({within.start, within.end, *opening, *closing, *inner})
    segments = []
    active: set[Mark] = set()
    for start, end in pairwise(bounds):
        active.difference_update(closing.get(start, ()))
        active.update(opening.get(start, ()))
        segments.append(Segment(Span(start, end), text[start:end], tuple(sorted(active))))
    return tuple(segments)
