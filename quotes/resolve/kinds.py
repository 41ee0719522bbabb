"""Which names are people and which are bodies or places, where the entity model is wrong or undecided."""

import re
from collections import Counter
from dataclasses import replace

from quotes.model import SpeakerKind
from quotes.resolve.lexicon import load_abbreviations, load_genders, load_words
from quotes.resolve.mentions import DAYS, NameMention
from quotes.resolve.names import parse_name
from quotes.resolve.nouns import country_named, is_carrier, is_organization_noun, is_person_noun
from quotes.resolve.spelling import plain

# A party and a state after a legislator's name; an address.
PARTY_AND_STATE = re.compile(r"^\(?[DRI]-[A-Z][a-z]*\.?\)?$")
_NO_NAME = re.compile(r"^[A-Z]-[A-Z][\w.]*$|\.(?:com|org|net)\b|[/@]", re.IGNORECASE)
# How names of towns begin that the entity model takes for people ("St. Petersburg").
_SAINTS = frozenset({"st", "san", "santa", "sao", "saint", "fort", "port", "mount", "lake", "new", "cape"})


def is_false_person(mention: NameMention) -> bool:
    """Titles taken for names, towns named after saints, countries, days, "R-Ohio", addresses of pages."""
    if _NO_NAME.search(mention.name) or mention.name in DAYS:
        return True
    words = plain(mention.name).split()
    if not words or (len(words) == 1 and (is_person_noun(words[0]) or is_organization_noun(words[0]))):
        return not mention.title
    if words[0] in _SAINTS and mention.modifier:
        return True
    if _is_abbreviation(words) or (not mention.title and _is_office(words)):
        return True
    if mention.name.islower() or not mention.name.replace(" ", "")[:1].isalpha():
        return True  # the tail of a name that broken letters cut in two
    return bool(country_named(mention.name)) and not mention.title


# Short forms that are no name by themselves.
_SHORT_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "gov",
        "govs",
        "sen",
        "sens",
        "rep",
        "reps",
        "lt",
        "sgt",
        "col",
        "jr",
        "sr",
    }
)


def _is_abbreviation(words: list[str]) -> bool:
    """True for "Gov." and "Mich." alone, and for single letters."""
    return len(words) == 1 and (
        len(words[0]) == 1 or words[0] in _SHORT_TITLES or words[0] in load_abbreviations("states.tsv")
    )


def _is_office(words: list[str]) -> bool:
    """True for people of a sort and for offices: "Republicans", "Indiana Gov.", "Nevada Democrat"."""
    if len(words) == 1:
        return words[0].endswith("s") and is_person_noun(words[0].removesuffix("s")) and len(words[0]) > 5
    state = " ".join(words[:-1]) in load_words("states.tsv")
    return state and (words[-1] in _SHORT_TITLES or is_person_noun(words[-1]))


def settle_kinds(mentions: list[NameMention]) -> list[NameMention]:
    """One string, one kind: the majority's, a person's when it is part of a full name of a person."""
    family_words = {
        word
        for m in mentions
        if m.kind is SpeakerKind.PERSON and len(m.name.split()) > 1
        for word in [plain(parse_name(m.name).family)]
    }
    persons = {plain(m.name) for m in mentions if m.kind is SpeakerKind.PERSON and not m.name.isupper()}
    votes: dict[str, Counter[tuple[SpeakerKind, bool]]] = {}
    for m in mentions:
        votes.setdefault(plain(m.name), Counter())[m.kind, m.place] += 1
    bearers = {
        word
        for m in mentions
        if m.kind is SpeakerKind.PERSON and " " in m.name
        for word in plain(m.name).split()
    }
    settled: list[NameMention] = []
    for m in mentions:
        key = plain(m.name)
        if key in family_words and not m.modifier:
            settled.append(replace(m, kind=SpeakerKind.PERSON, place=False))
            continue
        if (
            m.kind is SpeakerKind.PERSON
            and not m.title
            and key not in bearers
            and key in load_words("states.tsv")
        ):
            settled.append(replace(m, kind=SpeakerKind.ORGANIZATION, place=True))
            continue
        last = key.rpartition(" ")[2]
        given = key.partition(" ")[0] in load_genders("given_names.tsv")
        if m.kind is not SpeakerKind.PERSON and given and last in family_words and last != key:
            settled.append(replace(m, kind=SpeakerKind.PERSON, place=False))
            continue
        if m.kind is SpeakerKind.PERSON and " " in key and (is_organization_noun(last) or is_carrier(last)):
            if is_carrier(last):
                continue
            m = replace(m, kind=SpeakerKind.ORGANIZATION)
            settled.append(m)
            continue
        if m.kind is SpeakerKind.ORGANIZATION and m.name.isupper() and key in persons:
            settled.append(replace(m, kind=SpeakerKind.PERSON, place=False))
            continue
        if (
            key not in persons
            and m.kind is SpeakerKind.PERSON
            and m.name.isupper()
            and 2 <= len(key) <= 6
            and not m.title
        ):
            settled.append(replace(m, kind=SpeakerKind.ORGANIZATION))
            continue
        (kind, place), count = votes[key].most_common(1)[0]
        if count > votes[key][m.kind, m.place] and not (m.kind is SpeakerKind.PERSON and m.title):
            m = replace(m, kind=kind, place=place)
        settled.append(m)
    return settled
