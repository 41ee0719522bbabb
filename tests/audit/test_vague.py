"""Sources that are no one who can speak, and their borders with other doubtful sources."""

from collections.abc import Callable

import pytest

from quotes.audit import audit_article
from quotes.audit.vague import find_vague_attributions
from quotes.document import Document
from quotes.model import FlagKind, MentionForm, Outcome, Severity
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]

# Each doubtful source has one of these kinds, and no second one.
OF_SOURCES = frozenset(
    {
        FlagKind.UNATTRIBUTED,
        FlagKind.VAGUE_ATTRIBUTION,
        FlagKind.ANONYMOUS_SOURCE,
        FlagKind.COLLECTIVE_SOURCE,
        FlagKind.AMBIGUOUS_SOURCE,
    }
)


def build(doc: Document, source: str, cue: str, content: str, outcome: Outcome) -> AnalysisBuilder:
    return AnalysisBuilder(doc).add(source, cue, content, outcome=outcome, form=MentionForm.NOMINAL)


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("The meeting noted that the harbour was closed.", "The meeting", "noted"),
        ("Their talks highlighted that the harbour was closed.", "Their talks", "highlighted"),
        (
            "A dialogue in the port emphasised that the harbour was closed.",
            "A dialogue in the port",
            "emphasised",
        ),
    ],
)
def test_event_that_speaks(recorded: Recorded, text: str, source: str, cue: str) -> None:
    doc = recorded(text)
    builder = build(doc, source, cue, "that the harbour was closed", Outcome.UNKNOWN)
    (flag,) = find_vague_attributions(builder.context())
    assert flag.severity is Severity.MEDIUM
    assert flag.message == f"“{source}” cannot speak; somebody there did. The article does not say who."
    assert flag.attribution == 0
    assert [span.text(doc.text) for span in flag.evidence[0].spans] == [source, cue]


@pytest.mark.parametrize(
    ("text", "source", "cue", "said"),
    [
        ("Critics say that the harbour is too small.", "Critics", "say", "who they are"),
        ("Many believe that the harbour is too small.", "Many", "believe", "who they are"),
        ("Some people argue that the harbour is too small.", "Some people", "argue", "who they are"),
        ("Media reports said that the harbour is too small.", "Media reports", "said", "which, or whose"),
        ("Recent studies show that the harbour is too small.", "Recent studies", "show", "which, or whose"),
    ],
)
def test_nobody_in_particular(recorded: Recorded, text: str, source: str, cue: str, said: str) -> None:
    doc = recorded(text)
    builder = build(doc, source, cue, "that the harbour is too small", Outcome.ANONYMOUS)
    (flag,) = find_vague_attributions(builder.context())
    assert flag.severity is Severity.LOW
    assert flag.message.startswith(f"“{source}”: the article does not say {said}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It is believed that the captain left the town in May.", "It is believed"),
        ("The old captain is said to have left the town in May.", "The old captain is said to"),
        ("The owner of the shipyard was rumoured to be ill.", "The owner of the shipyard was rumoured to"),
    ],
)
def test_hearsay(recorded: Recorded, text: str, shown: str) -> None:
    (flag,) = find_vague_attributions(AnalysisBuilder(recorded(text)).context())
    assert flag.severity is Severity.LOW
    assert flag.message.startswith(f"“{shown}”: the article does not say by whom.")
    assert flag.attribution is None


def test_hearsay_that_was_extracted_is_flagged_once_on_its_attribution(recorded: Recorded) -> None:
    doc = recorded("The old captain is said to be ill.")
    builder = AnalysisBuilder(doc).add("", "said", "to be ill", outcome=Outcome.NONE)
    (flag,) = find_vague_attributions(builder.context())
    assert flag.attribution == 0


def test_same_critics_are_one_flag(recorded: Recorded) -> None:
    doc = recorded("Critics say that the harbour is too small. Critics argue that it is too far away.")
    builder = build(doc, "Critics", "say", "that the harbour is too small", Outcome.ANONYMOUS)
    builder.add(("Critics", 2), "argue", "that it is too far away", outcome=Outcome.ANONYMOUS)
    (flag,) = find_vague_attributions(builder.context())
    assert (len(flag.spans), flag.attribution) == (2, None)
    assert "(2 statements)" in flag.message


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("The talks covered trade and fishing.", "The talks", "covered"),
        ("The meeting heard that the harbour was closed.", "The meeting", "heard"),
        ("The board stressed that the harbour was closed.", "The board", "stressed"),
        ("Critics of the mayor say that he left early.", "Critics of the mayor", "say"),
        ("The two critics say that he left early.", "The two critics", "say"),
        ("Critics will say that he left early.", "Critics", "will say"),
        ("Police reports say that he left early.", "Police reports", "say"),
        ("The report says that he left early.", "The report", "says"),
        ("Critics attacked the plan for the harbour.", "Critics", "attacked"),
        ("An official said that he left early.", "An official", "said"),
        ("“People say that he left early,” she sighed.", "People", "say"),
    ],
)
def test_sources_that_are_less_vague(recorded: Recorded, text: str, source: str, cue: str) -> None:
    doc = recorded(text)
    content = text.partition(cue)[2].strip(" .").partition(",”")[0]
    for outcome in (Outcome.UNKNOWN, Outcome.ANONYMOUS, Outcome.GROUP):
        builder = build(doc, source, cue, content, outcome)
        assert list(find_vague_attributions(builder.context())) == []


@pytest.mark.parametrize(
    "text",
    [
        "The harbour is expected to open in May.",
        "The captain is known to be strict.",
        "It is believed by the owner that the captain left.",
        "It can be assumed that the captain left.",
        "“It is believed that the captain left,” the mayor said.",
        "It was announced that the captain had left.",
        "The captain believed that the crew had left.",
        "The crew was thought of highly.",
        "The captain was hoping to leave.",
    ],
)
def test_passives_that_are_no_hearsay(recorded: Recorded, text: str) -> None:
    assert list(find_vague_attributions(AnalysisBuilder(recorded(text)).context())) == []


def test_hearsay_that_somebody_reports(recorded: Recorded) -> None:
    doc = recorded("The captain is believed to be ill, the mayor said.")
    builder = AnalysisBuilder(doc).add(
        "the mayor", "said", "The captain is believed to be ill", speakers=["x"]
    )
    assert list(find_vague_attributions(builder.context())) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "outcome", "kind"),
    [
        (
            "Critics say the quay is old.",
            "Critics",
            "say",
            "the quay is old",
            "anonymous",
            "vague-attribution",
        ),
        (
            "Officials say the quay is old.",
            "Officials",
            "say",
            "the quay is old",
            "anonymous",
            "anonymous-source",
        ),
        (
            "An expert says the quay is old.",
            "An expert",
            "says",
            "the quay is old",
            "anonymous",
            "anonymous-source",
        ),
        (
            "The ministers say the quay is old.",
            "The ministers",
            "say",
            "the quay is old",
            "group",
            "collective-source",
        ),
        (
            "The talks stressed the quay is old.",
            "The talks",
            "stressed",
            "the quay is old",
            "unknown",
            "vague-attribution",
        ),
        ("It was said that the quay is old.", "", "said", "that the quay is old", "none", "unattributed"),
        ("The quay is said to be old.", "", "said", "to be old", "none", "vague-attribution"),
        (
            "It is thought that the quay is old.",
            "",
            "thought",
            "that the quay is old",
            "none",
            "vague-attribution",
        ),
    ],
)
def test_each_source_gets_one_kind(
    recorded: Recorded, text: str, source: str, cue: str, content: str, outcome: str, kind: str
) -> None:
    doc = recorded(text)
    builder = build(doc, source, cue, content, Outcome(outcome))
    flags = audit_article(doc, builder.build()).flags
    assert [flag.kind.value for flag in flags if flag.kind in OF_SOURCES] == [kind]
