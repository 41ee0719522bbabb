"""Words are cut out of a text as Stanza cuts them, whatever the labels."""

from itertools import cycle, islice

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stanza.models.tokenization.data import TokenizationDataset
from stanza.models.tokenization.utils import decode_predictions, update_pred_regex
from stanza.models.tokenization.vocab import Vocab

from quotes.parse.annotation import RawWord
from quotes.parse.inference.letters import SENTENCE_END, cut_words, read_letters

VOCAB = Vocab(data=[[("a", 0)]], lang="en")


def label(length: int, pattern: list[int]) -> np.ndarray:
    return np.array(list(islice(cycle(pattern), length)))


def cut_as_stanza_does(text: str, pattern: list[int]) -> list[list[RawWord]]:
    data = TokenizationDataset({}, input_text=text, vocab=VOCAB, evaluation=True).data
    letters = [[letter for letter, _ in paragraph] for paragraph in data]
    labels = [label(len(paragraph), pattern) for paragraph in letters]
    for paragraph, row in zip(letters, labels, strict=True):
        row[-1] = 4 if row[-1] > SENTENCE_END else SENTENCE_END
        update_pred_regex(paragraph, row)
    _, _, sentences = decode_predictions(VOCAB, None, text, letters, labels, False, False, False)
    return [
        [RawWord(word["text"], word["start_char"], word["end_char"]) for word in sentence]
        for sentence in sentences
    ]


def cut(text: str, pattern: list[int]) -> list[list[RawWord]]:
    return [
        sentence
        for letters in read_letters(text)
        for sentence in cut_words(letters, label(len(letters.text), pattern))
    ]


BLANKS = st.sampled_from(
    [" ", "  ", "\n", "\n\n", "\n \u0085\n", "\t", "\u00a0", "\u0097", "\x1c", "\u2028", "\u200b"]
)
ADDRESSES = st.sampled_from(
    [
        "mail@news.example",
        "https://news.example/a?b=1",
        "www.paper.example.org",
        "paper.co",
        "a.company",
        "http://x.yz",
        "no@address",
    ]
)


@given(
    st.lists(
        st.one_of(st.text(max_size=6), st.sampled_from(["one", "a", "-"]), BLANKS, ADDRESSES), max_size=14
    ),
    st.lists(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4]), min_size=1, max_size=9),
)
@example(["one", "  ", "two", "\n\n", "three"], [0, 0, 1, 1, 0, 2])
@example(["a", "   ", "b c", " "], [1])
@example(["Write to mail@news.example, or see paper.co!"], [0, 1, 0, 2])
@settings(deadline=None, max_examples=400)
def test_words_are_cut_as_stanza_cuts_them(parts: list[str], pattern: list[int]) -> None:
    text = "".join(parts)
    assert cut(text, pattern) == cut_as_stanza_does(text, pattern)


def test_blanks_are_one_and_keep_their_places() -> None:
    (letters,) = read_letters(" a \t b\u0097")
    assert letters.text == " a b "
    assert list(letters.places) == [0, 1, 2, 5, 6]
    assert [letters.text for letters in read_letters("one\n \n\ntwo\nlines\n\n")] == ["one", "two lines"]
    assert list(read_letters(" \n\n ")) == []
