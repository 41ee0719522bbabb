"""Composes the stages: parse, extract, resolve, audit. No files, no database, no printing."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotes import __version__
from quotes.audit import NOBODY, Acquaintances, audit_article
from quotes.document import Document
from quotes.extract.extractor import Extractor
from quotes.model import Analysis, Article, Provenance, ResolvedAttribution
from quotes.parse.parser import Parser
from quotes.resolve import resolve_article

log = logging.getLogger(__name__)

# Characters of text that are read ahead and parsed together. More costs memory and delays the first
# result; less leaves the parser's own batches (1,000 words) unfilled.
BATCH_CHARACTERS = 60_000

# Articles in one batch at most: what a stop in the middle of very short ones can cost.
BATCH_ARTICLES = 50


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that a stage could not get through, with the reason; the batch went on."""

    article: Article
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An analysis that is not audited yet, with the parse that the audit reads."""

    doc: Document
    analysis: Analysis


def make_provenance(parser: str, extractor: str) -> Provenance:
    """What an analysis says of its making, from the names of a parser and an extractor."""
    return Provenance(program=f"quotes {__version__}", models=(("parser", parser), ("extractor", extractor)))


class Pipeline:
    """Parser and extractor, loaded once, for any number of articles.

    acquaintances  answers the audit what other articles tell of a name
    """

    def __init__(self, parser: Parser, extractor: Extractor, acquaintances: Acquaintances = NOBODY) -> None:
        self._parser = parser
        self._extractor = extractor
        self._acquaintances = acquaintances
        self.provenance = make_provenance(parser.name, extractor.name)

    def analyze(self, articles: Iterable[Article]) -> Iterator[Analysis | Failure]:
        """One Analysis or Failure for each article, in order; parsed in batches that run over articles."""
        for draft in self.read(articles):
            yield audit_draft(draft, self._acquaintances)

    def read(self, articles: Iterable[Article]) -> Iterator[Draft | Failure]:
        """The same but for the audit, for `audit_draft`."""
        for batch in _batch_articles(articles):
            yield from self._read_batch(batch)

    def _read_batch(self, batch: Sequence[Article]) -> Iterator[Draft | Failure]:
        try:
            # Strict: a parser that loses one must not give its neighbour's words to it.
            pairs = list(zip(batch, self._parser.parse(batch), strict=True))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is one article's
            if len(batch) == 1:
                yield _fail(batch[0], "parsed", error)
            else:  # find the article that the parser cannot take, and keep the others
                for article in batch:
                    yield from self._read_batch([article])
            return
        for article, doc in pairs:
            try:
                draft = self._read(article, doc)
            except Exception as error:  # noqa: BLE001 - as above
                yield _fail(article, "analyzed", error)
            else:
                yield draft

    def _read(self, article: Article, doc: Document) -> Draft:
        attributions = self._extractor.extract(doc)
        speakers, resolutions = resolve_article(doc, attributions)
        analysis = Analysis(
            article=article,
            attributions=tuple(map(ResolvedAttribution, attributions, resolutions)),
            speakers=speakers,
            provenance=self.provenance,
        )
        return Draft(doc, analysis)


def audit_draft(draft: Draft | Failure, acquaintances: Acquaintances = NOBODY) -> Analysis | Failure:
    """Audit what `Pipeline.read` gave."""
    if isinstance(draft, Failure):
        return draft
    try:
        return audit_article(draft.doc, draft.analysis, acquaintances)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is one article's
        return _fail(draft.analysis.article, "analyzed", error)


def _fail(article: Article, stage: str, error: Exception) -> Failure:
    """Record what no stage foresaw; the log has the trace, the summary of the batch has the reason."""
    name = article.path or article.doc
    log.error("%s could not be %s", name, stage, exc_info=error)
    return Failure(article, f"could not be {stage} ({type(error).__name__}: {error})")


def is_full(batch: Sequence[Article]) -> bool:
    """True when enough text has been gathered to be parsed together."""
    return sum(len(article.text) for article in batch) >= BATCH_CHARACTERS or len(batch) >= BATCH_ARTICLES


def _batch_articles(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if is_full(batch):
            yield batch
            batch = []
    if batch:
        yield batch
