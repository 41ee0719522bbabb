"""Speakers by any of their names: whom a name fits, how well, and who looks like one that fits nobody."""

from collections.abc import Mapping

from sqlalchemy import Connection, Select, or_, select

from quotes.resolve.across import query_keys, rank_query, search_key
from quotes.store.decisions import load_identities
from quotes.store.known import GIVEN_NAME
from quotes.store.tables import aliases, speaker_keys, speakers

# How alike (0 to 100) a name must be to one that was not found to be worth suggesting: "Lavrof" and
# "Lavrov" are 83, two unrelated surnames rarely above 60.
WORTH_SUGGESTING = 70


def rank_speakers(connection: Connection, name: str) -> dict[int, float]:
    """Speakers that a name, alias, spelling variant or number fits, with how well."""
    name = name.strip()
    identities = load_identities(connection)
    if name.isdecimal() and len(name) < 19:  # no database has more than 2**63 rows
        return {identities.root(int(name)): 1.0}
    given = identities.given()
    return _rank(connection, name, _speakers_like(name), given) or _rank(
        connection, name, _speakers_starting(name), given
    )


def suggest_names(connection: Connection, name: str, *, limit: int) -> tuple[str, ...]:
    """Names in the store that look like one that was not found, closest first."""
    from rapidfuzz import fuzz, process

    query = (
        select(aliases.c.folded, speakers.c.name)
        .join(speakers, speakers.c.id == aliases.c.speaker_id)
        .order_by(aliases.c.id)
    )
    rows = connection.execute(query).all()
    close = process.extract(
        search_key(name),
        [row.folded for row in rows],
        scorer=fuzz.WRatio,
        score_cutoff=WORTH_SUGGESTING,
        limit=limit * 5,  # several aliases of one speaker may stand in front
    )
    return tuple(dict.fromkeys(rows[index].name for _, _, index in close))[:limit]


def _speakers_like(name: str) -> Select[int]:
    """Speakers who share a blocking key or a whole folded name with what is asked for."""
    keys = query_keys(name) | {GIVEN_NAME + search_key(name)}
    by_key = select(speaker_keys.c.speaker_id).where(speaker_keys.c.key.in_(sorted(keys)))
    by_name = select(aliases.c.speaker_id).where(aliases.c.folded == search_key(name))
    return select(speakers.c.id).where(or_(speakers.c.id.in_(by_key), speakers.c.id.in_(by_name)))


def _speakers_starting(name: str) -> Select[int]:
    """Speakers with a word of a name that begins like the last word that is asked for."""
    asked = search_key(name).split()
    last = asked[-1] if asked else name
    given = select(speaker_keys.c.speaker_id).where(
        speaker_keys.c.key.startswith(GIVEN_NAME + last, autoescape=True)
    )
    starting = or_(
        aliases.c.folded.startswith(last, autoescape=True),
        aliases.c.folded.contains(f" {last}", autoescape=True),
        aliases.c.speaker_id.in_(given),
    )
    return select(aliases.c.speaker_id).where(starting)


def _rank(
    connection: Connection, name: str, ids: Select[int], given: Mapping[int, tuple[str, ...]]
) -> dict[int, float]:
    """How well each of these speakers answers to a name; those who do not are left out."""
    query = (
        select(speakers.c.id, speakers.c.name, aliases.c.text)
        .outerjoin(aliases, aliases.c.speaker_id == speakers.c.id)
        .where(speakers.c.id.in_(ids))
    )
    forms: dict[tuple[int, str], list[str]] = {}
    for id, shown, text in connection.execute(query.order_by(speakers.c.id, aliases.c.id)):
        # No article has the name of one whom a person alone credits with something.
        forms.setdefault((id, shown), []).append(text or shown)
    ranked = {
        id: rank_query(name, shown, (*texts, *given.get(id, ()))) for (id, shown), texts in forms.items()
    }
    return {id: rank for id, rank in ranked.items() if rank > 0}
