"""What words report speech, and in which frames: counts learnt from annotated news.

Two tables in `quotes/lexicon`, each with a header that says where it comes from:
- `cues.tsv`      for a word, its part of speech, a frame and a class of source: how often it was a cue, how
                  often it occurred so in all. `supplement.tsv` adds words of general news by hand.
- `contexts.tsv`  the same for a group of frames in a grammatical context, over all words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from quotes.errors import DataError
from quotes.lexicon import read_lines

# How many observations the more general estimate is worth where the more particular one is thin
# (1.5 to 6 on PolNeAR dev, 2026-11: F1 of full attributions changes by 0.4 at most).
PRIOR_STRENGTH = 3.0
# The same for what one class of source says beyond the word itself (3 loses 0.5 F1 and 5 % precision on
# the two articles of the fixtures, 12 is as good).
SOURCE_STRENGTH = 6.0
# The same for how much more often a word is a cue, over all its frames, than its frames alone would tell.
WORD_STRENGTH = 2.0
# That ratio for a word that the counts do not know.
UNKNOWN_RATIO = 0.5
# No context makes a cue this many times likelier or unlikelier.
MAX_CONTEXT_RATIO = 8.0

# Class of source of a use that names nobody.
NO_SOURCE = "none"
# The same in rows by hand that hold for every class.
ANY_SOURCE = "*"
# Lemma of the rows that sum up all words which never were a cue.
REST = "*"
# Context inside a quoted statement: people are reported there less often than in the article's own voice.
QUOTED = "quoted"

Counts = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Use:
    """One way to use a word: lemma, universal part of speech, frame, class of source and context."""

    lemma: str
    pos: str
    frame: str
    source: str
    context: str = ""


def group_of(frame: str) -> str:
    """The wider frame of a frame: "obj+as" -> "obj", "obl:for" -> "obl"."""
    return frame.partition(":")[0].partition("+")[0]


@dataclass(frozen=True)
class Lexicon:
    """Counts (as cue, all) by use; every coarser sum is derived from them.

    words     by lemma, part of speech, frame and class of source
    contexts  by part of speech, group of frames and context; "" is any
    """

    words: dict[tuple[str, str, str, str], Counts]
    contexts: dict[tuple[str, str, str], Counts] = field(default_factory=dict)
    _frame: dict[tuple[str, ...], Counts] = field(init=False, default_factory=dict)
    _word: dict[tuple[str, ...], Counts] = field(init=False, default_factory=dict)
    _ratio: dict[tuple[str, ...], float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for (lemma, pos, frame, source), counts in self.words.items():
            if source != ANY_SOURCE:  # rows by hand say something about their word only
                _add(self._frame, (pos, frame), counts)
                _add(self._frame, (pos, frame, source), counts)
            _add(self._word, (lemma, pos, frame), counts)
            if "+" in frame:
                _add(self._word, (lemma, pos, group_of(frame), "+"), counts)
            else:
                _add(self._word, (lemma, pos, frame, "+"), counts)
        seen: dict[tuple[str, ...], Counts] = {}
        for (lemma, pos, frame, _), (cue, total) in self.words.items():
            if lemma != REST:
                _add(seen, (lemma, pos), (cue, total * self._share(pos, frame)))
        for key, (cue, expected) in seen.items():
            self._ratio[key] = (cue + WORD_STRENGTH) / (expected + WORD_STRENGTH)

    def _share(self, *key: str) -> float:
        cue, total = self._frame.get(key, (0.0, 0.0))
        return cue / total if total else 0.0

    def probability(self, use: Use) -> float:
        """How likely a word, used so, is a cue.

        Smoothed from the frame, times how much the word is a cue elsewhere, to the word in this frame, to the
        word with this class of source; then shifted by the context.
        """
        if use.lemma.endswith("ise") and (use.lemma[:-3] + "ize", use.pos) in self._ratio:
            use = replace(use, lemma=use.lemma[:-3] + "ize")  # British spelling
        frame_share = self._share(use.pos, use.frame)
        share = _scale(frame_share, self._ratio.get((use.lemma, use.pos), UNKNOWN_RATIO))
        if "+" in use.frame:
            share = _smooth(
                self._word.get((use.lemma, use.pos, group_of(use.frame), "+")), share, PRIOR_STRENGTH
            )
        share = _smooth(self._word.get((use.lemma, use.pos, use.frame)), share, PRIOR_STRENGTH)
        cue, total = self._frame.get((use.pos, use.frame, use.source), (0.0, 0.0))
        class_share = (cue + PRIOR_STRENGTH * frame_share) / (total + PRIOR_STRENGTH)
        prior = _scale(share, _odds(class_share) / _odds(frame_share)) if frame_share else 0.0
        share = _smooth(self.words.get((use.lemma, use.pos, use.frame, use.source)), prior, SOURCE_STRENGTH)
        return _scale(share, self._context_ratio(use))

    def _context_ratio(self, use: Use) -> float:
        group = group_of(use.frame)
        cue, total = self.contexts.get((use.pos, group, use.context), (0.0, 0.0))
        all_cue, all_total = self.contexts.get((use.pos, group, ""), (0.0, 0.0))
        if not use.context or not all_cue:
            return 1.0
        share = all_cue / all_total
        ratio = _odds((cue + PRIOR_STRENGTH * share) / (total + PRIOR_STRENGTH)) / _odds(share)
        return min(MAX_CONTEXT_RATIO, max(1 / MAX_CONTEXT_RATIO, ratio))


def _odds(share: float) -> float:
    share = min(0.999, max(0.001, share))
    return share / (1 - share)


def _scale(share: float, ratio: float) -> float:
    """A share whose odds are multiplied."""
    odds = _odds(share) * ratio
    return odds / (1 + odds)


def _smooth(counts: Counts | None, prior: float, strength: float) -> float:
    cue, total = counts or (0.0, 0.0)
    return (cue + strength * prior) / (total + strength)


def _add(table: dict[tuple[str, ...], Counts], key: tuple[str, ...], counts: Counts) -> None:
    cue, total = table.get(key, (0.0, 0.0))
    table[key] = (cue + counts[0], total + counts[1])


def read_table(lines: Iterable[str], name: str, cells: int) -> Iterator[tuple[tuple[str, ...], Counts]]:
    """Rows of a table: `cells` words and two counts; raises DataError that names the row."""
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.rstrip("\n").split("\t")
        try:
            if len(row) != cells + 2:
                raise ValueError(f"{len(row)} cells")
            yield tuple(row[:cells]), (float(row[-2]), float(row[-1]))
        except ValueError as error:
            raise DataError(f"{name}, row {number}: not {cells} words and two counts") from error


def _read(name: str, cells: int) -> dict[tuple[str, ...], Counts]:
    table: dict[tuple[str, ...], Counts] = {}
    for key, counts in read_table(read_lines(name), name, cells):
        _add(table, key, counts)
    return table


def make_lexicon(words: dict[tuple[str, ...], Counts], contexts: dict[tuple[str, ...], Counts]) -> Lexicon:
    """A lexicon of the rows of `cues.tsv` and `contexts.tsv`, with those added by hand."""
    words = dict(words)
    for key, counts in _read("supplement.tsv", 4).items():
        _add(words, key, counts)
    return Lexicon(
        {(lemma, pos, frame, source): counts for (lemma, pos, frame, source), counts in words.items()},
        {(pos, group, context): counts for (pos, group, context), counts in contexts.items()},
    )


@cache
def load_lexicon() -> Lexicon:
    """The bundled lexicon, read once."""
    return make_lexicon(_read("cues.tsv", 4), _read("contexts.tsv", 3))
