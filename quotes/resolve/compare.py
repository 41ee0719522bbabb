"""Are two names one name? Spelling, transliteration, order, initials, nicknames; no context.

The verdict says what can be told from the names alone. "Same" means that a careful reader would take them
for one person unless told otherwise, never that two people of one name are one. Where letters differ in a
way that no habit of spelling explains ("Ivanov", "Ivanova"), the answer is never "same".
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from quotes.model import Evidence, SpeakerKind
from quotes.resolve.lexicon import load_groups, load_words
from quotes.resolve.names import PersonName, is_initial, parse_name
from quotes.resolve.romanization import fold_chinese, fold_korean
from quotes.resolve.spelling import fold_word, plain

# How much of a full match one pair of words is worth, by the way in which they agree. They order candidates
# and are no probabilities; set by hand so that any pair of weaker kinds ranks below any of stronger ones.
EXACT = 1.0
SPELLING = 0.97  # "Sergei", "Sergey"
VARIANT = 0.94  # "Volodymyr", "Vladimir"
NICKNAME = 0.9  # "Bill", "William"
INITIAL = 0.7  # "S.", "Sergey"
CLOSE = 0.6  # a letter or two off

# Letters of a word from which on one slip of the pen, and from which on two, still leave it recognizable.
ONE_SLIP = 5
TWO_SLIPS = 9
# Letters of a word from which on "o" and "u" are one ("Moammar", "Suleimani"); in shorter words they are more
# often two names ("Jong", "Jung").
LOOSE_VOWEL = 6


class Verdict(StrEnum):
    """What two names tell about whether they name one person or body."""

    SAME = "same"
    DIFFERENT = "different"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class NameComparison:
    """Result of `same_name`: `score` from 0 to 1 orders comparisons with one verdict."""

    verdict: Verdict
    score: float
    evidence: tuple[Evidence, ...] = ()


def same_name(a: str, b: str, kind: SpeakerKind = SpeakerKind.PERSON) -> NameComparison:
    """Compare two names of one kind. Symmetric, and a name is the same as itself."""
    return _same_name(*sorted((a, b)), kind)


@lru_cache(maxsize=50_000)
def _same_name(a: str, b: str, kind: SpeakerKind) -> NameComparison:
    return _compare_organizations(a, b) if kind is SpeakerKind.ORGANIZATION else _compare_persons(a, b)


def is_close(a: str, b: str) -> bool:
    """True when two different plain words may be one with a slip of the pen in it."""
    shorter = min(len(a), len(b))
    allowed = 2 if shorter >= TWO_SLIPS else 1 if shorter >= ONE_SLIP else 0
    return 0 < OSA.distance(a, b, score_cutoff=allowed) <= allowed


# ------------------------------------------------------------------ words
@lru_cache(maxsize=100_000)
def compare_words(a: str, b: str) -> tuple[float, str]:
    """How two plain words of a name agree: a worth (0: not at all) and the reason."""
    if a == b:
        return EXACT, "same"
    if len(a) == 1 or len(b) == 1:
        return (INITIAL, "initial") if a[:1] == b[:1] else (0.0, "")
    if fold_word(a) == fold_word(b):
        return SPELLING, "spelling"
    if _share_group("name_variants.tsv", a, b):
        return VARIANT, "variant"
    if min(len(a), len(b)) >= LOOSE_VOWEL and _join_vowels(a) == _join_vowels(b):
        return VARIANT, "variant"
    if _share_group("nicknames.tsv", a, b):
        return NICKNAME, "nickname"
    return (CLOSE, "close") if is_close(a, b) else (0.0, "")


def _join_vowels(word: str) -> str:
    return fold_word(word).replace("o", "u")


def _share_group(name: str, a: str, b: str) -> bool:
    groups = load_groups(name)
    return bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


# ------------------------------------------------------------------ persons
@lru_cache(maxsize=20_000)
def _name_words(name: PersonName) -> tuple[str, ...]:
    """Plain words that carry the name: initials apart ("J.K." is two), articles such as "al" left out."""
    words: list[str] = []
    for part in name.words:
        if is_initial(part):
            words.extend(part.replace(".", "").lower())
        else:
            words.extend(plain(part).split())
    kept = [word for number, word in enumerate(words) if number == 0 or word not in _ARTICLES]
    kept = [part for word in kept for part in _ABD.sub(r"\1 ", word).split()]
    return tuple(kept or words)


def is_short_form(name: str) -> bool:
    """True for a person's name with initials, or with fewer than two words that carry it."""
    words = _name_words(parse_name(name))
    return len(words) < 2 or any(len(word) == 1 for word in words)


# Left out behind a given name: written or not at the writer's pleasure ("Bashar al-Assad", "Bashar Assad").
_ARTICLES = frozenset({"al", "el", "ul", "the"})
# "Abdelfattah" is "Abdel Fattah".
_ABD = re.compile(r"^(abd[aeu]l)(?=[a-z]{4})")


def _compare_persons(a: str, b: str) -> NameComparison:
    left, right = parse_name(a), parse_name(b)
    x, y = _name_words(left), _name_words(right)
    if not x or not y:
        same = plain(a) == plain(b)
        return _result(
            Verdict.SAME if same else Verdict.UNCLEAR, 1.0 if same else 0.0, "no letters to compare"
        )
    if left.suffix != right.suffix:
        if left.suffix and right.suffix:
            return _result(Verdict.DIFFERENT, 0.0, f"“{left.suffix}” against “{right.suffix}”")
        if _align(x, y)[0] > 0:
            formal = x if left.suffix else y  # "Joseph R. Biden Jr." is how one writes Joe Biden in full
            worth = 0.8 if len(formal) > 2 and len(x) != len(y) else 0.5
            return _result(Verdict.UNCLEAR, worth, f"only one carries “{left.suffix or right.suffix}”")
    if x == y or "".join(x) == "".join(y):
        return _result(Verdict.SAME, 1.0, "the same words")
    if fold_word(plain(a).replace(" ", "")) == fold_word(plain(b).replace(" ", "")):
        return _result(Verdict.SAME, 0.96, "the same letters, parted into words in two ways")
    if len(x) == 1 or len(y) == 1:
        return _compare_with_bare(x, y)
    worth, reasons, gaps = _align(x, y)
    if worth == 0:
        short, long = sorted((x, y), key=len)
        if all(compare_words(p, q)[0] >= NICKNAME for p, q in zip(short[::-1], long[::-1], strict=False)):
            if len(long) == len(short) + 1 and compare_words(long[0], "mohammed")[0] >= VARIANT:
                return _result(Verdict.SAME, 0.9, "one leaves out a first “Mohammed”, as many do")
            return _result(Verdict.UNCLEAR, 0.85, "one lacks the first of the names")
        if romanized := _compare_romanized(left, right):
            return romanized
        if len(x) == len(y) and sorted(map(fold_word, x)) == sorted(map(fold_word, y)):
            return _result(Verdict.SAME, 0.9, "the same words in another order")
        turned = _align(x[1:] + x[:1], y)[0]
        if turned > 0 and len(x) == len(y) and (left.family_first or right.family_first):
            return _result(Verdict.UNCLEAR, 0.5, "nearly the same words in another order")
        return _result(Verdict.DIFFERENT, 0.0, "words that do not agree")
    detail = _tell(reasons, gaps)
    if "close" in reasons or "first-initial" in reasons or gaps == "end":
        return _result(Verdict.UNCLEAR, worth, detail)
    if gaps == "middle" and _may_be_another(left, right, x, y):
        return _result(Verdict.UNCLEAR, worth, "one has a second given or family name")
    return _result(Verdict.SAME, worth, detail)


def may_be_one(name: str, other: str) -> bool:
    """False when `same_name` surely finds two persons' names different. Quick, and never False for others.

    Leaves out most of those who share a family name before the names are compared in full.
    """
    one, two = _look_at(name), _look_at(other)
    x, y = one.words, two.words
    if len(x) < 2 or len(y) < 2:
        return True
    # In every way that two names may agree, one's first word stands somewhere in the other.
    if any(compare_words(x[0], word)[0] > 0 for word in y) or any(
        compare_words(y[0], word)[0] > 0 for word in x
    ):
        return True
    parted = one.joined == two.joined or one.folded == two.folded
    return parted or (one.is_family_first and two.is_family_first)


def may_be_one_organization(name: str, other: str) -> bool:
    """False when `same_name` surely finds two organizations' names different; the same quickly.

    Leaves out most of those that share their initials before the names are compared in full.
    """
    x, y = organization_words(name), organization_words(other)
    if not x or not y or is_acronym(name) or is_acronym(other):
        return True
    one, two = _fold_organization(name), _fold_organization(other)
    if one <= two or two <= one:
        return True
    return len(x) == len(y) and all(
        is_close(p, q) or fold_word(p) == fold_word(q) for p, q in zip(x, y, strict=True)
    )


@lru_cache(maxsize=50_000)
def _fold_organization(name: str) -> frozenset[str]:
    return frozenset(map(fold_word, organization_words(name)))


@dataclass(frozen=True, slots=True)
class _Look:
    """Of a name what tells quickly that another is not the same."""

    words: tuple[str, ...]
    joined: str
    folded: str
    is_family_first: bool


@lru_cache(maxsize=50_000)
def _look_at(name: str) -> _Look:
    parsed = parse_name(name)
    words = _name_words(parsed)
    first = plain(parsed.words[0]) if parsed.words else ""
    return _Look(
        words,
        "".join(words),
        fold_word(plain(name).replace(" ", "")),
        first in load_words("family_names_first.txt"),
    )


def _may_be_another(left: PersonName, right: PersonName, x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """True when the word that only one name has is no middle name that people leave out.

    "Jean-Luc" is a name of its own beside "Jean", and so is "García López" beside "López".
    """
    short, long = sorted((x, y), key=len)
    if len(short) == 2 and len(long) > 2 and (long[-2].endswith("ez") or long[-2] in _SPANISH_FAMILIES):
        return True
    firsts = {plain(name.words[0]) for name in (left, right)}
    return len(firsts) == 2 and len({first.split()[0] for first in firsts}) == 1


# Family names that stand first of two and do not end in "ez".
_SPANISH_FAMILIES = frozenset(
    {"garcia", "ruiz", "diaz", "torres", "flores", "moreno", "romero", "castro", "ortega", "vargas", "reyes"}
)


def _compare_romanized(left: PersonName, right: PersonName) -> NameComparison | None:
    """Chinese and Korean names whose letters differ only by the way of writing them; None for others."""
    families, givens = zip(*((plain(n.words[0]), n.words[1:]) for n in (left, right)), strict=True)
    known = load_words("family_names_first.txt")
    if not known.issuperset(families) or not all(1 <= len(given) <= 2 for given in givens):
        return None
    same_family = compare_words(*families)[0] >= VARIANT or len(set(map(fold_chinese, families))) == 1
    syllables = [[part for word in given for part in plain(word).split()] for given in givens]
    joined = ["".join(parts) for parts in syllables]
    if not same_family or min(map(len, joined)) < LOOSE_VOWEL:
        return None
    # Wade-Giles parts the syllables where pinyin joins them: then one is likely each.
    if len(syllables[0]) != len(syllables[1]) and len(set(map(fold_chinese, joined))) == 1:
        return _result(Verdict.SAME, 0.9, "one name in pinyin and in Wade-Giles")
    if len(set(map(fold_korean, joined))) == 1:
        return _result(Verdict.UNCLEAR, 0.8, "names that sound alike, written in two ways")
    return None


def _compare_with_bare(x: tuple[str, ...], y: tuple[str, ...]) -> NameComparison:
    """One of the two is a single word: at best it is part of the other."""
    (word,), full = (x, y) if len(x) == 1 else (y, x)
    best, reason = max(compare_words(word, other) for other in full)
    if len(word) > 1 and best >= CLOSE and reason != "initial":
        if len(full) == 1:
            same = reason in ("same", "spelling", "variant")
            return _result(Verdict.SAME if same else Verdict.UNCLEAR, best, f"single names: {reason}")
        return _result(Verdict.UNCLEAR, 0.5 * best, "one is a part of the other")
    return _result(Verdict.DIFFERENT, 0.0, "no word in common")


def _align(x: tuple[str, ...], y: tuple[str, ...]) -> tuple[float, frozenset[str], str]:
    """Lay the words of two names side by side, in order.

    Every word of the shorter must find one in the longer; first words must agree, and last ones too unless
    the longer goes on after them (a second family name). Returns the mean worth (0: they do not fit), the
    reasons, and where the longer has more: "", "middle" or "end".
    """
    short, long = sorted((x, y), key=len)
    first, first_reason = compare_words(short[0], long[0])
    if first == 0:
        return 0.0, frozenset(), ""
    reasons = {"first-initial" if first_reason == "initial" else first_reason}
    worths = [first]
    position, gaps = 1, ""
    for number, word in enumerate(short[1:], start=1):
        last = number == len(short) - 1
        options = range(position, len(long))
        if last:  # the family name: rather the last word than an earlier one
            options = range(len(long) - 1, position - 1, -1)
        for at in options:
            worth, reason = compare_words(word, long[at])
            if worth > 0 and (not last or reason not in ("initial", "nickname")):
                break
        else:
            return 0.0, frozenset(), ""
        if any(len(skipped) == 1 for skipped in long[position:at]) and len(word) == 1:
            return 0.0, frozenset(), ""
        gaps = gaps or ("middle" if at > position else "")
        worths.append(worth)
        reasons.add(reason)
        position = at + 1
    if position < len(long):
        gaps = "end"
    elif len(short) == len(long) and "initial" in reasons and "first-initial" not in reasons:
        gaps = gaps or "middle"
    penalty = {"": 1.0, "middle": 0.96, "end": 0.85}[gaps]
    return penalty * sum(worths) / len(worths), frozenset(reasons), gaps


_TELL = {
    "spelling": "spelled in two ways",
    "variant": "forms of one name in two languages",
    "nickname": "a short form of the given name",
    "initial": "an initial",
    "first-initial": "an initial for the given name",
    "close": "a letter or two differ",
}


def _tell(reasons: frozenset[str], gaps: str) -> str:
    told = [_TELL[reason] for reason in sorted(reasons) if reason in _TELL]
    if gaps:
        told.append("one has a middle name" if gaps == "middle" else "one has a further family name")
    return "; ".join(told) or "the same words"


def _result(verdict: Verdict, score: float, detail: str) -> NameComparison:
    score = round(score, 3)
    return NameComparison(verdict, score, (Evidence("name-comparison", detail, (), score),))


# ------------------------------------------------------------------ organizations
# Words that a name of a body may have or lack without naming another one.
_LEGAL_FORMS = frozenset(
    {"inc", "incorporated", "ltd", "limited", "corp", "corporation", "llc", "llp", "plc"}
) | {
    "co",
    "company",
    "gmbh",
    "ag",
    "sa",
    "spa",
    "nv",
    "bv",
    "pty",
    "pvt",
    "jsc",
    "ojsc",
    "oao",
    "ooo",
    "kk",
}
_SMALL_WORDS = frozenset({"the", "of", "for", "and", "in", "on", "to", "a", "an", "de", "s"})
# Words that say what sort of body it is; "foreign ministry" and "Ministry of Foreign Affairs" are one.
_FOLDED_WORDS = {
    "affairs": "", "ministries": "ministry", "organisation": "organization", "centre": "center",
    "defence": "defense", "labour": "labor", "dept": "department", "univ": "university",
    "assn": "association",
    "intl": "international", "govt": "government", "programme": "program", "us": "united states",
    "usa": "united states", "uk": "united kingdom", "un": "united nations", "eu": "european union",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def organization_words(name: str) -> tuple[str, ...]:
    """Plain words of an organization's name that tell it from others."""
    name = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda match: match[0].replace(".", ""), name)
    name = re.sub(r"\(([^)]*)\)", " ", name) if re.sub(r"\(([^)]*)\)", "", name).strip() else name
    words: list[str] = []
    for word in plain(name).split():
        words.extend(_FOLDED_WORDS.get(word, word).split())
    kept = [word for word in words if word not in _SMALL_WORDS and word not in _LEGAL_FORMS]
    return tuple(kept or words)


def initials_of(name: str) -> frozenset[str]:
    """Acronyms that the words of a name may make, in capitals, with and without its small words."""
    words = re.findall(r"[^\W\d_]+", name.replace("'s", "").replace("’s", ""))
    big = [word for word in words if word.casefold() not in _SMALL_WORDS]
    return frozenset("".join(word[0] for word in some).upper() for some in (words, big) if len(some) > 1)


@lru_cache(maxsize=50_000)
def is_acronym(name: str) -> bool:
    """True for "UNESCO", "U.N.", "PML-N": two to eight letters, capitals at both ends."""
    letters = re.sub(r"[^A-Za-z]", "", name)
    return (
        2 <= len(letters) <= 8
        and " " not in name.strip()
        and sum(map(str.isupper, letters)) >= len(letters) - 1 >= 1
    )


def _compare_organizations(a: str, b: str) -> NameComparison:
    x, y = organization_words(a), organization_words(b)
    if plain(a) == plain(b) or x == y:
        return _result(Verdict.SAME, 1.0 if plain(a) == plain(b) else 0.97, "the same words")
    if not x or not y:
        return _result(Verdict.UNCLEAR, 0.0, "no letters to compare")
    for short, full in ((a, b), (b, a)):
        if is_acronym(short) and re.sub(r"[^A-Za-z]", "", short).upper() in initials_of(full):
            return _result(Verdict.UNCLEAR, 0.6, "the letters of one begin the words of the other")
    if sorted(map(fold_word, x)) == sorted(map(fold_word, y)):
        return _result(Verdict.SAME, 0.9, "the same words in another order or spelling")
    if len(x) == len(y) and all(
        is_close(p, q) or fold_word(p) == fold_word(q) for p, q in zip(x, y, strict=True)
    ):
        return _result(Verdict.UNCLEAR, 0.6, "a letter or two differ")
    if set(x) < set(y) or set(y) < set(x):
        return _result(Verdict.UNCLEAR, 0.5, "one is a part of the other")
    return _result(Verdict.DIFFERENT, 0.0, "words that do not agree")
