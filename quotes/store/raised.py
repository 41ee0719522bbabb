"""Flags that two articles raise together: kept as rows of `flags` like all others, with the place elsewhere.

They are no part of an article's analysis. They are worked out again when either article is written, and taken
away by their kind and article.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from quotes.model import Flag, FlagKind
from quotes.store.codec import encode_flag
from quotes.store.tables import articles, attributions, elsewhere, flags


@dataclass(frozen=True, slots=True)
class Raised:
    """One such flag.

    article_id, attribution_id  where it stands; `flag.attribution` is not looked at
    other_article_id, other_attribution_id  the place elsewhere that raises it
    """

    flag: Flag
    article_id: int
    attribution_id: int | None
    other_article_id: int
    other_attribution_id: int | None


def drop_raised(connection: Connection, kinds: Iterable[FlagKind], article_ids: Iterable[int]) -> None:
    """Take away the flags of some kinds that stand in some articles."""
    where = (flags.c.kind.in_([str(kind) for kind in kinds]), flags.c.article_id.in_(sorted(article_ids)))
    connection.execute(delete(flags).where(*where))


def insert_raised(connection: Connection, raised: Sequence[Raised]) -> None:
    """Write some flags behind those that their articles have; one that is there already is left out."""
    if not raised:
        return
    ids = {one.article_id for one in raised} | {one.other_article_id for one in raised}
    names = _load_identities(connection, articles, ids)
    about = {one.attribution_id for one in raised} | {one.other_attribution_id for one in raised}
    identities = _load_identities(connection, attributions, {id for id in about if id is not None})
    last, there = _load_present(connection, {one.article_id for one in raised})
    for one in raised:
        flag, mine, other = one.flag, one.attribution_id, one.other_attribution_id
        identity = flag.identity(
            names[one.article_id],
            "" if mine is None else identities[mine],
            names[one.other_article_id] if other is None else identities[other],
        )
        if identity in there:
            continue
        there.add(identity)
        last[one.article_id] = last.get(one.article_id, -1) + 1
        row = {
            "identity": identity,
            "article_id": one.article_id,
            "attribution_id": mine,
            "position": last[one.article_id],
            **encode_flag(flag),
        }
        made = connection.execute(insert(flags).values(row).returning(flags.c.id)).scalar_one()
        place = {"flag_id": made, "article_id": one.other_article_id, "attribution_id": other}
        connection.execute(insert(elsewhere).values(place))


def _load_identities(connection: Connection, table: Any, ids: set[int]) -> dict[int, str]:
    c = table.c
    rows = connection.execute(select(c.id, c.identity).where(c.id.in_(sorted(ids))))
    return {id: identity for id, identity in rows}  # noqa: C416  # types of a row


def _load_present(connection: Connection, ids: set[int]) -> tuple[dict[int, int], set[str]]:
    """The last position of a flag in each article, and the identities of all flags there."""
    c = flags.c
    where = c.article_id.in_(sorted(ids))
    rows = connection.execute(select(c.article_id, func.max(c.position)).where(where).group_by(c.article_id))
    last = {id: position for id, position in rows}  # noqa: C416  # types of a row
    return last, set(connection.execute(select(c.identity).where(where)).scalars())
