"""Passages that stand more than once."""

from collections.abc import Callable

import pytest

from quotes.audit.repetition import find_repeated_passages
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
