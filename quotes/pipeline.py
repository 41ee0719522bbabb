"""Composes the stages: parse, extract, resolve, audit. No files, no database, no printing."""

from collections.abc import Iterable, Iterator
from itertools import tee

from quotes import __version__
from quotes.audit import audit_article
from quotes.extract.extractor import Extractor
from quotes.model import Analysis, Article, Provenance, ResolvedAttribution
from quotes.parse.parser import Parser
from quotes.resolve import resolve_article


class Pipeline:
    """Parser and extractor, loaded once, for any number of articles."""

    def __init__(self, parser: Parser, extractor: Extractor) -> None:
        self._parser = parser
        self._extractor = extractor
        self.provenance = Provenance(
            program=f"quotes {__version__}", models=(("parser", parser.name), ("extractor", extractor.name))
        )

    def analyze(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """One Analysis for each article, in order, as they are done; batches run over articles."""
        to_parse, to_keep = tee(articles)
        for doc, article in zip(self._parser.parse(to_parse), to_keep, strict=True):
            attributions = self._extractor.extract(doc)
            speakers, resolutions = resolve_article(doc, attributions)
            analysis = Analysis(
                article=article,
                attributions=tuple(
                    ResolvedAttribution(attribution, resolution)
                    for attribution, resolution in zip(attributions, resolutions, strict=True)
                ),
                speakers=speakers,
                provenance=self.provenance,
            )
            yield audit_article(doc, analysis)
