"""What Stanza's tokenizer reads of a text, and the words that its labels cut out of it.

Stanza joins the characters of every word and looks for them in the text again. Here the place of each
character is kept, which gives the same words in a fraction of the time; `tests/parse/test_letters.py`
compares the two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from stanza.models.tokenization.data import NEWLINE_WHITESPACE_RE, WHITESPACE_RE
from stanza.models.tokenization.utils import update_pred_regex

from quotes.parse.annotation import RawWord

# Labels of characters: 0 inside a word, 1 its last one, 2 the last of a sentence, 3 and 4 the same for tokens
# of several words.
SENTENCE_END = 2
SENTENCE_ENDS = (2, 4)

_SPACES = re.compile(" +")
# Every address that Stanza finds has one of these; its own patterns take far longer to find nothing.
_ADDRESS = re.compile(r"@|https?://|www\.|\.(?:gov|org|edu|net|com|co)")


@dataclass(frozen=True, slots=True)
class Letters:
    """A stretch of text without an empty line, as the tokenizer reads it.

    text    each run of blanks and control characters is one blank
    places  of its characters in the text that it comes from, in code points
    """

    text: str
    places: range | Sequence[int]

    def move(self, offset: int) -> "Letters":
        """The same, with places in a text that begins where this many of the other's code points end."""
        places = self.places
        if isinstance(places, range):
            return Letters(self.text, range(places.start - offset, places.stop - offset))
        return Letters(self.text, [place - offset for place in places])


def read_letters(text: str) -> Iterator[Letters]:
    """Stretches of a text between empty lines, without those that have nothing but blanks."""
    begin = 0
    for gap in (*NEWLINE_WHITESPACE_RE.finditer(text), None):
        chunk = WHITESPACE_RE.sub(" ", text[begin : gap.start() if gap else len(text)].rstrip())
        if "  " in chunk:
            places = [
                place
                for place, (one, before) in enumerate(zip(chunk, "x" + chunk, strict=False), begin)
                if not one == before == " "
            ]
            yield Letters(_SPACES.sub(" ", chunk), places)
        elif chunk:
            yield Letters(chunk, range(begin, begin + len(chunk)))
        begin = gap.end() if gap else begin


def cut_words(letters: Letters, labels: np.ndarray) -> Iterator[list[RawWord]]:
    """The sentences that labels make of some letters, one label each; changes `labels`."""
    text, places = letters.text, letters.places
    labels[-1] = 4 if labels[-1] > SENTENCE_END else SENTENCE_END
    if _ADDRESS.search(text):
        update_pred_regex(list(text), labels)
    sentence: list[RawWord] = []
    begin = 0
    for last in np.flatnonzero(labels).tolist():
        word = text[begin : last + 1].lstrip(" ")
        begin = last + 1
        if not word:  # a blank that ends nothing, not even a sentence
            continue
        sentence.append(RawWord(word, places[begin - len(word)], places[last] + 1))
        if labels[last] in SENTENCE_ENDS:
            yield sentence
            sentence = []
    if sentence:
        yield sentence
