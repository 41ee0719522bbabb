"""What two wordings are to each other, and the words in which they differ.

Words that a writer left out with an ellipsis, or put in square brackets, are editing and no alteration; what
was left out is told, so that those who read can see whether it turns the sense.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from quotes.alike.words import EDIT, GAP, MARKS, Word, split_words
from quotes.records import Change, Relation, Segment

# Two wordings are one that was altered when at most this many of ten words differ, one word always: two other
# sentences of one pattern ("we will win Ohio", "we will win Iowa tomorrow") stay apart.
MOST_ALTERED = 2.5

# Words that the square brackets of a writer stand for, at most.
MOST_EDITED = 8

# A wording with fewer words than this share of another's is looked for inside it, with a few words around.
SHORTER, AROUND = 0.7, 4

# Of words that were cut off, so many next to the cut can turn the sense of what is left: before it ("I do not
# believe that"), and behind it ("if", "but").
NEAR_BEFORE, NEAR_BEHIND = 8, 3

# Words of a long cut that a difference shows, those next to what is the same.
SHOWN_OF_CUT = 14


class Sense(StrEnum):
    """What a difference touches that turns the sense of a sentence."""

    NEGATION = "negation"
    NUMBER = "number"
    MODAL = "modal"
    CONDITION = "condition"


_SENSES = {
    Sense.NEGATION: "not no never none nothing nobody nowhere neither nor without hardly barely cannot",
    Sense.MODAL: "will would shall should can could may might must ought",
    Sense.CONDITION: "if unless but except only however although though until provided",
}
_SENTENCE_END = re.compile(r"[.!?;](?!\w)|[”\"»]\s|\n")
_SENSE_OF = {word: sense for sense, words in _SENSES.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the first of two wordings is to the second.

    relation  PART: the first stands inside the second; WHOLE: the second inside the first
    score     0 to 1: the share of words, of both together, that are the same
    segments  both wordings side by side, in order; a long cut is shown in part
    altered   what the altered words touch
    cut       what the words next to a cut touch, or those left out for an ellipsis, that turns what is left
    broken    True when one of them breaks off, or begins, inside a sentence, without an ellipsis
    changes   number of altered words
    """

    relation: Relation
    score: float
    segments: tuple[Segment, ...]
    altered: frozenset[Sense] = frozenset()
    cut: frozenset[Sense] = frozenset()
    broken: bool = False
    changes: int = 0


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of both lists of words, by their positions: the same, or what stands in place of what."""

    equal: bool
    a: int
    b: int
    c: int
    d: int


def compare_wordings(one: str, other: str) -> Comparison | None:
    """What one wording is to another; None when they are not the same words at all."""
    first, second = split_words(one), split_words(other)
    mine, theirs = _folded(first), _folded(second)
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Comparison(Relation.SAME, 1.0, (Segment(Change.EQUAL, " ".join(one.split())),))
    return _judge(_slide(list(_align(first, second)), first, second), first, second, one, other)


def _folded(words: Sequence[Word]) -> list[str]:
    return [word.folded for word in words if word.folded not in MARKS]


def touched_senses(words: Sequence[str]) -> frozenset[Sense]:
    """What some folded words touch that turns a sentence's sense. "One" is as good as "a"."""
    found = {_SENSE_OF[word] for word in words if word in _SENSE_OF}
    if any(word[:1].isdecimal() and word != "1" for word in words):
        found.add(Sense.NUMBER)
    return frozenset(found)


# ------------------------------------------------------------------ alignment
def _align(first: Sequence[Word], second: Sequence[Word]) -> Iterator[_Block]:
    """Blocks of the same words and of different ones, by turns; the same whichever wording comes first."""
    a, b = [word.folded for word in first], [word.folded for word in second]
    if b < a:  # of several ways to align two lists as well as can be, `Indel` takes one by their order
        for block in _align(second, first):
            yield _Block(block.equal, block.c, block.d, block.a, block.b)
        return
    low, high = 0, len(b)
    left, right = 0, len(a)
    if len(a) < SHORTER * len(b):
        low, high = _locate(a, b)
    elif len(b) < SHORTER * len(a):
        left, right = _locate(b, a)
    ops = [
        (op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in Indel.opcodes(a[left:right], b[low:high])
    ]
    shifted = [(equal, i + left, j + left, k + low, m + low) for equal, i, j, k, m in ops]
    shifted.insert(0, (False, 0, left, 0, low))
    shifted.append((False, right, len(a), high, len(b)))
    for equal, listed in groupby(shifted, key=lambda op: op[0]):
        rows = list(listed)
        block = _Block(equal, rows[0][1], rows[-1][2], rows[0][3], rows[-1][4])
        if block.a < block.b or block.c < block.d:
            yield block


def _locate(short: list[str], long: list[str]) -> tuple[int, int]:
    """Where the words of a short list stand in a long one, as nearly as they do."""
    size = len(short)
    for start in range(len(long) - size + 1):
        if long[start : start + size] == short:
            return start, start + size
    found = fuzz.partial_ratio_alignment(short, long)
    if found is None or GAP in short:
        return 0, len(long)
    return max(0, found.dest_start - AROUND), min(len(long), found.dest_end + AROUND)


def _slide(blocks: list[_Block], first: Sequence[Word], second: Sequence[Word]) -> list[_Block]:
    """Words that only one side has go to the very beginning or end where they may as well stand there.

    Of "The greed. The pride." and "The pride." the first two words are cut off, not the second and third.
    """
    for at, beside in ((0, 1), (-1, -2)):
        if len(blocks) < 3 or not blocks[at].equal:
            continue
        edge, gap = blocks[at], blocks[beside]
        if (gap.a < gap.b) == (gap.c < gap.d):
            continue
        words, start, end = (first, gap.a, gap.b) if gap.a < gap.b else (second, gap.c, gap.d)
        size = edge.b - edge.a
        near = words[end - size : end] if at == 0 else words[start : start + size]
        if size > end - start or [w.folded for w in near] != [w.folded for w in first[edge.a : edge.b]]:
            continue
        # What was the same at the edge is the same beyond the gap, and joins the block there.
        beyond = blocks[2] if at == 0 else blocks[-3]
        if at == 0:
            cut = _Block(False, edge.a, gap.b - size, edge.c, gap.d - size)
            blocks = [cut, _Block(True, cut.b, beyond.b, cut.d, beyond.d), *blocks[3:]]
        else:
            cut = _Block(False, gap.a + size, edge.b, gap.c + size, edge.d)
            blocks = [*blocks[:-3], _Block(True, beyond.a, cut.a, beyond.c, cut.c), cut]
    return blocks


# ------------------------------------------------------------------ judging
def _judge(
    blocks: list[_Block], first: Sequence[Word], second: Sequence[Word], one: str, other: str
) -> Comparison | None:
    same = changes = only_first = only_second = 0
    altered: set[Sense] = set()
    cut: set[Sense] = set()
    broken = False
    for place, block in enumerate(blocks):
        a, b = first[block.a : block.b], second[block.c : block.d]
        mine, theirs = _folded(a), _folded(b)
        if block.equal:
            same += len(mine)
        elif _is_edited(a, b):
            cut |= _turns((mine or theirs)[: NEAR_BEFORE + NEAR_BEHIND])
            only_first, only_second = only_first + len(mine), only_second + len(theirs)
        elif place in (0, len(blocks) - 1) and not (mine and theirs):
            words, start, end, text = (
                (first, block.a, block.b, one) if mine else (second, block.c, block.d, other)
            )
            near = _near_cut(words, start, end, text, before=place == 0)
            cut |= _turns(near)
            broken = broken or bool(near)
            only_first, only_second = only_first + len(mine), only_second + len(theirs)
        else:
            changes += max(len(mine), len(theirs))
            altered |= _turned(mine, theirs)
    if not same:
        return None
    score = round(2 * same / (2 * same + 2 * changes + only_first + only_second), 4)
    if changes:
        if changes > max(1, MOST_ALTERED * same / 10) or same <= changes:
            return None
        segments = tuple(_tell(blocks, first, second, one, other))
        return Comparison(
            Relation.ALTERED, score, segments, frozenset(altered), frozenset(cut), broken, changes
        )
    if only_first and only_second:
        return None  # two pieces of a longer text
    segments = tuple(_tell(blocks, first, second, one, other))
    if not (only_first or only_second):  # signs of editing that stand for nothing
        return Comparison(Relation.SAME, 1.0, segments)
    relation = Relation.WHOLE if only_first else Relation.PART
    return Comparison(relation, score, segments, cut=frozenset(cut), broken=broken)


def _turns(words: Iterable[str]) -> frozenset[Sense]:
    """What words that are missing from a wording touch that turns the rest of it."""
    return touched_senses(list(words)) & {Sense.NEGATION, Sense.CONDITION}


def _near_cut(words: Sequence[Word], start: int, end: int, text: str, *, before: bool) -> list[str]:
    """Folded words next to a cut that belong to the same sentence as what is left."""
    step, at = (-1, end - 1) if before else (1, start)
    near: list[str] = []
    while start <= at < end and len(near) < (NEAR_BEFORE if before else NEAR_BEHIND):
        gap = (
            text[words[at].end : words[at + 1].start] if before else text[words[at - 1].end : words[at].start]
        )
        if _SENTENCE_END.search(gap):
            break
        if words[at].is_mark:
            break
        near.append(words[at].folded)
        at += step
    return near


def _turned(mine: Sequence[str], theirs: Sequence[str]) -> frozenset[Sense]:
    """What a change touches: words of the sense that only one side has."""
    gone, come = list(mine), list(theirs)
    for word in mine:
        if word in come:
            come.remove(word)
            gone.remove(word)
    return touched_senses(gone) | touched_senses(come)


def _is_edited(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """True for a difference that a writer marked: an ellipsis, or other words in square brackets."""
    for marked, other in ((a, b), (b, a)):
        own = _folded(marked)
        signs = {word.folded for word in marked if word.is_mark}
        if GAP in signs and len(own) <= 1:
            return True
        if EDIT in signs and len(own) <= 1 and len(_folded(other)) <= MOST_EDITED:
            return True
    return False


# ------------------------------------------------------------------ showing
def _tell(
    blocks: list[_Block], first: Sequence[Word], second: Sequence[Word], one: str, other: str
) -> Iterator[Segment]:
    for place, block in enumerate(blocks):
        if block.equal:
            yield Segment(Change.EQUAL, _cut_out(first, block.a, block.b, one))
            continue
        for change, words, start, end, text in (
            (Change.REMOVED, first, block.a, block.b, one),
            (Change.ADDED, second, block.c, block.d, other),
        ):
            if start == end:
                continue
            if place == 0 and end - start > SHOWN_OF_CUT:
                yield Segment(change, "… " + _cut_out(words, end - SHOWN_OF_CUT, end, text))
            elif place == len(blocks) - 1 and end - start > SHOWN_OF_CUT:
                yield Segment(change, _cut_out(words, start, start + SHOWN_OF_CUT, text) + " …")
            else:
                yield Segment(change, _cut_out(words, start, end, text))


def _cut_out(words: Sequence[Word], start: int, end: int, text: str) -> str:
    """Some words as they are written; of a contraction that is torn apart, the word that is meant."""
    before = words[start - 1].end if start else 0
    after = words[end].start if end < len(words) else len(text)
    if words[start].start < before or words[end - 1].end > after:
        return " ".join(word.folded for word in words[start:end])
    tail = re.match(r"[.,;:!?]+", text[words[end - 1].end : after])
    return " ".join((text[words[start].start : words[end - 1].end] + (tail[0] if tail else "")).split())
