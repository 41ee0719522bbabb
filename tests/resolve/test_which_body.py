"""Which body is meant: "the firm", "the union", "it", "they", a body's "we"; and whose statement it is."""

from collections.abc import Callable

from quotes.document import Document
from quotes.model import Outcome
from tests.resolve.resolve_factory import Resolved, say

Recorded = Callable[[str], Document]

DEAL = (
    "The Norwegian bakery group Lie & Foss will buy the Finnish baker Kulta Oy for 90 million euros. "
    "The Oslo-based firm expects a quick deal. The Finnish company warned of delays. "
    "“Bread is local,” said Ada Roe, an analyst at Fjordbank. The bank has no shares in either."
)
OTHERS = (
    "The European Sleep Institute (ESI) published its report on Monday. "
    "The port authority refused to comment. The trade union called for a strike."
)
CLUB = "The Red Cross said that it had sent tents. “We need more,” the aid group said. They asked for money."
STATEMENT = (
    "Acme Works said this in a statement. Its director, Ada Roe, was abroad. “I am tired,” she said. "
    "No tickets were sold, the statement read."
)
PRESS = "The Foreign Ministry summoned the envoy. The talks failed, the ministry's press service reported."
UNION = "Solidarnost, which represents the nurses, said it would sue. The union is planning a strike."


def test_country_and_kind_tell_two_firms_apart(recorded: Recorded) -> None:
    found = Resolved(
        recorded(DEAL),
        say(DEAL, "The Oslo-based firm", "expects", "a quick deal"),
        say(DEAL, "The Finnish company", "warned", "of delays"),
        say(DEAL, "Ada Roe, an analyst at Fjordbank", "said", "“Bread is local,”"),
        say(DEAL, "The bank", "has", "no shares in either"),
    )
    assert [found.names(i) for i in range(4)] == [["Lie & Foss"], ["Kulta Oy"], ["Ada Roe"], ["Fjordbank"]]
    assert "country" in found.rules(1)


def test_a_body_of_another_sort_is_not_the_one_named(recorded: Recorded) -> None:
    found = Resolved(
        recorded(OTHERS),
        say(OTHERS, "The port authority", "refused", "to comment"),
        say(OTHERS, "The trade union", "called for", "a strike"),
    )
    assert found.names(0) == found.names(1) == []


def test_what_a_body_says_of_itself(recorded: Recorded) -> None:
    found = Resolved(
        recorded(CLUB),
        say(CLUB, "The Red Cross", "said", "that it had sent tents"),
        say(CLUB, "it", "had sent", "tents"),
        say(CLUB, "the aid group", "said", "“We need more,”"),
        say(CLUB, "We", "need", "more"),
        say(CLUB, "They", "asked", "for money"),
    )
    assert [found.names(i) for i in range(5)] == [["Red Cross"]] * 5


def test_a_persons_we_is_a_group(recorded: Recorded) -> None:
    text = "“We need more,” Ada Roe said."
    found = Resolved(
        recorded(text), say(text, "Ada Roe", "said", "“We need more,”"), say(text, "We", "need", "more")
    )
    assert found.resolutions[1].outcome is Outcome.GROUP
    assert found.candidates(1) == ["Ada Roe"]


def test_the_statement_is_whose_it_was_said_to_be(recorded: Recorded) -> None:
    found = Resolved(
        recorded(STATEMENT),
        say(STATEMENT, "she", "said", "“I am tired,”"),
        say(STATEMENT, "the statement", "read", "No tickets were sold"),
    )
    assert found.names() == ["Acme Works"]


def test_a_press_service_speaks_for_its_ministry(recorded: Recorded) -> None:
    found = Resolved(
        recorded(PRESS), say(PRESS, "the ministry's press service", "reported", "The talks failed")
    )
    assert found.names() == ["Foreign Ministry"]


def test_what_which_describes_is_no_person(recorded: Recorded) -> None:
    found = Resolved(
        recorded(UNION),
        say(UNION, "Solidarnost, which represents the nurses", "said", "it would sue"),
        say(UNION, "The union", "planning", "a strike"),
    )
    assert found.names(0) == found.names(1) == ["Solidarnost"]
    assert found.speaker("Solidarnost").kind.value == "organization"
