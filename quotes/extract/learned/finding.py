"""What the network reads for one cue."""

from dataclasses import dataclass

from quotes.model import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What the network read for one cue.

    sentence, token        the head of the cue
    chance                 probability that the word is the head of a cue
    path                   probability of exactly these parts, given the cue
    nothing                probability that nothing at all is reported, given the cue
    source, cue, content   sorted spans; any of them may be empty
    """

    sentence: int
    token: int
    chance: float
    path: float
    nothing: float
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
