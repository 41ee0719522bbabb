"""The scores are those of the scorers that come with the evaluation data, figure by figure.

QUOTES_EVAL_DATA names a folder with score.py, score_speakers.py, polnear/dev and worldwide/dev. That data has
no open licence, so that it is not in the project and these tests run only where somebody has it.
"""

import importlib
import json
import os
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from quotes.evaluate import evaluate_spans, evaluate_speakers, read_brat, read_gold, read_system

FOLDER = os.environ.get("QUOTES_EVAL_DATA", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="QUOTES_EVAL_DATA names no folder of evaluation data")


@pytest.fixture
def scorers(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    monkeypatch.syspath_prepend(FOLDER)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return importlib.import_module("score"), importlib.import_module("score_speakers")


def spoil(rows: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """Gold made worse in every way that is scored."""
    found = []
    for row in rows:
        chance = rng.random()
        if chance < 0.15:
            continue
        row = json.loads(json.dumps(row))
        row["speakers"] = list(filter(None, (row.get("speaker") or "").split("; ")))
        if chance < 0.4:
            row["content"][0][1] = max(row["content"][0][0] + 1, row["content"][0][1] - rng.randint(0, 60))
        elif chance < 0.5:
            row["speakers"] = [name.split()[-1] for name in row["speakers"]]
        elif chance < 0.6:
            row["speakers"] = ["Joe Bloggs"]
        elif chance > 0.8:
            row["source"] = []
        if chance > 0.9:
            row["cue"] = []
        if chance > 0.95:
            row["content"] = [[0, 9]]
        found.append(row)
    return found


def write(path: Path, output: dict[str, list[dict[str, Any]]]) -> Path:
    path.write_text(
        "".join(json.dumps({"doc": doc, "attributions": rows}) + "\n" for doc, rows in output.items()),
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("quotes_only", [False, True])
def test_same_figures_for_spans(
    scorers: tuple[ModuleType, ModuleType], tmp_path: Path, quotes_only: bool
) -> None:
    score, _ = scorers
    folder = Path(FOLDER, "polnear", "dev")
    gold = score.read_gold(folder)
    rng = random.Random(1)
    path = write(tmp_path / "out.jsonl", {doc: spoil(rows, rng) for doc, (_, rows) in gold.items()})
    theirs = score.evaluate(gold, score.read_system(path), quotes_only=quotes_only)
    ours = evaluate_spans(read_brat(folder), read_system(path), quotes_only=quotes_only)

    assert (ours.articles, ours.gold, ours.output) == tuple(
        theirs[k] for k in ("articles", "gold", "predicted")
    )
    expected = {}
    for role, by_how in theirs["roles"].items():
        for how, figures in by_how.items():
            expected |= {f"{role} {how} {key}": figures[key] for key in ("p", "r", "f1")}
    for name in ("match", "+source", "full"):
        expected |= {f"{name} {key}": theirs[name][key] for key in ("p", "r", "f1")}
    for kind, figures in theirs["types"].items():
        assert (ours.kinds[kind].gold, ours.kinds[kind].output) == (figures["gold"], figures["predicted"])
        for name, value in figures.items():
            if isinstance(value, dict):
                expected |= {f"{kind} {name} {how}": share for how, share in value.items()}
            elif isinstance(value, float):
                expected[f"{kind} {name}"] = value
    assert ours.figures() == pytest.approx(expected)


def test_same_figures_for_speakers(scorers: tuple[ModuleType, ModuleType], tmp_path: Path) -> None:
    score, score_speakers = scorers
    folder = Path(FOLDER, "worldwide", "dev")
    gold = read_gold(folder / "gold.jsonl", folder / "text")
    raw = score.read_system(folder / "gold.jsonl")
    rng = random.Random(1)
    path = write(tmp_path / "out.jsonl", {doc: spoil(rows, rng) for doc, rows in raw.items()})
    misses: list[str] = []
    texts = {doc: article.text for doc, article in gold.items()}
    theirs = score_speakers.evaluate(texts, raw, score.read_system(path), misses)
    ours = evaluate_speakers(gold, read_system(path))

    assert theirs.pop("required") == ours.required
    assert list(ours.figures().values()) == pytest.approx(list(theirs.values()))
    assert len(ours.misses) == len(misses)
