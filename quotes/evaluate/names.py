"""When two names are the same speaker's, as far as scoring goes.

Looser than what the program itself uses to join speakers: gold and output speak of the same article, so that
a shared last name is nearly always the same person.
"""

import re
import unicodedata
from collections.abc import Sequence

# Words of a name that say nothing about who it is.
_UNTELLING = {"mr", "mrs", "ms", "dr", "prof", "sir", "president", "minister", "the", "of", "and", "jr", "sr"}

# Spellings of one sound in names from other alphabets: Sergei and Sergey, Akhmed and Ahmed.
_Y_SOUND = re.compile(r"(?<=\w)(ey|ei|iy|ij|yi|ii|yy)(?=\w|$)")


def fold_name(name: str) -> list[str]:
    """The telling words of a name, without accents, capitals, possessive and variants of spelling."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    words = re.findall(r"\w+", plain.replace("'s", "").replace("’s", ""))
    return [
        _Y_SOUND.sub("y", word).replace("kh", "h").replace("ck", "k")
        for word in words
        if word not in _UNTELLING
    ]


def is_same_name(one: str, other: str) -> bool:
    """True for the same words, an acronym and what it stands for, a name whose words are all in the other,
    or the same last name unless the first names begin with different letters.
    """
    x, y = fold_name(one), fold_name(other)
    if not x or not y:
        return False
    if set(x) == set(y):
        return True
    if x[-1] == y[-1]:
        return len(x) == 1 or len(y) == 1 or x[0][0] == y[0][0]
    short, long = sorted((x, y), key=len)
    if len(short) == 1:
        return short[0] in long or short[0] == "".join(word[0] for word in long)
    return set(short) <= set(long)


def are_same_speakers(gold: Sequence[str], output: Sequence[str]) -> bool:
    """True when there are as many, and each of the gold is among the output."""
    return len(gold) == len(output) and all(any(is_same_name(g, o) for o in output) for g in gold)
