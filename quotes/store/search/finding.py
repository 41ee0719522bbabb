"""Finds quotations by their words: SQLite's FTS5 or PostgreSQL's text search, with one meaning on both.

What is entered and what is asked for are folded words of plain letters and digits, so neither database has
anything left to interpret.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, cast, column, func, literal_column, select, table

from quotes.errors import StoreError
from quotes.records import HitRecord, SearchRecord
from quotes.store.engine import show_url
from quotes.store.loading import load_quotations
from quotes.store.search.query import Query, Term
from quotes.store.tables import articles, attributions, contents


def search_quotations(
    connection: Connection, query: Query, *, conditions: tuple[Any, ...] = (), limit: int, offset: int
) -> SearchRecord:
    """Some of the quotations that a query fits, best first, equally good ones newest article first.

    conditions  what else must hold of `attributions` and `articles`
    """
    match = _match(connection, query)
    found = match.source.join(attributions, attributions.c.id == match.id).join(
        articles, articles.c.id == attributions.c.article_id
    )
    where = (match.fits, *conditions)
    counted = select(func.count()).select_from(found if conditions else match.source)
    total = connection.execute(counted.where(*where)).scalar_one()
    newest = (articles.c.published.desc().nulls_last(), articles.c.id.desc())
    order = (match.rank.desc(), *newest, attributions.c.start)
    ordered = select(attributions.c.id).select_from(found).where(*where).order_by(*order)
    ids = list(connection.execute(ordered.limit(max(0, limit)).offset(max(0, offset))).scalars())
    if not ids:
        return SearchRecord(total, ())
    records = load_quotations(connection, select(attributions.c.id).where(attributions.c.id.in_(ids)))
    by_id = {record.id: record for record in records}
    read = select(articles.c.id, articles.c.text).where(articles.c.id.in_({r.article.id for r in records}))
    texts: dict[int, str] = {id: text for id, text in connection.execute(read)}  # noqa: C416  # types of a row
    return SearchRecord(
        total,
        tuple(
            HitRecord(one, query.find(texts[one.article.id], one.attribution.content))
            for one in (by_id[id] for id in ids)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Match:
    """How a database finds what fits a query.

    source  table with the words
    id      its column with the number of the attribution
    fits    condition
    rank    how well it fits: more is better
    """

    source: Any
    id: Any
    fits: Any
    rank: Any


def _match(connection: Connection, query: Query) -> _Match:
    if connection.dialect.name == "sqlite":
        index = table("content_index", column("rowid"), column("content_index"), column("rank"))
        asked: Any = bindparam("asked", _ask_sqlite(query))
        # Its rank is bm25, below 0: the less, the better.
        return _Match(index, index.c.rowid, index.c.content_index.op("MATCH")(asked), -index.c.rank)
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import TSQUERY

        vector: Any = literal_column("contents.vector")
        tree = cast(bindparam("asked", _ask_postgresql(query)), TSQUERY)
        # 1: a long content is worth less than a short one with as many of the words.
        rank = func.ts_rank(vector, tree, 1)
        return _Match(contents, contents.c.attribution_id, vector.op("@@")(tree), rank)
    raise StoreError(
        show_url(connection.engine.url),
        f"quotations cannot be searched in a database of the kind {connection.dialect.name}",
        remedy="keep the store in SQLite or PostgreSQL",
    )


def _ask_sqlite(query: Query) -> str:
    def tell(term: Term) -> str:
        return f'"{" ".join(term.words)}"' + (" *" if term.cut else "")

    wanted = " AND ".join(map(tell, query.wanted))
    unwanted = " OR ".join(map(tell, query.unwanted))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _ask_postgresql(query: Query) -> str:
    # With the letter before each word that `vector` has.
    def tell(term: Term) -> str:
        return "(" + " <-> ".join(f"'w{word}'" for word in term.words) + (":*)" if term.cut else ")")

    wanted = " & ".join(map(tell, query.wanted))
    unwanted = " | ".join(map(tell, query.unwanted))
    return f"{wanted} & !({unwanted})" if unwanted else wanted
