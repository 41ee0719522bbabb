"""Quotation marks without a partner."""

from collections.abc import Callable

import pytest

from quotes.audit.balance import find_unbalanced_quotations
from quotes.document import Document
from quotes.model import Flag
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]


def find(doc: Document) -> list[Flag]:
    return list(find_unbalanced_quotations(AnalysisBuilder(doc).context()))


def test_quotation_that_never_closes(recorded: Recorded) -> None:
    doc = recorded("“Nobody told us about the storm. The mayor left early.\n\nThe ferries stay away.")
    (flag,) = find(doc)
    assert flag.message.startswith("The quotation that opens before “Nobody told us about” never closes.")
    assert flag.spans[0].text(doc.text) == "“Nobody told us about"


def test_inner_quotation_does_not_close_the_outer_one(recorded: Recorded) -> None:
    doc = recorded("“The mayor calls it “Plan C” and leaves it at that. The ferries stay away.")
    (flag,) = find(doc)
    assert "“The mayor calls it”" in flag.message


def test_mark_that_closes_nothing(recorded: Recorded) -> None:
    doc = recorded("Nobody told us about the storm,” the mayor said. The ferries stay away.")
    (flag,) = find(doc)
    assert flag.message.startswith("A quotation mark closes behind “us about the storm,”")
    assert flag.spans[0].text(doc.text).endswith("storm,”")


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody told us about the storm,” the mayor said.",
        '"Nobody told us about the storm," the mayor said.',
        "«Nobody told us», the mayor said. „Nobody did“, he added.",
        "“Nobody told us.\n\n“We had to find out alone,” the mayor said.",
        '"Nobody told us about the storm.\nWe had to find out alone," the mayor said.',
        "The board is 6' 2\" long, the mayor said.",
        "The mayors' talks were 'useful'. It's the mayor’s view.",
        '<a href="http://example.org/">Nobody told us</a>, the mayor said.',
    ],
)
def test_marks_that_are_in_order(recorded: Recorded, text: str) -> None:
    assert find(recorded(text)) == []
