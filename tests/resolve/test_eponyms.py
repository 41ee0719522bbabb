"""Awards with somebody's name: their bearers are whom the article speaks of, nobody is called Nobel."""

from collections.abc import Callable

import pytest

from quotes.document import Document
from tests.resolve.resolve_factory import Resolved, say

Recorded = Callable[[str], Document]

NOBEL = (
    "Farida Benali won the Nobel Prize for chemistry in 2016. She returned to Oran on Sunday. "
    "“I learned to read here,” the Nobel laureate said. The laureate said that she would come again."
)
BOOKER = (
    "Novelist Arun Mehra has left his publisher. The Booker winner said that he had not been paid. "
    "“Letters were not answered,” the Booker Prize winner said."
)
JOINED = (
    "Actress Leila Sabry opened the festival. “We need light,” said the Oscar-winning actress. "
    "The Oscar nominee Gus Tolland said that he was cold."
)
NAMESAKE = (
    "Rosalind Turner leads the Turner Gallery. The Turner Prize winner, Abdi Warsame, said that the light "
    "was wrong. “We were not told,” Turner said."
)
NOBODY = "A Rhodes scholar said that the grants were too small. An Oscar stood on the table."


@pytest.mark.parametrize(
    ("text", "source", "content", "name"),
    [
        (NOBEL, "the Nobel laureate", "“I learned to read here,”", "Farida Benali"),
        (BOOKER, "The Booker winner", "that he had not been paid", "Arun Mehra"),
        (BOOKER, "the Booker Prize winner", "“Letters were not answered,”", "Arun Mehra"),
        (JOINED, "the Oscar-winning actress", "“We need light,”", "Leila Sabry"),
        (JOINED, "The Oscar nominee Gus Tolland", "that he was cold", "Gus Tolland"),
        (NAMESAKE, "Turner", "“We were not told,”", "Rosalind Turner"),
        (NAMESAKE, "The Turner Prize winner, Abdi Warsame", "that the light was wrong", "Abdi Warsame"),
    ],
)
def test_who_has_the_award(recorded: Recorded, text: str, source: str, content: str, name: str) -> None:
    assert Resolved(recorded(text), say(text, source, "said", content)).names() == [name]


def test_the_laureate_again(recorded: Recorded) -> None:
    found = Resolved(
        recorded(NOBEL),
        say(NOBEL, "the Nobel laureate", "said", "“I learned to read here,”"),
        say(NOBEL, "The laureate", "said", "that she would come again"),
    )
    assert found.names() == ["Farida Benali"]


def test_an_award_alone_is_nobody(recorded: Recorded) -> None:
    source = say(NOBODY, "A Rhodes scholar", "said", "that the grants were too small")
    assert Resolved(recorded(NOBODY), source).speakers == ()
