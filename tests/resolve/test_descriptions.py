"""Common nouns, countries, and roles in comparable form."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.document import Document
from quotes.errors import DataError
from quotes.model import Gender, SpeakerKind
from quotes.resolve.clusters import build_clusters
from quotes.resolve.descriptions import describe, fit_description
from quotes.resolve.entities import collect_mentions
from quotes.resolve.lexicon import load_words, read_rows
from quotes.resolve.nouns import (
    carries_own_words,
    countries_in,
    country_named,
    country_of,
    is_carrier,
    is_organization_noun,
    is_person_noun,
    person_noun_gender,
)
from quotes.resolve.roles import find_roles

Recorded = Callable[[str], Document]

HEADING = "Ada Keller Slams New Harbour Toll\n\nThe toll is too high, Ada Keller said. Keller wants a vote."
NAMES = (
    "Harbour Minister Ida Brandt met Ohio Sen. Karl Roe (D-Ohio) on Friday. "
    "Minister of State for Ports and Head of the Quay Committee Jana Bell, 41, was there. "
    "The council’s spokesperson, Oto Lind, spoke. Hugo Soto is a dentist. "
    "The Brandt campaign and the Association of Free Fishers of Norway (AFFN) sent letters."
)


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("minister", Gender.UNKNOWN),
        ("widow", Gender.FEMININE),
        ("fisherman", Gender.MASCULINE),
        ("taxidermist", Gender.UNKNOWN),
        ("ex-minister", Gender.UNKNOWN),
        ("34-year-old", Gender.UNKNOWN),
        ("list", None),
        ("report", None),
    ],
)
def test_nouns_for_people(word: str, gender: Gender | None) -> None:
    assert person_noun_gender(word) is gender
    assert is_person_noun(word) == (gender is not None)


def test_nouns_for_bodies_and_carriers() -> None:
    assert is_organization_noun("ministry")
    assert not is_organization_noun("minister")
    assert is_carrier("survey")
    assert is_carrier("statement")
    assert carries_own_words("statement")
    assert not carries_own_words("survey")


def test_countries() -> None:
    assert country_of("Peruvian") == country_of("Lima") == country_of("Peru") == "Peru"
    assert country_of("Iraqis") == "Iraq"
    assert country_named("the UK") == "United Kingdom"
    assert country_named("London") == ""
    assert countries_in("South Africa’s justice minister") == {"South Africa"}
    assert countries_in("tell us more") == frozenset()


@pytest.mark.parametrize(
    ("asked", "role"),
    [
        ("The head of the Peruvian Foreign Ministry", "Peruvian Foreign Minister"),
        ("the minister", "Minister of State for Ports"),
        ("Peru's top diplomat", "Peruvian Foreign Minister"),
        ("the Chilean leader", "President of Chile"),
        ("the expert", "a professor of law"),
        ("the mogul", "businessman"),
    ],
)
def test_descriptions_that_fit(asked: str, role: str) -> None:
    assert fit_description(describe(asked), describe(role)) >= 0.4


@pytest.mark.parametrize(
    ("asked", "role"),
    [
        ("the Chilean minister", "Peruvian Foreign Minister"),
        ("the actress", "the senator"),
        ("the trader", "President of Chile"),
        ("the mayor", "Deputy Mayor"),
        ("the vice president", "President of Chile"),
    ],
)
def test_descriptions_that_do_not(asked: str, role: str) -> None:
    assert fit_description(describe(asked), describe(role)) < 0.24


@given(st.text(max_size=50), st.text(max_size=50))
def test_any_description_is_read(a: str, b: str) -> None:
    assert 0 <= fit_description(describe(a), describe(b)) <= 1


def test_headings_do_not_lengthen_names(recorded: Recorded) -> None:
    doc = recorded(HEADING)
    clusters = build_clusters(doc, collect_mentions(doc))
    assert [cluster.name for cluster in clusters if "Keller" in cluster.name] == ["Ada Keller"]


def test_names_and_roles_of_an_article(recorded: Recorded) -> None:
    doc = recorded(NAMES)
    clusters = build_clusters(doc, collect_mentions(doc))
    roles = {
        cluster.name: [role.text for m in cluster.mentions for role in find_roles(doc, m, frozenset())]
        for cluster in clusters
    }
    assert roles["Ida Brandt"] == ["Harbour Minister"]
    assert roles["Jana Bell"] == ["Minister of State for Ports and Head of the Quay Committee"]
    assert any("spokesperson" in role for role in roles["Oto Lind"])
    assert roles["Hugo Soto"] == ["dentist"]
    assert "Karl Roe" in roles
    assert "D-Ohio" not in roles
    assert "Friday" not in roles


NOT_THEIRS = (
    "ROME (Reuters) - Aides to Mayor Ada Keller met supporters of Karl Roe on Friday. "
    "The adviser to Mr. Soto called. Oto Lind, Ida Brandt and Jana Bell stayed. "
    "The tug pilot met Bellport harbour pilot Hugo Marin, a co-owner of the Quay Club."
)


def test_a_role_of_another_is_not_taken(recorded: Recorded) -> None:
    doc = recorded(NOT_THEIRS)
    mentions = [m for m in collect_mentions(doc) if m.kind is SpeakerKind.PERSON]
    roles = {m.name: [role.text for role in find_roles(doc, m, frozenset())] for m in mentions}
    assert roles["Ada Keller"] == ["Mayor"]
    assert roles["Karl Roe"] == roles["Soto"] == roles["Oto Lind"] == []
    assert "Bellport harbour pilot" in roles["Hugo Marin"]
    assert "a co-owner of the Quay Club" in roles["Hugo Marin"]


NO_PEOPLE = (
    "Republicans met Indiana Gov. Ada Keller in Pa. on Friday. Ohio voted. "
    "Hugo Marin v. Karl Roe is over, Marin said. Freeholder Ida L. Brandt said no. Don Lind said yes."
)


def test_offices_states_and_groups_are_no_people(recorded: Recorded) -> None:
    doc = recorded(NO_PEOPLE)
    people = {m.name for m in collect_mentions(doc) if m.kind is SpeakerKind.PERSON}
    assert people == {"Ada Keller", "Hugo Marin", "Karl Roe", "Marin", "Ida L. Brandt", "Don Lind"}


def test_letters_in_brackets_name_the_body(recorded: Recorded) -> None:
    doc = recorded(NAMES)
    clusters = build_clusters(doc, collect_mentions(doc))
    (body,) = [cluster for cluster in clusters if "Association" in cluster.name]
    assert body.name.startswith("Association of Free Fishers")
    assert "affn" in body.letters


@pytest.mark.parametrize(
    "name",
    [
        "titles.tsv",
        "roles.tsv",
        "nicknames.tsv",
        "name_variants.tsv",
        "countries.tsv",
        "given_names.tsv",
        "particles.txt",
        "suffixes.txt",
        "family_names_first.txt",
        "organization_nouns.txt",
        "carrier_nouns.tsv",
        "anonymous_nouns.txt",
        "role_families.txt",
        "organization_families.txt",
        "stand_in_nouns.txt",
        "states.tsv",
    ],
)
def test_lists_have_rows_without_doubles(name: str) -> None:
    rows = read_rows(name)
    assert len({row[0] for row in rows}) == len(rows) == len(load_words(name))
    assert all(cell == cell.strip() for row in rows for cell in row)


def test_a_list_that_is_not_there() -> None:
    with pytest.raises(DataError, match=r"nothing\.txt"):
        read_rows("nothing.txt")
