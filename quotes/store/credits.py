"""Whom each attribution is credited to in the end: the machine's word, decisions and judgements together.

`credits` follows the other tables and is what every look-up and count reads. Who changes one of those tables
calls `refresh_credits` with the attributions that it touched, in the same transaction.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Select, bindparam, delete, exists, insert, select

from quotes.records import JudgementKind, SpeakerName
from quotes.store.numbers import cut_bound
from quotes.store.standing import Identities
from quotes.store.tables import (
    articles,
    attribution_speakers,
    attributions,
    credits_,
    judgements,
    shown_speakers,
    speakers,
)
from quotes.store.verdicts import Judgement, Verdicts

Credits = dict[int, tuple[int, ...]]

# Statements are put together once: for an article of news that takes longer than to answer them.
_ADD = insert(credits_)
_JUDGED = select(judgements.c.id).where(judgements.c.article == bindparam("article")).limit(1)


# ------------------------------------------------------------------ keeping them right
def refresh_credits(
    connection: Connection, attribution_ids: Collection[int], identities: Identities
) -> frozenset[int]:
    """Bring the credits of some attributions into line; those whose credits changed.

    identities  who is who now: `quotes.store.decisions.load_identities`
    """
    changed: set[int] = set()
    for chunk in cut_bound(attribution_ids):
        wanted, held = work_out_credits(connection, chunk, identities), _read_credits(connection, chunk)
        wrong = [id for id in chunk if wanted.get(id, ()) != held.get(id, ())]
        gone = [id for id in wrong if id in held]
        if gone:
            connection.execute(delete(credits_).where(credits_.c.attribution_id.in_(gone)))
        rows = [
            {"attribution_id": id, "position": position, "speaker_id": speaker_id}
            for id in wrong
            for position, speaker_id in enumerate(wanted.get(id, ()))
        ]
        if rows:
            connection.execute(_ADD, rows)
        changed.update(wrong)
    return frozenset(changed)


def are_judged(connection: Connection, article: str) -> bool:
    """True when people judged something in an article, by its identity: also before it was read anew."""
    return connection.execute(_JUDGED, {"article": article}).scalar() is not None


def write_credits(connection: Connection, credited: Mapping[int, Iterable[int]]) -> None:
    """Write the credits of attributions that are new, and of which nothing was judged.

    credited  attribution -> known speakers that its article's speakers are shown as, in order
    """
    rows = [
        {"attribution_id": id, "position": position, "speaker_id": speaker_id}
        for id, listed in credited.items()
        for position, speaker_id in enumerate(dict.fromkeys(listed))
    ]
    if rows:
        connection.execute(_ADD, rows)


def work_out_credits(connection: Connection, ids: Sequence[int], identities: Identities) -> Credits:
    """Known speakers of some attributions, worked out anew from all other tables."""
    machine: dict[int, list[int]] = {}
    c = attribution_speakers.c
    query = (
        select(c.attribution_id, shown_speakers.c.speaker_id)
        .join(shown_speakers, shown_speakers.c.article_speaker_id == c.article_speaker_id)
        .where(c.attribution_id.in_(ids))
        .order_by(c.attribution_id, c.position)
    )
    for id, speaker_id in connection.execute(query):
        machine.setdefault(id, []).append(speaker_id)
    found = {id: tuple(dict.fromkeys(listed)) for id, listed in machine.items()}
    for id, named in _named_by_people(connection, ids, identities).items():
        found[id] = named
    return {id: listed for id, listed in found.items() if listed}


def _named_by_people(connection: Connection, ids: Sequence[int], identities: Identities) -> Credits:
    """Speakers of those attributions for whom people's word counts; () for those that were rejected."""
    mine = (
        select(attributions.c.id, attributions.c.identity, articles.c.identity.label("article"))
        .join(articles, articles.c.id == attributions.c.article_id)
        .where(
            attributions.c.id.in_(ids),
            exists().where(judgements.c.attribution == attributions.c.identity, judgements.c.flag == ""),
        )
    )
    rows = connection.execute(mine).all()
    if not rows:
        return {}
    verdicts = load_verdicts(connection, sorted({row.article for row in rows}))
    found: Credits = {}
    for id, identity, article in rows:
        named = verdicts.of(identity).speakers
        if named is not None:
            found[id] = tuple(dict.fromkeys(identities.show(part, article) for part in named))
    return found


def _read_credits(connection: Connection, ids: Sequence[int]) -> Credits:
    c = credits_.c
    query = select(c.attribution_id, c.speaker_id).where(c.attribution_id.in_(ids))
    found: dict[int, list[int]] = {}
    for id, speaker_id in connection.execute(query.order_by(c.attribution_id, c.position)):
        found.setdefault(id, []).append(speaker_id)
    return {id: tuple(listed) for id, listed in found.items()}


def attributions_of(
    connection: Connection, speaker_ids: Iterable[int], article_speaker_ids: Iterable[int] = ()
) -> frozenset[int]:
    """Attributions on which people's word may name one of these speakers, or in which the machine found one.

    speaker_ids          known speakers, by whose number a judgement may credit words
    article_speaker_ids  speakers of an article
    """
    found: set[int] = set()
    for chunk in cut_bound(speaker_ids):
        judged = select(judgements.c.attribution).where(
            judgements.c.kind.in_((JudgementKind.CONFIRM, JudgementKind.REASSIGN))
        )
        query = (
            select(attributions.c.id)
            .join(credits_, credits_.c.attribution_id == attributions.c.id)
            .where(credits_.c.speaker_id.in_(chunk), attributions.c.identity.in_(judged))
        )
        found.update(connection.execute(query).scalars())
    c = attribution_speakers.c
    for chunk in cut_bound(article_speaker_ids):
        found.update(
            connection.execute(
                select(c.attribution_id).where(c.article_speaker_id.in_(chunk)).distinct()
            ).scalars()
        )
    return frozenset(found)


# ------------------------------------------------------------------ what people said
def load_verdicts(
    connection: Connection,
    article_identities: Collection[str] | None = None,
    *,
    with_speakers: bool = True,
) -> Verdicts:
    """What stands of all that was judged in some articles, or in all.

    with_speakers  False is quicker, for those who do not ask whom a confirmation saw
    """
    c = judgements.c
    confirmed = c.kind == JudgementKind.CONFIRM
    query = select(c.id, c.kind, c.attribution, c.flag, c.speaker_id, c.replaces_id).order_by(c.id)
    saw = select(c.id, c.snapshot).where(confirmed)
    if article_identities is not None:
        listed = sorted(article_identities)
        query, saw = query.where(c.article.in_(listed)), saw.where(c.article.in_(listed))
    rows = connection.execute(query).all()
    if not rows:
        return Verdicts()
    seen: dict[int, tuple[int, ...]] = {}
    if with_speakers and any(row.kind == JudgementKind.CONFIRM for row in rows):
        seen = {id: parts_seen(snapshot) for id, snapshot in connection.execute(saw)}
    return Verdicts(
        Judgement(
            row.id,
            JudgementKind(row.kind),
            row.attribution,
            row.flag,
            seen.get(row.id, ()) if row.speaker_id is None else (row.speaker_id,),
            row.replaces_id,
        )
        for row in rows
    )


def parts_seen(snapshot: dict[str, object]) -> tuple[int, ...]:
    """Known speakers in the snapshot of an attribution, by the number of the machine's own."""
    listed = snapshot.get("speakers", [])
    return tuple(one["part"] for one in listed) if isinstance(listed, list) else ()


# ------------------------------------------------------------------ reading them
def credited_to(speaker_id: int) -> Select[int]:
    """Attributions of a known speaker."""
    return select(credits_.c.attribution_id).where(credits_.c.speaker_id == speaker_id)


def load_credited(connection: Connection, ids: Select[int]) -> dict[int, tuple[SpeakerName, ...]]:
    """Known speakers of some attributions, in order."""
    c = credits_.c
    query = (
        select(c.attribution_id, speakers.c.id, speakers.c.name)
        .join(speakers, speakers.c.id == c.speaker_id)
        .where(c.attribution_id.in_(ids))
        .order_by(c.attribution_id, c.position)
    )
    found: dict[int, list[SpeakerName]] = {}
    for attribution_id, id, name in connection.execute(query):
        found.setdefault(attribution_id, []).append(SpeakerName(id, name))
    return {id: tuple(listed) for id, listed in found.items()}
