"""What spans are compared by: tokens of the text, and which gold an output stands for.

Punctuation at the edges of a span never counts, so that "said" and "said," are the same cue, unless a span
is all punctuation.
"""

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.errors import DataError
from quotes.evaluate.rows import Row
from quotes.model import Kind, Span

Tokens = frozenset[int]  # indices of tokens of one text

# Gold and output are the same attribution when their contents share at least this part of either.
MIN_SHARED = 0.5

_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARK = re.compile("[\"“”„‟«»]|''|``")
_STRAIGHT = ('"', "''")
_OPENING = ("“", "„", "«", "``")
_BEFORE_OPENING = "([{/—–-‘'"


class TokenizedText:
    """Tokens of a text (runs of word characters, other single characters), and which are quoted."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        spans = [found.span() for found in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._is_word = [text[start].isalnum() or text[start] == "_" for start, _ in spans]
        self._quoted: set[int] = set()
        for region in find_quoted(text):
            self._quoted.update(self._between(region))

    def tokens(self, spans: Iterable[Span]) -> Tokens:
        """Tokens of some spans, punctuation at the edges of each left out; DataError beyond the text."""
        found: set[int] = set()
        for span in spans:
            if span.end > self._length:
                raise DataError(f"{span} ends after a text of {self._length} characters")
            inside = self._between(span)
            words = [i for i in inside if self._is_word[i]]
            found.update(range(words[0], words[-1] + 1) if words else inside)
        return frozenset(found)

    def words(self, tokens: Tokens) -> Tokens:
        """Those that are words, by which exact comparison goes; all of them when none is."""
        return frozenset(i for i in tokens if self._is_word[i]) or tokens

    def kind_of(self, tokens: Tokens) -> Kind:
        """Direct when all words stand inside double quotation marks, mixed when some do."""
        words = self.words(tokens)
        inside = sum(i in self._quoted for i in words)
        if not inside:
            return Kind.INDIRECT
        return Kind.DIRECT if inside == len(words) else Kind.MIXED

    def _between(self, span: Span) -> range:
        """Tokens that share a character with a span."""
        return range(bisect.bisect_right(self._ends, span.start), bisect.bisect_left(self._starts, span.end))


def find_quoted(text: str) -> list[Span]:
    """Stretches inside double quotation marks, marks included; an unclosed one ends with its line.

    Kept apart from how the program itself reads quotation marks, so that a mistake there shows in the scores.
    """
    regions = []
    for line in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in _MARK.finditer(text, line.start(), line.end()):
            before = text[mark.start() - 1] if mark.start() > line.start() else " "
            after = text[mark.end()] if mark.end() < line.end() else " "
            fits = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
            # Some articles open with a closing mark.
            opens = fits if mark[0] in _STRAIGHT else mark[0] in _OPENING or (fits and opened is None)
            if opens and opened is None:
                opened = mark.start()
            elif not opens and opened is not None:
                regions.append(Span(opened, mark.end()))
                opened = None
        if opened is not None:
            regions.append(Span(opened, line.end()))
    return regions


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A row by its tokens."""

    row: Row
    source: Tokens
    cue: Tokens
    content: Tokens
    kind: Kind

    def role(self, name: str) -> Tokens:
        """Tokens of "source", "cue" or "content"."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


def tokenize_rows(text: TokenizedText, rows: Iterable[Row]) -> list[TokenRow]:
    """Rows by their tokens, in order."""
    found = []
    for row in rows:
        content = text.tokens(row.content)
        found.append(
            TokenRow(row, text.tokens(row.source), text.tokens(row.cue), content, text.kind_of(content))
        )
    return found


def agree(one: Tokens, other: Tokens) -> bool:
    """True when they overlap, or when there is nothing on either side."""
    return bool(one & other) or (not one and not other)


def match_rows(gold: Sequence[TokenRow], output: Sequence[TokenRow]) -> list[tuple[int, int]]:
    """Pairs (position in gold, position in output), each at most once, most similar contents first."""
    pairs = []
    for g, wanted in enumerate(gold):
        for o, found in enumerate(output):
            shared = len(wanted.content & found.content)
            if shared and shared >= MIN_SHARED * max(len(wanted.content), len(found.content)):
                pairs.append((-shared / len(wanted.content | found.content), g, o))
    matched_gold: set[int] = set()
    matched_output: set[int] = set()
    matched = []
    for _, g, o in sorted(pairs):
        if g not in matched_gold and o not in matched_output:
            matched_gold.add(g)
            matched_output.add(o)
            matched.append((g, o))
    return matched
