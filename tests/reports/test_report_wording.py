"""Dates, plurals and lists as people write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.model import FlagKind, Kind, MentionForm, Outcome, Severity, SpeakerKind
from quotes.reports import wording
from quotes.reports.unnamed import OUTCOMES


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no flags"), (1, "1 flag"), (2, "2 flags"), (12345, "12,345 flags")]
)
def test_plural(number: int, words: str) -> None:
    assert wording.count_noun(number, "flag") == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, ""),
        (date(2024, 6, 5), None, "5 June 2024"),
        (date(2024, 6, 5), date(2024, 6, 5), "5 June 2024"),
        (date(2024, 6, 5), date(2024, 6, 9), "5–9 June 2024"),
        (date(2024, 6, 5), date(2024, 7, 9), "5 June – 9 July 2024"),
        (date(2024, 6, 5), date(2025, 5, 9), "5 June 2024 – 9 May 2025"),
        (date(24, 6, 5), None, "5 June 24"),
    ],
)
def test_range(first: date | None, last: date | None, words: str) -> None:
    assert wording.write_range(first, last) == words


def test_time() -> None:
    assert wording.write_time(datetime(2024, 6, 5, 4, 3, tzinfo=UTC)) == "5 June 2024, 04:03 UTC"
    assert wording.write_time(datetime(2024, 6, 5, 14, 30)) == "5 June 2024, 14:30"


@pytest.mark.parametrize(
    ("words", "joined"), [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")]
)
def test_list(words: tuple[str, ...], joined: str) -> None:
    assert wording.join_words(words) == joined


def test_shorten_cuts_between_words() -> None:
    assert wording.shorten("one two\n three", 40) == "one two three"
    assert wording.shorten("one two three", 9) == "one two …"
    assert wording.shorten("a" * 50, 10) == "a" * 10 + " …"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaned_text_can_be_written_and_keeps_its_length(text: str) -> None:
    cleaned = wording.clean_text(text)
    cleaned.encode("utf-8")
    assert len(cleaned) == len(text)
    assert "\x00" not in cleaned


def test_every_value_has_words() -> None:
    assert set(wording.KINDS) == set(Kind)
    assert set(wording.SPEAKER_KINDS) == set(SpeakerKind)
    assert set(wording.SEVERITIES) == set(wording.SEVERITY_MEANINGS) == set(Severity)
    assert set(wording.FORMS) == set(MentionForm)
    assert set(wording.OUTCOMES) == set(wording.OUTCOME_HEADINGS) == set(Outcome) == set(OUTCOMES)
    assert all(wording.name_flag(kind) for kind in FlagKind)
