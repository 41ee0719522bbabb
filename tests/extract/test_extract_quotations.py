"""Direct quotations: the marks, the report beside them, the running speaker."""

from collections.abc import Callable

import pytest

from quotes.document import Document
from quotes.model import Kind
from tests.extract.helpers import Row, extract, rows

Recorded = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"The harbour will open in May," said Ines Duarte, the mayor of Calmar.',
            [("Ines Duarte, the mayor of Calmar", "said", '"The harbour will open in May,"')],
        ),
        (
            '"The harbour," she said, "will open in May."',
            [("she", "said", '"The harbour," … "will open in May."')],
        ),
        (
            '"The harbour will open in May," Duarte said. "We have waited long enough."',
            [("Duarte", "said", '"The harbour will open in May," … "We have waited long enough."')],
        ),
        (
            "“We have waited long enough,” the minister told reporters on Monday. “The ships are here. "
            "The money is here.”",
            [
                (
                    "the minister",
                    "told",
                    "“We have waited long enough,” … “The ships are here. The money is here.”",
                )
            ],
        ),
        (
            'Duarte said: "The harbour will open in May."',
            [("Duarte", "said", '"The harbour will open in May."')],
        ),
        (
            "‘The harbour is safe,’ the mayor said, ‘and it’s open.’",
            [("the mayor", "said", "‘The harbour is safe,’ … ‘and it’s open.’")],
        ),
        ("«The harbour is safe», said the mayor.", [("the mayor", "said", "«The harbour is safe»")]),
        ('"The harbour is ours" — Ines Duarte', [("Ines Duarte", "—", '"The harbour is ours"')]),
        (
            '"The harbour is ours," Rep. Ana Ruiz (D-Md.) said in a phone interview.',
            [("Rep. Ana Ruiz (D-Md.)", "said", '"The harbour is ours,"')],
        ),
        (
            '"The harbour is ours," the mayor said Monday.',
            [("the mayor", "said", '"The harbour is ours,"')],
        ),
    ],
)
def test_reports(recorded: Recorded, text: str, expected: list[Row]) -> None:
    doc = recorded(text)
    assert rows(doc) == expected
    assert [a.kind for a in extract(doc)] == [Kind.DIRECT] * len(expected)


@pytest.mark.parametrize(
    "text",
    [
        'The mayor lives in the so-called "White House" of Calmar.',
        'The film "The Last Harbour" opened on Friday.',
        "The boxer stands 6'2\" and the ship carried 'good' oil.",
    ],
)
def test_names_and_scare_quotes_are_no_quotations(recorded: Recorded, text: str) -> None:
    assert rows(recorded(text)) == []


def test_the_running_speaker_goes_on_in_the_next_paragraph(recorded: Recorded) -> None:
    text = '"We have waited long enough," Duarte said.\n"The ships are here, and the money is here too."'
    assert rows(recorded(text)) == [
        ("Duarte", "said", '"We have waited long enough,"'),
        ("", "", '"The ships are here, and the money is here too."'),
    ]


def test_a_report_on_the_line_before(recorded: Recorded) -> None:
    text = 'Duarte made the following comment:\n"The ships are here, and the money is here too."'
    assert rows(recorded(text)) == [("Duarte", "made", '"The ships are here, and the money is here too."')]


def test_an_unclosed_quotation_ends_before_its_report(recorded: Recorded) -> None:
    text = '"The harbour is safe, the mayor said. The council disagrees.'
    assert rows(recorded(text)) == [("the mayor", "said", '"The harbour is safe,')]


def test_what_follows_an_unclosed_quotation_is_found(recorded: Recorded) -> None:
    text = "“The ships are here. The money is here too. Ruiz stressed that the bridge would follow in June."
    assert rows(recorded(text))[-1] == ("Ruiz", "stressed", "that the bridge would follow in June")


def test_a_transcript(recorded: Recorded) -> None:
    text = "DUARTE: The ships are here at last.\nRUIZ: And who will pay for them?"
    assert rows(recorded(text)) == [
        ("DUARTE", ":", "The ships are here at last."),
        ("RUIZ", ":", "And who will pay for them?"),
    ]


def test_according_to_takes_a_quotation_without_a_verb(recorded: Recorded) -> None:
    text = 'According to Duarte, "the harbour is the safest place on the whole coast."'
    (row,) = rows(recorded(text))
    assert row[:2] == ("Duarte", "According to")
    assert row[2].endswith('"the harbour is the safest place on the whole coast."')
