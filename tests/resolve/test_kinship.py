"""Relatives: told apart by given name, title and whose relative they are said to be."""

from collections.abc import Callable

import pytest

from quotes.document import Document
from tests.resolve.resolve_factory import Resolved, say

Recorded = Callable[[str], Document]

BROTHERS = (
    "The brothers Hassan and Karim Aziz were acquitted in Amman. “I always knew,” said Hassan Aziz. "
    "Karim said that he would write a book. His brother said that he would sleep for a week."
)
SISTER = (
    "Maria Kovač was found alive. Her brother Luka Kovač thanked the rescuers. "
    "Kovač said that he heard her voice at dawn. His sister said that she ate snow."
)
TWINS = (
    "Twins Anjali and Arjun Rao opened a bakery in Pune. Anjali Rao said that she gets up at three. "
    "Her twin brother said that he gets up at two. “He goes to bed at eight,” Anjali said."
)
WEDDING = (
    "Actor Musa Danjuma married the singer Halima Bello in Kaduna. Danjuma said that he had wept. "
    "His wife said that she had laughed."
)
TWO_WIVES = (
    "Oleg Orlov came with his wife, Irina Orlova. Juan Rojas came with his wife, Luz Vega. "
    "Rojas said that the hall was full. His wife said that it was warm."
)
UNKNOWN = "Ada Roe met Karl Holm in the mill. Holm said that he was late. His brother said that he was not."


@pytest.mark.parametrize(
    ("text", "source", "content", "name"),
    [
        (BROTHERS, "His brother", "that he would sleep for a week", "Hassan Aziz"),
        (SISTER, "His sister", "that she ate snow", "Maria Kovač"),
        (TWINS, "Her twin brother", "that he gets up at two", "Arjun Rao"),
        (TWINS, "Anjali", "“He goes to bed at eight,”", "Anjali Rao"),
        (WEDDING, "His wife", "that she had laughed", "Halima Bello"),
        (TWO_WIVES, "His wife", "that it was warm", "Luz Vega"),
    ],
)
def test_whose_relative(recorded: Recorded, text: str, source: str, content: str, name: str) -> None:
    doc = recorded(text)
    before = [
        say(text, who, "said", words)
        for who, words in _SPOKEN.get(text, ())
        if text.index(words) < text.index(content)
    ]
    found = Resolved(doc, *before, say(text, source, "said", content))
    assert found.names() == [name]
    assert source in ("Anjali",) or "relative" in found.rules()


_SPOKEN = {
    BROTHERS: [("Hassan Aziz", "“I always knew,”"), ("Karim", "that he would write a book")],
    SISTER: [("Kovač", "that he heard her voice at dawn")],
    TWINS: [("Anjali Rao", "that she gets up at three")],
    WEDDING: [("Danjuma", "that he had wept")],
    TWO_WIVES: [("Rojas", "that the hall was full")],
}


def test_a_relative_whom_nothing_names(recorded: Recorded) -> None:
    found = Resolved(
        recorded(UNKNOWN),
        say(UNKNOWN, "Holm", "said", "that he was late"),
        say(UNKNOWN, "His brother", "said", "that he was not"),
    )
    assert found.names() == []
