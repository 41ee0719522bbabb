"""Statements that nobody is named for."""

from collections.abc import Callable

import pytest

from quotes.audit.unattributed import find_unattributed
from quotes.document import Document
from quotes.model import Kind, MentionForm, Outcome, Severity
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]


def test_passive_without_agent(recorded: Recorded) -> None:
    doc = recorded("After the talks it was announced that the harbour will be closed.")
    builder = AnalysisBuilder(doc).add(
        "", "announced", "that the harbour will be closed", outcome=Outcome.NONE, form=MentionForm.EMPTY
    )
    (flag,) = find_unattributed(builder.context())
    assert flag.severity is Severity.MEDIUM
    assert flag.message.startswith("“it was announced”: the article does not say by whom.")
    assert flag.attribution == 0


def test_expectation_is_the_writer_s_own_voice(recorded: Recorded) -> None:
    doc = recorded("The new harbour is expected to open in May.")
    builder = AnalysisBuilder(doc).add("", "expected", "to open in May", outcome=Outcome.NONE)
    assert list(find_unattributed(builder.context())) == []


def test_hearsay_is_another_kind(recorded: Recorded) -> None:
    doc = recorded("The old captain is said to be ill.")
    builder = AnalysisBuilder(doc).add("", "said", "to be ill", outcome=Outcome.NONE)
    assert list(find_unattributed(builder.context())) == []


def test_somebody_who_was_told_can_be_asked(recorded: Recorded) -> None:
    doc = recorded("The old captain was told that the harbour was closed.")
    builder = AnalysisBuilder(doc).add("", "told", "that the harbour was closed", outcome=Outcome.NONE)
    assert list(find_unattributed(builder.context())) == []


def test_passive_that_reports_no_clause(recorded: Recorded) -> None:
    doc = recorded("The police were warned about the storm.")
    builder = AnalysisBuilder(doc).add("", "warned", "about the storm", outcome=Outcome.NONE)
    assert list(find_unattributed(builder.context())) == []


def test_passive_with_agent_is_in_order(recorded: Recorded) -> None:
    doc = recorded("The closure was announced by the mayor on Monday.")
    builder = AnalysisBuilder(doc).add("", "announced", "The closure", outcome=Outcome.NONE)
    assert list(find_unattributed(builder.context())) == []


def test_quotation_that_nobody_is_named_for(recorded: Recorded) -> None:
    doc = recorded(
        "The harbour is closed, said Marta Olsen.\n\n"
        "“We have never seen such a storm in this town before.”\n\nThe ferries stay away."
    )
    builder = AnalysisBuilder(doc)
    builder.add("Marta Olsen", "said", "The harbour is closed", speakers=["Marta Olsen"])
    builder.add(
        "",
        "",
        "“We have never seen such a storm in this town before.”",
        outcome=Outcome.NONE,
        kind=Kind.DIRECT,
    )
    (flag,) = find_unattributed(builder.context())
    assert flag.suggestions == ("Marta Olsen",)
    assert "“We have never seen such a storm in this town …”" in flag.message


def test_scare_quotes_are_no_statement(recorded: Recorded) -> None:
    doc = recorded("The so-called “harbour of dreams” is closed.")
    builder = AnalysisBuilder(doc).add("", "", "“harbour of dreams”", outcome=Outcome.NONE, kind=Kind.DIRECT)
    assert list(find_unattributed(builder.context())) == []


def test_unclosed_quotation_is_doubted_for_its_mark_only(recorded: Recorded) -> None:
    doc = recorded("The mayor left early.\n\n“We have never seen such a storm in this town before.")
    content = "“We have never seen such a storm in this town before."
    builder = AnalysisBuilder(doc).add("", "", content, outcome=Outcome.NONE, kind=Kind.DIRECT)
    assert list(find_unattributed(builder.context())) == []


def test_impersonal_passive_that_was_not_extracted(recorded: Recorded) -> None:
    doc = recorded("After the talks it was announced that the harbour will be closed.")
    (flag,) = find_unattributed(AnalysisBuilder(doc).context())
    assert flag.attribution is None
    assert [span.text(doc.text) for span in flag.spans] == [
        "it was announced",
        "that the harbour will be closed",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It was announced by the mayor that the harbour will be closed.",
        "It was expected that the harbour will be closed.",
        "It should be noted that the harbour will be closed.",
        "“It was announced that the harbour will be closed,” the mayor said.",
        "It was announced that\n\nThe harbour was closed.",
    ],
)
def test_impersonal_passives_that_are_in_order(recorded: Recorded, text: str) -> None:
    assert list(find_unattributed(AnalysisBuilder(recorded(text)).context())) == []


def test_impersonal_passive_in_reported_speech(recorded: Recorded) -> None:
    doc = recorded("The mayor said it was announced that the harbour will be closed.")
    builder = AnalysisBuilder(doc).add(
        "The mayor", "said", "it was announced that the harbour will be closed", speakers=["The mayor"]
    )
    assert list(find_unattributed(builder.context())) == []
