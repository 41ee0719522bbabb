"""Named entities: Stanza's tagger with a conditional random field over its scores."""

from collections.abc import Sequence
from typing import Any

import torch
from stanza.models.common.vocab import UNK_ID, VOCAB_PREFIX_SIZE
from stanza.models.ner.model import NERTagger
from stanza.models.ner.trainer import fix_singleton_tags
from stanza.models.ner.utils import decode_from_bioes
from torch import Tensor, nn

from quotes.parse.inference.characters import LetterReader, check_characters
from quotes.parse.inference.integers import IntegerLayer, Rounded
from quotes.parse.inference.layout import Layout, run_both
from quotes.parse.inference.rows import Repeated, Rows, require
from quotes.parse.inference.words import group_sentences

# First and last word (0-based) and class.
Name = tuple[int, int, str]

_OUTSIDE = "O"


class NameFinder:
    """Entities of any number of sentences. Raises UnsupportedError for a model of another make.

    integers  whether its layers multiply in whole numbers
    """

    def __init__(self, processor: Any, *, integers: bool = False) -> None:
        require(len(processor.trainers) == 1, "several models for names")
        model = self._model = processor.trainers[0].model
        args = self._args = model.args
        require(type(model) is NERTagger, "another kind of model for names")
        require(model.bert_model is None, "a transformer")
        require(args.get("word_emb_dim") and "word" in model.vocab, "no word vectors")
        require(model.num_output_layers == 1, "several sets of names")
        check_characters(args, getattr(model, "charmodel", None))
        self._letters = LetterReader(model.charmodel)
        require(isinstance(model.taggerlstm.lstm, nn.LSTM), "an LSTM of Stanza's own")
        lstm = model.taggerlstm.lstm
        self._states = [
            (model.taggerlstm_h_init[2 * i : 2 * i + 2, 0], model.taggerlstm_c_init[2 * i : 2 * i + 2, 0])
            for i in range(lstm.num_layers)
        ]
        self.integers = integers
        if integers:
            self._layers = [IntegerLayer(lstm, i, *states) for i, states in enumerate(self._states)]
        self._vectors: Rows[str] = Rows(self._encode)
        # By the tag that follows, then the one before: the best one before is then found along a row.
        self._transitions = model.crits[0]._transitions.detach().T.contiguous()
        self._names = list(model.vocab["tag"].items(0))

    def _encode(self, words: Sequence[str]) -> Tensor:
        model, vocab = self._model, self._model.vocab
        cased = [word.lower() for word in words] if self._args.get("lowercase", True) else words
        known = torch.tensor(vocab["word"].map(cased))
        vectors = model.word_emb(known)
        if model.delta_emb is not None:
            delta = torch.tensor(vocab["delta"].map(cased))
            # A word with a pretrained vector that was not seen in training keeps that vector as it is.
            delta[(delta == UNK_ID) & (known != UNK_ID)] = 0
            vectors = vectors + model.delta_emb(delta)
        lower = self._args.get("char_lowercase", False)
        letters = [vocab["char"].map(list(word.lower() if lower else word)) for word in words]
        return torch.cat((vectors, self._letters.read(letters)), 1)

    def find(self, sentences: Sequence[Sequence[str]]) -> list[list[Name]]:
        """Entities of each sentence, in order."""
        result: list[list[Name]] = [[] for _ in sentences]
        for layout in group_sentences([len(sentence) for sentence in sentences], integers=self.integers):
            words = [word for member in layout.members for word in sentences[member]]
            scores = layout.spread(self._score(self._vectors.take_different(words), layout))
            for member, path in zip(layout.members, self._find_paths(scores, layout), strict=True):
                result[member] = self._read_path(path)
        return result

    def _score(self, inputs: Repeated, layout: Layout) -> Tensor:
        model = self._model
        rows = model.input_transform(inputs.rows) if model.input_transform else inputs.rows
        if self.integers:
            first, *above = self._layers
            which = inputs.which.index_select(0, layout.by_step)
            flat = first.run(Rounded.of(rows), layout.active, which)
            for layer in above:
                flat = layer.run(Rounded.of(flat), layout.active)
            flat = flat.index_select(0, layout.from_step)
        else:
            flat = Repeated(rows, inputs.which).spread()
            for number, states in enumerate(self._states):
                flat = run_both(model.taggerlstm.lstm, number, flat, layout, *states)
        scores: Tensor = model.tag_clfs[0](flat)
        return scores

    def _find_paths(self, scores: Tensor, layout: Layout) -> list[list[int]]:
        """Best sequence of tags for each sentence (Viterbi), all sentences step by step.

        scores  (sentences, words, tags), longest sentence first
        """
        active, lengths = layout.active, layout.lengths.tolist()
        sums = [scores[:, 0]]
        for step, count in enumerate(active[1:], 1):
            best = (sums[-1][:count, None, :] + self._transitions).amax(2)
            sums.append(best.add_(scores[:count, step]))
        # Where the best one came from is looked up for the tags of the best path alone, from behind.
        tags = [torch.empty(0, dtype=torch.long)] * len(sums)
        count = 0
        for step in range(len(sums) - 1, -1, -1):
            ending = sums[step][count:].argmax(1)
            if count:
                following = self._transitions.index_select(0, tags[step + 1])
                tags[step] = torch.cat(((sums[step][:count] + following).argmax(1), ending))
            else:
                tags[step] = ending
            count = len(tags[step])
        steps = [column.tolist() for column in tags]
        return [[steps[step][row] for step in range(length)] for row, length in enumerate(lengths)]

    def _read_path(self, path: Sequence[int]) -> list[Name]:
        tags = [
            self._names[tag] if tag >= VOCAB_PREFIX_SIZE else self._names[VOCAB_PREFIX_SIZE] for tag in path
        ]
        if all(tag == _OUTSIDE for tag in tags):
            return []
        found = decode_from_bioes(fix_singleton_tags(tags))
        return [(name["start"], name["end"], name["type"]) for name in found]
