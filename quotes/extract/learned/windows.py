"""Cuts a document into windows of whole paragraphs that fit the encoder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

from quotes.document import Document
from quotes.errors import DataError
from quotes.extract.learned.features import Word, WordReader

# Word pieces of a window, the special ones included.
MAX_PIECES = 192
# A word of more pieces than this (a web address) is cut off.
MAX_WORD_PIECES = 12


class WordPieces:
    """Splits words into the encoder's word pieces; remembers the words that it has split."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.unknown = self._number("[UNK]")
        self.begin = self._number("[CLS]")
        self.end = self._number("[SEP]")
        self.split = lru_cache(maxsize=50_000)(self._split)

    def _number(self, piece: str) -> int:
        number = self._tokenizer.token_to_id(piece)
        if number is None:
            raise DataError(f"a vocabulary without {piece}")
        return int(number)

    def _split(self, text: str) -> tuple[int, ...]:
        """Numbers of the pieces of one word; never empty."""
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids[:MAX_WORD_PIECES]
        return tuple(ids) or (self.unknown,)


# Words with their pieces: a sentence or a part of one.
Unit = list[tuple[Word, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive words with their pieces. A new paragraph begins behind a [SEP]."""

    words: tuple[Word, ...]
    pieces: tuple[tuple[int, ...], ...]


def read_units(doc: Document, pieces: WordPieces) -> list[list[Unit]]:
    """The words of a document with their pieces, by paragraph and sentence."""
    reader = WordReader(doc)
    return [
        [
            [(word, pieces.split(word.token.text)) for word in reader.read(s, starts_paragraph=not i)]
            for i, s in enumerate(doc.sentences_of(number))
        ]
        for number in range(len(doc.paragraphs))
    ]


def cut_windows(paragraphs: Sequence[Sequence[Unit]], *, size: int = MAX_PIECES) -> Iterator[Window]:
    """Windows of a document, in order; together they hold every word once.

    Whole paragraphs as long as they fit into `size` pieces, else whole sentences, else as many words as fit.
    """
    rows: Unit = []
    used = 2
    for paragraph in paragraphs:
        units = list(paragraph)
        if sum(map(_size, units)) + 2 <= size:
            units = [[row for unit in units for row in unit]]
        for part in (part for unit in units for part in _cut(unit, size - 2)):
            needed = _size(part) + 1
            if rows and used + needed > size:
                yield _window(rows)
                rows, used = [], 2
            rows.extend(part)
            used += needed
    if rows:
        yield _window(rows)


def _size(unit: Unit) -> int:
    return sum(len(ids) for _, ids in unit)


def _cut(unit: Unit, size: int) -> Iterator[Unit]:
    """Parts of a unit that fit; the unit itself if it does."""
    part: Unit = []
    used = 0
    for word, ids in unit:
        if part and used + len(ids) > size:
            yield part
            part, used = [], 0
        part.append((word, ids))
        used += len(ids)
    if part:
        yield part


def _window(rows: Unit) -> Window:
    return Window(tuple(word for word, _ in rows), tuple(ids for _, ids in rows))
