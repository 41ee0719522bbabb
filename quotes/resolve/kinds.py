"""Which names are people and which are bodies or places, where the entity model is wrong or undecided."""

import re
from collections import Counter
from dataclasses import replace

from quotes.document import Document
from quotes.model import Gender, SpeakerKind
from quotes.resolve.lexicon import load_abbreviations, load_genders, load_words
from quotes.resolve.mentions import DAYS, NameMention
from quotes.resolve.names import parse_name
from quotes.resolve.nouns import (
    country_named,
    is_carrier,
    is_organization_noun,
    is_person_noun,
    may_be_nameless,
    one_of_people,
)
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


# Nouns behind a name that say that it names a body: "Glare magazine".
BODY_TAILS = (
    frozenset({"party", "group", "company", "agency", "organization", "organisation", "network", "newspaper"})
    | frozenset(
        {"channel", "magazine", "website", "leadership", "bloc", "alliance", "coalition", "firm", "bank"}
    )
    | frozenset({"tank", "broadcaster", "station", "union", "charity", "movement", "militia", "club", "team"})
)
_MORE_TAILS = frozenset(
    {"fund", "chain", "federation", "association", "institute", "nonprofit", "foundation"}
)
# ... of those the ones that do not as well stand behind the name of whoever owns or leads the body.
_TELLING_TAILS = BODY_TAILS - {"group", "company", "leadership", "team", "party", "movement", "militia"}
# Plural nouns for people that names of firms end in ("Hartwell Partners").
FIRM_TAILS = frozenset({"partners", "brothers", "associates", "sons", "advisors", "advisers", "investors"})
# A word with a capital inside it is a brand; "McBride" and "O'Neil" are not.
BRAND = re.compile(r"^(?!Mc|Mac|De|Di|La|Le|O['’])[A-Z][a-z]+[A-Z]")


def read_neighbours(doc: Document, mentions: list[NameMention]) -> list[NameMention]:
    """Mentions with what the words beside them show: bodies taken for people, and what is no name at all.

    "Unison, which represents them" and "Glare magazine" are bodies; "(Con)" behind a name is a party, and
    "the Swede" is a description.
    """
    families = {plain(m.name).split()[-1] for m in mentions if m.kind is SpeakerKind.PERSON and " " in m.name}
    first_words = _first_words(mentions)
    found: list[NameMention] = []
    bodies = {key for key, legal in first_words.items() if legal}
    for m in mentions:
        key = plain(m.name)
        if _describes_one(doc, m):
            continue
        employer = m.place and not country_named(m.name) and _is_employer(doc, m)
        if key not in families and (employer or _follows_body_noun(doc, m)):
            bodies.add(key)
        if m.kind is not SpeakerKind.PERSON or m.title or " " in m.name:
            if m.kind is SpeakerKind.PERSON and not m.title and _is_employer(doc, m):
                bodies.add(plain(m.name))
            found.append(m)
            continue
        if _stands_in_brackets(doc, m, found):
            continue
        short = key in first_words and key not in load_genders("given_names.tsv")
        if key not in families and (short or BRAND.match(m.name) or _is_called_body(doc, m)):
            bodies.add(key)
        found.append(m)
    return [
        replace(m, kind=SpeakerKind.ORGANIZATION, place=False, gender=Gender.UNKNOWN)
        if (m.kind is SpeakerKind.PERSON or m.place) and plain(m.name) in bodies
        else m
        for m in found
    ]


def _follows_body_noun(doc: Document, m: NameMention) -> bool:
    """True for "the charity Lifeline West", "Transparency group Olho Vivo"; not for "the city Harbourton"."""
    if m.first == 0 or m.title or (m.kind is SpeakerKind.ORGANIZATION and not m.place):
        return False
    before = doc.sentences[m.sentence][m.first - 1]
    noun = before.lemma.casefold()
    if before.upos != "NOUN" or not before.text.islower():
        return False
    full = m.kind is SpeakerKind.PERSON and " " in m.name  # "the developer Hugo Marin" is a person
    firm = may_be_nameless(noun) and not (full and is_person_noun(noun))
    return firm or noun in BODY_TAILS | _MORE_TAILS


def _first_words(mentions: list[NameMention]) -> dict[str, bool]:
    """First words of bodies' names ("Tellmark" of "Tellmark AG"), True where the last is a legal form."""
    found: dict[str, bool] = {}
    for m in mentions:
        words = plain(m.name).split()
        if m.kind is SpeakerKind.PERSON or m.place or len(words) < 2:
            continue
        if not country_named(words[0]):
            found[words[0]] = found.get(words[0], False) or words[-1] in load_words("legal_forms.txt")
    return found


def _is_employer(doc: Document, m: NameMention) -> bool:
    """True for "an analyst at Banca Corsini" and for the plural tail of a firm ("Holt Brothers")."""
    if plain(m.name).split()[-1] in FIRM_TAILS | load_words("legal_forms.txt"):
        return True
    sentence = doc.sentences[m.sentence]
    if m.first < 2 or sentence[m.first - 1].text != "at":
        return False
    return is_person_noun(sentence[m.first - 2].lemma)


def _stands_in_brackets(doc: Document, m: NameMention, before: list[NameMention]) -> bool:
    sentence = doc.sentences[m.sentence]
    enclosed = m.first > 1 and m.last + 1 < len(sentence) and sentence[m.last + 1].text == ")"
    return enclosed and any(
        x.sentence == m.sentence and x.last + 2 == m.first and x.kind is SpeakerKind.PERSON for x in before
    )


def _describes_one(doc: Document, m: NameMention) -> bool:
    before = doc.sentences[m.sentence][m.first - 1] if m.first else None
    return before is not None and before.upos == "DET" and one_of_people(m.name) is not None


def _is_called_body(doc: Document, m: NameMention) -> bool:
    sentence = doc.sentences[m.sentence]
    after = [token.text.casefold() for token in sentence.tokens[m.last + 1 : m.last + 4]]
    if after[:1] == ["which"] or after[:2] == [",", "which"]:
        return True
    tail = after[1] if after[:1] == ["think"] and len(after) > 1 else "".join(after[:1])
    return tail in _TELLING_TAILS and not m.possessive


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
