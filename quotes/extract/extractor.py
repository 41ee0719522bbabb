"""The seam between the project and whatever finds attributions in a Document."""

from typing import Protocol

from quotes.document import Document
from quotes.model import Attribution


class Extractor(Protocol):
    """Finds every attribution of a Document."""

    @property
    def name(self) -> str:
        """Name and version, kept as provenance: "rules 3"."""
        ...

    def extract(self, doc: Document) -> tuple[Attribution, ...]:
        """Every attribution, in order of its first character, none twice."""
        ...
