"""Indirect and mixed contents: clauses, phrases, according-to, negation, chains."""

from collections.abc import Callable

import pytest

from quotes.document import Document
from quotes.model import Kind, Polarity
from tests.extract.helpers import Row, extract, rows

Recorded = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor said that the harbour would open in May.",
            [("The mayor", "said", "that the harbour would open in May")],
        ),
        (
            "The mayor said the harbour would open in May.",
            [("The mayor", "said", "the harbour would open in May")],
        ),
        (
            "The harbour would open in May, the mayor said.",
            [("the mayor", "said", "The harbour would open in May")],
        ),
        (
            "The harbour, the mayor said, would open in May.",
            [("the mayor", "said", "The harbour … would open in May")],
        ),
        (
            "Duarte told the council in a letter that the harbour would open in May.",
            [("Duarte", "told", "that the harbour would open in May")],
        ),
        (
            "The union said in a statement that the strike would go on.",
            [("The union", "said", "that the strike would go on")],
        ),
        (
            "Ruiz, who runs the port, said that the strike was over.",
            [("Ruiz, who runs the port", "said", "that the strike was over")],
        ),
        (
            "The fishermen believe that the harbour will open in May.",
            [("The fishermen", "believe", "that the harbour will open in May")],
        ),
        (
            "It was announced that the harbour would open in May.",
            [("", "was announced", "that the harbour would open in May")],
        ),
        (
            "The bridge is expected to open in May.",
            [("", "is expected", "The bridge … to open in May")],
        ),
        (
            "The minister condemned the closure of the harbour.",
            [("The minister", "condemned", "the closure of the harbour")],
        ),
        (
            "The president highlighted the importance of the new bridge.",
            [("The president", "highlighted", "the importance of the new bridge")],
        ),
        (
            "The ministers proposed creating a joint fund for the harbour.",
            [("The ministers", "proposed", "creating a joint fund for the harbour")],
        ),
        (
            "The minister praised the fishermen for their patience.",
            [("The minister", "praised", "the fishermen for their patience")],
        ),
        (
            "The survey found that most fishermen wanted to leave.",
            [("The survey", "found", "that most fishermen wanted to leave")],
        ),
        (
            "The analyst noted that prices fell, reflecting a weak harvest.",
            [("The analyst", "noted", "that prices fell")],
        ),
    ],
)
def test_contents(recorded: Recorded, text: str, expected: list[Row]) -> None:
    doc = recorded(text)
    assert rows(doc) == expected
    assert {a.kind for a in extract(doc)} == {Kind.INDIRECT}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "According to Ines Duarte, the mayor of Calmar, the harbour will open in May.",
            ("Ines Duarte, the mayor of Calmar", "According to", "the harbour will open in May"),
        ),
        (
            "According to Ana Ruiz, a professor at Faro University, Lisbon and Madrid will pay the costs.",
            (
                "Ana Ruiz, a professor at Faro University",
                "According to",
                "Lisbon and Madrid will pay the costs",
            ),
        ),
        (
            "The harbour will open in May, according to a report by the port authority.",
            ("a report by the port authority", "according to", "The harbour will open in May"),
        ),
        (
            "The harbour opened late, as emphasized by the minister.",
            ("the minister", "as emphasized by", "The harbour opened late"),
        ),
        (
            "As the minister noted, the harbour opened late.",
            ("the minister", "noted", "the harbour opened late"),
        ),
    ],
)
def test_phrases(recorded: Recorded, text: str, expected: Row) -> None:
    assert rows(recorded(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The minister never said that the harbour would open in May.",
        "The minister did not say that the harbour would open in May.",
        "The company denied that its ships had leaked oil.",
        "The minister declined to comment on the strike.",
    ],
)
def test_negative(recorded: Recorded, text: str) -> None:
    assert extract(recorded(text))[0].polarity == Polarity.NEGATIVE


def test_a_negated_content_is_no_negative_cue(recorded: Recorded) -> None:
    (attribution,) = extract(recorded("The minister said that the harbour would never open."))
    assert attribution.polarity == Polarity.POSITIVE


@pytest.mark.parametrize(
    "text",
    [
        "The ship reached the harbour on Monday.",
        "Please enter your comment!",
        "Copyright 2020. All rights reserved.",
        "The storm destroyed the bridge and two houses.",
        "Fishing has been the heart of the town for centuries.",
    ],
)
def test_plain_facts(recorded: Recorded, text: str) -> None:
    assert rows(recorded(text)) == []


def test_mixed(recorded: Recorded) -> None:
    doc = recorded('The governor said the plan was "a disaster" and urged parliament to stop it.')
    assert rows(doc) == [
        ("The governor", "said", 'the plan was "a disaster"'),
        ("The governor", "urged", "parliament to stop it"),
    ]
    assert [a.kind for a in extract(doc)] == [Kind.MIXED, Kind.INDIRECT]


def test_a_label_in_marks_keeps_them(recorded: Recorded) -> None:
    doc = recorded('She described the plan as "a disaster for the coast".')
    assert rows(doc) == [("She", "described", 'the plan as "a disaster for the coast"')]


def test_one_speaker_with_two_cues(recorded: Recorded) -> None:
    text = (
        "The minister said that the harbour would open in May, adding that the bridge would follow in June."
    )
    assert rows(recorded(text)) == [
        ("The minister", "said", "that the harbour would open in May"),
        ("The minister", "adding", "that the bridge would follow in June"),
    ]


def test_one_inside_another(recorded: Recorded) -> None:
    text = "The spokeswoman added that the minister had said that the harbour was safe."
    assert rows(recorded(text)) == [
        ("The spokeswoman", "added", "that the minister had said that the harbour was safe"),
        ("the minister", "had said", "that the harbour was safe"),
    ]


def test_a_noun_as_cue(recorded: Recorded) -> None:
    text = "His claim that the harbour was safe surprised the council."
    assert rows(recorded(text)) == [("His", "claim", "that the harbour was safe")]
