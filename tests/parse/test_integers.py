"""Layers of whole numbers give nearly what torch's own give, on every processor."""

from collections.abc import Sequence

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from quotes.parse.inference import integers
from quotes.parse.inference.integers import (
    IntegerBilinear,
    IntegerLayer,
    IntegerLinear,
    IntegerMatrix,
    Rounded,
    can_multiply_integers,
)
from quotes.parse.inference.layout import Layout, run_both, sort_by_length

SIZE, HIDDEN = 40, 24


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> None:
    torch.set_num_threads(1)  # two wait for each other at every step of a layer where the machine is busy


def make_layer(seed: int) -> tuple[nn.LSTM, Tensor, Tensor]:
    torch.manual_seed(seed)
    lstm = nn.LSTM(SIZE, HIDDEN, bidirectional=True)
    return lstm, torch.randn(2, HIDDEN).tanh(), torch.randn(2, HIDDEN)


def make_integer_layer(seed: int) -> IntegerLayer:
    lstm, hidden, cell = make_layer(seed)
    return IntegerLayer(lstm, 0, hidden, cell)


def make_layout(lengths: Sequence[int]) -> Layout:
    (layout,) = sort_by_length(lengths, limit=10_000)
    return layout


def run_layer(layer: IntegerLayer, flat: Tensor, layout: Layout) -> Tensor:
    """Outputs of a layer in the order of flat elements."""
    return layer.run(Rounded.of(flat[layout.by_step]), layout.active)[layout.from_step]


def without_instruction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integers, "can_multiply_integers", lambda: False)


@given(st.lists(st.integers(1, 20), min_size=1, max_size=30), st.integers(0, 9))
@settings(deadline=None, max_examples=40)
def test_a_layer_gives_nearly_what_torch_gives(lengths: list[int], seed: int) -> None:
    lstm, hidden, cell = make_layer(seed)
    flat = torch.randn(sum(lengths), SIZE)
    layout = make_layout(lengths)
    with torch.inference_mode():
        expected = run_both(lstm, 0, flat, layout, hidden, cell)
        found = run_layer(IntegerLayer(lstm, 0, hidden, cell), flat, layout)
    assert found.shape == expected.shape
    assert (found - expected).abs().max() < 0.05
    assert (found - expected).square().mean().sqrt() < 0.01


def test_a_sequence_is_read_the_same_alone_and_among_others() -> None:
    lstm, hidden, cell = make_layer(1)
    layer = IntegerLayer(lstm, 0, hidden, cell)
    sequences = [torch.randn(length, SIZE) for length in (9, 4, 4, 1)]
    with torch.inference_mode():
        together = run_layer(layer, torch.cat(sequences), make_layout([9, 4, 4, 1]))
        alone = [run_layer(layer, one, make_layout([len(one)])) for one in sequences]
    assert torch.allclose(together, torch.cat(alone), atol=1e-5)


def test_the_answer_is_the_same_without_the_instruction(monkeypatch: pytest.MonkeyPatch) -> None:
    lstm, hidden, cell = make_layer(2)
    lengths = [12, 7, 7, 3]
    flat = torch.randn(sum(lengths), SIZE)
    with torch.inference_mode():
        here = run_layer(IntegerLayer(lstm, 0, hidden, cell), flat, make_layout(lengths))
        without_instruction(monkeypatch)
        elsewhere = run_layer(IntegerLayer(lstm, 0, hidden, cell), flat, make_layout(lengths))
    assert torch.allclose(here, elsewhere, atol=1e-5)


def test_whole_numbers_are_left_where_they_cannot_be_multiplied(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Tensor:
        raise RuntimeError("not on this processor")

    can_multiply_integers.cache_clear()
    monkeypatch.setattr(torch.cpu, "_is_vnni_supported", lambda: True)
    monkeypatch.setattr(torch, "_int_mm", fail)
    assert not can_multiply_integers()
    rows = Rounded.of(torch.randn(5, 8))
    assert IntegerMatrix(torch.ones(3, 8)).multiply(rows.numbers).shape == (5, 3)
    can_multiply_integers.cache_clear()
    monkeypatch.setattr(torch.cpu, "_is_vnni_supported", lambda: False)
    assert not can_multiply_integers()
    can_multiply_integers.cache_clear()


def test_largest_sums_are_exact_either_way() -> None:
    numbers = torch.full((3, 700), 127, dtype=torch.int8)
    numbers[1] *= -1
    weight = torch.full((2, 700), 127.0)
    for fast in {False, can_multiply_integers()}:
        product = IntegerMatrix(weight, fast=fast).multiply(numbers)
        assert product.tolist() == [[127 * 127 * 700] * 2, [-127 * 127 * 700] * 2, [127 * 127 * 700] * 2]


def test_a_linear_layer_in_whole_numbers() -> None:
    torch.manual_seed(3)
    layer = nn.Linear(60, 30)
    flat = torch.randn(700, 60) * torch.rand(700, 1) * 9
    flat[5] = 0
    with torch.inference_mode():
        expected, found = layer(flat), IntegerLinear(layer.weight, layer.bias)(Rounded.of(flat))
    assert (found - expected).abs().max() < 0.01 * expected.abs().max()
    assert torch.equal(found[5], layer.bias)


def test_a_bilinear_function_in_whole_numbers() -> None:
    torch.manual_seed(4)
    weight = torch.randn(20, 15, 6) * torch.rand(1, 15, 6)
    first, second = torch.randn(50, 20), torch.randn(50, 15)
    expected = torch.einsum("ni,ijr,nj->nr", first, weight, second)
    found = IntegerBilinear(weight)(Rounded.of(first), second)
    assert (found - expected).abs().max() < 0.03 * expected.abs().max()


@given(st.lists(st.integers(1, 30), max_size=40), st.integers(1, 200))
def test_groups_for_layers_without_padding(lengths: list[int], limit: int) -> None:
    groups = list(sort_by_length(lengths, limit=limit))
    members = [member for group in groups for member in group.members]
    assert sorted(members) == list(range(len(lengths)))
    assert [lengths[member] for member in members] == sorted(lengths, reverse=True)
    assert all(group.lengths.sum() <= limit or len(group.members) == 1 for group in groups)


def test_steps_take_the_first_elements_first() -> None:
    layout = make_layout([2, 3, 1])
    assert layout.active == [3, 2, 1]
    flat = torch.tensor([10, 11, 12, 20, 21, 30])  # the longest sequence first
    assert flat[layout.by_step].tolist() == [10, 20, 30, 11, 21, 12]
    assert flat[layout.by_step][layout.from_step].tolist() == flat.tolist()


def test_rows_that_come_again_are_read_alike() -> None:
    layer = make_integer_layer(5)
    rows, which = torch.randn(4, SIZE), torch.tensor([0, 3, 1, 1, 0, 2, 3, 0])
    layout = make_layout([5, 2, 1])
    with torch.inference_mode():
        each = layer.run(Rounded.of(rows[which]), layout.active)
        once = layer.run(Rounded.of(rows), layout.active, which)
    assert torch.allclose(each, once, atol=1e-6)
