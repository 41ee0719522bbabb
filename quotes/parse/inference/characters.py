"""What Stanza's character models say of a word: a vector that depends on its letters alone.

Such a model reads a word letter by letter, so words that begin alike are the same to it up to there. New
words are read together, and each of their beginnings once.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from stanza.models.common.char_model import CharacterModel
from torch import Tensor, nn

from quotes.parse.inference.rows import require


def check_characters(args: dict[str, Any], model: Any) -> None:
    """Raise UnsupportedError unless a model reads the letters of single words with one layer."""
    require(args.get("char") and args.get("char_emb_dim"), "no character model")
    require(not args.get("charlm"), "a character language model, which reads whole sentences")
    require(isinstance(model, CharacterModel), "another character model")
    require(args.get("char_num_layers") == 1, "a character model of several layers")
    require(model.attn == (model.num_dir == 1), "a character model that weighs letters in both directions")
    require(isinstance(model.charlstm.lstm, nn.LSTM), "an LSTM of Stanza's own")


class LetterReader:
    """Reads the letters of words with a character model that `check_characters` has passed."""

    def __init__(self, model: CharacterModel) -> None:
        self._ahead = _Direction(model, 0, model.char_attn if model.attn else None)
        self._back = None if model.attn else _Direction(model, 1, None)

    def read(self, words: Sequence[Sequence[int]]) -> Tensor:
        """Vectors of some words: (words, size).

        words  ids of the letters of each, at least one
        """
        ahead = self._ahead.read(words)
        if self._back is None:
            return ahead
        return torch.cat((ahead, self._back.read([word[::-1] for word in words])), 1)


class _Direction:
    """One direction of a character model.

    weigh  says how much each state counts, where a word is the sum of its states and not the last of them
    """

    def __init__(self, model: CharacterModel, number: int, weigh: nn.Linear | None) -> None:
        lstm = model.charlstm.lstm
        suffix = "l0_reverse" if number else "l0"
        read, remembered, *biases = (
            getattr(lstm, f"{name}_{suffix}").detach()
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        # What the layer reads of each letter there is.
        self._letters = nn.functional.linear(model.char_emb.weight.detach(), read, biases[0] + biases[1])
        self._remembered = remembered.t().contiguous()
        self._hidden, self._cell = (
            model.charlstm_h_init[number].detach(),
            model.charlstm_c_init[number].detach(),
        )
        self._weigh = weigh

    def read(self, words: Sequence[Sequence[int]]) -> Tensor:
        """Vectors of some words: (words, hidden)."""
        lengths = np.array([len(word) for word in words])
        order = np.argsort(-lengths, kind="stable")
        letters = np.zeros((len(words), lengths.max()), dtype=np.int64)
        letters[np.arange(letters.shape[1]) < lengths[:, None]] = [
            letter for word in words for letter in word
        ]
        letters = letters[order].T.copy()
        active = (lengths > np.arange(len(letters))[:, None]).sum(1).tolist()
        # The beginnings of words up to a letter, each once, and which of them each word has.
        hidden, cell = self._hidden, self._cell
        sums = torch.zeros_like(hidden)
        beginning = np.zeros(len(words), dtype=np.int64)
        result: Tensor = hidden.new_empty(len(words), hidden.shape[1])
        places = torch.from_numpy(order)
        for step, (count, staying) in enumerate(zip(active, [*active[1:], 0], strict=True)):
            different, beginning = np.unique(
                beginning[:count] * len(self._letters) + letters[step, :count], return_inverse=True
            )
            before, letter = map(torch.from_numpy, np.divmod(different, len(self._letters)))
            hidden, cell = self._go_on(hidden.index_select(0, before), cell.index_select(0, before), letter)
            vectors = hidden
            if self._weigh is not None:
                sums = sums.index_select(0, before) + hidden * torch.sigmoid(self._weigh(hidden))
                vectors = sums
            ended = torch.from_numpy(beginning[staying:])
            result[places[staying:count]] = vectors.index_select(0, ended)
        return result

    def _go_on(self, hidden: Tensor, cell: Tensor, letter: Tensor) -> tuple[Tensor, Tensor]:
        """States behind one letter more."""
        gates = self._letters.index_select(0, letter).addmm_(hidden, self._remembered)
        let_in, forget, new, let_out = gates.chunk(4, 1)
        cell = cell.mul_(forget.sigmoid_()).addcmul_(let_in.sigmoid_(), new.tanh_())
        return torch.tanh(cell).mul_(let_out.sigmoid_()), cell
