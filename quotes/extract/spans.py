"""From token indices to spans of text."""

from collections.abc import Iterable

from quotes.document import Sentence
from quotes.model import Span, join_spans

# Quotation marks as tokens.
MARKS = frozenset(('"', "“", "”", "„", "''", "``", "«", "»"))
# Marks that never begin or end an indirect content, a source or a cue.
_EDGE = frozenset(",.;:—–-―…?!")
_EDGE_OR_NONE = _EDGE | {""}


def spans_of(sentence: Sentence, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Spans of some tokens of one sentence: one for each run of neighbours, loose punctuation left out."""
    runs: list[list[int]] = []
    for index in sorted(set(tokens)):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    spans = []
    for run in runs:
        run = strip_punctuation(sentence, run)
        if run:
            spans.append(sentence.span_of(run[0], run[-1]))
    return join_spans(spans)


def strip_punctuation(sentence: Sentence, run: list[int]) -> list[int]:
    """A run of tokens without the commas, stops and dashes at its edges."""
    first, last = 0, len(run)
    while first < last and is_edge(sentence, run[first]):
        first += 1
    while last > first and is_edge(sentence, run[last - 1]):
        last -= 1
    return run[first:last]


def is_edge(sentence: Sentence, index: int) -> bool:
    """True for a token of nothing but commas, stops, colons and dashes."""
    return is_edge_text(sentence[index].text)


def is_edge_text(text: str) -> bool:
    """True for nothing but commas, stops, colons and dashes."""
    return text[:1] in _EDGE_OR_NONE and all(c in _EDGE for c in text)
