"""Paragraphs on a page."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quotes.model import Span
from quotes.reports.blocks import split_blocks


def blocks_of(text: str, headline: Span | None = None) -> list[str]:
    return [span.text(text) for span in split_blocks(text, headline)]


def test_lines_that_end_a_sentence_are_paragraphs() -> None:
    assert blocks_of("It rains.\n“It pours,” she said.\nHe said: “Yes”\nEnd") == [
        "It rains.",
        "“It pours,” she said.",
        "He said: “Yes”",
        "End",
    ]


def test_wrapped_lines_stay_together_until_an_empty_line() -> None:
    assert blocks_of("It rains on the\r\nharbour and on\r\nthe hill.\r\n\r\nThe sun\nshines") == [
        "It rains on the\r\nharbour and on\r\nthe hill.",
        "The sun\nshines",
    ]


def test_the_headline_stands_alone() -> None:
    text = "A wet\nweek\nIt rains."
    assert blocks_of(text, Span(0, 10)) == ["A wet\nweek", "It rains."]
    assert blocks_of("By Ida\nA wet week", Span(7, 17)) == ["By Ida", "A wet week"]


@given(st.text(st.sampled_from("ab .\n\r\u2028\t”"), max_size=60))
def test_only_white_space_is_left_out(text: str) -> None:
    spans = split_blocks(text)
    assert "".join("".join(span.text(text).split()) for span in spans) == "".join(text.split())
    assert all(span.text(text) == span.text(text).strip() for span in spans)
    assert all(a.end < b.start for a, b in pairwise(spans))
