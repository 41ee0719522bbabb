"""The words of two attributions, and their speakers: are they the same?

Different people say the same stock phrases, so words are compared only where enough of them tell something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from quotes.alike import fold_words
from quotes.alike.quoted import Likeness, Words, compare_words
from quotes.alike.words import tell_content
from quotes.lexicon import read_lines
from quotes.model import MentionForm, Outcome, Polarity, Span, SpeakerKind
from quotes.records import Change
from quotes.resolve.spelling import plain

# Words, and of these words that tell something, that two wordings must share to be the same words.
WORDS, TELLING = 5, 3

# The same outside quotation marks, where nobody is held to the letter: nearly all must be the same. What
# several articles tell of is called the same in all ("the number of delegates needed for the nomination").
WORDS_UNQUOTED, TELLING_UNQUOTED, ALIKE_UNQUOTED = 8, 4, 0.8

# Names at least this alike (rapidfuzz ratio, of 100) may be one name that was misspelled.
NEAR_NAMES = 84


@dataclass(frozen=True, slots=True)
class Voice:
    """A known speaker to whom words are credited, with its other names and what articles call it."""

    id: int
    name: str
    kind: SpeakerKind
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said(Words):
    """An attribution as far as its words are compared with those of others.

    voices   whom it is credited to in the end; empty for nobody by name
    article  what to call its article
    beside   numbers of those who are credited, in the same article, with words that overlap these
    """

    spans: tuple[Span, ...]
    form: MentionForm
    outcome: Outcome
    polarity: Polarity
    voices: tuple[Voice, ...]
    article: str
    beside: frozenset[int] = frozenset()

    @property
    def speakers(self) -> frozenset[int]:
        """Numbers of those to whom it is credited."""
        return frozenset(voice.id for voice in self.voices)


# ------------------------------------------------------------------ the same words
def compare_said(here: Words, there: Words) -> Likeness | None:
    """What the words of two attributions are to each other; None when they are too few or not alike."""
    likeness = compare_words(here, there)
    if likeness is None or likeness.quoted:
        return likeness if likeness and is_telling(likeness, WORDS, TELLING) else None
    if likeness.comparison.score < ALIKE_UNQUOTED:
        return None
    return likeness if is_telling(likeness, WORDS_UNQUOTED, TELLING_UNQUOTED) else None


def can_match(content: str) -> bool:
    """False for contents that are too short, or too common, to be compared at all."""
    words = fold_words(content)
    telling = tell_content(words)
    return len(words) >= WORDS and len(telling) - _count_stock(telling) >= TELLING


def is_telling(likeness: Likeness, words: int, telling: int) -> bool:
    """True when two wordings share so many words, and so many that belong to no stock phrase."""
    shared = [
        word
        for segment in likeness.comparison.segments
        if segment.change is Change.EQUAL
        for word in fold_words(segment.text)
    ]
    if len(shared) < words:
        return False
    content = tell_content(shared)
    if len(content) < telling:
        return False
    return len(content) - _count_stock(content) >= telling


def _count_stock(content: Sequence[str]) -> int:
    """Words that belong to a stock phrase: neighbours that stand so in one of the list."""
    pairs = _load_stock()
    stock: set[int] = set()
    for at, pair in enumerate(pairwise(content)):
        if pair in pairs:
            stock |= {at, at + 1}
    return len(stock)


@cache
def _load_stock() -> frozenset[tuple[str, str]]:
    """Neighbours among the content words of stock phrases."""
    pairs: set[tuple[str, str]] = set()
    for line in read_lines("audit/stock_phrases.txt"):
        content = tell_content(fold_words(line))
        pairs.update(pairwise(content))
    return frozenset(pairs)


# ------------------------------------------------------------------ who two speakers are to each other
def may_be_one(one: Voice, other: Voice) -> bool:
    """True when two known speakers may be one whom nobody has put together yet."""
    mine, theirs = plain(one.name).split(), plain(other.name).split()
    if set(mine) <= set(theirs) or set(theirs) <= set(mine):
        return True
    return fuzz.ratio(" ".join(mine), " ".join(theirs)) >= NEAR_NAMES


def speaks_for(one: Voice, other: Voice) -> bool:
    """True when one is the other's voice: a spokeswoman of a ministry, a member of a group, a campaign."""
    for person, body in ((one, other), (other, one)):
        if person.kind is not SpeakerKind.PERSON or body.kind is SpeakerKind.PERSON:
            continue
        told = {word for role in person.roles for word in plain(role).split()}
        for name in (body.name, *body.names):
            words = set(tell_content(plain(name).split()))
            if words and (words <= told or words & set(plain(person.name).split())):
                return True
    return False


def are_two(here: Said, there: Said) -> bool:
    """True when two attributions are credited to speakers who are not one and no voice of each other.

    Never for a group that holds the other speaker, an unnamed source, or one whose words another reports.
    """
    if here.outcome is not Outcome.RESOLVED or there.outcome is not Outcome.RESOLVED:
        return False
    if not here.voices or not there.voices or here.speakers & there.speakers:
        return False
    if here.beside & there.speakers or there.beside & here.speakers:
        return False
    kinds = {voice.kind for voice in (*here.voices, *there.voices)}
    if kinds - {SpeakerKind.PERSON, SpeakerKind.ORGANIZATION}:
        return False
    return not any(may_be_one(a, b) or speaks_for(a, b) for a in here.voices for b in there.voices)
