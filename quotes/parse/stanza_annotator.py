"""Stanza's own pipeline as an Annotator: for any models, and the measure of `quotes.parse.inference`."""

from collections.abc import Sequence
from typing import Any

from stanza.models.common.doc import Document as StanzaDocument
from stanza.models.common.doc import Sentence as StanzaSentence
from stanza.models.common.doc import Word as StanzaWord

from quotes.parse.annotation import NONE, AnnotatedSentence, RawEntity, RawWord


class StanzaAnnotator:
    """Runs a Stanza pipeline as it is."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def annotate(self, texts: Sequence[str]) -> list[list[AnnotatedSentence]]:
        """Sentences of each text."""
        docs: list[StanzaDocument] = self._pipeline.bulk_process(list(texts))
        return [[_read_sentence(sentence) for sentence in doc.sentences] for doc in docs]


def _read_sentence(sentence: StanzaSentence) -> AnnotatedSentence:
    words = sentence.words
    return AnnotatedSentence(
        [_read_word(word) for word in words],
        [(word.upos or NONE, word.xpos or NONE, word.feats or NONE) for word in words],
        [word.lemma or NONE for word in words],
        [(word.head, word.deprel) for word in words],
        [RawEntity(entity.start_char, entity.end_char, entity.type) for entity in sentence.ents],
    )


def _read_word(word: StanzaWord) -> RawWord:
    """Words of a multi-word token that have no offsets of their own take their token's."""
    start, end = word.start_char, word.end_char
    if start is None or end is None:
        start, end = word.parent.start_char, word.parent.end_char
    return RawWord(word.text, start, end)
