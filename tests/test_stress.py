"""Texts made to hurt cost as much for each word when they are four times as long.

These are the ones that once took the square of their length, and some more; python -m tests.stress has all,
and every stage.
"""

import gc
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from quotes.audit import audit_article
from quotes.extract import make_extractor
from quotes.model import Analysis, Article, ResolvedAttribution
from quotes.resolve import resolve_article
from tests.sketch import sketch_parse
from tests.stress import TEXTS, count_work

SHORT, TIMES_LONGER = 400, 8
# The same for steps of Python, which are counted and not timed: fewer do, and less is no chance.
FEW, TIMES_MORE = 250, 4
MORE_AT_MOST = 1.35
# Texts without names, quotations or cues take the same way through every stage.
PLAIN = {"combining", "long-words", "joined", "right-to-left", "numbers", "initials", "dashes", "brackets"}
# People with one surname, or names of the same syllables: each is compared with those that are most like it.
ALIKE = {"one-surname", "names-once", "names-in-one-sentence"}
MORE_AT_MOST_ALIKE = 2.5
# A square would be 8 times as much for a word. What takes less than so many seconds may be chance.
SLOWER_AT_MOST, WORTH_MEASURING = 4.0, 0.5


def measure(text: str) -> float:
    """Seconds of the processor that all stages behind the parse take, in the best of three runs.

    What other tests left in memory, or others do on the machine, is not to count: it can treble one run.
    """
    gc.collect()
    gc.disable()
    try:
        return min(_measure_once(text) for _ in range(3))
    finally:
        gc.enable()


def _measure_once(text: str) -> float:
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


def count_steps(text: str) -> list[float]:
    """Steps of Python for a word of a text, of extraction, resolution and audit."""
    article = Article(text)
    doc = sketch_parse(article)
    words = sum(map(len, doc.sentences))
    extractor = make_extractor("rules")
    done: list[Any] = []
    stages: list[Callable[[], object]] = [
        lambda: done.append(extractor.extract(doc)),
        lambda: done.append(resolve_article(doc, done[0])),
        lambda: audit_article(
            doc, Analysis(article, tuple(map(ResolvedAttribution, done[0], done[1][1])), done[1][0])
        ),
    ]
    return [count_work(stage) / words for stage in stages]


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - PLAIN))
def test_a_word_takes_as_many_steps_in_a_longer_text(name: str) -> None:
    count_steps(TEXTS[name](FEW))  # word lists are read
    most = MORE_AT_MOST_ALIKE if name in ALIKE else MORE_AT_MOST
    few, more = (count_steps(TEXTS[name](count)) for count in (FEW, FEW * TIMES_MORE))
    for stage, one, other in zip(("extract", "resolve", "audit"), few, more, strict=True):
        assert other <= most * one, f"{stage}: {one:.0f} steps for a word, then {other:.0f}"


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_text_passes(name: str) -> None:
    article = Article(TEXTS[name](200))
    doc = sketch_parse(article)
    assert doc.sentences
    assert all(a.span.end <= b.span.start for a, b in pairwise(doc.paragraphs))
    _measure_once(article.text)
