"""Stanza's models of characters as tasks of the loop: tokenizer and lemmatizer."""

import logging
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from stanza.models import lemmatizer, tokenizer
from stanza.models.lemma.data import DataLoader as LemmaLoader
from stanza.models.lemma.trainer import Trainer as LemmaTrainer
from stanza.models.tokenization.data import DataLoader as TokenLoader
from stanza.models.tokenization.trainer import Trainer as TokenTrainer
from stanza.utils.conll import CoNLL
from torch import nn

from quotes.parse.annotation import RawWord
from quotes.parse.inference.lemmas import Lemmatizer
from quotes.parse.inference.tokens import Tokenizer
from quotes.training.parse.counting import Counts
from quotes.training.parse.tasks import SHORTHAND, read_rows
from quotes.training.parse.treebank import Sentence, parse_treebank

log = logging.getLogger(__name__)

# What the tokenizer sees of a character beside itself.
FEATURES = (
    "space_before,capitalized,numeric,end_of_para,start_of_para,labeled_field,phone_id,date_pattern,currency"
)
# What is counted of a text.
WORD, SENTENCE = "word", "sentence"
# Steps between two shuffles of the tokenizer's paragraphs, as Stanza has it.
SHUFFLE = 100


class TokensTask:
    """Words and sentences.

    text, labels  training files as `quotes.training.parse.labels` writes them
    dev           CoNLL-U with multi-word tokens
    joined        multi-word tokens are wanted whole, not word by word
    """

    def __init__(self, text: Path, labels: Path, dev: Path, *, joined: bool, flags: Iterable[str]) -> None:
        args = tokenizer.parse_args(["--lang", "en", "--shorthand", SHORTHAND, "--use_mwt", *flags])
        args["feat_funcs"] = FEATURES.split(",")
        args["feat_dim"] = len(args["feat_funcs"])
        args["num_dict_feat"] = 0
        self._args = args
        self._loader = TokenLoader(
            args, input_files={"txt": str(text), "label": str(labels)}, mwt_expansions={}
        )
        args["vocab_size"] = len(self._loader.vocab)
        self._trainer = TokenTrainer(args=args, vocab=self._loader.vocab, device="cpu")
        self._dev = list(parse_treebank(dev.read_text(encoding="utf-8")))
        self._joined = joined
        self.model: nn.Module = self._trainer.model
        self.optimizers = [self._trainer.optimizer]

    def plan_epoch(self, rng: random.Random) -> list[int]:
        """Stanza draws each batch by itself; the numbers only seed numpy, which it draws with too."""
        return [rng.randrange(2**32) for _ in range(SHUFFLE)]

    def update(self, batch: int) -> float:
        """One step of Stanza's."""
        np.random.seed(batch)
        drawn = self._loader.next(
            unit_dropout=self._args["unit_dropout"], feat_unit_dropout=self._args["feat_unit_dropout"]
        )
        return float(self._trainer.update(drawn))

    def judge(self) -> float:
        """Mean of the F1 of words and of sentences."""
        self.model.eval()
        counts = score_tokens(_wrap(self._trainer, self._args), self._dev, joined=self._joined)
        log.info("words %.2f, sentences %.2f", 100 * counts.f1(WORD), 100 * counts.f1(SENTENCE))
        return (counts.f1(WORD) + counts.f1(SENTENCE)) / 2

    def save(self, path: Path) -> None:
        """As Stanza does."""
        self._trainer.save(str(path))


def _wrap(trainer: TokenTrainer, config: dict[str, Any]) -> Tokenizer:
    return Tokenizer(
        SimpleNamespace(trainer=trainer, vocab=trainer.vocab, config=config, _postprocessor=None)
    )


def load_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer that Stanza saved."""
    trainer = TokenTrainer(model_file=str(path), args={"lr0": 0.0, "weight_decay": 0.0}, device="cpu")
    trainer.model.eval()
    return _wrap(trainer, {**trainer.args, "batch_size": 32})


def score_tokens(tokenizer: Tokenizer, sentences: Sequence[Sentence], *, joined: bool) -> Counts:
    """Count words and sentences that are found in the text of some sentences.

    joined  multi-word tokens are wanted whole, not word by word
    """
    paragraphs = _paragraphs(sentences)
    texts = [" ".join(sentence.text for sentence in paragraph) for paragraph in paragraphs]
    with torch.inference_mode():
        found = tokenizer.split(texts)
    counts = Counts()
    for paragraph, lines in zip(paragraphs, found, strict=True):
        counts.add_sets(_gold_places(paragraph, joined), _found_places(lines))
    return counts


def _paragraphs(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    paragraphs: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.opens_paragraph or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
    return paragraphs


def _gold_places(paragraph: Sequence[Sentence], joined: bool) -> set[tuple[int, int, str]]:
    places, at = set(), 0
    for sentence in paragraph:
        begin = at
        inside = {i for first, last in sentence.joined for i in range(first, last)} if joined else set()
        start = at
        for i, word in enumerate(sentence.words):
            end = at + len(word.form)
            at = end + word.space
            if i not in inside:
                places.add((start, end, WORD))
                start = at
        places.add((begin, end, SENTENCE))
        at = begin + len(sentence.text) + 1
    return places


def _found_places(sentences: Sequence[Sequence[RawWord]]) -> set[tuple[int, int, str]]:
    places = {(word.start, word.end, WORD) for sentence in sentences for word in sentence}
    return places | {(sentence[0].start, sentence[-1].end, SENTENCE) for sentence in sentences}


class LemmasTask:
    """Lemmas: a dictionary, and a model that writes those of unknown words."""

    def __init__(self, train: Path, dev: Path, words: int, flags: Iterable[str]) -> None:
        args = lemmatizer.parse_args(["--shorthand", SHORTHAND, *flags])
        # Stanza shuffles when it reads.
        random.seed(args["seed"])
        loader = LemmaLoader(CoNLL.conll2doc(str(train)), 1, args, evaluation=False)
        args["vocab_size"], args["pos_vocab_size"] = loader.vocab["char"].size, loader.vocab["pos"].size
        self._args, self._loader, self._words = args, loader, words
        self._pairs = [batch[0] for batch in loader.data]
        self._trainer = LemmaTrainer(args=args, vocab=loader.vocab, device="cpu")
        self._trainer.train_dict(loader.raw_data())
        self._dev = read_rows(dev)
        self.model: nn.Module = self._trainer.model
        self.optimizers = [self._trainer.optimizer]

    def plan_epoch(self, rng: random.Random) -> list[list[int]]:
        """Words of similar length together, since all are padded to the longest."""
        order = sorted(range(len(self._pairs)), key=lambda i: len(self._pairs[i][0]) * rng.uniform(0.9, 1.1))
        batches = [order[i : i + self._words] for i in range(0, len(order), self._words)]
        rng.shuffle(batches)
        return batches

    def update(self, batch: Sequence[int]) -> float:
        """One step of Stanza's."""
        self._loader.data = [[self._pairs[i] for i in batch]]
        return float(self._trainer.update(self._loader[0]))

    def judge(self) -> float:
        """Share of words whose lemma is right, with the gold's tags."""
        self.model.eval()
        config: dict[str, Any] = {**self._args, "batch_size": 5_000}
        processor = SimpleNamespace(
            trainer=self._trainer, config=config, vocab=self._trainer.vocab, use_identity=False
        )
        rows = [row for sentence in self._dev for row in sentence]
        with torch.inference_mode():
            found = Lemmatizer(processor).find([(row[1], row[3]) for row in rows])
        return sum(row[2] == lemma for row, lemma in zip(rows, found, strict=True)) / len(rows)

    def save(self, path: Path) -> None:
        """As Stanza does."""
        self._trainer.save(str(path))
