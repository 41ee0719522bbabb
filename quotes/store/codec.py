"""Shapes of the JSON columns, both ways.

spans      [[start, end], ...]
evidence   [{"rule": str, "detail": str, "spans": [[start, end], ...], "score": number | null}, ...]
mentions   [{"span": [start, end], "form": str, "head": [start, end]}, ...]
models     [[name, version], ...]
aliases, roles, suggestions   [str, ...]
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from quotes.model import Analysis, Evidence, Flag, Mention, MentionForm, Span, Speaker, hash_identity


def encode_spans(spans: Iterable[Span]) -> list[Any]:
    """Spans as pairs."""
    return [[span.start, span.end] for span in spans]


def decode_spans(rows: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """Spans from pairs."""
    return tuple(Span(start, end) for start, end in rows)


def encode_evidence(evidence: Iterable[Evidence]) -> list[Any]:
    """Evidence as objects."""
    return [
        {"rule": item.rule, "detail": item.detail, "spans": encode_spans(item.spans), "score": item.score}
        for item in evidence
    ]


def decode_evidence(rows: Iterable[dict[str, Any]]) -> tuple[Evidence, ...]:
    """Evidence from objects."""
    return tuple(
        Evidence(row["rule"], row["detail"], decode_spans(row["spans"]), row["score"]) for row in rows
    )


def encode_flag(flag: Flag) -> dict[str, Any]:
    """What a flag says, as columns of its row; where it belongs is not among them."""
    return {
        "kind": flag.kind,
        "severity": flag.severity,
        "start": flag.spans[0].start,
        "message": flag.message,
        "spans": encode_spans(flag.spans),
        "evidence": encode_evidence(flag.evidence),
        "suggestions": list(flag.suggestions),
    }


def encode_mentions(mentions: Iterable[Mention]) -> list[Any]:
    """Mentions as objects."""
    return [
        {
            "span": [mention.span.start, mention.span.end],
            "form": mention.form.value,
            "head": [mention.head.start, mention.head.end],
        }
        for mention in mentions
    ]


def decode_mentions(rows: Iterable[dict[str, Any]]) -> tuple[Mention, ...]:
    """Mentions from objects."""
    return tuple(Mention(Span(*row["span"]), MentionForm(row["form"]), Span(*row["head"])) for row in rows)


def hash_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, the whole of it in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hash_analysis(analysis: Analysis) -> str:
    """Hash of everything that an analysis says of its text, and of the metadata but for where it came from.

    Two analyses of one article with the same hash need no second write.
    """
    article = analysis.article
    headline = [article.headline.start, article.headline.end] if article.headline else None
    said = {
        "article": [article.title, headline, article.outlet, article.author, str(article.published)],
        "language": [article.language, article.extracted],
        "provenance": [analysis.provenance.program, analysis.provenance.models],
        "speakers": [_describe_speaker(speaker) for speaker in analysis.speakers],
        "attributions": [
            [
                *(encode_spans(role) for role in (a.source, a.cue, a.content)),
                *(a.kind, a.polarity, a.confidence, a.rule, a.act),
                *(r.outcome, r.form, r.speakers, r.description, encode_evidence(r.evidence)),
                [[c.speaker, c.name, c.score, encode_evidence(c.evidence)] for c in r.candidates],
            ]
            for a, r in ((found.attribution, found.resolution) for found in analysis.attributions)
        ],
        "flags": [
            [
                *(flag.kind, flag.severity, flag.message, flag.suggestions, flag.attribution),
                *(encode_spans(flag.spans), encode_evidence(flag.evidence)),
            ]
            for flag in analysis.flags
        ],
    }
    return hash_identity(hash_text(article.text), json.dumps(said, ensure_ascii=True))


def _describe_speaker(speaker: Speaker) -> list[Any]:
    return [
        *(speaker.key, speaker.name, speaker.kind, speaker.gender, speaker.introduced),
        *(speaker.aliases, speaker.roles, encode_mentions(speaker.mentions)),
    ]
