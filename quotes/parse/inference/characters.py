"""What Stanza's character models say of a word: a vector that depends on its letters alone."""

from collections.abc import Sequence
from typing import Any

import torch
from stanza.models.common.char_model import CharacterModel
from torch import Tensor

from quotes.parse.inference.layout import group_by_length, run_direction
from quotes.parse.inference.rows import require

# Letters that go through a model at once, padding included.
MAX_LETTERS = 16_000


def check_characters(args: dict[str, Any], model: Any) -> None:
    """Raise UnsupportedError unless a model reads the letters of single words with one layer."""
    require(args.get("char") and args.get("char_emb_dim"), "no character model")
    require(not args.get("charlm"), "a character language model, which reads whole sentences")
    require(isinstance(model, CharacterModel), "another character model")
    require(args.get("char_num_layers") == 1, "a character model of several layers")
    require(model.attn == (model.num_dir == 1), "a character model that weighs letters in both directions")


def encode_letters(model: CharacterModel, words: Sequence[Sequence[int]]) -> Tensor:
    """Vectors of some words: (words, size).

    words  ids of the letters of each, at least one
    """
    lstm = model.charlstm.lstm
    hidden, cell = model.charlstm_h_init[:, 0], model.charlstm_c_init[:, 0]
    size = hidden.shape[1] * model.num_dir
    result = torch.empty(len(words), size)
    for layout in group_by_length([len(word) for word in words], limit=MAX_LETTERS):
        letters = torch.tensor([letter for member in layout.members for letter in words[member]])
        flat = model.char_emb(letters)
        ahead = run_direction(lstm, 0, flat, layout, turned=False, start=(hidden[0], cell[0]))
        if model.attn:
            weighted = ahead * torch.sigmoid(model.char_attn(ahead))
            rectangle = weighted.view(*layout.shape, -1) * layout.filled[:, :, None]
            vectors = rectangle.sum(0)
        else:
            back = run_direction(lstm, 0, flat, layout, turned=True, start=(hidden[1], cell[1]))
            vectors = torch.cat((ahead.index_select(0, layout.last), back.index_select(0, layout.last)), 1)
        result[torch.tensor(layout.members)] = vectors
    return result
