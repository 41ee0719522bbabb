"""How far apart two spellings of a name are, and whether the difference is a slip or a habit."""

from collections.abc import Mapping
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from quotes.resolve.lexicon import load_groups
from quotes.resolve.spelling import fold_word

# Shorter words are no evidence: too many real names are a letter apart (Lee, Li, Lew).
MIN_LENGTH = 4
# A replaced letter makes another real name more easily than a lost, doubled or swapped one (Pike, Mike;
# Wilson, Nilson): it counts in words of at least this length only.
MIN_LENGTH_REPLACED = 6
# One for another that sounds like it makes a slip a letter earlier (Monge, Monje).
SOUND_ALIKE = frozenset(map(frozenset, ("gj", "sz", "iy", "vw", "ck")))
MIN_LENGTH_SOUND = 5
# m and n are neighbours in sound, in shape and on the keyboard: one for the other counts in every word that
# is long enough to be compared at all (Orme, Orne).
MIN_LENGTH_NASAL = MIN_LENGTH
NASALS = frozenset("mn")
# Words of at least this length may be two letters off.
MIN_LENGTH_TWO = 8
# What a name takes on: plural, people of a place, pet form.
ENDINGS = frozenset({"s", "es", "an", "ans", "ian", "y", "ie", "ey"})
ENDINGS_BEHIND_A = frozenset({"n", "ns"})  # American


def is_slip(written: str, name: str, *, limit: int = 2) -> bool:
    """True when `written` looks like `name` with a letter or two lost, added, swapped or replaced.

    Both in plain letters. False for the same word, for its plural or possessive, for two spellings of one
    name by habit or transliteration (Sergei, Sergey; Mohamed, Mohammed), and for short words.
    limit   most letters that may differ
    Distance is optimal string alignment (Damerau's edits without nesting).
    """
    if written == name or min(len(written), len(name)) < MIN_LENGTH:
        return False
    longer, shorter = max(written, name, key=len), min(written, name, key=len)
    ending = longer.removeprefix(shorter)
    if ending in ENDINGS or (ending in ENDINGS_BEHIND_A and shorter[-1] == "a"):
        return False
    distance = OSA.distance(written, name, score_cutoff=limit)
    doubled = _undouble(written) == _undouble(name)
    if (distance > limit and not doubled) or is_variant(written, name):
        return False
    if doubled:
        return True  # another letter doubled: Labbot, Labott
    length = len(shorter)
    if distance == 1:
        swapped = sorted(written) == sorted(name)
        least = MIN_LENGTH_SOUND if _sounds_alike(written, name) else MIN_LENGTH_REPLACED
        if _differ_in_nasals(written, name):
            least = MIN_LENGTH_NASAL
        return swapped or len(written) != len(name) or length >= least
    return distance == 2 <= limit and length >= MIN_LENGTH_TWO


def is_variant(one: str, other: str) -> bool:
    """True when two words spell one name by habit or transliteration."""
    return _share_group("nicknames.tsv", one, other) or is_other_spelling(one, other)


def is_other_spelling(one: str, other: str) -> bool:
    """True when two words are one name in two transliterations: Karimov, Karimow.

    Each is right somewhere; within one article the second is still a slip.
    """
    if one == other:
        return False
    if _share_group("name_variants.tsv", one, other):
        return True
    if sorted(one) == sorted(other) or fold_word(one) != fold_word(other):
        return False  # swapped letters are never a habit
    # A doubled letter alone is a slip, save for a last vowel (Zelenskyy).
    if _undouble(one) == _undouble(other):
        return one[-1] in "aeiouy" and one.rstrip(one[-1]) == other.rstrip(other[-1])
    return True


def _share_group(table: str, one: str, other: str) -> bool:
    groups = _groups(table)
    return bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


def _sounds_alike(one: str, other: str) -> bool:
    """True when two words of one length differ in a letter that stands for nearly the same sound."""
    pairs = [frozenset(pair) for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and all(pair in SOUND_ALIKE for pair in pairs)


def _differ_in_nasals(one: str, other: str) -> bool:
    """True when two words of one length differ in m and n only, behind their first letter."""
    pairs = [frozenset(pair) for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and one[0] == other[0] and all(pair == NASALS for pair in pairs)


@lru_cache(maxsize=20_000)
def _undouble(word: str) -> str:
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


@cache
def _groups(name: str) -> Mapping[str, frozenset[int]]:
    return load_groups(name)
