"""Whose words the article was reporting around a place: the running speaker.

A rough model of a reader: the last person credited with words is the likeliest to go on speaking, the more
so the closer and the more often; the next one is likelier than somebody of long ago; a person whom the
doubtful statement itself speaks of is less likely to be the one who makes it.
"""

from collections import defaultdict
from dataclasses import dataclass

from quotes.audit.context import AuditContext, count_words
from quotes.model import Attribution, Evidence, Outcome, Span, SpeakerKind
from quotes.resolve.spelling import plain

# Weight of the last statement before the place; each earlier one weighs this share of the next.
DECAY = 0.7
# Statements looked at before the place, and behind it.
WINDOW_BEFORE, WINDOW_BEHIND = 8, 2
# Weight of the first statement behind the place.
WEIGHT_BEHIND = 0.5
# Share of its weight that a speaker keeps whom the doubtful statement itself speaks of.
WEIGHT_MENTIONED = 0.25
# A statement loses half its weight over this many paragraphs of distance.
HALF_LIFE_PARAGRAPHS = 6
# Suggestions have at least this share of the best one's weight, and are no more than so many.
# Both were set by looking at articles in which one surname had been replaced: a third name hardly ever
# was the right one.
MIN_SHARE, MAX_SUGGESTIONS = 0.25, 3


@dataclass(frozen=True, slots=True)
class RunningSpeaker:
    """Somebody whose words the article reports near a place, with what speaks for it."""

    name: str
    weight: float
    evidence: Evidence


def find_running_speakers(
    context: AuditContext,
    place: Span,
    *,
    skip: int | None = None,
    about: Attribution | None = None,
    unlike: frozenset[str] = frozenset(),
) -> tuple[RunningSpeaker, ...]:
    """Likely speakers around a place, likeliest first; () when nobody named speaks near it.

    skip    position of the attribution that is in doubt
    about   that attribution: people in its content are less likely to be its speaker
    unlike  keys of speakers who are no answer (the doubtful name itself)
    """
    weights: dict[str, float] = defaultdict(float)
    before: dict[str, list[Span]] = defaultdict(list)
    behind: dict[str, list[Span]] = defaultdict(list)
    for key, spans, weight, is_before in _weigh_statements(context, place, skip):
        if key in unlike:
            continue
        weights[key] += weight
        (before if is_before else behind)[key].extend(spans)
    if about is not None:
        for key in weights:
            if _is_mentioned(context, key, about):
                weights[key] *= WEIGHT_MENTIONED
    ranked = sorted(weights, key=lambda key: (-weights[key], key))
    best = weights[ranked[0]] if ranked else 0.0
    return tuple(
        RunningSpeaker(
            context.analysis.speaker(key).name,
            weights[key],
            _explain(context.analysis.speaker(key).name, before[key], behind[key], weights[key]),
        )
        for key in ranked[:MAX_SUGGESTIONS]
        if weights[key] >= MIN_SHARE * best
    )


def _weigh_statements(
    context: AuditContext, place: Span, skip: int | None
) -> list[tuple[str, tuple[Span, ...], float, bool]]:
    """Speaker, spans, weight and "stands before" of every statement near the place by one named person."""
    people = {s.key for s in context.analysis.speakers if s.kind is SpeakerKind.PERSON}
    here = context.doc.paragraph_at(place.start)
    named = [
        (attribution, resolution.speakers[0])
        for index, attribution, resolution in context.attributed
        if index != skip and resolution.outcome is Outcome.RESOLVED and len(resolution.speakers) == 1
        if resolution.speakers[0] in people
    ]
    earlier = sorted((a for a in named if a[0].start < place.start), key=lambda a: -a[0].start)
    later = sorted((a for a in named if a[0].start >= place.start), key=lambda a: a[0].start)
    found = []
    for is_before, first, near in (
        (True, 1.0, earlier[:WINDOW_BEFORE]),
        (False, WEIGHT_BEHIND, later[:WINDOW_BEHIND]),
    ):
        for rank, (attribution, key) in enumerate(near):
            distance = abs(here - context.doc.paragraph_at(attribution.start))
            weight = first * DECAY**rank * 0.5 ** (distance / HALF_LIFE_PARAGRAPHS)
            found.append((key, attribution.source or attribution.content[:1], weight, is_before))
    return found


def _is_mentioned(context: AuditContext, key: str, attribution: Attribution) -> bool:
    """True when the content speaks of a speaker by a word of the name."""
    words = {word for use in context.names.uses for word in use.words}
    names = {w for w in _words(context.analysis.speaker(key).name) if w in words and len(w) > 2}
    return any(
        names.intersection(use.words)
        for span in attribution.content
        for use in context.names.overlapping(span)
    )


def _words(name: str) -> tuple[str, ...]:
    return tuple(plain(name).split())


def _explain(name: str, before: list[Span], behind: list[Span], weight: float) -> Evidence:
    told = []
    if before:
        told.append(f"{count_words(len(before), 'statement')} shortly before")
    if behind:
        told.append(f"{count_words(len(behind), 'statement')} right after")
    return Evidence(
        rule="running-speaker",
        detail=f"{name} is credited with {' and '.join(told)} this place",
        spans=tuple(sorted(set(before + behind))),
        score=round(weight, 3),
    )
