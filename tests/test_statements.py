"""Statements alone in an analysis."""

from quotes.model import (
    Analysis,
    Article,
    MentionForm,
    Outcome,
    Resolution,
    ResolvedAttribution,
)
from quotes.statements import keep_statements
from tests.dam import BELIEF, SAID, SAID_TOO, TEXT, make_flag
from tests.reports.fakes import find_spans


def test_an_analysis_keeps_its_statements_and_their_flags() -> None:
    nobody = Resolution(Outcome.NONE, MentionForm.EMPTY)
    flags = (
        make_flag("the dam is safe", attribution=0),
        make_flag("leaks", attribution=1),
        make_flag("rains"),
    )
    rows = tuple(ResolvedAttribution(one, nobody) for one in (BELIEF, SAID, SAID_TOO))
    kept = keep_statements(Analysis(Article(TEXT), rows, flags=flags))
    assert [row.attribution for row in kept.attributions] == [SAID, SAID_TOO]
    assert [(flag.spans, flag.attribution) for flag in kept.flags] == [
        (find_spans(TEXT, "leaks"), 0),
        (find_spans(TEXT, "rains"), None),
    ]


def test_an_analysis_of_statements_stays() -> None:
    analysis = Analysis(
        Article(TEXT), (ResolvedAttribution(SAID, Resolution(Outcome.NONE, MentionForm.EMPTY)),)
    )
    assert keep_statements(analysis) == analysis
