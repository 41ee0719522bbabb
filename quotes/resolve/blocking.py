"""Which of many names a name can be the same as at all, so that long articles need not compare every pair."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from quotes.resolve.compare import initials_of, is_short_form, organization_words
from quotes.resolve.lexicon import load_groups, load_words
from quotes.resolve.names import is_patronymic, parse_name
from quotes.resolve.nouns import country_named
from quotes.resolve.spelling import fold_word, plain

# Two words with a slip of the pen between them share their first or their last letters of so many.
EDGE = 2
# In words of so many letters or more two slips may change both edges; then the letters behind an edge, up to
# the fifth, are those that are shared.
LONG, MIDDLE = 8, 5


class NameIndex:
    """Numbers of clusters by what their names have in common with other names of the same."""

    def __init__(self) -> None:
        self._by_key: dict[str, set[int]] = {}

    def add(self, number: int, keys: Iterable[str]) -> None:
        """Enter the keys of one name of a cluster."""
        for key in keys:
            self._by_key.setdefault(key, set()).add(number)

    def find(self, keys: Iterable[str]) -> list[int]:
        """Numbers of all clusters with one of these keys, in order."""
        found: set[int] = set()
        for key in keys:
            found |= self._by_key.get(key, set())
        return sorted(found)


class PersonIndex:
    """Numbers of clusters of persons by their names, for one word of a name and for whole names.

    Many names share one word, and more the edges of one. Two names of several words that are one agree in two
    words at least, in their form or at an edge; where initials or the order of the parts may hide that, one
    is enough.
    """

    def __init__(self) -> None:
        self._all = NameIndex()
        self._whole = NameIndex()
        self._hidden = NameIndex()  # names that may hide their words

    def add(self, number: int, name: str) -> None:
        """Enter one name of a cluster."""
        keys = person_keys(name)
        self._all.add(number, keys.words | keys.edges)
        self._whole.add(number, keys.pairs)
        if keys.hides:
            self._hidden.add(number, keys.words | keys.edges)

    def find_any(self, name: str) -> list[int]:
        """Numbers of all clusters with a name that a single word may be a part of, in order."""
        keys = person_keys(name)
        return self._all.find(keys.words | keys.edges)

    def find_whole(self, name: str) -> list[int]:
        """Numbers of all clusters with a name that may be the same as one of several words, in order."""
        keys = person_keys(name)
        if keys.hides:
            return self.find_any(name)
        return sorted({*self._whole.find(keys.pairs), *self._hidden.find(keys.words | keys.edges)})


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """What a name shares with every name that may be the same person's.

    words  words and their forms
    edges  the first and last letters of words, of all together too
    pairs  what two of its words share with two of another name's, and all its letters together
    hides  True for a name that may be another's although they share the edges of one word and no more
    """

    words: frozenset[str]
    edges: frozenset[str]
    pairs: frozenset[str]
    hides: bool


@lru_cache(maxsize=20_000)
def person_keys(name: str) -> PersonKeys:
    """The keys of a person's name."""
    words: set[str] = set()
    edges: set[str] = set()
    by_part: list[frozenset[str]] = []
    parsed = parse_name(name)
    parts = parsed.plain_words
    for word in (*parts, "".join(parts)):
        folded = fold_word(word)
        ends = {f"^{folded[:EDGE]}", f"{folded[-EDGE:]}$"}
        forms = {folded}
        for table in ("name_variants.tsv", "nicknames.tsv"):
            forms |= {f"{table}{number}" for number in load_groups(table).get(word, ())}
        edges |= ends
        words |= forms
        if len(folded) >= LONG:  # two slips may change both its edges
            forms |= {f"{folded[EDGE:MIDDLE]}^", f"${folded[-MIDDLE:-EDGE]}"}
        by_part.append(frozenset(forms | ends | {folded.replace("o", "u")}))
    pairs = {
        " ".join(sorted(pair))
        for some, others in combinations(by_part[:-1], 2)
        for pair in product(some, others)
    }
    pairs.add(fold_word("".join(parts)))
    # Chinese and Korean names in two scripts' letters, and "Marina Sergeyevna" for a Marina of any name
    hides = (
        is_short_form(name)
        or any(map(is_patronymic, parsed.words))
        or (bool(parts) and parts[0] in load_words("family_names_first.txt"))
    )
    return PersonKeys(frozenset(words), frozenset(edges), frozenset(pairs), hides)


@lru_cache(maxsize=20_000)
def body_keys(name: str) -> frozenset[str]:
    """What a body's name shares with every name that may be the same: a word, its letters, its country."""
    words = organization_words(name)
    keys = {plain(name), *map(fold_word, words), *(f"^{word[: EDGE + 1]}" for word in words)}
    keys |= {letters.casefold() for letters in initials_of(name)} | {plain(name).replace(" ", "")}
    if country := country_named(name):
        keys.add(f"country {country}")
    return frozenset(keys)
