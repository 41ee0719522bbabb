"""JSON lines keep every field of an analysis, in the order that is promised."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.export import analysis_to_row, dump_row, write_row
from quotes.model import (
    Act,
    Analysis,
    Article,
    Attribution,
    Evidence,
    Flag,
    FlagKind,
    Kind,
    MentionForm,
    Outcome,
    Polarity,
    Resolution,
    ResolvedAttribution,
    Severity,
    Span,
    Speaker,
    SpeakerKind,
)

TEXT = "“We never said so,” Jiří Dvořák and Ann Lee said. It was announced that the bridge is closed."
SPEAKERS = (
    Speaker("s1", "Jiří Dvořák", SpeakerKind.PERSON),
    Speaker("s2", "Ann Lee", SpeakerKind.PERSON),
)
EVIDENCE = (Evidence("test", "for the test"),)


def span(piece: str) -> Span:
    start = TEXT.index(piece)
    return Span(start, start + len(piece))


FIRST = ResolvedAttribution(
    Attribution(
        source=(span("Jiří Dvořák"), span("Ann Lee")),
        cue=(span("said."),),
        content=(span("“We never said so,”"),),
        kind=Kind.DIRECT,
        polarity=Polarity.NEGATIVE,
        confidence=0.93,
        act=Act.ATTITUDE,
    ),
    Resolution(Outcome.RESOLVED, MentionForm.NAME, speakers=("s1", "s2")),
)
SECOND = ResolvedAttribution(
    Attribution((), (span("announced"),), (span("the bridge is closed"),), Kind.INDIRECT),
    Resolution(Outcome.NONE, MentionForm.EMPTY),
)
OF_SECOND = Flag(
    FlagKind.UNATTRIBUTED,
    Severity.MEDIUM,
    "Nobody is named.",
    (span("announced"),),
    EVIDENCE,
    suggestions=("Ann Lee",),
    attribution=0,
)
OF_ARTICLE = Flag(
    FlagKind.REPEATED_PASSAGE, Severity.LOW, "It stands twice.", (Span(0, 4), Span(9, 12)), EVIDENCE
)
# The pipeline may give them in any order; positions in flags are of the order given.
ANALYSIS = Analysis(Article(TEXT, doc="bridge"), (SECOND, FIRST), SPEAKERS, (OF_ARTICLE, OF_SECOND))


def test_every_field_is_there() -> None:
    assert analysis_to_row(ANALYSIS) == {
        "doc": "bridge",
        "attributions": [
            {
                "source": [[20, 31], [36, 43]],
                "cue": [[44, 49]],
                "content": [[0, 19]],
                "kind": "direct",
                "polarity": "negative",
                "act": "attitude",
                "speakers": ["Jiří Dvořák", "Ann Lee"],
                "confidence": 0.93,
                "flags": [],
            },
            {
                "source": [],
                "cue": [[57, 66]],
                "content": [[72, 92]],
                "kind": "indirect",
                "polarity": "positive",
                "act": "communication",
                "speakers": [],
                "confidence": None,
                "flags": [
                    {
                        "kind": "unattributed",
                        "severity": "medium",
                        "message": "Nobody is named.",
                        "suggestions": ["Ann Lee"],
                    }
                ],
            },
        ],
        "flags": [
            {
                "kind": "repeated-passage",
                "severity": "low",
                "message": "It stands twice.",
                "suggestions": [],
                "spans": [[0, 4], [9, 12]],
            }
        ],
    }


def test_keys_stand_in_the_documented_order() -> None:
    row = analysis_to_row(ANALYSIS)
    assert list(row) == ["doc", "attributions", "flags"]
    assert list(row["attributions"][0]) == [
        "source", "cue", "content", "kind", "polarity", "act", "speakers", "confidence", "flags",
    ]  # fmt: skip


def test_text_is_given_only_for_pages() -> None:
    assert "text" not in analysis_to_row(ANALYSIS)
    page = Analysis(Article(TEXT, doc="bridge", extracted=True))
    assert analysis_to_row(page) == {"doc": "bridge", "attributions": [], "flags": [], "text": TEXT}


def test_a_line_an_article_with_every_alphabet_as_it_is() -> None:
    file = io.StringIO()
    write_row(ANALYSIS, file)
    write_row(Analysis(Article("Да.", doc="да")), file)
    lines = file.getvalue().split("\n")
    assert lines[2:] == [""]
    assert "Jiří Dvořák" in lines[0]
    assert json.loads(lines[0]) == analysis_to_row(ANALYSIS)
    assert lines[1] == '{"doc": "да", "attributions": [], "flags": []}'


@pytest.mark.parametrize("text", ["a\u2028b\u2029c\x85d", "half \ud800 character", 'a"b\\c\n\r\t\0'])
def test_odd_characters_survive(text: str) -> None:
    line = dump_row(Analysis(Article(text, extracted=True)))
    assert len(line.splitlines()) == 1
    line.encode("utf-8")
    assert json.loads(line)["text"] == text


@given(st.text(min_size=1), st.text())
def test_any_text_survives(text: str, doc: str) -> None:
    line = dump_row(Analysis(Article(text, doc=doc, extracted=True)))
    assert len(line.splitlines()) == 1
    row = json.loads(line.encode("utf-8"))
    assert (row["text"], row["doc"]) == (text, doc)
