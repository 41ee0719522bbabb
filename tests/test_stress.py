"""Texts made to hurt cost as much for each word when they are four times as long.

These are the ones that once took the square of their length, and some more; python -m tests.stress has all,
and every stage.
"""

import time
from itertools import pairwise

import pytest

from quotes.audit import audit_article
from quotes.extract import make_extractor
from quotes.model import Analysis, Article, ResolvedAttribution
from quotes.resolve import resolve_article
from tests.sketch import sketch_parse
from tests.stress import TEXTS

SHORT, TIMES_LONGER = 400, 8
# A square would be 8 times as much for a word. What takes less than so many seconds may be chance.
SLOWER_AT_MOST, WORTH_MEASURING = 4.0, 0.5


def measure(text: str) -> float:
    """Seconds of the processor that all stages behind the parse take."""
    article = Article(text)
    doc = sketch_parse(article)
    extractor = make_extractor("rules")
    begin = time.process_time()
    attributions = extractor.extract(doc)
    speakers, resolutions = resolve_article(doc, attributions)
    audit_article(
        doc, Analysis(article, tuple(map(ResolvedAttribution, attributions, resolutions)), speakers)
    )
    return time.process_time() - begin


@pytest.mark.parametrize(
    "name",
    [
        "short-quotations",
        "opened-marks",
        "open-paragraphs",
        "deep-marks",
        "one-word-paragraphs",
        "he-said-that",
    ],
)
def test_no_stage_takes_the_square_of_a_text(name: str) -> None:
    measure(TEXTS[name](SHORT))  # word lists are read
    short, long = (measure(TEXTS[name](count)) for count in (SHORT, SHORT * TIMES_LONGER))
    assert long < WORTH_MEASURING or long <= SLOWER_AT_MOST * TIMES_LONGER * short


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_text_passes(name: str) -> None:
    article = Article(TEXTS[name](200))
    doc = sketch_parse(article)
    assert doc.sentences
    assert all(a.span.end <= b.span.start for a, b in pairwise(doc.paragraphs))
    measure(article.text)
