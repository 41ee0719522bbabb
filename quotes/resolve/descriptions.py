"""What a description asks for, and how well a role answers to it.

A `Description` is the comparable form of words for a person, so that "The head of the Russian Foreign
Ministry" meets "Russian Foreign Minister".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from quotes.model import Gender
from quotes.resolve.lexicon import load_groups
from quotes.resolve.nouns import (
    countries_in,
    country_of,
    is_organization_noun,
    one_of_people,
    person_noun_gender,
)
from quotes.resolve.occupations import Kinship, compare_occupations
from quotes.resolve.spelling import plain

_SMALL = frozenset(
    {"the", "a", "an", "of", "for", "in", "at", "on", "to", "and", "s", "his", "her", "its", "their", "our"}
    | {"who", "is", "with", "from", "by", "as", "that", "this", "also", "another", "affairs"}
)
# Words that say the same in a role.
_SAME_WORDS = {
    "ministry": "minister",
    "ministries": "minister",
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "organisation": "organization",
    "democrat": "democratic",
    "democrats": "democratic",
    "republicans": "republican",
    "gop": "republican",
    "presidential": "president",
    "parliamentary": "parliament",
}

# Words that make another office of one: a deputy mayor is not "the mayor".
_SECOND = frozenset({"deputy", "vice", "assistant", "associate", "under", "sub"})
# How much of its fit a role keeps when only one of the two is such an office: too little to be the answer,
# enough to be weighed when nobody fits better.
OTHER_OFFICE = 0.2
# How well nouns for people fit that are the same, of one family ("leader" for a president), or of which one
# stands for anybody of the other's kind ("scientist" for a biologist).
SAME_HEAD, SAME_FAMILY, COVERED = 0.6, 0.36, 0.34
# What is left when a description and a role speak of heads of two things: of a region, of a company.
OTHER_THING = 0.35
# Areas that somebody may be the head of.
_AREAS = frozenset(
    {"region", "province", "district", "county", "city", "town", "village", "state", "oblast", "municipality"}
    | {"republic", "governorate", "prefecture", "borough", "parish", "country", "nation"}
)
# Heads of an area that have a name of their own.
_OFFICES = {
    "governor": frozenset({"region", "province", "oblast", "governorate", "prefecture"}),
    "mayor": frozenset({"city", "town", "municipality", "borough"}),
}
_HEADS = frozenset({"head", "chief", "boss", "leader"})
# Offices that only states have, and bodies of states: the president of a union is no "minister".
_OF_STATES = frozenset(
    {"minister", "premier", "pm", "king", "queen", "monarch", "chancellor", "sultan", "emir"}
)
_OF_STATE = frozenset(
    {"government", "ministry", "cabinet", "administration", "parliament", "senate", "department"}
)
# "the 38-year-old", however the hyphens are set; an age behind a comma ("the singer, 34,").
_AGE = re.compile(r"\b(\d{1,3})\s?[-‐‑–]?\s?year\s?[-‐‑–]?\s?old\b|,\s(\d{1,2})(?=\s?(?:,|$))")


@dataclass(frozen=True, slots=True)
class Description:
    """Comparable form of a role or description.

    heads   nouns for what the person is ("minister"), singular
    words   the other telling words
    places  countries that it speaks of
    things  bodies and areas among the words: what somebody is the head of
    age     in years, None for none
    """

    heads: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]
    gender: Gender = Gender.UNKNOWN
    things: frozenset[str] = frozenset()
    age: int | None = None


@lru_cache(maxsize=10_000)
def describe(text: str) -> Description:
    """Read a role or description; "head of the foreign ministry" becomes a foreign minister."""
    places = countries_in(text)
    age = read_age(text)
    heads: set[str] = set()
    words: set[str] = set()
    gender = Gender.UNKNOWN
    for raw in _AGE.sub(" ", text).replace("’s", " ").replace("'s", " ").split():
        raw = raw.strip(".,;:()[]\"“”‘’'").casefold()
        if (people := one_of_people(raw)) is not None:
            places |= {people[0]}
            gender = people[1] if gender is Gender.UNKNOWN else gender
            continue
        for form in (raw, raw.removesuffix("s")):
            shown = person_noun_gender(form)
            if shown is not None:
                heads.add(form.rpartition("ex-")[2])
                gender = shown if gender is Gender.UNKNOWN else gender
                break
        else:
            for word in plain(raw).split():
                if word not in _SMALL and not country_of(word):
                    words.add(_SAME_WORDS.get(word, word))
    things = frozenset(word for word in words if word in _AREAS or is_organization_noun(word))
    if "minister" in words and heads & _HEADS:
        heads = (heads - _HEADS) | {"minister"}
        words.discard("minister")
    if "diplomat" in heads and "top" in words:
        heads, words = heads | {"minister"}, words | {"foreign"}
    if heads & _HEADS:
        heads |= {office for office, areas in _OFFICES.items() if words & areas}
    words -= {"top", "former", "then", "late", "based", "born"}
    return Description(frozenset(heads), frozenset(words), places, gender, things, age)


def read_age(text: str) -> int | None:
    """The age that a description gives, in years."""
    found = _AGE.search(text)
    return int(found[1] or found[2]) if found else None


def fit_description(asked: Description, role: Description) -> float:
    """How well a role answers to a description, 0 (not at all) to 1 (the same words)."""
    if asked.places and role.places and not asked.places & role.places:
        return 0.0
    if asked.heads & role.heads:
        score = SAME_HEAD
    elif _families(asked.heads) & _families(role.heads):
        score = SAME_FAMILY
    elif compare_occupations(asked.heads, role.heads) is Kinship.COVERS:
        score = COVERED
    else:
        return 0.0
    wanted = asked.words | asked.places
    if wanted:
        met = len(asked.words & (role.words | role.heads)) + len(asked.places & role.places)
        score += 0.4 * met / len(wanted)
        if not met:
            score -= _unmet(asked, role)
    else:
        score += 0.1
    if _is_second(asked) != _is_second(role):
        score *= OTHER_OFFICE
    if not asked.heads & role.heads and asked.heads & _OF_STATES and role.things - _AREAS - _OF_STATE:
        score *= OTHER_THING
    if _is_of_another(asked.things, role.things):
        score *= OTHER_THING
    return score


def _unmet(asked: Description, role: Description) -> float:
    """What a fit of nouns loses when nothing else in a role answers to the description.

    "The head of the company" may be the director of Acme, whatever Acme is.
    """
    if not asked.places and asked.words <= asked.things and not role.things:
        return 0.05
    return 0.15 if asked.heads & role.heads else 0.2


def _is_of_another(asked: frozenset[str], told: frozenset[str]) -> bool:
    """True when both speak of bodies or areas, and of different sorts of them."""
    if not asked or not told or asked & told:
        return False
    return not _sorts(asked) & _sorts(told)


def _sorts(things: frozenset[str]) -> frozenset[str]:
    """Nouns for bodies with the numbers of their families, so that any two of one family share something."""
    families = load_groups("organization_families.txt")
    return things | {str(number) for thing in things for number in families.get(thing, ())}


def _is_second(description: Description) -> bool:
    """True for a deputy or vice of something; a "deputy" alone is a member of a parliament."""
    return bool(description.words & _SECOND) or ("deputy" in description.heads and len(description.heads) > 1)


def _families(heads: frozenset[str]) -> frozenset[int]:
    """Numbers of the families of nouns that any of these belongs to."""
    families = load_groups("role_families.txt")
    return frozenset().union(*(families.get(head, frozenset()) for head in heads))
