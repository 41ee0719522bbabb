"""Words as data: cues with counts, titles, roles, nicknames, nouns for people and bodies.

A list is a text file: lines that begin with "#" say where its words come from, columns are parted by tabs.
"""

from functools import cache
from importlib.resources import files

from quotes.errors import DataError


def read_lines(name: str) -> tuple[str, ...]:
    """Lines of one list ("titles.tsv", "audit/roles.txt") but for comments and empty ones.

    Raises DataError when there is no such list.
    """
    try:
        text = (files("quotes") / "lexicon" / name).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"the word list {name!r} cannot be read", remedy="install the package again"
        ) from error
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Lines of one list, split at tabs; raises DataError when there is no such list."""
    return tuple(tuple(line.split("\t")) for line in read_lines(name))


@cache
def load_words(name: str) -> frozenset[str]:
    """First column of one list, read once."""
    return frozenset(row[0].strip() for row in read_rows(name))
