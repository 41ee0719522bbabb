"""Stanza behind the Parser protocol: articles in, Documents out."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import stanza
import torch
from stanza.pipeline.tokenize_processor import TOKEN_TOO_LONG_REPLACEMENT

from quotes.document import Document, Entity, EntityLabel, Paragraph, Sentence, Token
from quotes.errors import ModelError
from quotes.model import Article, Span
from quotes.parse.annotation import NONE, AnnotatedSentence, Annotator, Arc, RawWord, Tags
from quotes.parse.inference import make_fast_annotator
from quotes.parse.loading import load_pipeline
from quotes.parse.models import Models
from quotes.parse.paragraphs import split_paragraphs
from quotes.parse.pieces import hide_invisible, split_pieces
from quotes.parse.stanza_annotator import StanzaAnnotator

log = logging.getLogger(__name__)

# Characters of text that are parsed together: some 11,000 words, three seconds. Sentences of many lengths are
# needed to put those of the same length together: batches of 20,000 take a tenth longer a word.
BATCH_CHARACTERS = 60_000

# Classes of the bundled model (English Worldwide Newswire) and of OntoNotes, CoNLL-03.
LABELS = {
    "Person": EntityLabel.PERSON, "PERSON": EntityLabel.PERSON, "PER": EntityLabel.PERSON,
    "Organization": EntityLabel.ORGANIZATION, "ORG": EntityLabel.ORGANIZATION,
    "Location": EntityLabel.LOCATION, "GPE": EntityLabel.LOCATION, "LOC": EntityLabel.LOCATION,
    "NORP": EntityLabel.NORP,
    "Date": EntityLabel.DATE, "DATE": EntityLabel.DATE, "TIME": EntityLabel.DATE,
}  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """An article that is being parsed, piece by piece."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    sentences: list[Sentence] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one paragraph that is parsed at once."""

    draft: _Draft
    paragraph: int
    span: Span

    @property
    def text(self) -> str:
        return hide_invisible(self.span.text(self.draft.article.text))


class StanzaParser:
    """Stanza models, loaded once, that run on the processor (no graphics card).

    models   what `quotes.parse.models.check_models` found
    threads  that torch may use in this process; 0 leaves the choice to torch
    fast     False leaves all work to Stanza's own pipeline, which gives the same and takes longer

    Raises ModelError when Stanza cannot load the models.
    """

    def __init__(self, models: Models, *, threads: int = 0, fast: bool = True) -> None:
        if threads:
            torch.set_num_threads(threads)
        try:
            self.pipeline = load_pipeline(models)
        # Stanza and torch raise whatever a file from elsewhere makes them stumble over.
        except Exception as error:
            raise ModelError(
                models.folder,
                f"Stanza {stanza.__version__} cannot load package {models.package!r} "
                f"({type(error).__name__}: {str(error).strip().partition(chr(10))[0]})",
                remedy="they may be made for another version of Stanza: name another folder with --models, "
                "or get Stanza's own models with: quotes models get",
            ) from error
        plain = StanzaAnnotator(self.pipeline)
        self.annotator: Annotator = (make_fast_annotator(self.pipeline, plain) if fast else None) or plain
        self.name = models.parser_name

    def parse(self, articles: Iterable[Article]) -> Iterator[Document]:
        """Parse some articles, one Document each, in order.

        Pieces of text from several articles are parsed together; a Document is given as soon as the batch
        with its last piece is done. No more articles are taken from `articles` than a batch needs, so that
        memory does not grow with their number.
        """
        drafts: deque[_Draft] = deque()
        batch: list[_Piece] = []
        size = 0
        for article in articles:
            draft = _Draft(article, split_paragraphs(article))
            drafts.append(draft)
            for piece in _split_draft(draft):
                batch.append(piece)
                size += len(piece.span)
                if size >= BATCH_CHARACTERS:
                    self._parse_batch(batch)
                    batch, size = [], 0
                    while len(drafts) > 1:  # the last one may have more pieces
                        yield self._finish(drafts.popleft())
            if not batch:
                yield self._finish(drafts.pop())
        if batch:
            self._parse_batch(batch)
        yield from map(self._finish, drafts)

    def _parse_batch(self, batch: Sequence[_Piece]) -> None:
        parsed = self.annotator.annotate([piece.text for piece in batch])
        for piece, sentences in zip(batch, parsed, strict=True):
            _add_piece(piece, sentences)

    def _finish(self, draft: _Draft) -> Document:
        return Document(
            draft.article.text, draft.paragraphs, tuple(draft.sentences), tuple(draft.entities), self.name
        )


def _split_draft(draft: _Draft) -> Iterator[_Piece]:
    for index, paragraph in enumerate(draft.paragraphs):
        for span in split_pieces(draft.article.text, paragraph.span):
            yield _Piece(draft, index, span)


def _add_piece(piece: _Piece, sentences: Sequence[AnnotatedSentence]) -> None:
    """Add what was found in a piece to its article, in the project's own types."""
    draft, offset = piece.draft, piece.span.start
    text = draft.article.text
    for raw in sentences:
        index = len(draft.sentences)
        words = zip(raw.words, raw.tags, raw.lemmas, raw.arcs, strict=True)
        tokens = tuple(_convert_word(*word, offset, text) for word in words)
        draft.sentences.append(Sentence(tokens, piece.paragraph, index))
        for entity in raw.entities:
            span = Span(entity.start + offset, entity.end + offset)
            draft.entities.append(Entity(span, LABELS.get(entity.label, EntityLabel.OTHER), index))


def _convert_word(word: RawWord, tags: Tags, lemma: str, arc: Arc, offset: int, text: str) -> Token:
    """A Token with offsets into the article and the article's own text.

    A word without a lemma, and one that was too long for Stanza, is its own.
    """
    span = Span(word.start + offset, word.end + offset)
    own = span.text(text)
    if word.text == TOKEN_TOO_LONG_REPLACEMENT:
        lemma = own
    elif lemma == NONE:
        lemma = word.text
    upos, xpos, feats = ("" if tag == NONE else tag for tag in tags)
    head, relation = arc
    return Token(own, span, lemma, upos or "X", xpos, feats, head - 1, relation or "dep")
