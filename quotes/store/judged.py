"""What people judged, read: the records themselves, and what they make of attributions, flags and counts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Row, Select, select

from quotes.model import Attribution, Kind, text_of
from quotes.records import (
    ExtractedRecord,
    JudgementKind,
    JudgementRecord,
    QuotationRecord,
    SpeakerName,
)
from quotes.store.carrying import find_lost
from quotes.store.credits import load_verdicts
from quotes.store.numbers import MOST_BOUND, cut, cut_bound
from quotes.store.snapshots import decode_correction
from quotes.store.tables import SpanRole, articles, attributions, flags, judgements
from quotes.store.verdicts import Verdicts

Ids = Select[int] | CompoundSelect[int]


# ------------------------------------------------------------------ the records
def load_judgements(
    connection: Connection, article_ids: Ids | None = None
) -> tuple[tuple[JudgementRecord, ...], Verdicts]:
    """Everything that was judged in some articles or in all, oldest first, and what stands of it."""
    query = select(judgements).order_by(judgements.c.id)
    named: list[str] | None = None
    if article_ids is not None:
        mine = select(articles.c.identity).where(articles.c.id.in_(article_ids))
        rows = connection.execute(query.where(judgements.c.article.in_(mine))).all()
        named = sorted({row.article for row in rows})
    else:
        rows = connection.execute(query).all()
    if not rows:
        return (), Verdicts()
    verdicts = load_verdicts(connection, named)
    here = _Present(connection, rows)
    lost = find_lost(verdicts, here.attributions.keys() | here.flags.keys())
    told = {row.id: row for row in rows}
    return tuple(_record(row, told, verdicts, here, lost) for row in rows), verdicts


def of_judgement(number: int) -> Ids:
    """The article that a judgement is about."""
    named = select(judgements.c.article).where(judgements.c.id == number)
    return select(articles.c.id).where(articles.c.identity.in_(named))


class _Present:
    """Rows, by identity, of what was judged and is here."""

    def __init__(self, connection: Connection, rows: Sequence[Row[Any]]) -> None:
        self.articles = _find_rows(connection, articles, (row.article for row in rows))
        self.attributions = _find_rows(connection, attributions, (row.attribution for row in rows))
        self.flags = _find_rows(connection, flags, (row.flag for row in rows))


def _find_rows(connection: Connection, table: Any, identities: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in cut_bound(identity for identity in identities if identity):
        query = select(table.c.identity, table.c.id).where(table.c.identity.in_(chunk))
        found.update((identity, id) for identity, id in connection.execute(query))
    return found


def _record(
    row: Row[Any],
    told: Mapping[int, Row[Any]],
    verdicts: Verdicts,
    here: _Present,
    lost: Collection[int],
) -> JudgementRecord:
    kind = JudgementKind(row.kind)
    undo = kind is JudgementKind.UNDO
    about = row
    while about.kind == JudgementKind.UNDO and about.replaces_id in told:
        about = told[about.replaces_id]
    snapshot = about.snapshot
    article = snapshot.get("article", {})
    undone_by = verdicts.undone_by.get(row.id)
    roles = [role.value for role in SpanRole] if row.corrected else []
    return JudgementRecord(
        id=row.id,
        kind=kind,
        article=row.article,
        attribution=row.attribution,
        flag=row.flag,
        label=article.get("title") or article.get("doc", ""),
        article_id=here.articles.get(row.article),
        attribution_id=here.attributions.get(row.attribution),
        flag_id=here.flags.get(row.flag),
        about=_tell_about(snapshot),
        speakers=tuple(snapshot.get("extracted", ())),
        speaker=None if row.speaker_id is None else SpeakerName(row.speaker_id, row.name),
        changed=tuple(role for role in roles if row.corrected[role]["text"] != snapshot[role]["text"]),
        who=row.who,
        at=row.judged_at,
        why=row.why,
        replaces=row.replaces_id,
        carried_from=verdicts.origin(verdicts.by_id[row.id]),
        undone_by=undone_by,
        in_force=undone_by is None if undo else row.id in verdicts.in_force,
        lost=row.id in lost,
        snapshot=row.snapshot,
        corrected=row.corrected,
    )


def _tell_about(snapshot: Mapping[str, Any]) -> str:
    flag = snapshot.get("flag")
    if flag:
        return f"{flag['kind']}: {flag['message']}"
    return str(snapshot["content"]["text"]) if "content" in snapshot else ""


# ------------------------------------------------------------------ what they make of the rest
@dataclass(frozen=True, slots=True)
class Judged:
    """What stands in some articles, by identity of attribution or flag."""

    standing: Mapping[str, tuple[JudgementRecord, ...]] = field(default_factory=dict)

    def of_flag(self, flag: str, attribution: str | None) -> JudgementRecord | None:
        """What takes a flag off the lists: it was dismissed, or its attribution was rejected."""
        dismissed = self.standing.get(flag, ())
        rejected = (
            one for one in self.standing.get(attribution or "", ()) if one.kind is JudgementKind.REJECT
        )
        return next(iter(dismissed), None) or next(rejected, None)

    def of_attribution(self, attribution: str) -> tuple[JudgementRecord, ...]:
        """What stands of an attribution, oldest first."""
        return self.standing.get(attribution, ())


def load_judged(connection: Connection, article_ids: Ids | None) -> Judged:
    """What stands in some articles, or in all."""
    records, verdicts = load_judgements(connection, article_ids)
    by_id = {record.id: record for record in records}
    return Judged(
        {
            thing: tuple(by_id[one.id] for one in verdict.standing)
            for thing, verdict in verdicts.items().items()
        }
    )


def judge_quotation(
    record: QuotationRecord, judged: Judged, extracted: tuple[SpeakerName, ...], text: str
) -> QuotationRecord:
    """An attribution as people's judgements leave it; its context is to be found again.

    record     with the parts that the program has, and with its speakers in the end
    extracted  speakers that the program has
    text       of the article
    """
    found = judged.of_attribution(record.identity)
    if not found:
        return record
    corrected = next((one for one in found if one.kind is JudgementKind.CORRECT), None)
    attribution = _correct(record.attribution, corrected, text, record.article.text_hash)
    before = ExtractedRecord(record.attribution, record.source, record.cue, record.content, extracted)
    return replace(
        record,
        attribution=attribution,
        source=text_of(attribution.source, text),
        cue=text_of(attribution.cue, text),
        content=text_of(attribution.content, text),
        match_evidence=record.match_evidence if record.speakers == extracted else (),
        judgements=found,
        extracted=None if (attribution, record.speakers) == (record.attribution, extracted) else before,
    )


def _correct(
    attribution: Attribution, judgement: JudgementRecord | None, text: str, text_hash: str
) -> Attribution:
    if judgement is None:
        return attribution
    parts = decode_correction(judgement.corrected, judgement.snapshot, text, text_hash)
    if not parts[SpanRole.CONTENT]:  # of a text that is not here
        return attribution
    return replace(
        attribution,
        source=parts[SpanRole.SOURCE],
        cue=parts[SpanRole.CUE],
        content=parts[SpanRole.CONTENT],
        kind=Kind(judgement.corrected["kind"]),
        confidence=None,
    )


# ------------------------------------------------------------------ counts
@dataclass(frozen=True, slots=True)
class Aside:
    """What is on the record and not counted.

    attributions  rejected ones -> number of the article
    flags         flags that are off the lists -> number of the article
    """

    attributions: Mapping[int, int] = field(default_factory=dict)
    flags: Mapping[int, int] = field(default_factory=dict)

    def count_by_article(self) -> dict[int, tuple[int, int]]:
        """Number of the article -> how many attributions and flags."""
        rejected, off = Counter(self.attributions.values()), Counter(self.flags.values())
        return {id: (rejected[id], off[id]) for id in rejected.keys() | off.keys()}


def load_aside(connection: Connection, article_ids: Ids | None = None) -> Aside:
    """What is not counted in some articles, or in all."""
    named: Sequence[str] | None = None
    if article_ids is not None:
        mine = select(articles.c.identity).where(articles.c.id.in_(article_ids))
        judged = select(judgements.c.article).where(judgements.c.article.in_(mine)).distinct()
        named = list(connection.execute(judged).scalars())
        if not named:
            return Aside()
    verdicts = load_verdicts(connection, named, with_speakers=False)
    if not verdicts:
        return Aside()
    rejected = [thing for thing, verdict in verdicts.items().items() if verdict.rejected]
    dismissed = [thing for thing, verdict in verdicts.items().items() if verdict.dismissed]
    attributed = select(attributions.c.id, attributions.c.article_id)
    quotations = {
        row.id: row.article_id
        for row in _read_chunks(connection, attributed, attributions.c.identity, rejected)
    }
    query = select(flags.c.id, flags.c.article_id)
    off = {
        row.id: row.article_id
        for column, wanted in ((flags.c.identity, dismissed), (flags.c.attribution_id, list(quotations)))
        for row in _read_chunks(connection, query, column, wanted)
    }
    return Aside(quotations, off)


def _read_chunks(
    connection: Connection, query: Any, column: Any, wanted: Sequence[Any]
) -> Iterable[Row[Any]]:
    for chunk in cut(wanted, MOST_BOUND):
        yield from connection.execute(query.where(column.in_(chunk)))
