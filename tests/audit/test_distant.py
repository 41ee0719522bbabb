"""Pronouns and running quotations whose speaker was last named far above."""

from collections.abc import Callable
from dataclasses import replace

from quotes.audit.context import AuditContext
from quotes.audit.distant import find_distant_sources
from quotes.document import Document
from quotes.model import Flag, Gender, Kind, Mention, MentionForm, Severity, Span, Speaker
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]

FIRST = "Marta Olsen runs the harbour."
OTHER = "Anna Karlsson came in May."
FILLER = "The ferries stay away."
SAID = "“It is cold,” she said."


def find(
    doc: Document, *, source: str = "she", cue: str = "said", gender: Gender = Gender.FEMININE
) -> list[Flag]:
    """Flags for words of Marta Olsen; Anna Karlsson is the other person, of a gender."""
    builder = AnalysisBuilder(doc)
    form = MentionForm.PRONOUN if source else MentionForm.EMPTY
    content = "“It is cold,”" if "“It is cold,”" in doc.text else "“It is cold.”"
    builder.add(source, cue, content, speakers=["Marta Olsen"], form=form, kind=Kind.DIRECT)
    builder.key("Anna Karlsson")
    analysis = builder.build()
    genders = {"Marta Olsen": Gender.FEMININE, "Anna Karlsson": gender}
    speakers = tuple(
        replace(speaker, gender=genders[speaker.name], mentions=find_mentions(doc, speaker))
        for speaker in analysis.speakers
    )
    return list(find_distant_sources(AuditContext(doc, replace(analysis, speakers=speakers))))


def find_mentions(doc: Document, speaker: Speaker) -> tuple[Mention, ...]:
    words = {speaker.name: MentionForm.NAME}
    if speaker.name == "Marta Olsen":
        words["The director"] = MentionForm.NOMINAL
    found = []
    for text, form in words.items():
        start = doc.text.find(text)
        if start >= 0:
            span = Span(start, start + len(text))
            found.append(Mention(span, form, span))
    return tuple(found)


def lay_out(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_far_below_with_another_person_between(recorded: Recorded) -> None:
    doc = recorded(lay_out(FIRST, OTHER, FILLER, SAID))
    (flag,) = find(doc)
    assert flag.severity is Severity.LOW
    assert flag.message == (
        "“she” is read as Marta Olsen, last named 3 paragraphs above; since then Anna Karlsson was named. "
        "Check who is meant."
    )
    assert flag.suggestions == ("Marta Olsen", "Anna Karlsson")
    assert [item.spans[0].text(doc.text) for item in flag.evidence] == ["Marta Olsen", "Anna Karlsson"]


def test_quotation_without_a_source(recorded: Recorded) -> None:
    doc = recorded(lay_out(FIRST, OTHER, FILLER, "“It is cold.”"))
    (flag,) = find(doc, source="", cue="")
    assert flag.message.startswith("This quotation has no source of its own. It is read as Marta Olsen’s,")


def test_near_enough(recorded: Recorded) -> None:
    assert find(recorded(lay_out(FIRST, OTHER, SAID))) == []


def test_nobody_else_was_named(recorded: Recorded) -> None:
    assert find(recorded(lay_out(FIRST, FILLER, FILLER, FILLER, SAID))) == []


def test_pronoun_that_does_not_fit_the_other_person(recorded: Recorded) -> None:
    doc = recorded(lay_out(FIRST, OTHER, FILLER, SAID))
    assert find(doc, gender=Gender.MASCULINE) == []
    assert len(find(doc, gender=Gender.UNKNOWN)) == 1


def test_description_tells_who_it_is(recorded: Recorded) -> None:
    doc = recorded(lay_out(FIRST, OTHER, FILLER, "The director was late.", SAID))
    assert find(doc) == []


def test_name_is_its_own_reader_s_help(recorded: Recorded) -> None:
    doc = recorded(lay_out(OTHER, FILLER, FILLER, FILLER, SAID))  # never named before: nothing to measure
    assert find(doc) == []
