"""Flags with their places."""

from typing import Any

from sqlalchemy import Connection, Row, select

from quotes.errors import DataError
from quotes.model import Flag, FlagKind, Severity, text_of
from quotes.records import FlagRecord
from quotes.store.codec import decode_evidence, decode_spans
from quotes.store.credits import load_credited
from quotes.store.judged import load_judged
from quotes.store.loading.summaries import Ids, load_summaries, read_texts
from quotes.store.places import articles_elsewhere, load_places
from quotes.store.tables import attributions, flags


def load_flags(connection: Connection, ids: Ids | None = None) -> list[FlagRecord]:
    """Flags by article and then in the audit's order; all of them when `ids` is None."""
    wanted: Ids = select(flags.c.id) if ids is None else ids
    query = (
        select(
            flags,
            attributions.c.position.label("about"),
            attributions.c.identity.label("about_identity"),
        )
        .outerjoin(attributions, attributions.c.id == flags.c.attribution_id)
        .where(flags.c.id.in_(wanted))
        .order_by(flags.c.article_id, flags.c.position)
    )
    rows = connection.execute(query).all()
    if not rows:
        return []
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
    made: dict[int, FlagRecord] = {}
    for article_id, text in read_texts(connection, their_articles):
        for row in by_article[article_id]:
            flag = _flag(row)
            made[row.id] = FlagRecord(
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
    return [made[row.id] for row in rows]


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
