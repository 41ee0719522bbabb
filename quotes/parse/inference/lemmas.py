"""Lemmas: Stanza's dictionary, and its character model for what is not in it.

A lemma depends on the word and its tag alone, so each pair is looked at once. The model first says whether a
word is its own lemma; letters are written one by one only for the others.
"""

from collections.abc import Sequence
from typing import Any

from stanza.models.common.doc import ID, TEXT, UPOS
from stanza.models.common.doc import Document as StanzaDocument
from stanza.models.lemma.data import DataLoader
from stanza.models.lemma.edit import EDIT_TO_ID
from stanza.models.lemma.trainer import unpack_batch

from quotes.parse.annotation import NONE
from quotes.parse.inference.rows import MAX_ROWS, require

# A word and its universal tag.
Pair = tuple[str, str]


class Lemmatizer:
    """Lemmas of words. Raises UnsupportedError for a model of another make."""

    def __init__(self, processor: Any) -> None:
        self._trainer = processor.trainer
        self._config = processor.config
        self._vocab = processor.vocab
        require(not processor.use_identity, "no lemmas")
        require(
            self._config.get("ensemble_dict") and not self._config.get("dict_only"),
            "no dictionary or no model",
        )
        require(self._config.get("edit"), "no edits")
        require(not self._trainer.has_contextual_lemmatizers(), "lemmas that depend on the sentence")
        require(self._trainer.model.contextual_embedding is None, "a character language model")
        self._known: dict[Pair, str] = {}

    def find(self, pairs: Sequence[Pair]) -> list[str]:
        """A lemma for each pair."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        if len(self._known) + len(new) > MAX_ROWS:
            self._known.clear()
            new = list(dict.fromkeys(pairs))
        if new:
            self._known.update(zip(new, self._look_up(new), strict=True))
        return [self._known[pair] for pair in pairs]

    def _look_up(self, pairs: Sequence[Pair]) -> list[str]:
        listed = self._trainer.skip_seq2seq(pairs)
        # Of similar length together, because the encoder's work is that of the longest.
        unlisted = sorted(
            (pair for pair, skip in zip(pairs, listed, strict=True) if not skip),
            key=lambda pair: len(pair[0]),
        )
        guesses = dict(zip(unlisted, self._guess(unlisted), strict=True))
        lemmas = self._trainer.ensemble(pairs, [guesses.get(pair, "") for pair in pairs])
        return [lemma or NONE for lemma in lemmas]

    def _guess(self, pairs: Sequence[Pair]) -> list[str]:
        if not pairs:
            return []
        edits = self._choose_edits(pairs)
        to_write = [pair for pair, edit in zip(pairs, edits, strict=True) if edit == EDIT_TO_ID["none"]]
        written = dict(zip(to_write, self._write(to_write), strict=True))
        words = [word for word, _ in pairs]
        lemmas: list[str] = self._trainer.postprocess(
            words, [written.get(pair, "") for pair in pairs], edits=edits
        )
        return lemmas

    def _choose_edits(self, pairs: Sequence[Pair]) -> list[int]:
        """Whether each word is its own lemma, is so in lower case, or has one that must be written."""
        model = self._trainer.model
        edits: list[int] = []
        for batch in self._load(pairs):
            (letters, mask, _, _, tags, _), order, _ = unpack_batch(batch, "cpu")
            inputs, _, lengths, _ = model.embed(letters, mask, tags, None)
            _, (hidden, _) = model.encode(inputs, lengths)
            best = model.edit_clf(hidden).argmax(1).tolist()
            edits += [edit for _, edit in sorted(zip(order, best, strict=True))]
        return edits

    def _write(self, pairs: Sequence[Pair]) -> list[str]:
        lemmas: list[str] = []
        if pairs:
            loader = self._load(pairs)
            for batch in loader:
                lemmas += self._trainer.predict(batch, self._config["beam_size"], loader.vocab)[0]
        return lemmas

    def _load(self, pairs: Sequence[Pair]) -> DataLoader:
        """Stanza's own batches of some words, as if they were a sentence."""
        words = [{ID: (i,), TEXT: word, UPOS: tag} for i, (word, tag) in enumerate(pairs, 1)]
        return DataLoader(
            StanzaDocument([words]), self._config["batch_size"], self._config, vocab=self._vocab,
            evaluation=True, expand_unk_vocab=True,
        )  # fmt: skip
