"""From texts and attributions to pieces of paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from quotes.model import Attribution, Kind, Span
from quotes.reports.contexts import Piece, Ref
from quotes.reports.marking import (
    CONTEXT_MARGIN,
    Anchored,
    Window,
    find_block,
    mark_paragraphs,
    mark_passage,
)
from quotes.reports.segments import Mark, Role
from tests.reports.fakes import make_attribution

TEXT = "One two.\n\nThree four."
BLOCKS = [Span(0, 8), Span(10, 21)]


def make_ref(label: str) -> Ref:
    return Ref(label, f"t-{label}", f"q-{label}", False, label)


def shape(pieces: tuple[Piece, ...]) -> list[tuple[str, str, str]]:
    return [("".join(ref.label for ref in piece.refs), piece.text, piece.css) for piece in pieces]


def test_a_content_over_two_paragraphs_is_marked_in_both() -> None:
    mark = Mark(Span(4, 15), Role.CONTENT, 1)
    first, second = mark_paragraphs(TEXT, BLOCKS, [mark], [])
    assert shape(first) == [("", "One ", ""), ("", "two.", "c")]
    assert shape(second) == [("", "Three", "c"), ("", " four.", "")]


def test_refs_stand_where_their_attribution_begins() -> None:
    anchored = [Anchored(4, make_ref("1")), Anchored(4, make_ref("2")), Anchored(9, make_ref("3"))]
    first, second = mark_paragraphs(TEXT, BLOCKS, [], anchored)
    assert shape(first) == [("", "One ", ""), ("12", "two.", "")]
    assert shape(second) == [("3", "Three four.", "")]  # between paragraphs: before the next


def test_a_ref_after_the_last_paragraph_is_not_lost() -> None:
    _, last = mark_paragraphs(TEXT + "\n", BLOCKS, [], [Anchored(21, make_ref("1"))])
    assert shape(last)[-1] == ("1", "", "")


def test_depth_and_words_of_overlaps() -> None:
    marks = [Mark(Span(0, 8), Role.CONTENT, n) for n in (1, 2, 3, 4)] + [Mark(Span(0, 3), Role.SOURCE, 5)]
    (pieces,) = mark_paragraphs(TEXT, BLOCKS[:1], marks, [])
    assert [piece.css for piece in pieces] == ["s c c3", "c c3"]
    assert pieces[0].numbers == "1 2 3 4 5"
    assert "source of 5" in pieces[0].title


@st.composite
def paragraphs_with_marks(draw: st.DrawFn) -> tuple[str, list[Span], list[Mark], list[Anchored]]:
    words = draw(st.lists(st.text("abc ", min_size=1, max_size=8), min_size=1, max_size=5))
    text = "\n".join(words)
    blocks, start = [], 0
    for word in words:
        blocks.append(Span(start, start + len(word)))
        start += len(word) + 1
    marks = []
    for _ in range(draw(st.integers(0, 6))):
        begin = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(begin + 1, len(text)))
        marks.append(Mark(Span(begin, end), draw(st.sampled_from(Role)), draw(st.integers(1, 4))))
    places = draw(st.lists(st.integers(0, len(text) + 3), max_size=4))
    return text, blocks, marks, [Anchored(place, make_ref(str(n))) for n, place in enumerate(places)]


@given(paragraphs_with_marks())
def test_no_word_and_no_ref_is_lost(case: tuple[str, list[Span], list[Mark], list[Anchored]]) -> None:
    text, blocks, marks, anchored = case
    paragraphs = mark_paragraphs(text, blocks, marks, anchored)
    assert ["".join(piece.text for piece in pieces) for pieces in paragraphs] == text.split("\n")
    refs = [ref for pieces in paragraphs for piece in pieces for ref in piece.refs]
    assert sorted(refs, key=lambda r: r.label) == [item.ref for item in anchored]


def test_find_block() -> None:
    assert [find_block(BLOCKS, position) for position in (0, 7, 8, 10, 20, 21, 99)] == [0, 0, 1, 1, 1, 1, 1]


def test_a_passage_is_marked_in_its_window() -> None:
    text = "Before.\nThe mayor said that it rains."
    attribution = make_attribution(text, "The mayor", "said", "that it rains")
    (pieces,) = mark_passage(Window(text[8:], 8), attribution)
    assert shape(pieces) == [
        ("", "The mayor", "s"),
        ("", " ", ""),
        ("", "said", "q"),
        ("", " ", ""),
        ("", "that it rains", "c"),
        ("", ".", ""),
    ]
    assert [piece.title for piece in pieces if piece.css] == ["source", "cue", "content"]


def test_a_long_passage_is_cut_between_words() -> None:
    filler = "lorem " * 1000
    text = f"{filler}The mayor said that it rains. {filler}".strip()
    (pieces,) = mark_passage(Window(text), make_attribution(text, "The mayor", "said", "that it rains"))
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("… lorem ")
    assert shown.endswith("lorem …")
    assert "The mayor said that it rains." in shown
    assert len(shown) < 2 * CONTEXT_MARGIN + 60


def test_a_text_without_blanks_is_cut_too() -> None:
    text = "a" * 5000
    (pieces,) = mark_passage(Window(text), Attribution((), (), (Span(2000, 2010),), Kind.INDIRECT))
    assert sum(len(piece.text) for piece in pieces) == 2 * CONTEXT_MARGIN + 10 + len("… " + " …")


def test_words_of_a_window() -> None:
    window = Window("defg", 3)
    assert window.words([Span(3, 5), Span(6, 7)]) == "de … g"
    assert window.words([Span(0, 4), Span(6, 8)]) == ""
