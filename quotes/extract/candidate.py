"""What the frames give and the lexicon weighs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible attribution inside one sentence; token indices.

    head     the cue's main word; `lemma`, `pos`, `frame` and `source_class` are what the lexicon counts
    cue      tokens of the cue
    source   head of the source, None when there is none
    content  tokens of the content
    """

    sentence: int
    head: int
    lemma: str
    pos: str
    frame: str
    source_class: str
    cue: tuple[int, ...]
    source: int | None
    content: tuple[int, ...]
    negative: bool = False
    context: str = ""
