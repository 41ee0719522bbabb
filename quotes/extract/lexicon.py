"""What words report speech, and in which frames: counts learnt from annotated news.

`quotes/lexicon/cues.tsv` holds, for a word, its part of speech, a frame and a class of source, how often it
occurred so in the training articles and how often it was a cue there (its header says where from and how
made). `quotes/lexicon/supplement.tsv` adds a few words of general news by hand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from quotes.errors import DataError

# How many observations the more general estimate is worth where the more particular one is thin: a word
# needs about this many occurrences before its own counts outweigh those of its frame (set on PolNeAR train
# by leaving articles out, 2026-11: F1 is flat between 2 and 6).
PRIOR_STRENGTH = 3.0

# A word that the counts do not know starts from its frame's share of cues times this: words that never
# occurred in 840 articles are cues less often than those that did.
UNKNOWN_DISCOUNT = 0.5


@dataclass(frozen=True, slots=True)
class Use:
    """One way to use a word: its lemma, universal part of speech, frame and class of source."""

    lemma: str
    pos: str
    frame: str
    source: str


@dataclass(frozen=True)
class Lexicon:
    """Counts (as cue, all) by use; every coarser sum is derived from them."""

    counts: dict[Use, tuple[float, float]]
    _frame: dict[tuple[str, str], tuple[float, float]] = field(init=False)
    _word: dict[tuple[str, str, str], tuple[float, float]] = field(init=False)

    def __post_init__(self) -> None:
        frame: dict[tuple[str, str], tuple[float, float]] = {}
        word: dict[tuple[str, str, str], tuple[float, float]] = {}
        for use, (cue, total) in self.counts.items():
            group, single = (use.pos, use.frame), (use.lemma, use.pos, use.frame)
            frame[group] = _add(frame.get(group), cue, total)
            word[single] = _add(word.get(single), cue, total)
        object.__setattr__(self, "_frame", frame)
        object.__setattr__(self, "_word", word)

    def probability(self, use: Use) -> float:
        """How likely a word, used so, is a cue: smoothed from frame to word to word with this source."""
        cue, total = self._frame.get((use.pos, use.frame), (0.0, 0.0))
        share = UNKNOWN_DISCOUNT * cue / total if total else 0.0
        for cue, total in (
            self._word.get((use.lemma, use.pos, use.frame), (0.0, 0.0)),
            self.counts.get(use, (0.0, 0.0)),
        ):
            share = (cue + PRIOR_STRENGTH * share) / (total + PRIOR_STRENGTH)
        return share


def _add(old: tuple[float, float] | None, cue: float, total: float) -> tuple[float, float]:
    return (cue, total) if old is None else (old[0] + cue, old[1] + total)


def read_counts(lines: Iterable[str], name: str) -> Iterator[tuple[Use, tuple[float, float]]]:
    """Rows of a table of cues; raises DataError with the line that is no row."""
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\n").split("\t")
        try:
            lemma, pos, frame, source, cue, total = cells
            yield Use(lemma, pos, frame, source), (float(cue), float(total))
        except ValueError as error:
            raise DataError(f"{name}, line {number}: not lemma, pos, frame, source, cue, all") from error


@cache
def load_lexicon() -> Lexicon:
    """The bundled lexicon, read once."""
    counts: dict[Use, tuple[float, float]] = {}
    for name in ("cues.tsv", "supplement.tsv"):
        resource = files("quotes") / "lexicon" / name
        for use, (cue, total) in read_counts(resource.read_text(encoding="utf-8").splitlines(), name):
            counts[use] = _add(counts.get(use), cue, total)
    return Lexicon(counts)
