"""Doubts about speakers to whom two articles give offices that nobody holds at once, kept right."""

import re
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, bindparam, delete, select

from quotes.model import Evidence, Flag, FlagKind, Span
from quotes.store.codec import decode_mentions
from quotes.store.numbers import cut_bound
from quotes.store.raised import Raised, insert_raised
from quotes.store.tables import (
    article_speakers,
    articles,
    attributions,
    credits_,
    flags,
    roles,
    shown_speakers,
    speakers,
)
from quotes.store.versions import earlier_versions

# Statements are put together once: for an article of news that takes longer than to answer them.
_TOLD_IN = (
    select(shown_speakers.c.speaker_id, article_speakers.c.roles)
    .join(article_speakers, article_speakers.c.id == shown_speakers.c.article_speaker_id)
    .where(article_speakers.c.article_id == bindparam("id"))
)
_SPEAKERS_IN = (
    select(shown_speakers.c.speaker_id)
    .join(article_speakers, article_speakers.c.id == shown_speakers.c.article_speaker_id)
    .where(article_speakers.c.article_id.in_(bindparam("ids", expanding=True)))
)
_ROLES = (
    select(roles.c.speaker_id, roles.c.text)
    .where(roles.c.speaker_id.in_(bindparam("ids", expanding=True)))
    .order_by(roles.c.id)
)


def speakers_in(connection: Connection, article_ids: Iterable[int]) -> frozenset[int]:
    """Known speakers who are credited with something in some articles."""
    return frozenset(connection.execute(_SPEAKERS_IN, {"ids": sorted(article_ids)}).scalars())


def find_new_conflicts(connection: Connection, article_id: int) -> frozenset[int]:
    """Those of an article's speakers who have an office in it that another office of theirs excludes.

    For all others an article that was not there before, and is no version of another, changes nothing: of
    somebody who is quoted every day the articles need not be read every day.
    """
    from quotes.audit.role_conflicts import may_conflict

    offices: dict[int, list[str]] = {}
    for speaker_id, told in connection.execute(_TOLD_IN, {"id": article_id}):
        offices.setdefault(speaker_id, []).extend(told)
    offices = {id: texts for id, texts in offices.items() if texts}
    if not offices:
        return frozenset()
    known: dict[int, list[str]] = {}
    for speaker_id, text in connection.execute(_ROLES, {"ids": sorted(offices)}):
        known.setdefault(speaker_id, []).append(text)
    return frozenset(id for id, texts in offices.items() if may_conflict(known.get(id, ()), texts))


def refresh_role_conflicts(connection: Connection, speaker_ids: Collection[int]) -> None:
    """Raise anew what the roles of some known speakers raise: of all whose articles or credits changed."""
    from quotes.audit.role_conflicts import may_conflict

    for chunk in cut_bound(speaker_ids):
        theirs = select(credits_.c.attribution_id).where(credits_.c.speaker_id.in_(chunk))
        old = (flags.c.kind == FlagKind.ROLE_CONFLICT, flags.c.attribution_id.in_(theirs))
        connection.execute(delete(flags).where(*old))
        told: dict[int, list[str]] = {}
        for speaker_id, text in connection.execute(_ROLES, {"ids": chunk}):
            told.setdefault(speaker_id, []).append(text)
        for speaker_id, texts in told.items():
            if may_conflict(texts):
                insert_raised(connection, _raise_conflicts(connection, speaker_id))


def _raise_conflicts(connection: Connection, speaker_id: int) -> list[Raised]:
    from quotes.audit.role_conflicts import NOUNS, Told, find_role_conflicts

    c = article_speakers.c
    query = (
        select(c.article_id, articles.c.published, c.roles)
        .join(shown_speakers, shown_speakers.c.article_speaker_id == c.id)
        .join(articles, articles.c.id == c.article_id)
        # A version that was changed since is not another article.
        .where(shown_speakers.c.speaker_id == speaker_id, c.article_id.not_in(earlier_versions()))
        .order_by(c.article_id, c.position)
    )
    given: dict[int, Told] = {}
    for article_id, published, texts in connection.execute(query):
        earlier = given[article_id].roles if article_id in given else ()
        given[article_id] = Told(article_id, published, (*earlier, *texts))
    name = connection.execute(select(speakers.c.name).where(speakers.c.id == speaker_id)).scalar_one()
    found = []
    for conflict in find_role_conflicts(tuple(given.values())):
        place = _find_role(connection, conflict.article, speaker_id, conflict.role)
        mine = _first_credited(connection, conflict.article, speaker_id)
        if place is None or mine is None:  # nothing that people left to this speaker there
            continue
        there = _describe(connection, conflict.other_article)
        message = (
            f"{name} is “{conflict.role}” here and “{conflict.other_role}” in {there}: nobody has "
            f"{NOUNS[conflict.domain]} at once. One of the articles is wrong, or they are two people."
        )
        evidence = (
            Evidence("role-here", f"this article says “{conflict.role}”", (place,)),
            Evidence("role-elsewhere", f"{there} says “{conflict.other_role}”"),
        )
        flag = Flag(FlagKind.ROLE_CONFLICT, conflict.severity, message, (place,), evidence)
        other = _first_credited(connection, conflict.other_article, speaker_id)
        found.append(Raised(flag, conflict.article, mine, conflict.other_article, other))
    return found


def _describe(connection: Connection, article_id: int) -> str:
    c = articles.c
    row = connection.execute(select(c.title, c.doc, c.outlet, c.published).where(c.id == article_id)).one()
    label = f"“{row.title}”" if row.title else row.doc
    about = ", ".join(part for part in (row.outlet, row.published and row.published.isoformat()) if part)
    return f"{label} ({about})" if about else label


def _find_role(connection: Connection, article_id: int, speaker_id: int, role: str) -> Span | None:
    """Where an article gives a speaker a role: the place nearest to a mention, or else the first mention."""
    c = article_speakers.c
    query = (
        select(c.mentions, articles.c.text)
        .join(shown_speakers, shown_speakers.c.article_speaker_id == c.id)
        .join(articles, articles.c.id == c.article_id)
        .where(c.article_id == article_id, shown_speakers.c.speaker_id == speaker_id)
    )
    rows = connection.execute(query).all()
    mentions = [mention.span for row in rows for mention in decode_mentions(row.mentions)]
    if not mentions:
        return None
    pattern = r"\s+".join(map(re.escape, role.split()))
    places = [Span(match.start(), match.end()) for match in re.finditer(pattern, rows[0].text)]

    def distance(place: Span) -> int:
        return min(max(place.start - one.end, one.start - place.end, 0) for one in mentions)

    return min(places, key=distance, default=mentions[0])


def _first_credited(connection: Connection, article_id: int, speaker_id: int) -> int | None:
    query = (
        select(attributions.c.id)
        .join(credits_, credits_.c.attribution_id == attributions.c.id)
        .where(attributions.c.article_id == article_id, credits_.c.speaker_id == speaker_id)
        .order_by(attributions.c.start, attributions.c.id)
    )
    return connection.execute(query.limit(1)).scalar()
