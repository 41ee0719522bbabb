"""Pairing of quotation marks: no model, no parse."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.document import Paragraph
from quotes.model import Article, Span
from quotes.parse.paragraphs import split_paragraphs
from quotes.quotation_marks import QuotedRegion, find_quoted_regions

FIXTURES = Path(__file__).parent.parent / "fixtures"


def find(text: str) -> list[QuotedRegion]:
    return list(find_quoted_regions(text, split_paragraphs(Article(text))))


def words(text: str) -> list[str]:
    return [region.span.text(text) for region in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Rain," she said. "Again."', ['"Rain,"', '"Again."']),
        ("“Rain,” she said. “Again.”", ["“Rain,”", "“Again.”"]),
        ("”Rain,” she said. ”Again.”", ["”Rain,”", "”Again.”"]),
        ("„Rain“, she said. „Again.“", ["„Rain“", "„Again.“"]),
        ("«Rain», she said, «again».", ["«Rain»", "«again»"]),
        ("»Rain«, she said, »again«.", ["»Rain«", "»again«"]),
        ("``Rain,'' she said. ''Again.''", ["``Rain,''", "''Again.''"]),
        ("‘Rain,’ she said, ‘it’s the farmers’ rain.’", ["‘Rain,’", "‘it’s the farmers’ rain.’"]),
        ("She said: 'It's the dogs' bowl.' He left.", ["'It's the dogs' bowl.'"]),
        ('He said,"We stay",and left.', ['"We stay"']),
        ('a " loose " one', ['" loose "']),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert all(region.closed and region.depth == 0 for region in find(text))


@pytest.mark.parametrize(
    "text",
    [
        "I don't know what the 1990s' farmers’ talks weren’t.",
        "Rock 'n' roll, 'em and ’tis of the '90s.",
        "The boxer is 6'2\" tall, his brother 5'10\".",
        "The ministers' talks and the workers' rights.",
        "Nothing here at all.",
        "",
    ],
)
def test_no_quotation(text: str) -> None:
    assert words(text) == []


def test_feet_and_inches_inside_a_quotation() -> None:
    assert words('"I am 6\'2" tall," he said.') == ['"I am 6\'2" tall,"']


def test_styles_are_told_apart() -> None:
    text = "“a” and 'b' and «c»"
    assert [region.style for region in find(text)] == ["double", "single", "guillemets"]


def test_inner_is_without_marks() -> None:
    text = "He said ''go on'' and \"\"."
    assert [region.inner and region.inner.text(text) for region in find(text)] == ["go on", None]


def test_marks_inside_marks() -> None:
    text = "“He told me: ‘Read “War” first!’” she said."
    assert [(region.span.text(text), region.depth) for region in find(text)] == [
        ("“He told me: ‘Read “War” first!’”", 0),
        ("‘Read “War” first!’", 1),
        ("“War”", 2),
    ]


def test_straight_marks_inside_straight_marks() -> None:
    assert words('"He called it "great" today," she said.') == ['"He called it "great" today,"', '"great"']


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = "“We open and forget to close.\nA plain line.\n“Closed,” he said."
    regions = find(text)
    assert [(r.span.text(text), r.closed, r.continues) for r in regions] == [
        ("“We open and forget to close.", False, False),
        ("“Closed,”", True, False),
    ]


def test_a_quotation_of_several_paragraphs() -> None:
    text = "He said: “One.\n“Two.\n“Three,” and left. “Four.”"
    assert [(r.closed, r.continues) for r in find(text)] == [
        (False, False),
        (False, True),
        (True, True),
        (True, False),
    ]


def test_an_unclosed_mark_around_a_closed_one() -> None:
    """The second article: opens before Therefore, holds “Plan B”, never closes."""
    text = (FIXTURES / "articles" / "001_b050d626f1275417.txt").read_text(encoding="utf-8")
    outer = next(r for r in find(text) if r.span.text(text).startswith("“Therefore"))
    inner = next(r for r in find(text) if r.depth == 1 and outer.span.contains(r.span))
    assert not outer.closed
    assert outer.depth == 0
    assert outer.span.text(text).endswith("without considering Western opinions.")
    assert inner.closed
    assert inner.span.text(text) == "“Plan B”"


def test_text_outside_the_paragraphs_is_not_read() -> None:
    assert find_quoted_regions('"a" "b"', [Paragraph(Span(4, 7))]) == (
        QuotedRegion(Span(4, 7), Span(5, 6), "double", 0, True),
    )


@given(st.text(alphabet=st.sampled_from("ab s1.,\n \"'’‘“”„«»‹›`—(-:"), max_size=80) | st.text(max_size=60))
def test_any_text(text: str) -> None:
    paragraphs = split_paragraphs(Article(text))
    regions = find_quoted_regions(text, paragraphs)
    assert list(regions) == sorted(regions, key=lambda r: (r.span.start, -r.span.end))
    for region in regions:
        assert sum(p.span.contains(region.span) for p in paragraphs) == 1
        if region.inner:
            assert region.span.contains(region.inner)
        around = [r for r in regions if r is not region and r.span.contains(region.span)]
        assert region.depth == len(around)
        for other in regions:  # nested or apart, never crossing
            assert (
                not region.span.overlaps(other.span)
                or region.span.contains(other.span)
                or other.span.contains(region.span)
            )
