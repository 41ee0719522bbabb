"""The command line with parses that lie in fixtures/ in the place of the models: quick, for most tests.

A text that has no recorded parse is split at white space, one sentence a line, without a tree: enough for
tests of what the commands do with files, not of what they find. There the rules stand in for the network,
which takes seconds to load; it is taken where the two articles are read. Run as a script, with the arguments
of `quotes`.
"""

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import quotes.jobs
import quotes.workers
from quotes.cli import run
from quotes.document import Document, Sentence, Token
from quotes.extract import make_extractor
from quotes.extract.extractor import Extractor
from quotes.model import Article, Span
from quotes.parse.paragraphs import split_paragraphs
from quotes.settings import Settings

FIXTURES = Path(__file__).parents[2] / "fixtures"
PARSES = FIXTURES / "parses" / "articles.jsonl"
ARTICLES = FIXTURES / "articles"

# Words in a text that make this parser fail, or stall until it is interrupted.
POISON = "(this breaks the parser)"
STALL = "(this stalls the parser)"


class RecordedParser:
    """Looks parses up by their text."""

    name = "recorded 1"

    def __init__(self) -> None:
        docs = map(Document.from_json, PARSES.read_text(encoding="utf-8").splitlines())
        self._docs = {doc.text: doc for doc in docs}

    def parse(self, articles: Iterable[Article]) -> Iterator[Document]:
        """Parse some articles, one Document each, in order."""
        for article in articles:
            if POISON in article.text:
                raise RuntimeError("cannot take this text")
            if STALL in article.text:
                print("stalled", file=sys.stderr, flush=True)  # noqa: T201 - the test waits for this
                time.sleep(60)
            yield self._docs.get(article.text) or split_words(article)


def split_words(article: Article) -> Document:
    """A Document whose sentences are paragraphs of unconnected words."""
    paragraphs = split_paragraphs(article)
    sentences = tuple(
        Sentence(
            tuple(
                Token(word[0], Span(*(start + n for n in word.span())), word[0], "X", "", "", -1, "root")
                for word in re.finditer(r"\S+", paragraph.span.text(article.text))
            ),
            paragraph=number,
            index=number,
        )
        for number, paragraph in enumerate(paragraphs)
        for start in [paragraph.span.start]
    )
    return Document(article.text, paragraphs, sentences, (), parser="recorded 1")


def load_recorded(settings: Settings) -> RecordedParser:  # noqa: ARG001 - stands for load_parser
    """Stands for `quotes.parse.load_parser`; says so where a test asks whether models were loaded."""
    if note := os.environ.get("NOTE_LOADING"):
        Path(note).touch()
    return RecordedParser()


def make_rules(name: str, **options: float) -> Extractor:  # noqa: ARG001 - stands for make_extractor
    """Stands for `quotes.extract.make_extractor`."""
    return make_extractor("rules", **options)


if __name__ == "__main__":
    if str(ARTICLES) not in sys.argv:
        quotes.jobs.make_extractor = make_rules
    quotes.workers.load_parser = load_recorded
    quotes.jobs.describe_parser = lambda settings: RecordedParser.name  # noqa: ARG005
    run()
