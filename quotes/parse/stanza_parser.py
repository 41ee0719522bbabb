"""Stanza behind the Parser protocol: the only module of the pipeline that imports stanza and torch."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import stanza
import torch

from quotes.document import Document, Entity, EntityLabel, Paragraph, Sentence, Token
from quotes.model import Article, Span
from quotes.parse.paragraphs import split_paragraphs

log = logging.getLogger(__name__)

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")

# Characters of text that go through the processors together. Larger batches cost memory and win no
# speed once the parser's own batch (1,000 words) is full.
BATCH_CHARACTERS = 60_000

# Classes of the bundled model (English Worldwide Newswire) and of OntoNotes, CoNLL-03.
LABELS = {
    "Person": EntityLabel.PERSON, "PERSON": EntityLabel.PERSON, "PER": EntityLabel.PERSON,
    "Organization": EntityLabel.ORGANIZATION, "ORG": EntityLabel.ORGANIZATION,
    "Location": EntityLabel.LOCATION, "GPE": EntityLabel.LOCATION, "LOC": EntityLabel.LOCATION,
    "NORP": EntityLabel.NORP,
    "Date": EntityLabel.DATE, "DATE": EntityLabel.DATE, "TIME": EntityLabel.DATE,
}  # fmt: skip


class StanzaParser:
    """A Stanza pipeline, loaded once."""

    def __init__(self, models: Path, *, package: str = "words", threads: int | None = None) -> None:
        if threads:
            torch.set_num_threads(threads)
        self._pipeline = stanza.Pipeline(
            "en",
            dir=str(models),
            download_method=None,
            package=package,
            use_gpu=False,
            logging_level="ERROR",
        )
        self.name = f"stanza {stanza.__version__}"

    def parse(self, articles: Iterable[Article]) -> Iterator[Document]:
        """Parse some articles, one Document each, in order; batches run over articles."""
        batch: list[tuple[Article, tuple[Paragraph, ...]]] = []
        size = 0
        for article in articles:
            batch.append((article, split_paragraphs(article)))
            size += len(article.text)
            if size >= BATCH_CHARACTERS:
                yield from self._parse_batch(batch)
                batch, size = [], 0
        yield from self._parse_batch(batch)

    def _parse_batch(self, batch: Sequence[tuple[Article, tuple[Paragraph, ...]]]) -> Iterator[Document]:
        parsed = iter(self._pipeline.bulk_process(
            [p.span.text(article.text) for article, paragraphs in batch for p in paragraphs]
        ))  # fmt: skip
        for article, paragraphs in batch:
            yield self._convert(article, paragraphs, [next(parsed) for _ in paragraphs])

    def _convert(
        self, article: Article, paragraphs: tuple[Paragraph, ...], parsed: Sequence[stanza.Document]
    ) -> Document:
        sentences: list[Sentence] = []
        entities: list[Entity] = []
        for number, (paragraph, part) in enumerate(zip(paragraphs, parsed, strict=True)):
            offset = paragraph.span.start
            for raw in part.sentences:
                tokens = tuple(_convert_word(word, offset, article.text) for word in raw.words)
                index = len(sentences)
                sentences.append(Sentence(tokens, number, index))
                for entity in raw.ents:
                    span = Span(entity.start_char + offset, entity.end_char + offset)
                    entities.append(Entity(span, LABELS.get(entity.type, EntityLabel.OTHER), index))
        return Document(article.text, paragraphs, tuple(sentences), tuple(entities), self.name)


def _convert_word(word: stanza.models.common.doc.Word, offset: int, text: str) -> Token:
    """A Token with offsets into the article. Words without offsets of their own take their token's."""
    start, end = word.start_char, word.end_char
    if start is None or end is None:
        start, end = word.parent.start_char, word.parent.end_char
    span = Span(start + offset, end + offset)
    return Token(
        span.text(text), span, word.lemma or word.text, word.upos or "X", word.xpos or "", word.feats or "",
        word.head - 1, word.deprel or "dep",
    )  # fmt: skip
