"""Recurrent layers in 8-bit whole numbers: twice as fast where the processor can (AVX-512 VNNI).

Weights have one scale a row. What goes into a layer has one scale a word, chosen anew for each, so that a
word's result does not depend on what is read along with it. What a layer remembers lies between -1 and 1 by
the nature of an LSTM and has one scale for all.

Where the processor cannot, the same whole numbers are multiplied as floats: about as fast as torch's own
layers, with the same answers, so that a text is read alike on every machine.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import torch
from torch import Tensor, nn

# Largest whole number on either side of nothing.
_MOST = 127
# Less than this is nothing: it keeps a row of nothings from a division by zero.
_LEAST = 1e-12
# Rows that are multiplied at once, so that what comes out stays in the cache of the processor.
_ROWS_AT_ONCE = 256


def cut_rows(count: int) -> Iterator[slice]:
    """Rows in parts that are worked on at once."""
    for begin in range(0, count, _ROWS_AT_ONCE):
        yield slice(begin, begin + _ROWS_AT_ONCE)


@cache
def can_multiply_integers() -> bool:
    """True where torch multiplies whole numbers faster than floats, and right."""
    try:
        if not torch.cpu._is_vnni_supported():
            return False
        rows = torch.linspace(-_MOST, _MOST, 40 * 24).view(40, 24).to(torch.int8)
        fast, slow = (IntegerMatrix(rows.float(), fast=fast).multiply(rows) for fast in (True, False))
        return torch.equal(fast, slow)
    except (AttributeError, RuntimeError, NotImplementedError):  # another version, another processor
        return False


@dataclass(frozen=True, slots=True)
class Rounded:
    """Rows of floats as whole numbers, each row with its own scale.

    numbers  (rows, size), from -127 to 127
    scale    what one is worth, (rows, 1)
    """

    numbers: Tensor
    scale: Tensor

    @classmethod
    def of(cls, flat: Tensor) -> "Rounded":
        """The nearest whole numbers."""
        numbers, scale = flat.new_empty(flat.shape, dtype=torch.int8), flat.new_empty(len(flat), 1)
        for part in cut_rows(len(flat)):
            rows = flat[part]
            scale[part] = rows.abs().amax(1, keepdim=True).clamp_(min=_LEAST).mul_(1 / _MOST)
            numbers[part] = rows.div(scale[part]).round_()
        return cls(numbers, scale)

    def __getitem__(self, part: slice) -> "Rounded":
        """Some of the rows."""
        return Rounded(self.numbers[part], self.scale[part])


class IntegerMatrix:
    """A matrix (out, in) of whole numbers that rows are multiplied with.

    weight  whole numbers from -127 to 127
    fast    False multiplies them as floats, which every processor can; with fewer than 1,000 columns no sum
            is too large for that to be exact
    """

    def __init__(self, weight: Tensor, *, fast: bool | None = None) -> None:
        self._fast = can_multiply_integers() if fast is None else fast
        numbers = weight.t().contiguous()
        self._numbers = numbers.to(torch.int8) if self._fast else numbers

    def multiply(self, numbers: Tensor) -> Tensor:
        """Rows of whole numbers times the matrix: (rows, out), whole numbers as floats."""
        if self._fast:
            return torch._int_mm(numbers, self._numbers).float()
        return numbers.float() @ self._numbers


class IntegerLinear:
    """What a linear layer does, in whole numbers."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        rounded = Rounded.of(weight.detach())
        self._matrix = IntegerMatrix(rounded.numbers.float())
        self._scale = rounded.scale[:, 0]
        self._bias = bias.detach()

    def __call__(self, rows: Rounded) -> Tensor:
        """(rows, in) to (rows, out)."""
        result = rows.scale.new_empty(len(rows.numbers), len(self._bias))
        for part in cut_rows(len(result)):
            product = self._matrix.multiply(rows.numbers[part]).mul_(self._scale)
            torch.addcmul(self._bias, product, rows.scale[part], out=result[part])
        return result


class IntegerBilinear:
    """A bilinear function of two vectors with several results.

    weight  (size of the first, size of the second, results)
    """

    def __init__(self, weight: Tensor) -> None:
        weight = weight.detach()
        # One scale a result, and one for each place of the second vector: neither touches what lies between.
        self._results = (weight.abs().amax((0, 1)) / _MOST).clamp(min=_LEAST)
        scaled = weight / self._results
        self._places = (scaled.abs().amax((0, 2)) / _MOST).clamp(min=_LEAST)
        numbers = torch.round(scaled / self._places[:, None])
        self._matrix = IntegerMatrix(numbers.flatten(1).t())
        self._shape = weight.shape[1:]

    def __call__(self, first: Rounded, second: Tensor) -> Tensor:
        """Results for each pair of rows: (rows, results)."""
        between = self._matrix.multiply(first.numbers).view(-1, *self._shape)
        sums = torch.bmm((second * self._places)[:, None], between)[:, 0]
        return sums.mul_(self._results).mul_(first.scale)


class IntegerLayer:
    """One bidirectional layer of an LSTM.

    hidden, cell  states to begin with, forward and backward: (2, hidden)
    """

    def __init__(self, lstm: nn.LSTM, layer: int, hidden: Tensor, cell: Tensor) -> None:
        self._size = lstm.hidden_size
        self._ahead = _Direction(lstm, f"l{layer}", hidden[0], cell[0])
        self._back = _Direction(lstm, f"l{layer}_reverse", hidden[1], cell[1])

    def run(self, rows: Rounded, active: Sequence[int], which: Tensor | None = None) -> Tensor:
        """Outputs for each element, (elements, 2 * hidden), in the order in which the elements come.

        rows    one for each element, all first elements before all second ones, and so on, of the longest
                sequence first; or each different one once
        active  sequences that have an element at each step
        which   row of each element, where they are not one each
        """
        outputs = rows.scale.new_empty(sum(active), 2 * self._size)
        steps = [slice(end - count, end) for end, count in zip(accumulate(active), active, strict=True)]
        self._ahead.run(self._ahead.read(rows, which), steps, outputs[:, : self._size])
        # Backward, sequences that are shorter join when their last element comes.
        self._back.run(self._back.read(rows, which), steps[::-1], outputs[:, self._size :])
        return outputs


class _Direction:
    def __init__(self, lstm: nn.LSTM, suffix: str, hidden: Tensor, cell: Tensor) -> None:
        read, remembered, *biases = (
            _order_gates(getattr(lstm, f"{name}_{suffix}").detach())
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        self._read = IntegerLinear(read, biases[0] + biases[1])
        rounded = Rounded.of(remembered)
        self._remembered = IntegerMatrix(rounded.numbers.float())
        self._scale = rounded.scale[:, 0] / _MOST
        self._hidden = _round(hidden.detach()).to(torch.int8)
        self._cell = cell.detach()

    def read(self, rows: Rounded, which: Tensor | None) -> Callable[[slice], Tensor]:
        """What the layer reads of some elements, when it asks for them: few at a time, to stay in the cache.

        Where many elements have the same row, each row is read once, before all steps.
        """
        if which is None:
            return lambda part: self._read(rows[part])
        gates = self._read(rows)
        return lambda part: gates.index_select(0, which[part])

    def run(self, read: Callable[[slice], Tensor], steps: Sequence[slice], outputs: Tensor) -> None:
        """Fill in outputs, (elements, hidden).

        read   gives gates of elements
        steps  elements of each step, in the order of the steps
        """
        size = len(self._cell)
        count = max(step.stop - step.start for step in steps)
        numbers, cells = self._hidden.repeat(count, 1), self._cell.repeat(count, 1)
        for step in steps:
            output = outputs[step]
            # Without the sequences that have ended, or not begun.
            known, cell = numbers[: len(output)], cells[: len(output)]
            gates = read(step)
            gates.addcmul_(self._remembered.multiply(known), self._scale)
            gates[:, : 3 * size].sigmoid_()
            gates[:, 3 * size :].tanh_()
            let_in, forget, let_out, new = gates.chunk(4, 1)
            cell.mul_(forget).addcmul_(let_in, new)
            known.copy_(_round(torch.tanh(cell, out=output).mul_(let_out)))


def _round(flat: Tensor) -> Tensor:
    """Floats from -1 to 1 as whole numbers (still of the type of floats), of which 127 is 1."""
    return flat.mul(_MOST).round_()


def _order_gates(weight: Tensor) -> Tensor:
    """torch's order of gates is in, forget, new, out: here what is new comes last."""
    let_in, forget, new, let_out = weight.chunk(4)
    return torch.cat((let_in, forget, let_out, new))
