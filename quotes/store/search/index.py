"""The words that are searched, kept in step with what is shown of each attribution.

Who changes the attributions of an article, or what is judged of them, calls `refresh_contents` in the same
transaction; the database itself keeps its index in step with `contents`.
"""

import logging
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from quotes.model import Span
from quotes.store.credits import load_verdicts
from quotes.store.engine import insert_plain
from quotes.store.search.words import list_words
from quotes.store.snapshots import decode_correction
from quotes.store.tables import SpanRole, articles, attributions, contents, judgements, spans

log = logging.getLogger(__name__)

# Of a longer content the beginning is searched: PostgreSQL knows no places beyond.
MOST_WORDS = 16_000

# Articles whose contents are worked out at once.
BATCH = 100

Places = dict[int, tuple[Span, ...]]


def enter_all(connection: Connection) -> None:
    """Enter every attribution of an older store."""
    ids = list(connection.execute(select(articles.c.id).order_by(articles.c.id)).scalars())
    log.info("the quotations of %d articles are entered into the index that is searched", len(ids))
    refresh_contents(connection, ids)


def refresh_contents(connection: Connection, article_ids: Collection[int]) -> None:
    """Bring what is searched into line with the attributions of some articles, and judgements on them."""
    ids = sorted(article_ids)
    for at in range(0, len(ids), BATCH):
        _refresh_batch(connection, ids[at : at + BATCH])


def enter_contents(connection: Connection, text: str, contents_of: Mapping[int, tuple[Span, ...]]) -> None:
    """Enter attributions of an article that are new, and of which nothing was judged.

    contents_of  attribution -> spans of its content
    """
    rows = [(id, _fold_parts(text, parts)) for id, parts in contents_of.items()]
    insert_plain(connection, contents, rows)


def _fold_parts(text: str, parts: tuple[Span, ...]) -> str:
    found = [place.folded for part in parts for place in list_words(text, part.start, part.end)]
    return " ".join(found[:MOST_WORDS])


def _refresh_batch(connection: Connection, ids: list[int]) -> None:
    mine = attributions.c.article_id.in_(ids)
    held = select(contents.c.attribution_id, contents.c.words)
    held = held.join(attributions, attributions.c.id == contents.c.attribution_id).where(mine)
    there: dict[int, str] = {id: words for id, words in connection.execute(held)}  # noqa: C416  # types of a row
    wanted = _work_out_words(connection, ids)
    gone = sorted(there.keys() - wanted.keys())
    if gone:
        connection.execute(delete(contents).where(contents.c.attribution_id.in_(gone)))
    fresh = [{"attribution_id": id, "words": words} for id, words in wanted.items() if id not in there]
    if fresh:
        connection.execute(insert(contents), fresh)
    other = [{"row": id, "to": wanted[id]} for id, words in there.items() if wanted.get(id, words) != words]
    if other:
        change = update(contents).where(contents.c.attribution_id == bindparam("row"))
        connection.execute(change.values(words=bindparam("to")), other)


def _work_out_words(connection: Connection, ids: list[int]) -> dict[int, str]:
    """Folded words by attribution, without those that were rejected."""
    places = _load_places(connection, ids)
    aside, corrections = _load_judged(connection, ids)
    words: dict[int, str] = {}
    texts = select(articles.c.id, articles.c.text, articles.c.text_hash).where(articles.c.id.in_(ids))
    for id, text, text_hash in connection.execute(texts, execution_options={"yield_per": 1}):
        for attribution, parts in places.get(id, {}).items():
            if attribution in aside:
                continue
            judged = corrections.get(attribution)
            if judged is not None:
                corrected = decode_correction(judged.corrected, judged.snapshot, text, text_hash)
                parts = corrected[SpanRole.CONTENT] or parts
            words[attribution] = _fold_parts(text, parts)
    return words


def _load_places(connection: Connection, ids: list[int]) -> dict[int, Places]:
    """Spans of contents as the machine has them, by article and attribution."""
    query = (
        select(attributions.c.article_id, attributions.c.id, spans.c.start, spans.c.end)
        .join(spans, spans.c.attribution_id == attributions.c.id)
        .where(attributions.c.article_id.in_(ids), spans.c.role == SpanRole.CONTENT)
        .order_by(attributions.c.id, spans.c.position)
    )
    found: dict[int, Places] = {}
    for article, id, start, end in connection.execute(query):
        parts = found.setdefault(article, {})
        parts[id] = (*parts.get(id, ()), Span(start, end))
    return found


def _load_judged(connection: Connection, ids: list[int]) -> tuple[set[int], Mapping[int, Any]]:
    """Attributions that were rejected, and the judgement that corrects others, by attribution."""
    named = select(articles.c.identity).where(articles.c.id.in_(ids))
    judged = select(judgements.c.article).where(judgements.c.article.in_(named)).distinct()
    theirs = list(connection.execute(judged).scalars())
    if not theirs:
        return set(), {}
    verdicts = load_verdicts(connection, theirs, with_speakers=False)
    query = select(attributions.c.id, attributions.c.identity).where(attributions.c.article_id.in_(ids))
    aside: set[int] = set()
    corrected: dict[int, int] = {}
    for id, identity in connection.execute(query):
        verdict = verdicts.of(identity)
        if verdict.rejected:
            aside.add(id)
        elif verdict.corrected:
            corrected[verdict.corrected.id] = id
    if not corrected:
        return aside, {}
    c = judgements.c
    rows = connection.execute(select(c.id, c.corrected, c.snapshot).where(c.id.in_(sorted(corrected))))
    return aside, {corrected[row.id]: row for row in rows}
