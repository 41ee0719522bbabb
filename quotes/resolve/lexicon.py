"""Word lists that the resolver reads from `quotes/lexicon`, each loaded once. Everything is in lower case."""

from functools import cache

from quotes.lexicon import load_words, read_rows
from quotes.model import Gender

__all__ = ["load_genders", "load_groups", "load_long_titles", "load_table", "load_words", "read_rows"]

_GENDERS = {"f": Gender.FEMININE, "m": Gender.MASCULINE, "-": Gender.UNKNOWN}


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
def load_abbreviations(name: str) -> frozenset[str]:
    """Words of the second column of one list."""
    return frozenset(word for row in read_rows(name) if len(row) > 1 for word in row[1].split())


@cache
def load_groups(name: str) -> dict[str, frozenset[int]]:
    """Every word of a list whose lines are groups, with the numbers of the groups that hold it."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(read_rows(name)):
        for word in " ".join(row).split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
