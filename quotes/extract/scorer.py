"""How likely a candidate is an attribution: a logistic regression over its features, and what that is worth.

Two tables in `quotes/lexicon`, made by `python -m quotes.training.scorer`, each with its provenance on top:
- `scorer.tsv`      a feature and its weight; features that are not there weigh nothing
- `confidence.tsv`  for a rule, or for scored candidates from a score on: how many of its attributions were
                    right on articles that nothing was learnt from, of how many
"""

import bisect
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from quotes.errors import DataError
from quotes.extract.features import Features
from quotes.lexicon import read_lines

# Name of the rows of `confidence.tsv` that hold for scored candidates.
SCORED = "scored"
# Rules seen less often than this have no confidence of their own.
MIN_SEEN = 10
# Decimals of a confidence.
DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by feature."""

    weights: dict[str, float]

    def score(self, features: Features) -> float:
        """Probability, in (0, 1), that a candidate with these features is an attribution."""
        weights = self.weights
        total = 0.0
        for name, size in features.items():
            if (weight := weights.get(name)) is not None:
                total += weight * size
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """What share of attributions was right: by score for scored candidates, by rule for the others.

    steps  (score, share) with both rising; between two of them the share is interpolated
    rules  share by name of the rule
    """

    steps: tuple[tuple[float, float], ...]
    rules: dict[str, float]

    def confidence(self, rule: str, score: float | None) -> float | None:
        """Calibrated probability that source, cue and content are right, None where nothing was measured.

        Rounded to the precision that some hundred observations a step allow.
        """
        share = self._share(rule, score)
        return None if share is None else round(share, DECIMALS)

    def _share(self, rule: str, score: float | None) -> float | None:
        if score is None:
            return self.rules.get(rule)
        if not self.steps:
            return None
        at = bisect.bisect_right(self.steps, score, key=lambda step: step[0])
        if at == 0:
            return self.steps[0][1]
        if at == len(self.steps):
            return self.steps[-1][1]
        (low, below), (high, above) = self.steps[at - 1 : at + 1]
        return below + (above - below) * (score - low) / (high - low)


def smooth_share(right: float, total: float) -> float:
    """A share that is never 0 or 1, however few were seen (Laplace)."""
    return (right + 1) / (total + 2)


def _rows(lines: Iterable[str], name: str, cells: int) -> list[list[str]]:
    rows = []
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            row = line.rstrip("\n").split("\t")
            if len(row) != cells:
                raise DataError(f"{name}, line {number}: {len(row)} cells, not {cells}")
            rows.append(row)
    return rows


def read_scorer(lines: Iterable[str]) -> Scorer:
    """Weights out of `scorer.tsv`; raises DataError for a line that is none."""
    try:
        return Scorer({name: float(weight) for name, weight in _rows(lines, "scorer.tsv", 2)})
    except ValueError as error:
        raise DataError("scorer.tsv: a weight that is no number") from error


def read_calibration(lines: Iterable[str]) -> Calibration:
    """Shares out of `confidence.tsv`; raises DataError for a line that is no row."""
    steps: list[tuple[float, float]] = []
    rules: dict[str, float] = {}
    try:
        for name, score, right, total in _rows(lines, "confidence.tsv", 4):
            share = smooth_share(float(right), float(total))
            if name == SCORED:
                steps.append((float(score), share))
            elif float(total) >= MIN_SEEN:
                rules[name] = share
    except ValueError as error:
        raise DataError("confidence.tsv: a count that is no number") from error
    return Calibration(tuple(sorted(steps)), rules)


@cache
def load_scorer() -> Scorer:
    """The bundled weights, read once."""
    return read_scorer(read_lines("scorer.tsv"))


@cache
def load_calibration() -> Calibration:
    """The bundled shares, read once."""
    return read_calibration(read_lines("confidence.tsv"))
