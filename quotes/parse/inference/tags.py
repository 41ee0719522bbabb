"""Parts of speech and features: Stanza's tagger."""

from collections.abc import Sequence
from typing import Any

import torch
from stanza.models.common.vocab import CompositeVocab
from torch import Tensor, nn

from quotes.parse.annotation import Tags
from quotes.parse.inference.layout import Layout
from quotes.parse.inference.rows import Rows, require
from quotes.parse.inference.words import HighwayLayers, WordReader, check_inputs, group_sentences, simplify

_COLUMNS = ["upos", "xpos", "feats"]


class Tagger:
    """Tags for the words of any number of sentences. Raises UnsupportedError for a model of another make.

    integers  whether its layers multiply in whole numbers
    """

    def __init__(self, processor: Any, *, integers: bool = False) -> None:
        model = self._model = processor.trainer.model
        check_inputs(model.args, model)
        require([column.name for column in model.tag_columns] == _COLUMNS, "other columns of tags")
        self._network = HighwayLayers(
            model.taggerlstm, model.taggerlstm_h_init, model.taggerlstm_c_init, integers=integers
        )
        self.integers = integers
        self._words = WordReader(model, processor.pretrain.vocab)
        self._vectors: Rows[str] = Rows(self._encode)
        # All columns read the same hidden layer: one multiplication does all.
        require(model.share_hid, "columns of tags with layers of their own")
        layers: list[Any] = [model.upos_clf]
        for name in _COLUMNS[1:]:
            column = model.tag_clf[name]
            layers += list(column) if isinstance(column, nn.ModuleList) else [column]
        self._weight = torch.cat([layer.weight for layer in layers]).detach()
        self._bias = torch.cat([layer.bias for layer in layers]).detach()
        self._sizes = [layer.out_features for layer in layers]
        self._names: dict[tuple[int, ...], Tags] = {}

    def _encode(self, words: Sequence[str]) -> Tensor:
        read = self._words
        return torch.cat(
            (read.read_frequent(words), read.read_pretrained(words), read.read_letters(words)), 1
        )

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tags]]:
        """Tags of each word of each sentence."""
        result: list[list[Tags]] = [[] for _ in sentences]
        for layout in group_sentences([len(sentence) for sentence in sentences], integers=self.integers):
            words = simplify([word for member in layout.members for word in sentences[member]])
            tags = self._tag_words(words, layout)
            for member, start in zip(layout.members, layout.starts.tolist(), strict=True):
                result[member] = tags[start : start + len(sentences[member])]
        return result

    def _tag_words(self, words: Sequence[str], layout: Layout) -> list[Tags]:
        states = self._network.run(self._vectors.take_different(words), layout)
        best = self._choose(states)
        return [self._name(ids) for ids in map(tuple, best.tolist())]

    def _choose(self, states: Tensor) -> Tensor:
        """Best tag of every column for every word, columns of several parts in several: (words, parts)."""
        hidden = torch.relu_(self._model.upos_hid(states))
        scores = nn.functional.linear(hidden, self._weight, self._bias)
        return torch.stack([part.argmax(1) for part in torch.split(scores, self._sizes, 1)], 1)

    def _name(self, ids: tuple[int, ...]) -> Tags:
        """Names of the tags with these ids; few combinations come, and they come often."""
        names = self._names.get(ids)
        if names is None:
            found, begin = [], 0
            for name in _COLUMNS:
                vocabulary = self._model.vocab[name]
                if isinstance(vocabulary, CompositeVocab):
                    end = begin + len(vocabulary.lens())
                    found.append(vocabulary.id2unit(ids[begin:end]))
                else:
                    end = begin + 1
                    found.append(vocabulary.id2unit(ids[begin]))
                begin = end
            names = self._names[ids] = (found[0], found[1], found[2])
        return names
