"""Learning the scorer: the fit finds what separates, and steps of confidence rise."""

from itertools import pairwise

import numpy as np
import pytest

from quotes.extract.features import LEXICON
from quotes.extract.scorer import Scorer, smooth_share
from quotes.training.lbfgs import minimize
from quotes.training.scorer import LEXICON_TRUST, Example, best_f1, blend, choose_per_cue, fit, pool


def make_example(right: bool, cue: int, **features: float) -> Example:
    return Example(features, right, (0, cue))


def test_the_minimum_of_a_bowl_is_found() -> None:
    middle = np.array([3.0, -2.0, 0.5])
    curve = np.array([1.0, 100.0, 0.1])
    found = minimize(lambda w: (float(curve @ (w - middle) ** 2) + 1, 2 * curve * (w - middle)), np.zeros(3))
    assert found == pytest.approx(middle, abs=0.02)


def test_fit_separates_and_repeats() -> None:
    examples = [make_example(True, n, bias=1.0, says=1.0) for n in range(200)]
    examples += [make_example(False, n, bias=1.0, does=1.0) for n in range(200)]
    examples += [make_example(False, n, rare=1.0) for n in range(2)]
    scorer = fit(examples)
    assert scorer.score({"bias": 1.0, "says": 1.0}) > 0.6 > 0.4 > scorer.score({"bias": 1.0, "does": 1.0})
    assert "rare" not in scorer.weights
    assert fit(examples).weights == scorer.weights


def test_the_lexicon_is_trusted_in_part() -> None:
    blended = blend(Scorer({"says": 1.0}))
    assert blended.weights["says"] == pytest.approx(1 - LEXICON_TRUST)
    assert blended.weights[LEXICON] > 0


def test_one_candidate_a_cue() -> None:
    examples = [make_example(False, 1, says=1.0), make_example(True, 1, says=3.0), make_example(False, 2)]
    chosen = choose_per_cue(examples, Scorer({"says": 1.0}))
    assert [right for _, right in chosen] == [True, False]


def test_best_threshold() -> None:
    f1, threshold = best_f1([(0.9, True), (0.8, True), (0.3, False), (0.2, False)], 2)
    assert (f1, threshold) == (1.0, 0.8)


def test_steps_rise() -> None:
    pairs = [(n / 100, n % 3 == 0 or n > 60) for n in range(100)]
    steps = pool(pairs)
    assert sum(total for _, _, total in steps) == 100
    assert sum(right for _, right, _ in steps) == sum(good for _, good in pairs)
    assert all(a[0] < b[0] and smooth_share(*a[1:]) < smooth_share(*b[1:]) for a, b in pairwise(steps))
