"""Reads a person's name out of a mention: title, given and family names, particles, suffix."""

import re
from dataclasses import dataclass
from functools import lru_cache

from quotes.model import Gender
from quotes.resolve.lexicon import load_genders, load_words
from quotes.resolve.spelling import plain

# The longest title in words ("lieutenant general" is two, "crown prince" too).
TITLE_WORDS = 3

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_INITIAL = re.compile(r"^(?:[^\W\d_]\.?){1,3}$")
# One Cyrillic letter is two or three Latin ones: "Yu. Lebedeva", "A.Zh. Akhmetov".
_CYRILLIC_INITIAL = re.compile(r"^(?:[A-Z]\.)*(?:Yu|Ya|Ye|Yo|Zh|Kh|Ts|Ch|Sh|Shch|Dzh)\.(?:[A-Z]\.)*$")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]+)[\"“”«»„]|\(([^)]*)\)")
_EDGE = " \t\r\n.,;:!?<>\"“”„«»‘’'()[]-–—―*"


@lru_cache(maxsize=20_000)
def _split_words(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for part in parts for word in plain(part).split())


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts.

    words    the name proper as written, in the order of the text, without title and suffix
    title    what stands before it ("Mr", "Foreign Minister" is a role and stays outside)
    suffix   "jr", "iii", plain; "" for none
    gender   what the title shows
    """

    words: tuple[str, ...]
    title: str = ""
    suffix: str = ""
    gender: Gender = Gender.UNKNOWN

    @property
    def text(self) -> str:
        """The name without its title, suffix included as written in the usual way."""
        tail = {"jr": " Jr.", "sr": " Sr."}.get(self.suffix, f" {self.suffix.upper()}" if self.suffix else "")
        return " ".join(self.words) + tail

    @property
    def plain_words(self) -> tuple[str, ...]:
        """Words in plain lower-case ASCII, hyphens apart ("Suk-yeol" is two)."""
        return _split_words(self.words)

    @property
    def family_first(self) -> bool:
        """True when the first word is a Chinese, Korean or Vietnamese family name."""
        words = self.plain_words
        if len(self.words) not in (2, 3) or not 2 <= len(words) <= 4:
            return False
        families = load_words("family_names_first.txt")
        return words[0] in families and words[-1] not in families and words[-1] not in _COMMON_ELSEWHERE

    @property
    def family(self) -> str:
        """The part that a second mention most likely uses: "Lavrov", "van der Bellen", "Xi"."""
        if not self.words:
            return ""
        if self.family_first:
            return self.words[0]
        particles = load_words("particles.txt")
        first = len(self.words) - 1
        while first > 1 and plain(self.words[first - 1]) in particles:
            first -= 1
        return " ".join(self.words[first:])

    @property
    def given(self) -> str:
        """The first given name, "" for a bare family name."""
        if len(self.words) < 2:
            return ""
        return self.words[1] if self.family_first else self.words[0]

    @property
    def initials_only(self) -> bool:
        """True when every given name is an initial ("S. Lavrov")."""
        return len(self.words) > 1 and all(is_initial(word) for word in self.words[:-1])


# Family names that end Western names but also begin East Asian ones: with one of these last the order of
# "Kim Lee" stays open, and the last word is taken.
_COMMON_ELSEWHERE = frozenset({"lee", "kim", "park", "long", "young", "ho", "do"})


def is_initial(word: str) -> bool:
    """True for "S.", "J.K.", "W": letters that stand for names."""
    if _CYRILLIC_INITIAL.match(word):
        return True
    return bool(_INITIAL.match(word)) and word.replace(".", "").isupper() and len(word.replace(".", "")) <= 2


def is_patronymic(word: str) -> bool:
    """True for the second name in "Marina Sergeyevna", "Ivan Petrovich"."""
    key = plain(word)
    return len(key) > 5 and (key.endswith(_DAUGHTER_OF) or key in load_words("patronymics.txt"))


# Endings of women's patronymics; no family name has them.
_DAUGHTER_OF = ("ovna", "evna", "ichna")


def strip_possessive(text: str) -> str:
    """The text without a closing "'s"."""
    return _POSSESSIVE.sub("", text.strip())


def tidy_case(word: str) -> str:
    """A word of a name set in capitals, as names are written: "MCLEAN" -> "Mclean", "SMITH-JONES"."""
    if len(word) > 3 and word.isupper() and not is_initial(word):
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


@lru_cache(maxsize=20_000)
def parse_name(text: str) -> PersonName:
    """Read a mention such as "Mr. José Luis O'Brien Jr.'s"; anything at all gives a PersonName.

    A nickname in quotation marks or brackets inside the name is left out. Words in capitals are written
    as names are when the whole mention is in capitals or mixes both ("MICHELLE McLean").
    """
    text = _QUOTED.sub(" ", strip_possessive(text))
    words = [word.strip(_EDGE.replace(".", "")) for word in text.split()]
    words = [word for word in words if word.strip(_EDGE)]
    title, gender = "", Gender.UNKNOWN
    titles = load_genders("titles.tsv")
    while words:
        for size in range(min(TITLE_WORDS, len(words) - 1), 0, -1):
            key = " ".join(words[:size]).casefold().replace(".", "")
            if key in titles and not _begins_name(words, size):
                title = " ".join((title, *words[:size])).strip()
                gender = gender if titles[key] is Gender.UNKNOWN else titles[key]
                words = words[size:]
                break
        else:
            break
    suffix = ""
    while len(words) > 1:
        key = plain(words[-1]).replace(" ", "")
        if key not in load_words("suffixes.txt") or (len(words) == 2 and key in _SHORT_NAMES):
            break
        suffix = key if key in _GENERATIONS else suffix
        words = words[:-1]
    words = [word if is_initial(word) else word.rstrip(".") for word in words]
    long = [word for word in words if len(word) > 3]
    if any(word.isupper() for word in long):
        words = [tidy_case(word) for word in words]
    return PersonName(tuple(words), title, suffix, gender)


_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SHORT_NAMES = frozenset({"sc", "mp", "md"})
# Titles that are given names too: before one more word they are kept ("Don Lemon", "U Thant").
_ALSO_NAMES = frozenset({"don", "u", "tun"})


def _begins_name(words: list[str], size: int) -> bool:
    """True when a title's letters are more likely a given name here."""
    return size == 1 and len(words) == 2 and words[0].casefold() in _ALSO_NAMES
