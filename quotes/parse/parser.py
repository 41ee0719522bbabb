"""The seam between the project and whatever parses its text."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from quotes.document import Document
from quotes.model import Article


class Parser(Protocol):
    """Turns articles into Documents. Implementations load their models once and keep them."""

    @property
    def name(self) -> str:
        """Name and version, kept as provenance: "stanza 1.15.0"."""
        ...

    def parse(self, articles: Iterable[Article]) -> Iterator[Document]:
        """Parse some articles, one Document each, in order."""
        ...
