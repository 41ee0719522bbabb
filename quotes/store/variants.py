"""Where else the words of attributions are reported: their matches, with the words that differ."""

from collections.abc import Mapping

from sqlalchemy import CompoundSelect, Connection, Select, select, union

from quotes.alike.quoted import Words, compare_words
from quotes.model import Kind
from quotes.records import ArticleSummary, PlaceRecord, Relation, Segment, VariantRecord
from quotes.store.credits import load_credited
from quotes.store.index import Content, iterate_contents
from quotes.store.matches import reverse_relation
from quotes.store.tables import attributions, matches

# Of the places where an attribution's words stand too, so many are told: the oldest.
MOST_TOLD = 20

_ORDER = {Relation.ALTERED: 0, Relation.PART: 1, Relation.WHOLE: 2, Relation.SAME: 3}


def load_variants(
    connection: Connection, ids: Select[int], summaries: Mapping[int, ArticleSummary]
) -> dict[int, tuple[VariantRecord, ...]]:
    """Places elsewhere by attribution, those first whose words differ, and then the oldest.

    summaries  of the articles that `articles_of_variants` tells
    """
    near = _load_pairs(connection, ids)
    if not near:
        return {}
    there = select(_others(ids).subquery().c[0])
    contents = {one.attribution_id: one for one in iterate_contents(connection, there)}
    differing = [
        id for id, listed in near.items() if any(relation is not Relation.SAME for _, relation in listed)
    ]
    if differing:
        mine = select(_mine(ids).subquery().c[0])
        contents |= {one.attribution_id: one for one in iterate_contents(connection, mine)}
    credited = load_credited(connection, there)
    known = select(attributions.c.id, attributions.c.identity).where(attributions.c.id.in_(there))
    identities = {id: identity for id, identity in connection.execute(known)}  # noqa: C416  # types of a row
    return {
        id: tuple(
            VariantRecord(
                place=PlaceRecord(
                    article=summaries[contents[other].article_id],
                    attribution_id=other,
                    excerpt=contents[other].content,
                    speakers=credited.get(other, ()),
                    identity=identities[other],
                ),
                relation=relation,
                segments=_tell(contents[id], contents[other]) if relation is not Relation.SAME else (),
            )
            for other, relation in sorted(listed, key=lambda pair: (_ORDER[pair[1]], pair[0]))[:MOST_TOLD]
        )
        for id, listed in near.items()
    }


def articles_of_variants(ids: Select[int]) -> Select[int]:
    """Numbers of the articles in which the words of some attributions stand too."""
    others = select(_others(ids).subquery().c[0])
    return select(attributions.c.article_id).where(attributions.c.id.in_(others))


def _others(ids: Select[int]) -> CompoundSelect[int]:
    c = matches.c
    return union(
        select(c.other_id).where(c.attribution_id.in_(ids)),
        select(c.attribution_id).where(c.other_id.in_(ids)),
    )


def _mine(ids: Select[int]) -> CompoundSelect[int]:
    """Those of some attributions that have matches in other words."""
    c = matches.c
    return union(
        select(c.attribution_id).where(c.attribution_id.in_(ids), c.relation != Relation.SAME),
        select(c.other_id).where(c.other_id.in_(ids), c.relation != Relation.SAME),
    )


def _load_pairs(connection: Connection, ids: Select[int]) -> dict[int, list[tuple[int, Relation]]]:
    c = matches.c
    found: dict[int, list[tuple[int, Relation]]] = {}
    first = select(c.attribution_id, c.other_id, c.relation).where(c.attribution_id.in_(ids))
    for id, other, relation in connection.execute(first):
        found.setdefault(id, []).append((other, Relation(relation)))
    second = select(c.other_id, c.attribution_id, c.relation).where(c.other_id.in_(ids))
    for id, other, relation in connection.execute(second):
        found.setdefault(id, []).append((other, reverse_relation(Relation(relation))))
    return found


def _tell(here: Content, there: Content) -> tuple[Segment, ...]:
    likeness = compare_words(Words(here.content, Kind(here.kind)), Words(there.content, Kind(there.kind)))
    return likeness.comparison.segments if likeness else ()
