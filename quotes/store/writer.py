"""Writes one analysis, inside a transaction that the caller opened."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Result, bindparam, delete, insert, select, update

from quotes.errors import DataError
from quotes.model import Analysis, Attribution, Provenance, Span, text_of
from quotes.store.carrying import carry_dismissals
from quotes.store.changes import refresh_versions
from quotes.store.codec import (
    encode_evidence,
    encode_mentions,
    encode_spans,
    hash_analysis,
    hash_text,
)
from quotes.store.credits import refresh_credits
from quotes.store.decisions import load_identities
from quotes.store.identify import Identified, identify_speakers
from quotes.store.index import index_attributions
from quotes.store.judging import follow_judgements
from quotes.store.known import Former, forget_article, refresh_speakers
from quotes.store.matches import catch_up, find_matched, refresh_article
from quotes.store.role_conflicts import speakers_in
from quotes.store.standing import Identities
from quotes.store.tables import (
    SpanRole,
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    candidates,
    flags,
    shown_speakers,
    spans,
)

log = logging.getLogger(__name__)

# No database keeps half a character, and PostgreSQL no NUL.
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")


class WriteOutcome(StrEnum):
    """What writing an article did."""

    NEW = "new"
    UNCHANGED = "unchanged"  # it was there, and the same was found in it
    UPDATED = "updated"  # it was there; what was found in it has been replaced


@dataclass(frozen=True, slots=True)
class Written:
    """What writing an article did. The numbers count attributions."""

    outcome: WriteOutcome
    article_id: int
    added: int = 0
    kept: int = 0
    removed: int = 0


def write_analysis(connection: Connection, analysis: Analysis, *, now: datetime) -> Written:
    """Write an analysis; a second time changes nothing, another analysis of the same article replaces it.

    An attribution with the same spans keeps its number. Text that differs in nothing but white space is a
    copy of the same article: the first copy stays until another version of the program reads it.

    now  moment of reading, aware
    Raises DataError when the analysis contradicts itself or holds what no database can keep.
    """
    check_analysis(analysis)
    catch_up(connection)
    identity = analysis.article.identity
    stored = connection.execute(
        select(
            articles.c.id,
            articles.c.text_hash,
            articles.c.analysis_hash,
            articles.c.program,
            articles.c.models,
        ).where(articles.c.identity == identity)
    ).one_or_none()
    if stored is None:
        return _raise_across(connection, _write_new(connection, analysis, now=now))
    if stored.analysis_hash == hash_analysis(analysis):
        return Written(WriteOutcome.UNCHANGED, stored.id)
    same_maker = _provenance(stored.program, stored.models) == analysis.provenance
    if same_maker and stored.text_hash != hash_text(analysis.article.text):
        log.info("%s is a copy of article %s", analysis.article.path, stored.id)
        return Written(WriteOutcome.UNCHANGED, stored.id)
    former = speakers_in(connection, [stored.id])
    matched = find_matched(connection, stored.id)
    return _raise_across(connection, _write_again(connection, stored.id, analysis, now=now), former, matched)


def _raise_across(
    connection: Connection,
    written: Written,
    former: frozenset[int] = frozenset(),
    matched: frozenset[int] = frozenset(),
) -> Written:
    """Raise the doubts that an article raises together with others.

    former   known speakers whom it credited before
    matched  attributions elsewhere whose words were like its own before
    """
    refresh_versions(connection, written.article_id, former)
    refresh_article(connection, written.article_id, matched)
    carry_dismissals(connection, written.article_id)
    return written


def _provenance(program: str, models: list[Any]) -> Provenance:
    return Provenance(program, tuple((name, version) for name, version in models))


# ------------------------------------------------------------------ what may be written
def check_analysis(analysis: Analysis) -> None:
    """Raise DataError when an analysis contradicts itself or holds what no database can keep."""
    article = analysis.article
    where = article.path or article.url or article.doc
    bad = _UNSTORABLE.search(article.text)
    if bad:
        raise DataError(
            f"{where}: character U+{ord(bad[0]):04X} at {bad.start()} cannot be kept in a database",
            remedy="mend the encoding of the file",
        )
    if any(_UNSTORABLE.search(text) for text in _texts(analysis)):
        raise DataError(f"{where}: its metadata or a name holds a character that no database can keep")
    length = len(article.text)
    if any(span.end > length for span in _spans(analysis)):
        raise DataError(f"{where}: a span ends after a text of {length} characters")
    keys = [speaker.key for speaker in analysis.speakers]
    if len(set(keys)) < len(keys):
        raise DataError(f"{where}: two speakers of one key")
    named = {key for found in analysis.attributions for key in found.resolution.speakers}
    if named - set(keys):
        raise DataError(f"{where}: no speaker {sorted(named - set(keys))[0]!r}")
    found = [(a.source, a.cue, a.content) for a in (item.attribution for item in analysis.attributions)]
    if len(set(found)) < len(found):
        raise DataError(f"{where}: the same attribution twice")
    if any(not 0 <= flag.attribution < len(found) for flag in analysis.flags if flag.attribution is not None):
        raise DataError(f"{where}: a flag on an attribution that is not there")


def _texts(analysis: Analysis) -> Iterator[str]:
    article = analysis.article
    yield from (article.doc, article.title, article.path, article.url)
    yield from (article.outlet, article.author, article.language)
    for speaker in analysis.speakers:
        yield from (speaker.key, speaker.name, *speaker.aliases, *speaker.roles)
    for found in analysis.attributions:
        yield found.resolution.description
        for evidence in found.resolution.evidence:
            yield evidence.detail
        for candidate in found.resolution.candidates:
            yield from (candidate.speaker, candidate.name)
            yield from (evidence.detail for evidence in candidate.evidence)
    for flag in analysis.flags:
        yield from (flag.message, *flag.suggestions)
        yield from (evidence.detail for evidence in flag.evidence)


def _spans(analysis: Analysis) -> Iterator[Span]:
    for found in analysis.attributions:
        yield from found.attribution.spans
    for speaker in analysis.speakers:
        for mention in speaker.mentions:
            yield from (mention.span, mention.head)
    for flag in analysis.flags:
        yield from flag.spans


# ------------------------------------------------------------------ writing
def _write_new(connection: Connection, analysis: Analysis, *, now: datetime) -> Written:
    values = _article_values(analysis, now=now) | {"read_at": now}
    made = connection.execute(insert(articles).values(values).returning(articles.c.id))
    article_id = int(made.scalar_one())
    identities = load_identities(connection)
    speaker_ids = _write_speakers(connection, article_id, analysis, Former(), identities)
    rows = _write_findings(connection, article_id, analysis, speaker_ids, {})
    refresh_credits(connection, rows, identities)
    return Written(WriteOutcome.NEW, article_id, added=len(analysis.attributions))


def _write_again(connection: Connection, article_id: int, analysis: Analysis, *, now: datetime) -> Written:
    identities = load_identities(connection)
    former = forget_article(connection, article_id, identities)
    connection.execute(delete(flags).where(flags.c.article_id == article_id))
    query = select(attributions.c.identity, attributions.c.id).where(attributions.c.article_id == article_id)
    old = _pairs(connection.execute(query))
    wanted = set(_identities(analysis))
    kept = {identity: id for identity, id in old.items() if identity in wanted}
    for identity, id in old.items():
        if identity in kept:
            connection.execute(delete(candidates).where(candidates.c.attribution_id == id))
        else:
            connection.execute(delete(attributions).where(attributions.c.id == id))
    values = _article_values(analysis, now=now)
    connection.execute(update(articles).where(articles.c.id == article_id).values(values))
    speaker_ids = _write_speakers(connection, article_id, analysis, former, identities)
    _write_findings(connection, article_id, analysis, speaker_ids, kept)
    follow_judgements(connection, article_id, identities)
    written = Written(
        WriteOutcome.UPDATED,
        article_id,
        added=len(analysis.attributions) - len(kept),
        kept=len(kept),
        removed=len(old) - len(kept),
    )
    log.info("article %s was analysed again: %s", article_id, written)
    return written


def _article_values(analysis: Analysis, *, now: datetime) -> dict[str, Any]:
    article = analysis.article
    return {
        "identity": article.identity,
        "doc": article.doc,
        "title": article.title,
        "headline_start": article.headline.start if article.headline else None,
        "headline_end": article.headline.end if article.headline else None,
        "path": article.path,
        "url": article.url,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "language": article.language,
        "extracted": article.extracted,
        "analysed_at": now,
        "program": analysis.provenance.program,
        "models": [list(model) for model in analysis.provenance.models],
        "text_hash": hash_text(article.text),
        "analysis_hash": hash_analysis(analysis),
        "text": article.text,
    }


def _write_speakers(
    connection: Connection, article_id: int, analysis: Analysis, former: Former, identities: Identities
) -> dict[str, int]:
    """Write the article's speakers; their row by key."""
    if not analysis.speakers:
        return {}
    known: dict[str, Identified] = identify_speakers(connection, article_id, analysis, former, identities)
    rows = [
        {
            "article_id": article_id,
            "position": position,
            "key": speaker.key,
            "name": speaker.name,
            "kind": speaker.kind,
            "gender": speaker.gender,
            "introduced": speaker.introduced,
            "aliases": list(speaker.aliases),
            "roles": list(speaker.roles),
            "mentions": encode_mentions(speaker.mentions),
            "speaker_id": known[speaker.key].part if speaker.key in known else None,
            "match_evidence": encode_evidence(known[speaker.key].evidence) if speaker.key in known else [],
        }
        for position, speaker in enumerate(analysis.speakers)
    ]
    made = connection.execute(
        insert(article_speakers).returning(article_speakers.c.key, article_speakers.c.id), rows
    )
    ids = _pairs(made)
    _insert(
        connection,
        shown_speakers,
        ({"article_speaker_id": ids[key], "speaker_id": one.shown} for key, one in known.items()),
    )
    refresh_speakers(connection, frozenset(one.shown for one in known.values()), identities)
    return ids


def _write_findings(
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
    identities = _identities(analysis)
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
    _insert(
        connection,
        spans,
        (
            {"attribution_id": rows[identity], **row}
            for identity, found in zip(identities, analysis.attributions, strict=True)
            if identity not in kept
            for row in _span_rows(found.attribution)
        ),
    )
    _insert(
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
    _insert(
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
    _insert(
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
                "kind": flag.kind,
                "severity": flag.severity,
                "start": flag.spans[0].start,
                "message": flag.message,
                "spans": encode_spans(flag.spans),
                "evidence": encode_evidence(flag.evidence),
                "suggestions": list(flag.suggestions),
            }
            for position, flag in enumerate(analysis.flags)
        ),
    )
    return [rows[identity] for identity in identities]


def _insert(connection: Connection, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        connection.execute(insert(table), listed)


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
    made = connection.execute(
        insert(attributions).returning(attributions.c.identity, attributions.c.id), fresh
    )
    return kept | _pairs(made)


def _identities(analysis: Analysis) -> list[str]:
    article = analysis.article.identity  # a hash of the whole text: once for all of them
    return [found.attribution.identity(article) for found in analysis.attributions]


def _pairs(rows: Result[str, int]) -> dict[str, int]:
    return {key: id for key, id in rows}  # noqa: C416  # dict() would not know the types of a row


def _span_rows(attribution: Attribution) -> Iterator[dict[str, Any]]:
    for role, places in (
        (SpanRole.SOURCE, attribution.source),
        (SpanRole.CUE, attribution.cue),
        (SpanRole.CONTENT, attribution.content),
    ):
        for position, span in enumerate(places):
            yield {"role": role, "position": position, "start": span.start, "end": span.end}
