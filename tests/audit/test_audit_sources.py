"""Sources without a name, and sources with more than one reading."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from quotes.audit.context import AuditContext
from quotes.audit.sources import (
    find_ambiguous_sources,
    find_anonymous_sources,
    find_collective_sources,
)
from quotes.document import Document
from quotes.model import Mention, MentionForm, Outcome, Severity, Speaker, SpeakerKind
from tests.audit.audit_factory import AnalysisBuilder, make_span

Recorded = Callable[[str], Document]


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
        ("A police spokeswoman said the harbour was closed.", "A police spokeswoman", Outcome.ANONYMOUS),
        ("A panel of judges said the harbour was closed.", "A panel of judges", Outcome.ANONYMOUS),
        ("Officials may have said the harbour was closed.", "Officials", Outcome.ANONYMOUS),
        ("Officials said nothing about the closed harbour.", "Officials", Outcome.ANONYMOUS),
        ("The man wrote that “officials said the harbour was closed”.", "officials", Outcome.ANONYMOUS),
    ],
)
def test_sources_that_hide_nobody(recorded: Recorded, text: str, source: str, outcome: Outcome) -> None:
    doc = recorded(text)
    cue = next(cue for cue in ("want", "may have said", "said") if cue in text)
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
    builder.add(
        "She",
        "said",
        "closed",
        outcome=Outcome.AMBIGUOUS,
        form=MentionForm.PRONOUN,
        candidates=["Anna Karlsson", "Marta Olsen"],
    )
    (flag,) = find_ambiguous_sources(builder.context())  # one for the place, whatever is credited to it
    assert flag.message == "“She” can be Anna Karlsson or Marta Olsen. Check which of them is meant."
    assert flag.suggestions == ("Anna Karlsson", "Marta Olsen")
    assert [item.detail for item in flag.evidence[1:]] == ["may be Anna Karlsson", "may be Marta Olsen"]
