"""The parts that attributions are put together from."""

from typing import Any

from sqlalchemy import Connection, Row, select

from quotes.model import Act, Attribution, Candidate, Kind, Polarity, Span
from quotes.store.codec import decode_evidence
from quotes.store.loading.summaries import Ids
from quotes.store.tables import (
    SpanRole,
    article_speakers,
    attribution_speakers,
    candidates,
    shown_speakers,
    spans,
    speakers,
)


def make_attribution(row: Row[Any], parts: dict[str, list[Span]]) -> Attribution:
    """An attribution from its row and its spans by role."""
    return Attribution(
        source=tuple(parts.get(SpanRole.SOURCE, ())),
        cue=tuple(parts.get(SpanRole.CUE, ())),
        content=tuple(parts.get(SpanRole.CONTENT, ())),
        kind=Kind(row.kind),
        polarity=Polarity(row.polarity),
        confidence=row.confidence,
        rule=row.rule,
        act=Act(row.act),
    )


def load_spans(connection: Connection, ids: Ids) -> dict[int, dict[str, list[Span]]]:
    """Spans by attribution and role, in their order."""
    c = spans.c
    query = select(c.attribution_id, c.role, c.start, c.end).where(c.attribution_id.in_(ids))
    found: dict[int, dict[str, list[Span]]] = {}
    for id, role, start, end in connection.execute(query.order_by(c.attribution_id, c.role, c.position)):
        found.setdefault(id, {}).setdefault(role, []).append(Span(start, end))
    return found


def load_extracted(connection: Connection, ids: Ids) -> dict[int, list[Row[Any]]]:
    """Speakers by attribution as the machine has them: `key`, `match_evidence`, and `id` and `name`."""
    query = (
        select(
            attribution_speakers.c.attribution_id,
            article_speakers.c.key,
            article_speakers.c.match_evidence,
            speakers.c.id,
            speakers.c.name,
        )
        .join(article_speakers, article_speakers.c.id == attribution_speakers.c.article_speaker_id)
        .join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id)
        .join(speakers, speakers.c.id == shown_speakers.c.speaker_id)
        .where(attribution_speakers.c.attribution_id.in_(ids))
        .order_by(attribution_speakers.c.attribution_id, attribution_speakers.c.position)
    )
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.attribution_id, []).append(row)
    return found


def load_candidates(connection: Connection, ids: Ids) -> dict[int, tuple[Candidate, ...]]:
    """Readings that were weighed, by attribution, best first."""
    c = candidates.c
    query = select(candidates).where(c.attribution_id.in_(ids)).order_by(c.attribution_id, c.position)
    found: dict[int, list[Candidate]] = {}
    for row in connection.execute(query):
        candidate = Candidate(row.speaker_key, row.name, row.score, decode_evidence(row.evidence))
        found.setdefault(row.attribution_id, []).append(candidate)
    return {id: tuple(listed) for id, listed in found.items()}
