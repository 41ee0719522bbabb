"""Word lists of the audit, each loaded once from the package's data."""

from functools import cache
from importlib.resources import files

from quotes.errors import DataError
from quotes.resolve.spelling import plain


@cache
def load_words(name: str) -> frozenset[str]:
    """Entries of one list in plain letters; lines that begin with "#" tell where they come from."""
    try:
        text = (files("quotes.audit") / "data" / name).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"the word list {name!r} cannot be read", remedy="install the package again"
        ) from error
    return frozenset(
        plain(entry)
        for line in text.splitlines()
        if not line.startswith("#")
        for entry in line.split(",")
        if entry.strip()
    )


# Lists whose words are never a single person's name.
_NO_PEOPLE = ("known_organizations.txt", "known_places.txt", "groups.txt")


def is_no_person(word: str) -> bool:
    """True when a word (plain letters) is a well-known place, body, outlet, group, day or month."""
    return any(word in load_words(name) for name in _NO_PEOPLE)
