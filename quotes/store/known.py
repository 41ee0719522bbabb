"""What the store knows of each speaker: forms of its name, roles, the name to show, the keys to find it by.

Aliases and roles carry the number of articles that use them, kept right as articles come and are analysed
again, and worked out anew when a decision moves mentions from one speaker to another. A known speaker whom no
article credits any more keeps its row and number, without names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Connection, Update, bindparam, case, delete, insert, select, update

from quotes.model import Gender, Speaker, SpeakerKind
from quotes.resolve.across import best_name, blocking_keys, search_key
from quotes.store.engine import insert_plain
from quotes.store.role_days import date_roles, narrow_days, widen_days
from quotes.store.standing import Identities
from quotes.store.tables import (
    aliases,
    article_speakers,
    articles,
    credits_,
    roles,
    shown_speakers,
    speaker_keys,
    speakers,
)

# How often one form of a name counts at most when the form to show is chosen: enough to tell usual from
# rare, and no list of thousands for a head of state.
MOST_VOTES = 50

# Of a merged speaker, the newest so many mentions tell what to call it.
RECENT = 200

# Begins the look-up key of a name that a person gave; no blocking key begins so.
GIVEN_NAME = "n:"

# Statements are put together once: for an article of news that takes longer than to answer them.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_TABLES = {table.name: table for table in (aliases, roles)}
_ADD = {name: insert(table) for name, table in _TABLES.items()}
_FIND = {
    name: select(table.c.id, table.c.speaker_id, table.c.text).where(
        table.c.speaker_id.in_(_IDS), table.c.text.in_(bindparam("texts", expanding=True))
    )
    for name, table in _TABLES.items()
}


def _count_one_more(table: Any) -> Update:
    first = table.c.first_article_id
    article: BindParameter[Any] = bindparam("article")
    return (
        update(table)
        .where(table.c.id == bindparam("row"))
        .values(
            articles=table.c.articles + 1,
            first_article_id=case((first > article, article), else_=first),
        )
    )


_COUNT = {name: _count_one_more(table) for name, table in _TABLES.items()}
_TELL_GENDER = (
    update(speakers)
    .where(speakers.c.id == bindparam("row"), speakers.c.gender == Gender.UNKNOWN)
    .values(gender=bindparam("seen"))
)
_NAMED = select(speakers.c.id, speakers.c.name, speakers.c.kind).where(speakers.c.id.in_(_IDS))
_FORMS = (
    select(aliases.c.speaker_id, aliases.c.text, aliases.c.articles)
    .where(aliases.c.speaker_id.in_(_IDS))
    .order_by(aliases.c.id)
)
_HELD_KEYS = select(speaker_keys.c.key, speaker_keys.c.speaker_id).where(speaker_keys.c.speaker_id.in_(_IDS))
_CREDITED = select(credits_.c.speaker_id).where(credits_.c.speaker_id.in_(_IDS)).distinct()
_RENAME = update(speakers).where(speakers.c.id == bindparam("row")).values(name=bindparam("best"))
_DROP_KEYS = delete(speaker_keys).where(
    speaker_keys.c.key == bindparam("old_key"), speaker_keys.c.speaker_id == bindparam("row")
)


@dataclass(frozen=True, slots=True)
class Former:
    """Whom an article credited before it is analysed again, by folded name.

    alone  shown speakers whom only this article credited: they come back under their number
    parts  what the machine said
    lone   those of `parts` that the machine found in this article only
    """

    alone: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    lone: dict[str, int] = field(default_factory=dict)

    def is_decided(self, folded: str, identities: Identities) -> bool:
        """True when a person decided on one who would be lost if the name were matched with another."""
        numbers = (self.alone.get(folded), self.lone.get(folded))
        return any(identities.is_decided(number) for number in numbers if number is not None)


def names_of(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """All forms of a name, each once, the best first; blank ones left out."""
    return tuple(dict.fromkeys(form for form in (name, *others) if form.strip()))


# ------------------------------------------------------------------ what is known of them
def register_speakers(
    connection: Connection, article_id: int, credited: Iterable[Speaker], numbers: Mapping[str, int]
) -> None:
    """One more article tells of known speakers; `refresh_speakers` is to follow.

    numbers  of the known speakers, by the article's key
    """
    forms: dict[tuple[int, str], None] = {}
    described: dict[tuple[int, str], None] = {}
    genders: list[dict[str, object]] = []
    for speaker in credited:
        number = numbers[speaker.key]
        forms.update(dict.fromkeys((number, text) for text in names_of(speaker.name, speaker.aliases)))
        described.update(dict.fromkeys((number, text) for text in names_of("", speaker.roles)))
        if speaker.gender is not Gender.UNKNOWN:
            genders.append({"row": number, "seen": speaker.gender})
    if genders:
        connection.execute(_TELL_GENDER, genders)
    _count_texts(connection, "aliases", article_id, forms)
    _count_texts(connection, "roles", article_id, described)
    widen_days(connection, article_id, described)


def _count_texts(
    connection: Connection, which: str, article_id: int, texts: dict[tuple[int, str], None]
) -> None:
    """One more article uses each of these texts (number of the speaker, text)."""
    if not texts:
        return
    # Of the texts that are known, those of this article alone: a head of state has hundreds.
    asked = {"ids": sorted({id for id, _ in texts}), "texts": sorted({text for _, text in texts})}
    rows = {(number, text): id for id, number, text in connection.execute(_FIND[which], asked)}
    again = [{"row": rows[pair], "article": article_id} for pair in texts if pair in rows]
    if again:
        connection.execute(_COUNT[which], again)
    fresh: list[dict[str, object]] = [
        {"speaker_id": number, "text": text, "first_article_id": article_id, "articles": 1}
        for number, text in texts
        if (number, text) not in rows
    ]
    if fresh:
        if which == "aliases":
            for row in fresh:
                row["folded"] = search_key(str(row["text"]))
        connection.execute(_ADD[which], fresh)


def refresh_speakers(connection: Connection, ids: frozenset[int], identities: Identities) -> None:
    """Choose the shown name and renew the keys of known speakers whose aliases or given names changed."""
    wanted = sorted(ids)
    if not wanted:
        return
    asked = {"ids": wanted}
    rows = {id: (name, SpeakerKind(kind)) for id, name, kind in connection.execute(_NAMED, asked)}
    forms: dict[int, list[tuple[str, int]]] = {id: [] for id in rows}
    for speaker_id, text, count in connection.execute(_FORMS, asked):
        forms[speaker_id].append((text, count))
    credited = _credited_by_people(connection, [id for id in rows if not forms[id]])
    renamed = []
    keys: set[tuple[str, int]] = set()
    for id, (name, kind) in rows.items():
        votes = _own_names(connection, id, identities)
        votes = votes or [text for text, count in forms[id] for _ in range(min(count, MOST_VOTES))]
        # Without any alias it keeps the name that it had.
        best = identities.given_name(id) or best_name(votes) or name
        if best != name:
            renamed.append({"row": id, "best": best})
        given = identities.given_names(id)
        if not forms[id]:
            if id not in credited:  # no article credits it: nothing is matched with it and nobody finds it
                continue
            given = given or (best,)
        texts = {text for text, _ in forms[id]}.union(given)
        keys |= {(key, id) for text in texts for key in blocking_keys(text, kind)}
        keys |= {(GIVEN_NAME + search_key(text), id) for text in given}
    if renamed:
        connection.execute(_RENAME, renamed)
    old = {(key, id) for key, id in connection.execute(_HELD_KEYS, asked)}
    if old - keys:
        connection.execute(_DROP_KEYS, [{"old_key": key, "row": id} for key, id in sorted(old - keys)])
    insert_plain(connection, speaker_keys, sorted(keys - old))


def _credited_by_people(connection: Connection, ids: list[int]) -> frozenset[int]:
    """Those of some speakers whom a judgement credits with something."""
    return frozenset(connection.execute(_CREDITED, {"ids": ids}).scalars()) if ids else frozenset()


def retell_speaker(connection: Connection, number: int) -> None:
    """Work out anew the aliases, roles and gender of a shown speaker from every article that credits it."""
    c = article_speakers.c
    query = (
        select(c.article_id, c.name, c.aliases, c.roles, c.gender)
        .join(shown_speakers, shown_speakers.c.article_speaker_id == c.id)
        .where(shown_speakers.c.speaker_id == number)
        .order_by(c.article_id, c.position)
    )
    forms: dict[str, list[int]] = {}
    told: dict[str, list[int]] = {}
    gender = ""
    for article_id, name, others, described, seen in connection.execute(query):
        for texts, found in ((names_of(name, others), forms), (names_of("", described), told)):
            for text in texts:
                listed = found.setdefault(text, [])
                if article_id not in listed[-1:]:
                    listed.append(article_id)
        gender = gender if gender not in ("", Gender.UNKNOWN) else seen
    for table, texts_in in ((aliases, forms), (roles, told)):
        connection.execute(delete(table).where(table.c.speaker_id == number))
        rows: list[dict[str, Any]] = [
            {"speaker_id": number, "text": text, "first_article_id": listed[0], "articles": len(listed)}
            for text, listed in texts_in.items()
        ]
        if table is aliases:
            rows = [row | {"folded": search_key(row["text"])} for row in rows]
        if rows:
            connection.execute(insert(table), rows)
    date_roles(connection, number)
    if gender:
        connection.execute(update(speakers).where(speakers.c.id == number).values(gender=gender))


def _own_names(connection: Connection, number: int, identities: Identities) -> list[str]:
    """What articles lately called a merged speaker itself, before the merge: its name stays. Else nothing."""
    if len(identities.group(number)) == 1:
        return []
    query = (
        select(
            article_speakers.c.speaker_id,
            articles.c.identity,
            article_speakers.c.name,
            article_speakers.c.aliases,
        )
        .join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id)
        .join(articles, articles.c.id == article_speakers.c.article_id)
        .where(shown_speakers.c.speaker_id == number)
        .order_by(article_speakers.c.article_id.desc(), article_speakers.c.position.desc())
        .limit(RECENT)
    )
    rows = connection.execute(query).all()
    return [
        text
        for part, article, name, others in reversed(rows)
        if identities.home(part, article) == number
        for text in names_of(name, others)
    ]


# ------------------------------------------------------------------ an article that is analysed again
def forget_article(connection: Connection, article_id: int, identities: Identities) -> Former:
    """Take back what an article told of known speakers, before its new analysis tells it again."""
    mine = article_speakers.c.article_id == article_id
    query = (
        select(
            shown_speakers.c.speaker_id,
            article_speakers.c.speaker_id,
            article_speakers.c.name,
            article_speakers.c.aliases,
            article_speakers.c.roles,
        )
        .join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id)
        .where(mine)
    )
    forms: set[tuple[int, str]] = set()
    described: set[tuple[int, str]] = set()
    parts: dict[str, int] = {}
    for number, part, name, others, told in connection.execute(query):
        forms |= {(number, text) for text in names_of(name, others)}
        described |= {(number, text) for text in names_of("", told)}
        parts |= {search_key(text): part for text in names_of(name, others) if part is not None}
    _discount_texts(connection, "aliases", article_id, forms)
    _discount_texts(connection, "roles", article_id, described)
    connection.execute(delete(article_speakers).where(mine))
    narrow_days(connection, article_id, described)
    ids = frozenset(number for number, _ in forms)
    refresh_speakers(connection, ids, identities)
    credited = select(shown_speakers.c.speaker_id).where(shown_speakers.c.speaker_id.in_(sorted(ids)))
    left = ids - {number for (number,) in connection.execute(credited.distinct())}
    c = article_speakers.c.speaker_id
    elsewhere = set(connection.execute(select(c).where(c.in_(sorted(parts.values()))).distinct()).scalars())
    return Former(
        alone={search_key(text): number for number, text in sorted(forms) if number in left},
        parts=parts,
        lone={folded: part for folded, part in parts.items() if part not in elsewhere},
    )


def _discount_texts(connection: Connection, which: str, article_id: int, texts: set[tuple[int, str]]) -> None:
    """One article fewer uses each of these texts; forget those that none uses any more."""
    if not texts:
        return
    table = aliases if which == "aliases" else roles
    query = select(
        table.c.id, table.c.speaker_id, table.c.text, table.c.articles, table.c.first_article_id
    ).where(table.c.speaker_id.in_(sorted({number for number, _ in texts})))
    for id, number, text, count, first in connection.execute(query).all():
        if (number, text) not in texts:
            continue
        row = table.c.id == id
        if count == 1:
            connection.execute(delete(table).where(row))
        else:
            values = {"articles": count - 1}
            if first == article_id:
                values["first_article_id"] = _next_article(connection, which, article_id, number, text)
            connection.execute(update(table).where(row).values(values))


def _next_article(connection: Connection, which: str, article_id: int, number: int, text: str) -> int:
    """The first other article in which a known speaker has a text among its names or roles."""
    query = (
        select(
            article_speakers.c.article_id,
            article_speakers.c.name,
            article_speakers.c.aliases,
            article_speakers.c.roles,
        )
        .join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id)
        .where(shown_speakers.c.speaker_id == number, article_speakers.c.article_id != article_id)
    )
    for other, name, others, told in connection.execute(query.order_by(article_speakers.c.article_id)):
        if text in (names_of(name, others) if which == "aliases" else names_of("", told)):
            return int(other)
    return article_id
