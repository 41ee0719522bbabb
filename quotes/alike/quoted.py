"""The words of two attributions compared: quotation marks hold a speaker to the letter, nothing else does."""

import re
from dataclasses import dataclass
from functools import lru_cache

from quotes.alike.compare import Comparison, compare_wordings
from quotes.alike.words import fold_words, tell_content
from quotes.model import Kind
from quotes.records import Relation

# Of the content words of the shorter of two wordings that are alike, the longer has at least this share.
SHARED = 0.5

_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]+)[”“»\"]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an attribution: its content, without the reporting words between its parts."""

    content: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the words of one attribution are to those of another.

    here, there  the words that were compared: the whole contents, or quoted parts of them
    quoted       both stand in quotation marks
    """

    comparison: Comparison
    here: str
    there: str
    quoted: bool


def compare_words(here: Words, there: Words) -> Likeness | None:
    """What the words of two attributions are to each other; None when they are not alike."""
    best: Likeness | None = None
    whole = compare_wordings(here.content, there.content)
    if whole and whole.relation is Relation.SAME:
        quoted = here.kind is not Kind.INDIRECT and there.kind is not Kind.INDIRECT
        best = Likeness(whole, here.content, there.content, quoted)
    else:
        for mine in find_quoted(here):
            for theirs in find_quoted(there):
                found = compare_wordings(mine, theirs)
                if found and (best is None or found.score > best.comparison.score):
                    best = Likeness(found, mine, theirs, quoted=True)
        if best is None and whole and Kind.INDIRECT in (here.kind, there.kind):
            best = Likeness(whole, here.content, there.content, quoted=False)
    return best


def may_be_alike(here: Words, there: Words) -> bool:
    """False for most of those that `compare_words` would find not alike: quick, and never for those alike."""
    if Kind.MIXED in (here.kind, there.kind):
        return True
    mine, theirs = _tell_words(here.content), _tell_words(there.content)
    return len(mine & theirs) >= SHARED * min(len(mine), len(theirs))


@lru_cache(maxsize=20_000)  # the oldest of those that share common words are met with every article
def _tell_words(content: str) -> frozenset[str]:
    return frozenset(tell_content(fold_words(content)))


def find_quoted(said: Words) -> tuple[str, ...]:
    """What stands in quotation marks: all of a direct quotation, parts of a mixed one."""
    if said.kind is Kind.DIRECT:
        return (said.content,)
    return tuple(_QUOTED.findall(said.content)) if said.kind is Kind.MIXED else ()
