"""Two known speakers who may be one: what a person is asked, where the machine left them apart."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from quotes.model import Evidence, Gender, SpeakerKind
from quotes.resolve.across import WHOLE_NAME, KnownSpeaker, compare_all_names, find_shared_role
from quotes.resolve.compare import Verdict
from quotes.resolve.spelling import plain

# Likenesses are ranked for a person, by hand: what is left of a score of names that leave it open, of one
# that two genders speak against, and which share of the way to 1 a common role goes.
UNCLEAR_WORTH = 0.7
CLASH_WORTH = 0.5
ROLE_WORTH = 0.4

# How many consonants a name needs so that all but one of them still tell something.
SPREAD_FROM = 5

# Letters in which two names, written in two ways and one of them with a slip of the pen, differ at most.
NEAR_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two known speakers look like one. `score` (0 to 1) orders pairs; no probability."""

    score: float
    evidence: tuple[Evidence, ...]


def compare_speakers(one: KnownSpeaker, other: KnownSpeaker) -> Likeness | None:
    """Whether two known speakers may be one, for a person to decide; None when their names forbid it.

    More is let through than `match_speaker` takes: likely misspellings, parts of a name, two genders.
    """
    if one.kind is not other.kind or one.kind not in (SpeakerKind.PERSON, SpeakerKind.ORGANIZATION):
        return None
    comparison = compare_all_names(one, other)
    if comparison.verdict is Verdict.DIFFERENT:
        return None
    evidence = comparison.evidence
    score = comparison.score * (1.0 if comparison.verdict is Verdict.SAME else UNCLEAR_WORTH)
    if Gender.UNKNOWN not in (one.gender, other.gender) and one.gender is not other.gender:
        score *= CLASH_WORTH
        evidence += (Evidence("gender", f"but articles show one as {one.gender}, one as {other.gender}"),)
    support = find_shared_role(one, other)
    return Likeness(score + (1 - score) * ROLE_WORTH if support else score, evidence + support)


def are_near(one: KnownSpeaker, other: KnownSpeaker) -> bool:
    """True when any two forms of their names differ in a few letters: quick, to leave most pairs out."""
    theirs = [plain(form) for form in (other.name, *other.aliases)]
    return any(
        OSA.distance(plain(form), name, score_cutoff=NEAR_LETTERS) <= NEAR_LETTERS
        for form in (one.name, *one.aliases)
        for name in theirs
    )


def spread_key(key: str) -> tuple[str, ...]:
    """Of the blocking key of a whole name, all that another name's share when one consonant differs.

    The key itself, and each with one letter left out. Too many to keep; empty for keys of a part of a name.
    """
    if not key.startswith(WHOLE_NAME) or len(key) < len(WHOLE_NAME) + SPREAD_FROM:
        return ()
    letters = key.removeprefix(WHOLE_NAME)
    return tuple(dict.fromkeys((letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters))))))
