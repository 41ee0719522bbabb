"""What the audit compares of attributions that share words: who is credited, how it was said, and where."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, or_, select

from quotes.model import Kind, MentionForm, Outcome, Polarity, SpeakerKind
from quotes.records import Relation
from quotes.store.codec import decode_spans
from quotes.store.index import read_contents
from quotes.store.numbers import cut_bound
from quotes.store.tables import (
    SpanRole,
    aliases,
    articles,
    attributions,
    credits_,
    matches,
    roles,
    spans,
    speakers,
    versions,
)

if TYPE_CHECKING:
    from quotes.audit.across import Said, Voice

# Names and roles of one speaker that are looked at: the most used.
MOST_FORMS = 30

# Put together once: for an article of news that takes longer than to answer it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_CREDITS = select(credits_.c.attribution_id, credits_.c.speaker_id).where(credits_.c.attribution_id.in_(_IDS))


def load_credited(connection: Connection, ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Known speakers who are credited with each of some attributions; those that have none are left out."""
    found: dict[int, set[int]] = {}
    for chunk in cut_bound(ids):
        for id, speaker_id in connection.execute(_CREDITS, {"ids": chunk}):
            found.setdefault(id, set()).add(speaker_id)
    return {id: frozenset(numbers) for id, numbers in found.items()}


def load_said(connection: Connection, ids: Collection[int]) -> tuple[dict[int, "Said"], dict[int, int]]:
    """Attributions as they are compared, and the article of each."""
    from quotes.audit.across import Said

    credited = load_credited(connection, ids)
    voices = _load_voices(connection, frozenset[int]().union(*credited.values()))
    contents = {one.attribution_id: one for one in read_contents(connection, ids)}
    beside = _load_beside(connection, ids)
    found: dict[int, Said] = {}
    homes: dict[int, int] = {}
    a = attributions.c
    columns = (a.id, a.article_id, a.kind, a.form, a.outcome, a.polarity, articles.c.title, articles.c.doc)
    for chunk in cut_bound(ids):
        places: dict[int, list[list[int]]] = {}
        where = (spans.c.attribution_id.in_(chunk), spans.c.role == SpanRole.CONTENT)
        rows = select(spans.c.attribution_id, spans.c.start, spans.c.end).where(*where)
        for id, start, end in connection.execute(rows.order_by(spans.c.attribution_id, spans.c.position)):
            places.setdefault(id, []).append([start, end])
        query = select(*columns).join(articles, articles.c.id == a.article_id).where(a.id.in_(chunk))
        for row in connection.execute(query):
            mine = credited.get(row.id, frozenset())
            homes[row.id] = row.article_id
            found[row.id] = Said(
                content=contents[row.id].content,
                kind=Kind(row.kind),
                spans=decode_spans(places[row.id]),
                form=MentionForm(row.form),
                # Whoever is credited in the end is known, also where the program could not tell.
                outcome=Outcome.RESOLVED if mine else Outcome(row.outcome),
                polarity=Polarity(row.polarity),
                voices=tuple(voices[number] for number in sorted(mine)),
                article=row.title or row.doc,
                beside=beside.get(row.id, frozenset()) - mine,
            )
    return found, homes


def _load_voices(connection: Connection, numbers: Collection[int]) -> dict[int, "Voice"]:
    from quotes.audit.across import Voice

    found: dict[int, Voice] = {}
    for chunk in cut_bound(numbers):
        forms: dict[str, dict[int, list[str]]] = {"aliases": {}, "roles": {}}
        for name, table in (("aliases", aliases), ("roles", roles)):
            c = table.c
            query = select(c.speaker_id, c.text).where(c.speaker_id.in_(chunk))
            for number, text in connection.execute(query.order_by(c.articles.desc(), c.id)):
                listed = forms[name].setdefault(number, [])
                if len(listed) < MOST_FORMS:
                    listed.append(text)
        known = select(speakers.c.id, speakers.c.name, speakers.c.kind).where(speakers.c.id.in_(chunk))
        for number, name, kind in connection.execute(known):
            found[number] = Voice(
                number,
                name,
                SpeakerKind(kind),
                tuple(forms["aliases"].get(number, ())),
                tuple(forms["roles"].get(number, ())),
            )
    return found


def _load_beside(connection: Connection, ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Who is credited, in the same article, with words that overlap those of an attribution."""
    found: dict[int, set[int]] = {}
    mine, theirs = spans.alias("mine"), spans.alias("theirs")
    one, sibling = attributions.alias("one"), attributions.alias("sibling")
    overlap = and_(
        theirs.c.attribution_id == sibling.c.id,
        theirs.c.role == SpanRole.CONTENT,
        theirs.c.start < mine.c.end,
        mine.c.start < theirs.c.end,
    )
    base = (
        select(one.c.id, credits_.c.speaker_id)
        .join(mine, and_(mine.c.attribution_id == one.c.id, mine.c.role == SpanRole.CONTENT))
        .join(sibling, and_(sibling.c.article_id == one.c.article_id, sibling.c.id != one.c.id))
        .join(theirs, overlap)
        .join(credits_, credits_.c.attribution_id == sibling.c.id)
    )
    for chunk in cut_bound(ids):
        for id, speaker_id in connection.execute(base.where(one.c.id.in_(chunk))):
            found.setdefault(id, set()).add(speaker_id)
    return {id: frozenset(numbers) for id, numbers in found.items()}


def load_kin(connection: Connection, article_ids: Collection[int]) -> dict[int, int]:
    """A number that all versions of one article share, for articles that have several."""
    edges: set[tuple[int, int]] = set()
    known, asked = set(article_ids), set(article_ids)
    c = versions.c
    while asked:
        fresh: set[tuple[int, int]] = set()
        for chunk in cut_bound(asked):
            query = select(c.article_id, c.earlier_id).where(
                or_(c.article_id.in_(chunk), c.earlier_id.in_(chunk))
            )
            fresh |= {(newer, earlier) for newer, earlier in connection.execute(query)}
        edges |= fresh
        asked = {id for edge in fresh for id in edge} - known
        known |= asked
    home = {id: id for edge in edges for id in edge}

    def find(id: int) -> int:
        while home[id] != id:
            id = home[id]
        return id

    for newer, earlier in edges:
        home[find(newer)] = find(earlier)
    return {id: find(id) for id in home}


def load_homes_of_same(connection: Connection, ids: Collection[int]) -> dict[int, set[int]]:
    """Articles in which the very words of an attribution stand too."""
    found: dict[int, set[int]] = {}
    c = matches.c
    for chunk in cut_bound(ids):
        for mine, other in ((c.attribution_id, c.other_id), (c.other_id, c.attribution_id)):
            query = (
                select(mine, attributions.c.article_id)
                .join(attributions, attributions.c.id == other)
                .where(mine.in_(chunk), c.relation == Relation.SAME)
            )
            for id, article_id in connection.execute(query):
                found.setdefault(id, set()).add(article_id)
    return found
