"""The scorer: how features become scores and scores become confidence, and that the tables are sound."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.document import Document
from quotes.errors import DataError
from quotes.extract.features import LEXICON, Surroundings, features_of
from quotes.extract.indirect import weigh_candidates
from quotes.extract.lexicon import load_lexicon
from quotes.extract.reading import Reading
from quotes.extract.scorer import (
    Calibration,
    Scorer,
    load_calibration,
    load_scorer,
    read_calibration,
    read_scorer,
)
from quotes.settings import PACKAGE_ROOT
from tests.extract.helpers import extract

TEXT = "The mayor announced that the harbour would open in May. The mayor washed her car near the harbour."


def scores(doc: Document) -> dict[str, float]:
    """The best score of each cue word."""
    reading = Reading(doc, load_lexicon())
    weighed = weigh_candidates(reading, load_lexicon())
    around = Surroundings(reading, weighed)
    best: dict[str, float] = {}
    for candidate, chance in weighed:
        score = load_scorer().score(features_of(candidate, chance, around))
        best[candidate.lemma] = max(score, best.get(candidate.lemma, 0.0))
    return best


def test_a_report_scores_higher_than_a_deed(recorded: Callable[[str], Document]) -> None:
    found = scores(recorded(TEXT))
    assert found["announce"] > 0.7
    assert found["wash"] < 0.3


def test_attributions_carry_their_confidence(recorded: Callable[[str], Document]) -> None:
    doc = recorded(TEXT)
    (attribution,) = extract(doc)
    assert attribution.confidence is not None
    assert 0.5 < attribution.confidence < 1
    assert extract(doc) == (attribution,)


def test_what_the_lexicon_finds_counts(recorded: Callable[[str], Document]) -> None:
    reading = Reading(recorded(TEXT), load_lexicon())
    weighed = weigh_candidates(reading, load_lexicon())
    around = Surroundings(reading, weighed)
    candidate = weighed[0][0]
    low, high = (features_of(candidate, chance, around)[LEXICON] for chance in (0.2, 0.9))
    assert low < 0 < high
    assert load_scorer().weights[LEXICON] > 0


@given(st.dictionaries(st.sampled_from(sorted(load_scorer().weights)), st.floats(-1e6, 1e6)))
def test_scores_are_probabilities(features: dict[str, float]) -> None:
    assert 0 < load_scorer().score(features) < 1


def test_unknown_features_weigh_nothing() -> None:
    scorer = Scorer({"known": 2.0})
    assert scorer.score({"known": 1.0, "unknown": 5.0}) == scorer.score({"known": 1.0})
    assert scorer.score({"known": 1.0}) > 0.5 > scorer.score({"known": -1.0})


def test_confidence_rises_with_the_score() -> None:
    calibration = load_calibration()
    found = [calibration.confidence("ccomp", n / 100) for n in range(101)]
    known = [confidence for confidence in found if confidence is not None]
    assert len(known) == 101
    assert all(a <= b for a, b in pairwise(known))
    assert known[0] < 0.5 < 0.85 < known[-1] < 1
    assert known[0] > 0


def test_confidence_is_interpolated() -> None:
    calibration = Calibration(((0.2, 0.4), (0.6, 0.8)), {"turn": 0.9})
    assert calibration.confidence("obj", 0.4) == pytest.approx(0.6)
    assert calibration.confidence("obj", 0.1) == 0.4
    assert calibration.confidence("obj", 0.9) == 0.8


def test_rules_have_a_confidence_only_where_it_was_measured() -> None:
    calibration = read_calibration(["# header", "turn\t0.000\t9\t10", "as\t0.000\t2\t3"])
    assert calibration.confidence("turn", None) == 0.83  # (9 + 1) / (10 + 2), in two decimals
    assert calibration.confidence("as", None) is None
    assert calibration.confidence("obj", 0.7) is None


@pytest.mark.parametrize("name", ["scorer.tsv", "confidence.tsv"])
def test_tables_of_the_scorer_say_where_they_come_from(name: str) -> None:
    lines = (PACKAGE_ROOT / "lexicon" / name).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    assert "PolNeAR" in lines[0]
    names = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    assert name == "confidence.tsv" or len(names) == len(set(names)) > 1000


def test_broken_tables_are_named() -> None:
    with pytest.raises(DataError, match=r"scorer\.tsv, line 2"):
        read_scorer(["# header", "bias"])
    with pytest.raises(DataError, match=r"scorer\.tsv"):
        read_scorer(["bias\tmuch"])
    with pytest.raises(DataError, match=r"confidence\.tsv"):
        read_calibration(["scored\t0.5\tmany\t3"])
