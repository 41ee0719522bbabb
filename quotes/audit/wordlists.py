"""Word lists of the audit, each loaded once from `quotes/lexicon/audit`."""

from functools import cache

from quotes.lexicon import read_lines
from quotes.resolve.spelling import plain


@cache
def load_words(name: str) -> frozenset[str]:
    """Entries of one of the audit's lists (parted by commas) in plain letters."""
    lines = read_lines(f"audit/{name}")
    return frozenset(plain(entry) for line in lines for entry in line.split(",") if entry.strip())


# Lists whose words are never a single person's name.
_NO_PEOPLE = ("known_organizations.txt", "known_places.txt", "groups.txt")


def known_people() -> frozenset[str]:
    """Names that most readers know, in plain letters."""
    return load_words("known_people.txt")


def is_no_person(word: str) -> bool:
    """True when a word (plain letters) is a well-known place, body, outlet, group, day or month."""
    return any(word in load_words(name) for name in _NO_PEOPLE)
