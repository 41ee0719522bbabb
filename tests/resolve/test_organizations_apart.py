"""Organizations whose names surely differ are told apart without comparing them in full."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.model import SpeakerKind
from quotes.resolve.across import may_be_one_organization
from quotes.resolve.compare import Verdict, same_name

WORDS = (
    "Ministry of Finance Finances Finnace Council Party for The Association Associaton University Newport",
    "New Port Harbour Harbor Lines Bank Ltd. Inc. U.N. UN MOF (MoF) & and O'Hara Müller Mueller 王毅 - 24",
)
names = st.lists(st.sampled_from(" ".join(WORDS).split()), min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Ministry of Finance", "Ministry of Fisheries", False),
        ("Ministry of Finance", "Ministry of Finnace", True),
        ("Ministry of Finance", "Finance Ministry", True),
        ("Newport Harbour Lines", "Harbour Lines", True),
        ("Newport Harbour Lines", "Newport Harvest Labs", False),
        ("Ministry of Finance", "MoF", True),
    ],
)
def test_who_may_be_one(name: str, other: str, expected: bool) -> None:
    assert may_be_one_organization(name, other) is expected
    assert may_be_one_organization(other, name) is expected


@settings(deadline=None)
@given(names | st.text(max_size=20), names | st.text(max_size=20))
def test_those_apart_are_different(name: str, other: str) -> None:
    if not may_be_one_organization(name, other):
        assert same_name(name, other, SpeakerKind.ORGANIZATION).verdict is Verdict.DIFFERENT
