"""Rows become records. The number of queries does not depend on how much is asked for.

What to load is told by a SELECT of row numbers, which becomes a subquery of each query: no list of
numbers travels to the database and back. Texts of articles are read one after another and only what is
cut out of them is kept.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Row, Select, exists, func, select

from quotes.errors import DataError, NotFoundError
from quotes.model import (
    Act,
    Analysis,
    Article,
    Attribution,
    Candidate,
    Flag,
    FlagKind,
    Gender,
    Kind,
    MentionForm,
    Outcome,
    Polarity,
    Provenance,
    Resolution,
    ResolvedAttribution,
    Severity,
    Span,
    Speaker,
    SpeakerKind,
    text_of,
)
from quotes.records import ArticleRecord, ArticleSummary, FlagRecord, QuotationRecord, SpeakerName
from quotes.store.codec import decode_evidence, decode_mentions, decode_spans
from quotes.store.credits import load_credited
from quotes.store.judged import judge_quotation, load_aside, load_judged
from quotes.store.places import articles_elsewhere, load_places
from quotes.store.tables import (
    SpanRole,
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    candidates,
    elsewhere,
    flags,
    shown_speakers,
    spans,
    speakers,
    versions,
)
from quotes.store.variants import articles_of_variants, load_variants
from quotes.store.versions import load_chains

# Articles whose text and findings are in memory at once when all are read one after another.
BATCH = 50

_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

Ids = Select[int]


# ------------------------------------------------------------------ articles
def load_summaries(
    connection: Connection, ids: Ids | CompoundSelect[int] | None = None
) -> dict[int, ArticleSummary]:
    """Articles by number, in the order they were read; all of them when `ids` is None."""
    c = articles.c
    query = select(
        c.id,
        c.identity,
        c.doc,
        c.title,
        c.outlet,
        c.author,
        c.published,
        c.url,
        c.path,
        c.read_at,
        c.text_hash,
        _count_of(attributions).label("quotations"),
        _count_of(flags).label("flags"),
        versions.c.article_id.label("newer"),
    ).order_by(c.id)
    query = query.outerjoin(versions, versions.c.earlier_id == c.id)
    if ids is not None:
        query = query.where(c.id.in_(ids))
    aside = load_aside(connection, ids).by_article
    found = {}
    for row in connection.execute(query):
        values = dict(row._mapping)
        rejected, dismissed = aside.get(row.id, (0, 0))
        values |= {"quotations": row.quotations - rejected, "flags": row.flags - dismissed}
        found[row.id] = ArticleSummary(**values)
    return found


def _count_of(table: Any) -> Any:
    return select(func.count()).where(table.c.article_id == articles.c.id).scalar_subquery()


def load_articles(connection: Connection, ids: Ids) -> list[ArticleRecord]:
    """Articles with their text, attributions in order of the text, and flags in the audit's order."""
    summaries = load_summaries(connection, ids)
    quotations: dict[int, list[QuotationRecord]] = {id: [] for id in summaries}
    mine = select(attributions.c.id).where(attributions.c.article_id.in_(ids))
    for quotation in load_quotations(connection, mine):
        quotations[quotation.article.id].append(quotation)
    doubts: dict[int, list[FlagRecord]] = {id: [] for id in summaries}
    for flag in load_flags(connection, select(flags.c.id).where(flags.c.article_id.in_(ids))):
        doubts[flag.article.id].append(flag)
    chains = load_chains(connection, ids)
    others = sorted({id for chain in chains.values() for id in chain})
    there = load_summaries(connection, select(articles.c.id).where(articles.c.id.in_(others)))
    c = articles.c
    query = select(c.id, c.text, c.headline_start, c.headline_end, c.program, c.models, c.analysed_at)
    return [
        ArticleRecord(
            summary=summaries[row.id],
            text=row.text,
            headline=_headline(row),
            quotations=tuple(quotations[row.id]),
            flags=tuple(flag for flag in doubts[row.id] if not flag.judgement),
            program=row.program,
            models=_models(row.models),
            analysed_at=row.analysed_at,
            dismissed=tuple(flag for flag in doubts[row.id] if flag.judgement),
            versions=tuple(there[id] for id in chains.get(row.id, ())),
        )
        for row in connection.execute(query.where(c.id.in_(ids)).order_by(c.id))
    ]


def iterate_articles(connection: Connection) -> Iterator[ArticleRecord]:
    """Every article in the order it was read, a batch in memory at a time."""
    last = 0
    while True:
        ids = select(articles.c.id).where(articles.c.id > last).order_by(articles.c.id).limit(BATCH)
        # A subquery of its own: not every database takes LIMIT directly inside IN.
        batch = load_articles(connection, select(ids.subquery().c.id))
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1].summary.id


def _headline(row: Row[Any]) -> Span | None:
    return None if row.headline_start is None else Span(row.headline_start, row.headline_end)


def _models(rows: list[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, version) for name, version in rows)


def _read_texts(connection: Connection, ids: Ids) -> Iterator[tuple[int, str]]:
    """Texts of articles, one at a time."""
    query = select(articles.c.id, articles.c.text).where(articles.c.id.in_(ids))
    yield from connection.execute(query, execution_options={"yield_per": 1})


# ------------------------------------------------------------------ attributions
def load_quotations(connection: Connection, ids: Ids) -> list[QuotationRecord]:
    """Attributions with all that belongs to them, by article and then in order of the text."""
    c = attributions.c
    rows = connection.execute(
        select(attributions).where(c.id.in_(ids)).order_by(c.article_id, c.start, c.position)
    ).all()
    if not rows:
        return []
    parts = _load_spans(connection, ids)
    credited = load_credited(connection, ids)
    extracted = _load_extracted(connection, ids)
    weighed = _load_candidates(connection, ids)
    doubts: dict[int | None, list[FlagRecord]] = {}
    for flag in load_flags(connection, select(flags.c.id).where(flags.c.attribution_id.in_(ids))):
        doubts.setdefault(flag.attribution_id, []).append(flag)
    their_articles = select(c.article_id).where(c.id.in_(ids))
    summaries = load_summaries(connection, their_articles.union(articles_of_variants(ids)))
    variants = load_variants(connection, ids, summaries)
    judged = load_judged(connection, their_articles)
    by_article: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_article.setdefault(row.article_id, []).append(row)
    made: dict[int, QuotationRecord] = {}
    for article_id, text in _read_texts(connection, their_articles):
        breaks = find_line_breaks(text)
        for row in by_article[article_id]:
            attribution = _attribution(row, parts.get(row.id, {}))
            context = find_context(text, breaks, attribution)
            found = QuotationRecord(
                id=row.id,
                identity=row.identity,
                article=summaries[article_id],
                attribution=attribution,
                source=text_of(attribution.source, text),
                cue=text_of(attribution.cue, text),
                content=text_of(attribution.content, text),
                context=context,
                context_text=context.text(text),
                outcome=Outcome(row.outcome),
                form=MentionForm(row.form),
                description=row.description,
                speakers=credited.get(row.id, ()),
                candidates=weighed.get(row.id, ()),
                evidence=decode_evidence(row.evidence),
                match_evidence=tuple(
                    item for one in extracted.get(row.id, ()) for item in decode_evidence(one.match_evidence)
                ),
                flags=tuple(flag for flag in doubts.get(row.id, ()) if not flag.judgement),
                dismissed=tuple(flag for flag in doubts.get(row.id, ()) if flag.judgement),
                variants=variants.get(row.id, ()),
            )
            found = judge_quotation(found, judged, _names(extracted.get(row.id, [])), text)
            if found.attribution is not attribution:
                context = find_context(text, breaks, found.attribution)
                found = replace(found, context=context, context_text=context.text(text))
            made[row.id] = found
    return [made[row.id] for row in rows]


def find_line_breaks(text: str) -> list[int]:
    """Offsets of the characters that end a line, in order."""
    return [match.start() for match in _LINE_BREAK.finditer(text)]


def find_context(text: str, breaks: list[int], attribution: Attribution) -> Span:
    """The lines that hold all parts of an attribution, without white space at the edges."""
    first, last = attribution.start, max(span.end for span in attribution.spans)
    before, after = bisect_left(breaks, first), bisect_left(breaks, last)
    start = breaks[before - 1] + 1 if before else 0
    end = breaks[after] if after < len(breaks) else len(text)
    start += len(text[start:first]) - len(text[start:first].lstrip())
    end -= len(text[last:end]) - len(text[last:end].rstrip())
    return Span(start, end)


def _attribution(row: Row[Any], parts: dict[str, list[Span]]) -> Attribution:
    return Attribution(
        source=tuple(parts.get(SpanRole.SOURCE, ())),
        cue=tuple(parts.get(SpanRole.CUE, ())),
        content=tuple(parts.get(SpanRole.CONTENT, ())),
        kind=Kind(row.kind),
        polarity=Polarity(row.polarity),
        confidence=row.confidence,
        rule=row.rule,
        act=Act(row.act),
    )


def _load_spans(connection: Connection, ids: Ids) -> dict[int, dict[str, list[Span]]]:
    c = spans.c
    query = select(c.attribution_id, c.role, c.start, c.end).where(c.attribution_id.in_(ids))
    found: dict[int, dict[str, list[Span]]] = {}
    for id, role, start, end in connection.execute(query.order_by(c.attribution_id, c.role, c.position)):
        found.setdefault(id, {}).setdefault(role, []).append(Span(start, end))
    return found


def _load_extracted(connection: Connection, ids: Ids) -> dict[int, list[Row[Any]]]:
    """Speakers by attribution as the machine has them: `key`, `match_evidence`, and `id` and `name`."""
    query = (
        select(
            attribution_speakers.c.attribution_id,
            article_speakers.c.key,
            article_speakers.c.match_evidence,
            speakers.c.id,
            speakers.c.name,
        )
        .join(article_speakers, article_speakers.c.id == attribution_speakers.c.article_speaker_id)
        .join(shown_speakers, shown_speakers.c.article_speaker_id == article_speakers.c.id)
        .join(speakers, speakers.c.id == shown_speakers.c.speaker_id)
        .where(attribution_speakers.c.attribution_id.in_(ids))
        .order_by(attribution_speakers.c.attribution_id, attribution_speakers.c.position)
    )
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.attribution_id, []).append(row)
    return found


def _names(rows: list[Row[Any]]) -> tuple[SpeakerName, ...]:
    return tuple(dict.fromkeys(SpeakerName(row.id, row.name) for row in rows))


def _load_candidates(connection: Connection, ids: Ids) -> dict[int, tuple[Candidate, ...]]:
    c = candidates.c
    query = select(candidates).where(c.attribution_id.in_(ids)).order_by(c.attribution_id, c.position)
    found: dict[int, list[Candidate]] = {}
    for row in connection.execute(query):
        candidate = Candidate(row.speaker_key, row.name, row.score, decode_evidence(row.evidence))
        found.setdefault(row.attribution_id, []).append(candidate)
    return {id: tuple(listed) for id, listed in found.items()}


# ------------------------------------------------------------------ flags
def load_flags(connection: Connection, ids: Ids | None = None) -> list[FlagRecord]:
    """Flags by article and then in the audit's order; all of them when `ids` is None."""
    wanted: Ids = select(flags.c.id) if ids is None else ids
    query = (
        select(
            flags,
            attributions.c.position.label("about"),
            attributions.c.identity.label("about_identity"),
        )
        .outerjoin(attributions, attributions.c.id == flags.c.attribution_id)
        .where(flags.c.id.in_(wanted))
        .order_by(flags.c.article_id, flags.c.position)
    )
    rows = connection.execute(query).all()
    if not rows:
        return []
    their_articles = select(flags.c.article_id).where(flags.c.id.in_(wanted))
    flagged = select(flags.c.attribution_id).where(
        flags.c.id.in_(wanted), flags.c.attribution_id.is_not(None)
    )
    credited = load_credited(connection, flagged)  # type: ignore[arg-type]  # NULLs are left out
    summaries = load_summaries(connection, their_articles.union(articles_elsewhere(wanted)))
    places = load_places(connection, wanted, summaries)
    judged = load_judged(connection, their_articles)
    by_article: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_article.setdefault(row.article_id, []).append(row)
    made: dict[int, FlagRecord] = {}
    for article_id, text in _read_texts(connection, their_articles):
        for row in by_article[article_id]:
            flag = _flag(row)
            made[row.id] = FlagRecord(
                id=row.id,
                identity=row.identity,
                flag=flag,
                article=summaries[article_id],
                excerpt=text_of(flag.spans, text),
                attribution_id=row.attribution_id,
                speakers=credited.get(row.attribution_id, ()),
                judgement=judged.of_flag(row.identity, row.about_identity),
                elsewhere=places.get(row.id),
            )
    return [made[row.id] for row in rows]


def _flag(row: Row[Any]) -> Flag:
    try:
        kind = FlagKind(row.kind)
    except ValueError as error:
        raise DataError(
            f"the store holds a flag of a kind that this program does not know: {row.kind!r}",
            remedy="use the newer version of quotes that wrote it",
        ) from error
    return Flag(
        kind=kind,
        severity=Severity(row.severity),
        message=row.message,
        spans=decode_spans(row.spans),
        evidence=decode_evidence(row.evidence),
        suggestions=tuple(row.suggestions),
        attribution=row.about,
    )


# ------------------------------------------------------------------ the whole analysis
def load_analysis(connection: Connection, article_id: int) -> Analysis:
    """What was written of one article, as it was; raises NotFoundError."""
    row = connection.execute(select(articles).where(articles.c.id == article_id)).one_or_none()
    if row is None:
        raise NotFoundError(f"no article {article_id}")
    ids = select(attributions.c.id).where(attributions.c.article_id == article_id)
    parts = _load_spans(connection, ids)
    extracted = _load_extracted(connection, ids)
    weighed = _load_candidates(connection, ids)
    found = [
        ResolvedAttribution(
            _attribution(one, parts.get(one.id, {})),
            Resolution(
                outcome=Outcome(one.outcome),
                form=MentionForm(one.form),
                speakers=tuple(who.key for who in extracted.get(one.id, ())),
                candidates=weighed.get(one.id, ()),
                evidence=decode_evidence(one.evidence),
                description=one.description,
            ),
        )
        for one in connection.execute(
            select(attributions).where(attributions.c.id.in_(ids)).order_by(attributions.c.position)
        )
    ]
    other = exists().where(elsewhere.c.flag_id == flags.c.id)  # those that another article raises besides
    doubts = load_flags(connection, select(flags.c.id).where(flags.c.article_id == article_id, ~other))
    return Analysis(
        article=Article(
            text=row.text,
            doc=row.doc,
            title=row.title,
            headline=_headline(row),
            path=row.path,
            url=row.url,
            outlet=row.outlet,
            author=row.author,
            published=row.published,
            language=row.language,
            extracted=row.extracted,
        ),
        attributions=tuple(found),
        speakers=_load_speakers(connection, article_id),
        flags=tuple(record.flag for record in doubts),
        provenance=Provenance(row.program, _models(row.models)),
    )


def _load_speakers(connection: Connection, article_id: int) -> tuple[Speaker, ...]:
    c = article_speakers.c
    query = select(article_speakers).where(c.article_id == article_id).order_by(c.position)
    return tuple(
        Speaker(
            key=row.key,
            name=row.name,
            kind=SpeakerKind(row.kind),
            gender=Gender(row.gender),
            mentions=decode_mentions(row.mentions),
            aliases=tuple(row.aliases),
            roles=tuple(row.roles),
            introduced=row.introduced,
        )
        for row in connection.execute(query)
    )
