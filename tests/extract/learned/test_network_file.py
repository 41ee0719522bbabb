"""Weights on disk: nearly the same network back, nothing executed, a clear word when they are no good."""

from pathlib import Path

import pytest
import torch

from quotes.errors import ModelError
from quotes.extract.learned import TOKENIZER, WEIGHTS
from quotes.extract.learned.weights import load_network, load_reader, save_network
from tests.extract.learned.small_reader import SHAPE, make_network, write_tokenizer


def test_weights_come_back_within_their_precision(tmp_path: Path) -> None:
    network = make_network()
    save_network(network, tmp_path)
    back = load_network(tmp_path)
    assert back.shape == SHAPE
    for name, value in network.state_dict().items():
        step = float(value.abs().max()) / 127 if value.dim() == 2 else 1e-2
        assert torch.allclose(back.state_dict()[name], value, atol=step), name


def test_the_same_weights_give_the_same_file(tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        save_network(make_network(), tmp_path / name)
        files.append((tmp_path / name / WEIGHTS).read_bytes())
    assert files[0] == files[1]


def test_missing_weights(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing") as caught:
        load_network(tmp_path)
    assert "--extractor rules" in str(caught.value.remedy)
    with pytest.raises(ModelError, match=TOKENIZER):
        load_reader(tmp_path)


@pytest.mark.parametrize("damage", ["cut", "other"])
def test_damaged_weights(tmp_path: Path, damage: str) -> None:
    write_tokenizer(tmp_path / TOKENIZER)
    save_network(make_network(), tmp_path)
    raw = (tmp_path / WEIGHTS).read_bytes()
    (tmp_path / WEIGHTS).write_bytes(raw[:-100] if damage == "cut" else b"\x80\x04cos\nsystem\n" + raw)
    with pytest.raises(ModelError, match="damaged"):
        load_reader(tmp_path)


def test_weights_of_another_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.extract.learned.weights.FORMAT", "0")
    save_network(make_network(), tmp_path)
    monkeypatch.undo()
    with pytest.raises(ModelError, match="of format '0'"):
        load_network(tmp_path)
