"""Judgements that outlive the attribution or flag that they were made on.

A newer program or model may cut the same words otherwise, and what it finds then has another identity. What
a person said of the words goes on to it: a row is added that replaces the row on the old attribution, so that
the record shows both. What carries over:

- everything, where nothing but white space differs;
- a rejection, a reassignment and a correction, where most of the content is the same and the cue too;
- never a confirmation of other spans: nobody has seen these;
- a dismissal, where a flag of the same kind stands on most of the same words.

Nothing goes to what the article had beside the old one when it was judged (that was another thing then), nor
to what people judged already. What finds no successor is lost: it stays on the record, and is listed.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, insert, or_, select

from quotes.model import Span
from quotes.records import JudgementKind
from quotes.store.codec import decode_spans
from quotes.store.credits import load_verdicts
from quotes.store.snapshots import Letters, Pairs, decode_correction, encode_part, share_letters
from quotes.store.tables import SpanRole, articles, attributions, elsewhere, flags, judgements, spans
from quotes.store.verdicts import Judgement, Verdicts

log = logging.getLogger(__name__)

# Share of the letters that two contents must have in common to be the same words. "He would “never agree”, he
# added" with and without the clause around the quotation shares less; a lost last word or mark more.
SAME_WORDS = 0.8


# Put together once: asked of every article that is written.
_SHARING = (
    select(flags.c.article_id)
    .join(elsewhere, elsewhere.c.flag_id == flags.c.id)
    .where(elsewhere.c.article_id == bindparam("id"))
)
# Articles in which something was judged: an article, and those that share a doubt with it.
_CONCERNED = select(articles.c.id, articles.c.identity).where(
    or_(articles.c.id == bindparam("id"), articles.c.id.in_(_SHARING)),
    exists().where(judgements.c.article == articles.c.identity),
)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an attribution stands in its article, in code points and in letters."""

    spans: Mapping[SpanRole, tuple[Span, ...]]
    letters: Mapping[SpanRole, Pairs]


def place_attributions(connection: Connection, article_id: int, letters: Letters) -> dict[str, Placed]:
    """Every attribution of an article, by identity."""
    query = (
        select(attributions.c.identity, spans.c.role, spans.c.start, spans.c.end)
        .join(spans, spans.c.attribution_id == attributions.c.id)
        .where(attributions.c.article_id == article_id)
        .order_by(attributions.c.id, spans.c.role, spans.c.position)
    )
    found: dict[str, dict[SpanRole, list[Span]]] = {}
    for identity, role, start, end in connection.execute(query):
        parts = found.setdefault(identity, {each: [] for each in SpanRole})
        parts[SpanRole(role)].append(Span(start, end))
    return {
        identity: Placed(
            {role: tuple(listed) for role, listed in parts.items()},
            {role: letters.count(listed) for role, listed in parts.items()},
        )
        for identity, parts in found.items()
    }


# ------------------------------------------------------------------ attributions
def carry_judgements(connection: Connection, article_id: int) -> int:
    """Carry over what people judged of attributions that the article no longer has; how many rows.

    Credits are to be refreshed after it.
    """
    article = connection.execute(
        select(articles.c.identity, articles.c.text, articles.c.text_hash).where(articles.c.id == article_id)
    ).one()
    verdicts = load_verdicts(connection, [article.identity])
    if not verdicts:
        return 0
    query = select(attributions.c.identity).where(attributions.c.article_id == article_id)
    present = set(connection.execute(query).scalars())
    waiting = _find_waiting(verdicts, present, of_flags=False)
    if not waiting:
        return 0
    letters = Letters(article.text)
    placed = place_attributions(connection, article_id, letters)
    rows = {
        row.id: row
        for row in connection.execute(
            select(judgements)
            .where(judgements.c.id.in_([one.id for one in waiting]))
            .order_by(judgements.c.id)
        )
    }
    carried = 0
    for one in waiting:
        row = rows[one.id]
        # A second judgement on the same words goes where the first went, and no other does.
        taken = {thing for thing, verdict in verdicts.items().items() if verdict.standing}
        successor = _find_successor(row, placed, taken - _successors_of(one, verdicts))
        if successor is None:
            continue
        identity, exact = successor
        if row.kind == JudgementKind.CONFIRM and not exact:
            continue
        _carry(connection, row, attribution=identity, corrected=_move(row, article, letters))
        verdicts = load_verdicts(connection, [article.identity])
        carried += 1
    return carried


def _find_waiting(verdicts: Verdicts, present: Collection[str], *, of_flags: bool) -> list[Judgement]:
    """Judgements of their own that stand, whose thing is gone and that were carried nowhere that is here."""
    here = {
        origin
        for one in verdicts.by_id.values()
        if one.thing in present and (origin := verdicts.origin(one)) is not None
    }
    return [
        one
        for thing, verdict in verdicts.own.items()
        if thing not in present
        for one in verdict.standing
        if bool(one.flag) == of_flags and one.id not in here
    ]


def _successors_of(one: Judgement, verdicts: Verdicts) -> set[str]:
    """Where other judgements on the same thing were carried."""
    return {
        other.thing
        for other in verdicts.by_id.values()
        if (origin := verdicts.origin(other)) is not None and verdicts.by_id[origin].thing == one.thing
    }


def _find_successor(
    row: Row[Any], placed: Mapping[str, Placed], taken: Collection[str]
) -> tuple[str, bool] | None:
    """The attribution that has the same words now, and whether all of its parts are the same."""
    before = {role: row.snapshot[role.value]["letters"] for role in SpanRole}
    contents = [before[SpanRole.CONTENT]]
    if row.corrected:
        contents.append(row.corrected[SpanRole.CONTENT.value]["letters"])
    barred = {*row.snapshot["beside"], *taken}
    best: tuple[float, str, bool] | None = None
    for identity, one in placed.items():
        if identity in barred:
            continue
        exact = all(_same(before[role], one.letters[role]) for role in SpanRole)
        cues = before[SpanRole.CUE], one.letters[SpanRole.CUE]
        if not exact and not (share_letters(*cues) > 0 or not (cues[0] or cues[1])):
            continue
        share = max(share_letters(content, one.letters[SpanRole.CONTENT]) for content in contents)
        if (exact or share >= SAME_WORDS) and (best is None or (exact, share) > (best[2], best[0])):
            best = share, identity, exact
    return (best[1], best[2]) if best else None


def _same(one: Pairs, other: Pairs) -> bool:
    return [list(pair) for pair in one] == [list(pair) for pair in other]


def _move(row: Row[Any], article: Any, letters: Letters) -> dict[str, Any]:
    """The parts of a correction in the article's text now."""
    if not row.corrected:
        return {}
    parts = decode_correction(row.corrected, row.snapshot, article.text, article.text_hash)
    moved = {role.value: encode_part(places, article.text, letters) for role, places in parts.items()}
    return {**row.corrected, **moved}


def _carry(connection: Connection, row: Row[Any], **changed: Any) -> None:
    values = {column: value for column, value in row._mapping.items() if column != "id"}
    connection.execute(insert(judgements).values(values | {"replaces_id": row.id} | changed))
    log.info("judgement %s goes on to %s", row.id, changed)


# ------------------------------------------------------------------ flags
def carry_dismissals(connection: Connection, article_id: int) -> int:
    """Carry over dismissals of flags that an article, or one that shares a doubt with it, no longer has."""
    rows = connection.execute(_CONCERNED, {"id": article_id}).all()
    return sum(_carry_in(connection, *row) for row in rows)


def _carry_in(connection: Connection, article_id: int, article: str) -> int:
    verdicts = load_verdicts(connection, [article])
    if not any(one.flag for one in verdicts.by_id.values()):
        return 0
    query = (
        select(
            *(flags.c.identity, flags.c.kind, flags.c.spans),
            attributions.c.identity.label("attribution"),
            articles.c.identity.label("elsewhere"),
        )
        .outerjoin(attributions, attributions.c.id == flags.c.attribution_id)
        .outerjoin(elsewhere, elsewhere.c.flag_id == flags.c.id)
        .outerjoin(articles, articles.c.id == elsewhere.c.article_id)
        .where(flags.c.article_id == article_id)
    )
    present = {row.identity: row for row in connection.execute(query)}
    waiting = _find_waiting(verdicts, present, of_flags=True)
    if not waiting:
        return 0
    text = connection.execute(select(articles.c.text).where(articles.c.id == article_id)).scalar_one()
    letters = Letters(text)
    carried = 0
    for one in waiting:
        row = connection.execute(select(judgements).where(judgements.c.id == one.id)).one()
        before = row.snapshot["flag"]
        alike = [
            (share_letters(before["letters"], letters.count(decode_spans(flag.spans))), identity)
            for identity, flag in present.items()
            if flag.kind == before["kind"]
            and (flag.elsewhere or "") == before["elsewhere"]
            and identity not in row.snapshot["beside"]
            and not verdicts.of(identity).standing
        ]
        share, identity = max(alike, default=(0.0, ""))
        if share >= SAME_WORDS:
            _carry(connection, row, flag=identity, attribution=present[identity].attribution or "")
            carried += 1
    return carried


def find_lost(verdicts: Verdicts, present: Collection[str]) -> frozenset[int]:
    """Judgements that stand and whose attribution or flag is found nowhere, under whatever identity.

    present  identities of attributions and flags that the store has
    """
    waiting = (
        *_find_waiting(verdicts, present, of_flags=False),
        *_find_waiting(verdicts, present, of_flags=True),
    )
    return frozenset(one.id for one in waiting)
