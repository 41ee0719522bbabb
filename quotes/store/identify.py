"""Which known speaker each credited speaker of an article is, and what the store knows of it.

Whether two names are one speaker is decided by `quotes.resolve.across`; here its questions are answered
from the database. Candidates come through the indexed blocking keys, so that an article costs the same
in a store of a hundred thousand speakers as in an empty one.

Aliases and roles carry the number of articles that use them, kept right as articles come and are analysed
again. A known speaker whom no article credits any more keeps its row and number, without names.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from quotes.model import Analysis, Evidence, Gender, Outcome, Speaker, SpeakerKind
from quotes.resolve.across import (
    KnownSpeaker,
    Match,
    best_name,
    blocking_keys,
    match_speaker,
    search_key,
)
from quotes.store.tables import aliases, article_speakers, roles, speaker_keys, speakers

log = logging.getLogger(__name__)

# How often one form of a name counts at most when the form to show is chosen: enough to tell usual from
# rare, and no list of thousands for a head of state.
MOST_VOTES = 50


@dataclass(frozen=True, slots=True)
class Identified:
    """The known speaker that an article's speaker is, and why."""

    id: int
    evidence: tuple[Evidence, ...]


def credited_speakers(analysis: Analysis) -> tuple[Speaker, ...]:
    """Speakers of the article who are credited with something, in the article's order."""
    keys = {
        key
        for found in analysis.attributions
        if found.resolution.outcome is Outcome.RESOLVED
        for key in found.resolution.speakers
    }
    return tuple(speaker for speaker in analysis.speakers if speaker.key in keys)


def names_of(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """All forms of a name, each once, the best first; blank ones left out."""
    return tuple(dict.fromkeys(form for form in (name, *others) if form.strip()))


# ------------------------------------------------------------------ matching
def identify_speakers(
    connection: Connection, article_id: int, analysis: Analysis, former: dict[str, int]
) -> dict[str, Identified]:
    """Find or make the known speaker of each credited speaker; by the article's key.

    former  folded name -> number, of known speakers whom only this article credited before it was analysed
            again: they come back under their number
    """
    credited = credited_speakers(analysis)
    if not credited:
        return {}
    keys = {speaker.key: _keys_of(speaker) for speaker in credited}
    sharing = _speakers_sharing(connection, frozenset().union(*keys.values()))
    ids = frozenset().union(*sharing.values())
    usage = _load_usage(connection, ids)
    known = {id: replace(one, articles=usage.get(id, 0)) for id, one in load_known(connection, ids).items()}
    near = {
        speaker.key: [
            known[id]
            for id in sorted(frozenset[int]().union(*(sharing.get(key, ()) for key in keys[speaker.key])))
        ]
        for speaker in credited
    }

    def priority(speaker: Speaker) -> tuple[bool, int]:
        folded = search_key(speaker.name)
        return not any(_has_name(one, folded) for one in near[speaker.key]), -len(speaker.name.split())

    found: dict[str, Identified] = {}
    names: dict[int, str] = {}  # known speaker -> folded name under which this article has it
    # Known names choose first, then full ones: a likeness must not take the place of the very name.
    for speaker in sorted(credited, key=priority):
        folded = search_key(speaker.name)
        free = [one for one in near[speaker.key] if names.get(int(one.id), folded) == folded]
        taken = [one for one in near[speaker.key] if one not in free]
        match = match_speaker(speaker, free, taken) or _match_namesake(speaker, folded, free, usage)
        if match:
            identified = Identified(int(match.id), match.evidence)
        else:
            same = (id for id, name in names.items() if name == folded and folded)
            number = next(same, None) or former.pop(folded, None)
            identified = Identified(_claim(connection, speaker, number), ())
        names.setdefault(identified.id, folded)
        found[speaker.key] = identified
    _register(connection, article_id, credited, found)
    return found


def _match_namesake(
    speaker: Speaker, folded: str, known: list[KnownSpeaker], usage: dict[int, int]
) -> Match | None:
    """Of several known speakers who have this very full name, the one in most articles.

    Without it, two entries of one name (say, after an article that got a gender wrong) would make every
    later article undecided, and each would add one more entry. Family names alone are left undecided.
    """
    if len(folded.split()) < 2:
        return None
    twins = [one for one in known if _has_name(one, folded)]
    for twin in sorted(twins, key=lambda one: (-usage.get(int(one.id), 0), int(one.id))):
        match = match_speaker(speaker, [twin])
        if match:
            why = Evidence(
                "most-seen-namesake", f"{len(twins)} of this name are known; this one is in most articles"
            )
            return replace(match, evidence=(*match.evidence, why))
    return None


def _has_name(known: KnownSpeaker, folded: str) -> bool:
    return folded in map(search_key, (known.name, *known.aliases))


def _load_usage(connection: Connection, ids: frozenset[int]) -> dict[int, int]:
    """In how many articles the most usual name of each known speaker stands."""
    query = select(aliases.c.speaker_id, func.max(aliases.c.articles)).group_by(aliases.c.speaker_id)
    rows = connection.execute(query.where(aliases.c.speaker_id.in_(sorted(ids))))
    return {id: articles for id, articles in rows}  # noqa: C416  # types of a row


def _keys_of(speaker: Speaker) -> frozenset[str]:
    forms = names_of(speaker.name, speaker.aliases)
    return frozenset().union(*(blocking_keys(form, speaker.kind) for form in forms))


def _speakers_sharing(connection: Connection, keys: frozenset[str]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    query = select(speaker_keys.c.key, speaker_keys.c.speaker_id).where(speaker_keys.c.key.in_(sorted(keys)))
    for key, speaker_id in connection.execute(query):
        found.setdefault(key, set()).add(speaker_id)
    return {key: frozenset(ids) for key, ids in found.items()}


def load_known(connection: Connection, ids: frozenset[int]) -> dict[int, KnownSpeaker]:
    """Known speakers with their aliases and roles, by number."""
    if not ids:
        return {}
    wanted = sorted(ids)
    texts: dict[str, dict[int, list[str]]] = {"aliases": {}, "roles": {}}
    for name, table in (("aliases", aliases), ("roles", roles)):
        query = select(table.c.speaker_id, table.c.text).where(table.c.speaker_id.in_(wanted))
        for speaker_id, text in connection.execute(query.order_by(table.c.id)):
            texts[name].setdefault(speaker_id, []).append(text)
    rows = select(speakers.c.id, speakers.c.name, speakers.c.kind, speakers.c.gender)
    return {
        id: KnownSpeaker(
            id=str(id),
            name=name,
            kind=SpeakerKind(kind),
            aliases=tuple(form for form in texts["aliases"].get(id, ()) if form != name),
            roles=tuple(texts["roles"].get(id, ())),
            gender=Gender(gender),
        )
        for id, name, kind, gender in connection.execute(rows.where(speakers.c.id.in_(wanted)))
    }


def _claim(connection: Connection, speaker: Speaker, number: int | None) -> int:
    values = {"name": speaker.name, "kind": speaker.kind, "gender": speaker.gender}
    if number is None:
        made = connection.execute(insert(speakers).values(values).returning(speakers.c.id))
        return int(made.scalar_one())
    connection.execute(update(speakers).where(speakers.c.id == number).values(values))
    return number


# ------------------------------------------------------------------ what is known of them
def _register(
    connection: Connection,
    article_id: int,
    credited: tuple[Speaker, ...],
    found: dict[str, Identified],
) -> None:
    forms: dict[tuple[int, str], None] = {}
    described: dict[tuple[int, str], None] = {}
    for speaker in credited:
        number = found[speaker.key].id
        forms.update(dict.fromkeys((number, text) for text in names_of(speaker.name, speaker.aliases)))
        described.update(dict.fromkeys((number, text) for text in names_of("", speaker.roles)))
        if speaker.gender is not Gender.UNKNOWN:
            connection.execute(
                update(speakers)
                .where(speakers.c.id == number, speakers.c.gender == Gender.UNKNOWN)
                .values(gender=speaker.gender)
            )
    _count_texts(connection, "aliases", article_id, forms)
    _count_texts(connection, "roles", article_id, described)
    refresh_speakers(connection, frozenset(identified.id for identified in found.values()))


def _count_texts(
    connection: Connection, which: str, article_id: int, texts: dict[tuple[int, str], None]
) -> None:
    """One more article uses each of these texts (number of the speaker, text)."""
    if not texts:
        return
    table = aliases if which == "aliases" else roles
    query = select(table.c.id, table.c.speaker_id, table.c.text).where(
        table.c.speaker_id.in_(sorted({number for number, _ in texts}))
    )
    rows = {(number, text): id for id, number, text in connection.execute(query)}
    again = [{"row": rows[pair], "article": article_id} for pair in texts if pair in rows]
    if again:
        first = table.c.first_article_id
        more = (
            update(table)
            .where(table.c.id == bindparam("row"))
            .values(
                articles=table.c.articles + 1,
                first_article_id=case((first > bindparam("article"), bindparam("article")), else_=first),
            )
        )
        connection.execute(more, again)
    fresh: list[dict[str, object]] = [
        {"speaker_id": number, "text": text, "first_article_id": article_id, "articles": 1}
        for number, text in texts
        if (number, text) not in rows
    ]
    if fresh:
        if which == "aliases":
            for row in fresh:
                row["folded"] = search_key(str(row["text"]))
        connection.execute(insert(table), fresh)


def refresh_speakers(connection: Connection, ids: frozenset[int]) -> None:
    """Choose the shown name and renew the blocking keys of known speakers whose aliases changed."""
    wanted = sorted(ids)
    if not wanted:
        return
    query = select(speakers.c.id, speakers.c.name, speakers.c.kind).where(speakers.c.id.in_(wanted))
    rows = {id: (name, SpeakerKind(kind)) for id, name, kind in connection.execute(query)}
    forms: dict[int, list[tuple[str, int]]] = {id: [] for id in rows}
    seen = select(aliases.c.speaker_id, aliases.c.text, aliases.c.articles)
    seen = seen.where(aliases.c.speaker_id.in_(wanted)).order_by(aliases.c.id)
    for speaker_id, text, articles in connection.execute(seen):
        forms[speaker_id].append((text, articles))
    renamed = []
    keys: set[tuple[str, int]] = set()
    for id, (name, kind) in rows.items():
        votes = [text for text, articles in forms[id] for _ in range(min(articles, MOST_VOTES))]
        best = best_name(votes) or name  # without any alias it keeps the name that it had
        if best != name:
            renamed.append({"row": id, "best": best})
        keys |= {(key, id) for text, _ in forms[id] for key in blocking_keys(text, kind)}
    if renamed:
        rename = update(speakers).where(speakers.c.id == bindparam("row")).values(name=bindparam("best"))
        connection.execute(rename, renamed)
    held = select(speaker_keys.c.key, speaker_keys.c.speaker_id).where(speaker_keys.c.speaker_id.in_(wanted))
    old = {(key, id) for key, id in connection.execute(held)}
    if old - keys:
        drop = delete(speaker_keys).where(
            speaker_keys.c.key == bindparam("old_key"), speaker_keys.c.speaker_id == bindparam("row")
        )
        connection.execute(drop, [{"old_key": key, "row": id} for key, id in sorted(old - keys)])
    if keys - old:
        connection.execute(
            insert(speaker_keys), [{"key": key, "speaker_id": id} for key, id in sorted(keys - old)]
        )


# ------------------------------------------------------------------ an article that is analysed again
def forget_article(connection: Connection, article_id: int) -> dict[str, int]:
    """Take back what an article told of known speakers, before its new analysis tells it again.

    Returns those whom no other article credits: folded name -> number.
    """
    mine = article_speakers.c.article_id == article_id
    query = select(
        article_speakers.c.speaker_id,
        article_speakers.c.name,
        article_speakers.c.aliases,
        article_speakers.c.roles,
    ).where(mine, article_speakers.c.speaker_id.is_not(None))
    forms: set[tuple[int, str]] = set()
    described: set[tuple[int, str]] = set()
    for number, name, others, told in connection.execute(query):
        forms |= {(number, text) for text in names_of(name, others)}
        described |= {(number, text) for text in names_of("", told)}
    _discount_texts(connection, "aliases", article_id, forms)
    _discount_texts(connection, "roles", article_id, described)
    connection.execute(delete(article_speakers).where(mine))
    ids = frozenset(number for number, _ in forms)
    refresh_speakers(connection, ids)
    credited = select(article_speakers.c.speaker_id).where(article_speakers.c.speaker_id.in_(sorted(ids)))
    left = ids - {number for (number,) in connection.execute(credited.distinct())}
    return {search_key(text): number for number, text in sorted(forms) if number in left}


def _discount_texts(connection: Connection, which: str, article_id: int, texts: set[tuple[int, str]]) -> None:
    """One article fewer uses each of these texts; forget those that none uses any more."""
    if not texts:
        return
    table = aliases if which == "aliases" else roles
    query = select(
        table.c.id, table.c.speaker_id, table.c.text, table.c.articles, table.c.first_article_id
    ).where(table.c.speaker_id.in_(sorted({number for number, _ in texts})))
    for id, number, text, articles, first in connection.execute(query).all():
        if (number, text) not in texts:
            continue
        row = table.c.id == id
        if articles == 1:
            connection.execute(delete(table).where(row))
        else:
            values = {"articles": articles - 1}
            if first == article_id:
                values["first_article_id"] = _next_article(connection, which, article_id, number, text)
            connection.execute(update(table).where(row).values(values))


def _next_article(connection: Connection, which: str, article_id: int, number: int, text: str) -> int:
    """The first other article in which a known speaker has a text among its names or roles."""
    query = select(
        article_speakers.c.article_id,
        article_speakers.c.name,
        article_speakers.c.aliases,
        article_speakers.c.roles,
    ).where(article_speakers.c.speaker_id == number, article_speakers.c.article_id != article_id)
    for other, name, others, told in connection.execute(query.order_by(article_speakers.c.article_id)):
        if text in (names_of(name, others) if which == "aliases" else names_of("", told)):
            return int(other)
    return article_id
