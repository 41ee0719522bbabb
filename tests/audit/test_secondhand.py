"""Statements that the article knows from another source only."""

from collections.abc import Callable

import pytest

from quotes.audit.secondhand import find_secondhand
from quotes.document import Document
from quotes.model import MentionForm, Outcome, Severity
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]


def test_agency_reports_a_statement(recorded: Recorded) -> None:
    doc = recorded("Marta Olsen, according to the agency Nordpress, said that the harbour was closed.")
    builder = AnalysisBuilder(doc)
    builder.add("Marta Olsen", "said", "that the harbour was closed", speakers=["Marta Olsen"])
    builder.add(
        "the agency Nordpress",
        "according to",
        "said that the harbour was closed",
        speakers=["Nordpress"],
    )
    assert list(find_secondhand(builder.context())) == []  # the frame holds no "Marta Olsen"
    builder = AnalysisBuilder(doc)
    builder.add("Marta Olsen", "said", "that the harbour was closed", speakers=["Marta Olsen"])
    builder.add_pieces(
        ["the agency Nordpress"],
        ["according to"],
        ["Marta Olsen", "said that the harbour was closed"],
        speakers=["Nordpress"],
    )
    (flag,) = find_secondhand(builder.context())
    assert flag.severity is Severity.LOW
    assert flag.message == (
        "What Marta Olsen said is known here from Nordpress only. Cite Nordpress with it, or check with "
        "Marta Olsen."
    )
    assert [span.text(doc.text) for span in flag.spans] == ["Marta Olsen", "said"]
    assert flag.attribution == 0


def test_unnamed_source_tells_what_a_named_person_said(recorded: Recorded) -> None:
    doc = recorded("An official said that Marta Olsen had told him that the harbour was closed.")
    builder = AnalysisBuilder(doc)
    builder.add(
        "An official",
        "said",
        "that Marta Olsen had told him that the harbour was closed",
        outcome=Outcome.ANONYMOUS,
        form=MentionForm.NOMINAL,
    )
    builder.add("Marta Olsen", "had told", "that the harbour was closed", speakers=["Marta Olsen"])
    (flag,) = find_secondhand(builder.context())
    assert flag.severity is Severity.MEDIUM
    assert (
        flag.message == "What Marta Olsen said is known here from “An official” only. Check with Marta Olsen."
    )
    assert flag.attribution == 1
    assert [span.text(doc.text) for span in flag.evidence[1].spans] == ["An official", "said"]


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        # the same person
        (
            "Paul Brennick said that he had told the crew that it was late.",
            ("Paul Brennick", "said", "that he had told the crew that it was late", "Paul Brennick"),
            ("he", "had told", "that it was late", "Paul Brennick"),
        ),
        # what is public and only referred to
        (
            "Paul Brennick noted that Marta Olsen had said that it was late.",
            ("Paul Brennick", "noted", "that Marta Olsen had said that it was late", "Paul Brennick"),
            ("Marta Olsen", "had said", "that it was late", "Marta Olsen"),
        ),
        # no statement, but what she stands for
        (
            "Paul Brennick said that Marta Olsen tells lies.",
            ("Paul Brennick", "said", "that Marta Olsen tells lies", "Paul Brennick"),
            ("Marta Olsen", "tells", "lies", "Marta Olsen"),
        ),
        # her own spokesman
        (
            "Olsen spokesman Paul Brennick said that Marta Olsen had promised that it would be early.",
            (
                "Olsen spokesman Paul Brennick",
                "said",
                "that Marta Olsen had promised that it would be early",
                "Paul Brennick",
            ),
            ("Marta Olsen", "had promised", "that it would be early", "Marta Olsen"),
        ),
        # an aside
        (
            "Paul Brennick said that when Marta Olsen complained that it was late she was right.",
            (
                "Paul Brennick",
                "said",
                "that when Marta Olsen complained that it was late she was right",
                "Paul Brennick",
            ),
            ("Marta Olsen", "complained", "that it was late", "Marta Olsen"),
        ),
        # beside each other
        (
            "Paul Brennick said that it was late. Marta Olsen said that it was early.",
            ("Paul Brennick", "said", "that it was late", "Paul Brennick"),
            ("Marta Olsen", ("said", 2), "that it was early", "Marta Olsen"),
        ),
    ],
)
def test_statements_that_are_first_hand(
    recorded: Recorded,
    text: str,
    outer: tuple[str, str, str, str],
    inner: tuple[str, str, str, str],
) -> None:
    builder = AnalysisBuilder(recorded(text))
    for source, cue, content, speaker in (outer, inner):
        form = MentionForm.PRONOUN if source == "he" else MentionForm.NAME
        builder.add(source, cue, content, speakers=[speaker], form=form)
    assert list(find_secondhand(builder.context())) == []


def test_report_can_be_read_again(recorded: Recorded) -> None:
    doc = recorded("According to a report, Marta Olsen said that the harbour was closed.")
    builder = AnalysisBuilder(doc)
    builder.add(
        "a report",
        "According to",
        "Marta Olsen said that the harbour was closed",
        outcome=Outcome.ANONYMOUS,
        form=MentionForm.NOMINAL,
    )
    builder.add("Marta Olsen", "said", "that the harbour was closed", speakers=["Marta Olsen"])
    assert list(find_secondhand(builder.context())) == []


def test_of_two_that_hold_each_other_the_frame_is_the_outer_one(recorded: Recorded) -> None:
    doc = recorded("The harbour was closed, Marta Olsen said, as reported by Nordpress.")
    builder = AnalysisBuilder(doc)
    builder.add_pieces(
        ["Marta Olsen"],
        ["said"],
        ["The harbour was closed", ", as reported by Nordpress"],
        speakers=["Marta Olsen"],
    )
    builder.add(
        "Nordpress", "as reported by", "The harbour was closed, Marta Olsen said", speakers=["Nordpress"]
    )
    (flag,) = find_secondhand(builder.context())
    assert flag.message.startswith("What Marta Olsen said is known here from Nordpress only.")
