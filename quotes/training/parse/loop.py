"""The loop that all of Stanza's neural trainers run in here: schedule, averaged weights, checkpoints.

Stanza makes the model, the batches and each step. What Stanza 1.15 does not have for all of its trainers is
here: a learning rate that rises and then falls to nothing at a step that is known from the start, an average
of the weights of the last steps (Polyak and Juditsky 1992), which is what is kept, and going on after a stop.
"""

import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor, nn

log = logging.getLogger(__name__)

CHECKPOINT = "checkpoint.pt"
# Seconds between two checkpoints: this much is lost at most when a run is stopped.
SAVE_EVERY = 240
# The rate never falls below this share of its height.
LOWEST = 0.01


@dataclass(frozen=True, slots=True)
class Recipe:
    """Numbers of a run.

    steps    updates in all
    rate     learning rate at its height
    warmup   share of the steps in which it rises; then it falls in a straight line
    average  how slowly the averaged weights follow, per step
    judge    steps between two scores on the development set
    """

    steps: int
    rate: float
    warmup: float = 0.02
    average: float = 0.9985
    judge: int = 500
    seed: int = 1


class Task(Protocol):
    """One processor's model in training, as the loop sees it."""

    @property
    def model(self) -> nn.Module:
        """The weights that learn."""

    @property
    def optimizers(self) -> Sequence[torch.optim.Optimizer]:
        """What changes them."""

    def plan_epoch(self, rng: random.Random) -> list[Any]:
        """What one pass over the data consists of: anything that `update` takes, in order."""

    def update(self, batch: Any) -> float:
        """Learn from one batch; gives its loss."""

    def judge(self) -> float:
        """Score on the development set, higher is better."""

    def save(self, path: Path) -> None:
        """Write the model as Stanza reads it."""


def rate_at(step: int, recipe: Recipe) -> float:
    """Learning rate of a step, counted from 0."""
    warm = max(1.0, recipe.warmup * recipe.steps)
    if step < warm:
        return recipe.rate * (step + 1) / warm
    return recipe.rate * max(LOWEST, (recipe.steps - step) / (recipe.steps - warm))


class Average:
    """Moving average of a model's floating point weights."""

    def __init__(self, model: nn.Module) -> None:
        self.weights = {
            name: weight.detach().clone()
            for name, weight in model.named_parameters()
            if weight.requires_grad and weight.is_floating_point()
        }

    def follow(self, model: nn.Module, share: float) -> None:
        """Keep `share` of the average and take the rest from the model."""
        with torch.no_grad():
            mine = dict(model.named_parameters())
            torch._foreach_lerp_(
                list(self.weights.values()), [mine[name].detach() for name in self.weights], 1 - share
            )

    def swap(self, model: nn.Module) -> None:
        """Exchange the average and the weights of the model."""
        with torch.no_grad():
            mine = dict(model.named_parameters())
            for name, weight in self.weights.items():
                kept = mine[name].detach().clone()
                mine[name].copy_(weight)
                weight.copy_(kept)


class Run:
    """One model from its first step to its last, over any number of calls.

    folder  holds `checkpoint.pt`, `best.pt` and `last.pt`; the last two are models as Stanza reads them
    """

    def __init__(self, task: Task, recipe: Recipe, folder: Path) -> None:
        self.task, self.recipe, self.folder = task, recipe, folder
        self.average = Average(task.model)
        self.step = self.epoch = self.place = 0
        self.scores: list[tuple[int, float]] = []

    @property
    def best(self) -> float:
        """Highest score yet."""
        return max((score for _, score in self.scores), default=float("-inf"))

    def save(self) -> None:
        """Write all that the run needs to go on."""
        state = {
            "model": {n: w for n, w in self.task.model.state_dict().items() if n in self.average.weights},
            "average": self.average.weights,
            "optimizers": [optimizer.state_dict() for optimizer in self.task.optimizers],
            "place": (self.step, self.epoch, self.place),
            "scores": self.scores,
        }
        path = self.folder / CHECKPOINT
        torch.save(state, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").rename(path)

    def resume(self) -> bool:
        """Go on from the last checkpoint, if there is one."""
        path = self.folder / CHECKPOINT
        if not path.exists():
            return False
        state = torch.load(path, map_location="cpu", weights_only=True)
        self.task.model.load_state_dict(state["model"], strict=False)
        for name, weight in self.average.weights.items():
            weight.copy_(state["average"][name])
        for optimizer, kept in zip(self.task.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)
        self.step, self.epoch, self.place = state["place"]
        self.scores = [tuple(pair) for pair in state["scores"]]
        log.info("goes on behind step %d", self.step)
        return True

    def go(self, until: float = float("inf")) -> bool:
        """Take the steps that are left; False when the time `until` (of `time.time`) came before the last."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.resume()
        saved = reported = time.time()
        losses: list[float] = []
        while self.step < self.recipe.steps:
            # An epoch's order hangs on its number alone: a run that was stopped finds its place again.
            batches = self.task.plan_epoch(random.Random(1000 * self.recipe.seed + self.epoch))
            while self.place < len(batches) and self.step < self.recipe.steps:
                if time.time() > until:
                    self.save()
                    return False
                losses.append(self._learn(batches[self.place]))
                self.place += 1
                if self.step % 100 == 0:
                    self._report(losses, len(batches), time.time() - reported)
                    losses, reported = [], time.time()
                if self.step % self.recipe.judge == 0 or self.step == self.recipe.steps:
                    self._judge()
                    reported = time.time()
                if time.time() - saved > SAVE_EVERY or self.step == self.recipe.steps:
                    self.save()
                    saved = time.time()
            if self.place >= len(batches):
                self.epoch, self.place = self.epoch + 1, 0
        return True

    def _learn(self, batch: Any) -> float:
        rate = rate_at(self.step, self.recipe)
        for optimizer in self.task.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        # So a run that was stopped goes on as if it had not been.
        seed = 1_000_000 * self.recipe.seed + self.step
        random.seed(seed)
        torch.manual_seed(seed)
        loss = self.task.update(batch)
        self.step += 1
        self.average.follow(self.task.model, min(self.recipe.average, (self.step + 1) / (self.step + 10)))
        return loss

    def _report(self, losses: Sequence[float], batches: int, seconds: float) -> None:
        log.info(
            "step %d of %d, epoch %d (%.0f%%): loss %.3f, rate %.2g, %.2f s a step",
            self.step,
            self.recipe.steps,
            self.epoch + 1,
            100 * self.place / batches,
            sum(losses) / max(1, len(losses)),
            rate_at(self.step - 1, self.recipe),
            seconds / max(1, len(losses)),
        )

    def _judge(self) -> None:
        """Score the averaged weights and keep them, apart where they are the best yet."""
        model = self.task.model
        self.average.swap(model)
        try:
            score = self.task.judge()
            better = score > self.best
            self.scores.append((self.step, score))
            log.info("step %d: %.2f on dev%s", self.step, 100 * score, ", the best yet" if better else "")
            self.task.save(self.folder / "last.pt")
            if better:
                self.task.save(self.folder / "best.pt")
        finally:
            self.average.swap(model)
            model.train()


def batch_by_length(lengths: Sequence[int], words: int, rng: random.Random) -> list[list[int]]:
    """Indices of sentences in batches of about `words` words and of similar length, in any order."""
    order = list(range(len(lengths)))
    # Noise lets sentences meet other ones in every epoch.
    order.sort(key=lambda i: lengths[i] * rng.uniform(0.9, 1.1))
    batches: list[list[int]] = []
    count = words
    for i in order:
        if count + lengths[i] > words and count:
            batches.append([])
            count = 0
        batches[-1].append(i)
        count += lengths[i]
    rng.shuffle(batches)
    return batches


def unique_rows(rows: Tensor) -> tuple[Tensor, Tensor]:
    """Different rows of a matrix of ids, longest first (0 is padding), and which of them each row is."""
    unique, inverse = torch.unique(rows, dim=0, return_inverse=True)
    order = (unique != 0).sum(1).argsort(descending=True, stable=True)
    back = torch.empty_like(order)
    back[order] = torch.arange(len(order))
    return unique[order], back[inverse]
