"""Articles in short, and their texts."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, func, select

from quotes.records import ArticleSummary
from quotes.store.judged import load_aside
from quotes.store.tables import articles, attributions, flags, versions

Ids = Select[int]


def load_summaries(
    connection: Connection, ids: Ids | CompoundSelect[int] | None = None
) -> dict[int, ArticleSummary]:
    """Articles by number, in the order they were read; all of them when `ids` is None."""
    c = articles.c
    query = select(
        c.id,
        c.identity,
        c.doc,
        c.title,
        c.outlet,
        c.author,
        c.published,
        c.url,
        c.path,
        c.read_at,
        c.text_hash,
        _count_of(attributions).label("quotations"),
        _count_of(flags).label("flags"),
        versions.c.article_id.label("newer"),
    ).order_by(c.id)
    query = query.outerjoin(versions, versions.c.earlier_id == c.id)
    if ids is not None:
        query = query.where(c.id.in_(ids))
    aside = load_aside(connection, ids).by_article
    found = {}
    for row in connection.execute(query):
        values = dict(row._mapping)
        rejected, dismissed = aside.get(row.id, (0, 0))
        values |= {"quotations": row.quotations - rejected, "flags": row.flags - dismissed}
        found[row.id] = ArticleSummary(**values)
    return found


def _count_of(table: Any) -> Any:
    return select(func.count()).where(table.c.article_id == articles.c.id).scalar_subquery()


def read_texts(connection: Connection, ids: Ids) -> Iterator[tuple[int, str]]:
    """Texts of articles, one at a time."""
    query = select(articles.c.id, articles.c.text).where(articles.c.id.in_(ids))
    yield from connection.execute(query, execution_options={"yield_per": 1})
