"""Which articles are copies: one text, or nearly one, that several outlets took from one agency.

The texts of some hundred thousand articles cannot be compared two by two. Each article is entered under the
lowest of the hashes of its runs of words (a bottom-k sketch: Broder 1997, "On the resemblance and containment
of documents"); those that share some of these are compared in full. Whichever of several copies was read
first stands for all of them: who wrote it first is more than the texts tell.

A newer version of an article is none of its copies: see `quotes.store.versions`.
"""

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

from quotes.store.engine import insert_plain
from quotes.store.tables import articles, copies, sketches
from quotes.store.versions import list_versions

log = logging.getLogger(__name__)

# Words of one run, and hashes of one sketch. Of 32, two texts of equal length with four fifths of their runs
# in common share 21 on average; a text and its first half share 16.
RUN = 5
SKETCH = 32
# Articles are compared that share so many, the likeliest so many of them. Of a hash that more articles have,
# the oldest are looked at: a line that an outlet puts under every article costs no more than rare words.
SHARED = 4
MOST_COMPARED = 8
MOST_SHARING = 64

# One article is a copy of another when the longer one holds this share of the runs of the shorter one, and
# the shorter one is this part of the longer: to quote a paragraph is not to copy. Of all pairs of 936 news
# articles (PolNeAR train and dev, and 12 others, 2026-11-22), compared in full, seven are above it, 0.69 to
# 1.0: one article each, which its outlet printed anew. The next have 0.51 and 0.21.
LIKE = 0.6
SHORTEST_PART = 0.25
# Shorter texts say too little: "Markets are closed today."
MIN_WORDS = 40
# Two that appeared further apart are a form that is filled in again and again: a forecast, a market report.
COPY_DAYS = 7

# Articles that are entered at once when older ones are caught up with.
BATCH = 200

_WORD = re.compile(r"\w+")

_SHARING = f"""
WITH wanted (hash) AS (VALUES %s)
SELECT sketches.article_id FROM wanted JOIN sketches ON sketches.hash = wanted.hash
WHERE sketches.article_id < coalesce(
    (SELECT same.article_id FROM sketches AS same WHERE same.hash = wanted.hash
     ORDER BY same.article_id LIMIT 1 OFFSET {MOST_SHARING}), {2**31 - 1})
"""


# Put together once: for an article of news that takes longer than to answer it.
_TEXTS = (
    select(articles.c.id, articles.c.published, articles.c.text)
    .where(articles.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(articles.c.id)
)


@dataclass(frozen=True)
class _Text:
    """An article as far as copies are told by it."""

    id: int
    published: date | None
    words: int
    runs: frozenset[int]

    @property
    def sketch(self) -> list[int]:
        """Its lowest hashes; one at least, so that it shows whether an article is entered."""
        return sorted(self.runs)[:SKETCH]


# ------------------------------------------------------------------ asking
def load_families(connection: Connection, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Every article with the words of some that have copies, themselves included, by number. One query.

    ids  of articles, first ones and copies
    """
    wanted = sorted(ids)
    mine = select(copies.c.first_id).where(copies.c.article_id.in_(wanted))
    query = select(copies.c.first_id, copies.c.article_id).where(
        or_(copies.c.first_id.in_(wanted), copies.c.first_id.in_(mine))
    )
    families: dict[int, set[int]] = {}
    for first, copy in connection.execute(query):
        families.setdefault(first, {first}).add(copy)
    return {id: tuple(sorted(family)) for family in families.values() for id in family if id in ids}


# ------------------------------------------------------------------ linking
def link_copies(
    connection: Connection, article_id: int, versions: Collection[int] = (), *, is_new: bool = False
) -> int | None:
    """Enter an article that was written, and link it with the one whose words it has; that one, if any.

    versions  of the article, linked already; none of them is a copy of it
    is_new    the article was not entered before
    """
    (mine,) = _read_texts(connection, [article_id])
    if not is_new:
        connection.execute(delete(sketches).where(sketches.c.article_id == article_id))
        connection.execute(delete(copies).where(copies.c.article_id == article_id))
    insert_plain(connection, sketches, [(one, article_id) for one in mine.sketch])
    first_id, share = _find_first(connection, mine, {article_id, *versions})
    if first_id is not None:
        connection.execute(insert(copies).values(article_id=article_id, first_id=first_id, share=share))
        log.info("article %s is a copy of article %s", article_id, first_id)
    return first_id


def find_first(connection: Connection, text: str, published: date | None) -> int | None:
    """The article whose words a text has that is not in the store, if any."""
    return _find_first(connection, _make_text(0, published, text), frozenset())[0]


def _find_first(connection: Connection, mine: _Text, own: Collection[int]) -> tuple[int | None, float]:
    """The first of those with the words of an article, and how much of them; `own` are out of question."""
    near = (other for other in _read_texts(connection, _find_near(connection, mine)) if other.id not in own)
    best = max(
        ((share, -other.id) for other in near if (share := _compare(mine, other)) is not None), default=None
    )
    if best is None:
        return None, 0.0
    share, other_id = best[0], -best[1]
    query = select(copies.c.first_id).where(copies.c.article_id == other_id)
    first_id = connection.execute(query).scalar_one_or_none() or other_id
    return (None, 0.0) if first_id in own else (first_id, share)


def catch_up(connection: Connection) -> None:
    """Enter the articles of an older store; quick when all are in."""
    first = connection.execute(select(func.min(articles.c.id))).scalar()
    if first is None or _is_entered(connection, first):
        return
    there = select(sketches.c.article_id).where(sketches.c.article_id == articles.c.id)
    query = select(articles.c.id).where(~there.exists())
    missing = list(connection.execute(query.order_by(articles.c.id)).scalars())
    log.info("%d articles are looked through for copies", len(missing))
    # The first one last: while it is missing, so may be others.
    for article_id in [*missing[1:], *missing[:1]]:
        link_copies(connection, article_id, list_versions(connection, article_id))


def _is_entered(connection: Connection, article_id: int) -> bool:
    query = select(sketches.c.hash).where(sketches.c.article_id == article_id).limit(1)
    return connection.execute(query).scalar() is not None


def _find_near(connection: Connection, mine: _Text) -> set[int]:
    """The articles that share most of a sketch."""
    if mine.words < MIN_WORDS:
        return set()
    # Numbers of our own, in the text of the query: to bind them takes longer than to answer it.
    wanted = ", ".join(f"({number:d})" for number in mine.sketch)
    shared = Counter(connection.exec_driver_sql(_SHARING % wanted).scalars())
    return {id for id, count in shared.most_common(MOST_COMPARED) if count >= SHARED and id != mine.id}


def _compare(mine: _Text, other: _Text) -> float | None:
    """How much of the shorter text the longer one holds, when that makes it a copy."""
    if mine.published and other.published and abs((mine.published - other.published).days) > COPY_DAYS:
        return None
    shorter, longer = sorted((mine, other), key=lambda one: len(one.runs))
    if shorter.words < MIN_WORDS or len(shorter.runs) < SHORTEST_PART * len(longer.runs):
        return None
    share = len(shorter.runs & longer.runs) / len(shorter.runs)
    return share if share >= LIKE else None


def _read_texts(connection: Connection, ids: Iterable[int]) -> list[_Text]:
    wanted = sorted(ids)
    return [_make_text(*row) for row in connection.execute(_TEXTS, {"ids": wanted})] if wanted else []


def _make_text(id: int, published: date | None, text: str) -> _Text:
    words = _WORD.findall(text.casefold())
    return _Text(id, published, len(words), hash_runs(words))


def hash_runs(words: list[str]) -> frozenset[int]:
    """Numbers below 2**63 for the runs of words of a text, the same on every machine; never none."""
    starts = range(max(1, len(words) - RUN + 1))
    runs = {" ".join(words[start : start + RUN]) for start in starts}
    return frozenset(
        int.from_bytes(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1
        for run in runs
    )
