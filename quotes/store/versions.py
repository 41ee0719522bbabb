"""Which articles are versions of one: a page that was changed after it had been read.

A changed text is another article, since the text of an article never changes. Its versions stand in one
chain, from the earliest to the newest. Copies that several outlets took from one agency are no versions of
each other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    case,
    delete,
    exists,
    insert,
    literal,
    or_,
    select,
)

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


@dataclass(frozen=True)
class _Text:
    """The words of an article, read only where the rest leaves it open."""

    text: str

    @cached_property
    def runs(self) -> frozenset[int]:
        words = _WORD.findall(self.text.casefold())
        return frozenset(hash(tuple(words[i : i + RUN])) for i in range(max(1, len(words) - RUN + 1)))


# Statements are put together once: for an article of news that takes longer than to answer them.
_ID: BindParameter[Any] = bindparam("id")
_PAPERS = select(
    *(articles.c.id, articles.c.doc, articles.c.title, articles.c.outlet, articles.c.path),
    *(articles.c.url, articles.c.published),
).order_by(articles.c.id)
_PAPER = _PAPERS.where(articles.c.id == _ID)
_OTHERS = _PAPERS.where(articles.c.id != _ID)
_BY_ID = _OTHERS.where(articles.c.id.in_(bindparam("ids", expanding=True)))
_BY_PATH = _OTHERS.where(articles.c.path == bindparam("path"))
_BY_DOC = _OTHERS.where(articles.c.doc == bindparam("doc"))
# Two addresses are two pages: where many are called "index" those that have one are not read.
_BY_DOC_ALONE = _BY_DOC.where(articles.c.url == "")
_TEXT = select(articles.c.text).where(articles.c.id == _ID)
_ATTRIBUTIONS = select(attributions.c.id).where(attributions.c.article_id == _ID)
_HOMES = (
    select(attributions.c.article_id)
    .where(attributions.c.id.in_(bindparam("ids", expanding=True)))
    .distinct()
)


# ------------------------------------------------------------------ asking
def has_newer_version(article_id: ColumnElement[int]) -> ColumnElement[bool]:
    """A condition on the number of an article: for those who count each paper once."""
    return exists().where(versions.c.earlier_id == article_id)


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
def link_versions(connection: Connection, article_id: int, *, is_new: bool = False) -> dict[int, int | None]:
    """Find the versions of an article that was written, and set their chain.

    is_new  the article was not there before, and has no chain yet
    Returns each article whose place has to be looked at again -> the version before it, if any.
    """
    mine = _Paper(*connection.execute(_PAPER, {"id": article_id}).one())
    partners = _find_partners(connection, mine)
    if is_new and not partners:
        return {}
    former = list_versions(connection, article_id)
    family = set(former) - {article_id}
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
    mine = _Paper(0, a.doc, a.title, a.outlet, a.path, a.url, a.published)
    return bool(_find_partners(connection, mine, a.text))


def _find_partners(connection: Connection, mine: _Paper, text: str | None = None) -> set[int]:
    """Articles that are a version of the same as this one.

    text  of an article that is not in the store
    """
    found: set[int] = set()
    own = None if text is None else _Text(text)
    for others, is_near, like in _list_near(connection, mine):
        for other in others:
            if other.id in found or not is_near(mine, other):
                continue
            own = own or _read_text(connection, mine.id)
            if _share(own, _read_text(connection, other.id)) >= like:
                found.add(other.id)
    return found


def _list_near(
    connection: Connection, mine: _Paper
) -> Iterator[tuple[list[_Paper], Callable[[_Paper, _Paper], bool], float]]:
    """Papers that may be a version of one, what must hold besides, and how much they must have in common."""

    def load(query: Any, **asked: Any) -> list[_Paper]:
        return [_Paper(*row) for row in connection.execute(query, {"id": mine.id, **asked})]

    same_address = _find_same_address(connection, mine)
    if same_address:
        yield load(_BY_ID, ids=same_address), lambda *_: True, LIKE_ADDRESS
    if mine.path:
        yield load(_BY_PATH, path=mine.path), _is_same_outlet, LIKE_FILE
    if mine.doc:
        # The short name is looked up: it has an index, as the headline has not.
        yield load(_BY_DOC_ALONE if mine.url else _BY_DOC, doc=mine.doc), _is_same_paper, LIKE_NAME
    same_words = _find_same_words(connection, mine)
    if same_words:
        yield load(_BY_ID, ids=same_words), _is_same_title, LIKE_NAME


def _find_same_address(connection: Connection, mine: _Paper) -> list[int]:
    if not mine.url.strip():
        return []
    c = articles.c
    beginning = or_(*(begins_with(connection, c.url, words) for words in list_beginnings(mine.url)))
    address = normalize_url(mine.url)
    rows = connection.execute(select(c.id, c.url).where(beginning, c.id != mine.id))
    return [id for id, url in rows if normalize_url(url) == address]


def _find_same_words(connection: Connection, mine: _Paper) -> list[int]:
    """Articles with the words of the longest attributions of one that has a headline and an outlet.

    A headline has no index: what an article reports has one.
    """
    if not mine.title or not mine.outlet:
        return []
    ids = connection.execute(_ATTRIBUTIONS, {"id": mine.id}).scalars().all()
    longest = sorted(read_contents(connection, ids), key=lambda one: -len(one.content))[:LONGEST]
    found = find_candidates(
        connection, {one.attribution_id: fold_words(one.content) for one in longest}, limit=MOST_ALIKE
    )
    alike = {id for sharing in found.values() for id, _ in sharing.scores}
    homes = set(connection.execute(_HOMES, {"ids": sorted(alike)}).scalars()) if alike else set()
    return sorted(homes - {mine.id})


def _read_text(connection: Connection, article_id: int) -> _Text:
    return _Text(connection.execute(_TEXT, {"id": article_id}).scalar_one())


def _is_same_outlet(mine: _Paper, other: _Paper) -> bool:
    return not _differ(mine.outlet, other.outlet)


def _is_same_paper(mine: _Paper, other: _Paper) -> bool:
    """True for near days, whatever the headline. Two addresses are two pages."""
    if (mine.url and other.url) or _differ(mine.outlet, other.outlet):
        return False
    apart = abs((mine.published - other.published).days) if mine.published and other.published else 0
    return apart <= NAME_DAYS


def _is_same_title(mine: _Paper, other: _Paper) -> bool:
    told = bool(other.title and other.outlet) and not _differ(mine.title, other.title)
    return told and _is_same_paper(mine, other)


def _differ(one: str, other: str) -> bool:
    """True when both are told and are not the same."""
    return bool(one and other) and one.casefold().split() != other.casefold().split()


def _share(mine: _Text, other: _Text) -> float:
    return len(mine.runs & other.runs) / min(len(mine.runs), len(other.runs))
