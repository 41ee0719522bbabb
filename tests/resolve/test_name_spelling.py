"""One form for the spellings of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.resolve.spelling import fold_word, plain, skeleton


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Sergei", "Sergey"),
        ("Zelensky", "Zelenskyy"),
        ("Zelenskiy", "Zelenskyi"),
        ("Yevgeny", "Evgeniy"),
        ("Tymoshenko", "Timoshenko"),
        ("Alexei", "Aleksey"),
        ("Yulia", "Julia"),
        ("Müller", "Mueller"),
        ("Milošević", "Miloshevich"),
        ("Rachmaninov", "Rachmaninoff"),
        ("Abdullah", "Abdulla"),
        ("Лавров", "Lavrov"),
        ("Erdoğan", "Erdogan"),
    ],
)
def test_spellings_of_one_word(a: str, b: str) -> None:
    assert fold_word(plain(a)) == fold_word(plain(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hansen", "Hanson"),
        ("Ivanov", "Ivanova"),
        ("Maria", "Mario"),
        ("Clinton", "Clifton"),
        ("Roe", "Rose"),
    ],
)
def test_words_that_stay_two(a: str, b: str) -> None:
    assert fold_word(plain(a)) != fold_word(plain(b))


def test_han_characters_become_syllables() -> None:
    assert plain("习近平") == "xi jin ping"


def test_plain_drops_possessive_and_marks() -> None:
    assert plain("O’Neil-Smith’s") == "oneil smith"


def test_skeletons_meet_where_folds_do_not() -> None:
    assert skeleton("gaddafi") == skeleton("qaddafi")


@given(st.text(max_size=40))
def test_any_text_folds(text: str) -> None:
    for word in plain(text).split():
        assert word.isascii()
        assert fold_word(word)
        assert skeleton(word)
