"""Words a second of each stage, on one core: python -m tests.benchmark [FOLDER]   (make bench)

Processor time is counted, not the clock, so that other programs on the machine matter less; of several
rounds, the fastest of each stage. Each round begins without anything remembered of the words before. Loading
the models stands apart. Together the stages are what `quotes ingest` does, from the files to the database.

Peers, spaCy's English pipelines with textacy's quotations, read the same folder in the same run where a
Python has them (`--peer-python`, this one by default). The ratio is the program's speed over theirs. Their
words are their own tokens.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quotes.audit import Acquaintances, audit_article
from quotes.document import Document
from quotes.errors import InputError
from quotes.extract import Extractor
from quotes.extract.learned.extractor import LearnedExtractor
from quotes.ingest import find_inputs, read_articles
from quotes.model import Analysis, Article, ResolvedAttribution
from quotes.pipeline import make_provenance
from quotes.resolve import resolve_article
from quotes.settings import Settings
from quotes.store import open_store
from tests.conftest import FIXTURES, ROOT

# Stages of the parse: where the fast annotator does each, and which of Stanza's processors does it.
PARSE_STAGES = {
    "tokenize": ("tokenizer", "split"),
    "pos": ("tagger", "tag"),
    "lemma": ("lemmatizer", "find"),
    "depparse": ("parser", "parse"),
    "ner": ("names", "find"),
}
STAGES = ("read", *PARSE_STAGES, "documents", "network", "rules, merging", "resolve", "audit", "store")
PEERS = ROOT / "tests" / "benchmark_peers.py"


class Clock:
    """Seconds of processor time by stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

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


def read_folder(folder: Path) -> list[Article]:
    """The articles of a folder, those left out that the program leaves out."""
    found = (article for name in find_inputs([folder]) for article in read_articles(name))
    return [article for article in found if not isinstance(article, InputError)]


def run_round(parser: Any, extractor: Any, folder: Path) -> tuple[dict[str, float], int]:
    """Seconds of each stage, and words."""
    clock = Clock()
    with clock.time("read"):
        articles = read_folder(folder)
    watch_parse(parser, clock)
    with clock.time("all of the parse"):
        docs = list(parser.parse(articles))
    seconds = clock.seconds
    seconds["documents"] = seconds.pop("all of the parse") - sum(seconds[stage] for stage in PARSE_STAGES)
    reader = Watched(extractor._reader, clock)
    watched = LearnedExtractor(reader)  # type: ignore[arg-type]
    watched.prepare()
    with tempfile.TemporaryDirectory() as home, open_store(f"sqlite:///{home}/quotes.db") as store:
        for article, doc in zip(articles, docs, strict=True):
            analysis = analyze(article, doc, watched, store.acquaintances, clock)
            with clock.time("store"):
                store.is_stored(article.identity, analysis.provenance)
                store.write(analysis)
    seconds["rules, merging"] = seconds.pop("extract") - seconds["network"]
    return seconds, sum(len(sentence) for doc in docs for sentence in doc.sentences)


class Watched:
    """A network's reader with a clock."""

    def __init__(self, reader: Any, clock: Clock) -> None:
        self._reader = reader
        self._clock = clock

    def read(self, doc: Document) -> Any:
        """What the reader reads."""
        with self._clock.time("network"):
            return self._reader.read(doc)


def analyze(
    article: Article, doc: Document, extractor: Extractor, acquaintances: Acquaintances, clock: Clock
) -> Analysis:
    """What the pipeline does with one Document, with a clock."""
    with clock.time("extract"):
        attributions = extractor.extract(doc)
    with clock.time("resolve"):
        speakers, resolutions = resolve_article(doc, attributions)
    resolved = tuple(map(ResolvedAttribution, attributions, resolutions))
    provenance = make_provenance("benchmark", extractor.name)
    with clock.time("audit"):
        return audit_article(doc, Analysis(article, resolved, speakers, provenance=provenance), acquaintances)


def time_peers(python: str, folder: Path, rounds: int) -> Iterator[tuple[str, int, float]]:
    """Name, words and seconds of each of the peers that a Python has."""
    done = subprocess.run(
        [python, str(PEERS), str(folder), str(rounds)], stdout=subprocess.PIPE, text=True, check=False
    )
    for line in done.stdout.splitlines():
        row = json.loads(line)
        yield row["name"], row["words"], row["seconds"]


def format_row(stage: str, seconds: float, words: int, total: float) -> str:
    speed = f"{words / seconds:,.0f}" if seconds > 0 else "-"
    return f"{stage:<16} {speed:>10} {seconds:>9.2f} {100 * seconds / total:>7.1f}"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES / "articles")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the fastest counts")
    parser.add_argument("--plain", action="store_true", help="run the models by Stanza's own pipeline")
    parser.add_argument("--peer-python", default=sys.executable, help="a Python that has spaCy and textacy")
    options = parser.parse_args(arguments)

    begin = time.process_time()
    models = load_models(fast=not options.plain)
    extractor = LearnedExtractor()
    extractor.prepare()
    loading = time.process_time() - begin
    count = max(1, options.rounds)
    rounds = [run_round(models, extractor, options.folder) for _ in range(count)]
    words = rounds[0][1]
    seconds = {stage: min(found[stage] for found, _ in rounds) for stage in STAGES}
    total = sum(seconds.values())

    out = sys.stdout.write
    out(f"{options.folder}\nwords: {words:,}\n")
    out(f"loading of libraries and models: {loading:.2f} s\n\n")
    out(f"{'stage':<16} {'words/s':>10} {'seconds':>9} {'share':>7}\n")
    for stage in STAGES:
        out(format_row(stage, seconds[stage], words, total) + "\n")
    out(format_row("all", total, words, total) + "\n")
    for name, peer_words, peer_seconds in time_peers(options.peer_python, options.folder, count):
        ratio = (words / total) / (peer_words / peer_seconds)
        out(f"{name:<16} {peer_words / peer_seconds:>10,.0f} {peer_seconds:>9.2f}   ratio {ratio:.2f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
