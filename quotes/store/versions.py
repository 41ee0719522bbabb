"""Which articles are versions of one: a page that was changed after it had been read.

A changed text is another article, since the text of an article never changes. Its versions stand in one
chain, from the earliest to the newest. Copies that several outlets took from one agency are no versions of
each other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Integer, Select, and_, case, delete, insert, literal, or_, select

from quotes.addresses import list_beginnings, normalize_url
from quotes.alike import fold_words
from quotes.model import Article
from quotes.store.engine import begins_with
from quotes.store.index import find_candidates, read_contents
from quotes.store.tables import articles, attributions, versions

# How much of the shorter of two texts (share of its runs of five words) the other must hold.
# One address: nearly nothing, since only a page that shows another article every day has nothing in common.
# One file: more, for a file called today.txt is written over every day. Only the same name or headline: most
# of it, or Monday's and Tuesday's brief would be taken for one.
LIKE_ADDRESS = 0.05
LIKE_FILE = 0.3
LIKE_NAME = 0.6
RUN = 5

# Two texts of one name that were published further apart are two articles: a weekly forecast repeats most of
# its words.
NAME_DAYS = 2

# Of an article, the longest so many attributions are looked for in others, and so many others are looked at.
LONGEST = 3
MOST_ALIKE = 10

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class _Paper:
    """What is known of an article without its findings."""

    id: int
    doc: str
    title: str
    outlet: str
    path: str
    url: str
    published: date | None
    text: str

    @cached_property
    def runs(self) -> frozenset[int]:
        words = _WORD.findall(self.text.casefold())
        return frozenset(hash(tuple(words[i : i + RUN])) for i in range(max(1, len(words) - RUN + 1)))


# ------------------------------------------------------------------ asking
def earlier_versions() -> Select[int]:
    """Numbers of the articles that have a newer version: a subquery for those who count each paper once."""
    return select(versions.c.earlier_id)


def list_versions(connection: Connection, article_id: int) -> tuple[int, ...]:
    """All versions of an article, itself included, the earliest first."""
    mine = select(literal(article_id, Integer).label("id"))
    return _load_chains(connection, mine).get(article_id, (article_id,))


def load_chains(connection: Connection, ids: Select[int]) -> dict[int, tuple[int, ...]]:
    """All versions of each of some articles that has others, as `list_versions` gives them. One query."""
    return _load_chains(connection, select(articles.c.id).where(articles.c.id.in_(ids)))


def _load_chains(connection: Connection, ids: Select[int]) -> dict[int, tuple[int, ...]]:
    c = versions.c
    reached = ids.cte("reached", recursive=True)
    beside = or_(c.article_id == reached.c.id, c.earlier_id == reached.c.id)
    other = case((c.article_id == reached.c.id, c.earlier_id), else_=c.article_id)
    reached = reached.union(select(other).select_from(reached.join(versions, beside)))
    query = select(c.earlier_id, c.article_id).where(c.article_id.in_(select(reached.c.id)))
    newer = {earlier: later for earlier, later in connection.execute(query)}  # noqa: C416  # types of a row
    found: dict[int, tuple[int, ...]] = {}
    for first in sorted(newer.keys() - newer.values()):
        chain = [first]
        while chain[-1] in newer:
            chain.append(newer[chain[-1]])
        found |= dict.fromkeys(chain, tuple(chain))
    return found


# ------------------------------------------------------------------ linking
def link_versions(connection: Connection, article_id: int) -> dict[int, int | None]:
    """Find the versions of an article that was written, and set their chain.

    Returns each article whose place has to be looked at again -> the version before it, if any.
    """
    former = list_versions(connection, article_id)
    family = set(former) - {article_id}
    partners = _find_partners(connection, next(_load_papers(connection, articles.c.id == article_id)))
    leaves = bool(family) and not family & partners
    for partner in sorted(partners):
        family.update(list_versions(connection, partner))
    chains = [_order(connection, family | {article_id})]
    if leaves:
        rest = set(former) - {article_id} - set(chains[0])
        chains.append(_order(connection, rest))
    changed: dict[int, int | None] = {}
    for chain in chains:
        changed |= _set_chain(connection, chain, article_id)
    return changed


def _order(connection: Connection, ids: set[int]) -> tuple[int, ...]:
    """By the day they were published where all tell it, and in the order they were read."""
    rows = connection.execute(
        select(articles.c.id, articles.c.published).where(articles.c.id.in_(sorted(ids)))
    )
    days: dict[int, date | None] = {id: day for id, day in rows}  # noqa: C416  # types of a row
    if all(days.values()):
        return tuple(sorted(days, key=lambda id: (days[id] or date.min, id)))
    return tuple(sorted(days))


def _set_chain(connection: Connection, chain: tuple[int, ...], written: int) -> dict[int, int | None]:
    """Write a chain; what changed in it, and what touches the article that was written."""
    query = select(versions.c.article_id, versions.c.earlier_id).where(versions.c.article_id.in_(chain))
    rows = connection.execute(query)
    old: dict[int, int] = {id: earlier for id, earlier in rows}  # noqa: C416  # types of a row
    new: dict[int, int | None] = dict(zip(chain, (None, *chain), strict=False))
    changed = {
        id: earlier
        for id, earlier in new.items()
        if old.get(id) != earlier or (earlier is not None and written in (id, earlier))
    }
    moved = sorted(id for id, earlier in new.items() if old.get(id) != earlier)
    if moved:
        connection.execute(delete(versions).where(versions.c.article_id.in_(moved)))
        links = [{"article_id": id, "earlier_id": new[id]} for id in moved if new[id] is not None]
        if links:
            connection.execute(insert(versions), links)
    return changed


# ------------------------------------------------------------------ finding
def would_be_version(connection: Connection, article: Article) -> bool:
    """True when an article that is not in the store would be a version of one that is."""
    a = article
    return bool(
        _find_partners(connection, _Paper(0, a.doc, a.title, a.outlet, a.path, a.url, a.published, a.text))
    )


def _find_partners(connection: Connection, mine: _Paper) -> set[int]:
    """Articles that are a version of the same as this one."""
    c = articles.c
    found: set[int] = set()
    for condition, is_version in (
        (c.id.in_(_find_same_address(connection, mine)), _is_same_page),
        (and_(c.path == mine.path, c.path != ""), _is_same_file),
        # The short name is looked up: it has an index, as the headline has not.
        (and_(c.doc == mine.doc, c.doc != ""), _is_same_paper),
        (c.id.in_(_find_same_words(connection, mine)), _is_same_title),
    ):
        wanted = and_(condition, c.id != mine.id, c.id.not_in(found))
        found.update(other.id for other in _load_papers(connection, wanted) if is_version(mine, other))
    return found


def _find_same_address(connection: Connection, mine: _Paper) -> list[int]:
    if not mine.url.strip():
        return []
    c = articles.c
    beginning = or_(*(begins_with(connection, c.url, words) for words in list_beginnings(mine.url)))
    address = normalize_url(mine.url)
    rows = connection.execute(select(c.id, c.url).where(beginning))
    return [id for id, url in rows if normalize_url(url) == address]


def _find_same_words(connection: Connection, mine: _Paper) -> list[int]:
    """Articles with the words of the longest attributions of one that has a headline and an outlet.

    A headline has no index: what an article reports has one.
    """
    if not mine.title or not mine.outlet:
        return []
    c = attributions.c
    ids = connection.execute(select(c.id).where(c.article_id == mine.id)).scalars().all()
    longest = sorted(read_contents(connection, ids), key=lambda one: -len(one.content))[:LONGEST]
    found = find_candidates(
        connection, {one.attribution_id: fold_words(one.content) for one in longest}, limit=MOST_ALIKE
    )
    alike = {id for sharing in found.values() for id, _ in sharing.scores}
    return list(connection.execute(select(c.article_id).where(c.id.in_(sorted(alike))).distinct()).scalars())


def _load_papers(connection: Connection, condition: Any) -> Iterator[_Paper]:
    c = articles.c
    columns = (c.id, c.doc, c.title, c.outlet, c.path, c.url, c.published, c.text)
    for row in connection.execute(select(*columns).where(condition).order_by(c.id)):
        yield _Paper(*row)


def _is_same_page(mine: _Paper, other: _Paper) -> bool:
    return _share(mine, other) >= LIKE_ADDRESS


def _is_same_file(mine: _Paper, other: _Paper) -> bool:
    return not _differ(mine.outlet, other.outlet) and _share(mine, other) >= LIKE_FILE


def _is_same_paper(mine: _Paper, other: _Paper) -> bool:
    """True for near days and nearly one text, whatever the headline. Two addresses are two pages."""
    if (mine.url and other.url) or _differ(mine.outlet, other.outlet):
        return False
    apart = abs((mine.published - other.published).days) if mine.published and other.published else 0
    return apart <= NAME_DAYS and _share(mine, other) >= LIKE_NAME


def _is_same_title(mine: _Paper, other: _Paper) -> bool:
    told = bool(other.title and other.outlet) and not _differ(mine.title, other.title)
    return told and _is_same_paper(mine, other)


def _differ(one: str, other: str) -> bool:
    """True when both are told and are not the same."""
    return bool(one and other) and one.casefold().split() != other.casefold().split()


def _share(mine: _Paper, other: _Paper) -> float:
    return len(mine.runs & other.runs) / min(len(mine.runs), len(other.runs))
