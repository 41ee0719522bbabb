"""Statements that nobody is named for, and sources with more than one reading."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from quotes.audit.context import AuditContext
from quotes.audit.sources import (
    find_ambiguous_sources,
    find_anonymous_sources,
    find_collective_sources,
    find_unattributed,
)
from quotes.document import Document
from quotes.model import Kind, Mention, MentionForm, Outcome, Severity, Speaker, SpeakerKind
from tests.audit.audit_factory import AnalysisBuilder, make_span

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


def test_anonymous_sources_of_the_same_words_are_one_flag(recorded: Recorded) -> None:
    doc = recorded(
        "Officials said the harbour was closed. The officials added that it would open in May. "
        "A source close to the mayor denied it."
    )
    builder = AnalysisBuilder(doc)
    builder.add("Officials", "said", "the harbour was closed", outcome=Outcome.ANONYMOUS)
    builder.add("The officials", "added", "that it would open in May", outcome=Outcome.ANONYMOUS)
    builder.add("A source close to the mayor", "denied", "it.", outcome=Outcome.ANONYMOUS)
    both, single = find_anonymous_sources(builder.context())
    assert (len(both.spans), both.attribution) == (2, None)
    assert "“Officials” (2 statements)" in both.message
    assert (len(single.spans), single.attribution) == (1, 2)
    assert both.severity is single.severity is Severity.LOW


def test_group_without_names(recorded: Recorded) -> None:
    doc = recorded("The ministers said the harbour was closed.")
    builder = AnalysisBuilder(doc).add(
        "The ministers", "said", "the harbour was closed", outcome=Outcome.GROUP, form=MentionForm.NOMINAL
    )
    (flag,) = find_collective_sources(builder.context())
    assert flag.message.startswith("Several speak here with one voice: “The ministers”.")


@pytest.mark.parametrize(
    ("text", "source", "outcome"),
    [
        ("Many voters want a new harbour.", "Many voters", Outcome.GROUP),  # a state of mind
        ("Police said the harbour was closed.", "Police", Outcome.GROUP),  # a body
        ("The family of the victim said it was late.", "The family of the victim", Outcome.GROUP),
        ("The terms said the harbour was closed.", "The terms", Outcome.GROUP),
        ("The Norwegian nominee said the harbour was closed.", "The Norwegian nominee", Outcome.ANONYMOUS),
        ("Recent polls said the harbour was closed.", "Recent polls", Outcome.ANONYMOUS),
        ("No one said the harbour was closed.", "No one", Outcome.ANONYMOUS),
    ],
)
def test_sources_that_hide_nobody(recorded: Recorded, text: str, source: str, outcome: Outcome) -> None:
    doc = recorded(text)
    cue = "want" if "want" in text else "said"
    builder = AnalysisBuilder(doc).add(source, cue, text.split(cue)[1].strip(), outcome=outcome)
    context = builder.context()
    assert [*find_anonymous_sources(context), *find_collective_sources(context)] == []


def test_name_that_is_kept_back_for_the_opening(recorded: Recorded) -> None:
    doc = recorded("A judge said the harbour was closed.\n\nJudge Marta Olsen said so on Monday.")
    builder = AnalysisBuilder(doc)
    builder.add("A judge", "said", "the harbour was closed", outcome=Outcome.ANONYMOUS)
    assert len(list(find_anonymous_sources(builder.context()))) == 1
    span = make_span(doc.text, "Marta Olsen")
    mention = Mention(span, MentionForm.NAME, span)
    olsen = Speaker("s0", "Marta Olsen", SpeakerKind.PERSON, mentions=(mention,), roles=("judge",))
    context = AuditContext(doc, replace(builder.build(), speakers=(olsen,)))
    assert list(find_anonymous_sources(context)) == []


def test_no_group_of_unnamed_people(recorded: Recorded) -> None:
    doc = recorded(
        "Moscow and Beijing said the harbour was closed. The discussions showed that it was cold. "
        "They said that it would rain."
    )
    builder = AnalysisBuilder(doc)
    builder.add("Moscow and Beijing", "said", "the harbour was closed", outcome=Outcome.GROUP)
    builder.add("The discussions", "showed", "that it was cold", outcome=Outcome.GROUP)
    builder.add("They", "said", "that it would rain", outcome=Outcome.GROUP, form=MentionForm.PRONOUN)
    assert list(find_collective_sources(builder.context())) == []


def test_pronoun_with_two_readings(recorded: Recorded) -> None:
    doc = recorded("Anna Karlsson met Marta Olsen. She said the harbour was closed.")
    builder = AnalysisBuilder(doc).add(
        "She",
        "said",
        "the harbour was closed",
        outcome=Outcome.AMBIGUOUS,
        form=MentionForm.PRONOUN,
        candidates=["Anna Karlsson", "Marta Olsen"],
    )
    (flag,) = find_ambiguous_sources(builder.context())
    assert flag.message == "“She” can be Anna Karlsson or Marta Olsen. Check which of them is meant."
    assert flag.suggestions == ("Anna Karlsson", "Marta Olsen")
    assert [item.detail for item in flag.evidence[1:]] == ["may be Anna Karlsson", "may be Marta Olsen"]
