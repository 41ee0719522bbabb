"""A Markdown file becomes an Article: its words without the markup, and what its front matter tells."""

from quotes.ingest.origin import Origin
from quotes.ingest.text import read_text
from quotes.model import Article


def read_markdown(raw: bytes, origin: Origin) -> Article:
    """Make an Article of the bytes of a Markdown file; raises InputError when there is no text in them."""
    return read_text(raw, origin)
