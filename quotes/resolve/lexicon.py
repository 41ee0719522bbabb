"""Word lists that the resolver reads from `quotes/lexicon`, each loaded once.

A list is a text file: lines that begin with "#" tell where its words come from, columns are parted by
tabs. Everything is in lower case.
"""

from functools import cache
from importlib.resources import files

from quotes.errors import DataError
from quotes.model import Gender

_GENDERS = {"f": Gender.FEMININE, "m": Gender.MASCULINE, "-": Gender.UNKNOWN}


def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of one list, split at tabs; raises DataError when there is no such list."""
    try:
        text = (files("quotes") / "lexicon" / name).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"the word list {name!r} cannot be read", remedy="install the package again"
        ) from error
    return tuple(
        tuple(line.split("\t")) for line in text.splitlines() if line.strip() and not line.startswith("#")
    )


@cache
def load_words(name: str) -> frozenset[str]:
    """First column of one list."""
    return frozenset(row[0] for row in read_rows(name))


@cache
def load_genders(name: str) -> dict[str, Gender]:
    """Words of one list with the gender that they show."""
    return {row[0]: _GENDERS[row[1]] for row in read_rows(name)}


@cache
def load_table(name: str) -> dict[str, str]:
    """First column of one list with the second."""
    return {row[0]: row[1] for row in read_rows(name)}


@cache
def load_long_titles() -> dict[str, str]:
    """Titles that are short for something, with what they are short for."""
    return {row[0]: row[2] for row in read_rows("titles.tsv") if len(row) > 2}


@cache
def load_groups(name: str) -> dict[str, frozenset[int]]:
    """Every word of a list whose lines are groups, with the numbers of the groups that hold it."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(read_rows(name)):
        for word in " ".join(row).split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
