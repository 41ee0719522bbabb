"""People's decisions on who is who: written, never changed or deleted, and what follows from them.

Each function adds one row in the transaction that the caller opened, and brings what people see into line:
`shown_speakers`, and with it the aliases, roles, names and keys of the speakers that it touches.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, insert, or_, select, update

from quotes.errors import DecisionError, NotFoundError
from quotes.model import Gender
from quotes.records import DecisionKind, DecisionRecord, SpeakerName
from quotes.store.changes import refresh_credited
from quotes.store.credits import attributions_of, refresh_credits
from quotes.store.known import refresh_speakers, retell_speaker
from quotes.store.matches import find_flagged
from quotes.store.standing import Decision, Identities
from quotes.store.tables import (
    article_speakers,
    articles,
    credits_,
    decisions,
    shown_speakers,
    speakers,
)

# Put together once: every write and look-up asks.
_ALL = select(
    *(decisions.c.id, decisions.c.kind, decisions.c.speaker_id, decisions.c.other_id),
    *(decisions.c.makes_other, decisions.c.name, decisions.c.replaces_id),
).order_by(decisions.c.id)


@dataclass(frozen=True, slots=True)
class Judge:
    """Who decides, when and why."""

    who: str
    at: datetime
    why: str = ""


# ------------------------------------------------------------------ asking
def load_identities(connection: Connection) -> Identities:
    """Who is who after all decisions."""
    c = decisions.c
    found = [
        Decision(id, DecisionKind(kind), one, other, makes_other, name=name, replaces=replaces)
        for id, kind, one, other, makes_other, name, replaces in connection.execute(_ALL)
    ]
    if not any(one.kind is DecisionKind.SPLIT for one in found):
        return Identities(found)
    # Every write and look-up asks for this: lists are read where there are any.
    query_lists = select(c.id, c.parts, c.articles).where(c.kind == DecisionKind.SPLIT)
    lists = {id: (frozenset(parts), frozenset(named)) for id, parts, named in connection.execute(query_lists)}
    return Identities(
        [
            replace(one, parts=lists[one.id][0], articles=lists[one.id][1]) if one.id in lists else one
            for one in found
        ]
    )


def load_decisions(
    connection: Connection, identities: Identities, speaker_id: int | None = None
) -> tuple[DecisionRecord, ...]:
    """Decisions on one shown speaker, or all, oldest first; undone ones and undoing ones too."""
    query = select(decisions).order_by(decisions.c.id)
    found = tuple(_record(row, identities) for row in connection.execute(query))
    return found if speaker_id is None else pick_decisions(found, identities, speaker_id)


def pick_decisions(
    found: Sequence[DecisionRecord], identities: Identities, speaker_id: int
) -> tuple[DecisionRecord, ...]:
    """Those of all decisions that are on one shown speaker."""
    wanted = identities.root(speaker_id)
    about: dict[int, bool] = {}
    for record in found:
        about[record.id] = any(identities.root(one.id) == wanted for one in record.speakers) or (
            record.kind is DecisionKind.UNDO and about.get(record.replaces or 0, False)
        )
    return tuple(record for record in found if about[record.id])


def _record(row: Row[Any], identities: Identities) -> DecisionRecord:
    numbers = [number for number in (row.speaker_id, row.other_id) if number is not None]
    undo = row.kind == DecisionKind.UNDO
    undone_by = identities.undone_by.get(row.id)
    return DecisionRecord(
        id=row.id,
        kind=DecisionKind(row.kind),
        speakers=tuple(SpeakerName(id, name) for id, name in zip(numbers, row.called, strict=True)),
        articles=tuple(row.articles),
        name=row.name,
        who=row.who,
        at=row.decided_at,
        why=row.why,
        replaces=row.replaces_id,
        undone_by=undone_by,
        in_force=undone_by is None if undo else row.id in identities.in_force,
    )


# ------------------------------------------------------------------ deciding
def merge_speakers(connection: Connection, first: int, second: int, judge: Judge) -> int:
    """Two speakers are one, under the number and name of the first. Returns the decision's number."""
    identities = load_identities(connection)
    (a, b), called = _find_speakers(connection, identities, (first, second))
    if a == b:
        raise DecisionError(
            f"{called[0]} (number {a}) is one speaker already", remedy="name two different ones"
        )
    return _decide(connection, identities, judge, DecisionKind.MERGE, (a, b), called)


def mark_not_same(connection: Connection, first: int, second: int, judge: Judge) -> int:
    """Two speakers are not one, and never will be put together. Returns the decision's number."""
    identities = load_identities(connection)
    (a, b), called = _find_speakers(connection, identities, (first, second))
    if a == b:
        merges = sorted(
            decision.id
            for decision in identities.decisions
            if decision.id in identities.in_force
            and decision.kind is DecisionKind.MERGE
            and identities.root(decision.speaker or 0) == a
        )
        raise DecisionError(
            f"{called[0]} (number {a}) cannot be another one than itself",
            remedy=f"take back the decision that made it one first: `quotes speakers undo {merges[-1]}`"
            if merges
            else "name two different speakers",
        )
    if frozenset((a, b)) in identities.apart():
        number = identities.apart()[frozenset((a, b))]
        raise DecisionError(f"decision {number} says so already", remedy="nothing is to be done")
    return _decide(connection, identities, judge, DecisionKind.NOT_SAME, (a, b), called)


def rename_speaker(connection: Connection, number: int, name: str, judge: Judge) -> int:
    """A speaker is shown under a name, whatever articles call it. Returns the decision's number."""
    identities = load_identities(connection)
    name = check_words(name, "a name")
    (a,), called = _find_speakers(connection, identities, (number,))
    earlier = [
        decision.id
        for decision in identities.decisions
        if decision.kind is DecisionKind.RENAME
        and decision.speaker == a
        and decision.id in identities.in_force
    ]
    return _decide(
        connection,
        identities,
        judge,
        DecisionKind.RENAME,
        (a,),
        called,
        name=name,
        replaces_id=earlier[-1] if earlier else None,
    )


def split_speaker(
    connection: Connection,
    number: int,
    references: Collection[str],
    judge: Judge,
    *,
    to: int | None = None,
    name: str = "",
) -> int:
    """In some articles a speaker is somebody else. Returns the decision's number.

    references  identities of the articles
    to          the speaker that it is in them; None makes a new one
    name        of the new one; "" leaves it to what those articles call it
    """
    identities = load_identities(connection)
    (a,), called = _find_speakers(connection, identities, (number,))
    query = (
        select(articles.c.identity)
        .join(article_speakers, article_speakers.c.article_id == articles.c.id)
        .join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id)
        .where(shown_speakers.c.speaker_id == a)
    )
    there = set(connection.execute(query.distinct()).scalars())
    if not references or set(references) - there:
        raise DecisionError(
            f"{called[0]} (number {a}) is not quoted in every one of these articles",
            remedy=f"`quotes speaker {a}` lists the articles",
        )
    if there <= set(references):
        raise DecisionError(
            f"these are all the articles that quote {called[0]} (number {a})",
            remedy="use `quotes speakers rename`, or `quotes speakers merge`, instead",
        )
    if to is None:
        row = connection.execute(select(speakers.c.kind, speakers.c.name).where(speakers.c.id == a)).one()
        name = check_words(name, "a name") if name else ""
        values = {"name": name or row.name, "kind": row.kind, "gender": Gender.UNKNOWN}
        other = int(connection.execute(insert(speakers).values(values).returning(speakers.c.id)).scalar_one())
        called = (*called, name or row.name)
    else:
        (other,), names = _find_speakers(connection, identities, (to,))
        if other == a:
            raise DecisionError(
                f"{called[0]} (number {a}) cannot be split from itself", remedy="name another"
            )
        called = called + names
    return _decide(
        connection,
        identities,
        judge,
        DecisionKind.SPLIT,
        (a, other),
        called,
        makes_other=to is None,
        parts=sorted(identities.group(a)),
        articles=sorted(set(references)),
        name=name,
    )


def undo_decision(connection: Connection, number: int, judge: Judge) -> int:
    """Take back a decision (an undoing one too): all is as if it had not been. Returns the undo's number."""
    identities = load_identities(connection)
    if number not in {decision.id for decision in identities.decisions}:
        raise NotFoundError(f"no decision {number}", remedy="`quotes speakers decisions` lists them all")
    if number in identities.undone_by:
        raise DecisionError(
            f"decision {number} was undone by decision {identities.undone_by[number]}",
            remedy=f"to bring it back, undo that: `quotes speakers undo {identities.undone_by[number]}`",
        )
    return _decide(connection, identities, judge, DecisionKind.UNDO, (), (), replaces_id=number)


def check_words(words: str, what: str) -> str:
    words = " ".join(words.split())
    if not words or any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in words):
        raise DecisionError(f"{words!r} is not {what}", remedy="give one with letters")
    return words


def _find_speakers(
    connection: Connection, identities: Identities, numbers: Iterable[int]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Shown speakers by number, also of a part, with their names; raises NotFoundError."""
    found = []
    for number in numbers:
        root = identities.root(number)
        shown = exists().where(shown_speakers.c.speaker_id == speakers.c.id)
        credited = exists().where(credits_.c.speaker_id == speakers.c.id)
        query = select(speakers.c.name).where(speakers.c.id == root, or_(shown, credited))
        name = connection.execute(query).scalar()
        if name is None:
            raise NotFoundError(f"no speaker {number}", remedy="`quotes speakers` lists them all")
        found.append((root, name))
    return tuple(root for root, _ in found), tuple(name for _, name in found)


def _decide(
    connection: Connection,
    before: Identities,
    judge: Judge,
    kind: DecisionKind,
    numbers: Sequence[int],
    called: Sequence[str],
    **values: Any,
) -> int:
    row = {
        "kind": kind,
        "speaker_id": numbers[0] if numbers else None,
        "other_id": numbers[1] if len(numbers) > 1 else None,
        "makes_other": False,
        "parts": [],
        "called": list(called),
        "articles": [],
        "name": "",
        "who": check_words(judge.who, "who decides"),
        "decided_at": judge.at,
        "why": check_words(judge.why, "a reason") if judge.why else "",
        "replaces_id": None,
    }
    made = connection.execute(insert(decisions).values(row | values).returning(decisions.c.id))
    number = int(made.scalar_one())
    after = load_identities(connection)
    against = after.contradiction()
    if against is not None:
        told = next(one for one in load_decisions(connection, after) if one.id == against)
        raise DecisionError(
            f"decision {against} is against it: {told.tell()}",
            remedy=f"take that back first: `quotes speakers undo {against}`",
        )
    _show_again(connection, before, after)
    return number


# ------------------------------------------------------------------ what follows
def _show_again(connection: Connection, before: Identities, after: Identities) -> None:
    """Bring what people see from one list of decisions to another."""
    changed = before.in_force ^ after.in_force
    scope: set[int] = set()
    for decision in after.decisions:
        if decision.id in changed:
            for number in (decision.speaker, decision.other):
                if number is not None:
                    scope |= {number} | before.group(number) | after.group(number) | decision.parts
    touched, moved = _move_mentions(connection, after, sorted(scope))
    credited = refresh_credits(connection, attributions_of(connection, scope | touched, moved), after)
    for number in sorted(touched):
        retell_speaker(connection, number)
    named = {number for number in scope if before.given_names(number) != after.given_names(number)}
    refresh_speakers(connection, frozenset(touched | named | set(map(after.root, scope))), after)
    refresh_credited(connection, credited | find_flagged(connection, named), touched)


def _move_mentions(
    connection: Connection, identities: Identities, scope: list[int]
) -> tuple[set[int], list[int]]:
    """Show every credited speaker that may have been touched as who it is.

    Returns who lost or won one, and the articles' speakers that moved.
    """
    query = (
        select(
            article_speakers.c.id,
            article_speakers.c.speaker_id,
            articles.c.identity,
            shown_speakers.c.speaker_id,
        )
        .join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id)
        .join(articles, articles.c.id == article_speakers.c.article_id)
        .where(or_(shown_speakers.c.speaker_id.in_(scope), article_speakers.c.speaker_id.in_(scope)))
    )
    moves = []
    touched: set[int] = set()
    for row, part, article, shown in connection.execute(query):
        if part is None:  # the machine knows of nobody: never shown
            continue
        now = identities.show(part, article)
        if now != shown:
            moves.append({"row": row, "now": now})
            touched |= {shown, now}
    if moves:
        change = update(shown_speakers).where(shown_speakers.c.article_speaker_id == bindparam("row"))
        connection.execute(change.values(speaker_id=bindparam("now")), moves)
    return touched, [move["row"] for move in moves]
