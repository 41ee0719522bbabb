"""The same words across articles: pairs of attributions, found by the index of words and kept in `matches`.

The doubts that follow are rows of `flags` (`quotes.store.raised`). They are worked out again, for
attributions that were touched and for those whose words match theirs, when an article is written and when it
changes whom an attribution is credited to.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select

from quotes.alike.quoted import Words, may_be_alike
from quotes.alike.words import fold_words
from quotes.model import FlagKind, Kind
from quotes.records import Relation
from quotes.store.compared import load_credited, load_homes_of_same, load_kin, load_said
from quotes.store.index import Content, Sharing, find_candidates, index_missing, read_contents
from quotes.store.numbers import cut_bound
from quotes.store.raised import Raised, insert_raised
from quotes.store.tables import (
    attributions,
    credits_,
    elsewhere,
    flags,
    matches,
)

if TYPE_CHECKING:
    from quotes.audit.across import Likeness, Said

KINDS = (FlagKind.CONFLICTING_ATTRIBUTION, FlagKind.ALTERED_QUOTATION, FlagKind.PARTIAL_QUOTATION)

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

    any_found = False
    for chunk in cut_bound(attribution_ids):
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
    for chunk in cut_bound(ids):
        for id, other, relation in connection.execute(_FIRST_OF, {"ids": chunk}):
            found.setdefault(id, []).append(Match(other, Relation(relation)))
        for id, other, relation in connection.execute(_SECOND_OF, {"ids": chunk}):
            found.setdefault(id, []).append(Match(other, reverse_relation(Relation(relation))))
    return {id: sorted(listed, key=lambda match: match.other) for id, listed in found.items()}


def catch_up(connection: Connection) -> None:
    """Enter what an older program wrote into the index of words, match and doubt it; quick when all is in."""
    missing = index_missing(connection)
    refresh_matches(connection, missing)
    for chunk in cut_bound(missing):
        refresh_cross_flags(connection, chunk)


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
    credited = load_credited(connection, ids | beyond)
    again = ids | _flagged(connection, beyond)
    for id, listed in near.items():
        again |= {match.other for match in listed if _is_doubtful(id, match, credited)}
    for chunk in cut_bound(again):
        connection.execute(_DROP, {"ids": chunk})
    _raise(connection, again)


def _is_doubtful(id: int, match: Match, credited: Mapping[int, frozenset[int]]) -> bool:
    mine, theirs = credited.get(id, frozenset()), credited.get(match.other, frozenset())
    return bool(mine and theirs) and (match.relation is not Relation.SAME or mine != theirs)


def _raise(connection: Connection, ids: set[int]) -> None:
    from quotes.audit.across import compare_said, find_doubts

    near = load_matches(connection, ids)
    credited = load_credited(connection, ids | {match.other for listed in near.values() for match in listed})
    near = {
        id: listed
        for id, listed in near.items()
        if any(_is_doubtful(id, match, credited) for match in listed)
    }
    if not near:
        return
    wanted = near.keys() | {match.other for listed in near.values() for match in listed}
    said, homes = load_said(connection, wanted)
    copies = load_homes_of_same(connection, wanted)
    kin = load_kin(connection, set(homes.values()))
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


def find_flagged(connection: Connection, speaker_ids: Collection[int]) -> set[int]:
    """Attributions with such a doubt that tells of some known speakers by name."""
    found: set[int] = set()
    kinds = [str(kind) for kind in KINDS]
    for chunk in cut_bound(speaker_ids):
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
    for chunk in cut_bound(ids):
        found.update(id for id in connection.execute(_FLAGGED, {"ids": chunk}).scalars() if id)
    return found
