"""Answers to "who is on record with these words" as plain rows for JSON."""

from quotes.export.rows import Row, quotation_to_row
from quotes.verify import Answer, Finding, LoosePlace


def answer_to_row(answer: Answer) -> Row:
    """One answer with everything that it rests on."""
    return {
        "words": answer.words,
        "verdict": answer.verdict.value,
        "articles": answer.articles,
        "speakers_asked": [speaker.name for speaker in answer.speakers],
        "findings": [finding_to_row(finding) for finding in answer.findings],
        "places": [place_to_row(place) for place in answer.places],
        "nearest": [finding_to_row(finding) for finding in answer.nearest],
        "complete": answer.complete,
    }


def finding_to_row(finding: Finding) -> Row:
    """One attribution and what it is to the words."""
    return {
        "verdict": finding.verdict.value,
        "is_asked": finding.is_asked,
        "counts": finding.counts,
        "score": round(finding.score, 4),
        "difference": [
            {"change": segment.change.value, "text": segment.text} for segment in finding.segments
        ],
        "notes": list(finding.notes),
        "quotation": quotation_to_row(finding.quotation),
    }


def place_to_row(place: LoosePlace) -> Row:
    """A place in an article outside any attribution."""
    article = place.article
    return {
        "article": {
            "id": article.id,
            "doc": article.doc,
            "title": article.title,
            "outlet": article.outlet,
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
        },
        "span": [place.span.start, place.span.end],
        "line": place.line,
    }
