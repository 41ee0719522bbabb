"""Runs the network over a document: which words report something, and what each one's parts are."""

import math
from collections.abc import Iterator, Sequence

import torch

from quotes.document import Document
from quotes.extract.learned.batches import make_batch, surround
from quotes.extract.learned.crf import TAGS
from quotes.extract.learned.features import Word
from quotes.extract.learned.finding import Finding
from quotes.extract.learned.network import Network
from quotes.extract.learned.windows import MAX_PIECES, Window, WordPieces, cut_windows, read_units
from quotes.extract.spans import is_edge_text
from quotes.model import Span, join_spans

# Windows that are read at once: more pay nothing on a processor and cost memory.
WINDOWS_AT_ONCE = 8
# A word is worth a second look as a cue from this probability on.
MIN_CUE = 0.1


class Reader:
    """A network ready to read."""

    def __init__(self, network: Network, pieces: WordPieces) -> None:
        self._network = network.eval()
        self._pieces = pieces

    def read(self, doc: Document, *, min_cue: float = MIN_CUE, size: int = MAX_PIECES) -> tuple[Finding, ...]:
        """Findings of a document, in order of their cues."""
        # those of a length together, so that little is padded
        windows = sorted(cut_windows(read_units(doc, self._pieces), size=size), key=_length)
        findings: list[Finding] = []
        with torch.inference_mode():
            for first in range(0, len(windows), WINDOWS_AT_ONCE):
                findings.extend(self._read(doc, windows[first : first + WINDOWS_AT_ONCE], min_cue))
        return tuple(sorted(findings, key=lambda finding: (finding.sentence, finding.token)))

    def _read(self, doc: Document, windows: Sequence[Window], min_cue: float) -> Iterator[Finding]:
        network = self._network
        batch = make_batch(windows, self._pieces)
        words = network.read(batch.pieces, batch.mask, batch.piece_word, batch.first_piece, batch.features)
        chances = torch.sigmoid(network.score_cues(words)) * batch.words
        cues = [(at, word) for at, word in (chances > min_cue).nonzero().tolist()]
        if not cues:
            return
        around = surround([doc] * len(windows), windows, cues)
        near = words[around.window.unsqueeze(1), around.index]
        scores = network.score_tags(near, words[around.window, around.cue], around.pairs, around.mask)
        paths, best = network.chain.decode(scores, around.mask)
        total = network.chain.log_partition(scores, around.mask)
        empty = (network.chain.score(scores, torch.zeros_like(around.index), around.mask) - total).tolist()
        sure = (best - total).tolist()
        for i, (at, word) in enumerate(cues):
            head = windows[at].words[word]
            near_words = windows[at].words[around.starts[i] : around.starts[i] + around.lengths[i]]
            parts = spans_of_tags(near_words, paths[i])
            yield Finding(
                head.sentence, head.index, float(chances[at, word]), min(1.0, math.exp(sure[i])),
                min(1.0, math.exp(empty[i])), parts["source"], parts["cue"], parts["content"],
            )  # fmt: skip


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
