"""Attributions with all that belongs to them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from quotes.model import Attribution, MentionForm, Outcome, Span, text_of
from quotes.records import FlagRecord, QuotationRecord, SpeakerName
from quotes.store.codec import decode_evidence
from quotes.store.credits import load_credited
from quotes.store.judged import judge_quotation, load_judged
from quotes.store.loading.collecting import without_collector
from quotes.store.loading.flags import load_flags
from quotes.store.loading.parts import load_candidates, load_extracted, load_spans, make_attribution
from quotes.store.loading.summaries import Ids, load_summaries, read_texts
from quotes.store.numbers import cut, numbers
from quotes.store.tables import attributions, flags
from quotes.store.variants import articles_of_variants, load_variants

_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def load_quotations(
    connection: Connection, ids: Ids, *, limit: int | None = None, offset: int = 0
) -> list[QuotationRecord]:
    """Attributions with all that belongs to them, by article and then in order of the text.

    limit, offset  how many of them, and how many before them are left out
    """
    c = attributions.c
    ordered = select(c.id).where(c.id.in_(ids)).order_by(c.article_id, c.start, c.position)
    listed = connection.execute(ordered.limit(limit).offset(offset or None)).scalars().all()
    with without_collector():
        return [record for chunk in cut(listed) for record in _load_chunk(connection, chunk)]


def _load_chunk(connection: Connection, listed: Sequence[int]) -> list[QuotationRecord]:
    c = attributions.c
    ids = numbers(listed)
    query = select(attributions).where(c.id.in_(ids)).order_by(c.article_id, c.start, c.position)
    rows = connection.execute(query).all()
    parts = load_spans(connection, ids)
    credited = load_credited(connection, ids)
    extracted = load_extracted(connection, ids)
    weighed = load_candidates(connection, ids)
    doubts: dict[int | None, list[FlagRecord]] = {}
    on_them = select(flags.c.id).where(flags.c.attribution_id.in_(ids))
    for flag in load_flags(connection, on_them):
        doubts.setdefault(flag.attribution_id, []).append(flag)
    their_articles = select(c.article_id).where(c.id.in_(ids))
    summaries = load_summaries(connection, their_articles.union(articles_of_variants(ids)))
    variants = load_variants(connection, ids, summaries)
    judged = load_judged(connection, their_articles)
    by_article: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_article.setdefault(row.article_id, []).append(row)
    made: dict[int, QuotationRecord] = {}
    for article_id, text in read_texts(connection, their_articles):
        breaks = find_line_breaks(text)
        for row in by_article[article_id]:
            attribution = make_attribution(row, parts.get(row.id, {}))
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


def _names(rows: list[Row[Any]]) -> tuple[SpeakerName, ...]:
    return tuple(dict.fromkeys(SpeakerName(row.id, row.name) for row in rows))


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
