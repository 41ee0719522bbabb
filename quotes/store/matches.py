"""The same words across articles: pairs of attributions, found by the index of words and kept in `matches`.

The doubts that follow are rows of `flags` (`quotes.store.raised`). They are worked out again, for
attributions that were touched and for those whose words match theirs, when an article is written and when it
changes whom an attribution is credited to.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, insert, or_, select

from quotes.alike.quoted import Words, may_be_alike
from quotes.alike.words import fold_words
from quotes.model import FlagKind, Kind, MentionForm, Outcome, Polarity, SpeakerKind
from quotes.records import Relation
from quotes.store.codec import decode_spans
from quotes.store.index import Content, Sharing, find_candidates, index_missing, read_contents
from quotes.store.raised import Raised, insert_raised
from quotes.store.tables import (
    SpanRole,
    aliases,
    articles,
    attributions,
    credits_,
    elsewhere,
    flags,
    matches,
    roles,
    spans,
    speakers,
    versions,
)

if TYPE_CHECKING:
    from quotes.audit.across import Likeness, Said, Voice

KINDS = (FlagKind.CONFLICTING_ATTRIBUTION, FlagKind.ALTERED_QUOTATION, FlagKind.PARTIAL_QUOTATION)

# Numbers that one query names.
CHUNK = 400

# Names and roles of one speaker that are looked at: the most used.
MOST_FORMS = 30

_REVERSE = {
    Relation.SAME: Relation.SAME,
    Relation.ALTERED: Relation.ALTERED,
    Relation.PART: Relation.WHOLE,
    Relation.WHOLE: Relation.PART,
}


def reverse_relation(relation: Relation) -> Relation:
    """What the second is to the first, by what the first is to the second."""
    return _REVERSE[relation]


# Statements are put together once: for an article of news that takes longer than to answer them.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ADD = insert(matches)
_ATTRIBUTIONS = select(attributions.c.id).where(attributions.c.article_id == bindparam("id"))
_FIRST_OF = select(matches.c.attribution_id, matches.c.other_id, matches.c.relation).where(
    matches.c.attribution_id.in_(_IDS)
)
_SECOND_OF = select(matches.c.other_id, matches.c.attribution_id, matches.c.relation).where(
    matches.c.other_id.in_(_IDS)
)
_CREDITS = select(credits_.c.attribution_id, credits_.c.speaker_id).where(credits_.c.attribution_id.in_(_IDS))
_OURS = (flags.c.attribution_id.in_(_IDS), flags.c.kind.in_([str(kind) for kind in KINDS]))
_FLAGGED = select(flags.c.attribution_id).where(*_OURS)
_DROP = delete(flags).where(*_OURS)


@dataclass(frozen=True, slots=True)
class Match:
    """Another attribution with the words of one. `relation` tells what the one is to the other."""

    other: int
    relation: Relation


# ------------------------------------------------------------------ finding
def refresh_matches(connection: Connection, attribution_ids: Iterable[int], *, are_new: bool = False) -> bool:
    """Find again the attributions of other articles that have the words of some; all are in the index.

    are_new  nobody looked for theirs before
    Returns whether any was found.
    """
    # The rules of the audit are loaded by those who write, and by no look-up.
    from quotes.audit.across import can_match

    ids = sorted(attribution_ids)
    any_found = False
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        if not are_new:
            pair = (matches.c.attribution_id.in_(chunk), matches.c.other_id.in_(chunk))
            connection.execute(delete(matches).where(or_(*pair)))
        mine = {one.attribution_id: one for one in read_contents(connection, chunk) if can_match(one.content)}
        found = find_candidates(connection, {id: fold_words(one.content) for id, one in mine.items()})
        theirs = {one.attribution_id: one for one in read_contents(connection, _others(found))}
        rows = list(_compare_all(mine, found, theirs))
        if rows:
            connection.execute(_ADD, rows)
            any_found = True
    return any_found


def _compare_all(
    mine: Mapping[int, Content], found: Mapping[int, Sharing], theirs: Mapping[int, Content]
) -> Iterator[dict[str, Any]]:
    """Rows of `matches` for those of the candidates that have the words."""
    from quotes.audit.across import compare_said

    words = {
        id: Words(one.content, Kind(one.kind)) for listed in (theirs, mine) for id, one in listed.items()
    }
    seen: set[tuple[int, int]] = set()
    for id, one in mine.items():
        for other, _ in found[id].scores:
            first, second = min(id, other), max(id, other)
            if theirs[other].article_id == one.article_id or (first, second) in seen:
                continue
            seen.add((first, second))
            here, there = words[first], words[second]
            likeness = compare_said(here, there) if may_be_alike(here, there) else None
            if likeness:
                yield {
                    "attribution_id": first,
                    "other_id": second,
                    "relation": likeness.comparison.relation,
                    "score": likeness.comparison.score,
                }


def _others(found: Mapping[int, Any]) -> set[int]:
    return {other for sharing in found.values() for other, _ in sharing.scores}


def load_matches(connection: Connection, ids: Collection[int]) -> dict[int, list[Match]]:
    """The attributions that have the words of some, oldest first."""
    found: dict[int, list[Match]] = {}
    for chunk in _chunks(ids):
        for id, other, relation in connection.execute(_FIRST_OF, {"ids": chunk}):
            found.setdefault(id, []).append(Match(other, Relation(relation)))
        for id, other, relation in connection.execute(_SECOND_OF, {"ids": chunk}):
            found.setdefault(id, []).append(Match(other, reverse_relation(Relation(relation))))
    return {id: sorted(listed, key=lambda match: match.other) for id, listed in found.items()}


def catch_up(connection: Connection) -> None:
    """Enter what an older program wrote into the index of words, match and doubt it; quick when all is in."""
    missing = index_missing(connection)
    refresh_matches(connection, missing)
    for start in range(0, len(missing), CHUNK):
        refresh_cross_flags(connection, missing[start : start + CHUNK])


# ------------------------------------------------------------------ doubting
def refresh_article(
    connection: Connection, article_id: int, former: Collection[int] = (), *, is_new: bool = False
) -> None:
    """Match an article that was written with all others, and doubt what it makes doubtful.

    former  attributions elsewhere whose words matched those of the article before: `find_matched`
    is_new  the article was not there before
    """
    ids = set(connection.execute(_ATTRIBUTIONS, {"id": article_id}).scalars())
    if refresh_matches(connection, ids, are_new=is_new) or not is_new:
        refresh_cross_flags(connection, ids | set(former))


def find_matched(connection: Connection, article_id: int) -> frozenset[int]:
    """Attributions elsewhere whose words match those of an article, before it is written again."""
    mine = select(attributions.c.id).where(attributions.c.article_id == article_id)
    c = matches.c
    first = connection.execute(select(c.other_id).where(c.attribution_id.in_(mine))).scalars()
    return frozenset(first) | frozenset(
        connection.execute(select(c.attribution_id).where(c.other_id.in_(mine))).scalars()
    )


def refresh_cross_flags(connection: Connection, attribution_ids: Collection[int]) -> None:
    """Doubt anew the words of some attributions, and of those that match them.

    For whoever changes whom attributions are credited to; `credits` is in line already.
    """
    ids = set(attribution_ids)
    if not ids:
        return
    near = load_matches(connection, ids)
    beyond = {match.other for listed in near.values() for match in listed}
    credited = _load_credits(connection, ids | beyond)
    again = ids | _flagged(connection, beyond)
    for id, listed in near.items():
        again |= {match.other for match in listed if _is_doubtful(id, match, credited)}
    for chunk in _chunks(again):
        connection.execute(_DROP, {"ids": chunk})
    _raise(connection, again)


def _is_doubtful(id: int, match: Match, credited: Mapping[int, frozenset[int]]) -> bool:
    mine, theirs = credited.get(id, frozenset()), credited.get(match.other, frozenset())
    return bool(mine and theirs) and (match.relation is not Relation.SAME or mine != theirs)


def _raise(connection: Connection, ids: set[int]) -> None:
    from quotes.audit.across import compare_said, find_doubts

    near = load_matches(connection, ids)
    credited = _load_credits(connection, ids | {match.other for listed in near.values() for match in listed})
    near = {
        id: listed
        for id, listed in near.items()
        if any(_is_doubtful(id, match, credited) for match in listed)
    }
    if not near:
        return
    wanted = near.keys() | {match.other for listed in near.values() for match in listed}
    said, homes = _load_said(connection, wanted)
    copies = _load_copies(connection, wanted)
    kin = _load_kin(connection, set(homes.values()))
    raised: list[Raised] = []
    for id in sorted(near):
        here = said[id]
        others: list[tuple[int, Said, Likeness]] = []
        for match in near[id]:
            if kin.get(homes[id], -1) == kin.get(homes[match.other], -2):
                continue  # versions of one article: what changed between them is told elsewhere
            if match.relation is not Relation.SAME and (
                homes[match.other] in copies.get(id, ()) or homes[id] in copies.get(match.other, ())
            ):
                continue  # one of the articles has both wordings: they are two statements
            likeness = compare_said(here, said[match.other])
            if likeness:
                others.append((match.other, said[match.other], likeness))
        raised.extend(
            Raised(doubt.flag, homes[id], id, homes[doubt.other], doubt.other)
            for doubt in find_doubts(here, others)
        )
    insert_raised(connection, raised)


def _load_copies(connection: Connection, ids: Collection[int]) -> dict[int, set[int]]:
    """Articles in which the very words of an attribution stand too."""
    found: dict[int, set[int]] = {}
    c = matches.c
    for chunk in _chunks(ids):
        for mine, other in ((c.attribution_id, c.other_id), (c.other_id, c.attribution_id)):
            query = (
                select(mine, attributions.c.article_id)
                .join(attributions, attributions.c.id == other)
                .where(mine.in_(chunk), c.relation == Relation.SAME)
            )
            for id, article_id in connection.execute(query):
                found.setdefault(id, set()).add(article_id)
    return found


def find_flagged(connection: Connection, speaker_ids: Collection[int]) -> set[int]:
    """Attributions with such a doubt that tells of some known speakers by name."""
    found: set[int] = set()
    kinds = [str(kind) for kind in KINDS]
    for chunk in _chunks(speaker_ids):
        mine = select(credits_.c.attribution_id).where(credits_.c.speaker_id.in_(chunk))
        query = (
            select(flags.c.attribution_id)
            .outerjoin(elsewhere, elsewhere.c.flag_id == flags.c.id)
            .where(
                flags.c.kind.in_(kinds),
                or_(flags.c.attribution_id.in_(mine), elsewhere.c.attribution_id.in_(mine)),
            )
        )
        found.update(id for id in connection.execute(query).scalars() if id)
    return found


def _flagged(connection: Connection, ids: Collection[int]) -> set[int]:
    found: set[int] = set()
    for chunk in _chunks(ids):
        found.update(id for id in connection.execute(_FLAGGED, {"ids": chunk}).scalars() if id)
    return found


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    listed = sorted(ids)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


# ------------------------------------------------------------------ what is compared
def _load_credits(connection: Connection, ids: Collection[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for chunk in _chunks(ids):
        for id, speaker_id in connection.execute(_CREDITS, {"ids": chunk}):
            found.setdefault(id, set()).add(speaker_id)
    return {id: frozenset(numbers) for id, numbers in found.items()}


def _load_said(connection: Connection, ids: Collection[int]) -> tuple[dict[int, "Said"], dict[int, int]]:
    """Attributions as they are compared, and the article of each."""
    from quotes.audit.across import Said

    credited = _load_credits(connection, ids)
    voices = _load_voices(connection, frozenset[int]().union(*credited.values()))
    contents = {one.attribution_id: one for one in read_contents(connection, ids)}
    beside = _load_beside(connection, ids)
    found: dict[int, Said] = {}
    homes: dict[int, int] = {}
    a = attributions.c
    columns = (a.id, a.article_id, a.kind, a.form, a.outcome, a.polarity, articles.c.title, articles.c.doc)
    for chunk in _chunks(ids):
        places: dict[int, list[list[int]]] = {}
        where = (spans.c.attribution_id.in_(chunk), spans.c.role == SpanRole.CONTENT)
        rows = select(spans.c.attribution_id, spans.c.start, spans.c.end).where(*where)
        for id, start, end in connection.execute(rows.order_by(spans.c.attribution_id, spans.c.position)):
            places.setdefault(id, []).append([start, end])
        query = select(*columns).join(articles, articles.c.id == a.article_id).where(a.id.in_(chunk))
        for row in connection.execute(query):
            mine = credited.get(row.id, frozenset())
            homes[row.id] = row.article_id
            found[row.id] = Said(
                content=contents[row.id].content,
                kind=Kind(row.kind),
                spans=decode_spans(places[row.id]),
                form=MentionForm(row.form),
                # Whoever is credited in the end is known, also where the program could not tell.
                outcome=Outcome.RESOLVED if mine else Outcome(row.outcome),
                polarity=Polarity(row.polarity),
                voices=tuple(voices[number] for number in sorted(mine)),
                article=row.title or row.doc,
                beside=beside.get(row.id, frozenset()) - mine,
            )
    return found, homes


def _load_voices(connection: Connection, numbers: Collection[int]) -> dict[int, "Voice"]:
    from quotes.audit.across import Voice

    found: dict[int, Voice] = {}
    for chunk in _chunks(numbers):
        forms: dict[str, dict[int, list[str]]] = {"aliases": {}, "roles": {}}
        for name, table in (("aliases", aliases), ("roles", roles)):
            c = table.c
            query = select(c.speaker_id, c.text).where(c.speaker_id.in_(chunk))
            for number, text in connection.execute(query.order_by(c.articles.desc(), c.id)):
                listed = forms[name].setdefault(number, [])
                if len(listed) < MOST_FORMS:
                    listed.append(text)
        known = select(speakers.c.id, speakers.c.name, speakers.c.kind).where(speakers.c.id.in_(chunk))
        for number, name, kind in connection.execute(known):
            found[number] = Voice(
                number,
                name,
                SpeakerKind(kind),
                tuple(forms["aliases"].get(number, ())),
                tuple(forms["roles"].get(number, ())),
            )
    return found


def _load_beside(connection: Connection, ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Who is credited, in the same article, with words that overlap those of an attribution."""
    found: dict[int, set[int]] = {}
    mine, theirs = spans.alias("mine"), spans.alias("theirs")
    one, sibling = attributions.alias("one"), attributions.alias("sibling")
    overlap = and_(
        theirs.c.attribution_id == sibling.c.id,
        theirs.c.role == SpanRole.CONTENT,
        theirs.c.start < mine.c.end,
        mine.c.start < theirs.c.end,
    )
    base = (
        select(one.c.id, credits_.c.speaker_id)
        .join(mine, and_(mine.c.attribution_id == one.c.id, mine.c.role == SpanRole.CONTENT))
        .join(sibling, and_(sibling.c.article_id == one.c.article_id, sibling.c.id != one.c.id))
        .join(theirs, overlap)
        .join(credits_, credits_.c.attribution_id == sibling.c.id)
    )
    for chunk in _chunks(ids):
        for id, speaker_id in connection.execute(base.where(one.c.id.in_(chunk))):
            found.setdefault(id, set()).add(speaker_id)
    return {id: frozenset(numbers) for id, numbers in found.items()}


def _load_kin(connection: Connection, article_ids: Collection[int]) -> dict[int, int]:
    """A number that all versions of one article share, for articles that have several."""
    edges: set[tuple[int, int]] = set()
    known, asked = set(article_ids), set(article_ids)
    c = versions.c
    while asked:
        fresh: set[tuple[int, int]] = set()
        for chunk in _chunks(asked):
            query = select(c.article_id, c.earlier_id).where(
                or_(c.article_id.in_(chunk), c.earlier_id.in_(chunk))
            )
            fresh |= {(newer, earlier) for newer, earlier in connection.execute(query)}
        edges |= fresh
        asked = {id for edge in fresh for id in edge} - known
        known |= asked
    home = {id: id for edge in edges for id in edge}

    def find(id: int) -> int:
        while home[id] != id:
            id = home[id]
        return id

    for newer, earlier in edges:
        home[find(newer)] = find(earlier)
    return {id: find(id) for id in home}
