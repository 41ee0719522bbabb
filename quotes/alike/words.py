"""A text as folded words: what two careful writers may write differently is made one.

Case, diacritics, quotation marks, punctuation, contractions ("don't", "do not"), American and British
spelling and numbers ("five", "5", "five hundred", "500") are no difference; everything else is.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import pairwise

from anyascii import anyascii

from quotes.lexicon import load_words, read_rows

# Contents with no more content words than this are also indexed by pairs that stand one word apart, so that
# one other word in the middle does not hide them.
SKIP_UP_TO = 7

# Contents with fewer content words are also indexed by pairs of any words.
FEW = 3

# A sign for words that the writer left out, and for words that stand in square brackets.
GAP = "…"
EDIT = "[]"
MARKS = frozenset({GAP, EDIT})

_TOKEN = re.compile(
    r"\[\s*(?:\.\s*){2,}\]|\[\s*…\s*\]|…|\.\s?\.\s?\.+"  # left out
    r"|\[[^\[\]]{1,200}\]"  # the writer's words
    r"|\d+(?:[.,]\d+)*(?:[^\W\d_]+)?"
    r"|[^\W\d_]+(?:['’ʼ‘`´][^\W\d_]+)*"
    r"|[$€£¥%]"
)
_APOSTROPHE = re.compile("[’ʼ‘`´]")
_LEFT_OUT = re.compile(r"\[?[\s.…]+\]?")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(k|m|mn|bn|b|tn|th|st|nd|rd|s)?")

_CONTRACTIONS = {
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "let's": "let us",
    "y'all": "you all",
    "gonna": "going to",
    "ain't": "is not",
}
_ENDINGS = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would"))
# After these "'s" is "is"; after a name or a noun it is mostly a genitive, and stays.
_SHORTENED = frozenset({"it", "that", "he", "she", "there", "what", "who", "here", "where", "how"})

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_UNITS = {word: number for number, word in enumerate(_UNIT_WORDS.split())}
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: number * 10 for number, word in enumerate(_TEN_WORDS.split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
_ORDINALS = {
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th",
    "tenth": "10th",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word and the characters it stands for: offsets into the text that was split, half-open."""

    folded: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """True for a sign of the writer's editing, which is no word of the speaker."""
        return self.folded in MARKS


@lru_cache(maxsize=20_000)  # what is compared once is compared with many others
def split_words(text: str) -> tuple[Word, ...]:
    """Folded words of a text in order, with `GAP` and `EDIT` where the writer cut or put in something."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        raw = match[0]
        if _LEFT_OUT.fullmatch(raw):
            found.append(Word(GAP, match.start(), match.end()))
        elif raw[0] == "[":
            found.append(Word(EDIT, match.start(), match.end()))
        else:
            found.extend(Word(folded, match.start(), match.end()) for folded in _fold_token(raw).split())
    return tuple(_join_numbers(found))


@lru_cache(maxsize=20_000)
def fold_words(text: str) -> tuple[str, ...]:
    """Folded words of a text, the writer's editing left out."""
    return tuple(word.folded for word in split_words(text) if not word.is_mark)


def tell_content(words: Sequence[str]) -> list[str]:
    """Those of some folded words that carry what is said."""
    grammar = load_words("function_words.txt")
    return [word for word in words if word not in grammar]


@lru_cache(maxsize=2_000)  # of an article that is written they are asked for several times
def hash_shingles(words: tuple[str, ...]) -> frozenset[int]:
    """Numbers by which an index finds the same words again: of the whole, and of pairs of content words.

    words  folded
    The numbers have 63 bits and are the same on every machine and in every run.
    """
    content = tell_content(words)
    shingles = {"= " + " ".join(words)}
    for listed in (content, list(words)) if len(content) < FEW else (content,):
        shingles.update(f"{a} {b}" for a, b in pairwise(listed))
        if len(content) <= SKIP_UP_TO:
            shingles.update(f"{a} {b}" for a, b in zip(listed, listed[2:], strict=False))
    return frozenset(map(_hash, shingles))


def hash_whole(words: Sequence[str]) -> int:
    """The number in `hash_shingles` that stands for all the words together."""
    return _hash("= " + " ".join(words))


@lru_cache(maxsize=100_000)
def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


# ------------------------------------------------------------------ folding
@lru_cache(maxsize=100_000)
def _fold_token(raw: str) -> str:
    """One token as folded words, parted by blanks."""
    if raw[0].isdecimal():
        return _fold_number(raw)
    if raw == "%":
        return "percent"
    token = _APOSTROPHE.sub("'", unicodedata.normalize("NFKD", raw).casefold())
    token = "".join(letter for letter in token if not unicodedata.combining(letter))
    if not token.isascii() and raw not in "$€£¥":
        token = anyascii(token).casefold()
    return _expand(token)


def _expand(token: str) -> str:
    if token in _CONTRACTIONS:
        return _CONTRACTIONS[token]
    if token in _ORDINALS:
        return _ORDINALS[token]
    for ending, word in _ENDINGS:
        if token.endswith(ending) and len(token) > len(ending):
            return f"{_spell(token.removesuffix(ending))} {word}"
    head, _, tail = token.partition("'")
    if tail == "s" and head in _SHORTENED:
        return f"{head} is"
    return _spell(token)


def _fold_number(raw: str) -> str:
    number = re.sub(r",(?=\d{3}(?!\d))", "", raw.casefold())
    match = _AMOUNT.fullmatch(number)
    if match and match[2] in _SUFFIXES:
        return _show(float(match[1]) * _SUFFIXES[match[2]])
    return number


def _show(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6g}"


def _spell(word: str) -> str:
    """American spelling of a word that is spelled in two ways."""
    for size in range(min(len(word), 10), 2, -1):
        other = _load_spellings().get(word[:size])
        if other is not None:
            word = other + word[size:]
            break
    if len(word) > 5:
        word = re.sub(r"is(e|ed|es|er|ers|ing|ation|ations)$", r"iz\1", word)
        word = re.sub(r"ys(e|ed|es|er|ers|ing)$", r"yz\1", word)
    return word


@cache
def _load_spellings() -> dict[str, str]:
    return {british: american for british, american in read_rows("spellings.tsv")}  # noqa: C416


def _join_numbers(words: list[Word]) -> Iterator[Word]:
    """The words, with numbers of several words as one, and "per cent" as one."""
    at = 0
    while at < len(words):
        one = words[at]
        if one.folded == "per" and at + 1 < len(words) and words[at + 1].folded == "cent":
            yield Word("percent", one.start, words[at + 1].end)
            at += 2
            continue
        value, end = _read_number(words, at)
        if end == at:
            yield one
            at += 1
        else:
            yield Word(_show(value), one.start, words[end - 1].end)
            at = end


def _read_number(words: list[Word], at: int) -> tuple[float, int]:
    """A number that begins at a word, and where it ends; the same place when none begins there."""
    total = current = 0.0
    first = at
    if words[at].folded == "a" and at + 1 < len(words) and words[at + 1].folded in _SCALES:
        current, at = 1.0, at + 1
    while at < len(words):
        word = words[at].folded
        if word in _SCALES and (current or at > first):
            scale = _SCALES[word]
            if scale == 100:
                current *= 100
            else:
                total, current = total + current * scale, 0.0
        elif word in _TENS and current % 100 == 0 and (current or total or at == first):
            current += _TENS[word]
        elif word in _UNITS and (at == first or _goes_on(current, _UNITS[word]) or (total and not current)):
            current += _UNITS[word]
        elif at == first and re.fullmatch(r"\d+(\.\d+)?", word):
            current = float(word)
            if at + 1 == len(words) or words[at + 1].folded not in _SCALES:
                return current, at + 1 if "." not in word or current != int(current) else at
        else:
            break
        at += 1
    return total + current, at


def _goes_on(current: float, unit: int) -> bool:
    """True when a unit may follow a number: "twenty" "five", not "two" "three"."""
    return current > 0 and current % (10 if unit < 10 else 100) == 0
