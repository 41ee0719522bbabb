"""Rows by their numbers: many of them, in one query."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Integer, Select, String, bindparam, cast, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

# Rows that are loaded at once: with more, nothing is won.
CHUNK = 2000
# How many numbers or texts one query binds: below what any database takes as parameters.
MOST_BOUND = 500

T = TypeVar("T", int, str)


class _Each(FunctionElement[Any]):
    """The elements of a JSON list, as rows with one column `value`."""

    name = "each"
    inherit_cache = True


@compiles(_Each)
def _tell(element: _Each, compiler: Any, **options: Any) -> str:
    return f"json_each{compiler.process(element.clause_expr, **options)}"


@compiles(_Each, "postgresql")
def _tell_postgresql(element: _Each, compiler: Any, **options: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **options)} AS JSON))"


def numbers(listed: Collection[int]) -> Select[int]:
    """Numbers for `column.in_(...)`.

    They travel as one value: to bind them one by one takes longer than to answer, and databases limit how
    many there are.
    """
    told = bindparam("numbers", json.dumps(sorted(listed)), String, unique=True)
    return select(cast(_Each(told).table_valued("value").c.value, Integer))


def cut(listed: Sequence[int], size: int = CHUNK) -> Iterator[Sequence[int]]:
    """Pieces of no more than `size`."""
    return (listed[at : at + size] for at in range(0, len(listed), size))


def cut_bound(listed: Iterable[T]) -> Iterator[list[T]]:
    """In order, none twice, as many at a time as one query binds."""
    wanted = sorted(set(listed))
    return (wanted[at : at + MOST_BOUND] for at in range(0, len(wanted), MOST_BOUND))
