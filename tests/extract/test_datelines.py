"""Datelines and times that open a paragraph."""

import pytest

from quotes.document import Document, Paragraph, ParagraphKind
from quotes.extract.datelines import find_datelines
from quotes.model import Span


def find(text: str) -> list[str]:
    doc = Document(text, (Paragraph(Span(0, len(text)), ParagraphKind.BODY),), (), ())
    return [span.text(text) for span in find_datelines(doc)]


@pytest.mark.parametrize(
    "opening",
    [
        "LIMA, May 4 (Andes Wire) — ",
        "PORT-AU-PRINCE, Haiti (Wire) - ",
        "Oct 24 (Meridian) -- ",
        "LIMA — ",
        "16.20 ",
        "4:42 p.m. – ",
    ],
)
def test_opening_is_found(opening: str) -> None:
    assert find(f"{opening}The port is closed.") == [opening]


@pytest.mark.parametrize(
    "text",
    [
        "RUIZ: The port is closed.",  # a speaker
        "The port — closed for years — is open.",
        "16.20 metres of rope were sold.",
        "BBC staff walked out.",
        "LIMA — ",  # nothing follows
    ],
)
def test_others_are_not(text: str) -> None:
    assert find(text) == []
