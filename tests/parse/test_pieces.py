"""What is too long to parse at once is cut, mostly between sentences."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.model import Span
from quotes.parse import pieces
from quotes.parse.pieces import MAX_PIECE_CHARACTERS, hide_invisible, split_pieces


def split(text: str) -> list[str]:
    return [span.text(text) for span in split_pieces(text, Span(0, len(text)))]


def test_paragraph_of_news_stays_whole() -> None:
    text = "The mayor of Newport said on Monday that the bridge would be closed until spring. " * 15
    assert split(text) == [text.strip()]


def test_cuts_fall_between_sentences() -> None:
    text = "Mr. Doe of the U.S. Army said on Monday that bridge No. 5 would close. " * 100
    found = split(text)
    assert len(found) > 2
    assert {piece[:7] for piece in found} == {"Mr. Doe"}
    assert {piece[-6:] for piece in found} == {"close."}


@pytest.mark.parametrize("text", ["word " * 5_000, "a" * 50_000, "! " * 5_000, "!" * 5_000, "字" * 20_000])
def test_text_without_sentences_is_cut_too(text: str) -> None:
    found = split(text)
    assert len(found) > 1
    assert max(map(len, found)) <= MAX_PIECE_CHARACTERS
    sizes = [len(pieces._WORD.findall(piece)) for piece in found]
    assert max(sizes[:-1]) <= pieces.OPEN_PIECE_WORDS
    assert sizes[-1] <= pieces.MAX_PIECE_WORDS
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_long_text_is_cut_in_little_time() -> None:
    began = time.monotonic()
    assert split("word " * 400_000)
    assert time.monotonic() - began < 20  # seconds; about one


@given(st.text(max_size=300), st.integers(1, 40), st.integers(1, 8))
def test_pieces_hold_everything_that_shows(text: str, characters: int, words: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "MAX_PIECE_CHARACTERS", characters)
        patch.setattr(pieces, "MAX_PIECE_WORDS", words)
        patch.setattr(pieces, "OPEN_PIECE_WORDS", max(1, words // 2))
        spans = list(split_pieces(text, Span(0, len(text)))) if text else []
    end = 0
    for span in spans:
        assert end <= span.start
        assert len(span) <= characters
        assert not hide_invisible(text[end : span.start]).strip()
        end = span.end
    assert not hide_invisible(text[end:]).strip()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("said\u200b so", "said  so"),
        ("\u202ashe said\u202c.", " she said ."),
        ("co\u00adoperate", "co\u00adoperate"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_invisible_characters_at_the_edges_of_words_become_blanks(text: str, shown: str) -> None:
    assert hide_invisible(text) == shown


def test_a_very_long_word_is_cut_without_looking_at_it_again_and_again() -> None:
    began = time.process_time()
    assert len(split("x" * 200_000)) == 50
    assert time.process_time() - began < 2  # some 20 ms; it was a minute
