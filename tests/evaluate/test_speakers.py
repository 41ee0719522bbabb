"""Scores of speakers, each worked out by hand."""

from dataclasses import replace

import pytest

from quotes.evaluate import GoldArticle, Row, SpeakerScores, evaluate_speakers
from quotes.evaluate.names import are_same_speakers, is_same_name
from quotes.evaluate.speakers import form_of
from quotes.model import MentionForm
from tests.evaluate.example import CRITICS, GOLD, LEE, MAYOR, ROWS, TEXT, row


def score(*rows: Row) -> SpeakerScores:
    return evaluate_speakers(GOLD, {"a": rows})


def test_perfect_output_scores_one() -> None:
    scores = score(*ROWS)
    assert (scores.required, scores.found, scores.precision, scores.source_right) == (3, 1.0, 1.0, 1.0)
    assert (scores.speaker_right, scores.nobody_right, scores.nobody) == (1.0, 1.0, 1)
    assert scores.end_to_end_f1 == 1.0
    assert scores.by_form[MentionForm.NAME] == (1.0, 1)
    assert scores.by_form[MentionForm.NOMINAL] == (1.0, 1)
    assert scores.misses == ()


def test_no_output_scores_zero() -> None:
    assert set(score().figures().values()) == {0.0}


def test_wrong_and_missing_speakers() -> None:
    scores = score(LEE, replace(MAYOR, speakers=("Ann Lee",)), replace(CRITICS, speakers=("Ann Lee",)))
    assert scores.speaker_right == 0.5
    assert scores.nobody_right == 0.0
    assert scores.end_to_end_precision == pytest.approx(1 / 3)
    assert scores.end_to_end_recall == 0.5
    (miss,) = scores.misses
    assert str(miss) == "a: [nominal] gold 'Joe Roe', output 'Ann Lee': 'that he was “crooked”'"
    assert score(replace(LEE, speakers=())).speaker_right == 0.0


def test_extra_output_lowers_precision_only() -> None:
    scores = score(*ROWS, row("", "", "on Monday"))
    assert scores.precision == 0.75
    assert (scores.found, scores.end_to_end_f1) == (1.0, 1.0)


def test_optional_gold_counts_neither_way() -> None:
    gold = {"a": GoldArticle(TEXT, (LEE, replace(MAYOR, required=False)))}
    with_it = evaluate_speakers(gold, {"a": (LEE, MAYOR)})
    without = evaluate_speakers(gold, {"a": (LEE,)})
    assert with_it.figures() == without.figures()
    assert with_it.required == 1


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("", MentionForm.EMPTY),
        ("Ann Lee", MentionForm.NAME),
        ("he", MentionForm.PRONOUN),
        ("The mayor", MentionForm.NOMINAL),
    ],
)
def test_form_of_a_source(source: str, form: MentionForm) -> None:
    assert form_of(TEXT, row(source, "", "sure", speakers=("Ann Lee",))) is form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Lavrov", "Sergey Lavrov"),
        ("Mario Abdo Benitez", "Mario Abdo Benítez"),
        ("President Joe Roe", "Joe Roe"),
        ("J. Roe", "Joe Roe"),
        ("Roe Joe", "Joe Roe"),
        ("UN", "United Nations"),
        ("Mario Benítez", "Mario Abdo Benítez"),
        ("Newport’s council", "Newport Council"),
    ],
)
def test_same_names(one: str, other: str) -> None:
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joe Roe", "Ann Roe"),
        ("Joe Roe", "Joe Doe"),
        ("", "Joe Roe"),
        ("The President", "President"),
        ("UN", "EU"),
    ],
)
def test_different_names(one: str, other: str) -> None:
    assert not is_same_name(one, other)


def test_several_speakers_must_be_the_same_number() -> None:
    assert are_same_speakers(("Joe Roe", "Ann Lee"), ("Lee", "Roe"))
    assert not are_same_speakers(("Joe Roe", "Ann Lee"), ("Roe",))
    assert not are_same_speakers(("Joe Roe",), ("Joe Roe", "Ann Lee"))


def test_table_shows_how_many() -> None:
    table = score(*ROWS).table("Example")
    assert table.startswith("Example: 3 required attributions")
    assert "speaker right, name      100.0  of 1" in table
