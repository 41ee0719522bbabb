"""Attributions as annotations of the W3C: https://www.w3.org/TR/annotation-model/.

The target is the content, as TextQuoteSelector (its words and those around it, which find it on the page)
and as TextPositionSelector (code points into the text that was read). The bodies say who said it (purpose
"identifying", by name and by the place of the source), by which words ("describing", the place of the cue),
of which kind and act it is ("tagging"), what to doubt ("commenting"), and what people judged ("assessing").
"""

from collections.abc import Iterator
from typing import Any

from quotes import __version__
from quotes.addresses import accept_url
from quotes.model import Span
from quotes.records import ArticleRecord, ArticleSummary, QuotationRecord

Row = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

# Characters before and after the words of a selector: the standard names no number, most programs use 32.
CONTEXT_CHARACTERS = 32


def open_collection() -> str:
    """What stands before the annotations of a collection; `close_collection` ends it."""
    return (
        f'{{"@context": "{CONTEXT}", "type": "AnnotationCollection", '
        f'"label": "quotes {__version__}", '
        '"first": {"type": "AnnotationPage", "startIndex": 0, "items": [\n'
    )


def close_collection() -> str:
    """What stands behind the annotations of a collection."""
    return "\n]}}\n"


def article_to_annotations(record: ArticleRecord) -> Iterator[Row]:
    """Every attribution of an article as an annotation, in order; without those that people rejected."""
    for quotation in record.quotations:
        if not quotation.rejected:
            yield quotation_to_annotation(quotation, record.text)


def quotation_to_annotation(record: QuotationRecord, text: str) -> Row:
    """One attribution as an annotation of the text of its article."""
    source = name_document(record.article)
    attribution = record.attribution
    return {
        "id": f"urn:quotes:quotation:{record.identity}",
        "type": "Annotation",
        "motivation": "identifying",
        "created": record.article.read_at.isoformat(),
        "generator": {"type": "Software", "name": f"quotes {__version__}"},
        "body": [
            *(_text_body("identifying", speaker.name) for speaker in record.speakers),
            *_place_bodies("identifying", attribution.source, text, source),
            *_place_bodies("describing", attribution.cue, text, source),
            _text_body("tagging", attribution.kind.value),
            _text_body("tagging", attribution.act.value),
            *([_text_body("tagging", "negative")] if attribution.polarity.value == "negative" else []),
            *(_text_body("commenting", f"{flag.flag.kind}: {flag.flag.message}") for flag in record.flags),
            *(_text_body("assessing", judgement.tell()) for judgement in record.judgements),
        ],
        "target": [
            {"type": "SpecificResource", "source": source, "selector": make_selectors(span, text)}
            for span in attribution.content
        ],
    }


def make_selectors(span: Span, text: str) -> list[Row]:
    """A span of a text by its words and by its place."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.text(text),
            "prefix": text[max(0, span.start - CONTEXT_CHARACTERS) : span.start],
            "suffix": text[span.end : span.end + CONTEXT_CHARACTERS],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def name_document(article: ArticleSummary) -> str:
    """The article's address, or a name of its own where it has none."""
    return accept_url(article.url) or f"urn:quotes:article:{article.identity}"


def _text_body(purpose: str, value: str) -> Row:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _place_bodies(purpose: str, spans: tuple[Span, ...], text: str, source: str) -> Iterator[Row]:
    for span in spans:
        yield {
            "type": "SpecificResource",
            "purpose": purpose,
            "source": source,
            "selector": make_selectors(span, text),
        }
