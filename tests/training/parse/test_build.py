"""Packing models into a folder that the program takes."""

import json
from pathlib import Path

import pytest
import torch

from quotes.parse.models import check_models
from quotes.training.parse.build import MODELS, build, halve, list_resources, pack
from quotes.training.parse.prepare import Work


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Models of all steps."""
    work = Work(tmp_path / "work")
    for step in MODELS.values():
        work.run(step).mkdir(parents=True)
        torch.save({"model": {"w": torch.ones(3)}, "config": {"lr": 0.1}}, work.run(step) / "best.pt")
    torch.save({"emb": torch.ones(2)}, work.vectors)
    return work


def test_the_program_finds_both_packages_whole(work: Work, tmp_path: Path) -> None:
    size = build(work, tmp_path / "out")
    assert size == sum(path.stat().st_size for path in (tmp_path / "out").rglob("*.pt"))
    words = check_models(tmp_path / "out")
    assert (words.package, [name for name, _ in words.processors]) == (
        "words",
        ["tokenize", "pos", "lemma", "depparse", "ner"],
    )
    assert len(words.files) == 6
    default = check_models(tmp_path / "out", "default")
    assert ("mwt", "surface") in default.processors


def test_without_a_splitter_there_is_one_package(work: Work, tmp_path: Path) -> None:
    (work.run("mwt") / "best.pt").unlink()
    build(work, tmp_path / "out")
    assert check_models(tmp_path / "out").package == "words"
    resources = json.loads((tmp_path / "out" / "resources.json").read_text())
    assert list(resources["en"]["packages"]) == ["words"]


def test_a_packed_model_has_no_optimizer_and_half_the_bytes(tmp_path: Path) -> None:
    source, target = tmp_path / "a.pt", tmp_path / "b.pt"
    content = {
        "model": {"w": torch.ones(2), "ids": torch.ones(2, dtype=torch.long)},
        "vocab": {"word": {"vector": torch.ones(1)}},
        "config": {"lr": 0.1},
        "optimizer_state_dict": {"x": torch.ones(9)},
        "scheduler_state_dict": {},
    }
    torch.save(content, source)
    pack(source, target)
    packed = torch.load(target, weights_only=True)
    assert set(packed) == {"model", "vocab", "config"}
    assert packed["model"]["w"].dtype == torch.float16
    assert packed["model"]["ids"].dtype == torch.long
    assert packed["vocab"]["word"]["vector"].dtype == torch.float32


def test_halving_leaves_other_things_alone() -> None:
    assert halve({"a": [1], "b": "x"}) == {"a": [1], "b": "x"}


def test_resources_name_the_version_and_what_needs_vectors() -> None:
    resources = list_resources(
        {("tokenize", "news"): "1", ("pos", "news"): "2", ("pretrain", "glove100"): "3"}
    )
    assert resources["stanza_version"] == "1.15"
    assert resources["en"]["pos"]["news"]["dependencies"] == [{"model": "pretrain", "package": "glove100"}]
    assert "dependencies" not in resources["en"]["tokenize"]["news"]
