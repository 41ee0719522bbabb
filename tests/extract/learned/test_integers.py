"""Whole numbers against floats."""

import pytest
import torch
from torch import nn

from quotes.extract.learned.integers import IntegerLinear, can_multiply_integers, use_integers

WAYS = [False, *([True] if can_multiply_integers() else [])]


def make_layer(size: int = 48, out: int = 40, *, seed: int = 2) -> nn.Linear:
    torch.manual_seed(seed)
    return nn.Linear(size, out)


@pytest.mark.parametrize("fast", WAYS)
@torch.inference_mode()
def test_it_gives_what_floats_give(fast: bool) -> None:
    layer = make_layer()
    x = torch.randn(3, 7, 48)
    exact, near = layer(x), IntegerLinear(layer, fast=fast)(x)
    assert near.shape == exact.shape
    assert float((near - exact).abs().max()) < 0.02 * float(exact.abs().max())
    assert not torch.equal(near, exact)


@pytest.mark.parametrize("fast", WAYS)
@torch.inference_mode()
def test_a_large_value_costs_the_other_words_nothing(fast: bool) -> None:
    layer = IntegerLinear(make_layer(), fast=fast)
    x = torch.randn(5, 48)
    alone = layer(x)[1:]
    x[0] *= 1000
    assert torch.allclose(layer(x)[1:], alone, atol=1e-5)
    assert torch.allclose(layer(x[1:3]), alone[:2], atol=1e-5)


@pytest.mark.skipif(not can_multiply_integers(), reason="this processor multiplies no whole numbers faster")
@torch.inference_mode()
def test_every_processor_gives_the_same() -> None:
    layer = make_layer(200, 100)
    x = torch.randn(64, 200)
    fast, slow = (IntegerLinear(layer, fast=fast)(x) for fast in (True, False))
    # a number on the border between two may go either way, by one step
    assert float((fast - slow).abs().mean()) < 1e-4 * float(slow.abs().mean())


@pytest.mark.parametrize("fast", WAYS)
@torch.inference_mode()
def test_nothing_in_gives_the_bias(fast: bool) -> None:
    layer = make_layer()
    assert torch.allclose(IntegerLinear(layer, fast=fast)(torch.zeros(2, 48)), layer.bias.expand(2, -1))


@pytest.mark.parametrize("fast", WAYS)
@pytest.mark.parametrize("value", [-40.0, 0.3])
@torch.inference_mode()
def test_a_word_of_one_value_loses_nothing(fast: bool, value: float) -> None:
    layer = make_layer()
    x = torch.full((2, 48), value)
    exact, near = layer(x), IntegerLinear(layer, fast=fast)(x)
    assert float((near - exact).abs().max()) < 0.01 * abs(value)


@pytest.mark.parametrize("fast", WAYS)
@torch.inference_mode()
def test_values_far_from_nothing_keep_their_differences(fast: bool) -> None:
    layer = IntegerLinear(make_layer(), fast=fast)
    x = torch.rand(4, 48)
    moved = layer(x + 100) - layer(torch.full((1, 48), 100.0))
    assert torch.allclose(moved, layer(x) - layer.bias, atol=0.02)


def test_small_layers_stay_as_they_are() -> None:
    network = nn.Sequential(nn.Linear(48, 40), nn.Sequential(nn.Linear(40, 32), nn.Linear(32, 1)))
    use_integers(network)
    assert [type(layer) for layer in (network[0], network[1][0], network[1][1])] == [  # type: ignore[index]
        IntegerLinear, IntegerLinear, nn.Linear,
    ]  # fmt: skip
