"""Articles with their text and all that was found in them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from quotes.model import Span
from quotes.records import ArticleRecord, FlagRecord, QuotationRecord
from quotes.store.copies import load_families
from quotes.store.loading.flags import load_flags
from quotes.store.loading.quotations import load_quotations
from quotes.store.loading.summaries import Ids, load_summaries
from quotes.store.selection import Scope
from quotes.store.tables import articles, attributions, flags
from quotes.store.versions import load_chains

# Articles whose text and findings are in memory at once when all are read one after another.
BATCH = 50


def load_articles(connection: Connection, ids: Ids, scope: Scope) -> list[ArticleRecord]:
    """Articles with their text, attributions in order of the text, and flags in the audit's order.

    scope  which of their attributions and flags are asked for
    """
    summaries = load_summaries(connection, ids, scope)
    quotations: dict[int, list[QuotationRecord]] = {id: [] for id in summaries}
    c = attributions.c
    mine = select(c.id).where(c.article_id.in_(ids), *scope.covers_attribution())
    for quotation in load_quotations(connection, mine):
        quotations[quotation.article.id].append(quotation)
    doubts: dict[int, list[FlagRecord]] = {id: [] for id in summaries}
    theirs = select(flags.c.id).where(flags.c.article_id.in_(ids), *scope.covers_flag())
    for flag in load_flags(connection, theirs):
        doubts[flag.article.id].append(flag)
    chains = load_chains(connection, ids)
    families = load_families(connection, summaries.keys())
    others = sorted({id for group in (*chains.values(), *families.values()) for id in group})
    there = load_summaries(connection, select(articles.c.id).where(articles.c.id.in_(others)))
    a = articles.c
    query = select(a.id, a.text, a.headline_start, a.headline_end, a.program, a.models, a.analysed_at)
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
            copies=tuple(there[id] for id in families.get(row.id, ())),
        )
        for row in connection.execute(query.where(a.id.in_(ids)).order_by(a.id))
    ]


def iterate_articles(connection: Connection, scope: Scope) -> Iterator[ArticleRecord]:
    """Every article that is asked for in the order it was read, a batch in memory at a time."""
    wanted = select(articles.c.id).where(*scope.keeps_article()).order_by(articles.c.id)
    ids = list(connection.execute(wanted).scalars())
    for at in range(0, len(ids), BATCH):
        batch = ids[at : at + BATCH]
        yield from load_articles(connection, select(articles.c.id).where(articles.c.id.in_(batch)), scope)


def make_headline(row: Row[Any]) -> Span | None:
    """Where the headline stands in the text of an article, if it does."""
    return None if row.headline_start is None else Span(row.headline_start, row.headline_end)


def make_models(rows: list[Any]) -> tuple[tuple[str, str], ...]:
    """Names and versions of the models that analysed an article."""
    return tuple((name, version) for name, version in rows)
