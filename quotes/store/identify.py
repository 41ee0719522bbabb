"""Which known speaker each credited speaker of an article is, and what the store knows of it.

Whether two names are one speaker is decided by `quotes.resolve.across`; here its questions are answered
from the database. Candidates come through the indexed blocking keys, so that an article costs the same
in a store of a hundred thousand speakers as in an empty one.

Known speakers are those that people see: what was merged is one, what was split is two. Which of the parts of
a merged speaker an article's speaker is, is kept too, so that to undo the merge leaves each where it belongs.
"""

import logging
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from quotes.model import Analysis, Evidence, Outcome, Speaker, SpeakerKind
from quotes.resolve.across import (
    KnownSpeaker,
    Match,
    Surroundings,
    best_name,
    blocking_keys,
    find_rivals,
    match_speaker,
    may_be_known,
    may_be_one_organization,
    search_key,
)
from quotes.store.described import load_named, load_roles, load_usage
from quotes.store.known import Former, names_of, register_speakers
from quotes.store.numbers import cut_bound
from quotes.store.standing import Identities
from quotes.store.surroundings import load_surroundings
from quotes.store.tables import (
    aliases,
    article_speakers,
    speaker_keys,
    speakers,
)

log = logging.getLogger(__name__)

# Statements are put together once: for an article of news that takes longer than to answer them.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_FORMS = (
    select(aliases.c.speaker_id, speakers.c.name, aliases.c.text)
    .join(speakers, speakers.c.id == aliases.c.speaker_id)
    .where(aliases.c.speaker_id.in_(_IDS))
)
_SHARING = select(speaker_keys.c.key, speaker_keys.c.speaker_id).where(
    speaker_keys.c.key.in_(bindparam("keys", expanding=True))
)
_MAKE = insert(speakers).returning(speakers.c.id)

# Of each part of a merged speaker, the newest so many mentions tell which part a new article's speaker is.
RECENT = 200

# Where names and roles leave it open, so many known speakers at most are looked at for where they are quoted.
SURROUNDED = 8


@dataclass(frozen=True, slots=True)
class Identified:
    """The known speaker that an article's speaker is, and why.

    part   its number by the machine's word alone
    shown  the number of the speaker that people see
    """

    part: int
    shown: int
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


# ------------------------------------------------------------------ matching
def identify_speakers(
    connection: Connection, article_id: int, analysis: Analysis, former: Former, identities: Identities
) -> dict[str, Identified]:
    """Find or make the known speaker of each credited speaker; by the article's key.

    What this article tells of them is taken in but for their names: `refresh_speakers` is to follow.
    """
    credited = credited_speakers(analysis)
    if not credited:
        return {}
    keys = {speaker.key: _keys_of(speaker) for speaker in credited}
    sharing = _speakers_sharing(connection, frozenset().union(*keys.values()))
    near_ids = _leave_out_strangers(connection, credited, keys, sharing, identities)
    ids = frozenset().union(*near_ids.values())
    usage = load_usage(connection, ids)
    # Roles are compared with roles: nobody asks for those of one who may be somebody without any.
    described = frozenset[int]().union(*(near_ids[speaker.key] for speaker in credited if speaker.roles))
    told = load_roles(connection, described, usage)
    known = {
        id: replace(one, articles=usage.get(id, 0), roles=told.get(id, ()))
        for id, one in load_named(connection, ids, identities).items()
    }
    faces = _load_faces(connection, known, identities)
    article = analysis.article.identity
    alone = dict(former.alone)
    near = {key: [known[id] for id in sorted(numbers)] for key, numbers in near_ids.items()}

    def priority(speaker: Speaker) -> tuple[bool, int]:
        folded = search_key(speaker.name)
        return not any(_has_name(one, folded) for one in near[speaker.key]), -len(speaker.name.split())

    surroundings = {speaker.key: _look_around(analysis, credited, speaker) for speaker in credited}
    found: dict[str, Identified] = {}
    names: dict[int, str] = {}  # known speaker -> folded name under which this article has it
    # Known names choose first, then full ones: a likeness must not take the place of the very name.
    for speaker in sorted(credited, key=priority):
        folded = search_key(speaker.name)
        free = [one for one in near[speaker.key] if names.get(int(one.id), folded) == folded]
        taken = [one for one in near[speaker.key] if names.get(int(one.id), folded) != folded]
        free = [_show_face(speaker, one, faces.get(int(one.id), ())) for one in free]
        match = None
        if former.is_decided(folded, identities):
            part = former.parts[folded]
            if folded in former.lone:
                _claim(connection, speaker, part)
            number = identities.show(part, article)
        elif match := (
            match_speaker(speaker, free, taken)
            or _match_by_surroundings(connection, speaker, free, taken, surroundings[speaker.key])
            or _match_namesake(speaker, folded, free, usage)
        ):
            number = int(match.id)
            part = _choose_part(connection, identities, speaker, number, former.parts.get(folded))
        else:
            same = next((id for id, name in names.items() if name == folded and folded), None)
            number = part = _claim(connection, speaker, same or alone.pop(folded, None))
        shown = identities.show(part, article)
        names.setdefault(number, folded)
        names.setdefault(shown, folded)
        found[speaker.key] = Identified(part, shown, match.evidence if match else ())
    register_speakers(connection, article_id, credited, {key: one.shown for key, one in found.items()})
    return found


def _leave_out_strangers(
    connection: Connection,
    credited: tuple[Speaker, ...],
    keys: dict[str, frozenset[str]],
    sharing: dict[str, frozenset[int]],
    identities: Identities,
) -> dict[str, frozenset[int]]:
    """Known speakers who may be one with each of an article, without others of that family name or initials.

    These are most of those who share a key; what is looked at closely does not grow with them.
    """
    names: dict[int, str] = {}
    forms: dict[int, list[str]] = {}
    for chunk in cut_bound(frozenset[int]().union(*sharing.values())):
        for id, name, text in connection.execute(_FORMS, {"ids": chunk}):
            names[id] = name
            forms.setdefault(id, []).append(text)
    found = {}
    for speaker in credited:
        ours = names_of(speaker.name, speaker.aliases)
        shared = frozenset[int]().union(*(sharing.get(key, frozenset()) for key in keys[speaker.key]))
        found[speaker.key] = frozenset(
            id
            for id in shared
            # Whom a judgement alone credits with something has no aliases.
            if id not in names
            or identities.is_decided(id)
            or _may_be(speaker.kind, ours, names[id], forms[id])
        )
    return found


def _may_be(kind: SpeakerKind, ours: tuple[str, ...], name: str, forms: list[str]) -> bool:
    if kind is SpeakerKind.PERSON:
        return may_be_known(ours, name, forms)
    return any(may_be_one_organization(one, other) for one in ours for other in (name, *forms))


def _look_around(analysis: Analysis, credited: tuple[Speaker, ...], speaker: Speaker) -> Surroundings:
    """Where the article quotes a speaker."""
    article = analysis.article
    return Surroundings(
        beside={search_key(other.name): other.name for other in credited if other.key != speaker.key},
        outlets=frozenset({article.outlet} - {""}),
        days=(article.published,) if article.published else (),
    )


def _match_by_surroundings(
    connection: Connection,
    speaker: Speaker,
    free: list[KnownSpeaker],
    taken: list[KnownSpeaker],
    surroundings: Surroundings,
) -> Match | None:
    """Whom company, outlet and time tell, where names and roles leave it open."""
    rivals = sorted(find_rivals(speaker, free), key=lambda one: (-one.articles, int(one.id)))[:SURROUNDED]
    if not rivals or not surroundings.beside:
        return None
    around = load_surroundings(connection, [int(one.id) for one in rivals])
    return match_speaker(
        speaker,
        [replace(one, surroundings=around[int(one.id)]) for one in rivals],
        taken,
        surroundings,
    )


def _load_faces(
    connection: Connection, known: dict[int, KnownSpeaker], identities: Identities
) -> dict[int, tuple[str, ...]]:
    """Full names of those who go by several since a person merged or renamed them."""
    decided = {id: one for id, one in known.items() if identities.is_decided(id)}
    if not decided:
        return {}
    groups = {id: identities.group(id) for id in decided}
    parts = sorted(frozenset[int]().union(*groups.values()))
    rows = connection.execute(select(speakers.c.id, speakers.c.name).where(speakers.c.id.in_(parts))).all()
    names = {id: name for id, name in rows}  # noqa: C416  # types of a row
    return {
        id: names_of(one.name, (best_name(one.aliases), *(names[part] for part in sorted(groups[id]))))
        for id, one in decided.items()
    }


def _show_face(speaker: Speaker, known: KnownSpeaker, names: tuple[str, ...]) -> KnownSpeaker:
    """A known speaker under that of its names which an article's speaker fits best."""
    best, best_score = known, -1.0
    for name in names:
        others = (known.name, *known.aliases)
        one = replace(known, name=name, aliases=tuple(other for other in others if other != name))
        match = match_speaker(speaker, [one])
        if match and match.score > best_score:
            best, best_score = one, match.score
    return best


def _choose_part(
    connection: Connection, identities: Identities, speaker: Speaker, number: int, former: int | None
) -> int:
    """Which part of a merged speaker an article's speaker is: the one it was, or else the most alike."""
    members = identities.group(number)
    if len(members) == 1 or former in members:
        return former if former in members and former else number
    c = article_speakers.c
    best, best_score = number, -1.0
    for part in sorted(members, key=lambda part: (part != number, part)):
        query = select(c.name, c.aliases, c.roles).where(c.speaker_id == part)
        forms: list[str] = []
        told: dict[str, None] = {}
        for name, others, described in connection.execute(query.order_by(c.id.desc()).limit(RECENT)):
            forms.extend(names_of(name, others))
            told.update(dict.fromkeys(described))
        if not forms:
            continue
        one = KnownSpeaker(
            str(part), best_name(forms), speaker.kind, tuple(dict.fromkeys(forms)), tuple(told)
        )
        match = match_speaker(speaker, [one])
        if match and match.score > best_score:
            best, best_score = part, match.score
    return best


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


def _keys_of(speaker: Speaker) -> frozenset[str]:
    forms = names_of(speaker.name, speaker.aliases)
    return frozenset().union(*(blocking_keys(form, speaker.kind) for form in forms))


def _speakers_sharing(connection: Connection, keys: frozenset[str]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for key, speaker_id in connection.execute(_SHARING, {"keys": sorted(keys)}):
        found.setdefault(key, set()).add(speaker_id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _claim(connection: Connection, speaker: Speaker, number: int | None) -> int:
    values = {"name": speaker.name, "kind": speaker.kind, "gender": speaker.gender}
    if number is None:
        return int(connection.execute(_MAKE, values).scalar_one())
    connection.execute(update(speakers).where(speakers.c.id == number).values(values))
    return number
