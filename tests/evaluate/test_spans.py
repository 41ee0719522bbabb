"""Scores of spans, each worked out by hand."""

from dataclasses import replace

import pytest

from quotes.errors import DataError
from quotes.evaluate import GoldArticle, Row, SpanScores, evaluate_spans
from quotes.evaluate.matching import find_quoted
from quotes.model import Span
from tests.evaluate.example import CRITICS, GOLD, LEE, MAYOR, ROWS, TEXT, row, span


def score(*rows: Row, quotes_only: bool = False) -> SpanScores:
    return evaluate_spans(GOLD, {"a": rows}, quotes_only=quotes_only)


@pytest.mark.parametrize("quotes_only", [False, True])
def test_perfect_output_scores_one(quotes_only: bool) -> None:
    scores = score(*ROWS, quotes_only=quotes_only)
    assert {(s.precision, s.recall, s.f1) for s in scores.scores.values()} == {(1.0, 1.0, 1.0)}
    assert (scores.gold, scores.output) == ((2, 2) if quotes_only else (3, 3))
    for kind in ("direct", "mixed", "direct+mixed"):
        assert set(scores.kinds[kind].recalls.values()) == {1.0}
        assert scores.kinds[kind].attribution_accuracy == 1.0


def test_no_output_scores_zero() -> None:
    for output in ({"a": ()}, {}, {"another": ROWS}):
        assert set(evaluate_spans(GOLD, output).figures().values()) == {0.0}


def test_kinds_of_content() -> None:
    scores = score(*ROWS)
    assert {name: (k.gold, k.output) for name, k in scores.kinds.items()} == {
        "direct": (1, 1),
        "mixed": (1, 1),
        "indirect": (1, 1),
        "direct+mixed": (2, 2),
    }


def test_punctuation_at_the_edges_does_not_count() -> None:
    bare = replace(LEE, content=(span("We will win"), span("I am sure")))
    assert score(bare, MAYOR, CRITICS).scores["content exact"].f1 == 1.0


def test_shifted_content_counts_in_part() -> None:
    scores = score(replace(CRITICS, content=(span("plan is bad."),)))  # 3 of 4 tokens
    assert scores.scores["content exact"].f1 == 0.0
    assert scores.scores["content soft"].precision == 1.0
    assert scores.scores["content soft"].recall == pytest.approx(0.75 / 3)
    assert scores.scores["full"].recall == pytest.approx(1 / 3)
    longer = score(replace(CRITICS, content=(span("think the plan is bad"),)))
    assert longer.scores["content soft"].precision == pytest.approx(4 / 5)


def test_less_than_half_is_no_match() -> None:
    assert score(replace(CRITICS, content=(span("bad"),))).scores["match"].recall == 0.0
    assert score(replace(CRITICS, content=(span("plan is"),))).scores["match"].recall == pytest.approx(1 / 3)


def test_wrong_source_and_missing_cue() -> None:
    scores = score(replace(LEE, source=MAYOR.source), MAYOR, CRITICS)
    assert scores.scores["match"].f1 == 1.0
    assert scores.scores["full"].f1 == scores.scores["+source"].f1 == pytest.approx(2 / 3)
    assert scores.kinds["direct"].attribution_accuracy == 0.0
    without_cue = score(replace(LEE, cue=()))
    assert without_cue.scores["+source"].precision == 1.0
    assert without_cue.scores["full"].precision == 0.0


def test_output_twice_matches_once() -> None:
    scores = score(*ROWS, *ROWS)
    assert scores.scores["full"].recall == 1.0
    assert scores.scores["full"].precision == 0.5


def test_quotes_only_leaves_out_indirect_output() -> None:
    noise = row("Critics", "think", "The mayor denied")
    assert score(*ROWS, noise).scores["full"].precision == 0.75
    assert score(*ROWS, noise, quotes_only=True).scores["full"].precision == 1.0


def test_empty_roles_agree_and_are_not_counted() -> None:
    gold = {"a": GoldArticle(TEXT, (replace(CRITICS, source=(), cue=()),))}
    scores = evaluate_spans(gold, {"a": (replace(CRITICS, source=(), cue=()),)})
    assert scores.scores["full"].f1 == 1.0
    assert scores.scores["source exact"].gold == 0


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said: "no". Then “yes\n\n“and more” 5" tall', ['"no"', "“yes", "“and more”"]),
        (
            "''Two apostrophes,'' she said. ''Don't.''\n”Wrong way round,” he said.",
            ["''Two apostrophes,''", "''Don't.''", "”Wrong way round,”"],
        ),
        ("«Да», — сказал он", ["«Да»"]),
        ("", []),
    ],
)
def test_quoted_stretches(text: str, quoted: list[str]) -> None:
    assert [region.text(text) for region in find_quoted(text)] == quoted


def test_span_beyond_the_text_is_an_error() -> None:
    with pytest.raises(DataError, match="ends after a text"):
        score(Row((), (), (Span(0, len(TEXT) + 1),)))


def test_table_shows_every_measure() -> None:
    table = score(*ROWS).table("Example")
    assert table.startswith("Example: 1 articles, 3 gold, 3 output")
    for name in ("source exact", "content soft", "match", "+source", "full", "attribution accuracy"):
        assert f"\n  {name} " in table
    assert "100.0" in table
