"""Firms that are named after people, and the nouns before their names."""

from collections.abc import Callable

import pytest

from quotes.document import Document
from quotes.model import SpeakerKind
from tests.resolve.resolve_factory import Resolved, say

Recorded = Callable[[str], Document]

DEVELOPER = (
    "Developer Hartwell Partners said on Tuesday that it would build 300 flats. "
    "Hartwell said that work would begin in spring. “The site has waited,” the developer said."
)
CARMAKER = "Carmaker Lindqvist said it would recall 40,000 vans. “A cable could melt,” Lindqvist said."
SONS = (
    "Publisher Samir Nasser & Sons told the court that it had paid in full. "
    "“We kept every receipt,” Samir Nasser & Sons said."
)
RETAILER = "Retailer Carlos Ferrer said its sales fell by 8 percent. “Rents are high,” Carlos Ferrer said."
PERSON = (
    "Developer Tomasz Wilk said that he would build 40 houses by the lake. Wilk said it would take two years."
)
ARCHITECTS = "Architects Okonkwo Bell said that the roof was sound. “It was tested,” Okonkwo Bell said."
WHOLE = "Carrier Halden said on Monday that it would hire. “Orders are high,” Carrier Halden said."


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "name"),
    [
        (DEVELOPER, "Developer Hartwell Partners", "said", "it would build 300 flats", "Hartwell Partners"),
        (DEVELOPER, "Hartwell", "said", "that work would begin in spring", "Hartwell Partners"),
        (DEVELOPER, "the developer", "said", "“The site has waited,”", "Hartwell Partners"),
        (CARMAKER, "Carmaker Lindqvist", "said", "it would recall 40,000 vans", "Lindqvist"),
        (SONS, "Samir Nasser & Sons", "said", "“We kept every receipt,”", "Samir Nasser & Sons"),
        (RETAILER, "Carlos Ferrer", "said", "“Rents are high,”", "Carlos Ferrer"),
        (ARCHITECTS, "Architects Okonkwo Bell", "said", "that the roof was sound", "Okonkwo Bell"),
    ],
)
def test_a_firm_is_a_body(
    recorded: Recorded, text: str, source: str, cue: str, content: str, name: str
) -> None:
    found = Resolved(recorded(text), say(text, source, cue, content))
    assert found.names() == [name]
    assert found.speaker(name).kind is SpeakerKind.ORGANIZATION


def test_a_developer_may_be_a_person(recorded: Recorded) -> None:
    found = Resolved(recorded(PERSON), say(PERSON, "Wilk", "said", "it would take two years"))
    assert found.names() == ["Tomasz Wilk"]
    assert found.speaker("Tomasz Wilk").kind is SpeakerKind.PERSON


def test_a_noun_that_belongs_to_the_name_stays(recorded: Recorded) -> None:
    found = Resolved(recorded(WHOLE), say(WHOLE, "Carrier Halden", "said", "“Orders are high,”"))
    assert found.names() == ["Carrier Halden"]
