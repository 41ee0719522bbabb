"""Between which days a known speaker is given a role: the first and the last article that tell their day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, Date, Select, bindparam, case, or_, select, update

from quotes.records import RoleRecord
from quotes.store.tables import article_speakers, articles, roles, shown_speakers

Described = Iterable[tuple[int, str]]  # number of a known speaker, role

# Statements are put together once: for an article of news that takes longer than to answer them.
_FIRST, _LAST, _GIVEN = roles.c.first_published, roles.c.last_published, bindparam("day", type_=Date())
_WIDEN = (
    update(roles)
    .where(roles.c.speaker_id == bindparam("number"), roles.c.text == bindparam("role"))
    .values(
        first_published=case((or_(_FIRST.is_(None), _FIRST > _GIVEN), _GIVEN), else_=_FIRST),
        last_published=case((or_(_LAST.is_(None), _LAST < _GIVEN), _GIVEN), else_=_LAST),
    )
)
_DAY = select(articles.c.published).where(articles.c.id == bindparam("id"))


def widen_days(connection: Connection, article_id: int, described: Described) -> None:
    """One more article gives these roles."""
    listed = list(described)
    day = _day_of(connection, article_id) if listed else None
    if day is None:
        return
    rows = [{"number": number, "role": text, "day": day} for number, text in listed]
    connection.execute(_WIDEN, rows)


def narrow_days(connection: Connection, article_id: int, described: Described) -> None:
    """An article gives these roles no more; its speakers are gone already."""
    day = _day_of(connection, article_id)
    wanted = set(described)
    if day is None or not wanted:
        return
    c = roles.c
    query = select(c.speaker_id, c.text).where(
        c.speaker_id.in_(sorted({number for number, _ in wanted})),
        or_(c.first_published == day, c.last_published == day),
    )
    for number in sorted({number for number, text in connection.execute(query) if (number, text) in wanted}):
        date_roles(connection, number)


def date_roles(connection: Connection, number: int) -> None:
    """Work out the days of all roles of a shown speaker anew."""
    c = article_speakers.c
    query = (
        select(c.roles, articles.c.published)
        .join(shown_speakers, shown_speakers.c.article_speaker_id == c.id)
        .join(articles, articles.c.id == c.article_id)
        .where(shown_speakers.c.speaker_id == number, articles.c.published.is_not(None))
    )
    days: dict[str, list[date]] = {}
    for told, day in connection.execute(query):
        for text in told:
            days.setdefault(text, []).append(day)
    held = select(roles.c.id, roles.c.text).where(roles.c.speaker_id == number)
    rows = [
        {
            "row": id,
            "first": min(days.get(text, ()), default=None),
            "last": max(days.get(text, ()), default=None),
        }
        for id, text in connection.execute(held)
    ]
    if rows:
        move = update(roles).where(roles.c.id == bindparam("row"))
        connection.execute(
            move.values(first_published=bindparam("first"), last_published=bindparam("last")), rows
        )


def load_roles(connection: Connection, ids: Select[int]) -> dict[int, tuple[RoleRecord, ...]]:
    """Roles of some shown speakers, the most given first."""
    c = roles.c
    query = select(c.speaker_id, c.text, c.articles, c.first_published, c.last_published)
    found: dict[int, list[RoleRecord]] = {}
    for id, text, count, first, last in connection.execute(
        query.where(c.speaker_id.in_(ids)).order_by(c.articles.desc(), c.id)
    ):
        found.setdefault(id, []).append(RoleRecord(text, count, first, last))
    return {id: tuple(listed) for id, listed in found.items()}


def _day_of(connection: Connection, article_id: int) -> date | None:
    return connection.execute(_DAY, {"id": article_id}).scalar()
