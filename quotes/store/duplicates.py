"""Pairs of speakers who may be one, for a person to decide.

Only speakers who share a blocking key are compared: by name, aliases, roles and gender first, and the best
pairs then by the company they keep. A hundred thousand speakers take about twenty seconds.
"""

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, groupby
from operator import itemgetter
from zlib import crc32

from sqlalchemy import Connection, select

from quotes.model import Evidence
from quotes.records import DuplicateRecord, SpeakerName
from quotes.resolve.likeness import Likeness, are_near, compare_speakers, spread_key
from quotes.resolve.surroundings import Surroundings, find_common_ground
from quotes.store.decisions import load_identities
from quotes.store.described import load_all_known
from quotes.store.known import GIVEN_NAME
from quotes.store.standing import Identities
from quotes.store.surroundings import CROWD
from quotes.store.tables import article_speakers, articles, shown_speakers, speaker_keys, speakers

# A key that more speakers share tells nothing: the family name Smith. Pairs of such names are found by keys
# of the whole name. Bounds the work: the pairs of a key grow with the square of this.
MOST_SHARING = 30

SPEAKER_BITS = 2**64 - 1  # of a number in which a speaker's own number stands behind a checksum

# How many of the best pairs by name are looked at closely, for each that is asked for.
CLOSER = 4

# What the company that two speakers keep is worth, set by hand: a share of the way to 1, or for two whom one
# article quotes as two people, which it rarely does by mistake, what is left of the score.
GROUND_WORTH = {"same-company": 0.2, "same-outlet": 0.05, "same-time": 0.05}
BOTH_LEFT = 0.3


@dataclass(slots=True)
class _Company:
    """Where a speaker is quoted."""

    articles: set[int] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    beside: set[int] = field(default_factory=set)


def find_duplicates(connection: Connection, *, limit: int) -> tuple[DuplicateRecord, ...]:
    """The pairs most likely one, best first; those that people judged are left out."""
    identities = load_identities(connection)
    near = _compare_pairs(connection, identities)
    best = heapq.nlargest(limit * CLOSER, near, key=lambda row: (row[2].score, -row[0], -row[1]))
    company = _load_company(connection, {id for a, b, _ in best for id in (a, b)})
    others = {id for a, b, _ in best for id in company[a].beside & company[b].beside}
    names = _load_names(connection, others | company.keys())
    found = []
    for a, b, likeness in best:
        weighed = _weigh_company(likeness, company[a], company[b], names)
        # The one quoted in more articles first: it keeps its name and number in a merge.
        first, second = sorted((a, b), key=lambda id: (-len(company[id].articles), id))
        found.append(
            DuplicateRecord(
                SpeakerName(first, names[first]),
                SpeakerName(second, names[second]),
                round(weighed.score, 3),
                weighed.evidence,
            )
        )
    found.sort(key=lambda pair: (-pair.score, pair.first.id, pair.second.id))
    return tuple(found[:limit])


def _compare_pairs(connection: Connection, identities: Identities) -> Iterator[tuple[int, int, Likeness]]:
    """Every pair that shares a telling key, whose names allow it, and that nobody judged."""
    known = load_all_known(connection, identities)
    judged = {tuple(sorted(pair)) for pair in identities.apart()}
    seen: set[tuple[int, int]] = set()
    for sharing, is_spread in _group_by_key(connection):
        if len(sharing) > MOST_SHARING:
            continue
        for pair in combinations(sharing, 2):
            if pair in seen or pair in judged:
                continue
            one, other = known[pair[0]], known[pair[1]]
            if is_spread and not are_near(one, other):
                continue
            seen.add(pair)
            likeness = compare_speakers(one, other)
            if likeness:
                yield *pair, likeness


def _group_by_key(connection: Connection) -> Iterator[tuple[list[int], bool]]:
    """Speakers who share a blocking key, and then (True) those whose names may be one consonant apart."""
    c = speaker_keys.c
    query = select(c.key, c.speaker_id).where(c.key.not_like(f"{GIVEN_NAME}%")).order_by(c.key, c.speaker_id)
    # Each as one number, checksum before speaker: a million of them are sorted, and tuples take much more.
    spread: list[int] = []
    for key, rows in groupby(connection.execute(query), key=itemgetter(0)):
        sharing = [id for _, id in rows]
        yield sharing, False
        for near in spread_key(key):
            checksum = crc32(near.encode()) << 64
            spread.extend(checksum | id for id in sharing)
    spread.sort()
    for _, numbers in groupby(spread, key=lambda number: number >> 64):
        yield sorted({number & SPEAKER_BITS for number in numbers}), True


# ------------------------------------------------------------------ company
def _load_company(connection: Connection, ids: Collection[int]) -> dict[int, _Company]:
    """Articles, outlets and days of some speakers, and who else is quoted there."""
    found = {id: _Company() for id in ids}
    mine = (
        select(shown_speakers.c.speaker_id, articles.c.id, articles.c.outlet, articles.c.published)
        .join(article_speakers, article_speakers.c.id == shown_speakers.c.article_speaker_id)
        .join(articles, articles.c.id == article_speakers.c.article_id)
        .where(shown_speakers.c.speaker_id.in_(sorted(ids)))
    )
    quoted: dict[int, set[int]] = {}
    for id, article_id, outlet, published in connection.execute(mine):
        company = found[id]
        company.articles.add(article_id)
        quoted.setdefault(article_id, set())
        if outlet:
            company.outlets.add(outlet)
        if published:
            company.days.append(published)
    all_there = (
        select(article_speakers.c.article_id, shown_speakers.c.speaker_id)
        .join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id)
        .where(article_speakers.c.article_id.in_(select(mine.subquery().c.id)))
    )
    for article_id, id in connection.execute(all_there):
        quoted[article_id].add(id)
    for id, company in found.items():
        for article_id in company.articles:
            if len(quoted[article_id]) <= CROWD:
                company.beside |= quoted[article_id] - {id}
    return found


def _load_names(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    rows = connection.execute(select(speakers.c.id, speakers.c.name).where(speakers.c.id.in_(sorted(ids))))
    return {id: name for id, name in rows}  # noqa: C416  # types of a row


def _weigh_company(likeness: Likeness, one: _Company, other: _Company, names: dict[int, str]) -> Likeness:
    """The likeness with what the articles of both tell."""
    score = likeness.score
    both = len(one.articles & other.articles)
    if both:
        where = "an article" if both == 1 else f"{both} articles"
        against = Evidence("same-article", f"but {where} quote{'s' if both == 1 else ''} both")
        return Likeness(score * BOTH_LEFT, (*likeness.evidence, against))
    ground = find_common_ground(_surround(one, names), _surround(other, names))
    for found in ground:
        score += (1 - score) * GROUND_WORTH[found.rule]
    return Likeness(score, (*likeness.evidence, *ground))


def _surround(company: _Company, names: dict[int, str]) -> Surroundings:
    beside = {str(id): names[id] for id in company.beside if id in names}
    return Surroundings(beside, frozenset(company.outlets), tuple(company.days))
