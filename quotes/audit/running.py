"""Whose words the article was reporting around a place: the running speaker.

A rough model of a reader: the last person credited with words is the likeliest to go on speaking, the more
so the closer and the more often; the next one is likelier than somebody of long ago; a person whom the
doubtful statement itself speaks of is less likely to be the one who makes it.
"""

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from quotes.audit.context import AuditContext, count_words
from quotes.document import EntityLabel
from quotes.model import Attribution, Evidence, MentionForm, Outcome, Span, Speaker, SpeakerKind
from quotes.resolve.spelling import plain

# The last statement before the place weighs 1; each earlier one weighs this share of the next.
DECAY = 0.6
# Statements looked at before the place, and behind it.
WINDOW_BEFORE, WINDOW_BEHIND = 8, 2
# Weight of the first statement behind the place.
WEIGHT_BEHIND = 0.5
# Weight of the person who was named last before the place, credited with words or not; the one named
# before that weighs DECAY of it. The first person named behind the place counts like the second before it.
WEIGHT_NAMED = 0.3
# Weight of somebody who was named before the place and is credited with nothing at all.
WEIGHT_UNQUOTED = 0.5
# Share of its weight that a speaker keeps whom the doubtful statement itself speaks of.
WEIGHT_MENTIONED = 0.25
# A statement loses half its weight over this many paragraphs of distance.
HALF_LIFE_PARAGRAPHS = 3
# Suggestions have at least this share of the best one's weight, and are no more than so many.
# All of these were set on articles of PolNeAR's training part in which one surname was hidden. Of 172 such
# places that were read as a source the right person came first in 59 %, among the suggestions in 82 % (2.4 of
# them on average), on 2026-11-22; without those who are named and not quoted 76 %.
MIN_SHARE, MAX_SUGGESTIONS = 0.2, 3


@dataclass(frozen=True, slots=True)
class RunningSpeaker:
    """Somebody whose words the article may report at a place, with what speaks for it.

    speaks  words near the place are credited to them; else they are only named there
    """

    name: str
    speaks: bool
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
    found: dict[str, _Case] = defaultdict(_Case)
    people = {person.key: person for person in context.once(_find_people) if person.key not in unlike}
    _weigh_statements(context, place, skip, people, found)
    _weigh_mentions(context, place, people, found)
    _weigh_unquoted(context, place, skip, people, found)
    if about is not None:
        for key, case in found.items():
            if _is_mentioned(context, people[key].name, about):
                case.weight *= WEIGHT_MENTIONED
    ranked = sorted(found, key=lambda key: (-found[key].weight, key))
    names: dict[str, RunningSpeaker] = {}
    for key in ranked:
        name, case = people[key].name, found[key]
        if case.weight >= MIN_SHARE * found[ranked[0]].weight:
            names.setdefault(
                name, RunningSpeaker(name, bool(case.before or case.behind), _explain(name, case))
            )
    return tuple(names.values())[:MAX_SUGGESTIONS]


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody whom the article names in full, or introduces. `places` are those where a name stands."""

    key: str
    name: str
    places: tuple[Span, ...]


def _find_people(context: AuditContext) -> tuple[_Person, ...]:
    """People who are credited with words or weighed for them, and others whom the article names in full."""
    people = [
        _Person(s.key, s.name, tuple(m.span for m in s.mentions if m.form is MentionForm.NAME))
        for s in context.analysis.speakers
        if _is_known_person(s)
    ]
    taken = {word for s in context.analysis.speakers for word in plain(s.name).split()[-1:]}
    for use in context.names.full_people():
        if use.label is EntityLabel.PERSON and not use.heading and use.last not in taken:
            taken.add(use.last)
            same = (
                each for each in context.names.with_word(use.last) if each.words in (use.words, (use.last,))
            )
            places = tuple(each.span for each in same)
            people.append(_Person(f"named {use.span.start}", use.span.text(context.text), places))
    return tuple(people)


def _is_known_person(speaker: Speaker) -> bool:
    """True for a person whom a suggestion tells more of than one more bare name."""
    return speaker.kind is SpeakerKind.PERSON and (speaker.introduced or " " in speaker.name)


@dataclass(slots=True)
class _Case:
    """What speaks for one person: a weight, and the places that it comes from.

    quoted  False for somebody to whom the article credits nothing else
    """

    weight: float = 0.0
    before: list[Span] = field(default_factory=list)
    behind: list[Span] = field(default_factory=list)
    named: list[Span] = field(default_factory=list)
    quoted: bool = True


# Position, attribution and the one speaker it is credited to.
_Statement = tuple[int, Attribution, str]


def _find_statements(context: AuditContext) -> tuple[list[_Statement], list[_Statement]]:
    """Statements by one speaker each, from the last to the first and from the first to the last."""
    people = {person.key for person in context.once(_find_people)}
    told = [
        (index, attribution, resolution.speakers[0])
        for index, attribution, resolution in context.attributed
        if resolution.outcome is Outcome.RESOLVED and len(resolution.speakers) == 1
        if resolution.speakers[0] in people
    ]
    return sorted(told, key=lambda one: -one[1].start), sorted(told, key=lambda one: one[1].start)


def _weigh_statements(
    context: AuditContext,
    place: Span,
    skip: int | None,
    people: Mapping[str, _Person],
    found: dict[str, _Case],
) -> None:
    """Add what the statements near a place tell, each by one named person."""
    backwards, forwards = context.once(_find_statements)
    earlier = bisect.bisect_right(backwards, -place.start, key=lambda one: -one[1].start)
    later = bisect.bisect_left(forwards, place.start, key=lambda one: one[1].start)

    def walk(rows: Sequence[_Statement], first: int, most: int) -> Iterator[_Statement]:
        near = (rows[number] for number in range(first, len(rows)))
        return islice((row for row in near if row[0] != skip and row[2] in people), most)

    for rank, (_, attribution, key) in enumerate(walk(backwards, earlier, WINDOW_BEFORE)):
        found[key].weight += DECAY**rank * _nearness(context, place, attribution.start)
        found[key].before.extend(attribution.source or attribution.content[:1])
    for rank, (_, attribution, key) in enumerate(walk(forwards, later, WINDOW_BEHIND)):
        found[key].weight += WEIGHT_BEHIND * DECAY**rank * _nearness(context, place, attribution.start)
        found[key].behind.extend(attribution.source or attribution.content[:1])


def _weigh_mentions(
    context: AuditContext, place: Span, people: Mapping[str, _Person], found: dict[str, _Case]
) -> None:
    """Add what the names near a place tell: the nearest mention of each person before and behind it."""
    nearest: list[tuple[Span, str]] = []
    behind: list[tuple[Span, str]] = []
    for person in people.values():
        nearest.extend((span, person.key) for span in [s for s in person.places if s.end <= place.start][-1:])
        behind.extend((span, person.key) for span in [s for s in person.places if s.start >= place.end][:1])
    ranked = sorted(nearest, key=lambda each: -each[0].start)
    for first, places in ((0, ranked[:WINDOW_BEFORE]), (1, sorted(behind)[:1])):
        for rank, (span, key) in enumerate(places, first):
            found[key].weight += WEIGHT_NAMED * DECAY**rank * _nearness(context, place, span.start)
            found[key].named.append(span)


def _count_credits(context: AuditContext) -> Counter[str]:
    """How many attributions each speaker has."""
    return Counter(key for _, _, resolution in context.attributed for key in set(resolution.speakers))


def _weigh_unquoted(
    context: AuditContext,
    place: Span,
    skip: int | None,
    people: Mapping[str, _Person],
    found: dict[str, _Case],
) -> None:
    """Add what it tells that an article names somebody before the place and credits nothing to them."""
    quoted = context.once(_count_credits)
    own = set() if skip is None else set(context.attributed[skip][2].speakers)
    for person in people.values():
        earlier = [span for span in person.places if span.end <= place.start]
        if earlier and quoted[person.key] == (person.key in own):  # nothing else is credited to them
            found[person.key].weight += WEIGHT_UNQUOTED * _nearness(context, place, earlier[-1].start)
            found[person.key].named.append(earlier[-1])
            found[person.key].quoted = False


def _nearness(context: AuditContext, place: Span, offset: int) -> float:
    distance = abs(context.doc.paragraph_at(place.start) - context.doc.paragraph_at(offset))
    return float(0.5 ** (distance / HALF_LIFE_PARAGRAPHS))


def _is_mentioned(context: AuditContext, name: str, attribution: Attribution) -> bool:
    """True when the content speaks of a speaker by a word of the name."""
    words = plain(name).split()
    names = {word for word in words if len(word) > 2}
    return any(
        names.intersection(use.words)
        for span in attribution.content
        for use in context.names.overlapping(span)
    )


def _explain(name: str, case: _Case) -> Evidence:
    told = []
    if case.before:
        told.append(f"{count_words(len(case.before), 'statement')} shortly before")
    if case.behind:
        told.append(f"{count_words(len(case.behind), 'statement')} right after")
    if told:
        detail = f"{name} is credited with {' and '.join(told)} this place"
    elif case.quoted:
        detail = f"{name} is named near this place"
    else:
        detail = f"{name} is named before this place, and nothing else is credited to that name"
    spans = case.before + case.behind or case.named
    return Evidence("running-speaker", detail, tuple(sorted(set(spans))), round(case.weight, 3))
