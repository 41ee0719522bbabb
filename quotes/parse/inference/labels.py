"""The best label of each arc, by a bilinear function with one result a label.

That function takes as long as half a recurrent layer, and for nearly all arcs one label is far better than
any other. So in whole numbers every arc is first looked at through the few largest directions of each
label's matrix, and only arcs with two labels close together are scored in full.
"""

from typing import Any

import torch
from torch import Tensor, nn

from quotes.parse.inference.integers import IntegerBilinear, Rounded

# Arcs whose labels are scored at once: what lies between takes 30 kB an arc, and should stay in the cache.
_LABELED_AT_ONCE = 128
_LABELED_AT_ONCE_IN_INTEGERS = 32

# Directions of each label's matrix for the first look ...
_RANK = 12
# ... and how much better the best label must be than the next one for that look to count. Of 10,500 arcs of
# the development sets of EWT and GUM, 91 in 100 are; with a third of it, too, none had another label in full.
_CLEAR = 1.5


class LabelChooser:
    """Chooses among the labels that a scorer of Stanza's (PairwiseBilinear) scores.

    integers  whether to multiply in whole numbers, after a first look
    """

    def __init__(self, bilinear: Any, *, integers: bool) -> None:
        self._bias = bilinear.bias.detach()
        self._shape = (bilinear.input2_size, bilinear.output_size)
        self._integers = integers
        weight = bilinear.weight.detach()
        if integers:
            self._whole = IntegerBilinear(weight)
            self._left, self._right = _find_directions(weight)
        else:
            self._weight = weight.reshape(bilinear.input1_size, -1)

    def choose(self, dependents: Tensor, heads: Tensor) -> list[int]:
        """Best label for each pair of a word and its head."""
        dependents, heads = with_one(dependents), with_one(heads)
        find = self._choose_after_a_look if self._integers else self._choose_in_full
        best: list[int] = find(dependents, heads).tolist()
        return best

    def _choose_after_a_look(self, dependents: Tensor, heads: Tensor) -> Tensor:
        looks = (dependents @ self._left).mul_(heads @ self._right)
        scores = looks.view(len(looks), _RANK, -1).sum(1).add_(self._bias)
        (first, second), (best, _) = (column.unbind(1) for column in scores.topk(2, 1))
        doubtful = torch.nonzero(first - second < _CLEAR).flatten()
        if len(doubtful):
            best[doubtful] = self._choose_in_full(
                dependents.index_select(0, doubtful), heads.index_select(0, doubtful)
            )
        return best

    def _choose_in_full(self, dependents: Tensor, heads: Tensor) -> Tensor:
        best = torch.empty(len(dependents), dtype=torch.long)
        size = _LABELED_AT_ONCE_IN_INTEGERS if self._integers else _LABELED_AT_ONCE
        for begin in range(0, len(dependents), size):
            part = slice(begin, begin + size)
            if self._integers:
                scores = self._whole(Rounded.of(dependents[part]), heads[part])
            else:
                between = (dependents[part] @ self._weight).view(-1, *self._shape)
                scores = torch.bmm(heads[part, None], between)[:, 0]
            best[part] = scores.add_(self._bias).argmax(1)
        return best


def _find_directions(weight: Tensor) -> tuple[Tensor, Tensor]:
    """For each label, directions of the first vector, and what they meet in the second.

    They are those of the largest singular values, by which least of the matrix is lost. Two matrices, each
    (size, rank * labels).

    weight  (size of the first, size of the second, labels)
    """
    matrices = weight.permute(2, 0, 1)
    left = torch.linalg.eigh(matrices @ matrices.transpose(1, 2)).eigenvectors[:, :, -_RANK:]
    right = left.transpose(1, 2) @ matrices
    return left.permute(1, 2, 0).flatten(1).contiguous(), right.permute(2, 1, 0).flatten(1).contiguous()


def with_one(vectors: Tensor) -> Tensor:
    """Vectors with a 1 behind, which makes a bilinear function of them biaffine."""
    return nn.functional.pad(vectors, (0, 1), value=1.0)
