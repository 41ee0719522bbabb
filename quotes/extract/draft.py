"""An attribution in the making."""

from dataclasses import dataclass

from quotes.model import Span


@dataclass(slots=True)
class Draft:
    """An attribution in the making.

    head   place of its cue's main word, -1 without one
    score  what the scorer gives it, None for what rules alone found
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: str
    head: int = -1
    paragraph: int = -1
    score: float | None = None
