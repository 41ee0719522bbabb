"""Annotated articles as the network learns from them: cues, and the tags of all words for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from quotes.document import Document, Sentence
from quotes.extract.learned.crf import TAGS
from quotes.extract.learned.windows import Unit
from quotes.training.lexicon import GoldRow

_TAG = {name: index for index, name in enumerate(TAGS)}
Place = tuple[int, int]  # sentence, token


@dataclass(frozen=True, slots=True)
class Example:
    """One article.

    units  its words by paragraph and sentence
    gold   for the head of each cue, the tag of every word that has one
    """

    doc: Document
    units: list[list[Unit]]
    gold: dict[Place, dict[Place, int]]


def find_head(sentence: Sentence, tokens: Sequence[int]) -> int:
    """The token of a cue that stands for it: the highest in the tree, the first of several, no mark."""
    words = [i for i in tokens if sentence[i].upos != "PUNCT"] or list(tokens)
    return min(words, key=lambda i: (sum(1 for _ in sentence.ancestors(i)), i))


def tag_gold(doc: Document, rows: Sequence[GoldRow]) -> dict[Place, dict[Place, int]]:
    """Tags by cue. Of two attributions with one cue the first counts; one without cue is left out."""
    found: dict[Place, dict[Place, int]] = {}
    for row in rows:
        if not row.cue:
            continue
        tags: dict[Place, int] = {}
        for role in ("source", "content", "cue"):
            for span in getattr(row, role):
                inside = "B-"
                for sentence, i in doc.tokens_in(span):
                    tags[sentence.index, i] = _TAG[inside + role]
                    inside = "I-"
        tokens = doc.tokens_in(row.cue[0])
        sentence = tokens[0][0]
        head = find_head(sentence, [i for s, i in tokens if s is sentence])
        found.setdefault((sentence.index, head), tags)
    return found
