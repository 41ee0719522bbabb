"""Flags with their places."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, case, select

from quotes.errors import DataError
from quotes.model import Flag, FlagKind, Severity, text_of
from quotes.records import FlagRecord
from quotes.store.codec import decode_evidence, decode_spans
from quotes.store.credits import load_credited
from quotes.store.judged import load_judged
from quotes.store.loading.collecting import without_collector
from quotes.store.loading.summaries import Ids, load_summaries, read_texts
from quotes.store.numbers import cut, numbers
from quotes.store.places import articles_elsewhere, load_places
from quotes.store.tables import attributions, flags

# How the lists of flags are ordered: the worst first, then by article and place.
_WORST = case({severity.value: severity.rank for severity in Severity}, value=flags.c.severity)
WORST_FIRST = (_WORST, flags.c.article_id, flags.c.start, flags.c.id)
IN_ORDER = (flags.c.article_id, flags.c.position)


def load_flags(
    connection: Connection,
    ids: Ids,
    *,
    order: tuple[Any, ...] = IN_ORDER,
    limit: int | None = None,
    offset: int = 0,
) -> list[FlagRecord]:
    """Flags with their places, by article and then in the audit's order.

    order          another order: columns of `flags`
    limit, offset  how many of them, and how many before them are left out
    """
    ordered = select(flags.c.id).where(flags.c.id.in_(ids)).order_by(*order)
    listed = connection.execute(ordered.limit(limit).offset(offset or None)).scalars().all()
    with without_collector():
        found = {record.id: record for chunk in cut(listed) for record in _load_chunk(connection, chunk)}
    return [found[id] for id in listed]


def _load_chunk(connection: Connection, listed: Sequence[int]) -> Iterator[FlagRecord]:
    wanted = numbers(listed)
    query = (
        select(
            flags,
            attributions.c.position.label("about"),
            attributions.c.identity.label("about_identity"),
        )
        .outerjoin(attributions, attributions.c.id == flags.c.attribution_id)
        .where(flags.c.id.in_(wanted))
    )
    rows = connection.execute(query).all()
    their_articles = select(flags.c.article_id).where(flags.c.id.in_(wanted))
    flagged = select(flags.c.attribution_id).where(
        flags.c.id.in_(wanted), flags.c.attribution_id.is_not(None)
    )
    credited = load_credited(connection, flagged)  # type: ignore[arg-type]  # NULLs are left out
    summaries = load_summaries(connection, their_articles.union(articles_elsewhere(wanted)))
    places = load_places(connection, wanted, summaries)
    judged = load_judged(connection, their_articles)
    by_article: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_article.setdefault(row.article_id, []).append(row)
    for article_id, text in read_texts(connection, their_articles):
        for row in by_article[article_id]:
            flag = _flag(row)
            yield FlagRecord(
                id=row.id,
                identity=row.identity,
                flag=flag,
                article=summaries[article_id],
                excerpt=text_of(flag.spans, text),
                attribution_id=row.attribution_id,
                speakers=credited.get(row.attribution_id, ()),
                judgement=judged.of_flag(row.identity, row.about_identity),
                elsewhere=places.get(row.id),
            )


def _flag(row: Row[Any]) -> Flag:
    try:
        kind = FlagKind(row.kind)
    except ValueError as error:
        raise DataError(
            f"the store holds a flag of a kind that this program does not know: {row.kind!r}",
            remedy="use the newer version of quotes that wrote it",
        ) from error
    return Flag(
        kind=kind,
        severity=Severity(row.severity),
        message=row.message,
        spans=decode_spans(row.spans),
        evidence=decode_evidence(row.evidence),
        suggestions=tuple(row.suggestions),
        attribution=row.about,
    )
