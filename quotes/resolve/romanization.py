"""Chinese and Korean given names in the several ways of writing them in Latin letters.

Pinyin and Wade-Giles write other letters for the same sounds ("Xiaoping", "Hsiao-ping"), and Koreans choose
their own spelling ("Suk-yeol", "Seok-youl"). Each function maps the ways to one form, for comparing only.
"""

import re

# Initials of a syllable as one letter each, the longest first. Wade-Giles tells "ch" from "ch'" and "t" from
# "t'" by a mark that news leaves out, so the pairs that it stands for fall together.
_INITIALS = re.compile(r"ng|hs|sh|x|zh|ch|q|j|ts|tz|z|c|ss|s|t|d|p|b|k|g")
_SOUNDS = {"ng": "N", "hs": "x", "sh": "S", "x": "x", "s": "s", "ss": "s"} | {
    letters: sound
    for sound, group in {"C": "zh ch q j", "Z": "ts tz z c", "T": "t d", "P": "p b", "K": "k g"}.items()
    for letters in group.split()
}
_FINALS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"uN", "oN"),  # tung, dong
        (r"ien|yen|yan", "ian"),
        (r"(?:ie|ye)h?", "ie"),
        (r"ueh", "ue"),
        (r"uei", "ui"),
        (r"uo", "o"),
        (r"ih", "i"),
        (r"yi", "i"),
    )
)
_KOREAN_VOWELS = re.compile(r"e[ou]|o[ou]|[uo]")


def fold_chinese(letters: str) -> str:
    """One form for a given name in pinyin and in Wade-Giles; `letters` are plain, without hyphen."""
    folded = _INITIALS.sub(lambda match: _SOUNDS[match[0]], letters)
    for pattern, to in _FINALS:
        folded = pattern.sub(to, folded)
    return folded


def fold_korean(letters: str) -> str:
    """One form for the spellings of a Korean given name; different names may share it."""
    folded = _INITIALS.sub(lambda match: _SOUNDS[match[0]], letters)
    return _KOREAN_VOWELS.sub("o", folded.replace("ae", "e").replace("y", ""))
