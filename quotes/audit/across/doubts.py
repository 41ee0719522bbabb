"""Doubts that the same words in two articles raise together: who said them, and in which words.

Pure: what is compared comes from the store, which finds it through its index of words. One speaker says
nearly the same in two speeches, and an outlet may quote as little of a sentence as it likes: a doubt weighs
by what differs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotes.alike import fold_words
from quotes.alike.compare import Comparison, Sense
from quotes.alike.quoted import Likeness
from quotes.alike.words import tell_content
from quotes.audit.across.said import Said, Voice, are_two, is_telling
from quotes.audit.wording import SHOWN, end_sentence, shorten
from quotes.model import Evidence, Flag, FlagKind, Kind, MentionForm, Severity, SpeakerKind
from quotes.records import Change, Relation

# Words that two different speakers must share, and how many of them must tell something: so that two people
# who say the same by chance are rarely doubted.
WORDS_OF_TWO, TELLING_OF_TWO = 7, 4

# Two speakers' words must be at least so alike (`Comparison.score`) where some of them differ.
ALIKE_OF_TWO = 0.88

# A wording that stands in so many articles is not doubted for one that stands in a single other.
SETTLED = 3

# Of other wordings of one attribution, or of other speakers, so many are told.
MOST_TOLD = 3

# Of long wordings, words that a message shows before and behind a difference.
AROUND = 8

# Other articles that evidence names.
LISTED = 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """A flag, and the number of the attribution elsewhere that raises it."""

    flag: Flag
    other: int


# ------------------------------------------------------------------ doubts
def may_doubt(here: Said, there: Said, relation: Relation) -> bool:
    """False where the same words are credited to the same speakers, which most pairs are: quick."""
    return relation is not Relation.SAME or here.speakers != there.speakers


def find_doubts(here: Said, others: Sequence[tuple[int, Said, Likeness]]) -> tuple[Doubt, ...]:
    """What the words of one attribution make doubtful that other articles report too.

    others  number of each attribution, oldest first, and what it is to the first
    """
    return (
        *_doubt_speaker(here, others),
        *_doubt_wording(here, others),
        *_doubt_cut(here, others),
    )


Others = Sequence[tuple[int, Said, Likeness]]


def _is_settled(here: Said, others: Others, against: int) -> bool:
    """True when many articles have these words of this speaker and a single one has it otherwise."""
    agree = sum(
        likeness.comparison.relation is Relation.SAME and bool(said.speakers & here.speakers)
        for _, said, likeness in others
    )
    return against == 1 and agree + 1 >= SETTLED


def _doubt_speaker(here: Said, others: Others) -> Iterator[Doubt]:
    groups: dict[frozenset[int], list[tuple[int, Said, Likeness]]] = {}
    for other, said, likeness in others:
        if here.polarity is said.polarity and are_two(here, said) and _are_words_of_two(likeness):
            groups.setdefault(said.speakers, []).append((other, said, likeness))
    for group in list(groups.values())[:MOST_TOLD]:
        if _is_settled(here, others, len(group)):
            continue
        other, said, likeness = group[0]
        mine, theirs = _name(here.voices), _name(said.voices)
        same = likeness.comparison.relation is Relation.SAME
        severity = Severity.HIGH if likeness.quoted else Severity.MEDIUM
        bodies = {voice.kind for voice in (*here.voices, *said.voices)} != {SpeakerKind.PERSON}
        if bodies or {here.form, said.form} != {MentionForm.NAME}:
            severity = Severity.MEDIUM if likeness.quoted and not bodies else Severity.LOW
        wording = "" if same else f" There: {end_sentence(shorten(likeness.there))}"
        yield Doubt(
            Flag(
                FlagKind.CONFLICTING_ATTRIBUTION,
                severity,
                f"{'The same' if same else 'Nearly the same'} words are credited to {mine} here and to "
                f"{theirs} in {_title(said)}. Find out who said them.{wording}",
                here.spans,
                (
                    Evidence("same-words", f"here {mine}: {shorten(likeness.here)}", here.spans),
                    Evidence(
                        "other-speaker",
                        f"in {_title(said)} {theirs}: {shorten(likeness.there)}",
                        score=likeness.comparison.score,
                    ),
                    *_list_more(group, "credited so too"),
                ),
                tuple(voice.name for voice in said.voices),
            ),
            other,
        )


def _are_words_of_two(likeness: Likeness) -> bool:
    comparison = likeness.comparison
    if not is_telling(likeness, WORDS_OF_TWO, TELLING_OF_TWO):
        return False
    if comparison.relation is Relation.SAME:
        return True
    if not likeness.quoted:
        return False
    return comparison.relation is not Relation.ALTERED or comparison.score >= ALIKE_OF_TWO


def _doubt_wording(here: Said, others: Others) -> Iterator[Doubt]:
    groups: dict[str, list[tuple[int, Said, Likeness]]] = {}
    for other, said, likeness in others:
        if (
            likeness.quoted
            and likeness.comparison.relation is Relation.ALTERED
            and _share_speaker(here, said)
        ):
            groups.setdefault(" ".join(fold_words(likeness.there)), []).append((other, said, likeness))
    for group in list(groups.values())[:MOST_TOLD]:
        if _is_settled(here, others, len(group)):
            continue
        other, said, likeness = group[0]
        comparison = likeness.comparison
        told = tell_difference(comparison)
        yield Doubt(
            Flag(
                FlagKind.ALTERED_QUOTATION,
                _weigh_change(comparison),
                f"{_title(said, capital=True)} quotes {_name(here.voices)} in other words: {told}. "
                f"Here: {end_sentence(show_side(likeness, Change.REMOVED))} "
                f"There: {end_sentence(show_side(likeness, Change.ADDED))}",
                here.spans,
                (
                    Evidence("other-wording", told, here.spans, comparison.score),
                    *(
                        Evidence("sense", f"the difference touches {_TOUCHED[sense]}")
                        for sense in sorted(comparison.altered)
                    ),
                    *_list_more(group, "worded so too"),
                ),
            ),
            other,
        )


def _doubt_cut(here: Said, others: Others) -> Iterator[Doubt]:
    wholes = [
        (other, said, likeness)
        for other, said, likeness in others
        if likeness.quoted
        and likeness.comparison.relation is Relation.PART
        and _share_speaker(here, said)
        and _is_cut(here, likeness.comparison)
    ]
    if not wholes:
        return
    # The whole that tells most of what was cut: one that turns the sense, else the longest.
    at = max(
        range(len(wholes)),
        key=lambda n: (len(wholes[n][2].comparison.cut), len(wholes[n][2].there), -n),
    )
    other, said, likeness = wholes[at]
    comparison = likeness.comparison
    turned = " and ".join(_TOUCHED[sense] for sense in sorted(comparison.cut))
    left = " … ".join(one.text for one in comparison.segments if one.change is Change.ADDED)
    yield Doubt(
        Flag(
            FlagKind.PARTIAL_QUOTATION,
            Severity.MEDIUM if comparison.cut else Severity.LOW,
            f"Only a part of what {_title(said)} quotes is quoted here. "
            + (f"What is left out holds {turned}: " if turned else "Left out: ")
            + f"{end_sentence(shorten(left))} There: {end_sentence(shorten(likeness.there))}",
            here.spans,
            (
                Evidence("part", f"left out here: {shorten(left)}", here.spans, comparison.score),
                *(
                    Evidence("sense", f"what is left out touches {_TOUCHED[sense]}")
                    for sense in sorted(comparison.cut)
                ),
                *_list_more([wholes[at], *wholes[:at], *wholes[at + 1 :]], "quoted at more length too"),
            ),
        ),
        other,
    )


def _is_cut(here: Said, comparison: Comparison) -> bool:
    """True when a sentence breaks off, which mixed speech always does, or what is left out turns it."""
    return bool(comparison.cut) or (comparison.broken and here.kind is Kind.DIRECT)


def _share_speaker(here: Said, there: Said) -> bool:
    return bool(here.speakers & there.speakers) and here.polarity is there.polarity


def _weigh_change(comparison: Comparison) -> Severity:
    if comparison.altered & {Sense.NEGATION, Sense.NUMBER, Sense.MODAL}:
        return Severity.HIGH
    words = [
        word
        for segment in comparison.segments
        if segment.change is not Change.EQUAL
        for word in fold_words(segment.text)
    ]
    return Severity.MEDIUM if tell_content(words) or comparison.altered else Severity.LOW


# ------------------------------------------------------------------ words for people
_TOUCHED = {
    Sense.NEGATION: "a “not” or another negation",
    Sense.NUMBER: "a number",
    Sense.MODAL: "whether it will, may or must be so",
    Sense.CONDITION: "a condition or an exception",
}


def tell_difference(comparison: Comparison) -> str:
    """Where two wordings differ, in plain words."""
    told = []
    segments = [one for one in comparison.segments if one.text.strip("… ")]
    at = 0
    while at < len(segments):
        one = segments[at]
        after = segments[at + 1] if at + 1 < len(segments) else None
        inner = 0 < at < len(segments) - 1 or comparison.changes == 0
        if one.change is Change.REMOVED and after and after.change is Change.ADDED:
            told.append(f"{shorten(one.text, limit=60)} here, {shorten(after.text, limit=60)} there")
            at += 1
        elif one.change is Change.REMOVED and inner:
            told.append(f"{shorten(one.text, limit=60)} stands only here")
        elif one.change is Change.ADDED and inner:
            told.append(f"{shorten(one.text, limit=60)} stands only there")
        at += 1
    return "; ".join(told)


def show_side(likeness: Likeness, own: Change) -> str:
    """One of the wordings, around what differs where it is long. `own` is what only it has."""
    whole = likeness.here if own is Change.REMOVED else likeness.there
    if len(whole) <= SHOWN:
        return shorten(whole)
    segments = [one for one in likeness.comparison.segments if one.change in (Change.EQUAL, own)]
    last = len(segments) - 1
    parts = []
    for at, one in enumerate(segments):
        words = one.text.split()
        if one.change is own or len(words) <= 2 * AROUND:
            parts.append(one.text)
        elif at == 0:
            parts.append("… " + " ".join(words[-AROUND:]))
        elif at == last:
            parts.append(" ".join(words[:AROUND]) + " …")
        else:
            parts.append(" ".join(words[:AROUND]) + " … " + " ".join(words[-AROUND:]))
    return shorten(" ".join(parts), limit=2 * SHOWN)


def _title(said: Said, *, capital: bool = False) -> str:
    return f"{'The' if capital else 'the'} article {shorten(said.article, limit=80)}"


def _name(voices: Iterable[Voice]) -> str:
    return " and ".join(voice.name for voice in voices)


def _list_more(group: Sequence[tuple[int, Said, Likeness]], how: str) -> Iterator[Evidence]:
    """Further articles that say the same as the first of a group."""
    more = list(dict.fromkeys(said.article for _, said, _ in group[1:]))
    if more:
        told = ", ".join(shorten(title, limit=60) for title in more[:LISTED])
        beyond = f" and {len(more) - LISTED} more" if len(more) > LISTED else ""
        yield Evidence("more-articles", f"{how} in {told}{beyond}")
