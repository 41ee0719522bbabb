"""Known speakers with what the store has of them: their names, their roles, and how often they are named."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, or_, select

from quotes.model import Gender, SpeakerKind
from quotes.resolve.across import KnownSpeaker
from quotes.store.standing import Identities
from quotes.store.tables import aliases, roles, speakers

# Of somebody in so many articles only the roles count that two of them give: of hundreds that were given once
# some are misread, and reading them all takes longer than the rest of an article.
FAMOUS = 50

# Statements are put together once: for an article of news that takes longer than to answer them.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_USAGE = (
    select(aliases.c.speaker_id, func.max(aliases.c.articles))
    .where(aliases.c.speaker_id.in_(_IDS))
    .group_by(aliases.c.speaker_id)
)
_ALL_NAMES = select(aliases.c.speaker_id, aliases.c.text).order_by(aliases.c.id)
_NAMES = _ALL_NAMES.where(aliases.c.speaker_id.in_(_IDS))
_ALL_ROLES = select(roles.c.speaker_id, roles.c.text).order_by(roles.c.id)
_ROLES = _ALL_ROLES.where(
    roles.c.speaker_id.in_(_IDS),
    or_(roles.c.articles > 1, roles.c.speaker_id.not_in(bindparam("famous", expanding=True))),
)
_ALL_KNOWN = select(speakers.c.id, speakers.c.name, speakers.c.kind, speakers.c.gender)
_KNOWN = _ALL_KNOWN.where(speakers.c.id.in_(_IDS))


def load_usage(connection: Connection, ids: frozenset[int]) -> dict[int, int]:
    """In how many articles the most usual name of each known speaker stands."""
    if not ids:
        return {}
    rows = connection.execute(_USAGE, {"ids": sorted(ids)})
    return {id: articles for id, articles in rows}  # noqa: C416  # types of a row


def load_roles(
    connection: Connection, ids: frozenset[int], usage: dict[int, int]
) -> dict[int, tuple[str, ...]]:
    """What articles say that some known speakers are, by number; see `FAMOUS`.

    usage  in how many articles each stands: `load_usage`
    """
    if not ids:
        return {}
    asked = {"ids": sorted(ids), "famous": [id for id in sorted(ids) if usage.get(id, 0) >= FAMOUS]}
    return _gather(connection.execute(_ROLES, asked))


def load_all_known(connection: Connection, identities: Identities) -> dict[int, KnownSpeaker]:
    """Every known speaker with its aliases and roles, by number."""
    told = _gather(connection.execute(_ALL_ROLES))
    named = load_named(connection, None, identities)
    return {id: replace(one, roles=told.get(id, ())) for id, one in named.items()}


def load_named(
    connection: Connection, ids: frozenset[int] | None, identities: Identities
) -> dict[int, KnownSpeaker]:
    """Known speakers with their aliases, by number; all of them when `ids` is None."""
    if ids is not None and not ids:
        return {}
    asked = {} if ids is None else {"ids": sorted(ids)}
    forms = _gather(connection.execute(_ALL_NAMES if ids is None else _NAMES, asked))
    return {
        id: KnownSpeaker(
            id=str(id),
            name=name,
            kind=SpeakerKind(kind),
            aliases=tuple(
                form
                for form in dict.fromkeys((*forms.get(id, ()), *identities.given_names(id)))
                if form != name
            ),
            gender=Gender(gender),
        )
        for id, name, kind, gender in connection.execute(_ALL_KNOWN if ids is None else _KNOWN, asked)
    }


def _gather(rows: Iterable[Any]) -> dict[int, tuple[str, ...]]:
    """Texts by number, in their order."""
    found: dict[int, list[str]] = {}
    for number, text in rows:
        found.setdefault(number, []).append(text)
    return {number: tuple(texts) for number, texts in found.items()}
