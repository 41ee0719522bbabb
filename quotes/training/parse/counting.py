"""Precision, recall and F1 of labeled things."""

from collections import Counter
from collections.abc import Iterable


class Counts:
    """How many of each label were there, were found, and were found rightly."""

    def __init__(self) -> None:
        self._gold: Counter[str] = Counter()
        self._found: Counter[str] = Counter()
        self._right: Counter[str] = Counter()

    def add(self, gold: str, found: str, *, right: bool) -> None:
        """One word with its label in the gold and the one that was given to it."""
        self._gold[gold] += 1
        self._found[found] += 1
        self._right[gold] += right

    def add_sets(self, gold: Iterable[tuple[int, int, str]], found: Iterable[tuple[int, int, str]]) -> None:
        """Things of one sentence: first and last word and label."""
        gold, found = set(gold), set(found)
        self._gold.update(name for _, _, name in gold)
        self._found.update(name for _, _, name in found)
        self._right.update(name for _, _, name in gold & found)

    def names(self) -> list[str]:
        """Labels of the gold, the most frequent first."""
        return [name for name, _ in self._gold.most_common()]

    def right(self) -> int:
        """How many were right, of all labels."""
        return self._right.total()

    def f1(self, name: str | None = None) -> float:
        """F1 of one label, or of all; 0 where there is nothing."""
        if name is None:
            right, total = self._right.total(), self._gold.total() + self._found.total()
        else:
            right, total = self._right[name], self._gold[name] + self._found[name]
        return 2 * right / total if total else 0.0
