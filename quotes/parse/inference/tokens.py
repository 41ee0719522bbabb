"""Words and sentences: Stanza's tokenizer, which labels every character."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from stanza.models.tokenization.data import (
    PER_CHAR_FEAT_FUNCS,
    POSITION_FEAT_FUNCS,
    STRUCTURAL_FEATURES,
    TokenizationDataset,
)
from stanza.models.tokenization.model import Tokenizer as StanzaTokenizer
from stanza.models.tokenization.utils import predict
from stanza.pipeline.tokenize_processor import TOKEN_TOO_LONG_REPLACEMENT, TokenizeProcessor
from torch import Tensor, nn

from quotes.parse.annotation import RawWord
from quotes.parse.inference.layout import Layout, group_by_length, run_both
from quotes.parse.inference.letters import SENTENCE_ENDS, cut_words, read_letters
from quotes.parse.inference.rows import Rows, require

# Stanza reads the texts it is given together as one, with this between.
_BETWEEN = "\n\n"

# Characters that go through the model at once, padding included.
_MAX_CHARACTERS = 32_000

# Characters that are read at once: as stanza.models.tokenization.utils.output_predictions has it.
_MIN_WINDOW = 1_000

# Stands for what is behind a paragraph among its characters.
_PADDING = None

# A sentence that ends without a mark, in the middle of a line, needs this probability.
_SURE_WITHOUT_MARK = 0.65
# The same between two words with capitals, which are more often a name than a heading and a sentence.
_SURE_IN_NAME = 0.97
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z]\S*$")


class Tokenizer:
    """Sentences of texts. Raises UnsupportedError for a model of another make."""

    def __init__(self, processor: Any) -> None:
        self._trainer, self._vocab, self._config = processor.trainer, processor.vocab, processor.config
        model = self._model = processor.trainer.model
        args = model.args
        require(type(model) is StanzaTokenizer, "another kind of tokenizer")
        require(model.charmodel is None and not args.get("charlm"), "a character language model")
        require(args.get("conv_res") is None and args["hierarchical"] and args["use_mwt"], "other layers")
        require(args.get("hier_invtemp", 0) > 0, "other layers")
        require(
            not args["use_dictionary"] and not args.get("skip_newline"), "a dictionary, or lost line ends"
        )
        require(processor._postprocessor is None, "a postprocessor")
        self._max_word = self._config.get("max_seqlen", TokenizeProcessor.MAX_SEQ_LENGTH_DEFAULT)
        self._window = max(_MIN_WINDOW, self._max_word)
        names = args["feat_funcs"]
        known = POSITION_FEAT_FUNCS | PER_CHAR_FEAT_FUNCS.keys() | STRUCTURAL_FEATURES.keys()
        require(POSITION_FEAT_FUNCS <= set(names) <= known, "other features of characters")
        self._of_character = [PER_CHAR_FEAT_FUNCS[name] for name in names if name in PER_CHAR_FEAT_FUNCS]
        self._of_text = [pattern for name, pattern in STRUCTURAL_FEATURES.items() if name in names]
        self._pad = self._vocab.unit2id("<PAD>")
        self._characters: Rows[str | None] = Rows(self._encode)
        first, second = (
            [getattr(model, f"{name}_clf{suffix}") for name in ("tok", "sent", "mwt")] for suffix in ("", "2")
        )
        self._first = torch.cat([layer.weight for layer in first]).detach()
        self._first_bias = torch.cat([layer.bias for layer in first]).detach()
        self._second = torch.cat([layer.weight for layer in second]).detach()

    def _encode(self, characters: Sequence[str | None]) -> Tensor:
        """The vector of each character, its features that depend on it alone, and room for the others."""
        ids = [
            self._pad if character is _PADDING else self._vocab.unit2id(character) for character in characters
        ]
        features = torch.zeros(len(ids), self._model.args["feat_dim"])
        for row, character in zip(features, characters, strict=True):
            if character is not _PADDING:
                own = [float(find(character)) for find in self._of_character]
                row[: len(own)] = torch.tensor(own)
        return torch.cat((self._model.embeddings(torch.tensor(ids)), features), 1)

    def split(self, texts: Sequence[str]) -> list[list[list[RawWord]]]:
        """Sentences of each text, with places in that text."""
        letters = list(read_letters(_BETWEEN.join(texts)))
        result: list[list[list[RawWord]]] = [[] for _ in texts]
        text = offset = 0
        for one, labels in zip(letters, self._label([one.text for one in letters]), strict=True):
            while one.places[-1] >= offset + len(texts[text]):
                offset += len(texts[text]) + len(_BETWEEN)
                text += 1
            result[text] += map(self._shorten, cut_words(one.move(offset), labels))
        return result

    def _shorten(self, words: list[RawWord]) -> list[RawWord]:
        """Words of a sentence; one that is too long is given up."""
        if all(len(word.text) <= self._max_word for word in words):
            return words
        return [
            word if len(word.text) <= self._max_word else word._replace(text=TOKEN_TOO_LONG_REPLACEMENT)
            for word in words
        ]

    def _label(self, paragraphs: Sequence[str]) -> list[np.ndarray]:
        """A label for each character of each paragraph."""
        result: list[np.ndarray] = [np.empty(0)] * len(paragraphs)
        # Each ends with one character of padding, as in training.
        short = [i for i, paragraph in enumerate(paragraphs) if len(paragraph) < self._window]
        for layout in group_by_length([len(paragraphs[i]) + 1 for i in short], limit=_MAX_CHARACTERS):
            members = [short[i] for i in layout.members]
            flat = self._read([paragraphs[member] for member in members])
            labels = self._choose(flat, layout).numpy()
            for member, start in zip(members, layout.starts.tolist(), strict=True):
                result[member] = labels[start : start + len(paragraphs[member])]
        # Longer ones are read through a window that moves from sentence to sentence.
        long = [i for i, paragraph in enumerate(paragraphs) if len(paragraph) >= self._window]
        if long:
            dataset = TokenizationDataset(self._config, input_text="", vocab=self._vocab, evaluation=True)
            dataset.data = [[(letter, 0) for letter in paragraphs[i]] for i in long]
            found, _ = predict(self._trainer, dataset, self._config["batch_size"], self._window, False, 0)
            for member, labels in zip(long, found, strict=True):
                result[member] = labels
        for paragraph, labels in zip(paragraphs, result, strict=True):
            self._join_doubtful(paragraph, labels)
        return result

    def _read(self, texts: Sequence[str]) -> Tensor:
        """Vectors and features of the characters of some paragraphs and of the padding behind each."""
        flat = self._characters.take([letter for text in texts for letter in (*text, _PADDING)])
        behind = torch.tensor([len(text) + 1 for text in texts]).cumsum(0)
        column = self._model.embeddings.embedding_dim + len(self._of_character)
        flat[behind - 2, column] = 1  # the end of a paragraph, then its start
        flat[torch.cat((torch.tensor([0]), behind[:-1])), column + 1] = 1
        for number, pattern in enumerate(self._of_text, column + 2):
            for text, end in zip(texts, behind.tolist(), strict=True):
                begin = end - len(text) - 1
                for match in pattern.finditer(text):
                    flat[begin + match.start() : begin + match.end(), number] = 1
        return flat

    def _join_doubtful(self, text: str, labels: np.ndarray) -> None:
        """Take back sentence ends behind a letter or digit that the model is not sure of.

        What prints no mark there is a heading or a list; news has a name in capitals far more often.
        """
        ends = np.flatnonzero(np.isin(labels, SENTENCE_ENDS)).tolist()
        ends += [len(text) - 1] if len(text) - 1 not in ends[-1:] else []
        for before, place, behind in zip([-1, *ends], ends, ends[1:], strict=False):
            if not text[place].isalnum() or text[place + 1 : place + 2] != " ":
                continue
            stretch = text[before + 1 : behind + 1].lstrip()
            (layout,) = group_by_length([len(stretch) + 1], limit=_MAX_CHARACTERS)
            odds = self._score(self._read([stretch]), layout)[len(stretch) - 1 - (behind - place), 1]
            in_name = text[place + 2 : place + 3].isupper() and _NAME_BEFORE.search(
                text, before + 1, place + 1
            )
            if torch.sigmoid(odds) < (_SURE_IN_NAME if in_name else _SURE_WITHOUT_MARK):
                labels[place] -= 1  # it still ends a word

    def _choose(self, flat: Tensor, layout: Layout) -> Tensor:
        """Best label of each character."""
        scores = self._score(flat, layout)
        token, sentence, several = nn.functional.logsigmoid(scores).unbind(1)
        no_token, no_sentence, one = nn.functional.logsigmoid(-scores).unbind(1)
        labels = (
            no_token,
            token + no_sentence + one,
            token + sentence + one,
            token + no_sentence + several,
            token + sentence + several,
        )
        return torch.stack(labels, 1).argmax(1)

    def _score(self, flat: Tensor, layout: Layout) -> Tensor:
        """Log odds that each character ends a token, a sentence, and a token of several words."""
        model = self._model
        for layer in range(model.rnn.num_layers):
            flat = _run_from_zero(model.rnn, layer, flat, layout)
        scores = nn.functional.linear(flat, self._first, self._first_bias)
        inside = torch.sigmoid(-scores[:, :1] * model.args["hier_invtemp"])
        flat = _run_from_zero(model.rnn2, 0, flat * (1 - inside), layout)
        scores += nn.functional.linear(flat, self._second)
        return scores


def _run_from_zero(lstm: nn.LSTM, layer: int, flat: Tensor, layout: Layout) -> Tensor:
    zeros = torch.zeros(2, lstm.hidden_size)
    return run_both(lstm, layer, flat, layout, zeros, zeros)
