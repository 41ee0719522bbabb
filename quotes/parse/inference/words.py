"""What the tagger and the parser read of a word, and the recurrent layers that read it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import torch
from stanza.models.common.utils import simplify_punct
from stanza.models.common.vocab import ROOT_ID, CompositeVocab
from torch import Tensor, nn

from quotes.parse.inference.characters import LetterReader, check_characters
from quotes.parse.inference.integers import IntegerLayer, IntegerLinear, Rounded, cut_rows
from quotes.parse.inference.layout import Layout, group_by_length, run_both, sort_by_length
from quotes.parse.inference.rows import Repeated, require

# Words that go through a model at once, padding included: more is no faster and takes memory.
MAX_WORDS = 4_000

# Stands for the root of a tree among the words of a sentence.
ROOT = None


def check_inputs(args: dict[str, Any], model: Any) -> None:
    """Raise UnsupportedError unless a tagger or parser reads words the way `WordReader` does."""
    require(getattr(model, "bert_model", None) is None, "a transformer")
    require(args.get("pretrain"), "no word vectors")
    require(args.get("word_emb_dim"), "no vectors of its own for frequent words")
    check_characters(args, getattr(model, "charmodel", None))


class WordReader:
    """Vectors of words, as the tagger and the parser read them.

    model        Stanza's tagger or parser
    vocabulary   of the pretrained vectors
    """

    def __init__(self, model: Any, vocabulary: Any) -> None:
        self._model = model
        self._known = vocabulary
        self._letters = LetterReader(model.charmodel)

    def read_pretrained(self, words: Sequence[str | None]) -> Tensor:
        """Pretrained vectors, brought to the model's size."""
        ids = [ROOT_ID if word is ROOT else self._known.unit2id(word.lower()) for word in words]
        vectors: Tensor = self._model.trans_pretrained(self._model.pretrained_emb(torch.tensor(ids)))
        return vectors

    def read_frequent(self, words: Sequence[str | None]) -> Tensor:
        """The model's own vectors of frequent words."""
        return embed(self._model.word_emb, self._model.vocab["word"], words)

    def read_letters(self, words: Sequence[str | None]) -> Tensor:
        """What the character model says of each word."""
        letters = self._model.vocab["char"]
        ids = [[ROOT_ID] if word is ROOT else letters.map(list(word)) for word in words]
        vectors: Tensor = self._model.trans_char(self._letters.read(ids))
        return vectors


def embed(table: nn.Embedding, vocabulary: Any, units: Sequence[str | None]) -> Tensor:
    """Vectors of some units (words, lemmas, tags), ROOT among them."""
    require(not isinstance(vocabulary, CompositeVocab), "tags of several parts")
    ids = [ROOT_ID if unit is ROOT else vocabulary.unit2id(unit) for unit in units]
    vectors: Tensor = table(torch.tensor(ids))
    return vectors


def simplify(words: Sequence[str]) -> list[str]:
    """Words as the tagger and the parser take them: "?!?" is "?"."""
    return [word if word.isalnum() or len(word) == 1 else _simplify(word) for word in words]


@lru_cache(maxsize=1_000)
def _simplify(word: str) -> str:
    ((row,),) = simplify_punct([[[word]]])
    return str(row[0])


def group_sentences(lengths: Sequence[int], *, integers: bool) -> Iterator[Layout]:
    """Sentences that are read together. Layers of whole numbers have no padding that must be kept small."""
    return (sort_by_length if integers else group_by_length)(lengths, limit=MAX_WORDS)


class HighwayLayers:
    """A stack of bidirectional LSTM layers, each with a way around it (stanza.models.common.hlstm).

    integers  whether to multiply in whole numbers
    """

    def __init__(self, network: Any, hidden: Tensor, cell: Tensor, *, integers: bool) -> None:
        require(network.highway_func is torch.tanh, "another function on the way around a layer")
        self._lstms = [layer.lstm for layer in network.lstm]
        require(all(isinstance(lstm, nn.LSTM) for lstm in self._lstms), "an LSTM of Stanza's own")
        self._states = [
            (hidden[2 * i : 2 * i + 2, 0], cell[2 * i : 2 * i + 2, 0]) for i in range(len(self._lstms))
        ]
        # Gate and highway read the same input: one multiplication does both.
        pairs = list(zip(network.gate, network.highway, strict=True))
        self._weights = [torch.cat((gate.weight, way.weight)).detach() for gate, way in pairs]
        self._biases = [torch.cat((gate.bias, way.bias)).detach() for gate, way in pairs]
        self._integers = integers
        if integers:
            self._rounded = [
                (IntegerLayer(lstm, 0, *states), IntegerLinear(weight, bias))
                for lstm, states, weight, bias in zip(
                    self._lstms, self._states, self._weights, self._biases, strict=True
                )
            ]

    def run(self, inputs: Repeated, layout: Layout) -> Tensor:
        """Outputs of the last layer: (elements, 2 * hidden)."""
        if self._integers:
            return self._run_rounded(inputs, layout)
        flat = inputs.spread()
        for lstm, (hidden, cell), weight, bias in zip(
            self._lstms, self._states, self._weights, self._biases, strict=True
        ):
            output = run_both(lstm, 0, flat, layout, hidden, cell)
            flat = _join(output, nn.functional.linear(flat, weight, bias))
        return flat

    def _run_rounded(self, inputs: Repeated, layout: Layout) -> Tensor:
        """The same in whole numbers. Between the layers, elements are in the order of the steps."""
        (layer, linear), *above = self._rounded
        which = inputs.which.index_select(0, layout.by_step)
        rows = Rounded.of(inputs.rows)
        around = _open_gate(linear(rows))
        output = layer.run(rows, layout.active, which)
        for part in cut_rows(len(output)):
            output[part] += around.index_select(0, which[part])
        for layer, linear in above:
            rows = Rounded.of(output)
            output = layer.run(rows, layout.active)
            for part in cut_rows(len(output)):
                _join(output[part], linear(rows[part]))
        return output.index_select(0, layout.from_step)


def _open_gate(around: Tensor) -> Tensor:
    """What goes around a layer, behind its gate."""
    gate, way = around.chunk(2, 1)
    return gate.sigmoid_().mul_(way.tanh_())


def _join(output: Tensor, around: Tensor) -> Tensor:
    """What comes out of a layer and what goes around it, behind its gate."""
    gate, way = around.chunk(2, 1)
    return output.addcmul_(gate.sigmoid_(), way.tanh_())
