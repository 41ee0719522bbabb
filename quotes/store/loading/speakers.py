"""Known speakers: in short, and with every quotation."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, case, func, select, union

from quotes.model import SpeakerKind
from quotes.records import AliasRecord, DecisionKind, QuotationRecord, SpeakerRecord, SpeakerSummary
from quotes.store.decisions import load_decisions, load_identities, pick_decisions
from quotes.store.loading.quotations import load_quotations
from quotes.store.loading.summaries import Ids, load_summaries
from quotes.store.numbers import numbers
from quotes.store.role_days import load_roles
from quotes.store.selection import Scope
from quotes.store.tables import (
    aliases,
    articles,
    attributions,
    credits_,
    flags,
    roles,
    shown_speakers,
    speakers,
    versions,
)

# Speakers, and quotations of speakers, that are loaded at once when all are read one after another; one who
# has more quotations is loaded alone.
BATCH = 100
BATCH_QUOTATIONS = 500


def summarize_speakers(connection: Connection, scope: Scope, ids: Ids | None = None) -> list[SpeakerSummary]:
    """Speakers in short with what is asked for counted, most quotations first, then by name.

    ids  None lists everybody who is asked for and credited with something that is; those who are named are
         told also when there is nothing of the kind
    """
    counted = _count(connection, scope, ids)
    if ids is None:
        asked = scope.asked_speakers
        counted = {id: each for id, each in counted.items() if asked is None or id in asked}
    else:
        # One whose only attribution was rejected, or is not asked for, is still a speaker.
        shown = select(shown_speakers.c.speaker_id).where(shown_speakers.c.speaker_id.in_(ids))
        credited = select(credits_.c.speaker_id).where(credits_.c.speaker_id.in_(ids))
        for id in connection.execute(union(shown, credited)).scalars():
            counted.setdefault(id, (0, 0, None, None))
    doubts = _count_doubts(connection, scope, ids)
    texts = {"aliases": _load_texts(connection, aliases, ids), "roles": _load_texts(connection, roles, ids)}
    query = select(speakers.c.id, speakers.c.name, speakers.c.kind)
    if ids is not None:
        query = query.where(speakers.c.id.in_(ids))
    found = [
        SpeakerSummary(
            id=id,
            name=name,
            kind=SpeakerKind(kind),
            aliases=tuple(text for text in texts["aliases"].get(id, ()) if text != name),
            roles=tuple(texts["roles"].get(id, ())),
            quotations=counted[id][0],
            articles=counted[id][1],
            flags=doubts.get(id, 0),
            first=counted[id][2],
            last=counted[id][3],
        )
        for id, name, kind in connection.execute(query)
        if id in counted
    ]
    return sorted(found, key=lambda one: (-one.quotations, one.name.casefold(), one.id))


def _count(
    connection: Connection, scope: Scope, ids: Ids | None
) -> dict[int, tuple[int, int, date | None, date | None]]:
    """Quotations, articles, first and last day by speaker.

    What stands in several versions of an article counts once: in the newest that is asked for.
    """
    c = credits_.c
    newer = and_(versions.c.earlier_id == articles.c.id, scope.is_covered_version(versions.c.article_id))
    last = versions.c.article_id.is_(None)
    query = (
        select(
            c.speaker_id,
            func.count(case((last, c.attribution_id))),
            func.count(case((last, articles.c.id)).distinct()),
            func.min(articles.c.published),
            func.max(articles.c.published),
        )
        .join(attributions, attributions.c.id == c.attribution_id)
        .join(articles, articles.c.id == attributions.c.article_id)
        .outerjoin(versions, newer)
        .where(*scope.covers_attribution())
        .group_by(c.speaker_id)
    )
    if ids is not None:
        query = query.where(c.speaker_id.in_(ids))
    return {
        id: (quotations, articles_, first, last)
        for id, quotations, articles_, first, last in connection.execute(query)
    }


def _count_doubts(connection: Connection, scope: Scope, ids: Ids | None) -> dict[int, int]:
    c = credits_.c
    query = (
        select(c.speaker_id, func.count())
        .join(flags, flags.c.attribution_id == c.attribution_id)
        .where(*scope.counts_flag())
        .group_by(c.speaker_id)
    )
    if ids is not None:
        query = query.where(c.speaker_id.in_(ids))
    return {id: count for id, count in connection.execute(query)}  # noqa: C416  # types of a row


def _load_texts(connection: Connection, table: Any, ids: Ids | None) -> dict[int, list[str]]:
    """Aliases or roles by speaker, the most used first."""
    query = select(table.c.speaker_id, table.c.text).order_by(table.c.articles.desc(), table.c.id)
    if ids is not None:
        query = query.where(table.c.speaker_id.in_(ids))
    found: dict[int, list[str]] = {}
    for speaker_id, text in connection.execute(query):
        found.setdefault(speaker_id, []).append(text)
    return found


# ------------------------------------------------------------------ with quotations
def load_speaker(
    connection: Connection,
    scope: Scope,
    summary: SpeakerSummary,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> SpeakerRecord:
    """A speaker with the quotations that are asked for, or with `limit` of them from `offset` on."""
    ids = select(speakers.c.id).where(speakers.c.id == summary.id)
    said = load_quotations(connection, _credited_to(scope, ids), limit=limit, offset=offset)
    return _put_together(connection, ids, [summary], {summary.id: said})[0]


def iterate_speakers(connection: Connection, scope: Scope) -> Iterator[SpeakerRecord]:
    """Everybody who is asked for with every quotation, most first, a batch in memory at a time."""
    for batch in _make_batches(summarize_speakers(connection, scope)):
        ids = select(speakers.c.id).where(speakers.c.id.in_(numbers([one.id for one in batch])))
        said: dict[int, list[QuotationRecord]] = {one.id: [] for one in batch}
        for quotation in load_quotations(connection, _credited_to(scope, ids)):
            for speaker in quotation.speakers:
                if speaker.id in said:
                    said[speaker.id].append(quotation)
        yield from _put_together(connection, ids, batch, said)


def _make_batches(summaries: list[SpeakerSummary]) -> Iterator[list[SpeakerSummary]]:
    batch: list[SpeakerSummary] = []
    quotations = 0
    for one in summaries:
        if batch and (len(batch) == BATCH or quotations + one.quotations > BATCH_QUOTATIONS):
            yield batch
            batch, quotations = [], 0
        batch.append(one)
        quotations += one.quotations
    if batch:
        yield batch


def _credited_to(scope: Scope, ids: Ids) -> Ids:
    """Attributions that are asked for and credited to some speakers."""
    credited = select(credits_.c.attribution_id).where(credits_.c.speaker_id.in_(ids))
    return select(attributions.c.id).where(attributions.c.id.in_(credited), *scope.covers_attribution())


def _put_together(
    connection: Connection,
    ids: Ids,
    summaries: Sequence[SpeakerSummary],
    said: Mapping[int, Sequence[QuotationRecord]],
) -> list[SpeakerRecord]:
    forms = _load_aliases(connection, ids)
    described = load_roles(connection, ids)
    identities = load_identities(connection)
    decided = load_decisions(connection, identities)
    return [
        SpeakerRecord(
            summary=one,
            aliases=tuple(forms.get(one.id, ())),
            quotations=tuple(said[one.id]),
            decisions=tuple(
                decision
                for decision in pick_decisions(decided, identities, one.id)
                if decision.in_force and decision.kind is not DecisionKind.UNDO
            ),
            roles=described.get(one.id, ()),
        )
        for one in summaries
    ]


def _load_aliases(connection: Connection, ids: Ids) -> dict[int, list[AliasRecord]]:
    c = aliases.c
    first = select(c.first_article_id).where(c.speaker_id.in_(ids))
    summaries = load_summaries(connection, first)
    query = (
        select(c.speaker_id, c.text, c.first_article_id, c.articles)
        .where(c.speaker_id.in_(ids))
        .order_by(c.articles.desc(), c.id)
    )
    found: dict[int, list[AliasRecord]] = {}
    for id, text, article_id, count in connection.execute(query):
        found.setdefault(id, []).append(AliasRecord(text, summaries[article_id], count))
    return found
