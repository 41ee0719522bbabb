"""Which roles exclude each other, and which never do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.audit.offices import Domain, read_claims
from quotes.audit.role_conflicts import Told, find_role_conflicts, may_conflict
from quotes.model import Severity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russian Foreign Minister", "foreign minister of Ukraine"),
        ("President of France", "Chile’s president"),
        ("US Secretary of State", "the British foreign secretary"),
        ("Prime Minister of New Zealand", "South African president"),
        ("Republican senator", "a Democratic congressman"),
        ("GOP strategist", "a veteran Democratic strategist"),
        ("Sen. (R-Ariz.)", "Sen. (D-Ohio)"),
        ("Republican of Arizona", "a Michigan Republican who leads the committee"),
        ("Texas governor", "the governor of Ohio"),
        ("the senator from Vermont", "Utah Senator"),
        ("Mayor of Tampa", "Flint Mayor"),
        ("CEO of Acme Corp.", "Globex chief executive"),
    ],
)
def test_nobody_holds_both(one: str, other: str) -> None:
    assert may_conflict([one, other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # other words for one office
        ("Russian Foreign Minister", "the foreign minister of Russia"),
        ("US President", "president of the United States"),
        ("British Prime Minister", "the UK’s prime minister"),
        ("Sen. (R-Ariz.)", "the Arizona senator"),
        ("CEO of General Motors", "GM chief executive"),
        ("Mayor of New York City", "New York Mayor"),
        ("CEO of Acme Corp.", "Acme’s CEO"),
        # a career
        ("Russian Foreign Minister", "Russian Prime Minister"),
        ("Texas governor", "Republican presidential candidate"),
        ("state senator", "US Senator"),
        # another time, another person
        ("Russian Foreign Minister", "former Ukrainian foreign minister"),
        ("Republican senator", "a former Democratic governor"),
        ("Russian president", "spokesman for the Ukrainian president"),
        ("Russian president", "the French president’s wife"),
        ("Russian president", "Russian ambassador to Ukraine"),
        ("CEO of Acme Corp.", "the new CEO of Globex"),
        ("Mayor of Tampa", "candidate for mayor of Flint"),
        ("the 2008 Republican nominee", "Democratic senator"),
        # general, or not read for sure
        ("politician", "father of two"),
        ("president of the Russian chess federation", "president of the French club"),
        ("Russian minister", "Kremlin critic"),
        ("Democratic leader of the island", "democratic reformer"),
        ("Georgia senator", "president of Georgia"),
        ("Chinese CEO", "Muslim mayor"),
        ("senator", "governor"),
        ("Republican critic of Democratic senators", "Democratic senator"),
    ],
)
def test_these_do_not_exclude_each_other(one: str, other: str) -> None:
    assert not may_conflict([one, other])


def told(*rows: tuple[str | None, str]) -> list[Told]:
    """Articles numbered from 1, each with its day and one role."""
    return [
        Told(number, date.fromisoformat(day) if day else None, (role,))
        for number, (day, role) in enumerate(rows, start=1)
    ]


RUSSIAN, UKRAINIAN = "Russian Foreign Minister", "foreign minister of Ukraine"


def test_the_later_of_two_is_doubted() -> None:
    (found,) = find_role_conflicts(told(("2024-05-02", RUSSIAN), ("2024-05-01", UKRAINIAN)))
    assert (found.article, found.role, found.other_article, found.other_role) == (1, RUSSIAN, 2, UKRAINIAN)
    assert (found.domain, found.severity) == (Domain.COUNTRY, Severity.HIGH)


def test_the_office_that_fewer_articles_tell_is_doubted_each_time() -> None:
    rows = [(f"2024-05-0{day}", RUSSIAN) for day in (2, 3, 4)]
    found = find_role_conflicts(told(("2024-05-01", UKRAINIAN), *rows, ("2024-05-09", UKRAINIAN)))
    assert [(one.article, one.other_article) for one in found] == [(1, 2), (5, 4)]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (("2024-05-01", "CEO of Acme"), ("2024-05-06", "CEO of Globex"), 1),
        (("2024-05-01", "CEO of Acme"), ("2024-07-01", "CEO of Globex"), 0),  # moved on
        ((None, "CEO of Acme"), ("2024-05-06", "CEO of Globex"), 0),
        (("2019-05-01", RUSSIAN), ("2024-05-06", UKRAINIAN), 0),
        ((None, RUSSIAN), ("2024-05-06", UKRAINIAN), 1),
        (("2024-05-01", "Republican senator"), ("2025-05-01", "Democratic senator"), 0),  # crossed the floor
    ],
)
def test_only_near_in_time(first: tuple[str | None, str], second: tuple[str | None, str], count: int) -> None:
    assert len(find_role_conflicts(told(first, second))) == count


def test_who_leads_two_companies_in_one_article_leads_two() -> None:
    rows = told(("2024-05-01", "CEO of Acme"), ("2024-05-02", "CEO of Globex"))
    both = Told(3, date(2024, 5, 3), ("CEO of Acme", "Globex chief executive"))
    assert not find_role_conflicts([*rows, both])


@given(st.text(max_size=200))
def test_any_role_is_read(role: str) -> None:
    assert isinstance(read_claims(role), frozenset)


def test_a_long_role_is_read_quickly() -> None:
    for role in ("A" * 50_000 + " Mayor", "CEO of " + "A b " * 20_000, "Mayor of " + "New " * 20_000):
        read_claims(role)
