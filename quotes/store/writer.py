"""Writes one analysis, inside a transaction that the caller opened."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from quotes.model import Analysis, Article, Provenance
from quotes.store.carrying import carry_dismissals
from quotes.store.changes import refresh_versions
from quotes.store.checks import check_analysis
from quotes.store.codec import encode_evidence, encode_mentions, hash_analysis, hash_text
from quotes.store.copies import find_first, link_copies
from quotes.store.credits import are_judged, refresh_credits, write_credits
from quotes.store.decisions import load_identities
from quotes.store.findings import insert_rows, list_identities, pair_rows, write_findings
from quotes.store.identify import Identified, identify_speakers
from quotes.store.judging import follow_judgements
from quotes.store.known import Former, forget_article, refresh_speakers
from quotes.store.matches import catch_up, find_matched, refresh_article
from quotes.store.role_conflicts import speakers_in
from quotes.store.search.index import enter_contents, refresh_contents
from quotes.store.standing import Identities
from quotes.store.tables import article_speakers, articles, attributions, candidates, flags, shown_speakers
from quotes.store.versions import would_be_version

log = logging.getLogger(__name__)


# Statements are put together once: for an article of news that takes longer than to answer them.
_STORED = select(
    *(articles.c.id, articles.c.text_hash, articles.c.analysis_hash, articles.c.program, articles.c.models)
).where(articles.c.identity == bindparam("identity"))
_MAKE = insert(articles).returning(articles.c.id)
_MAKE_SPEAKERS = insert(article_speakers).returning(article_speakers.c.key, article_speakers.c.id)


class WriteOutcome(StrEnum):
    """What writing an article did."""

    NEW = "new"
    UNCHANGED = "unchanged"  # it was there, and the same was found in it
    UPDATED = "updated"  # it was there; what was found in it has been replaced


@dataclass(frozen=True, slots=True)
class Written:
    """What writing an article did. The numbers count attributions.

    is_version  a new article that is a version of one that was there
    copy_of     the number of the article that was there and has the words of a new one
    """

    outcome: WriteOutcome
    article_id: int
    added: int = 0
    kept: int = 0
    removed: int = 0
    is_version: bool = False
    copy_of: int | None = None


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
    stored = connection.execute(_STORED, {"identity": identity}).one_or_none()
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


def foresee_write(connection: Connection, article: Article, provenance: Provenance) -> Written:
    """What writing an article would do, as far as that is known before it is analysed; 0 for a new number."""
    c = articles.c
    query = select(c.id, c.program, c.models).where(c.identity == article.identity)
    stored = connection.execute(query).one_or_none()
    if stored is not None:
        same = _provenance(stored.program, stored.models) == provenance
        return Written(WriteOutcome.UNCHANGED if same else WriteOutcome.UPDATED, stored.id)
    if would_be_version(connection, article):
        return Written(WriteOutcome.NEW, 0, is_version=True)
    return Written(WriteOutcome.NEW, 0, copy_of=find_first(connection, article.text, article.published))


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
    is_new = written.outcome is WriteOutcome.NEW
    chain = refresh_versions(connection, written.article_id, former, is_new=is_new)
    copy_of = link_copies(connection, written.article_id, chain, is_new=is_new)
    refresh_article(connection, written.article_id, matched, is_new=is_new)
    carry_dismissals(connection, written.article_id)
    if is_new:
        return replace(written, is_version=len(chain) > 1, copy_of=copy_of)
    return written


def _provenance(program: str, models: list[Any]) -> Provenance:
    return Provenance(program, tuple((name, version) for name, version in models))


def _write_new(connection: Connection, analysis: Analysis, *, now: datetime) -> Written:
    values = _article_values(analysis, now=now) | {"read_at": now}
    article_id = int(connection.execute(_MAKE, values).scalar_one())
    identities = load_identities(connection)
    speaker_ids, shown = _write_speakers(connection, article_id, analysis, Former(), identities)
    rows = write_findings(connection, article_id, analysis, speaker_ids, {})
    if are_judged(connection, analysis.article.identity):  # by people who had it before
        refresh_credits(connection, rows, identities)
        refresh_contents(connection, [article_id])
    else:
        found = dict(zip(rows, analysis.attributions, strict=True))
        write_credits(
            connection,
            {
                id: [shown[key] for key in one.resolution.speakers if key in shown]
                for id, one in found.items()
            },
        )
        places = {id: one.attribution.content for id, one in found.items()}
        enter_contents(connection, analysis.article.text, places)
    return Written(WriteOutcome.NEW, article_id, added=len(analysis.attributions))


def _write_again(connection: Connection, article_id: int, analysis: Analysis, *, now: datetime) -> Written:
    identities = load_identities(connection)
    former = forget_article(connection, article_id, identities)
    connection.execute(delete(flags).where(flags.c.article_id == article_id))
    query = select(attributions.c.identity, attributions.c.id).where(attributions.c.article_id == article_id)
    old = pair_rows(connection.execute(query))
    wanted = set(list_identities(analysis))
    kept = {identity: id for identity, id in old.items() if identity in wanted}
    for identity, id in old.items():
        if identity in kept:
            connection.execute(delete(candidates).where(candidates.c.attribution_id == id))
        else:
            connection.execute(delete(attributions).where(attributions.c.id == id))
    values = _article_values(analysis, now=now)
    connection.execute(update(articles).where(articles.c.id == article_id).values(values))
    speaker_ids, _ = _write_speakers(connection, article_id, analysis, former, identities)
    write_findings(connection, article_id, analysis, speaker_ids, kept)
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
) -> tuple[dict[str, int], dict[str, int]]:
    """Write the article's speakers; their row, and the known speaker that each is shown as, by key."""
    if not analysis.speakers:
        return {}, {}
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
    ids = pair_rows(connection.execute(_MAKE_SPEAKERS, rows))
    shown = {key: one.shown for key, one in known.items()}
    insert_rows(
        connection,
        shown_speakers,
        ({"article_speaker_id": ids[key], "speaker_id": number} for key, number in shown.items()),
    )
    refresh_speakers(connection, frozenset(shown.values()), identities)
    return ids, shown
