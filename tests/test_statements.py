"""Statements alone in an analysis."""

from dataclasses import replace

from quotes.model import (
    Act,
    Analysis,
    Article,
    Evidence,
    Flag,
    FlagKind,
    MentionForm,
    Outcome,
    Resolution,
    ResolvedAttribution,
    Severity,
)
from quotes.statements import keep_statements
from tests.reports.fakes import find_spans, make_attribution

TEXT = "Ana Paz believes the dam is safe. Tom Reyes said that the dam leaks. Ana Paz said that it rains."
BELIEF = replace(make_attribution(TEXT, "Ana Paz", "believes", "the dam is safe"), act=Act.ATTITUDE)
SAID = make_attribution(TEXT, "Tom Reyes", "said", "that the dam leaks")
SAID_TOO = make_attribution(TEXT, "", "", "that it rains")


def make_flag(*words: str, attribution: int | None = None) -> Flag:
    return Flag(
        FlagKind.REPEATED_PASSAGE,
        Severity.LOW,
        "It stands twice.",
        find_spans(TEXT, *words),
        (Evidence("by hand", "so"),),
        attribution=attribution,
    )


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
