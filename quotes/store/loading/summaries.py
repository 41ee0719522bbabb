"""Articles in short, and their texts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, func, select

from quotes.records import ArticleSummary
from quotes.store.judged import load_aside
from quotes.store.selection import Scope
from quotes.store.tables import articles, attributions, copies, flags, versions

Ids = Select[int]

# Texts of articles that are in memory at once.
READ_AT_ONCE = 10


def load_summaries(
    connection: Connection, ids: Ids | CompoundSelect[int] | None = None, scope: Scope | None = None
) -> dict[int, ArticleSummary]:
    """Articles by number, in the order they were read; all of them when `ids` is None.

    scope  what is counted of each; None counts everything
    """
    c = articles.c
    said = scope.counts_attribution() if scope else ()
    doubted = scope.counts_flag() if scope else ()
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
        _count_of(attributions, said),
        _count_of(flags, doubted),
        c.text_hash,
        versions.c.article_id,
        c.language,
        copies.c.first_id,
    ).order_by(c.id)
    query = query.outerjoin(versions, versions.c.earlier_id == c.id)
    query = query.outerjoin(copies, copies.c.article_id == c.id)
    if ids is not None:
        query = query.where(c.id.in_(ids))
    rows: Any = connection.execute(query)
    found = {row[0]: ArticleSummary(*row) for row in rows}
    if scope is None:
        for id, (rejected, dismissed) in load_aside(connection, ids).count_by_article().items():
            one = found[id]
            found[id] = replace(one, quotations=one.quotations - rejected, flags=one.flags - dismissed)
    return found


def _count_of(table: Any, conditions: tuple[Any, ...]) -> Any:
    mine = select(func.count()).select_from(table).where(table.c.article_id == articles.c.id, *conditions)
    return mine.correlate(articles).scalar_subquery()


def read_texts(connection: Connection, ids: Ids) -> Iterator[tuple[int, str]]:
    """Texts of articles, few in memory at a time."""
    query = select(articles.c.id, articles.c.text).where(articles.c.id.in_(ids))
    yield from connection.execute(query, execution_options={"yield_per": READ_AT_ONCE})
