"""How nouns for people go together: "the scientist" may be a biologist, "the biologist" hardly a bishop."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from quotes.resolve.lexicon import read_rows

LIST = "role_kinds.tsv"


class Kinship(Enum):
    """How two sets of nouns for people go together."""

    COVERS = "one of them stands for anybody of the other's kind"
    SAME_KIND = "both are of one kind"
    APART = "they are of different kinds"
    OPEN = "nothing is known of one of them"


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Numbers of the kinds that a noun belongs to, and of those for which it stands as a whole."""

    of: frozenset[int]
    stands_for: frozenset[int]


@cache
def _kinds() -> dict[str, _Kinds]:
    of: dict[str, set[int]] = {}
    whole: dict[str, set[int]] = {}
    for number, row in enumerate(read_rows(LIST)):
        for noun in " ".join(row[1:]).split():
            of.setdefault(noun, set()).add(number)
        for noun in row[1].split():
            whole.setdefault(noun, set()).add(number)
    return {noun: _Kinds(frozenset(of[noun]), frozenset(whole.get(noun, ()))) for noun in of}


@cache
def load_occupations() -> frozenset[str]:
    """Every noun of the list, singular and in lower case."""
    return frozenset(_kinds())


def compare_occupations(asked: frozenset[str], told: frozenset[str]) -> Kinship:
    """How the nouns of a description go with those of a role."""
    ours = [_kinds()[noun] for noun in asked if noun in _kinds()]
    theirs = [_kinds()[noun] for noun in told if noun in _kinds()]
    if not ours or not theirs:
        return Kinship.OPEN
    if any(x.stands_for & y.of or x.of & y.stands_for for x in ours for y in theirs):
        return Kinship.COVERS
    if any(x.of & y.of for x in ours for y in theirs):
        return Kinship.SAME_KIND
    return Kinship.APART
