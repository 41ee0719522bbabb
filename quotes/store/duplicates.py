"""Pairs of speakers who may be one, for a person to decide.

Only speakers who share a blocking key are compared: by name, aliases, roles and gender first, and the best
pairs then by the company they keep. A hundred thousand speakers take seconds.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, groupby

from sqlalchemy import Connection, select

from quotes.model import Evidence
from quotes.records import DuplicateRecord, SpeakerName
from quotes.resolve.across import KnownSpeaker, Likeness, compare_speakers
from quotes.store.decisions import load_identities
from quotes.store.identify import load_known
from quotes.store.tables import articles, article_speakers, shown_speakers, speaker_keys

# A key that more speakers share tells nothing: the family name Smith. Its pairs are found by keys of the
# whole name, or not at all. Bounds the work: the pairs of a key grow with the square of this.
MOST_SHARING = 30

# How many of the best pairs by name are looked at closely, for each that is asked for.
CLOSER = 4

# Speakers whose names and roles are in memory at once.
CHUNK = 5000

# How far each kind of common company moves a score towards 1, or what is left of it when one article quotes
# both as two people, which it rarely does by mistake. By hand.
COMPANY_WORTH = 0.2
OUTLET_WORTH = 0.05
TIME_WORTH = 0.05
BOTH_LEFT = 0.3

# Days between the last article of one and the first of the other that still count as the same time.
NEAR_DAYS = 60

# Names that one piece of evidence lists.
LISTED = 3


@dataclass(slots=True)
class _Company:
    """Where a speaker is quoted."""

    articles: set[int] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    beside: set[int] = field(default_factory=set)


def find_duplicates(connection: Connection, *, limit: int) -> tuple[DuplicateRecord, ...]:
    """The pairs most likely one, best first; those that people judged are left out."""
    judged = load_identities(connection).apart()
    near = _compare_pairs(connection, judged.keys())
    best = heapq.nlargest(limit * CLOSER, near, key=lambda row: (row[2].score, -row[0].number, -row[1].number))
    names, company = _load_company(connection, {id for a, b, _ in best for id in (a.number, b.number)})
    found = []
    for one, other, likeness in best:
        weighed = _weigh_company(likeness, company[one.number], company[other.number], names)
        # The one quoted in more articles first: it keeps its name and number in a merge.
        first, second = sorted(
            (one, other), key=lambda speaker: (-len(company[speaker.number].articles), speaker.number)
        )
        found.append(
            DuplicateRecord(
                SpeakerName(first.number, first.name),
                SpeakerName(second.number, second.name),
                round(weighed.score, 3),
                weighed.evidence,
            )
        )
    found.sort(key=lambda pair: (-pair.score, pair.first.id, pair.second.id))
    return tuple(found[:limit])
