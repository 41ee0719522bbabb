"""What common nouns and place words tell about a speaker: person or body, gender, country."""

import re
from functools import cache, lru_cache

from quotes.model import Gender
from quotes.resolve.lexicon import load_genders, load_table, load_words, read_rows
from quotes.resolve.occupations import load_occupations
from quotes.resolve.spelling import plain

# Endings of words for people that need not stand in the list, with the gender that they show; and words
# with such an ending that are none.
_PERSON_ENDINGS: tuple[tuple[str, Gender], ...] = (
    ("woman", Gender.FEMININE),
    ("man", Gender.MASCULINE),
    ("person", Gender.UNKNOWN),
    ("ologist", Gender.UNKNOWN),
    ("ist", Gender.UNKNOWN),
)
_NO_PERSON = frozenset(
    {"list", "mist", "twist", "fist", "wrist", "gist", "waitlist", "checklist", "shortlist"}
    | {"roman", "german", "ottoman", "human", "norman"}
)
# Swedish family names end so: "Lindqvist".
_TWIGS = ("qvist", "quist", "kvist")
_PREFIX = re.compile(r"^(?:ex|vice|co|deputy|former|sub|under|sous)-")
# Nouns for bodies whose names do not tell what they are.
_NAMELESS = "nameless_bodies.tsv"
# What a firm makes, and this: "carmaker".
_FIRM_ENDING = "maker"
_AGE = re.compile(r"^(\d{1,3})-year-old$")


# Different words that are kept with what they tell: articles ask for the same ones all the time.
_KEPT = 50_000


@lru_cache(maxsize=_KEPT)
def person_noun_gender(word: str) -> Gender | None:
    """Gender that a noun for a person shows ("widow"); None when it is no noun for a person.

    `word` is a singular noun; case does not matter. "34-year-old" counts.
    """
    word = word.casefold()
    genders = load_genders("roles.tsv")
    for form in (word, _PREFIX.sub("", word), word.rpartition("-")[2]):
        if form in genders:
            return genders[form]
    if _AGE.match(word) or word in load_occupations():
        return Gender.UNKNOWN
    if word not in _NO_PERSON and len(word) > 5 and not word.endswith(_TWIGS):
        for ending, gender in _PERSON_ENDINGS:
            if word.endswith(ending):
                return gender
    return None


def is_person_noun(word: str) -> bool:
    """True for a singular noun for a person."""
    return person_noun_gender(word) is not None


def is_organization_noun(word: str) -> bool:
    """True for a singular noun for a body that can speak."""
    return word.casefold() in load_words("organization_nouns.txt")


def may_be_nameless(word: str) -> bool:
    """True for a singular noun for bodies whose names often do not tell what they are ("retailer")."""
    return word in load_table(_NAMELESS)


def is_firm_noun(word: str) -> bool:
    """True for "chipmaker", and for nouns for firms that are nouns for people as well ("developer")."""
    made = word.endswith(_FIRM_ENDING) and len(word) > len(_FIRM_ENDING) + 1
    return made or load_table(_NAMELESS).get(word) == "firm"


def may_be_firm(word: str) -> bool:
    """True for nouns for firms, and for other bodies whose names may be as bare as a firm's."""
    return is_firm_noun(word) or may_be_nameless(word)


def is_carrier(word: str) -> bool:
    """True for a singular noun for what carries words ("statement", "survey")."""
    return word.casefold() in load_table("carrier_nouns.tsv")


def carries_own_words(word: str) -> bool:
    """True for a carrier that gives its maker's own words ("statement"), not a piece of work ("survey")."""
    return load_table("carrier_nouns.tsv").get(word.casefold()) == "own"


def is_anonymous_noun(word: str) -> bool:
    """True for a singular noun under which news quotes people whom it does not name."""
    return word.casefold() in load_words("anonymous_nouns.txt")


@cache
def _places() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_rows("countries.tsv"):
        name, *others = (*row, "", "", "")[:4]
        for form in (name, *(form for cell in others for form in cell.split(";"))):
            if form:
                found.setdefault(plain(form), name)
    return found


@cache
def _country_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_rows("countries.tsv"):
        for form in (row[0], *(row[1].split(";") if len(row) > 1 else ())):
            if form:
                found[plain(form)] = row[0]
    return found


@lru_cache(maxsize=_KEPT)
def country_of(text: str) -> str:
    """Country that a name, a word for its people ("Russian", "Iraqis") or its capital stands for, or ""."""
    key = plain(text)
    key = key.removeprefix("the ")
    places = _places()
    return places.get(key) or (places.get(key[:-1], "") if key.endswith("s") else "")


@lru_cache(maxsize=_KEPT)
def country_named(text: str) -> str:
    """Country that a text names as such ("Turkey", "the UK"), not by its people or capital; or ""."""
    return _country_names().get(plain(text).removeprefix("the "), "")


# Endings of a country's adjective that mean its people together ("the French", "the Dutch"), not one of them.
_PEOPLE_ENDINGS = ("ish", "ch", "ese", "ss")


@cache
def _peoples() -> dict[str, str]:
    rows = [row for row in read_rows("countries.tsv") if len(row) > 2]
    return {plain(word): row[0] for row in rows for word in row[2].split(";") if word}


@lru_cache(maxsize=_KEPT)
def one_of_people(word: str) -> tuple[str, Gender] | None:
    """The country of a noun for one of its people, and the gender that the noun shows; None for other nouns.

    "Ghanaian", "Swede", "Dutchman", "Irishwoman"; not "French" or "Dutch", who are many.
    """
    key = plain(word)
    if key in _peoples() and not key.endswith(_PEOPLE_ENDINGS):
        return _peoples()[key], Gender.UNKNOWN
    gender, stem = Gender.UNKNOWN, ""
    for ending, shown in _PERSON_ENDINGS[:2]:
        if key.endswith(ending) and key not in _NO_PERSON:
            gender, stem = shown, key.removesuffix(ending)
            break
    country = load_table("inhabitants.tsv").get(key) or _peoples().get(stem)
    return (country, gender) if country else None


def points_to_anybody(word: str) -> bool:
    """True for a noun for a person that as readily brings up somebody new ("the minister", "the driver")."""
    return word.casefold() in load_words("new_people.txt")


def countries_in(text: str) -> frozenset[str]:
    """Every country that a description speaks of ("South Africa’s justice minister")."""
    words = plain(text).split()
    found: set[str] = set()
    number = 0
    while number < len(words):
        for size in (4, 3, 2, 1):
            country = (
                country_of(" ".join(words[number : number + size])) if number + size <= len(words) else ""
            )
            if country and not (size == 1 and words[number] in _ALSO_WORDS):
                found.add(country)
                number += size
                break
        else:
            number += 1
    return frozenset(found)


# Capitals, countries and peoples whose plain letters are common words.
_ALSO_WORDS = frozenset({"us", "male", "car", "pole", "finn", "turk", "victoria"})
