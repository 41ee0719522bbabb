"""Descriptions of people whom the article has named: parents, by age, by what they do; initials in names."""

from collections.abc import Callable

import pytest

from quotes.document import Document
from quotes.resolve.names import is_initial, parse_name
from quotes.resolve.nouns import is_person_noun
from tests.resolve.resolve_factory import Resolved, say

Recorded = Callable[[str], Document]

NURSE = (
    "Efua Sarpong, 34, a nurse in Tamale, lost her house in the storm. The 34-year-old said that the roof "
    "flew over the school. The mother of two said she had slept in the clinic."
)
FARMER = "Wang Xiuying grows pears near Dangshan. The father of three said that frost had come."
BUS = (
    "Rosa Quintanilla drives a bus in Tegucigalpa. The single mother said that fares were low. "
    "The driver said she had been robbed twice."
)
MINISTERS = (
    "Mr. Andrei Bublik, the finance minister, met Mrs. Tatiana Lisova, the health minister, in Minsk. "
    "The minister said that she would find the money."
)
MOTHER = "Ada Roe came late. The mother said that the bus had stopped."


@pytest.mark.parametrize(
    ("text", "source", "content", "name"),
    [
        (NURSE, "The 34-year-old", "that the roof flew over the school", "Efua Sarpong"),
        (NURSE, "The mother of two", "she had slept in the clinic", "Efua Sarpong"),
        (FARMER, "The father of three", "that frost had come", "Wang Xiuying"),
        (BUS, "The single mother", "that fares were low", "Rosa Quintanilla"),
        (BUS, "The driver", "she had been robbed twice", "Rosa Quintanilla"),
        (MINISTERS, "The minister", "that she would find the money", "Tatiana Lisova"),
    ],
)
def test_who_is_described(recorded: Recorded, text: str, source: str, content: str, name: str) -> None:
    assert Resolved(recorded(text), say(text, source, "said", content)).names() == [name]


def test_the_mother_alone_may_be_anybodys(recorded: Recorded) -> None:
    found = Resolved(recorded(MOTHER), say(MOTHER, "The mother", "said", "that the bus had stopped"))
    assert found.names() == []


V = "“They were fired,” said V. Petrov, a pilot. The head of the plant S. Kim said that all was well."
NA = "Li Na and her husband, Li Jun, own the tea house. Li Na said that guests had stayed away."


@pytest.mark.parametrize(
    ("text", "source", "content", "name"),
    [
        (V, "V. Petrov, a pilot", "“They were fired,”", "V. Petrov"),
        (V, "The head of the plant S. Kim", "that all was well", "S. Kim"),
        (NA, "Li Na", "that guests had stayed away", "Li Na"),
    ],
)
def test_no_part_of_a_name_is_cut_off(
    recorded: Recorded, text: str, source: str, content: str, name: str
) -> None:
    assert Resolved(recorded(text), say(text, source, "said", content)).names() == [name]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("J.L. Rivarola", "J.L. Rivarola"),
        ("A. Yu. Morozova", "A. Yu. Morozova"),
        ("A.Zh. Akhmetov", "A.Zh. Akhmetov"),
        ("Ada Roe Jr.", "Ada Roe Jr."),
    ],
)
def test_initials_keep_their_letters(written: str, shown: str) -> None:
    assert parse_name(written).text == shown


def test_which_words_are_initials() -> None:
    assert all(map(is_initial, ("V.", "J.K.", "Yu.", "A.Yu.", "W")))
    assert not any(map(is_initial, ("Yu", "Prof.", "Li", "Shah.")))


def test_a_family_name_in_twig_is_no_occupation() -> None:
    assert not is_person_noun("lindqvist")
    assert is_person_noun("pianist")
