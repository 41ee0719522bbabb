"""The place in another article that raises a flag together with its own."""

from collections.abc import Mapping

from sqlalchemy import Connection, Select, select

from quotes.records import ArticleSummary, PlaceRecord
from quotes.store.credits import load_credited
from quotes.store.index import read_contents
from quotes.store.tables import attributions, elsewhere


def load_places(
    connection: Connection, flag_ids: Select[int], summaries: Mapping[int, ArticleSummary]
) -> dict[int, PlaceRecord]:
    """Places elsewhere, by flag.

    summaries  of the articles that `articles_elsewhere` tells
    """
    c = elsewhere.c
    rows = connection.execute(select(elsewhere).where(c.flag_id.in_(flag_ids))).all()
    if not rows:
        return {}
    about = {row.attribution_id for row in rows if row.attribution_id is not None}
    contents = {one.attribution_id: one.content for one in read_contents(connection, about)}
    where = select(c.attribution_id).where(c.flag_id.in_(flag_ids), c.attribution_id.is_not(None))
    known = select(attributions.c.id, attributions.c.identity).where(attributions.c.id.in_(where))
    identities = {id: identity for id, identity in connection.execute(known)}  # noqa: C416  # types of a row
    credited = load_credited(connection, where)  # type: ignore[arg-type]  # NULLs are left out
    return {
        row.flag_id: PlaceRecord(
            summaries[row.article_id],
            row.attribution_id,
            contents.get(row.attribution_id, ""),
            credited.get(row.attribution_id, ()),
            identities.get(row.attribution_id, ""),
        )
        for row in rows
    }


def articles_elsewhere(flag_ids: Select[int]) -> Select[int]:
    """Numbers of the articles in which some flags have their other place."""
    return select(elsewhere.c.article_id).where(elsewhere.c.flag_id.in_(flag_ids))
