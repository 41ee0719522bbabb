"""Which names are compared at all: none that may be the same is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.resolve.blocking import PersonIndex
from quotes.resolve.compare import Verdict, same_name
from quotes.resolve.names import parse_name
from tests.resolve.test_compare_names import PAIRS

WHOLE = [
    (one, other)
    for verdict, culture, one, other in PAIRS
    if culture != "organization" and min(len(parse_name(name).words) for name in (one, other)) > 1
]
WORDS = (
    "Ada A. Bill William Abdelfattah Abdel Fattah Sergei Sergey Kim Maria Jean Luc Jeanluc Mohammed al "
    "Keller Kellner Kelner García López Jr. Min-jun Viktorovich Viktorovna"
)
NAMES = st.lists(st.sampled_from(WORDS.split()), min_size=2, max_size=4).map(" ".join)


def finds(held: str, wanted: str) -> bool:
    index = PersonIndex()
    index.add(7, held)
    return index.find_whole(wanted) == [7]


@pytest.mark.parametrize(("one", "other"), WHOLE)
def test_names_of_the_tables(one: str, other: str) -> None:
    if same_name(one, other).verdict is not Verdict.DIFFERENT:
        assert finds(one, other)
        assert finds(other, one)


@given(NAMES, NAMES)
def test_names_that_are_not_different(one: str, other: str) -> None:
    if same_name(one, other).verdict is not Verdict.DIFFERENT:
        assert finds(one, other)


def test_names_that_share_one_word_are_left_out() -> None:
    assert not finds("Ada Keller", "Boris Keller")
    index = PersonIndex()
    index.add(3, "Ada Keller")
    assert index.find_any("Keller") == [3]
