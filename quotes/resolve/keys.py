"""Keys under which names are found: blocking keys for matching, search keys for looking up. Pure.

Two names that share no blocking key are never compared.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from quotes.model import SpeakerKind
from quotes.resolve.compare import compare_words, initials_of, is_acronym, organization_words
from quotes.resolve.lexicon import load_words
from quotes.resolve.names import parse_name
from quotes.resolve.romanization import fold_chinese, fold_korean
from quotes.resolve.spelling import fold_word, plain, skeleton

# Begins the blocking keys of persons, and the one of a person's whole name.
PERSON_KEY = "p:"
WHOLE_NAME = f"{PERSON_KEY}="


@lru_cache(maxsize=20_000)
def blocking_keys(name: str, kind: SpeakerKind) -> frozenset[str]:
    """Keys of one name (or alias): two names that `match_speaker` may take for one share at least one.

    Cheap and spelling-folded; meant for an indexed table. Empty for a name without letters and for groups
    and anonymous sources, which are never matched across articles.
    """
    if kind is SpeakerKind.ORGANIZATION:
        return _organization_keys(name)
    if kind is not SpeakerKind.PERSON:
        return frozenset()
    words = [skeleton(word) for word in person_words(name)]
    if not words:
        return frozenset()
    keys = {f"{PERSON_KEY}{word}" for word in words[1:] or words}
    if parse_name(name).family_first or len(words) == 1:
        keys.add(f"{PERSON_KEY}{words[0]}")
    if len(words) > 1:
        keys.add(PERSON_KEY + "+".join(sorted((words[0], words[-1]))))
        keys.add(WHOLE_NAME + skeleton("".join(plain(parse_name(name).text).split())))
        if person_words(name)[0] in load_words("family_names_first.txt"):
            keys.add(f"{PERSON_KEY}~" + fold_korean(fold_chinese("".join(person_words(name)))))
    return frozenset(keys)


def _organization_keys(name: str) -> frozenset[str]:
    words = organization_words(name)
    if not words:
        return frozenset()
    keys = {"o:" + " ".join(sorted(map(fold_word, words)))}
    acronyms = {re.sub(r"[^A-Za-z]", "", name)} if is_acronym(name) else initials_of(name)
    return frozenset(keys | {f"o:{letters.lower()}" for letters in acronyms if 2 <= len(letters) <= 8})


def person_words(name: str) -> list[str]:
    """Plain words that carry a name; particles left out ("van"), but not a given name ("Ben", "Al")."""
    parts = parse_name(name).words
    words = [word for part in parts for word in plain(part).split()]
    particles = load_words("particles.txt")
    given = 1 if parts and parts[0][:1].isupper() else 0
    kept = [w for number, w in enumerate(words) if (number < given or w not in particles) and len(w) > 1]
    return kept or words


# ------------------------------------------------------------------ looking up
def search_key(text: str) -> str:
    """A name as it is looked up: plain, spelling-folded words ("Sergei Lavrov" -> "sergi lavrov")."""
    return " ".join(map(fold_word, plain(text).split()))


def query_keys(query: str) -> frozenset[str]:
    """Blocking keys under which a speaker asked for by any name may stand."""
    keys = blocking_keys(query, SpeakerKind.PERSON) | blocking_keys(query, SpeakerKind.ORGANIZATION)
    return keys | {f"{PERSON_KEY}{skeleton(word)}" for word in person_words(query)}


def rank_query(query: str, name: str, aliases: Iterable[str] = ()) -> float:
    """How well a speaker answers to a query, 0 for not at all, 1 for the very name.

    Every word of the query must stand in one form of the name, in any order and any spelling; the last may
    be cut short ("Lavr").
    """
    asked = plain(query).split()
    if not asked:
        return 0.0
    best = 0.0
    for number, form in enumerate((name, *aliases)):
        words = plain(form).split()
        if words == asked:
            best = max(best, 1.0 if number == 0 else 0.97)
        elif search_key(form) == search_key(query):
            best = max(best, 0.95 if number == 0 else 0.93)
        elif all(any(_answers(word, other) for other in words) for word in asked):
            best = max(best, 0.8)
        elif len(asked[-1]) >= 3 and _starts(asked, words):
            best = max(best, 0.5)
    return best


def fits_query(query: str, name: str, aliases: Iterable[str] = ()) -> bool:
    """True when a speaker of this name answers to the query; see `rank_query`."""
    return rank_query(query, name, aliases) > 0


def _answers(asked: str, word: str) -> bool:
    worth, reason = compare_words(asked, word)
    return worth > 0 and reason in ("same", "spelling", "variant", "nickname")


def _starts(asked: list[str], words: list[str]) -> bool:
    whole = all(any(_answers(word, other) for other in words) for word in asked[:-1])
    return whole and any(word.startswith(asked[-1]) for word in words)
