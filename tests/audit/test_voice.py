"""First-person words in an article's own voice."""

from collections.abc import Callable

import pytest

from quotes.audit.voice import find_unmarked_quotations
from quotes.document import Document
from quotes.model import Flag
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]

OPENING = "Marta Olsen said that the ferries would move. "


def find(doc: Document) -> list[Flag]:
    builder = AnalysisBuilder(doc)
    if OPENING in doc.text:
        builder.add("Marta Olsen", "said", "that the ferries would move", speakers=["Marta Olsen"])
    return list(find_unmarked_quotations(builder.context()))


def test_first_person_behind_reported_speech(recorded: Recorded) -> None:
    doc = recorded(OPENING + "The storms are a burden on our towns and on the whole coast.")
    (flag,) = find(doc)
    assert flag.message == (
        "“our towns” stands outside quotation marks, in the article’s own voice. It may be a quotation whose "
        "marks were lost; the speaker around it is Marta Olsen. Check whose words these are."
    )
    assert flag.suggestions == ("Marta Olsen",)


@pytest.mark.parametrize(
    "text",
    [
        OPENING + "“The storms are a burden on our towns,” she added.",
        OPENING + "She told us that the storms were a burden.",
        OPENING + "Our correspondent saw the ferries leave.",
        OPENING + "The US was slow to answer. World War I had begun. It is a Level I centre.",
        OPENING + "The play “Our Town” will be shown. A group called Save Our Quay is against it.",
        OPENING + "It is cold.\n\nWe live in a world of storms.",
        "We live in a world of storms, and our towns know it.",
        OPENING
        + "We went to see her. I asked the crew. We saw no ferries. My shoes were wet. We left at noon.",
    ],
)
def test_no_first_person_of_somebody_else(recorded: Recorded, text: str) -> None:
    assert find(recorded(text)) == []


def test_credited_words_are_no_doubt(recorded: Recorded) -> None:
    doc = recorded("Marta Olsen said that our towns are in danger.")
    builder = AnalysisBuilder(doc).add(
        "Marta Olsen", "said", "that our towns are in danger", speakers=["Marta Olsen"]
    )
    assert list(find_unmarked_quotations(builder.context())) == []
