"""Overlapping highlights: the text is cut so that each piece has exactly the marks that cover it."""

from hypothesis import given
from hypothesis import strategies as st

from quotes.model import Span
from quotes.reports.segments import Mark, Role, split_segments

TEXT = "abcdefghij"


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(min_size=1, max_size=40))
    marks = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(Mark(Span(start, end), draw(st.sampled_from(Role)), draw(st.integers(1, 3))))
    return text, marks


@given(marked_texts())
def test_segments_joined_are_the_text(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    assert "".join(segment.text for segment in split_segments(text, marks)) == text


@given(marked_texts())
def test_every_character_has_exactly_its_marks(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    for segment in split_segments(text, marks):
        for position in range(segment.span.start, segment.span.end):
            covering = {mark for mark in marks if mark.span.start <= position < mark.span.end}
            assert set(segment.marks) == covering


@given(marked_texts(), st.data())
def test_a_part_is_cut_as_the_whole_is(marked: tuple[str, list[Mark]], data: st.DataObject) -> None:
    text, marks = marked
    start = data.draw(st.integers(0, len(text) - 1))
    within = Span(start, data.draw(st.integers(start + 1, len(text))))
    segments = split_segments(text, marks, within)
    assert "".join(segment.text for segment in segments) == within.text(text)
    for segment in segments:
        assert all(mark.span.contains(segment.span) for mark in segment.marks)


def test_nested_and_crossing_marks() -> None:
    outer = Mark(Span(0, 8), Role.CONTENT, 1)
    inner = Mark(Span(2, 4), Role.SOURCE, 2)
    crossing = Mark(Span(6, 10), Role.CONTENT, 3)
    found = [(s.text, s.marks) for s in split_segments(TEXT, [crossing, inner, outer])]
    assert found == [
        ("ab", (outer,)),
        ("cd", (outer, inner)),
        ("ef", (outer,)),
        ("gh", (outer, crossing)),
        ("ij", (crossing,)),
    ]


def test_touching_marks_stay_apart() -> None:
    left, right = Mark(Span(0, 3), Role.CUE, 1), Mark(Span(3, 5), Role.CUE, 2)
    assert [s.marks for s in split_segments(TEXT, [left, right])] == [(left,), (right,), ()]


def test_the_same_mark_twice_is_one() -> None:
    mark = Mark(Span(1, 3), Role.CUE, 1)
    assert [s.marks for s in split_segments("abcd", [mark, mark])] == [(), (mark,), ()]


def test_extra_cuts_and_no_text() -> None:
    assert [s.text for s in split_segments("abcd", [], cuts=[0, 2, 4, 9])] == ["ab", "cd"]
    assert split_segments("", []) == ()
