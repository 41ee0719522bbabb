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

    def prepare(self) -> None:
        """Load whatever it needs, before the first document; raises ModelError for what is no good."""
        ...

    def extract(self, doc: Document) -> tuple[Attribution, ...]:
        """Every attribution, in order of its first character, none twice."""
        ...


class CertainOnly:
    """Another extractor without the attributions that it is less sure of; those without confidence stay."""

    def __init__(self, extractor: Extractor, least: float) -> None:
        self._extractor = extractor
        self._least = least

    @property
    def name(self) -> str:
        """The other's name, and from which confidence on."""
        return f"{self._extractor.name}, confidence from {self._least:g}"

    def prepare(self) -> None:
        """Load what the other needs."""
        self._extractor.prepare()

    def extract(self, doc: Document) -> tuple[Attribution, ...]:
        """What the other is sure enough of, in its order."""
        return tuple(
            attribution
            for attribution in self._extractor.extract(doc)
            if attribution.confidence is None or attribution.confidence >= self._least
        )
