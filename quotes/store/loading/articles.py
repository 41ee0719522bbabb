"""Articles with their text and all that was found in them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from quotes.model import Span
from quotes.records import ArticleRecord, FlagRecord, QuotationRecord
from quotes.store.loading.flags import load_flags
from quotes.store.loading.quotations import load_quotations
from quotes.store.loading.summaries import Ids, load_summaries
from quotes.store.tables import articles, attributions, flags
from quotes.store.versions import load_chains

# Articles whose text and findings are in memory at once when all are read one after another.
BATCH = 50


def load_articles(connection: Connection, ids: Ids) -> list[ArticleRecord]:
    """Articles with their text, attributions in order of the text, and flags in the audit's order."""
    summaries = load_summaries(connection, ids)
    quotations: dict[int, list[QuotationRecord]] = {id: [] for id in summaries}
    mine = select(attributions.c.id).where(attributions.c.article_id.in_(ids))
    for quotation in load_quotations(connection, mine):
        quotations[quotation.article.id].append(quotation)
    doubts: dict[int, list[FlagRecord]] = {id: [] for id in summaries}
    for flag in load_flags(connection, select(flags.c.id).where(flags.c.article_id.in_(ids))):
        doubts[flag.article.id].append(flag)
    chains = load_chains(connection, ids)
    others = sorted({id for chain in chains.values() for id in chain})
    there = load_summaries(connection, select(articles.c.id).where(articles.c.id.in_(others)))
    c = articles.c
    query = select(c.id, c.text, c.headline_start, c.headline_end, c.program, c.models, c.analysed_at)
    return [
        ArticleRecord(
            summary=summaries[row.id],
            text=row.text,
            headline=make_headline(row),
            quotations=tuple(quotations[row.id]),
            flags=tuple(flag for flag in doubts[row.id] if not flag.judgement),
            program=row.program,
            models=make_models(row.models),
            analysed_at=row.analysed_at,
            dismissed=tuple(flag for flag in doubts[row.id] if flag.judgement),
            versions=tuple(there[id] for id in chains.get(row.id, ())),
        )
        for row in connection.execute(query.where(c.id.in_(ids)).order_by(c.id))
    ]


def iterate_articles(connection: Connection) -> Iterator[ArticleRecord]:
    """Every article in the order it was read, a batch in memory at a time."""
    last = 0
    while True:
        ids = select(articles.c.id).where(articles.c.id > last).order_by(articles.c.id).limit(BATCH)
        # A subquery of its own: not every database takes LIMIT directly inside IN.
        batch = load_articles(connection, select(ids.subquery().c.id))
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1].summary.id


def make_headline(row: Row[Any]) -> Span | None:
    """Where the headline stands in the text of an article, if it does."""
    return None if row.headline_start is None else Span(row.headline_start, row.headline_end)


def make_models(rows: list[Any]) -> tuple[tuple[str, str], ...]:
    """Names and versions of the models that analysed an article."""
    return tuple((name, version) for name, version in rows)
