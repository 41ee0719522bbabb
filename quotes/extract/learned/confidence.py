"""How likely a candidate is right, by a logistic regression over what network and rules say of it.

The weights stand in `weights/confidence.tsv`, made by `python -m quotes.training.reader`. The lines above
which a candidate counts are drawn here.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quotes.errors import DataError, ModelError
from quotes.extract.features import Features
from quotes.extract.learned import BUNDLED, CONFIDENCE, REMEDY
from quotes.extract.learned.merge import SCORED, Merged, class_of
from quotes.extract.scorer import DECIMALS, Scorer, read_scorer
from quotes.model import Act

# The feature that every candidate has.
ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Lines:
    """From which confidence on a candidate is an attribution.

    Chosen on PolNeAR dev for the F1 of full attributions, and so that precision holds on news from elsewhere.
    The network's own finds need more than what the rules have too, those without a source most of all: it
    learned PolNeAR's wide notion of what is reported (plans, aims, expectations), which others do not share.

    both        found by the network and by the rules' scorer
    scored      found by the rules' scorer alone
    statement   found by the network alone: what somebody said, wrote or announced
    other       found by the network alone: belief, knowledge, order, plan
    sourceless  found by either without a source, whatever it is: "is expected to", "is intended to"
    marked      found by the network and by rules that go by marks or fixed words ("according to"); what
                only those rules found always counts
    """

    both: float = 0.35
    scored: float = 0.35
    statement: float = 0.55
    other: float = 0.65
    sourceless: float = 0.65
    marked: float = 0.3

    def least(self, candidate: Merged, act: Act) -> float:
        """The line for one candidate."""
        if candidate.rule is not None and class_of(candidate.rule) != SCORED:
            return self.marked if candidate.finding else 0.0
        if not candidate.source:
            return self.sourceless
        if candidate.finding is None:
            return self.scored
        if candidate.rule is not None:
            return self.both
        return self.statement if act is Act.COMMUNICATION else self.other


@dataclass(frozen=True, slots=True)
class Confidence:
    """The regression, and where the lines are drawn."""

    scorer: Scorer
    lines: Lines = Lines()

    def of(self, features: Features) -> float:
        """Calibrated probability that source, cue and content are right."""
        return round(self.scorer.score({ALWAYS: 1.0, **features}), DECIMALS)

    def is_enough(self, sure: float, candidate: Merged, act: Act) -> bool:
        """True for a candidate that is an attribution."""
        return sure >= self.lines.least(candidate, act)


@cache
def load_confidence(folder: Path = BUNDLED) -> Confidence:
    """The regression of a folder, the bundled one by default; raises ModelError when it is no good."""
    path = folder / CONFIDENCE
    try:
        with path.open(encoding="utf-8") as lines:
            return Confidence(read_scorer(lines))
    except OSError as error:
        raise ModelError(path, "missing", remedy=REMEDY) from error
    except DataError as error:
        raise ModelError(path, str(error), remedy=REMEDY) from error
