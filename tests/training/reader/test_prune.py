"""A smaller network: what goes says least, what stays makes up for it, and a teacher mends the rest."""

import copy
import random
from pathlib import Path

import pytest
import torch
from torch import Tensor

from quotes.extract.learned.batches import make_batch
from quotes.extract.learned.network import Layer, Network
from quotes.extract.learned.weights import load_network, save_network
from quotes.extract.learned.windows import Window, WordPieces, cut_windows, read_units
from quotes.training.reader.examples import Example
from quotes.training.reader.loop import Item, Recipe, Trainer, cut_items
from quotes.training.reader.prune import choose_units, prune
from tests.extract.learned.small_reader import SHAPE, make_network, make_pieces, read_articles
from tests.training.reader.test_examples import make_example


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return make_pieces(tmp_path_factory.mktemp("pieces"))


@pytest.fixture(scope="module")
def windows(pieces: WordPieces) -> list[Window]:
    return [w for doc in read_articles() for w in cut_windows(read_units(doc, pieces))]


def read(network: Network, windows: list[Window], pieces: WordPieces) -> Tensor:
    batch = make_batch(windows, pieces)
    with torch.no_grad():
        words = network.read(batch.pieces, batch.mask, batch.piece_word, batch.first_piece, batch.features)
    return words[batch.words.bool()]


def squares_of(seen: Tensor) -> Tensor:
    return seen.T @ seen


def test_a_unit_that_repeats_others_goes_and_nothing_is_lost() -> None:
    torch.manual_seed(1)
    seen = torch.randn(200, 6)
    seen[:, 2] = 2 * seen[:, 0] - seen[:, 5]
    weight = torch.randn(4, 6)
    kept, refitted = choose_units(squares_of(seen), weight, 5)
    assert len(kept) == 5
    assert set(range(6)) - set(kept.tolist()) <= {0, 2, 5}
    # only as exact as the ridge lets it be
    assert torch.allclose(seen[:, kept] @ refitted.float().T, seen @ weight.T, atol=0.02)


def test_a_unit_that_nobody_reads_goes_first() -> None:
    torch.manual_seed(2)
    weight = torch.randn(3, 5)
    weight[:, 3] = 0
    kept, refitted = choose_units(squares_of(torch.randn(50, 5)), weight, 4)
    assert kept.tolist() == [0, 1, 2, 4]
    assert torch.allclose(refitted.float(), weight[:, kept], atol=0.02)


def test_what_stays_is_fitted_better_than_what_is_merely_cut_off() -> None:
    torch.manual_seed(3)
    seen = torch.randn(300, 4) @ torch.randn(4, 12) + 0.3 * torch.randn(300, 12)
    weight = torch.randn(5, 12)
    kept, refitted = choose_units(squares_of(seen), weight, 6)
    wanted = seen @ weight.T
    fitted, cut = (
        (seen[:, kept] @ w.T - wanted).square().mean() for w in (refitted.float(), weight[:, kept])
    )
    assert fitted < 0.3 * cut


def test_units_of_a_group_stay_together() -> None:
    torch.manual_seed(4)
    seen, weight = torch.randn(100, 12), torch.randn(5, 12)
    weight[:, 3:6] *= 0.01
    weight[:, 0] = 0  # alone it says nothing; its group does
    kept, _ = choose_units(squares_of(seen), weight, 3, size=3)
    assert kept.tolist() == [0, 1, 2, 6, 7, 8, 9, 10, 11]


def test_a_network_is_as_small_as_it_is_asked_to_be_and_reads_nearly_the_same(
    windows: list[Window], pieces: WordPieces, tmp_path: Path
) -> None:
    network = make_network()
    small = prune(network, windows, pieces, heads=1, inner=20)
    for layer in small.encoder.layers:
        assert isinstance(layer, Layer)
        assert (layer.qkv.out_features, layer.out.in_features) == (48, 16)
        assert (layer.up.out_features, layer.down.in_features) == (20, 20)
    wanted, given = read(network, windows, pieces), read(small, windows, pieces)
    assert given.shape == wanted.shape
    naive = copy.deepcopy(network)
    with torch.no_grad():
        for layer in naive.encoder.layers:
            assert isinstance(layer, Layer)
            layer.out.weight[:, 16:] = 0
            layer.down.weight[:, 20:] = 0
    assert (given - wanted).square().mean() < 0.7 * (read(naive, windows, pieces) - wanted).square().mean()
    save_network(small, tmp_path)
    again = load_network(tmp_path)
    assert again.shape == small.shape
    assert torch.allclose(read(again, windows, pieces), given, atol=0.1)


def test_nothing_goes_where_all_may_stay(windows: list[Window], pieces: WordPieces) -> None:
    network = make_network()
    same = prune(network, windows, pieces, heads=SHAPE.heads, inner=SHAPE.inner)
    assert torch.allclose(read(same, windows, pieces), read(network, windows, pieces), atol=1e-5)


@pytest.fixture(scope="module")
def examples(pieces: WordPieces) -> list[Example]:
    return [make_example(doc, pieces) for doc in read_articles()]


def far(trainer: Trainer, items: list[Item]) -> float:
    with torch.no_grad():
        return float(trainer.losses(items)[2])


def test_one_is_as_far_from_itself_as_nothing(
    examples: list[Example], pieces: WordPieces, tmp_path: Path
) -> None:
    items = cut_items(examples, random.Random(1))
    recipe = Recipe(windows=4, epochs=1)
    network = make_network()
    alone = Trainer(network, examples, pieces, recipe, tmp_path)
    assert far(alone, items) == 0
    taught = Trainer(network, examples, pieces, recipe, tmp_path, copy.deepcopy(network))
    assert far(taught, items) == pytest.approx(0, abs=1e-4)
    other = Trainer(network, examples, pieces, recipe, tmp_path, make_network(2))
    assert far(other, items) > 1


def test_a_teacher_is_imitated(
    examples: list[Example], windows: list[Window], pieces: WordPieces, tmp_path: Path
) -> None:
    teacher = make_network()
    small = prune(teacher, windows, pieces, heads=1, inner=16)
    items = cut_items(examples, random.Random(1))
    recipe = Recipe(windows=2, epochs=2, rate=1e-3, head_rate=1e-3, imitation=100)
    trainer = Trainer(small, examples, pieces, recipe, tmp_path, teacher)
    before = far(trainer, items)
    teacher_before = copy.deepcopy(teacher.state_dict())
    for _ in range(recipe.epochs):
        trainer.run_epoch()
    trainer.network.eval()
    assert far(trainer, items) < before
    assert all(torch.equal(value, teacher_before[name]) for name, value in teacher.state_dict().items())
