"""Text fragments: what a browser finds by them is the passage that was meant.

`find_by_fragment` reads a fragment as the draft tells browsers to, without any code of the project.
"""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.model import Span
from quotes.reports.fragments import Fragment, FragmentMaker, link_to_words

TEXT = (
    "The wall will hold, she said. The wall will hold for a century, he said, and nobody laughed.\n"
    "\n"
    "“We will not stop halfway — not now, not ever, and not for the price of a lamp-post,” she added; "
    "“it stands.”\n"
    "Work starts in May. Work starts in June."
)


def span_of(words: str, text: str = TEXT, start: int = 0) -> Span:
    at = text.index(words, start)
    return Span(at, at + len(words))


def fold(words: str) -> str:
    return re.sub(r"\s+", " ", words).casefold()


def find_by_fragment(text: str, fragment: str) -> tuple[str, int] | None:
    """The words that a browser lights up, and where they begin, in the text with its white space folded."""
    parts = fragment.removeprefix("text=").split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    start, end = unquote(parts[0]), unquote(parts[1]) if len(parts) > 1 else ""
    assert len(parts) <= 2
    words = [re.escape(fold(start))]
    if end:
        words.append(re.escape(fold(end)))
    pattern = r"\b" + r"\b.*?\b".join(words) + r"\b"
    before = rf"\b{re.escape(fold(prefix))}\b\W*" if prefix else ""
    pattern = f"{before}(?P<it>{pattern})"
    if suffix:
        pattern += rf"\W*\b{re.escape(fold(suffix))}\b"
    found = re.search(pattern, fold(text), re.S)
    return (found["it"], found.start("it")) if found else None


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("“it stands.”", "text=it%20stands"),
        ("that the", None),
        ("nobody laughed", "text=nobody%20laughed"),
        (
            "“We will not stop halfway — not now, not ever, and not for the price of a lamp-post,”",
            "text=We%20will%20not%20stop,price%20of%20a%20lamp%2Dpost",
        ),
        ("The wall will hold for", "text=The%20wall%20will%20hold%20for"),
    ],
)
def test_fragment(words: str, fragment: str | None) -> None:
    if fragment is None:
        assert FragmentMaker("… —").make(Span(0, 3)) is None
        return
    made = FragmentMaker(TEXT).make(span_of(words))
    assert made is not None
    assert made.write() == fragment


def test_words_around_tell_a_place_from_an_earlier_one() -> None:
    maker = FragmentMaker(TEXT)
    second = span_of("The wall will hold", start=5)
    assert maker.make(span_of("The wall will hold")) == Fragment("The wall will hold")
    assert maker.make(second) == Fragment("The wall will hold", prefix="she said")
    assert maker.make(span_of("Work starts", start=TEXT.index("May"))) == Fragment(
        "Work starts", prefix="in May"
    )


def test_parts_of_words_become_whole_ones() -> None:
    assert FragmentMaker(TEXT).make(span_of("obody laugh")) == Fragment("nobody laughed")


def test_a_passage_of_two_paragraphs_has_two_ends() -> None:
    passage = Span(TEXT.index("nobody"), TEXT.index("stop"))
    made = FragmentMaker(TEXT).make(passage)
    assert made == Fragment("nobody laughed", "We will not")


def test_the_signs_of_a_fragment_are_encoded() -> None:
    written = Fragment("a, b - c & d", prefix="e-f").write()
    assert written == "text=e%2Df-,a%2C%20b%20%2D%20c%20%26%20d"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x", "https://a.example/x#:~:text=yes"),
        ("https://a.example/x#top", "https://a.example/x#top:~:text=yes"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
    ],
)
def test_only_web_addresses(url: str, link: str) -> None:
    assert link_to_words(url, Fragment("yes")) == link
    assert link_to_words(url, None) == link.removesuffix(":~:text=yes").removesuffix("#")


WORDS = st.lists(
    st.sampled_from(
        ["the", "wall", "The", "holds", "and", "lamp-post", "“no,”", "5,000", "a&b", "it’s", "é", "—", "\n"]
    ),
    min_size=1,
    max_size=60,
)


@given(WORDS, st.data())
def test_what_is_found_is_what_was_meant(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    made = FragmentMaker(text).make(span)
    if made is None:
        assert not re.search(r"\w", span.text(text))
        return
    for part in (made.start, made.end, made.prefix, made.suffix):
        assert fold(part) in fold(text)
    assert "\n" not in made.start + made.end
    written = made.write()
    assert re.fullmatch(r"text=[\w.~%,-]+", written)
    found = find_by_fragment(text, written)
    assert found is not None
    passage = fold(re.sub(r"^\W+|\W+$", "", span.text(text)))
    if found[1] >= len(fold(text[:start])) - 12:  # its own place, and not an equal one before it
        assert passage in found[0] or found[0] in fold(text)


@given(st.text(max_size=200), st.data())
def test_any_text_at_all(text: str, data: st.DataObject) -> None:
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        made = FragmentMaker(text).make(Span(start, data.draw(st.integers(start + 1, len(text)))))
        if made:
            assert made.write().isascii() or "%" in made.write()
            assert not set(made.write().removeprefix("text=")) & set(" &#<>\"'\n")
