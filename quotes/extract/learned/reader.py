"""Runs the network over a document: which words report something, and what each one's parts are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from quotes.document import Document
from quotes.extract.learned.batches import WORDS_BEFORE, WORDS_BEHIND, Surroundings, make_batch, surround
from quotes.extract.learned.crf import TAGS
from quotes.extract.learned.features import Word
from quotes.extract.learned.finding import Finding
from quotes.extract.learned.network import Network
from quotes.extract.learned.windows import MAX_PIECES, Window, WordPieces, cut_windows, read_units
from quotes.extract.spans import is_edge_text
from quotes.model import Span, join_spans

# Windows that are read at once: those of one length together pay no padding, and what few windows fill stays
# in the processor's cache.
WINDOWS_AT_ONCE = 2
# Cues whose surroundings are tagged at once, for the same reason; and cues whose best tags are looked for at
# once, which costs little more than it does for one.
CUES_AT_ONCE, CUES_TOGETHER = 8, 256
# A word is worth a second look as a cue from this probability on: on PolNeAR dev, 0.3 makes 6 % more second
# looks for the same F1, and 0.5 costs 0.1.
MIN_CUE = 0.4


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word that may be the head of a cue, with what the second stage needs of its window."""

    window: Window
    word: int
    chance: float
    vector: Tensor  # what the cue says
    words: Tensor  # what each word of the window says


class Reader:
    """A network ready to read."""

    def __init__(self, network: Network, pieces: WordPieces) -> None:
        self._network = network.eval()
        self._pieces = pieces

    def read(self, doc: Document, *, min_cue: float = MIN_CUE, size: int = MAX_PIECES) -> tuple[Finding, ...]:
        """Findings of a document, in order of their cues."""
        # those of a length together, so that little is padded
        windows = sorted(cut_windows(read_units(doc, self._pieces), size=size), key=_length)
        cues: list[_Cue] = []
        findings: list[Finding] = []
        with torch.inference_mode():
            for first in range(0, len(windows), WINDOWS_AT_ONCE):
                cues += self._find_cues(windows[first : first + WINDOWS_AT_ONCE], min_cue)
            cues.sort(key=_reach)
            for first in range(0, len(cues), CUES_TOGETHER):
                findings += self._read_cues(doc, cues[first : first + CUES_TOGETHER])
        return tuple(sorted(findings, key=lambda finding: (finding.sentence, finding.token)))

    def _find_cues(self, windows: Sequence[Window], min_cue: float) -> Iterator[_Cue]:
        network = self._network
        batch = make_batch(windows, self._pieces)
        words = network.read(batch.pieces, batch.mask, batch.piece_word, batch.first_piece, batch.features)
        chances = torch.sigmoid(network.score_cues(words)) * batch.words
        found = (chances > min_cue).nonzero()
        if not len(found):
            return
        said = network.word_in(words)
        vectors = network.cue_in(words[found[:, 0], found[:, 1]])
        for (at, word), vector in zip(found.tolist(), vectors, strict=True):
            yield _Cue(windows[at], word, float(chances[at, word]), vector, said[at])

    def _read_cues(self, doc: Document, cues: Sequence[_Cue]) -> Iterator[Finding]:
        network = self._network
        windows = {id(cue.window): cue.window for cue in cues}
        numbers = {key: number for number, key in enumerate(windows)}
        places = [(numbers[id(cue.window)], cue.word) for cue in cues]
        around = surround([doc] * len(windows), list(windows.values()), places)
        read = network.chain.read(self._score_tags(cues, around), around.lengths)
        for i, cue in enumerate(cues):
            head = cue.window.words[cue.word]
            near_words = cue.window.words[around.starts[i] : around.starts[i] + around.lengths[i]]
            parts = spans_of_tags(near_words, read.paths[i])
            yield Finding(
                head.sentence, head.index, cue.chance, read.sure[i], read.nothing[i],
                parts["source"], parts["cue"], parts["content"],
            )  # fmt: skip

    def _score_tags(self, cues: Sequence[_Cue], around: Surroundings) -> Tensor:
        """Scores of tags, (cues, words, tags)."""
        network = self._network
        scores = torch.zeros(*around.mask.shape, len(TAGS))
        for first in range(0, len(cues), CUES_AT_ONCE):
            here = slice(first, first + CUES_AT_ONCE)
            count = max(around.lengths[here])
            near = torch.zeros(len(cues[here]), count, network.shape.tag_width)
            for row, cue, start, length in zip(
                near, cues[here], around.starts[here], around.lengths[here], strict=True
            ):
                row[:length] = cue.words[start : start + length]
            vectors = torch.stack([cue.vector for cue in cues[here]])
            pairs, mask = around.pairs[here, :count], around.mask[here, :count]
            scores[here, :count] = network.score_tags_of(near, vectors, pairs, mask)
        return scores


def _reach(cue: _Cue) -> int:
    """How many words are tagged around a cue."""
    return min(cue.word, WORDS_BEFORE) + min(len(cue.window.words) - cue.word, WORDS_BEHIND)


def _length(window: Window) -> int:
    return sum(map(len, window.pieces))


def spans_of_tags(words: Sequence[Word], tags: Sequence[int]) -> dict[str, tuple[Span, ...]]:
    """The spans of each role; one never goes from one paragraph into the next."""
    runs: dict[str, list[list[Word]]] = {"source": [], "cue": [], "content": []}
    before = ""
    for word, number in zip(words, tags, strict=True):
        place, _, role = TAGS[number].partition("-")
        if role:
            row = runs[role]
            if place == "I" and before == role and row[-1][-1].paragraph == word.paragraph:
                row[-1].append(word)
            else:
                row.append([word])
        before = role
    return {role: join_spans(_span(run) for run in rows) for role, rows in runs.items()}


def _span(run: Sequence[Word]) -> Span:
    """From the first to the last word of a run, without punctuation at its edges unless it is all of it."""
    kept = [i for i, word in enumerate(run) if not is_edge_text(word.token.text)]
    if kept:
        run = run[kept[0] : kept[-1] + 1]
    return Span(run[0].token.span.start, max(word.token.span.end for word in run))
