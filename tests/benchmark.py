"""Words a second of each stage, on one core: python -m tests.benchmark [FOLDER]   (make bench)

Processor time is counted, not the clock, so that other programs on the machine matter less; of several
rounds, the fastest of each stage. Each round begins without anything remembered of the words before. Loading
the models stands apart. spaCy's pipelines are timed on the same text where they are installed.
"""

import argparse
import importlib.util
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quotes.audit import audit_article
from quotes.document import Document
from quotes.extract import make_extractor
from quotes.ingest import find_files, read_article
from quotes.model import Analysis, Article, ResolvedAttribution
from quotes.pipeline import make_provenance
from quotes.resolve import resolve_article
from quotes.settings import Settings
from quotes.store import open_store
from tests.conftest import FIXTURES

# Stages of the parse: where the fast annotator does each, and which of Stanza's processors does it.
PARSE_STAGES = {
    "tokenize": ("tokenizer", "split"),
    "pos": ("tagger", "tag"),
    "lemma": ("lemmatizer", "find"),
    "depparse": ("parser", "parse"),
    "ner": ("names", "find"),
}
STAGES = (*PARSE_STAGES, "documents", "extract", "resolve", "audit", "store")
PEERS = ("en_core_web_sm", "en_core_web_md")


class Clock:
    """Seconds of processor time by stage."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        """Count what happens inside for a stage."""
        begin = time.process_time()
        try:
            yield
        finally:
            self.seconds[stage] += time.process_time() - begin

    def wrap(self, owner: Any, method: str, stage: str) -> None:
        """Count every call of a method of one object for a stage."""
        inner: Callable[..., Any] = getattr(owner, method)

        def timed(*args: Any) -> Any:
            with self.time(stage):
                return inner(*args)

        setattr(owner, method, timed)


def load_models(*, fast: bool) -> Any:
    """The parser of the bundled models; imports torch."""
    from quotes.parse.models import check_models
    from quotes.parse.stanza_parser import StanzaParser

    return StanzaParser(check_models(Settings().models), threads=1, fast=fast)


def watch_parse(parser: Any, clock: Clock) -> None:
    """Let a clock see the stages of a parser, none of which remembers a word."""
    from quotes.parse.inference import FastAnnotator

    if isinstance(parser.annotator, FastAnnotator):
        parser.annotator = FastAnnotator(parser.pipeline)
        for stage, (part, method) in PARSE_STAGES.items():
            clock.wrap(getattr(parser.annotator, part), method, stage)
        return
    for stage, processor in parser.pipeline.processors.items():
        processor.__dict__.pop("bulk_process", None)  # what the round before put there
        clock.wrap(processor, "bulk_process", stage)


def run_round(parser: Any, articles: Sequence[Article]) -> tuple[Counter[str], int]:
    """Seconds of each stage, and words."""
    clock = Clock()
    watch_parse(parser, clock)
    with clock.time("all of the parse"):
        docs = list(parser.parse(articles))
    seconds = clock.seconds
    seconds["documents"] = seconds.pop("all of the parse") - sum(seconds[stage] for stage in PARSE_STAGES)
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/quotes.db") as store:
        for article, doc in zip(articles, docs, strict=True):
            analysis = analyze(article, doc, clock)
            with clock.time("store"):
                store.write(analysis)
    return seconds, sum(len(sentence) for doc in docs for sentence in doc.sentences)


def analyze(article: Article, doc: Document, clock: Clock) -> Analysis:
    """What the pipeline does with one Document, with a clock."""
    extractor = make_extractor(Settings().extractor)
    with clock.time("extract"):
        attributions = extractor.extract(doc)
    with clock.time("resolve"):
        speakers, resolutions = resolve_article(doc, attributions)
    resolved = tuple(map(ResolvedAttribution, attributions, resolutions))
    with clock.time("audit"):
        return audit_article(
            doc,
            Analysis(article, resolved, speakers, provenance=make_provenance("benchmark", extractor.name)),
        )


def time_peer(name: str, articles: Sequence[Article], rounds: int) -> float:
    """Seconds that one of spaCy's pipelines takes for the texts."""
    import spacy

    nlp = spacy.load(name)
    clocks = [Clock() for _ in range(rounds)]
    for clock in clocks:
        with clock.time(name):
            list(nlp.pipe(article.text for article in articles))
    return min(clock.seconds[name] for clock in clocks)


def format_row(stage: str, seconds: float, words: int, total: float) -> str:
    speed = f"{words / seconds:,.0f}" if seconds > 0 else "-"
    return f"{stage:<16} {speed:>10} {seconds:>9.2f} {100 * seconds / total:>7.1f}"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES / "articles")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the fastest counts")
    parser.add_argument("--plain", action="store_true", help="run the models by Stanza's own pipeline")
    options = parser.parse_args(arguments)
    articles = [read_article(path) for path in find_files([options.folder])]

    begin = time.process_time()
    models = load_models(fast=not options.plain)
    loading = time.process_time() - begin
    rounds = [run_round(models, articles) for _ in range(max(1, options.rounds))]
    words = rounds[0][1]
    seconds = {stage: min(found[stage] for found, _ in rounds) for stage in STAGES}
    total = sum(seconds.values())

    out = sys.stdout.write
    out(f"{options.folder}\narticles: {len(articles)}, words: {words:,}\n")
    out(f"loading of libraries and models: {loading:.2f} s\n\n")
    out(f"{'stage':<16} {'words/s':>10} {'seconds':>9} {'share':>7}\n")
    for stage in STAGES:
        out(format_row(stage, seconds[stage], words, total) + "\n")
    out(format_row("all", total, words, total) + "\n")
    for name in PEERS:
        if importlib.util.find_spec("spacy") and importlib.util.find_spec(name):
            out(format_row(name, time_peer(name, articles, options.rounds), words, total) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
