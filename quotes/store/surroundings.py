"""Where known speakers are quoted: beside whom, in which outlets, on which days."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, bindparam, select

from quotes.resolve.across import Surroundings, search_key
from quotes.store.tables import article_speakers, articles, shown_speakers, speakers

# The newest so many articles tell where a known speaker is quoted: the cost does not grow with fame.
RECENT = 50
# They are found among so many of its mentions, those that were written last: an article may have it twice,
# and one that is analysed again counts as written then.
WRITTEN_LAST = 100
# An article that quotes more speakers says nothing of who belongs to whom.
CROWD = 40


# The numbers are bound: one statement for all, since to put it together takes longer than to answer it.
_LAST = (
    select(shown_speakers.c.article_speaker_id)
    .where(shown_speakers.c.speaker_id == bindparam("number"))
    .order_by(shown_speakers.c.article_speaker_id.desc())
    .limit(WRITTEN_LAST)
    .subquery()
)
_MINE = (
    select(articles.c.id, articles.c.outlet, articles.c.published)
    .join(article_speakers, article_speakers.c.article_id == articles.c.id)
    .join(_LAST, _LAST.c.article_speaker_id == article_speakers.c.id)
    .distinct()
    .order_by(articles.c.id.desc())
    .limit(RECENT)
)
_THERE = (
    select(article_speakers.c.article_id, speakers.c.name)
    .join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id)
    .join(speakers, speakers.c.id == shown_speakers.c.speaker_id)
    .where(
        article_speakers.c.article_id.in_(bindparam("ids", expanding=True)),
        speakers.c.id != bindparam("number"),
    )
)


def load_surroundings(connection: Connection, ids: Iterable[int]) -> dict[int, Surroundings]:
    """Where some shown speakers are quoted, by number."""
    return {id: _load_one(connection, id) for id in ids}


def _load_one(connection: Connection, number: int) -> Surroundings:
    rows = connection.execute(_MINE, {"number": number}).all()
    quoted: dict[int, dict[str, str]] = {}
    there = connection.execute(_THERE, {"number": number, "ids": [id for id, _, _ in rows]})
    for article_id, name in there:
        quoted.setdefault(article_id, {})[search_key(name)] = name
    days: list[date] = [day for _, _, day in rows if day]
    return Surroundings(
        beside={key: name for names in quoted.values() if len(names) <= CROWD for key, name in names.items()},
        outlets=frozenset(outlet for _, outlet, _ in rows if outlet),
        days=(min(days), max(days)) if days else (),
    )
