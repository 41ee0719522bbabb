"""People's judgements of attributions and flags: written, never changed or deleted, and what follows.

Each function adds one row in the transaction that the caller opened, and brings the credits into line, and
with them the keys by which speakers are found.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from quotes.errors import JudgementError, NotFoundError
from quotes.model import Attribution, Gender, Kind, Span, SpeakerKind
from quotes.records import JudgementKind
from quotes.store.carrying import carry_dismissals, carry_judgements, place_attributions
from quotes.store.changes import refresh_credited
from quotes.store.codec import decode_spans
from quotes.store.correcting import find_words, tell_kind
from quotes.store.credits import load_verdicts, refresh_credits
from quotes.store.decisions import Judge, check_words, load_identities
from quotes.store.known import refresh_speakers
from quotes.store.search.index import refresh_contents
from quotes.store.snapshots import (
    Letters,
    decode_correction,
    encode_correction,
    encode_part,
    find_beside,
)
from quotes.store.standing import Identities
from quotes.store.tables import (
    SpanRole,
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    credits_,
    elsewhere,
    flags,
    judgements,
    shown_speakers,
    speakers,
)
from quotes.store.verdicts import Verdict


# ------------------------------------------------------------------ judging
def confirm_attribution(connection: Connection, number: int, judge: Judge) -> int:
    """An attribution stands as it is shown. `number` is its row; returns the judgement's number."""
    return _judge(connection, number, JudgementKind.CONFIRM, judge)


def reject_attribution(connection: Connection, number: int, judge: Judge) -> int:
    """It is no attribution, or nobody said it. Returns the judgement's number."""
    return _judge(connection, number, JudgementKind.REJECT, judge)


def reassign_attribution(
    connection: Connection, number: int, judge: Judge, *, to: int | None = None, name: str = ""
) -> int:
    """Somebody else said it. Returns the judgement's number.

    to    number of a known speaker
    name  of a new one, a person, where `to` is None
    """
    identities = load_identities(connection)
    if to is None:
        name = check_words(name, "a name")
        values = {"name": name, "kind": SpeakerKind.PERSON, "gender": Gender.UNKNOWN}
        to = int(connection.execute(insert(speakers).values(values).returning(speakers.c.id)).scalar_one())
    else:
        to = identities.root(to)
        found = connection.execute(select(speakers.c.name).where(speakers.c.id == to)).scalar()
        if found is None:
            raise NotFoundError(f"no speaker {to}", remedy="`quotes speakers` lists them all")
        name = found
        if _read_credited(connection, number) == [to]:
            raise JudgementError(
                f"it is credited to {name} (number {to}) already",
                remedy="to say that this is right, confirm it",
            )
    return _judge(connection, number, JudgementKind.REASSIGN, judge, speaker_id=to, name=name)


def correct_attribution(
    connection: Connection, number: int, judge: Judge, parts: Mapping[SpanRole, str]
) -> int:
    """Its parts are cut otherwise. Returns the judgement's number.

    parts  those that change: words as they stand in the article, or offsets (see `find_words`); an empty
           source or cue takes it away
    """
    row, article = _find_attribution(connection, number)
    letters = Letters(article.text)
    placed = place_attributions(connection, article.id, letters)[row.identity].spans
    verdict = load_verdicts(connection, [article.identity]).of(row.identity)
    now = dict(placed)
    if verdict.corrected:  # a second correction goes on from the first
        query = select(judgements.c.corrected, judgements.c.snapshot)
        held = connection.execute(query.where(judgements.c.id == verdict.corrected.id)).one()
        now = decode_correction(held.corrected, held.snapshot, article.text, article.text_hash)
    before = Attribution(now[SpanRole.SOURCE], now[SpanRole.CUE], now[SpanRole.CONTENT], Kind(row.kind))
    around = Span(before.start, max(span.end for span in before.spans))
    after = dict(now)
    for role, words in parts.items():
        after[role] = find_words(words, article.text, around, part=role.value) if words.strip() else ()
    if not after[SpanRole.CONTENT]:
        raise JudgementError("an attribution without content is none", remedy="to say so, reject it")
    if after == now:
        raise JudgementError("its parts are these already", remedy="to say that they are right, confirm it")
    kind = tell_kind(after[SpanRole.CONTENT], article.text)
    corrected = encode_correction(after, kind, article.text, letters)
    return _judge(connection, number, JudgementKind.CORRECT, judge, corrected=corrected)


def dismiss_flag(connection: Connection, number: int, judge: Judge) -> int:
    """A flag is no doubt. `number` is its row; returns the judgement's number."""
    other = articles.alias()
    query = (
        select(
            flags,
            articles.c.identity.label("article"),
            attributions.c.identity.label("attribution"),
            other.c.identity.label("elsewhere"),
        )
        .join(articles, articles.c.id == flags.c.article_id)
        .outerjoin(attributions, attributions.c.id == flags.c.attribution_id)
        .outerjoin(elsewhere, elsewhere.c.flag_id == flags.c.id)
        .outerjoin(other, other.c.id == elsewhere.c.article_id)
        .where(flags.c.id == number)
    )
    flag = connection.execute(query).one_or_none()
    if flag is None:
        raise NotFoundError(f"no flag {number}", remedy="`quotes audit` lists them all")
    verdict = load_verdicts(connection, [flag.article]).of(flag.identity)
    _refuse_again(connection, verdict, JudgementKind.DISMISS, judge)
    article = connection.execute(select(articles).where(articles.c.id == flag.article_id)).one()
    letters = Letters(article.text)
    places = decode_spans(flag.spans)
    beside = select(flags.c.identity).where(
        flags.c.article_id == flag.article_id, flags.c.kind == flag.kind, flags.c.identity != flag.identity
    )
    snapshot = _snapshot_article(article) | {
        "flag": encode_part(places, article.text, letters)
        | {
            "kind": flag.kind,
            "severity": flag.severity,
            "message": flag.message,
            "elsewhere": flag.elsewhere or "",
        },
        "beside": sorted(connection.execute(beside).scalars()),
    }
    return _add(
        connection,
        judge,
        kind=JudgementKind.DISMISS,
        article=flag.article,
        attribution=flag.attribution or "",
        flag=flag.identity,
        snapshot=snapshot,
        replaces_id=verdict.dismissed.id if verdict.dismissed else None,
    )


def undo_judgement(connection: Connection, number: int, judge: Judge) -> int:
    """Take back a judgement (an undoing one too): all is as if it had not been. Returns the undo's number."""
    row = connection.execute(select(judgements).where(judgements.c.id == number)).one_or_none()
    if row is None:
        raise NotFoundError(f"no judgement {number}", remedy="`quotes judgements` lists them all")
    verdicts = load_verdicts(connection, [row.article])
    if number in verdicts.undone_by:
        by = verdicts.undone_by[number]
        raise JudgementError(
            f"judgement {number} was undone by judgement {by}",
            remedy=f"to bring it back, undo that: `quotes judge undo {by}`",
        )
    made = _add(
        connection,
        judge,
        kind=JudgementKind.UNDO,
        article=row.article,
        attribution=row.attribution,
        flag=row.flag,
        replaces_id=number,
    )
    _follow(connection, row.article)
    return made


# ------------------------------------------------------------------ one row
def _judge(connection: Connection, number: int, kind: JudgementKind, judge: Judge, **values: Any) -> int:
    row, article = _find_attribution(connection, number)
    verdict = load_verdicts(connection, [article.identity]).of(row.identity)
    if kind in (JudgementKind.CONFIRM, JudgementKind.REJECT):
        _refuse_again(connection, verdict, kind, judge)
    outranked = {
        JudgementKind.REASSIGN: verdict.reassigned,
        JudgementKind.CORRECT: verdict.corrected,
    }.get(kind) or verdict.ruling
    made = _add(
        connection,
        judge,
        kind=kind,
        article=article.identity,
        attribution=row.identity,
        snapshot=_snapshot_attribution(connection, row, article),
        replaces_id=outranked.id if outranked else None,
        **values,
    )
    _follow(connection, article.identity)
    return made


def _refuse_again(connection: Connection, verdict: Verdict, kind: JudgementKind, judge: Judge) -> None:
    """Nobody says the same twice; a second person may."""
    same = next((one for one in verdict.standing if one.kind is kind), None)
    if same is None:
        return
    who = connection.execute(select(judgements.c.who).where(judgements.c.id == same.id)).scalar_one()
    if who == check_words(judge.who, "who judges"):
        raise JudgementError(f"judgement {same.id} says so already", remedy="nothing is to be done")


def _add(connection: Connection, judge: Judge, **values: Any) -> int:
    row: dict[str, Any] = {
        "flag": "",
        "speaker_id": None,
        "name": "",
        "corrected": {},
        "snapshot": {},
        "who": check_words(judge.who, "who judges"),
        "judged_at": judge.at,
        "why": check_words(judge.why, "a reason") if judge.why else "",
    }
    made = connection.execute(insert(judgements).values(row | values).returning(judgements.c.id))
    return int(made.scalar_one())


def _find_attribution(connection: Connection, number: int) -> tuple[Row[Any], Row[Any]]:
    row = connection.execute(select(attributions).where(attributions.c.id == number)).one_or_none()
    if row is None:
        raise NotFoundError(
            f"no attribution {number}", remedy="`quotes article` and `quotes speaker` tell them"
        )
    return row, connection.execute(select(articles).where(articles.c.id == row.article_id)).one()


# ------------------------------------------------------------------ as it was
def _snapshot_article(article: Row[Any]) -> dict[str, Any]:
    about = {
        "doc": article.doc,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "path": article.path,
        "text_hash": article.text_hash,
    }
    return {"article": about, "program": article.program, "models": article.models}


def _snapshot_attribution(connection: Connection, row: Row[Any], article: Row[Any]) -> dict[str, Any]:
    letters = Letters(article.text)
    placed = place_attributions(connection, article.id, letters)
    mine = placed[row.identity]
    contents = {identity: one.letters[SpanRole.CONTENT] for identity, one in placed.items()}
    parts = {role.value: encode_part(mine.spans[role], article.text, letters) for role in SpanRole}
    names = dict(_read_extracted(connection, row.id))
    columns = ("kind", "polarity", "act", "rule", "confidence", "outcome", "form", "description")
    return (
        _snapshot_article(article)
        | parts
        | {column: getattr(row, column) for column in columns}
        | {
            "speakers": _read_shown(connection, row.id, names),
            "extracted": [name for name, _ in names.values()],
            "beside": find_beside(mine.letters[SpanRole.CONTENT], contents, but={row.identity}),
        }
    )


def _read_extracted(connection: Connection, number: int) -> Sequence[tuple[int, tuple[str, int]]]:
    """Speakers by the program's word: the number that people see, with its name and the program's number."""
    query = (
        select(speakers.c.id, speakers.c.name, article_speakers.c.speaker_id)
        .join(shown_speakers, shown_speakers.c.speaker_id == speakers.c.id)
        .join(article_speakers, article_speakers.c.id == shown_speakers.c.article_speaker_id)
        .join(attribution_speakers, attribution_speakers.c.article_speaker_id == article_speakers.c.id)
        .where(attribution_speakers.c.attribution_id == number)
        .order_by(attribution_speakers.c.position)
    )
    return [(id, (name, part or id)) for id, name, part in connection.execute(query)]


def _read_shown(
    connection: Connection, number: int, extracted: Mapping[int, tuple[str, int]]
) -> list[dict[str, Any]]:
    query = (
        select(speakers.c.id, speakers.c.name, speakers.c.kind)
        .join(credits_, credits_.c.speaker_id == speakers.c.id)
        .where(credits_.c.attribution_id == number)
        .order_by(credits_.c.position)
    )
    return [
        {"id": id, "name": name, "kind": kind, "part": extracted[id][1] if id in extracted else id}
        for id, name, kind in connection.execute(query)
    ]


def _read_credited(connection: Connection, number: int) -> list[int]:
    query = select(credits_.c.speaker_id).where(credits_.c.attribution_id == number)
    return list(connection.execute(query.order_by(credits_.c.position)).scalars())


# ------------------------------------------------------------------ what follows
def follow_judgements(connection: Connection, article_id: int, identities: Identities) -> frozenset[int]:
    """Bring an article into line with what was judged of it; attributions whose credits changed.

    To be called when its attributions, flags or judgements changed. What is judged goes over to what a newer
    analysis cuts otherwise; what is searched and credits follow, and with them the keys of those who lost or
    won some.
    """
    carry_judgements(connection, article_id)
    carry_dismissals(connection, article_id)
    query = select(attributions.c.id).where(attributions.c.article_id == article_id)
    ids = list(connection.execute(query).scalars())
    before = _credited_in(connection, article_id)
    changed = refresh_credits(connection, ids, identities)
    refresh_contents(connection, [article_id])
    touched = before ^ _credited_in(connection, article_id)
    refresh_speakers(connection, frozenset(touched), identities)
    return changed


def _follow(connection: Connection, article: str) -> None:
    id = connection.execute(select(articles.c.id).where(articles.c.identity == article)).scalar()
    if id is None:
        return
    before = _credited_in(connection, id)
    changed = follow_judgements(connection, id, load_identities(connection))
    refresh_credited(connection, changed, before ^ _credited_in(connection, id))


def _credited_in(connection: Connection, article_id: int) -> set[int]:
    query = (
        select(credits_.c.speaker_id)
        .join(attributions, attributions.c.id == credits_.c.attribution_id)
        .where(attributions.c.article_id == article_id)
    )
    return set(connection.execute(query.distinct()).scalars())
