"""Short ways to write what an extraction should give."""

from quotes.document import Document
from quotes.extract import make_extractor
from quotes.model import Attribution, text_of

Row = tuple[str, str, str]


def extract(doc: Document) -> tuple[Attribution, ...]:
    """Attributions by the bundled rules."""
    return make_extractor("rules").extract(doc)


def row_of(attribution: Attribution, text: str) -> Row:
    """Source, cue and content as words; pieces joined by " … "."""
    return (
        text_of(attribution.source, text),
        text_of(attribution.cue, text),
        text_of(attribution.content, text),
    )


def rows(doc: Document) -> list[Row]:
    """Every attribution of a document as words."""
    return [row_of(attribution, doc.text) for attribution in extract(doc)]
