"""Writes what was found in an article: attributions with all that hangs on them, and flags."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Result, bindparam, insert, update

from quotes.model import Analysis, Attribution, text_of
from quotes.store.codec import encode_evidence, encode_flag
from quotes.store.engine import insert_plain
from quotes.store.index import index_attributions
from quotes.store.tables import (
    SpanRole,
    attribution_speakers,
    attributions,
    candidates,
    flags,
    shown_speakers,
    spans,
)

# Statements are put together once: for an article of news that takes longer than to answer them.
_INSERT = {table.name: insert(table) for table in (attribution_speakers, candidates, flags, shown_speakers)}
_MAKE = insert(attributions).returning(attributions.c.identity, attributions.c.id)


def write_findings(
    connection: Connection,
    article_id: int,
    analysis: Analysis,
    speaker_ids: dict[str, int],
    kept: dict[str, int],
) -> list[int]:
    """Write attributions with all that hangs on them, and the flags; the attributions' rows.

    kept  rows, by identity, of attributions that are there already with their spans
    """
    article_identity = analysis.article.identity
    identities = list_identities(analysis)
    rows = _write_attributions(connection, article_id, analysis, identities, kept)
    text = analysis.article.text
    index_attributions(
        connection,
        {
            rows[identity]: text_of(found.attribution.content, text, gap=" ")
            for identity, found in zip(identities, analysis.attributions, strict=True)
            if identity not in kept
        },
    )
    insert_plain(
        connection,
        spans,
        [
            (rows[identity], *row)
            for identity, found in zip(identities, analysis.attributions, strict=True)
            if identity not in kept
            for row in _span_rows(found.attribution)
        ],
    )
    insert_rows(
        connection,
        attribution_speakers,
        (
            {
                "attribution_id": rows[identity],
                "position": position,
                "article_speaker_id": speaker_ids[key],
            }
            for identity, found in zip(identities, analysis.attributions, strict=True)
            for position, key in enumerate(found.resolution.speakers)
        ),
    )
    insert_rows(
        connection,
        candidates,
        (
            {
                "attribution_id": rows[identity],
                "position": position,
                "speaker_key": candidate.speaker,
                "name": candidate.name,
                "score": candidate.score,
                "evidence": encode_evidence(candidate.evidence),
            }
            for identity, found in zip(identities, analysis.attributions, strict=True)
            for position, candidate in enumerate(found.resolution.candidates)
        ),
    )
    insert_rows(
        connection,
        flags,
        (
            {
                "article_id": article_id,
                "attribution_id": None if flag.attribution is None else rows[identities[flag.attribution]],
                "position": position,
                "identity": flag.identity(
                    article_identity,
                    "" if flag.attribution is None else identities[flag.attribution],
                ),
                **encode_flag(flag),
            }
            for position, flag in enumerate(analysis.flags)
        ),
    )
    return [rows[identity] for identity in identities]


def _write_attributions(
    connection: Connection,
    article_id: int,
    analysis: Analysis,
    identities: list[str],
    kept: dict[str, int],
) -> dict[str, int]:
    """Write attributions; their row by identity."""
    fresh, again = [], []
    for position, (identity, found) in enumerate(zip(identities, analysis.attributions, strict=True)):
        attribution, resolution = found.attribution, found.resolution
        values = {
            "position": position,
            "kind": attribution.kind,
            "polarity": attribution.polarity,
            "confidence": attribution.confidence,
            "rule": attribution.rule,
            "act": attribution.act,
            "outcome": resolution.outcome,
            "form": resolution.form,
            "description": resolution.description,
            "evidence": encode_evidence(resolution.evidence),
        }
        if identity in kept:
            again.append(values | {"row": kept[identity]})
        else:
            place = {"article_id": article_id, "identity": identity, "start": attribution.start}
            fresh.append(values | place)
    if again:
        connection.execute(update(attributions).where(attributions.c.id == bindparam("row")), again)
    if not fresh:
        return kept
    made = connection.execute(_MAKE, fresh)
    return kept | pair_rows(made)


def list_identities(analysis: Analysis) -> list[str]:
    """Identities of the attributions, in their order."""
    article = analysis.article.identity  # a hash of the whole text: once for all of them
    return [found.attribution.identity(article) for found in analysis.attributions]


def pair_rows(rows: Result[str, int]) -> dict[str, int]:
    """Numbers of rows by what names them."""
    return {key: id for key, id in rows}  # noqa: C416  # dict() would not know the types of a row


def insert_rows(connection: Connection, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows into a table; none at all is no statement."""
    listed = list(rows)
    if listed:
        connection.execute(_INSERT[table.name], listed)


def _span_rows(attribution: Attribution) -> Iterator[tuple[str, int, int, int]]:
    """Role, position, start and end of every span."""
    for role, places in (
        (SpanRole.SOURCE, attribution.source),
        (SpanRole.CUE, attribution.cue),
        (SpanRole.CONTENT, attribution.content),
    ):
        for position, span in enumerate(places):
            yield role.value, position, span.start, span.end
