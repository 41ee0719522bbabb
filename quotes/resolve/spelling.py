"""One form for the many spellings of a name: case, diacritics, transliteration.

`fold_word` is what two careful writers may differ in ("Sergei", "Sergey"; "Zelensky", "Zelenskyy");
`skeleton` goes further, for tables of candidates only, and never decides that two names are one.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

# What scripts and habits of transliteration differ in, applied in order to a word in plain lower-case
# letters. Each pair was taken from names that news spells in both ways; pairs that would make one name of
# two common ones (Hansen and Hanson) are left out.
_FOLDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(ye|ie)(?=[vkl])", "e"),  # Yevgeny, Yekaterina, Yeltsin
        (r"^(j|i)(?=[uo])", "y"),  # Julia, Iurii
        (r"x", "ks"),  # Alexei
        (r"tsch|tch|cz", "ch"),  # Tchaikovsky
        (r"sch|sz|sh", "s"),
        (r"ch", "c"),  # Milosevic without its accent is met as often as Miloshevich
        (r"zh", "z"),
        (r"tz", "ts"),  # Tzipi
        (r"kh", "h"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"ck|q", "k"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"(?<=[aou])e(?=[a-z])", ""),  # Mueller, Goering, Haenel for ü, ö, ä
        (r"(ey|ei|ij|iy|yi|ii|yy|y|j)+$", "i"),  # Sergei, Zelenskyy
        (r"iy(?=a)|ij(?=a)|j(?=a)", "i"),  # Mariya
        (r"ij(?=[^aeiou])", "i"),  # Dijkstra
        (r"y", "i"),  # Tymoshenko
        (r"(?<=[oe])ff?$", "v"),  # Rachmaninoff
        (r"(?<=[a-z])h$", ""),  # Abdullah
        (r"(.)\1+", r"\1"),
    )
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_VOWELS = re.compile(r"[aeiou]+")


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Lower-case ASCII letters, digits, blanks; apostrophes gone, other marks as blanks."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"['’ʼ‘`´]s\b(?=\W|$)", "", text)
    text = re.sub(r"['’ʼ‘`´ʻ]", "", text)
    if not text.isascii():
        spaced = _HAN.search(text) is not None  # each character becomes a capitalized syllable
        text = anyascii(text)
        text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text) if spaced else text
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """One word (plain, see above) in the form that its spellings share; may be shorter, never empty."""
    if len(word) <= 2 or any(c.isdigit() for c in word):
        return word
    folded = word
    for pattern, to in _FOLDS:
        folded = pattern.sub(to, folded)
    return folded or word


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The consonants of a folded word, g, k and q as one; short words as they are."""
    folded = fold_word(word)
    if len(folded) <= 3:
        return folded.replace("g", "k")
    first, rest = folded[0], folded[1:]
    bones = ("a" if first in "aeiou" else first) + _VOWELS.sub("", rest)
    return re.sub(r"(.)\1+", r"\1", bones.replace("g", "k"))
