"""Records of the store as plain rows for JSON: what `--json` of every look-up prints.

Keys are the words of the field. Dates are ISO 8601, offsets are code points into the article's text,
half-open. `id` is a number in this store only; `identity` is a hash that is the same in every store.
"""

from typing import Any

from quotes.model import Evidence, Span
from quotes.records import (
    ArticleRecord,
    ArticleSummary,
    DecisionRecord,
    DuplicateRecord,
    ExtractedRecord,
    FlagRecord,
    JudgementRecord,
    PlaceRecord,
    QuotationRecord,
    SpeakerRecord,
    SpeakerSummary,
    VariantRecord,
)

Row = dict[str, Any]


def spans_to_row(spans: tuple[Span, ...]) -> list[list[int]]:
    """Spans as [[start, end], ...]."""
    return [[span.start, span.end] for span in spans]


def evidence_to_row(evidence: Evidence) -> Row:
    """One piece of evidence."""
    return {
        "rule": evidence.rule,
        "detail": evidence.detail,
        "spans": spans_to_row(evidence.spans),
        "score": evidence.score,
    }


def article_summary_to_row(article: ArticleSummary) -> Row:
    """An article without its text."""
    return {
        "id": article.id,
        "identity": article.identity,
        "doc": article.doc,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "path": article.path,
        "read_at": article.read_at.isoformat(),
        "text_hash": article.text_hash,
        "quotation_count": article.quotations,
        "flag_count": article.flags,
        "newer": article.newer,
        "language": article.language,
        "copy_of": article.copy_of,
    }


def speaker_summary_to_row(speaker: SpeakerSummary) -> Row:
    """A speaker with its counts."""
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind.value,
        "aliases": list(speaker.aliases),
        "roles": list(speaker.roles),
        "quotation_count": speaker.quotations,
        "article_count": speaker.articles,
        "flag_count": speaker.flags,
        "first": speaker.first.isoformat() if speaker.first else None,
        "last": speaker.last.isoformat() if speaker.last else None,
    }


def flag_to_row(record: FlagRecord) -> Row:
    """A flag with its place."""
    flag = record.flag
    return {
        "id": record.id,
        "identity": record.identity,
        "kind": flag.kind.value,
        "severity": flag.severity.value,
        "message": flag.message,
        "spans": spans_to_row(flag.spans),
        "excerpt": record.excerpt,
        "suggestions": list(flag.suggestions),
        "evidence": [evidence_to_row(evidence) for evidence in flag.evidence],
        "speakers": [speaker.name for speaker in record.speakers],
        "attribution": record.attribution_id,
        "article": {"id": record.article.id, "doc": record.article.doc, "title": record.article.title},
        "elsewhere": place_to_row(record.elsewhere) if record.elsewhere else None,
        "judgement": judgement_to_row(record.judgement) if record.judgement else None,
    }


def place_to_row(place: PlaceRecord) -> Row:
    """A place in another article."""
    return {
        "article": {"id": place.article.id, "doc": place.article.doc, "title": place.article.title},
        "attribution": place.attribution_id,
        "identity": place.identity,
        "excerpt": place.excerpt,
        "speakers": [speaker.name for speaker in place.speakers],
    }


def quotation_to_row(record: QuotationRecord) -> Row:
    """One attribution, its words and its speakers."""
    attribution = record.attribution
    return {
        "id": record.id,
        "identity": record.identity,
        "article": {
            "id": record.article.id,
            "doc": record.article.doc,
            "title": record.article.title,
            "outlet": record.article.outlet,
            "published": record.article.published.isoformat() if record.article.published else None,
            "url": record.article.url,
        },
        "kind": attribution.kind.value,
        "polarity": attribution.polarity.value,
        "confidence": attribution.confidence,
        "rule": attribution.rule,
        "act": attribution.act.value,
        "source": {"text": record.source, "spans": spans_to_row(attribution.source)},
        "cue": {"text": record.cue, "spans": spans_to_row(attribution.cue)},
        "content": {"text": record.content, "spans": spans_to_row(attribution.content)},
        "context": {"text": record.context_text, "spans": spans_to_row((record.context,))},
        "outcome": record.outcome.value,
        "form": record.form.value,
        "description": record.description,
        "speakers": [speaker.name for speaker in record.speakers],
        "candidates": [
            {
                "name": candidate.name,
                "score": candidate.score,
                "evidence": [evidence_to_row(evidence) for evidence in candidate.evidence],
            }
            for candidate in record.candidates
        ],
        "evidence": [evidence_to_row(evidence) for evidence in record.evidence],
        "match_evidence": [evidence_to_row(evidence) for evidence in record.match_evidence],
        "flags": [flag_to_row(flag) for flag in record.flags],
        "rejected": record.rejected,
        "judgements": [judgement_to_row(judgement) for judgement in record.judgements],
        "extracted": extracted_to_row(record.extracted) if record.extracted else None,
        "dismissed_flags": [flag_to_row(flag) for flag in record.dismissed],
        "variants": [variant_to_row(variant) for variant in record.variants],
    }


def variant_to_row(variant: VariantRecord) -> Row:
    """Where else the words of an attribution stand; "removed" is what stands only in it."""
    return place_to_row(variant.place) | {
        "relation": variant.relation.value,
        "segments": [{"change": one.change.value, "text": one.text} for one in variant.segments],
    }


def extracted_to_row(record: ExtractedRecord) -> Row:
    """An attribution as the program has it, where people say otherwise."""
    attribution = record.attribution
    return {
        "kind": attribution.kind.value,
        "confidence": attribution.confidence,
        "source": {"text": record.source, "spans": spans_to_row(attribution.source)},
        "cue": {"text": record.cue, "spans": spans_to_row(attribution.cue)},
        "content": {"text": record.content, "spans": spans_to_row(attribution.content)},
        "speakers": [speaker.name for speaker in record.speakers],
    }


def judgement_to_row(judgement: JudgementRecord) -> Row:
    """What a person judged of an attribution or a flag."""
    speaker = judgement.speaker
    return {
        "id": judgement.id,
        "kind": judgement.kind.value,
        "told": judgement.tell(),
        "article": judgement.article,
        "attribution": judgement.attribution,
        "flag": judgement.flag,
        "article_id": judgement.article_id,
        "attribution_id": judgement.attribution_id,
        "flag_id": judgement.flag_id,
        "label": judgement.label,
        "about": judgement.about,
        "speakers": list(judgement.speakers),
        "speaker": {"id": speaker.id, "name": speaker.name} if speaker else None,
        "changed": list(judgement.changed),
        "who": judgement.who,
        "at": judgement.at.isoformat(),
        "why": judgement.why,
        "replaces": judgement.replaces,
        "carried_from": judgement.carried_from,
        "undone_by": judgement.undone_by,
        "in_force": judgement.in_force,
        "lost": judgement.lost,
        "corrected": dict(judgement.corrected),
        "snapshot": dict(judgement.snapshot),
    }


def speaker_to_row(record: SpeakerRecord) -> Row:
    """A speaker with every quotation."""
    return speaker_summary_to_row(record.summary) | {
        "seen_as": [
            {"text": alias.text, "first_in": alias.article.doc, "articles": alias.articles}
            for alias in record.aliases
        ],
        "described_as": [
            {
                "text": role.text,
                "articles": role.articles,
                "first": role.first.isoformat() if role.first else None,
                "last": role.last.isoformat() if role.last else None,
            }
            for role in record.roles
        ],
        "decisions": [decision_to_row(decision) for decision in record.decisions],
        "quotations": [quotation_to_row(quotation) for quotation in record.quotations],
    }


def decision_to_row(decision: DecisionRecord) -> Row:
    """What a person decided on who is who."""
    return {
        "id": decision.id,
        "kind": decision.kind.value,
        "told": decision.tell(),
        "speakers": [{"id": speaker.id, "name": speaker.name} for speaker in decision.speakers],
        "articles": list(decision.articles),
        "name": decision.name,
        "who": decision.who,
        "at": decision.at.isoformat(),
        "why": decision.why,
        "replaces": decision.replaces,
        "undone_by": decision.undone_by,
        "in_force": decision.in_force,
    }


def duplicate_to_row(pair: DuplicateRecord) -> Row:
    """Two speakers who may be one."""
    return {
        "speakers": [{"id": speaker.id, "name": speaker.name} for speaker in (pair.first, pair.second)],
        "score": pair.score,
        "evidence": [evidence_to_row(evidence) for evidence in pair.evidence],
    }


def _other_to_row(article: ArticleSummary) -> Row:
    """An article beside another one."""
    published = article.published.isoformat() if article.published else None
    return {"id": article.id, "doc": article.doc, "published": published}


def article_to_row(record: ArticleRecord) -> Row:
    """An article with its text, attributions and flags."""
    return article_summary_to_row(record.summary) | {
        "text": record.text,
        "headline": [record.headline.start, record.headline.end] if record.headline else None,
        "analysed_at": record.analysed_at.isoformat() if record.analysed_at else None,
        "program": record.program,
        "models": dict(record.models),
        "versions": [_other_to_row(one) for one in record.versions],
        "copies": [_other_to_row(one) | {"outlet": one.outlet} for one in record.copies],
        "quotations": [quotation_to_row(quotation) for quotation in record.quotations],
        "flags": [flag_to_row(flag) for flag in record.flags],
        "dismissed_flags": [flag_to_row(flag) for flag in record.dismissed],
    }
