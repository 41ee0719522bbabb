"""Sequences of similar length side by side, and recurrent layers over them.

Everything else keeps the elements of all sequences in one flat tensor (elements, size). torch runs a
recurrent layer fastest over a full rectangle (time, sequences, size) in one direction: three times as fast
as over its own packed sequences for the small layers of the tokenizer. So a backward pass is a forward pass
over turned sequences, and padding is kept small by taking sequences of similar length together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor, nn

# A sequence joins a rectangle when it fills at least this share of a row ...
MIN_FILLED = 0.8
# ... or when there are fewer than this many: a step of the layer costs nearly as much for one as for 16.
MIN_SEQUENCES = 16


@dataclass(frozen=True)
class Layout:
    """Where the elements of some sequences stand in a flat tensor and in a rectangle (time, sequences).

    members  indices of the sequences in what was given to `group_by_length`, longest first
    lengths  elements of each; the flat tensor has them in this order
    """

    members: tuple[int, ...]
    lengths: np.ndarray

    @cached_property
    def starts(self) -> np.ndarray:
        """Index of the first element of each sequence in the flat tensor."""
        starts: np.ndarray = np.cumsum(self.lengths) - self.lengths
        return starts

    @property
    def shape(self) -> tuple[int, int]:
        """Time steps and sequences."""
        return int(self.lengths[0]), len(self.members)

    @cached_property
    def forward(self) -> Tensor:
        """Flat index for each place of the rectangle; padding is filled with any element."""
        steps = np.arange(self.shape[0])[:, None]
        return torch.from_numpy(self.starts + np.where(steps < self.lengths, steps, 0)).flatten()

    @cached_property
    def backward(self) -> Tensor:
        """The same for the turned sequences."""
        steps = np.arange(self.shape[0])[:, None]
        turned = self.lengths - 1 - steps
        return torch.from_numpy(self.starts + np.where(turned >= 0, turned, 0)).flatten()

    @cached_property
    def _sequence_of(self) -> np.ndarray:
        return np.repeat(np.arange(len(self.members)), self.lengths)

    @cached_property
    def _step_of(self) -> np.ndarray:
        steps: np.ndarray = np.arange(int(self.lengths.sum())) - np.repeat(self.starts, self.lengths)
        return steps

    @cached_property
    def from_forward(self) -> Tensor:
        """Place in the rectangle for each flat element."""
        return torch.from_numpy(self._step_of * len(self.members) + self._sequence_of)

    @cached_property
    def from_backward(self) -> Tensor:
        """Place in the turned rectangle for each flat element."""
        turned = np.repeat(self.lengths, self.lengths) - 1 - self._step_of
        return torch.from_numpy(turned * len(self.members) + self._sequence_of)

    @cached_property
    def active(self) -> list[int]:
        """Sequences that have an element at each step; these are the first ones."""
        return [int(n) for n in (self.lengths[:, None] > np.arange(self.shape[0])).sum(0)]

    @cached_property
    def by_step(self) -> Tensor:
        """Flat index of each element when all first ones come first, then all second ones, and so on."""
        return torch.from_numpy(np.lexsort((self._sequence_of, self._step_of)))

    @cached_property
    def from_step(self) -> Tensor:
        """Place in `by_step` for each flat element."""
        inverse = torch.empty_like(self.by_step)
        inverse[self.by_step] = torch.arange(len(inverse))
        return inverse

    def spread(self, flat: Tensor) -> Tensor:
        """A flat tensor as (sequences, time, size); padding holds any element."""
        steps, sequences = self.shape
        return flat.index_select(0, self.forward).view(steps, sequences, -1).transpose(0, 1)


def group_by_length(lengths: Sequence[int], *, limit: int) -> Iterator[Layout]:
    """Sequences of similar length together, so that rectangles hold little padding. Lengths are 1 or more.

    limit  elements of a rectangle at most, padding included; one sequence may be longer
    """
    order = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
    begin = 0
    while begin < len(order):
        longest = lengths[order[begin]]
        end = begin + 1
        while (
            end < len(order)
            and (end + 1 - begin) * longest <= limit
            and (end - begin < MIN_SEQUENCES or lengths[order[end]] >= MIN_FILLED * longest)
        ):
            end += 1
        members = tuple(order[begin:end])
        yield Layout(members, np.array([lengths[i] for i in members]))
        begin = end


def sort_by_length(lengths: Sequence[int], *, limit: int) -> Iterator[Layout]:
    """Sequences in groups of similar length, for layers that read no padding.

    limit  elements of a group at most; one sequence may be longer
    """
    members: list[int] = []
    size = 0
    for member in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        if members and size + lengths[member] > limit:
            yield Layout(tuple(members), np.array([lengths[i] for i in members]))
            members, size = [], 0
        members.append(member)
        size += lengths[member]
    if members:
        yield Layout(tuple(members), np.array([lengths[i] for i in members]))


def run_direction(
    lstm: nn.LSTM, layer: int, flat: Tensor, layout: Layout, *, turned: bool, start: tuple[Tensor, Tensor]
) -> Tensor:
    """One layer of an LSTM in one direction: outputs as a rectangle (time * sequences, hidden).

    flat   (elements, size)
    start  hidden and cell state to begin with, each (hidden,)
    """
    steps, sequences = layout.shape
    index = layout.backward if turned else layout.forward
    suffix = f"l{layer}_reverse" if turned else f"l{layer}"
    weights = [getattr(lstm, f"{name}_{suffix}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    states = [state.expand(1, sequences, -1).contiguous() for state in start]
    rectangle = flat.index_select(0, index).view(steps, sequences, -1)
    output, _, _ = torch.lstm(rectangle, states, weights, True, 1, 0.0, False, False, False)
    return output.view(steps * sequences, -1)


def run_both(lstm: nn.LSTM, layer: int, flat: Tensor, layout: Layout, hidden: Tensor, cell: Tensor) -> Tensor:
    """One layer of a bidirectional LSTM: flat outputs (elements, 2 * hidden).

    hidden, cell  states to begin with, forward and backward: (2, hidden)
    """
    ahead = run_direction(lstm, layer, flat, layout, turned=False, start=(hidden[0], cell[0]))
    back = run_direction(lstm, layer, flat, layout, turned=True, start=(hidden[1], cell[1]))
    return torch.cat(
        (ahead.index_select(0, layout.from_forward), back.index_select(0, layout.from_backward)), 1
    )
