"""The index of words: which attributions have the same words as others, found without reading them all.

Each attribution is entered under numbers that stand for pairs of its content words and for the whole of it
(`quotes.alike.words.hash_shingles`). Of a number that very many share only the oldest are read, so that a
stock phrase costs no more than rare words.

Every attribution is entered under one number at least. What an older program wrote is entered as soon as a
store is opened for this one, or else before the next write, all of it in one transaction: so one look at the
oldest attribution tells whether any is missing.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select

from quotes.alike.words import fold_words, hash_shingles, hash_whole, tell_content
from quotes.store.engine import insert_plain
from quotes.store.numbers import cut_bound
from quotes.store.tables import SpanRole, articles, attributions, shingles, spans

log = logging.getLogger(__name__)

# Of a number that more attributions share, so many of the oldest are read: it bounds the work, and a sentence
# that stands in so many articles is found by the first of them as well as by all.
MOST_SHARING = 32

# Attributions that are compared with one, at most.
MOST_CANDIDATES = 64

# An attribution is worth comparing that shares two numbers with one, or this part of all that it has.
SHARED, SHARED_PART = 2, 0.4
FEW_NUMBERS = 6

# Where fewer content words are asked for, the index is of no help.
INDEXED = 2

# A content in which a letter or sign stands besides these may be written otherwise than it is asked for.
_ODD = re.compile("[^\\x00-\\x7f‘’“”„«»–—…\\s]")

# Numbers that one query names.
CHUNK = 400

# Attributions that are entered at once when older ones are caught up with.
BATCH = 2000

# The first attributions under each number.
_SHARING = f"""
WITH wanted (hash) AS (VALUES %s)
SELECT shingles.hash, shingles.attribution_id FROM wanted JOIN shingles ON shingles.hash = wanted.hash
WHERE shingles.attribution_id < coalesce(
    (SELECT same.attribution_id FROM shingles AS same WHERE same.hash = wanted.hash
     ORDER BY same.attribution_id LIMIT 1 OFFSET {MOST_SHARING}), {2**63 - 1})
"""


# Statements are put together once: for an article of news that takes longer than to answer them.
_LENGTH: Any = spans.c.end - spans.c.start
_CONTENTS = (
    select(
        attributions.c.id,
        attributions.c.article_id,
        attributions.c.kind,
        func.substr(articles.c.text, spans.c.start + 1, _LENGTH),
    )
    .join(articles, articles.c.id == attributions.c.article_id)
    .join(spans, spans.c.attribution_id == attributions.c.id)
    .where(spans.c.role == SpanRole.CONTENT)
    .order_by(attributions.c.id, spans.c.position)
)
_SOME_CONTENTS = _CONTENTS.where(attributions.c.id.in_(bindparam("ids", expanding=True)))
_FIRST = select(func.min(attributions.c.id))
_IS_ENTERED = select(shingles.c.hash).where(shingles.c.attribution_id == bindparam("id")).limit(1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attribution that shares words with what was asked for.

    score  0 to 1: how much of what was asked; it orders candidates and is no probability
    """

    attribution_id: int
    article_id: int
    kind: str
    content: str
    score: float


@dataclass(frozen=True, slots=True)
class Alike:
    """Candidates, best first. `complete` is False where there were more than were read."""

    candidates: tuple[Candidate, ...]
    complete: bool = True


# ------------------------------------------------------------------ entering
def index_attributions(connection: Connection, contents: Mapping[int, str]) -> None:
    """Enter attributions, by number, that are not entered yet, under the words of their contents."""
    rows = [
        (number, id)
        for id, content in contents.items()
        for number in sorted(hash_shingles(fold_words(content)))
    ]
    insert_plain(connection, shingles, rows)


def is_indexed(connection: Connection) -> bool:
    """True when every attribution is entered."""
    first = connection.execute(_FIRST).scalar()
    return first is None or connection.execute(_IS_ENTERED, {"id": first}).scalar() is not None


def index_missing(connection: Connection) -> list[int]:
    """Enter every attribution of an older store that is not entered; their numbers, the newest first."""
    if is_indexed(connection):
        return []
    there = select(shingles.c.attribution_id).where(shingles.c.attribution_id == attributions.c.id)
    query = select(attributions.c.id).where(~there.exists()).order_by(attributions.c.id.desc())
    missing = list(connection.execute(query).scalars())
    log.info("%d attributions are entered into the index of words", len(missing))
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        index_attributions(
            connection, {one.attribution_id: one.content for one in read_contents(connection, batch)}
        )
    return missing


def forget_attributions(connection: Connection, ids: Collection[int]) -> None:
    """Take attributions out of the index."""
    connection.execute(delete(shingles).where(shingles.c.attribution_id.in_(sorted(ids))))


# ------------------------------------------------------------------ asking
def find_alike(connection: Connection, words: str, *, limit: int = MOST_CANDIDATES) -> Alike:
    """Attributions of any article that have words in common with some words, best first.

    Where the words are too few for the index, every content is read.
    """
    folded = fold_words(words)
    if not folded:
        return Alike(())
    if len(tell_content(folded)) < INDEXED:
        return _scan(connection, folded, limit)
    found = find_candidates(connection, {0: folded}, limit=limit)[0]
    scores = dict(found.scores)
    candidates = (
        Candidate(one.attribution_id, one.article_id, one.kind, one.content, scores[one.attribution_id])
        for one in read_contents(connection, scores)
    )
    return Alike(tuple(sorted(candidates, key=lambda one: (-one.score, one.attribution_id))), found.complete)


@dataclass(frozen=True, slots=True)
class Sharing:
    """Numbers of attributions that share words with one, with how much of its words, best first."""

    scores: tuple[tuple[int, float], ...]
    complete: bool


def find_candidates(
    connection: Connection, wanted: Mapping[int, tuple[str, ...]], *, limit: int = MOST_CANDIDATES
) -> dict[int, Sharing]:
    """For each of several lists of folded words the attributions that share enough of them, best first."""
    asked = {key: hash_shingles(words) for key, words in wanted.items()}
    sharing = _read_sharing(connection, sorted(frozenset[int]().union(*asked.values())))
    return {key: _weigh(asked[key], hash_whole(words), sharing, limit) for key, words in wanted.items()}


def _weigh(asked: frozenset[int], whole: int, sharing: Mapping[int, list[int]], limit: int) -> Sharing:
    weights = {number: 1 / log2(2 + len(sharing.get(number, ()))) for number in asked}
    shared: dict[int, int] = defaultdict(int)
    gained: dict[int, float] = defaultdict(float)
    same: set[int] = set()
    for number in asked:
        for id in sharing.get(number, ()):
            shared[id] += 1
            gained[id] += weights[number]
        if number == whole:
            same.update(sharing.get(number, ()))
    # Of very few words one pair is much.
    enough = min(SHARED, SHARED_PART * len(asked)) if len(asked) > FEW_NUMBERS else 1
    total = sum(weights.values())
    scores = [
        (id, 1.0 if id in same else gained[id] / total)
        for id, count in shared.items()
        if count >= enough or id in same
    ]
    scores.sort(key=lambda pair: (-pair[1], pair[0]))
    met = [number for number in asked if number in sharing]
    all_common = bool(met) and all(len(sharing[number]) >= MOST_SHARING for number in met)
    return Sharing(tuple(scores[:limit]), len(scores) <= limit and not all_common)


def _read_sharing(connection: Connection, numbers: Sequence[int]) -> dict[int, list[int]]:
    """Attributions under each number, of a common one the oldest."""
    found: dict[int, list[int]] = {}
    for start in range(0, len(numbers), CHUNK):
        # Numbers of our own, in the text of the query: to bind hundreds takes longer than to answer it.
        wanted = ", ".join(f"({number:d})" for number in numbers[start : start + CHUNK])
        # Plain tuples: there are thousands, and rows of SQLAlchemy take longer than to read them.
        for number, id in connection.exec_driver_sql(_SHARING % wanted).cursor.fetchall():
            found.setdefault(number, []).append(id)
    return found


def _scan(connection: Connection, asked: tuple[str, ...], limit: int) -> Alike:
    """Every content that has the asked words in a row, and every content that is part of them."""
    found: list[Candidate] = []
    telling = max(tell_content(asked) or asked, key=len)
    sure = telling[:4] if telling.isalpha() else ""
    phrase = f" {' '.join(asked)} "
    for one in iterate_contents(connection, select(attributions.c.id)):
        if sure not in one.content.casefold() and not _ODD.search(one.content):
            continue
        words = f" {' '.join(fold_words(one.content))} "
        if phrase in words:
            score = 1.0 if phrase == words else 0.5 + 0.5 * len(phrase) / len(words)
            found.append(Candidate(one.attribution_id, one.article_id, one.kind, one.content, score))
    found.sort(key=lambda one: (-one.score, one.attribution_id))
    return Alike(tuple(found[:limit]), len(found) <= limit)


# ------------------------------------------------------------------ contents
@dataclass(frozen=True, slots=True)
class Content:
    """What an attribution reports: the words of its content's spans, joined by blanks."""

    attribution_id: int
    article_id: int
    kind: str
    content: str


def read_contents(connection: Connection, ids: Collection[int]) -> list[Content]:
    """Contents of some attributions, by number."""
    found: list[Content] = []
    for chunk in cut_bound(ids):
        found.extend(_join_parts(connection.execute(_SOME_CONTENTS, {"ids": chunk})))
    return found


def iterate_contents(connection: Connection, ids: Select[int]) -> Iterator[Content]:
    """Contents of some attributions, by number, one in memory at a time; no text of an article is moved."""
    query = _CONTENTS.where(attributions.c.id.in_(ids))
    return _join_parts(connection.execute(query, execution_options={"yield_per": 500}))


def _join_parts(rows: Iterable[Any]) -> Iterator[Content]:
    last: tuple[int, int, str] | None = None
    parts: list[str] = []
    for id, article_id, kind, words in rows:
        if last and last[0] != id:
            yield Content(*last, " ".join(parts))
            parts = []
        last = (id, article_id, kind)
        parts.append(words)
    if last:
        yield Content(*last, " ".join(parts))
