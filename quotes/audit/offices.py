"""Offices that a role names and that nobody holds twice: of a country, a state, a town, a party, a company.

Only roles that are read without doubt make a claim: every word of them must be known, or stand where the name
of a town or company stands. All other roles, and those that tell of another time or another person, claim
nothing. Pure.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from quotes.audit.wordlists import load_words
from quotes.resolve.lexicon import read_rows
from quotes.resolve.nouns import countries_in, country_of
from quotes.resolve.spelling import plain


class Domain(StrEnum):
    """What an office is held in."""

    COUNTRY = "country"
    STATE = "state"
    TOWN = "town"
    PARTY = "party"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Claim:
    """That somebody holds an office in one country, state, town, party or company, in plain letters.

    Two claims of one domain and office exclude each other when they are about two of these.
    """

    domain: Domain
    office: str
    holder: str


# A state in the one sense is a country in the other.
_DOUBTFUL_COUNTRIES = frozenset({"Georgia"})

_REPUBLICAN = frozenset({"Republican", "GOP"})
_DEMOCRAT = frozenset({"Democrat", "Democratic"})
# "a Michigan Republican", "Democrat of Delaware"
_MEMBER = re.compile(
    r"(?:[Aa]n? |[Tt]he )?(?P<before>[A-Z][a-z]+(?: [A-Z][a-z]+)? )?(?P<party>Democrat|Republican)"
    r"(?: (?:of|from) (?P<of>[A-Z][a-z]+(?: [A-Z][a-z]+)?))?"
)

# "Washington" is a town first.
_DOUBTFUL_STATES = frozenset({"washington"})

_SEAT = re.compile(r"\(?\b([RD])[-–]([A-Z][A-Za-z. ]*?)\.?\)?$")
_NAME = r"[A-Z][\w.&'-]*(?: (?:(?:of|de|la|the|and|&) )?[A-Z][\w.&'-]*)*"
_MAYOR = re.compile(rf"(?:[Tt]he )?[Mm]ayor of (?P<of>{_NAME})|(?:[Tt]he )?(?P<before>{_NAME}) [Mm]ayor")
# Where the office ends and what else is told begins.
_TAIL = re.compile(r",| (?:who|whose|whom|which|that|when|where|since|until)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CHIEF = r"(?:CEO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?)"
_CEO = re.compile(
    rf"(?:[Tt]he )?{_CHIEF} (?:of|at) (?:the )?(?P<of>{_NAME})"
    rf"|(?:[Tt]he )?(?P<before>{_NAME}) {_CHIEF}"
)
# Words in the name of a town or company; what is longer is a list.
LONGEST_NAME = 8


@lru_cache(maxsize=20_000)
def read_claims(role: str) -> frozenset[Claim]:
    """What one role claims; nothing for most."""
    role = " ".join(_TAIL.split(role.replace("’", "'"), maxsplit=1)[0].split())
    role = re.sub(r"\bUS\b", "U.S.", role)  # not the pronoun
    # Of a new one the old is still told elsewhere; "New York" is something else.
    words = plain(re.sub(r"\bnew\b", "former", role)).split()
    if not words or _YEAR.search(role) or any(word in load_words("no_office.txt") for word in words):
        return frozenset()
    found = (_read_country(role, words), *_read_seat(role), _read_state(words), *_read_party(role))
    named = (_read_named(role, _MAYOR, Domain.TOWN, "mayor"), _read_named(role, _CEO, Domain.COMPANY, "head"))
    return frozenset(claim for claim in (*found, *named) if claim)


def exclude_each_other(one: Claim, other: Claim) -> bool:
    """True when nobody makes both claims good at one time."""
    if one.domain is not other.domain or one.office != other.office:
        return False
    if one.domain not in (Domain.TOWN, Domain.COMPANY):
        return one.holder != other.holder
    # "New York" and "New York City", "General Motors" and "GM" are the same.
    ours, theirs = set(one.holder.split()), set(other.holder.split())
    return not ours & theirs and not _is_short_for(one.holder, other.holder)


def _is_short_for(one: str, other: str) -> bool:
    initials = ["".join(word[0] for word in name.split()) for name in (one, other)]
    joined = [name.replace(" ", "") for name in (one, other)]
    return (
        joined[0] in (initials[1], joined[1])
        or joined[1] == initials[0]
        or joined[0].startswith(joined[1])
        or joined[1].startswith(joined[0])
    )


def _read_country(role: str, words: list[str]) -> Claim | None:
    """Read "Russian Foreign Minister", "president of France"."""
    places = countries_in(role)
    national = _words("national")
    if len(places) != 1 or not national & set(words) or places & _DOUBTFUL_COUNTRIES:
        return None
    rest = [word for word in words if word not in national | _words("portfolios")]
    if rest != ["u", "s"] and not country_of(" ".join(rest)) and not all(map(country_of, rest)):
        return None
    return Claim(Domain.COUNTRY, "government", next(iter(places)))


def _read_seat(role: str) -> tuple[Claim, ...]:
    """ "Sen. (R-Ariz.)": a party and a state."""
    match = _SEAT.search(role)
    if not match:
        return ()
    party = _claim_party("Republican" if match[1] == "R" else "Democrat")
    state = _states().get(plain(match[2]))
    return (party, Claim(Domain.STATE, "congress", state)) if state else (party,)


def _read_state(words: list[str]) -> Claim | None:
    """Read "senator from Arizona", "Texas governor"."""
    told = set(words)
    office = "senator" if _words("senators") & told else "governor" if _words("governors") & told else ""
    rest = " ".join(word for word in words if word not in _words("state"))
    state = _states().get(rest, "")
    if not office or not state or state in _DOUBTFUL_STATES:
        return None
    # A state has senators of its own.
    office = "state senator" if "state" in words and office == "senator" else office
    return Claim(Domain.STATE, office, state)


@cache
def _words(name: str) -> frozenset[str]:
    return next(frozenset(row[1].split()) for row in read_rows("audit/offices.tsv") if row[0] == name)


@cache
def _states() -> dict[str, str]:
    found = {}
    for row in read_rows("states.tsv"):
        for form in (row[0], *(row[1].split() if len(row) > 1 else ())):
            found[form] = row[0]
    return found


def _read_party(role: str) -> tuple[Claim, ...]:
    """Read "Republican senator", "Democratic presidential candidate", "a Michigan Republican"."""
    if match := _MEMBER.fullmatch(role):
        party, named = _claim_party(match["party"]), match["of"] or match["before"]
        if not named:
            return (party,)
        state = _states().get(plain(named))
        return (party, Claim(Domain.STATE, "congress", state)) if state else ()
    words = re.findall(r"[A-Za-z]+", role)
    parties = [number for number, word in enumerate(words) if word in _REPUBLICAN | _DEMOCRAT]
    if len(parties) != 1:
        return ()
    behind = [word.casefold() for word in words[parties[0] + 1 :]]
    while behind and behind[0] in _words("between"):
        behind.pop(0)
    return (_claim_party(words[parties[0]]),) if behind and behind[0] in _words("partisans") else ()


def _claim_party(word: str) -> Claim:
    return Claim(Domain.PARTY, "member", "republican" if word in _REPUBLICAN else "democrat")


def _read_named(role: str, pattern: re.Pattern[str], domain: Domain, office: str) -> Claim | None:
    match = pattern.fullmatch(role)
    if not match:
        return None
    words = [word for word in plain(match["of"] or match["before"]).split() if word not in _words("company")]
    if not words or len(words) > LONGEST_NAME or (match["before"] and any(map(_is_people, words))):
        return None  # "Muslim mayor", "Chinese CEO"
    return Claim(domain, office, " ".join(words))


def _is_people(word: str) -> bool:
    return bool(country_of(word)) or bool({word, f"{word}s"} & load_words("groups.txt"))
