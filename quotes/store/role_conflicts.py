"""Doubts about speakers to whom two articles give offices that nobody holds at once, kept right."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, not_, select

from quotes.model import Evidence, Flag, FlagKind, Span
from quotes.store.codec import decode_mentions
from quotes.store.numbers import cut_bound
from quotes.store.raised import Raised, insert_raised
from quotes.store.tables import (
    article_speakers,
    articles,
    attributions,
    credits_,
    elsewhere,
    flags,
    roles,
    shown_speakers,
    speakers,
)
from quotes.store.versions import has_newer_version

if TYPE_CHECKING:
    from quotes.audit.role_conflicts import RoleConflict, Told

# Of what tells of a known speaker, so much is read when one more article is written, the newest. NEAR_DAYS of
# the audit is a year at most, and of a head of state an article in three tells the office.
MOST_TOLD = 300

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
_NUMBER: BindParameter[Any] = bindparam("number")
_TELLING = (
    select(article_speakers.c.article_id, articles.c.published, article_speakers.c.roles)
    .join(articles, articles.c.id == article_speakers.c.article_id)
    # A version that was changed since is not another article.
    .where(not_(has_newer_version(article_speakers.c.article_id)))
    .order_by(article_speakers.c.article_id, article_speakers.c.position)
)
_MINE = _TELLING.join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id).where(
    shown_speakers.c.speaker_id == _NUMBER
)
_LAST = (
    select(shown_speakers.c.article_speaker_id)
    .where(shown_speakers.c.speaker_id == _NUMBER)
    .order_by(shown_speakers.c.article_speaker_id.desc())
    .limit(bindparam("most"))
    .subquery()
)
_LATELY = _TELLING.join(_LAST, _LAST.c.article_speaker_id == article_speakers.c.id)
# What stands in an article is looked up by the article: the sum keeps databases from going through all that
# a known speaker ever said.
_CREDITED = (
    select(attributions.c.id)
    .join(credits_, credits_.c.attribution_id == attributions.c.id)
    .where(attributions.c.article_id == bindparam("id"), credits_.c.speaker_id + 0 == _NUMBER)
    .order_by(attributions.c.start, attributions.c.id)
    .limit(1)
)
_MENTIONS = (
    select(article_speakers.c.mentions, articles.c.text)
    .join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id)
    .join(articles, articles.c.id == article_speakers.c.article_id)
    .where(article_speakers.c.article_id == bindparam("id"), shown_speakers.c.speaker_id + 0 == _NUMBER)
)
_RAISED = (
    select(flags.c.id, flags.c.article_id, elsewhere.c.article_id)
    .join(elsewhere, elsewhere.c.flag_id == flags.c.id)
    .join(credits_, credits_.c.attribution_id == flags.c.attribution_id)
    .where(
        flags.c.kind == FlagKind.ROLE_CONFLICT,
        flags.c.article_id.in_(bindparam("ids", expanding=True)),
        credits_.c.speaker_id + 0 == _NUMBER,
    )
)


def speakers_in(connection: Connection, article_ids: Iterable[int]) -> frozenset[int]:
    """Known speakers who are credited with something in some articles."""
    return frozenset(connection.execute(_SPEAKERS_IN, {"ids": sorted(article_ids)}).scalars())


def raise_new_conflicts(connection: Connection, article_id: int) -> None:
    """Raise what the roles of an article raise that was not there before, and is no version of another.

    Only its speakers count whose office in it another office of theirs excludes, and only the articles that
    were written last are compared: of somebody who is quoted every day the rest need not be read every day.
    What was raised with older ones stays.
    """
    for speaker_id in sorted(_find_contradicted(connection, article_id)):
        _refresh_lately(connection, speaker_id)


def _find_contradicted(connection: Connection, article_id: int) -> frozenset[int]:
    """Those of an article's speakers who have an office in it that another office of theirs excludes."""
    from quotes.audit.role_conflicts import claims_office, may_conflict

    offices: dict[int, list[str]] = {}
    for speaker_id, told in connection.execute(_TOLD_IN, {"id": article_id}):
        offices.setdefault(speaker_id, []).extend(told)
    # Most roles claim nothing that anything could exclude; a head of state has hundreds.
    offices = {id: texts for id, texts in offices.items() if claims_office(texts)}
    if not offices:
        return frozenset()
    known: dict[int, list[str]] = {}
    for speaker_id, text in connection.execute(_ROLES, {"ids": sorted(offices)}):
        known.setdefault(speaker_id, []).append(text)
    return frozenset(id for id, texts in offices.items() if may_conflict(known.get(id, ()), texts))


def _refresh_lately(connection: Connection, speaker_id: int) -> None:
    """Bring what the articles that were written last raise of a known speaker into line."""
    from quotes.audit.role_conflicts import find_role_conflicts

    told = _load_told(connection, speaker_id, MOST_TOLD)
    wanted = {(one.article, one.other_article): one for one in find_role_conflicts(told)}
    again = {article for article, _ in wanted}
    lately = {one.article for one in told}
    held: dict[tuple[int, int], int] = {}
    for id, article, other in connection.execute(_RAISED, {"number": speaker_id, "ids": sorted(lately)}):
        held[article, other] = id
    gone = sorted(
        id for pair, id in held.items() if pair not in wanted and (pair[1] in lately or pair[0] in again)
    )
    if gone:
        connection.execute(delete(flags).where(flags.c.id.in_(gone)))
    fresh = [one for pair, one in wanted.items() if pair not in held]
    insert_raised(connection, _place_conflicts(connection, speaker_id, fresh))


def refresh_role_conflicts(connection: Connection, speaker_ids: Collection[int]) -> None:
    """Raise anew what the roles of some known speakers raise: of all whose articles or credits changed."""
    from quotes.audit.role_conflicts import find_role_conflicts, may_conflict

    for chunk in cut_bound(speaker_ids):
        theirs = select(credits_.c.attribution_id).where(credits_.c.speaker_id.in_(chunk))
        old = (flags.c.kind == FlagKind.ROLE_CONFLICT, flags.c.attribution_id.in_(theirs))
        connection.execute(delete(flags).where(*old))
        told: dict[int, list[str]] = {}
        for speaker_id, text in connection.execute(_ROLES, {"ids": chunk}):
            told.setdefault(speaker_id, []).append(text)
        for speaker_id, texts in told.items():
            if may_conflict(texts):
                found = find_role_conflicts(_load_told(connection, speaker_id))
                insert_raised(connection, _place_conflicts(connection, speaker_id, found))


def _load_told(connection: Connection, speaker_id: int, most: int | None = None) -> "tuple[Told, ...]":
    """What articles say that a known speaker is; those that were written last where not all are wanted."""
    from quotes.audit.role_conflicts import Told

    given: dict[int, Told] = {}
    mine = _MINE if most is None else _LATELY
    for article_id, published, texts in connection.execute(mine, {"number": speaker_id, "most": most}):
        earlier = given[article_id].roles if article_id in given else ()
        given[article_id] = Told(article_id, published, (*earlier, *texts))
    return tuple(given.values())


def _place_conflicts(
    connection: Connection, speaker_id: int, conflicts: "Sequence[RoleConflict]"
) -> list[Raised]:
    from quotes.audit.role_conflicts import NOUNS

    if not conflicts:
        return []
    name = connection.execute(select(speakers.c.name).where(speakers.c.id == speaker_id)).scalar_one()
    found = []
    for conflict in conflicts:
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
    rows = connection.execute(_MENTIONS, {"id": article_id, "number": speaker_id}).all()
    mentions = [mention.span for row in rows for mention in decode_mentions(row.mentions)]
    if not mentions:
        return None
    pattern = r"\s+".join(map(re.escape, role.split()))
    places = [Span(match.start(), match.end()) for match in re.finditer(pattern, rows[0].text)]

    def distance(place: Span) -> int:
        return min(max(place.start - one.end, one.start - place.end, 0) for one in mentions)

    return min(places, key=distance, default=mentions[0])


def _first_credited(connection: Connection, article_id: int, speaker_id: int) -> int | None:
    return connection.execute(_CREDITED, {"id": article_id, "number": speaker_id}).scalar()
