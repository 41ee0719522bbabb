"""Which of many names a name can be the same as at all, so that long articles need not compare every pair."""

from functools import lru_cache

from quotes.resolve.compare import initials_of, organization_words
from quotes.resolve.lexicon import load_groups
from quotes.resolve.names import parse_name
from quotes.resolve.nouns import country_named
from quotes.resolve.spelling import fold_word, plain

# Two words with a slip of the pen between them share their first or their last letters of so many.
EDGE = 2


class NameIndex:
    """Numbers of clusters by what their names have in common with other names of the same."""

    def __init__(self) -> None:
        self._by_key: dict[str, set[int]] = {}

    def add(self, number: int, keys: frozenset[str]) -> None:
        """Enter the keys of one name of a cluster."""
        for key in keys:
            self._by_key.setdefault(key, set()).add(number)

    def find(self, keys: frozenset[str]) -> list[int]:
        """Numbers of all clusters with one of these keys, in order."""
        found: set[int] = set()
        for key in keys:
            found |= self._by_key.get(key, set())
        return sorted(found)


@lru_cache(maxsize=20_000)
def person_keys(name: str) -> frozenset[str]:
    """What a name shares with every name that may be the same person's: a word, its edges, its forms."""
    keys: set[str] = set()
    words = parse_name(name).plain_words
    for word in (*words, "".join(words)):
        folded = fold_word(word)
        keys |= {folded, f"^{folded[:EDGE]}", f"{folded[-EDGE:]}$"}
        for table in ("name_variants.tsv", "nicknames.tsv"):
            keys |= {f"{table}{number}" for number in load_groups(table).get(word, ())}
    return frozenset(keys)


@lru_cache(maxsize=20_000)
def body_keys(name: str) -> frozenset[str]:
    """What a body's name shares with every name that may be the same: a word, its letters, its country."""
    words = organization_words(name)
    keys = {plain(name), *map(fold_word, words), *(f"^{word[: EDGE + 1]}" for word in words)}
    keys |= {letters.casefold() for letters in initials_of(name)} | {plain(name).replace(" ", "")}
    if country := country_named(name):
        keys.add(f"country {country}")
    return frozenset(keys)
