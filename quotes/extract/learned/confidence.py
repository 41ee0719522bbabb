"""How likely a candidate is right, by a logistic regression over what network and rules say of it.

The weights stand in `weights/confidence.tsv`, made by `python -m quotes.training.reader.calibrate`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quotes.errors import ModelError
from quotes.extract.features import Features
from quotes.extract.learned.weights import BUNDLED
from quotes.extract.scorer import DECIMALS, Scorer, read_scorer

CONFIDENCE = "confidence.tsv"
# A candidate is an attribution from this confidence on.
MIN_CONFIDENCE = 0.4


@dataclass(frozen=True, slots=True)
class Confidence:
    """The regression, and where the line is drawn."""

    scorer: Scorer
    least: float = MIN_CONFIDENCE

    def of(self, features: Features) -> float:
        """Calibrated probability that source, cue and content are right."""
        return round(self.scorer.score({"": 1.0, **features}), DECIMALS)

    def is_enough(self, sure: float, features: Features) -> bool:
        """True for a candidate that is shown."""
        return sure >= self.least


@cache
def load_confidence(folder: Path = BUNDLED) -> Confidence:
    """The regression of a folder, the bundled one by default; raises ModelError when there is none."""
    path = folder / CONFIDENCE
    try:
        with path.open(encoding="utf-8") as lines:
            return Confidence(read_scorer(lines))
    except OSError as error:
        raise ModelError(path, "missing", remedy="install quotes again, or use --extractor rules") from error
