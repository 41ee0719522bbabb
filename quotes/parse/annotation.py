"""What a parser says of a text before it becomes a Document: sentences with places in that text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

# Stands where there is no tag, no feature, no lemma.
NONE = "_"

# Universal tag, tag of the language, features.
Tags = tuple[str, str, str]
# Head (1-based, 0 for the root) and relation.
Arc = tuple[int, str]


class RawWord(NamedTuple):
    """A word and its place in the text that it comes from, half-open; a tuple, since it is made so often."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RawEntity:
    """A named entity, its place in the text that it comes from, and the model's own name for its class."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """A sentence with all that was found: for each word one set of tags, one lemma and one arc."""

    words: Sequence[RawWord]
    tags: Sequence[Tags]
    lemmas: Sequence[str]
    arcs: Sequence[Arc]
    entities: Sequence[RawEntity]


class Annotator(Protocol):
    """Finds sentences, tags, lemmas, trees and entities in texts."""

    def annotate(self, texts: Sequence[str]) -> list[list[AnnotatedSentence]]:
        """Sentences of each text."""
        ...
