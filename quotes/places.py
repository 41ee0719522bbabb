"""Which of many stretches of a text share a character with another, without looking at all of them."""

import bisect
from collections.abc import Iterable
from typing import Generic, TypeVar

from quotes.model import Span

T = TypeVar("T")


class SpanIndex(Generic[T]):
    """Values by their spans. Quick where few spans overlap, as in articles; never wrong where many do."""

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        """Keep some values; one may have several spans, and its number is the place of its first."""
        numbered = [(span, number, value) for number, (span, value) in enumerate(items)]
        self._items = sorted(numbered, key=lambda item: (item[0], item[1]))
        self._starts = [span.start for span, _, _ in self._items]
        self._ends: list[int] = []  # the furthest end up to each
        for span, _, _ in self._items:
            self._ends.append(max(span.end, self._ends[-1] if self._ends else 0))

    def find(self, span: Span) -> list[T]:
        """Values whose spans share a character with this one, in the order in which they were given."""
        found = []
        for place in range(bisect.bisect_left(self._starts, span.end) - 1, -1, -1):
            if self._ends[place] <= span.start:
                break
            held, number, value = self._items[place]
            if held.overlaps(span):
                found.append((number, value))
        return [value for _, value in sorted(found, key=lambda item: item[0])]
