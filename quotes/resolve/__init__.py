"""Who each source is: inside an article, then across articles (`quotes.resolve.across`)."""

from quotes.document import Document
from quotes.model import Attribution, Resolution, Speaker


def resolve_article(
    doc: Document, attributions: tuple[Attribution, ...]
) -> tuple[tuple[Speaker, ...], tuple[Resolution, ...]]:
    """The article's speakers, and one Resolution for each attribution, in the same order.

    Speakers are everyone named who speaks or is a candidate for a source; their keys stand in the
    resolutions.
    """
    # The store asks `across` alone, and a look-up must not wait for the rest of this package.
    from quotes.resolve.resolver import ArticleResolver

    return ArticleResolver(doc, tuple(attributions)).resolve()
