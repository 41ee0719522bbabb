"""Windows, and the surroundings of cues, as tensors."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import torch
from torch import Tensor

from quotes.document import Document
from quotes.extract.learned.features import PAIR_SIZES, WORD_SIZES, pair_features, places_of
from quotes.extract.learned.windows import Window, WordPieces

# Words that are tagged around a cue; a content that goes on for longer is the rules' part.
WORDS_BEFORE, WORDS_BEHIND = 50, 90


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as Network.read takes them; `words` says which words are there."""

    pieces: Tensor
    mask: Tensor
    piece_word: Tensor
    first_piece: Tensor
    features: Tensor
    words: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same on another device."""
        return Batch(*(getattr(self, field.name).to(device) for field in fields(self)))


def make_batch(windows: Sequence[Window], pieces: WordPieces) -> Batch:
    """Tensors of some windows, padded to the longest."""
    rows = [_lay_out(window, pieces) for window in windows]
    length = max(len(ids) for ids, _, _ in rows)
    count = max(len(window.words) for window in windows)
    none = (0,) * len(WORD_SIZES)
    return Batch(
        torch.tensor([ids + [0] * (length - len(ids)) for ids, _, _ in rows]),
        torch.tensor([[True] * len(ids) + [False] * (length - len(ids)) for ids, _, _ in rows]),
        torch.tensor([owner + [-1] * (length - len(owner)) for _, owner, _ in rows]),
        torch.tensor([first + [0] * (count - len(first)) for _, _, first in rows]),
        torch.tensor(
            [[w.features for w in window.words] + [none] * (count - len(window.words)) for window in windows]
        ),
        torch.tensor([[i < len(window.words) for i in range(count)] for window in windows]),
    )


def _lay_out(window: Window, pieces: WordPieces) -> tuple[list[int], list[int], list[int]]:
    """Pieces, the word of each, the first piece of each word."""
    ids, owner, first = [pieces.begin], [-1], []
    before = window.words[0].paragraph
    for number, (word, split) in enumerate(zip(window.words, window.pieces, strict=True)):
        if word.paragraph != before:
            ids.append(pieces.end)
            owner.append(-1)
            before = word.paragraph
        first.append(len(ids))
        ids.extend(split)
        owner.extend([number] * len(split))
    return [*ids, pieces.end], [*owner, -1], first


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What Network.score_tags takes: for each cue its window, its place, the first word around it."""

    window: Tensor
    cue: Tensor
    index: Tensor  # (cues, words) which words of the window
    pairs: Tensor
    mask: Tensor
    starts: tuple[int, ...]
    lengths: tuple[int, ...]

    def to(self, device: torch.device) -> "Surroundings":
        """The same on another device."""
        moved = {name: getattr(self, name).to(device) for name in ("window", "cue", "index", "pairs", "mask")}
        return replace(self, **moved)


def surround(
    doc_of: Sequence[Document], windows: Sequence[Window], cues: Sequence[tuple[int, int]]
) -> Surroundings:
    """The words around some cues, each a (window, word); `doc_of` names each window's document."""
    places = {at: places_of(windows[at].words) for at in {at for at, _ in cues}}
    starts = tuple(max(0, cue - WORDS_BEFORE) for _, cue in cues)
    ends = [min(len(places[at]), cue + WORDS_BEHIND) for at, cue in cues]
    lengths = tuple(end - start for start, end in zip(starts, ends, strict=True))
    steps = np.arange(max(lengths))
    mask = steps < np.array(lengths)[:, None]
    pairs = np.zeros((*mask.shape, len(PAIR_SIZES)), dtype=np.int64)
    for row, (at, cue) in enumerate(cues):
        sentence = doc_of[at].sentences[windows[at].words[cue].sentence]
        near = places[at][starts[row] : ends[row]]
        pairs[row, : lengths[row]] = pair_features(near, cue - starts[row], sentence)
    return Surroundings(
        torch.tensor([at for at, _ in cues]),
        torch.tensor([cue for _, cue in cues]),
        torch.from_numpy(np.where(mask, np.array(starts)[:, None] + steps, 0)),
        torch.from_numpy(pairs),
        torch.from_numpy(mask),
        starts,
        lengths,
    )
