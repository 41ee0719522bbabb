"""Letters of words are read as the layer reads each word alone."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from quotes.parse.inference.characters import LetterReader

LETTERS, SIZE, HIDDEN = 6, 4, 5


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> None:
    torch.set_num_threads(1)  # two wait for each other at every step of a layer where the machine is busy


def make_model(*, attn: bool) -> Any:
    """The parts of Stanza's character model: one direction that is weighed, or two."""
    torch.manual_seed(7)
    ways = 1 if attn else 2
    return SimpleNamespace(
        attn=attn,
        char_attn=nn.Linear(HIDDEN, 1, bias=False),
        char_emb=nn.Embedding(LETTERS, SIZE),
        charlstm=SimpleNamespace(lstm=nn.LSTM(SIZE, HIDDEN, bidirectional=not attn, batch_first=True)),
        charlstm_h_init=torch.randn(ways, 1, HIDDEN),
        charlstm_c_init=torch.randn(ways, 1, HIDDEN),
    )


def read_alone(model: Any, word: Sequence[int]) -> Tensor:
    states, (last, _) = model.charlstm.lstm(
        model.char_emb(torch.tensor([word])), (model.charlstm_h_init, model.charlstm_c_init)
    )
    if model.attn:
        weighed: Tensor = (states * torch.sigmoid(model.char_attn(states)))[0].sum(0)
        return weighed
    return torch.cat((last[0, 0], last[1, 0]))


@pytest.mark.parametrize("attn", [True, False])
@settings(deadline=None, max_examples=15)
@given(st.lists(st.lists(st.integers(0, LETTERS - 1), min_size=1, max_size=9), min_size=1, max_size=12))
def test_words_that_begin_alike_are_read_as_if_alone(attn: bool, words: list[list[int]]) -> None:
    model = make_model(attn=attn)
    with torch.inference_mode():
        found = LetterReader(model).read(words)
        expected = torch.stack([read_alone(model, word) for word in words])
    assert torch.allclose(found, expected, atol=1e-5)
