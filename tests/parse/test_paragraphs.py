"""Paragraphs: where they stand and what each is for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.document import ParagraphKind
from quotes.model import Article, Span
from quotes.parse.paragraphs import is_wrapped, split_paragraphs

WRAPPED = """\
Bridge to close for repairs

NEWPORT - The old bridge over the Arden will be closed for repairs
until the spring, the mayor of Newport said on Monday. "We are
ready to begin," she told reporters at the town hall, "and it is
long overdue."

According to the county's engineers, three of the twelve pillars
have cracks and need new concrete. Shop owners on the east bank
fear for their trade, and some of them plan to sue the town over
the closure.
"""


def texts(text: str, **fields: object) -> list[str]:
    article = Article(text, **fields)  # type: ignore[arg-type]
    return [paragraph.span.text(text) for paragraph in split_paragraphs(article)]


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\u2028", "\u2029", "\x0b", "\n \t\n"]
)
def test_a_line_is_a_paragraph(end: str) -> None:
    assert texts(f"One said so.{end}Two did.{end}") == ["One said so.", "Two did."]


def test_wrapped_lines_are_joined() -> None:
    assert is_wrapped(WRAPPED)
    for text in (WRAPPED, WRAPPED.replace("\n", "\r\n"), WRAPPED.replace("\n", "\r")):
        found = texts(text)
        assert [piece.split()[0] for piece in found] == ["Bridge", "NEWPORT", "According"]
        assert found[1].endswith('overdue."')


def test_long_address_does_not_hide_that_a_text_is_wrapped() -> None:
    assert is_wrapped(f"https://news.example/{'a' * 200}\n\n{WRAPPED}")


@pytest.mark.parametrize(
    "text",
    [
        "One said so.\nTwo did.\nThree did.\nFour did.\nFive did.\nSix did.\nSeven did.\nEight did.",
        WRAPPED + "\n" + "A line as long as a whole paragraph of news is. " * 5,
        "Too\nfew\nlines\n",
        "",
    ],
)
def test_other_text_is_not_wrapped(text: str) -> None:
    assert not is_wrapped(text)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("She said so.", ParagraphKind.BODY),
        ("“We are ready”", ParagraphKind.BODY),
        ("“We are ready,” she said", ParagraphKind.HEADING),
        ("What the engineers found", ParagraphKind.HEADING),
        ("She said this:", ParagraphKind.BODY),
        ("He said (and meant it.)", ParagraphKind.BODY),
        ("and " * 40 + "so on", ParagraphKind.BODY),
    ],
)
def test_kind_of_a_line(line: str, kind: ParagraphKind) -> None:
    assert [p.kind for p in split_paragraphs(Article(line))] == [kind]


def test_headline_is_what_the_article_says_it_is() -> None:
    text = "photo\n\nBridge to close.\n\nThe mayor said so."
    headline = Span(7, 23)
    kinds = [p.kind for p in split_paragraphs(Article(text, headline=headline))]
    assert kinds == [ParagraphKind.HEADING, ParagraphKind.HEADLINE, ParagraphKind.BODY]


def test_headline_of_a_wrapped_text_is_a_paragraph_of_its_own() -> None:
    text = WRAPPED.replace("repairs\n\nNEWPORT", "repairs\nNEWPORT")
    paragraphs = split_paragraphs(Article(text, headline=Span(0, 27)))
    assert paragraphs[0].span == Span(0, 27)
    assert [p.kind.value for p in paragraphs] == ["headline", "body", "body"]


@pytest.mark.parametrize("line", ["https://news.example/a?b=c", "<http://x.example>", "www.news.example/x"])
def test_address_alone_is_no_paragraph(line: str) -> None:
    assert texts(f"{line}\n\nShe said so.\n{line}") == ["She said so."]
    assert texts(f"See {line} for more.") == [f"See {line} for more."]


def test_what_does_not_show_is_left_at_the_edges() -> None:
    assert texts("\ufeff\u200b She said so.\u200e\xa0\n\u200b\n\u2060") == ["She said so."]
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert texts(family) == [family]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\n\r \ufeff.a”"))))
def test_paragraphs_hold_every_letter_in_order(text: str) -> None:
    paragraphs = split_paragraphs(Article(text))
    end = 0
    for paragraph in paragraphs:
        assert end <= paragraph.span.start
        assert not any(c.isalnum() for c in text[end : paragraph.span.start])
        piece = paragraph.span.text(text)
        assert piece == piece.strip()
        end = paragraph.span.end
    assert not any(c.isalnum() for c in text[end:])
