"""Whose words an article was reporting around a place."""

from collections.abc import Callable

from quotes.audit.running import find_running_speakers
from quotes.document import Document
from quotes.model import SpeakerKind
from tests.audit.audit_factory import AnalysisBuilder, make_span

TEXT = (
    "Anna Karlsson said it was cold. Karlsson said it was late.\n\n"
    "Marta Olsen said it was warm. She said it was early.\n\n"
    "“It is over,” Brennick said of Olsen."
)


def build(doc: Document) -> AnalysisBuilder:
    builder = AnalysisBuilder(doc)
    builder.add("Anna Karlsson", "said", "it was cold", speakers=["Anna Karlsson"])
    builder.add(("Karlsson", 2), ("said", 2), "it was late", speakers=["Anna Karlsson"])
    builder.add("Marta Olsen", ("said", 3), "it was warm", speakers=["Marta Olsen"])
    builder.add("She", ("said", 4), "it was early", speakers=["Marta Olsen"])
    return builder


def test_the_last_speaker_comes_first(recorded: Callable[[str], Document]) -> None:
    doc = recorded(TEXT)
    found = find_running_speakers(build(doc).context(), make_span(TEXT, "Brennick"))
    assert [each.name for each in found] == ["Marta Olsen", "Anna Karlsson"]
    assert found[0].evidence.detail == "Marta Olsen is credited with 2 statements shortly before this place"
    assert [span.text(TEXT) for span in found[0].evidence.spans] == ["Marta Olsen", "She"]


def test_who_is_spoken_of_is_hardly_the_speaker(recorded: Callable[[str], Document]) -> None:
    doc = recorded(TEXT)
    builder = build(doc).add("Brennick", ("said", 5), "of Olsen")
    context = builder.context()
    found = find_running_speakers(
        context, make_span(TEXT, "Brennick"), skip=4, about=context.analysis.attributions[4].attribution
    )
    assert found[0].name == "Anna Karlsson"


def test_the_doubtful_name_is_no_answer(recorded: Callable[[str], Document]) -> None:
    builder = build(recorded(TEXT))
    key = builder.key("Marta Olsen")
    found = find_running_speakers(builder.context(), make_span(TEXT, "Brennick"), unlike=frozenset({key}))
    assert [each.name for each in found] == ["Anna Karlsson"]


def test_bodies_do_not_run_on(recorded: Callable[[str], Document]) -> None:
    doc = recorded("The Port Authority said it was cold.\n\nIt is over, Brennick said.")
    builder = AnalysisBuilder(doc)
    builder.key("Port Authority", SpeakerKind.ORGANIZATION)
    builder.add("The Port Authority", "said", "it was cold", speakers=["Port Authority"])
    assert find_running_speakers(builder.context(), make_span(doc.text, "Brennick")) == ()


def test_somebody_who_is_named_and_never_quoted(recorded: Callable[[str], Document]) -> None:
    doc = recorded(
        "Anna Karlsson said it was cold.\n\nThe director of the port, Paul Winther, came late.\n\n"
        "It is over, Brennick said."
    )
    builder = AnalysisBuilder(doc)
    builder.add("Anna Karlsson", "said", "it was cold", speakers=["Anna Karlsson"])
    found = find_running_speakers(builder.context(), make_span(doc.text, "Brennick"))
    assert [each.name for each in found] == ["Paul Winther", "Anna Karlsson"]
    assert not found[0].speaks
    assert found[0].evidence.detail == (
        "Paul Winther is named before this place, and nothing else is credited to that name"
    )
    assert {span.text(doc.text) for span in found[0].evidence.spans} == {"Paul Winther"}
