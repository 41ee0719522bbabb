"""Reading a person's name out of a mention."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.model import Gender
from quotes.resolve.names import is_initial, parse_name, strip_possessive


@pytest.mark.parametrize(
    ("mention", "text", "title", "family", "given_name"),
    [
        ("Mr. Ivo Brandt's", "Ivo Brandt", "Mr.", "Brandt", "Ivo"),
        ("Xi Jinping", "Xi Jinping", "", "Xi", "Jinping"),
        ("Yoon Suk-yeol", "Yoon Suk-yeol", "", "Yoon", "Suk-yeol"),
        ("Nguyen Van Minh", "Nguyen Van Minh", "", "Nguyen", "Van"),
        ("Alexander Van der Bellen", "Alexander Van der Bellen", "", "Van der Bellen", "Alexander"),
        ("Fernando de la Rúa", "Fernando de la Rúa", "", "de la Rúa", "Fernando"),
        ("Dr. Ada Roe Jr.", "Ada Roe Jr.", "Dr.", "Roe", "Ada"),
        ("Karl Brandt III", "Karl Brandt III", "", "Brandt", "Karl"),
        ("MARTA O’NEIL-SMITH", "Marta O’neil-Smith", "", "O’neil-Smith", "Marta"),
        ("MARTA McBride", "Marta McBride", "", "McBride", "Marta"),
        ("Don Prego", "Don Prego", "", "Prego", "Don"),
        ("U Tun", "U Tun", "", "Tun", "U"),
        ("Sen. Ada Roe", "Ada Roe", "Sen.", "Roe", "Ada"),
        ("Lt. Gen. Ada Roe", "Ada Roe", "Lt. Gen.", "Roe", "Ada"),
        ("Prime Minister Roe", "Roe", "Prime Minister", "Roe", ""),
        ("William “Bill” Brandt", "William Brandt", "", "Brandt", "William"),
        ("S. Brandt", "S. Brandt", "", "Brandt", "S."),
    ],
)
def test_parts_of_a_name(mention: str, text: str, title: str, family: str, given_name: str) -> None:
    name = parse_name(mention)
    assert (name.text, name.title, name.family, name.given) == (text, title, family, given_name)


@pytest.mark.parametrize(
    ("mention", "gender"),
    [
        ("Mrs. Roe", Gender.FEMININE),
        ("Sir Ivo Brandt", Gender.MASCULINE),
        ("Señora Prego", Gender.FEMININE),
        ("Dr. Roe", Gender.UNKNOWN),
        ("Ada Roe", Gender.UNKNOWN),
    ],
)
def test_titles_show_gender(mention: str, gender: Gender) -> None:
    assert parse_name(mention).gender is gender


def test_generations_are_kept_and_degrees_dropped() -> None:
    assert parse_name("Karl Brandt Jr.").suffix == "jr"
    assert parse_name("Karl Brandt PhD").suffix == ""
    assert parse_name("Karl Brandt, PhD").text == "Karl Brandt"


def test_initials() -> None:
    assert is_initial("S.")
    assert is_initial("J.K.")
    assert not is_initial("Xi")
    assert parse_name("J. K. Brandt").initials_only
    assert not parse_name("Karl J. Brandt").initials_only


@pytest.mark.parametrize(
    ("text", "stripped"),
    [("Roe's", "Roe"), ("Roe’s", "Roe"), ("Hollis’", "Hollis"), ("Roe", "Roe"), ("'s", "")],
)
def test_possessive(text: str, stripped: str) -> None:
    assert strip_possessive(text) == stripped


@given(st.text(max_size=60))
def test_any_text_gives_a_name(text: str) -> None:
    name = parse_name(text)
    assert isinstance(name.text, str)
    assert all(word.strip() for word in name.words)
    assert isinstance(name.family, str)
    assert isinstance(name.given, str)


@given(st.text(max_size=60))
def test_reading_a_name_again_changes_no_word(text: str) -> None:
    words = parse_name(text).words
    assert len(parse_name(" ".join(words)).words) <= len(words)
