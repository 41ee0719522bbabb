"""Passages that stand more than once."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.audit.repetition import (
    MIN_WORDS,
    _are_alike,
    _group_alike,
    _lengths_alike,
    find_repeated_passages,
)
from quotes.document import Document
from quotes.model import Flag
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]

LONG = "According to Marta Olsen, the director of the port, the ferries will move to the old quay in May."


def find(doc: Document) -> list[Flag]:
    return list(find_repeated_passages(AnalysisBuilder(doc).context()))


def test_sentence_that_stands_twice(recorded: Recorded) -> None:
    doc = recorded(f"{LONG} It is cold.\n\nThe mayor left. {LONG}")
    (flag,) = find(doc)
    assert [span.text(doc.text) for span in flag.spans] == [LONG, LONG]
    assert "stands twice in this article, word for word" in flag.message


def test_nearly_the_same_sentence(recorded: Recorded) -> None:
    doc = recorded(f"{LONG}\n\n{LONG.replace('old quay', 'new old quay')}")
    (flag,) = find(doc)
    assert "nearly word for word" in flag.message


def test_sentences_that_follow_each_other_are_one_passage(recorded: Recorded) -> None:
    after = "She said that the town had waited for this day for many years."
    doc = recorded(f"{LONG} {after}\n\nThe mayor left early.\n\n{LONG} {after}")
    (flag,) = find(doc)
    assert [span.text(doc.text) for span in flag.spans] == [f"{LONG} {after}"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "It is cold. The mayor left. It is cold.",
        f"Ferries to move in May\n\n{LONG}\n\nFerries to move in May",
        "In the north, 21 per cent of the voters said they would stay at home on Sunday.\n\n"
        "In the south, 34 per cent of the voters said they would vote for the mayor on Sunday.",
    ],
)
def test_no_repetition(recorded: Recorded, text: str) -> None:
    assert find(recorded(text)) == []


# Sentences of one stock of words, so that many share their runs.
WORDS = "the mayor of the old town said that the ferries will move to the new quay in may again"
STOCK = WORDS.split()
SENTENCES = st.tuples(st.integers(0, 6), st.integers(6, 60), st.sets(st.integers(0, 59), max_size=2)).map(
    lambda one: tuple(
        "other" if place in one[2] else STOCK[(one[0] + place) % len(STOCK)] for place in range(one[1])
    )
)


def group_one_by_one(sentences: list[tuple[str, ...]]) -> list[list[int]]:
    """What comparing every sentence with all before it finds, where they share five words in a row."""
    groups: dict[int, list[int]] = {}
    for index, sentence in enumerate(sentences):
        first = next((other for other in groups if _is_near(sentence, sentences[other])), index)
        groups.setdefault(first, []).append(index)
    return [group for group in groups.values() if len(group) > 1]


def _is_near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if min(len(one), len(other)) < MIN_WORDS:
        return False
    runs = {other[place : place + 5] for place in range(len(other) - 4)}
    shares = any(one[place : place + 5] in runs for place in range(len(one) - 4))
    return shares and _are_alike(one, other)


@given(st.lists(SENTENCES, max_size=5))
def test_sentences_of_other_lengths_are_passed_over_without_loss(sentences: list[tuple[str, ...]]) -> None:
    assert _group_alike(sentences) == group_one_by_one(sentences)


def test_lengths_that_may_be_alike() -> None:
    assert _lengths_alike(11) == ()
    assert 100 in _lengths_alike(100)
    assert 60 not in _lengths_alike(100)
