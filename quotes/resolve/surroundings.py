"""What stands around a name: who else is quoted, which outlet, when, and which walk of life the roles tell.

A name alone cannot tell two people of one name apart, nor that "J. Kovacs" is Janos Kovacs.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from quotes.model import Evidence
from quotes.resolve.lexicon import read_rows
from quotes.resolve.spelling import plain

# Days between two articles within which their people are in the news at one time.
NEAR_DAYS = 60
# Others quoted in both places that make one person likely where the names leave it open. One may be anybody:
# a head of state is quoted beside everyone.
ENOUGH_COMPANY = 2
# Names that one piece of evidence lists.
LISTED = 3

# A role that was once held says nothing against another today.
_FORMER = re.compile(
    r"\b(?:former|formerly|ex|retired|onetime|then|once|young|aspiring|turned|late|future)\b"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where somebody is quoted.

    beside  the others who are quoted there: a key that tells one from another (a folded name, a number), and
            the name to show
    """

    beside: Mapping[str, str] = field(default_factory=dict)
    outlets: frozenset[str] = frozenset()
    days: tuple[date, ...] = ()


def find_common_ground(one: Surroundings, other: Surroundings) -> tuple[Evidence, ...]:
    """Evidence that two are quoted in one company, outlet or time, the most telling first; () for none."""
    found = []
    beside = sorted(one.beside[key] for key in one.beside.keys() & other.beside.keys())
    if beside:
        found.append(Evidence("same-company", f"both are quoted beside {_list(beside)}"))
    outlets = sorted(one.outlets & other.outlets)
    if outlets:
        found.append(Evidence("same-outlet", f"both are quoted in {_list(outlets)}"))
    if are_near_in_time(one, other):
        found.append(Evidence("same-time", "both were quoted at about the same time"))
    return tuple(found)


def _list(names: Sequence[str]) -> str:
    return ", ".join(names[:LISTED]) + (" and others" if len(names) > LISTED else "")


def weigh_common_ground(one: Surroundings, other: Surroundings) -> tuple[int, bool, bool]:
    """How much two have in common: people beside them, an outlet, the time. Larger is more."""
    return (
        len(one.beside.keys() & other.beside.keys()),
        bool(one.outlets & other.outlets),
        are_near_in_time(one, other),
    )


def are_near_in_time(one: Surroundings, other: Surroundings) -> bool:
    """True when both are dated and at most `NEAR_DAYS` lie between them."""
    if not one.days or not other.days:
        return False
    apart = max(min(one.days) - max(other.days), min(other.days) - max(one.days)).days
    return apart <= NEAR_DAYS


# ------------------------------------------------------------------ walks of life
def find_clash(roles: Iterable[str], others: Iterable[str]) -> tuple[str, str] | None:
    """Two roles of walks of life that one person does not go at one time; None when nothing tells so.

    Roles of the past ("former goalkeeper") tell nothing, and a person of several walks has any of them.
    """
    ours, theirs = _read_walks(roles), _read_walks(others)
    if not ours or not theirs:
        return None
    together = _pairs_together()
    if any(a == b or frozenset((a, b)) in together for a in ours for b in theirs):
        return None
    return next(iter(ours.values())), next(iter(theirs.values()))


def _read_walks(roles: Iterable[str]) -> dict[str, str]:
    """Walks of life that some roles tell, each with the first role that tells it."""
    nouns = _nouns()
    found: dict[str, str] = {}
    for role in roles:
        text = plain(role)
        if _FORMER.search(text):
            continue
        own = re.split(r"\b(?:of|for|at|in|who|to|with)\b", text, maxsplit=1)[0]
        for word in own.split():
            if word in nouns:
                found.setdefault(nouns[word], role)
    return found


@cache
def _nouns() -> dict[str, str]:
    return {noun: row[0] for row in read_rows("walks.tsv") for noun in row[1:]}


@cache
def _pairs_together() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(row) for row in read_rows("walks_together.tsv"))
