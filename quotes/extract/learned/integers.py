"""Matrices multiplied in 8-bit whole numbers: three times as fast where the processor can (AVX-512 VNNI).

Weights are whole numbers with one scale a row, as they lie on disk. What goes in is rounded to whole numbers
with one scale a word, chosen anew for each, from its least value to its largest: one scale for all words, the
usual way, lets a few large values (which these encoders have) eat up the others and costs a point of F1; this
costs nothing that could be measured. A word's result depends on that word alone, not on what is read along.
Torch rounds whole rows at once for its tables of embeddings, three to seven times as fast as by single
operations, so that is what is used.

Where the processor cannot, the same whole numbers are multiplied as floats: slower, with the same answers.
"""

from functools import cache

import torch
from torch import Tensor, nn
from torch.nn import functional

# Largest whole number of a weight, on either side of nothing.
_MOST = 127
# Largest whole number of what goes in, from its least value up.
_STEPS = 255
# Bytes behind the numbers of a word: the size of a step and the least value, as 32-bit floats.
_BEHIND = 8
# Added to the range of a word's values; as in torch's own rounding of rows.
_LEAST_RANGE = 1e-8
# Less than this is nothing: it keeps a row of nothings from a division by zero.
_LEAST = 1e-12
# A smaller side is not worth it.
_MIN_SIDE = 16


@cache
def can_multiply_integers() -> bool:
    """True where torch multiplies whole numbers faster than floats, and right."""
    try:
        if not torch.cpu._is_vnni_supported():
            return False
        layer = nn.Linear(32, 32)
        x = torch.linspace(-1, 1, 96).view(3, 32)
        with torch.inference_mode():
            fast, slow = (IntegerLinear(layer, fast=fast)(x) for fast in (True, False))
        return torch.allclose(fast, slow, atol=1e-4)
    except (AttributeError, RuntimeError, NotImplementedError):  # another version, another processor
        return False


class IntegerLinear(nn.Module):
    """What a linear layer does, in whole numbers. To read with, not to train.

    fast  False multiplies them as floats, which every processor can
    """

    def __init__(self, layer: nn.Linear, *, fast: bool) -> None:
        super().__init__()
        weight = layer.weight.detach()
        scale = (weight.abs().amax(1) / _MOST).clamp(min=_LEAST)
        numbers = torch.round(weight / scale.unsqueeze(1))
        self.fast = fast
        self.scale = scale
        self.bias = torch.zeros(len(weight)) if layer.bias is None else layer.bias.detach().clone()
        # what a word adds whose values are all 1
        self.ones = numbers.sum(1) * scale
        if fast:
            # the scale and the least value of a word lie behind its numbers: noughts let them count nothing
            padded = functional.pad(numbers, (0, _BEHIND)).to(torch.int8)
            self.weight = torch.ops.onednn.qlinear_prepack(padded, None)
            self.zeros = torch.zeros(len(weight), dtype=torch.int64)
        else:
            self.weight = numbers

    def forward(self, x: Tensor) -> Tensor:
        """Any shape (..., in) to (..., out)."""
        flat = x.reshape(-1, x.shape[-1])
        y: Tensor
        if self.fast:
            numbers = torch.ops.quantized.embedding_bag_byte_prepack(flat)
            y = torch.ops.onednn.qlinear_pointwise(
                numbers, 1.0, 0, self.weight, self.scale, self.zeros, None,
                1.0, 0, torch.float32, "none", [], "",
            )  # fmt: skip
            step, least = numbers[:, -_BEHIND:].contiguous().view(torch.float32).split(1, 1)
        else:
            least, most = flat.aminmax(dim=1, keepdim=True)
            step = (most - least) / _STEPS
            numbers = torch.round((flat - least) * (_STEPS / (most - least + _LEAST_RANGE)))
            y = functional.linear(numbers, self.weight).mul_(self.scale)
        y = torch.addcmul(self.bias, y, step, out=y)
        return torch.addcmul(y, least, self.ones, out=y).view(*x.shape[:-1], -1)


def use_integers(network: nn.Module) -> None:
    """Let a network that will only be read with multiply in whole numbers, for good."""
    fast = can_multiply_integers()
    for part in list(network.modules()):
        for name, layer in part.named_children():
            if isinstance(layer, nn.Linear) and min(layer.weight.shape) > _MIN_SIDE:
                setattr(part, name, IntegerLinear(layer, fast=fast))
