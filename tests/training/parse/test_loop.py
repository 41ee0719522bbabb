"""The loop: schedule, averages, checkpoints."""

import random
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from quotes.training.parse import loop
from quotes.training.parse.loop import (
    LOWEST,
    Average,
    Recipe,
    Run,
    batch_by_length,
    rate_at,
    unique_rows,
)


class Line:
    """Learns y = 2x + 1."""

    def __init__(self) -> None:
        torch.manual_seed(0)
        self.model: nn.Module = nn.Linear(1, 1)
        self.optimizers = [torch.optim.Adam(self.model.parameters(), lr=1.0)]
        self.judged: list[float] = []
        self.rates: list[float] = []

    def plan_epoch(self, rng: random.Random) -> list[float]:
        return [rng.uniform(-1, 1) for _ in range(7)]

    def update(self, batch: float) -> float:
        self.rates.append(self.optimizers[0].param_groups[0]["lr"])
        self.optimizers[0].zero_grad()
        # Noise, so that a run that goes on must also find its place in the random numbers.
        x = torch.tensor([[batch + 0.01 * random.random()]])
        loss = (self.model(x) - (2 * x + 1)).square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizers[0].step()
        return float(loss.detach())

    def judge(self) -> float:
        self.judged.append(float(self.model.weight.detach()))  # type: ignore[operator]
        return -abs(2 - self.judged[-1])

    def save(self, path: Path) -> None:
        path.write_text(f"{self.judged[-1]:.6f}")


RECIPE = Recipe(steps=40, rate=0.1, warmup=0.1, average=0.5, judge=10)


def test_rate_rises_then_falls() -> None:
    rates = [rate_at(step, RECIPE) for step in range(40)]
    assert rates[0] == pytest.approx(0.025)
    assert max(rates) == rates[4] == pytest.approx(0.1)
    assert rates[4:] == sorted(rates[4:], reverse=True)
    assert rate_at(40, RECIPE) == pytest.approx(LOWEST * 0.1)


def test_a_run_learns_and_keeps_best_and_last(tmp_path: Path) -> None:
    task = Line()
    run = Run(task, RECIPE, tmp_path)
    assert run.go()
    assert [step for step, _ in run.scores] == [10, 20, 30, 40]
    assert float((tmp_path / "last.pt").read_text()) == pytest.approx(task.judged[-1], abs=1e-5)
    best = min(task.judged, key=lambda weight: abs(2 - weight))
    assert float((tmp_path / "best.pt").read_text()) == pytest.approx(best, abs=1e-5)
    assert task.rates == [rate_at(step, RECIPE) for step in range(40)]


def test_a_run_that_is_done_does_nothing_more(tmp_path: Path) -> None:
    Run(Line(), RECIPE, tmp_path).go()
    task = Line()
    assert Run(task, RECIPE, tmp_path).go()
    assert task.rates == []


def test_no_time_left_saves_and_says_so(tmp_path: Path) -> None:
    assert not Run(Line(), RECIPE, tmp_path).go(until=0)
    assert (tmp_path / "checkpoint.pt").exists()


@pytest.mark.parametrize("stop", [1, 7, 12])
def test_a_run_that_was_stopped_ends_where_another_ends(
    tmp_path: Path, stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    Run(Line(), RECIPE, whole).go()
    # The clock is read before each step, and once more at the start.
    clock = iter(range(10_000))
    monkeypatch.setattr(loop.time, "time", lambda: next(clock))
    stopped = Run(Line(), RECIPE, parts)
    assert not stopped.go(until=2 * stop)
    assert 0 < stopped.step < RECIPE.steps
    Run(Line(), RECIPE, parts).go()
    assert (whole / "last.pt").read_text() == (parts / "last.pt").read_text()


def test_average_follows_and_swaps() -> None:
    model = nn.Linear(1, 1, bias=False)
    nn.init.constant_(model.weight, 1.0)
    average = Average(model)
    nn.init.constant_(model.weight, 3.0)
    average.follow(model, 0.75)
    assert float(average.weights["weight"]) == pytest.approx(1.5)
    average.swap(model)
    assert (float(model.weight), float(average.weights["weight"])) == (1.5, 3.0)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=80), st.integers(1, 100), st.integers(0, 99))
def test_batches_hold_every_sentence_once(lengths: list[int], words: int, seed: int) -> None:
    batches = batch_by_length(lengths, words, random.Random(seed))
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or sum(lengths[i] for i in batch) <= words for batch in batches)


def test_unique_rows_are_sorted_by_length_and_lead_back() -> None:
    rows = torch.tensor([[3, 0, 0], [1, 2, 4], [3, 0, 0], [5, 6, 0]])
    unique, which = unique_rows(rows)
    assert unique.tolist() == [[1, 2, 4], [5, 6, 0], [3, 0, 0]]
    assert unique[which].tolist() == rows.tolist()
