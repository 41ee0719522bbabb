"""Sources that the article never introduces, and those that need no introduction."""

from collections.abc import Callable

import pytest

from quotes.audit.strangers import find_unintroduced_speakers
from quotes.document import Document
from quotes.model import Flag, Severity
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]

OPENING = (
    "The harbour will be closed for a year, said Marta Olsen, director of the port. "
    "Olsen added that the ferries would move to the old quay.\n\n"
)


def find(doc: Document, source: str | tuple[str, int], content: str) -> list[Flag]:
    """Flags for one doubtful statement behind two by Marta Olsen."""
    builder = AnalysisBuilder(doc)
    if doc.text.startswith(OPENING):
        builder.add(
            "Marta Olsen, director of the port",
            "said",
            "The harbour will be closed",
            speakers=["Marta Olsen"],
        )
        builder.add(("Olsen", 2), "added", "that the ferries would move", speakers=["Marta Olsen"])
    builder.add(source, "", content)
    return list(find_unintroduced_speakers(builder.context()))


def test_bare_surname_is_flagged_with_the_running_speaker(recorded: Recorded) -> None:
    doc = recorded(OPENING + "“The tourists will come back,” Brennick said on Monday.")
    (flag,) = find(doc, "Brennick", "“The tourists will come back,”")
    assert flag.spans[0].text(doc.text) == "Brennick"
    assert flag.severity is Severity.HIGH
    assert flag.suggestions == ("Marta Olsen",)
    assert "it stands nowhere else in the text" in flag.message
    assert flag.attribution == 2


def test_bare_first_name_is_flagged(recorded: Recorded) -> None:
    doc = recorded(OPENING + "The quay is too small for that, according to Ludmila.")
    (flag,) = find(doc, "Ludmila", "The quay is too small for that")
    assert flag.severity is Severity.HIGH


@pytest.mark.parametrize(
    "ending",
    [
        "“The quay was too small,” said Brennick, speaking of the ferries.",
        "According to Brennick, “the quay was too small” for the ferries.",
        "Brennick on Monday said the quay was too small.",
    ],
)
def test_what_looks_like_a_description(recorded: Recorded, ending: str) -> None:
    assert len(find(recorded(OPENING + ending), "Brennick", "quay was too small")) == 1


def test_courtesy_title_introduces_nobody(recorded: Recorded) -> None:
    doc = recorded(OPENING + "Mr. Brennick said the quay was too small.")
    assert len(find(doc, "Mr. Brennick", "the quay was too small")) == 1


def test_name_that_is_used_often_weighs_less(recorded: Recorded) -> None:
    doc = recorded(
        OPENING + "Brennick came late. Nobody had expected Brennick. “I missed the bus,” Brennick said."
    )
    (flag,) = find(doc, ("Brennick", 3), "“I missed the bus,”")
    assert flag.severity is Severity.MEDIUM
    assert "three times" in flag.message


def test_well_known_name_weighs_least(recorded: Recorded) -> None:
    doc = recorded(OPENING + "Putin said the quay was too small.")
    (flag,) = find(doc, "Putin", "the quay was too small")
    assert flag.severity is Severity.LOW


def test_well_known_name_that_stands_more_than_once_is_no_doubt(recorded: Recorded) -> None:
    doc = recorded(OPENING + "The letter reached Putin in May. Putin said the quay was too small.")
    assert find(doc, ("Putin", 2), "the quay was too small") == []


def test_without_any_speaker_around_nothing_is_suggested(recorded: Recorded) -> None:
    doc = recorded("The bridge is safe, Brennick said on Monday.")
    (flag,) = find(doc, "Brennick", "The bridge is safe")
    assert flag.suggestions == ()
    assert flag.message.endswith("Check whose words these are.")


@pytest.mark.parametrize(
    ("ending", "source", "nth"),
    [
        ("Paul Brennick runs a hotel. Brennick said the quay was too small.", "Brennick", 2),
        ("Brennick said the quay was too small. Paul Brennick runs a hotel.", "Brennick", 1),
        ("The economist Brennick said the quay was too small.", "Brennick", 1),
        ("Senator Brennick said the quay was too small.", "Senator Brennick", 1),
        ("Brennick, a retired fisherman, said the quay was too small.", "Brennick", 1),
        ("Brennick, who runs the ferry, said the quay was too small.", "Brennick", 1),
        ("Reuters reported that the quay was too small.", "Reuters", 1),
        ("NABU said the quay was too small.", "NABU", 1),
        ("Moscow said the quay was too small.", "Moscow", 1),
        ("Belgium said the quay was too small.", "Belgium", 1),
        ("Congress said the quay was too small.", "Congress", 1),
        ("Harbour ranking member Ada Roe said the quay was too small.", "Harbour ranking member Ada Roe", 1),
        ("Officials said the quay was too small.", "Officials", 1),
        ("Democrats said the quay was too small.", "Democrats", 1),
        ("The Ministry said the quay was too small.", "The Ministry", 1),
        ("The Brennick Foundation said the quay was too small.", "The Brennick Foundation", 1),
        ("Dock owner Will Brennick said the quay was too small. Brennick said so.", "Brennick", 2),
    ],
)
def test_who_needs_no_introduction(recorded: Recorded, ending: str, source: str, nth: int) -> None:
    assert find(recorded(OPENING + ending), (source, nth), "quay was too small") == []


def test_misspelling_of_a_known_name_is_no_stranger(recorded: Recorded) -> None:
    doc = recorded("Paul Brennick runs a hotel.\n\nThe quay was too small, Brenick said.")
    assert find(doc, "Brenick", "The quay was too small") == []
