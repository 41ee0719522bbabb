"""Articles, attributions and flags by what people call them.

An article has a number, a short name, a path and an address; attributions and flags have a number, or the
first digits of an identity.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from quotes.errors import NotFoundError
from quotes.store.tables import articles, attributions, flags

# Digits of an identity that name a thing at least. With six, some of a hundred thousand things begin alike;
# the error lists them then.
SHORTEST = 6

# Digits that tell two things apart in a list: with eight, one pair of a hundred thousand begins alike.
SHOWN = 8

# How many things an error lists.
LISTED = 10


def find_attribution(connection: Connection, reference: str) -> int:
    """The row of the attribution with this number, or whose identity begins so; raises NotFoundError."""
    wanted = reference.strip().removeprefix("#").lower()
    found = _find_begun(connection, attributions, wanted)
    if wanted.isdecimal() and len(wanted) < 19:  # no database has more than 2**63 rows
        by_number = select(attributions.c.id, attributions.c.identity).where(attributions.c.id == int(wanted))
        found = dict(connection.execute(by_number).all()) | found
    if not found and (others := _find_begun(connection, flags, wanted)):
        kind = select(flags.c.kind).where(flags.c.id == next(iter(others)))
        raise NotFoundError(
            f"{reference} is no attribution but a flag ({connection.execute(kind).scalar()})",
            remedy="a flag can be dismissed; `quotes article` and `quotes speaker` number the attributions",
        )
    return _pick(reference, found, "attribution", lambda id, identity: f"{id} ({identity[:SHOWN]})")


def find_flag(connection: Connection, reference: str) -> int:
    """The row of the flag whose identity begins so; raises NotFoundError."""
    found = _find_begun(connection, flags, reference.strip().lower())
    return _pick(reference, found, "flag", lambda _, identity: identity)


def _find_begun(connection: Connection, table: Any, reference: str) -> dict[int, str]:
    if len(reference) < SHORTEST or set(reference) - set("0123456789abcdef"):
        return {}
    c = table.c
    query = select(c.id, c.identity).where(c.identity.startswith(reference, autoescape=True))
    return {id: identity for id, identity in connection.execute(query.order_by(c.id).limit(LISTED + 1))}  # noqa: C416


def _pick(reference: str, found: dict[int, str], what: str, show: Callable[[int, str], str]) -> int:
    if len(found) == 1:
        return next(iter(found))
    if found:
        listed = ", ".join(show(*pair) for pair in list(found.items())[:LISTED])
        more = " ..." if len(found) > LISTED else ""
        raise NotFoundError(
            f"{reference} may be several {what}s: {listed}{more}", remedy="give more digits of one"
        )
    where = "`quotes audit` shows them" if what == "flag" else "`quotes article` and `quotes speaker` do"
    raise NotFoundError(
        f"no {what} {reference} in the store",
        remedy=f"give {'' if what == 'flag' else 'its number, or '}the first {SHORTEST} or more digits"
        f" of its identity; {where}",
    )


# ------------------------------------------------------------------ articles
def find_article(connection: Connection, reference: str) -> int:
    """The row of an article by number, short name, path or URL; raises NotFoundError.

    Also when several articles have that short name: the error lists them.
    """
    reference = reference.strip()
    c = articles.c
    for condition in _readings_of(reference):
        query = select(c.id, c.path, c.url, c.title, c.doc).where(condition).order_by(c.id)
        found = connection.execute(query).all()
        if len(found) > 1:
            listed = [f"{one.id} ({one.path or one.url or one.title or one.doc})" for one in found[:LISTED]]
            more = " ..." if len(found) > LISTED else ""
            raise NotFoundError(
                f"{len(found)} articles are called {reference!r}: {', '.join(listed)}{more}",
                remedy="give the number of one",
            )
        if found:
            return int(found[0].id)
    raise NotFoundError(
        f"no article {reference!r} in the store",
        remedy="give the number, file name, path or URL of one that was read in",
    )


def _readings_of(reference: str) -> Iterator[Any]:
    """What a reference may mean, most literal first."""
    c = articles.c
    if not reference:
        return
    # No database has more than 2**63 rows; a longer number is a name.
    if reference.isdecimal() and len(reference) < 19:
        yield c.id == int(reference)
    yield c.url == reference
    path = Path(reference)
    yield c.path.in_(sorted({reference, str(path), str(path.absolute()), *_relative(path)}))
    yield c.doc == reference
    yield c.identity == reference
    if path.suffix:
        yield c.doc == path.stem


def _relative(path: Path) -> tuple[str, ...]:
    try:
        return (str(path.absolute().relative_to(Path.cwd())),)
    except ValueError:
        return ()
