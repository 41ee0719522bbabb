"""Vectors of what comes again and again: words, lemmas, pairs of tags. Each is worked out once and kept."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import torch
from torch import Tensor

Key = TypeVar("Key", bound=Hashable)

# Words that are remembered at most, for each model: some 20 MB. The words of 300 articles of news are fewer;
# when there are more, the memory begins anew.
MAX_ROWS = 20_000


class UnsupportedError(Exception):
    """A model of a make that this package does not know; Stanza's own code must run it."""


def require(condition: object, what: str) -> None:
    """Raise UnsupportedError, with what was missing, unless a condition holds."""
    if not condition:
        raise UnsupportedError(what)


@dataclass(frozen=True, slots=True)
class Repeated:
    """Vectors of elements of which many are equal: words that come again are read once.

    rows   the different ones, (rows, size)
    which  row of each element, (elements,)
    """

    rows: Tensor
    which: Tensor

    def spread(self) -> Tensor:
        """A vector for each element, (elements, size)."""
        return self.rows.index_select(0, self.which)


def find_different(numbers: Tensor) -> tuple[Tensor, Tensor]:
    """The different ones of some whole numbers, and the place among these of each."""
    different, which = np.unique(numbers.numpy(), return_inverse=True)
    return torch.from_numpy(different), torch.from_numpy(which)


class Rows(Generic[Key]):
    """A vector for each key, computed when it is first asked for.

    encode    gives the vectors of new keys, (keys, size)
    max_rows  what is remembered at most, beside the keys of one call
    """

    def __init__(self, encode: Callable[[Sequence[Key]], Tensor], *, max_rows: int = MAX_ROWS) -> None:
        self._encode = encode
        self._max_rows = max_rows
        self._index: dict[Key, int] = {}
        self._rows = torch.empty(0, 0)

    def __len__(self) -> int:
        return len(self._index)

    def take(self, keys: Sequence[Key]) -> Tensor:
        """Vectors of some keys, in order: (keys, size)."""
        return self.at(self.find(keys))

    def take_different(self, keys: Sequence[Key]) -> Repeated:
        """Vectors of some keys, those of equal ones once."""
        different, which = find_different(self.find(keys))
        return Repeated(self.at(different), which)

    def at(self, numbers: Tensor) -> Tensor:
        """Vectors of some keys by the numbers that `find` gave last: (keys, size)."""
        return self._rows.index_select(0, numbers)

    def find(self, keys: Sequence[Key]) -> Tensor:
        """A number for each key, 0-based, which may be another one after the next call: (keys,)."""
        new = [key for key in dict.fromkeys(keys) if key not in self._index]
        if len(self._index) + len(new) > self._max_rows:
            self._index.clear()
            new = list(dict.fromkeys(keys))
        if new:
            self._add(new)
        return torch.tensor([self._index[key] for key in keys])

    def _add(self, keys: Sequence[Key]) -> None:
        vectors = self._encode(keys)
        begin, end = len(self._index), len(self._index) + len(keys)
        if self._rows.shape[0] < end:
            # Twice as much as needed, so that a run of small additions does not copy everything each time.
            rows = vectors.new_empty(2 * end, vectors.shape[1])
            rows[:begin] = self._rows[:begin] if begin else rows[:0]
            self._rows = rows
        self._rows[begin:end] = vectors
        self._index.update(zip(keys, range(begin, end), strict=True))
