"""Heads and relations: Stanza's graph-based dependency parser (Dozat and Manning, 2017).

Stanza scores every label for every pair of words. Here labels are scored for the arcs of the tree alone.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE, CompositeVocab
from stanza.models.depparse.model import GraphParser
from torch import Tensor, nn

from quotes.parse.annotation import Arc, Tags
from quotes.parse.inference.integers import IntegerLinear, Rounded
from quotes.parse.inference.labels import LabelChooser, with_one
from quotes.parse.inference.layout import Layout, group_by_length
from quotes.parse.inference.rows import Repeated, Rows, find_different, require
from quotes.parse.inference.trees import find_tree
from quotes.parse.inference.words import (
    MAX_WORDS,
    ROOT,
    HighwayLayers,
    WordReader,
    check_inputs,
    embed,
    group_sentences,
    simplify,
)

# What scores arcs: is it one, does it go to the right, how long is it.
_ARC_SCORERS = ("unlabeled", "linearization", "distance")


class DependencyParser:
    """Trees for any number of sentences. Raises UnsupportedError for a model of another make.

    integers  whether its layers multiply in whole numbers
    """

    def __init__(self, processor: Any, *, integers: bool = False) -> None:
        model = self._model = processor.trainer.model
        args = model.args
        require(type(model) is GraphParser, "another kind of parser")
        check_inputs(args, model)
        require(not args.get("use_arc_embedding"), "arcs with vectors of their own")
        require(not processor.trainer.args.get("reversed"), "sentences read backwards")
        # Stanza's repair of two subjects under one head needs all labels of all pairs.
        require(not processor.config.get("resolve_head_constraints", True), "constraints on heads")
        require(
            all(args.get(key) for key in ("linearization", "distance")), "no scores of direction and length"
        )
        require(all(args.get(f"use_{key}", True) for key in ("upos", "xpos", "ufeats")), "tags left out")
        require(args.get("tag_emb_dim"), "no vectors of tags")
        require(not isinstance(model.vocab["xpos"], CompositeVocab), "tags of several parts")
        self._network = HighwayLayers(
            model.parserlstm, model.parserlstm_h_init, model.parserlstm_c_init, integers=integers
        )
        self.integers = integers
        self._words = WordReader(model, processor.pretrain.vocab)
        self._forms: Rows[str | None] = Rows(self._encode_forms)
        self._lemmas: Rows[str | None] = Rows(self._encode_lemmas)
        self._tags: Rows[tuple[str, str] | None] = Rows(self._encode_tags)
        scorers = [getattr(model, name) for name in (*_ARC_SCORERS, "deprel")]
        layers = [layer for scorer in scorers for layer in (scorer.W1, scorer.W2)]
        self._weight = torch.cat([layer.weight for layer in layers]).detach()
        self._bias = torch.cat([layer.bias for layer in layers]).detach()
        if integers:
            self._sides = IntegerLinear(self._weight, self._bias)
        self._arcs = [scorer.scorer.W_bilin for scorer in scorers[:-1]]
        labels = scorers[-1].scorer.W_bilin
        self._labels = LabelChooser(labels, integers=integers)
        self._names = model.vocab["deprel"].unmap(
            list(range(VOCAB_PREFIX_SIZE, VOCAB_PREFIX_SIZE + labels.output_size))
        )

    def _encode_forms(self, words: Sequence[str | None]) -> Tensor:
        read = self._words
        return torch.cat(
            (read.read_pretrained(words), read.read_frequent(words), read.read_letters(words)), 1
        )

    def _encode_lemmas(self, lemmas: Sequence[str | None]) -> Tensor:
        return embed(self._model.lemma_emb, self._model.vocab["lemma"], lemmas)

    def _encode_tags(self, tags: Sequence[tuple[str, str] | None]) -> Tensor:
        vocab, model = self._model.vocab, self._model
        return embed(model.upos_emb, vocab["upos"], [pair and pair[0] for pair in tags]) + embed(
            model.xpos_emb, vocab["xpos"], [pair and pair[1] for pair in tags]
        )

    def parse(
        self,
        sentences: Sequence[Sequence[str]],
        tags: Sequence[Sequence[Tags]],
        lemmas: Sequence[Sequence[str]],
    ) -> list[list[Arc]]:
        """Head and relation of each word of each sentence."""
        result: list[list[Arc]] = [[] for _ in sentences]
        for layout in group_sentences([len(sentence) + 1 for sentence in sentences], integers=self.integers):
            members = layout.members
            inputs = self._read(
                [word for i in members for word in (ROOT, *simplify(sentences[i]))],
                [lemma for i in members for lemma in (ROOT, *lemmas[i])],
                [pair for i in members for pair in (ROOT, *((upos, xpos) for upos, xpos, _ in tags[i]))],
            )
            for member, arcs in zip(members, self._find_arcs(inputs, layout), strict=True):
                result[member] = arcs
        return result

    def _read(
        self,
        words: Sequence[str | None],
        lemmas: Sequence[str | None],
        tags: Sequence[tuple[str, str] | None],
    ) -> Repeated:
        form, lemma, pair = self._forms.find(words), self._lemmas.find(lemmas), self._tags.find(tags)
        # A word that comes again has mostly the same lemma and tags: one number for all three.
        pairs, known_lemmas = len(self._tags), len(self._lemmas)
        different, which = find_different((form * known_lemmas + lemma) * pairs + pair)
        form_vectors = self._forms.at(different // pairs // known_lemmas)
        lemma_vectors = self._lemmas.at(different // pairs % known_lemmas)
        tag_vectors = self._tags.at(different % pairs)
        letters = form_vectors.shape[1] - self._model.args["transformed_dim"]
        # The vectors of the tags twice: so does Stanza 1.15, where those of the features are meant to be, and
        # so the models were trained.
        parts = (
            form_vectors[:, :letters], lemma_vectors, tag_vectors, tag_vectors, form_vectors[:, letters:]
        )  # fmt: skip
        return Repeated(torch.cat(parts, 1), which)

    def _find_arcs(self, inputs: Repeated, layout: Layout) -> Iterator[list[Arc]]:
        states = self._network.run(inputs, layout)
        begin = 0
        for part in group_by_length(layout.lengths.tolist(), limit=MAX_WORDS):  # already sorted: side by side
            end = begin + int(part.lengths.sum())
            yield from self._find_trees(states[begin:end], part)
            begin = end

    def _find_trees(self, states: Tensor, layout: Layout) -> Iterator[list[Arc]]:
        if self.integers:
            both = self._sides(Rounded.of(states))
        else:
            both = nn.functional.linear(states, self._weight, self._bias)
        sides = torch.relu_(both).chunk(8, 1)
        scores = self._score_arcs(sides[:6], layout).numpy()
        trees = [find_tree(scores[i, :length, :length]) for i, length in enumerate(layout.lengths.tolist())]
        starts = layout.starts.tolist()
        heads = torch.tensor(
            [start + head for start, tree in zip(starts, trees, strict=True) for head in tree]
        )
        labels = self._labels.choose(sides[6], sides[7].index_select(0, heads))
        for start, tree in zip(starts, trees, strict=True):
            names = [self._names[label] for label in labels[start + 1 : start + len(tree)]]
            yield list(zip(tree[1:], names, strict=True))

    def _score_arcs(self, sides: Sequence[Tensor], layout: Layout) -> Tensor:
        """Scores of every head (column) for every word (row) of each sentence: (sentences, words, words).

        Padding is as good a head as any to it: cut it off.
        """
        arc, direction, length = (
            _combine(scorer, layout.spread(dependents), layout.spread(heads))
            for scorer, dependents, heads in zip(self._arcs, sides[::2], sides[1::2], strict=True)
        )
        places = torch.arange(arc.shape[1])
        offsets = (places[None, :] - places[:, None]).float()
        arc += nn.functional.logsigmoid(direction * offsets.sign())
        arc -= ((offsets.abs() - (1 + nn.functional.softplus(length))) ** 2 / 2 + 1).log_()
        return arc.masked_fill_(torch.eye(arc.shape[1], dtype=torch.bool), -torch.inf)


def _combine(scorer: Any, dependents: Tensor, heads: Tensor) -> Tensor:
    """Bilinear scores of all pairs, (sentences, words, words), by a scorer with one output."""
    scores = torch.bmm(with_one(dependents) @ scorer.weight[:, :, 0], with_one(heads).transpose(1, 2))
    scores += scorer.bias
    return scores
