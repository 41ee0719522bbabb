"""Are two names one name? The table of pairs, and what must hold for any two names.

Figures on the table (name_pairs.tsv) are floors: a change that lowers one is to be seen in the difference.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.model import SpeakerKind
from quotes.resolve.across import blocking_keys
from quotes.resolve.compare import Verdict, initials_of, is_acronym, is_close, same_name

# Measured 2026 on 83 pairs of 16 cultures: 46 of 47 called same that are, none that is not, one verdict wrong
# ("Moammar Gadhafi"). The floors leave room for new hard pairs.
PRECISION_OF_SAME = 0.97
RECALL_OF_SAME = 0.95
VERDICTS_RIGHT = 0.95

PAIRS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "name_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
NAMES = sorted({name for pair in PAIRS for name in pair[2:]})
WORDS = st.sampled_from(sorted({word for name in NAMES for word in name.split()}))


def test_table_is_wide_enough() -> None:
    assert len(PAIRS) >= 60
    assert len({culture for _, culture, _, _ in PAIRS}) >= 8


def test_table_of_pairs() -> None:
    verdicts = [(wanted, same_name(a, b).verdict.value, a, b) for wanted, _, a, b in PAIRS]
    called_same = [row for row in verdicts if row[1] == "same"]
    are_same = [row for row in verdicts if row[0] == "same"]
    right = [row for row in called_same if row[0] == "same"]
    wrong = [row for row in verdicts if row[0] != row[1]]
    assert len(right) >= PRECISION_OF_SAME * len(called_same), wrong
    assert len(right) >= RECALL_OF_SAME * len(are_same), wrong
    assert len(verdicts) - len(wrong) >= VERDICTS_RIGHT * len(verdicts), wrong


@pytest.mark.parametrize(("a", "b"), [pair[2:] for pair in PAIRS if pair[0] == "same"])
def test_same_names_share_a_blocking_key(a: str, b: str) -> None:
    assert blocking_keys(a, SpeakerKind.PERSON) & blocking_keys(b, SpeakerKind.PERSON)


@given(st.one_of(st.sampled_from(NAMES), st.text(max_size=30)))
def test_a_name_is_itself(name: str) -> None:
    for kind in (SpeakerKind.PERSON, SpeakerKind.ORGANIZATION):
        assert same_name(name, name, kind).verdict is Verdict.SAME


@given(
    st.one_of(st.lists(WORDS, max_size=4).map(" ".join), st.text(max_size=30)),
    st.one_of(st.lists(WORDS, max_size=4).map(" ".join), st.text(max_size=30)),
    st.sampled_from([SpeakerKind.PERSON, SpeakerKind.ORGANIZATION]),
)
def test_comparing_is_symmetric(a: str, b: str, kind: SpeakerKind) -> None:
    assert same_name(a, b, kind) == same_name(b, a, kind)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_compare(a: str, b: str) -> None:
    comparison = same_name(a, b)
    assert 0 <= comparison.score <= 1
    assert comparison.evidence


@pytest.mark.parametrize(
    ("verdict", "a", "b"),
    [
        ("same", "Ministry of Foreign Affairs", "Foreign Ministry"),
        ("same", "U.N.", "United Nations"),
        ("same", "Acme Ltd", "Acme Limited"),
        ("same", "The Harbour Labour Union", "Harbour Labor Union"),
        ("unclear", "HDC", "Harbour Development Council"),
        ("unclear", "Acme", "Acme Shipping"),
        ("different", "Ministry of Health", "Ministry of Defence"),
        ("different", "Acme Shipping", "Borealis Shipping"),
    ],
)
def test_organizations(verdict: str, a: str, b: str) -> None:
    assert same_name(a, b, SpeakerKind.ORGANIZATION).verdict.value == verdict


def test_slips() -> None:
    assert is_close("tkachenko", "tkachneko")
    assert is_close("lavrov", "lavorv")
    assert not is_close("roe", "rae")
    assert not is_close("lavrov", "lavrov")


def test_letters() -> None:
    assert is_acronym("UNESCO")
    assert is_acronym("U.N.")
    assert not is_acronym("Acme")
    assert "HDC" in initials_of("Harbour Development Council")
    assert "MFA" in initials_of("Ministry of Foreign Affairs")
