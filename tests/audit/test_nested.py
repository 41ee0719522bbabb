"""Quotations inside quotations."""

from collections.abc import Callable

import pytest

from quotes.audit.nested import find_nested_quotations
from quotes.document import Document
from quotes.model import Flag, Kind, MentionForm, Severity
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]


def find(doc: Document) -> list[Flag]:
    """Flags of a text that is one quotation by Marta Olsen and "Olsen said." behind it."""
    content = doc.text[: doc.text.index(" Olsen said")]
    builder = AnalysisBuilder(doc).add(
        "Olsen", ("said", doc.text.count("said")), content, speakers=["Marta Olsen"], kind=Kind.DIRECT
    )
    return list(find_nested_quotations(builder.context()))


def test_words_of_somebody_else(recorded: Recorded) -> None:
    doc = recorded("“The mayor came and said, ‘Nobody will lose a berth,’ and then he left,” Olsen said.")
    (flag,) = find(doc)
    assert flag.severity is Severity.LOW
    assert flag.message == (
        "Inside the words of Marta Olsen stand words of “The mayor”: “Nobody will lose a berth,”. Only Marta "
        "Olsen vouches for them."
    )
    assert flag.spans[0].text(doc.text) == "‘Nobody will lose a berth,’"


def test_inner_attribution_by_another_person(recorded: Recorded) -> None:
    doc = recorded("“Then Paul Brennick shouted, ‘Nobody will lose a berth,’ and he left,” Olsen said.")
    builder = AnalysisBuilder(doc)
    content = "“Then Paul Brennick shouted, ‘Nobody will lose a berth,’ and he left,”"
    builder.add("Olsen", "said", content, speakers=["Marta Olsen"], kind=Kind.DIRECT)
    inner = "‘Nobody will lose a berth,’"
    builder.add("Paul Brennick", "shouted", inner, speakers=["Paul Brennick"], kind=Kind.DIRECT)
    (flag,) = find_nested_quotations(builder.context())
    assert "stand words of Paul Brennick" in flag.message
    assert flag.attribution == 1


def test_marks_that_do_not_tell_levels_apart(recorded: Recorded) -> None:
    doc = recorded("“The mayor calls it “a plan for the whole town” and leaves it at that,” Olsen said.")
    (flag,) = find(doc)
    assert flag.severity is Severity.MEDIUM
    assert flag.message.startswith(
        "“a plan for the whole town” stands in the same marks as the quotation of Marta Olsen"
    )
    assert [span.text(doc.text) for span in flag.evidence[0].spans] == ["“", "“"]


@pytest.mark.parametrize(
    "text",
    [
        "“The mayor calls it ‘Plan C’ and leaves it at that,” Olsen said.",  # a title
        "“I told him, ‘Nobody will lose a berth,’ and then I left,” Olsen said.",  # her own words
        "“People say, ‘Nobody will lose a berth,’ and they are wrong,” Olsen said.",  # nobody's
        "“When the mayor says, ‘Nobody will lose a berth,’ she means it,” Olsen said.",  # a habit
        "“Other towns said, ‘Nobody will lose a berth,’ and failed,” Olsen said.",  # several, anybody
        "“Nobody will lose a berth, and that is a promise,” Olsen said.",
        "“I thought of ‘The harbour was never closed at all’ as a title,” Olsen said.",  # no verb of speech
    ],
)
def test_inner_quotations_that_are_in_order(recorded: Recorded, text: str) -> None:
    assert find(recorded(text)) == []


def test_speaker_quotes_herself(recorded: Recorded) -> None:
    doc = recorded("“Then Olsen shouted, ‘Nobody will lose a berth,’ and she left,” Olsen said.")
    builder = AnalysisBuilder(doc)
    content = "“Then Olsen shouted, ‘Nobody will lose a berth,’ and she left,”"
    builder.add(("Olsen", 2), "said", content, speakers=["Marta Olsen"], kind=Kind.DIRECT)
    inner = "‘Nobody will lose a berth,’"
    builder.add("Olsen", "shouted", inner, speakers=["Marta Olsen"], form=MentionForm.NAME)
    assert list(find_nested_quotations(builder.context())) == []
