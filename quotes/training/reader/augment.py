"""Changes what an article is about, and how it is set, but not who says what.

The annotated articles are about one country in one year. A reader that learned its names would find less in
other news; so names are swapped for others and for made-up ones, marks for those of other houses, and a few
words and features are hidden.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from quotes.document import EntityLabel
from quotes.extract.learned.features import LABELS, UPOS, Word
from quotes.extract.learned.windows import Window, WordPieces
from quotes.training.reader.examples import Example

# Share of windows whose names, whose quotation marks, are swapped.
NAMES, MARKS = 0.5, 0.15
# In such a window, share of names; of the new ones, those that are made up of pieces at random.
SWAPPED, MADE_UP = 0.6, 0.4
# Share of words hidden from the encoder; of words whose tags are.
HIDDEN, UNTAGGED = 0.02, 0.02
# Names are made up of pieces from here on: before stand marks, single characters and unused places.
_FIRST_WORD = 2000

_NAMED = {
    LABELS.index(label) for label in (EntityLabel.PERSON, EntityLabel.ORGANIZATION, EntityLabel.LOCATION)
}
_PROPER = UPOS.index("PROPN")
_STYLES = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("``", "''"), ("‘", "’"))
_OPENING, _CLOSING = {"“", "``", "«", "„"}, {"”", "''", "»"}


class Augmenter:
    """Makes changed copies of windows; the same seed makes the same."""

    def __init__(
        self, examples: Sequence[Example], pieces: WordPieces, rng: random.Random, vocabulary: int
    ) -> None:
        self._pieces, self._rng, self._vocabulary = pieces, rng, vocabulary
        self._first = min(_FIRST_WORD, vocabulary // 2)
        pools: dict[int, set[tuple[int, ...]]] = {label: set() for label in _NAMED}
        for example in examples:
            for paragraph in example.units:
                for unit in paragraph:
                    for word, ids in unit:
                        if word.features[2] == _PROPER and word.features[4] in _NAMED:
                            pools[word.features[4]].add(ids)
        self._pools = {label: sorted(pool) for label, pool in pools.items()}

    def __call__(self, window: Window) -> Window:
        rng = self._rng
        pieces = list(window.pieces)
        words = list(window.words)
        if rng.random() < NAMES:
            self._swap_names(words, pieces)
        if rng.random() < MARKS:
            self._swap_marks(words, pieces)
        for i, word in enumerate(words):
            if rng.random() < HIDDEN:
                pieces[i] = (self._pieces.unknown,)
            if rng.random() < UNTAGGED:
                words[i] = self._untag(word)
        return Window(tuple(words), tuple(pieces))

    def _swap_names(self, words: Sequence[Word], pieces: list[tuple[int, ...]]) -> None:
        rng = self._rng
        swapped: dict[tuple[int, ...], tuple[int, ...]] = {}
        for i, word in enumerate(words):
            label = word.features[4]
            if word.features[2] != _PROPER or label not in _NAMED:
                continue
            ids = pieces[i]
            if ids not in swapped:
                if rng.random() >= SWAPPED:
                    swapped[ids] = ids
                elif rng.random() < MADE_UP:
                    swapped[ids] = tuple(
                        rng.randrange(self._first, self._vocabulary) for _ in range(rng.randint(1, 3))
                    )
                else:
                    swapped[ids] = rng.choice(self._pools[label])
            pieces[i] = swapped[ids]

    def _swap_marks(self, words: Sequence[Word], pieces: list[tuple[int, ...]]) -> None:
        opening, closing = self._rng.choice(_STYLES)
        for i, word in enumerate(words):
            text = word.token.text
            if text == '"':
                opens = word.features[1] == 5
            elif text in _OPENING or text in _CLOSING:
                opens = text in _OPENING
            else:
                continue
            pieces[i] = self._pieces.split(opening if opens else closing)

    def _untag(self, word: Word) -> Word:
        shape, quoted, *_, place, depth = word.features
        return replace(word, features=(shape, quoted, 0, 0, 0, place, depth))
