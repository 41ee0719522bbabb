"""Finding the spans that share a character with another is what looking at all of them finds."""

from hypothesis import given
from hypothesis import strategies as st

from quotes.model import Span
from quotes.places import SpanIndex

SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 40), st.integers(1, 20))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_it_finds_what_overlaps_in_the_order_given(spans: list[Span], wanted: Span) -> None:
    index = SpanIndex((span, number) for number, span in enumerate(spans))
    assert index.find(wanted) == [n for n, span in enumerate(spans) if span.overlaps(wanted)]


def test_an_index_of_nothing() -> None:
    assert SpanIndex[int]([]).find(Span(0, 5)) == []
