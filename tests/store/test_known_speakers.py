"""Across articles: one speaker under several spellings, two people of one name apart, names that last."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from quotes.model import Gender, Outcome, Speaker, SpeakerKind
from quotes.records import SpeakerSummary
from quotes.resolve.across import KnownSpeaker, Match
from quotes.store import Store, identify
from quotes.store.engine import reading
from quotes.store.tables import aliases, roles, speaker_keys, speakers
from tests.store.store_factory import LATER, make_analysis, make_speaker

MINISTER = {"Sergey Tarkov": ("Foreign Minister",), "Sergei Tarkov": ("Foreign Minister",)}


def names(found: tuple[SpeakerSummary, ...]) -> list[str]:
    return [speaker.name for speaker in found]


@pytest.fixture
def spelled(store: Store) -> Store:
    """One speaker in two spellings and three articles, and a stranger."""
    store.write(make_analysis([("Sergey Tarkov", "We will"), ("Mara Ode", "No")], doc="a", roles=MINISTER))
    store.write(make_analysis([("Sergei Tarkov", "Never")], doc="b", aliases={"Sergei Tarkov": ("Tarkov",)}))
    store.write(make_analysis([("Sergei Tarkov", "Perhaps")], doc="c", roles=MINISTER))
    return store


def test_two_spellings_are_one_speaker(spelled: Store) -> None:
    tarkov, ode = spelled.view.speakers()
    # the spelling that most articles use is shown
    assert (tarkov.name, tarkov.aliases) == ("Sergei Tarkov", ("Sergey Tarkov", "Tarkov"))
    assert (tarkov.quotations, tarkov.articles, tarkov.roles) == (3, 3, ("Foreign Minister",))
    assert (ode.name, ode.quotations) == ("Mara Ode", 1)
    record = spelled.view.speaker(tarkov.id)
    assert [(alias.text, alias.articles, alias.article.doc) for alias in record.aliases] == [
        ("Sergei Tarkov", 2, "b"),
        ("Sergey Tarkov", 1, "a"),
        ("Tarkov", 1, "b"),
    ]
    assert [quotation.content for quotation in record.quotations] == ["“We will”", "“Never”", "“Perhaps”"]


def test_a_match_carries_its_evidence(spelled: Store) -> None:
    first, second, _ = spelled.view.speaker(1).quotations
    assert first.match_evidence == ()
    (evidence,) = second.match_evidence
    assert evidence.rule
    assert evidence.detail


@pytest.mark.parametrize(
    "asked",
    ["Tarkov", "tarkov", "TARKOV", "Sergey Tarkov", "Sergei Tarkov", "sergey tarkov", "Tarkov Sergey", "1"],
)
def test_any_spelling_finds_the_speaker(spelled: Store, asked: str) -> None:
    assert names(spelled.view.find_speakers(asked)) == ["Sergei Tarkov"]


@pytest.mark.parametrize("asked", ["Sergei", "Tark", "  Tarkov  "])
def test_a_part_of_the_name_finds_the_speaker(spelled: Store, asked: str) -> None:
    assert names(spelled.view.find_speakers(asked)) == ["Sergei Tarkov"]


@pytest.mark.parametrize(
    "asked", ["", " ", "Unheard", "99", "9" * 40, "%", "_", "'; DROP TABLE speakers; --"]
)
def test_nobody_of_that_name(spelled: Store, asked: str) -> None:
    assert spelled.view.find_speakers(asked) == ()


def test_close_names_are_suggested(spelled: Store) -> None:
    assert spelled.view.suggest_speakers("Tarkof") == ("Sergei Tarkov",)
    assert spelled.view.suggest_speakers("Oda Mara", limit=1) == ("Mara Ode",)
    assert spelled.view.suggest_speakers("Quixquex") == ()
    assert spelled.view.suggest_speakers("") == ()


def test_two_people_of_one_surname_stay_two(store: Store) -> None:
    store.write(make_analysis([("Hanna Welk", "Yes"), ("Bruno Welk", "No")]))
    store.write(make_analysis([("Bruno Welk", "No again")], opening="Two."))
    assert {one.name: one.quotations for one in store.view.find_speakers("welk")} == {
        "Hanna Welk": 1,
        "Bruno Welk": 2,
    }
    assert names(store.view.find_speakers("Hanna Welk"))[0] == "Hanna Welk"


def match_when_sole(
    speaker: Speaker,
    known: Sequence[KnownSpeaker],
    taken: Sequence[KnownSpeaker] = (),  # noqa: ARG001 - as match_speaker takes it
) -> Match | None:
    """A match of names that is undecided between several, and heeds gender."""
    fitting = [
        one for one in known if Gender.UNKNOWN in (one.gender, speaker.gender) or one.gender is speaker.gender
    ]
    return Match(fitting[0].id, 1.0, ()) if len(fitting) == 1 else None


def test_namesakes_do_not_multiply(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identify, "match_speaker", match_when_sole)
    said = iter(range(100))

    def write(gender: Gender) -> None:
        words = [("Robin Welk", f"Number {next(said)}")]
        store.write(make_analysis(words, genders={"Robin Welk": gender}))

    write(Gender.FEMININE)
    write(Gender.FEMININE)
    write(Gender.MASCULINE)
    for _ in range(3):  # nothing tells which of the two these are
        write(Gender.UNKNOWN)
    write(Gender.MASCULINE)
    found = store.view.find_speakers("Robin Welk")
    assert [one.quotations for one in found] == [5, 2]
    quotations = store.view.speaker(found[0].id).quotations
    assert "2 of this name are known" in quotations[2].match_evidence[-1].detail


@pytest.mark.parametrize("order", [1, -1])
def test_two_speakers_of_one_article_stay_two(store: Store, order: int) -> None:
    store.write(make_analysis([("Mara Ode", "Yes")]))
    # alone, "Mara L. Ode" would be the one who is known
    both = [("Mara L. Ode", "One"), ("Mara Ode", "Two")][::order]
    store.write(make_analysis(both, opening="Two."))
    assert {one.name: one.quotations for one in store.view.speakers()} == {"Mara Ode": 2, "Mara L. Ode": 1}


def test_the_same_name_twice_in_one_article_is_one_speaker(store: Store) -> None:
    analysis = make_analysis([("Mara Ode", "Yes"), ("Mara Ode", "No")])
    twin = make_speaker(analysis.article.text, "Mara Ode", key="s2")
    second = analysis.attributions[1]
    second = replace(second, resolution=replace(second.resolution, speakers=("s2",), candidates=()))
    store.write(
        replace(
            analysis,
            speakers=(*analysis.speakers, twin),
            attributions=(analysis.attributions[0], second),
        )
    )
    (ode,) = store.view.speakers()
    assert ode.quotations == 2


def test_a_group_of_named_people_credits_each(store: Store) -> None:
    analysis = make_analysis([("Mara Ode", "Yes"), ("Hanna Welk", "Together")])
    both = analysis.attributions[1]
    both = replace(both, resolution=replace(both.resolution, speakers=("s1", "s2")))
    store.write(replace(analysis, attributions=(analysis.attributions[0], both)))
    assert {one.name: one.quotations for one in store.view.speakers()} == {"Mara Ode": 2, "Hanna Welk": 1}
    assert [one.name for one in store.view.find_article("1").quotations[1].speakers] == [
        "Mara Ode",
        "Hanna Welk",
    ]


def test_organizations_and_unclear_speakers_are_found(store: Store) -> None:
    kinds = {"Port Authority": SpeakerKind.ORGANIZATION, "Zorro": SpeakerKind.UNKNOWN}
    store.write(make_analysis([("Port Authority", "Closed"), ("Zorro", "Aha")], kinds=kinds))
    assert names(store.view.find_speakers("port authority")) == ["Port Authority"]
    assert names(store.view.find_speakers("zorro")) == ["Zorro"]


# ------------------------------------------------------------------ articles that are analysed again
def knowledge(store: Store) -> dict[str, list[Any]]:
    """What the store knows of speakers, without numbers of rows."""
    with reading(store._engine) as connection:
        return {
            "speakers": sorted(tuple(row)[1:] for row in connection.execute(select(speakers))),
            "aliases": sorted(tuple(row)[1:] for row in connection.execute(select(aliases))),
            "roles": sorted(tuple(row)[1:] for row in connection.execute(select(roles))),
            "keys": sorted(tuple(row) for row in connection.execute(select(speaker_keys))),
        }


def test_the_same_findings_again_leave_speakers_as_they_were(spelled: Store) -> None:
    before = knowledge(spelled)
    numbers = [(one.id, one.name) for one in spelled.view.speakers()]
    for article in spelled.view.articles():
        analysis = spelled.load_analysis(article.id)
        spelled.write(replace(analysis, provenance=LATER))
    assert knowledge(spelled) == before
    assert [(one.id, one.name) for one in spelled.view.speakers()] == numbers


def test_names_that_no_article_uses_any_more_are_forgotten(spelled: Store) -> None:
    analysis = spelled.load_analysis(2)
    (speaker,) = analysis.speakers
    spelled.write(replace(analysis, provenance=LATER, speakers=(replace(speaker, aliases=("Boss",)),)))
    record = spelled.view.speaker(1)
    assert {alias.text: alias.articles for alias in record.aliases} == {
        "Sergei Tarkov": 2,
        "Sergey Tarkov": 1,
        "Boss": 1,
    }


def test_the_first_article_of_a_name_moves_on(spelled: Store) -> None:
    analysis = spelled.load_analysis(2)
    spelled.write(replace(analysis, provenance=LATER, attributions=(), speakers=()))
    record = spelled.view.speaker(1)
    assert [(alias.text, alias.article.doc) for alias in record.aliases] == [
        ("Sergey Tarkov", "a"),
        ("Sergei Tarkov", "c"),
    ]
    assert record.summary.name == "Sergey Tarkov"
    spelled.write(replace(analysis, provenance=LATER))
    assert [alias.article.doc for alias in spelled.view.speaker(1).aliases] == ["b", "a", "b"]


def test_a_speaker_whom_nobody_credits_keeps_the_number(spelled: Store) -> None:
    analysis = spelled.load_analysis(1)
    ode = next(one.id for one in spelled.view.find_speakers("Mara Ode"))
    unclear = [
        replace(found, resolution=replace(found.resolution, outcome=Outcome.UNKNOWN, speakers=()))
        for found in analysis.attributions
    ]
    spelled.write(replace(analysis, provenance=LATER, attributions=tuple(unclear)))
    assert spelled.view.find_speakers("Mara Ode") == ()
    assert spelled.view.find_speakers(str(ode)) == ()
    assert "Mara Ode" not in names(spelled.view.speakers())
    spelled.write(make_analysis([("Hanna Welk", "New")], opening="New."))
    assert spelled.view.find_speakers("Hanna Welk")[0].id > ode


# ------------------------------------------------------------------ roles and their days
def test_a_role_has_the_days_between_which_it_is_given(store: Store) -> None:
    days = [date(2026, 3, 4), date(2026, 1, 2), None, date(2026, 2, 3)]
    for number, day in enumerate(days):
        told = ("Foreign Minister",) if number < 3 else ("prisoner", "poet")
        store.write(
            make_analysis(
                [("Sergey Tarkov", "We will")],
                doc=f"d{number}",
                opening=f"Number {number}.",
                published=day,
                roles={"Sergey Tarkov": told},
            )
        )
    record = store.view.speaker(1)
    assert [role.tell() for role in record.roles] == [
        "Foreign Minister (2026-01-02 to 2026-03-04)",
        "prisoner (2026-02-03)",
        "poet (2026-02-03)",
    ]
    assert [role.articles for role in record.roles] == [3, 1, 1]


def test_days_of_a_role_follow_an_article_that_is_read_again(store: Store) -> None:
    for number, day in enumerate([date(2026, 3, 4), date(2026, 1, 2), date(2026, 2, 3)]):
        said = [("Sergey Tarkov", "We will")]
        store.write(make_analysis(said, opening=f"Number {number}.", published=day, roles=MINISTER))
    analysis = store.load_analysis(2)
    (speaker,) = analysis.speakers
    store.write(replace(analysis, provenance=LATER, speakers=(replace(speaker, roles=()),)))
    (role,) = store.view.speaker(1).roles
    assert (role.articles, role.first, role.last) == (2, date(2026, 2, 3), date(2026, 3, 4))
    moved = replace(analysis.article, published=date(2026, 5, 6))
    store.write(replace(analysis, article=moved))
    (role,) = store.view.speaker(1).roles
    assert (role.articles, role.first, role.last) == (3, date(2026, 2, 3), date(2026, 5, 6))


# ------------------------------------------------------------------ people of one name
ENDS = ("a", "ik", "ot", "und", "il", "esh")
GIVEN = [f"{start}{end}" for start in ("Tob", "Mar", "Lun", "Fen", "Gor", "Hes") for end in ENDS]
GIVEN += ["William", "Sergey"]


def test_people_of_one_name_and_two_walks_of_life_stay_two(store: Store) -> None:
    for number, role in enumerate(["Rovers goalkeeper", "county judge", "goalkeeper", "judge", "goalkeeper"]):
        beside = "Ada Byron" if "judge" in role else "Boris Ode"
        said = [("Jon Smith", f"We will, {number}"), (beside, "No")]
        told = {"Jon Smith": (role,)}
        store.write(make_analysis(said, doc=f"d{number}", opening=f"Number {number}.", roles=told))
    found = store.view.find_speakers("Jon Smith")
    assert sorted((one.quotations, one.roles) for one in found) == [
        (2, ("county judge", "judge")),
        (3, ("goalkeeper", "Rovers goalkeeper")),
    ]
    # Without a role, the company tells which one it is.
    store.write(make_analysis([("Jon Smith", "Yes"), ("Ada Byron", "Oh")], doc="d9", opening="Number 9."))
    judge = next(one for one in store.view.find_speakers("Jon Smith") if "judge" in one.roles)
    assert judge.quotations == 3


def test_a_common_family_name_finds_the_right_bearer(store: Store) -> None:
    """Among more bearers than are compared one by one."""
    said = [(f"{given} Keller", f"Words {given}") for given in GIVEN]
    store.write(make_analysis(said))
    store.write(make_analysis([("Bill Keller", "No"), ("Sergei Keller", "Yes")], opening="Again."))
    counts = {one.name: one.quotations for one in store.view.speakers()}
    assert len(counts) == len(GIVEN)
    assert sorted(counts.values())[-2:] == [2, 2]
    assert sum(counts.values()) == len(GIVEN) + 2


def test_company_is_told_by_names_as_they_are_shown(store: Store) -> None:
    for number, name in enumerate(["Janos Kovacs", "J. Kovacs"]):
        said = [(name, f"Words {number}"), ("Sergey Tarkov", "No"), ("Mara Ode", "Yes")]
        day = date(2026, 3, 4)
        store.write(make_analysis(said, doc=f"d{number}", opening=f"Number {number}.", published=day))
    (kovacs,) = store.view.find_speakers("Kovacs")
    told = [why.detail for one in store.view.speaker(kovacs.id).quotations for why in one.match_evidence]
    assert "both are quoted beside Mara Ode, Sergey Tarkov" in told
