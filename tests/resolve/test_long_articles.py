"""A long article takes as many times longer as it is longer, and not the square of it."""

import time

from quotes.document import Document
from quotes.model import Attribution, Kind, Outcome, Span
from quotes.resolve import resolve_article
from tests.conftest import PARSES
from tests.resolve.long_article import make_long

# Words of the short and the long article, and how many times longer the long one may take for each word.
SHORT, LONG = 2_500, 20_000
SLOWER_AT_MOST = 4.0  # a square would be 8


def read_docs() -> list[Document]:
    """The six shortest of the recorded articles."""
    lines = (PARSES / "unseen.jsonl").read_text(encoding="utf-8").splitlines()
    return sorted(map(Document.from_json, lines), key=lambda doc: len(doc.text))[:6]


def attribute_everything(doc: Document) -> tuple[Attribution, ...]:
    """One attribution for every subject of a verb that has words behind it."""
    found = []
    for sentence in doc.sentences:
        for i, token in enumerate(sentence):
            behind = sentence.span.end - token.span.end
            if token.relation == "nsubj" and i + 2 < len(sentence) and behind > 10:
                source = sentence.subtree(i)
                content = Span(sentence[i + 2].span.start, sentence.span.end)
                last = sentence[max(source)].span.end
                if last <= content.start:
                    start = sentence[min(source)].span.start
                    found.append(Attribution((Span(start, last),), (), (content,), Kind.INDIRECT))
    return tuple(found)


def measure(doc: Document) -> float:
    """Seconds of the processor for each word."""
    attributions = attribute_everything(doc)
    before = time.process_time()
    speakers, resolutions = resolve_article(doc, attributions)
    assert len(resolutions) == len(attributions)
    assert speakers
    assert {resolution.outcome for resolution in resolutions} >= {Outcome.RESOLVED, Outcome.GROUP}
    return (time.process_time() - before) / sum(map(len, doc.sentences))


def test_a_long_article_is_no_square() -> None:
    docs = read_docs()
    measure(make_long(docs, 500))  # word lists are read
    short, long = measure(make_long(docs, SHORT)), measure(make_long(docs, LONG))
    assert long <= SLOWER_AT_MOST * short
