"""The loop that learns, with checkpoints to go on from."""

import copy
import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from quotes.document import Document
from quotes.extract.learned.batches import Surroundings, make_batch, surround
from quotes.extract.learned.network import Network
from quotes.extract.learned.windows import MAX_PIECES, Window, WordPieces, cut_windows
from quotes.training.reader.augment import Augmenter
from quotes.training.reader.examples import Example, Place

log = logging.getLogger(__name__)

# A window of one epoch holds this many pieces at least, so that paragraphs meet other neighbours in the next.
MIN_PIECES = 128
# A word that is no cue but looks like one with this probability is learned from as one that reports nothing,
# as long as there are not more of them than this share of the cues.
HARD, HARD_SHARE = 0.1, 0.4
# The network is the mean of what these last epochs leave.
LAST = 3
# How slowly the averaged weights follow.
AVERAGE = 0.998


@dataclass(frozen=True, slots=True)
class Recipe:
    """Numbers of a run: windows a step, passes over the data, learning rates at their height.

    imitation  weight of what a teacher says, against that of the annotation
    closeness  weight of the squares of how far the vectors of words lie from the teacher's
    """

    windows: int = 8
    epochs: int = 7
    rate: float = 1.2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    decay: float = 0.01
    seed: int = 1
    cue_weight: float = 1.0
    imitation: float = 1.0
    closeness: float = 10.0


@dataclass(frozen=True, slots=True)
class Item:
    """One window of an example."""

    window: Window
    doc: Document
    gold: dict[Place, dict[Place, int]]


def cut_items(examples: Sequence[Example], rng: random.Random) -> list[Item]:
    """Windows of all examples; their size differs from article to article and call to call."""
    return [
        Item(window, example.doc, example.gold)
        for example in examples
        for window in cut_windows(example.units, size=rng.randint(MIN_PIECES, MAX_PIECES))
    ]


def batch_items(items: list[Item], count: int, rng: random.Random) -> list[list[Item]]:
    """Batches of about equal length, in any order."""
    rng.shuffle(items)
    near = count * 16
    batches: list[list[Item]] = []
    for first in range(0, len(items), near):
        some = sorted(items[first : first + near], key=lambda item: sum(map(len, item.window.pieces)))
        batches.extend(some[i : i + count] for i in range(0, len(some), count))
    rng.shuffle(batches)
    return batches


class Trainer:
    """Network, optimizer, averaged copy, and where the run stands.

    teacher  a network that is to be imitated (Hinton, Vinyals, Dean 2015), beside the annotation
    """

    def __init__(
        self,
        network: Network,
        examples: Sequence[Example],
        pieces: WordPieces,
        recipe: Recipe,
        folder: Path,
        teacher: Network | None = None,
    ) -> None:
        self.network, self.examples, self.pieces, self.recipe = network, examples, pieces, recipe
        self.folder, self.teacher = folder, teacher
        self.device = network.encoder.words.weight.device
        self.average = copy.deepcopy(network).eval()
        network.encoder.words.weight.requires_grad_(False)
        groups: dict[tuple[bool, bool], list[Tensor]] = {}
        for name, weight in network.named_parameters():
            if weight.requires_grad:
                encoder = name.startswith("encoder.") and not name.startswith("encoder.features")
                groups.setdefault((encoder, weight.dim() > 1), []).append(weight)
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": weights,
                    "lr": recipe.rate if encoder else recipe.head_rate,
                    "weight_decay": recipe.decay if matrix else 0.0,
                }
                for (encoder, matrix), weights in groups.items()
            ],
            betas=(0.9, 0.98),
        )
        self.epoch = 0
        self.step = 0
        pieces_total = sum(len(ids) for e in examples for p in e.units for u in p for _, ids in u)
        self.steps_an_epoch = max(
            1, round(pieces_total / (recipe.windows * 0.88 * (MIN_PIECES + MAX_PIECES) / 2))
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._share)

    def _share(self, step: int) -> float:
        total = self.steps_an_epoch * self.recipe.epochs
        warm = self.recipe.warmup * total
        return min(1.0, step / warm) if step < warm else max(0.02, (total - step) / (total - warm))

    # ------------------------------------------------------------------ checkpoints
    def save(self) -> None:
        """Write all that a run needs to go on."""
        state: dict[str, Any] = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "epoch": self.epoch,
            "step": self.step,
        }
        torch.save(state, self.folder / "checkpoint.tmp")
        (self.folder / "checkpoint.tmp").rename(self.folder / "checkpoint.pt")

    def resume(self) -> bool:
        """Go on from the last checkpoint, if there is one."""
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return False
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.epoch, self.step = state["epoch"], state["step"]
        return True

    # ------------------------------------------------------------------ learning
    def run_epoch(self) -> None:
        """One pass over all examples. An epoch's order and changes hang on its number alone."""
        rng = random.Random(1000 * self.recipe.seed + self.epoch)
        torch.manual_seed(1000 * self.recipe.seed + self.epoch)
        augment = Augmenter(self.examples, self.pieces, rng, self.network.shape.vocabulary)
        batches = batch_items(cut_items(self.examples, rng), self.recipe.windows, rng)
        self.network.train()
        started, cue_sum, tag_sum, far_sum = time.time(), 0.0, 0.0, 0.0
        for number, items in enumerate(batches, start=1):
            items = [Item(augment(item.window), item.doc, item.gold) for item in items]
            cue_loss, tag_loss, far = self.losses(items)
            total = self.recipe.cue_weight * cue_loss + tag_loss + self.recipe.imitation * far
            total.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
            self.optimizer.step()
            self.schedule.step()
            self.optimizer.zero_grad(set_to_none=True)
            self.step += 1
            self._follow()
            cue_sum += float(cue_loss.detach())
            tag_sum += float(tag_loss.detach())
            far_sum += float(far.detach())
            if number % 50 == 0 or number == len(batches):
                log.info(
                    "epoch %d, step %d of %d: cue %.3f, tags %.3f, teacher %.3f, rate %.2g, %.0f s",
                    self.epoch + 1, number, len(batches), cue_sum / 50, tag_sum / 50, far_sum / 50,
                    self.schedule.get_last_lr()[0], time.time() - started,
                )  # fmt: skip
                cue_sum = tag_sum = far_sum = 0.0
        self.epoch += 1
        torch.save(self.average.state_dict(), self._average_path(self.epoch))
        self.save()

    def _average_path(self, epoch: int) -> Path:
        return self.folder / f"average-{epoch}.pt"

    def finish(self) -> Network:
        """The mean of the averaged networks of the last epochs (Wortsman and others 2022: model soups)."""
        epochs = range(max(1, self.epoch - LAST + 1), self.epoch + 1)
        states = [
            torch.load(self._average_path(epoch), map_location=self.device, weights_only=True)
            for epoch in epochs
        ]
        if states:
            mean = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
            self.average.load_state_dict(mean)
        return self.average

    def _follow(self) -> None:
        share = min(AVERAGE, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            mine = dict(self.network.named_parameters())
            for name, weight in self.average.named_parameters():
                if mine[name].requires_grad:
                    weight.lerp_(mine[name], 1 - share)

    def losses(self, items: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor]:
        """Negative log likelihood of the cues and of their tags, and how far the teacher is; for each cue."""
        windows = [item.window for item in items]
        batch = make_batch(windows, self.pieces).to(self.device)
        given = (batch.pieces, batch.mask, batch.piece_word, batch.first_piece, batch.features)
        words = self.network.read(*given)
        odds = self.network.score_cues(words)
        places = [[(w.sentence, w.index) for w in window.words] for window in windows]
        gold = [
            (at, i)
            for at, item in enumerate(items)
            for i, place in enumerate(places[at])
            if place in item.gold
        ]
        wanted = torch.zeros_like(odds)
        for at, i in gold:
            wanted[at, i] = 1.0
        count = max(1, len(gold))
        cue_loss = (_cross_entropy(odds, wanted) * batch.words).sum() / count
        looks = (torch.sigmoid(odds.detach()) * (1 - wanted) * batch.words).flatten()
        best = looks.topk(min(len(looks), math.ceil(HARD_SHARE * count)))
        hard = [
            divmod(int(index), odds.shape[1])
            for value, index in zip(best.values, best.indices, strict=True)
            if value > HARD
        ]
        cues = gold + hard
        far = cue_loss * 0
        if self.teacher is not None:
            with torch.no_grad():
                theirs = self.teacher.read(*given)
                sure = torch.sigmoid(self.teacher.score_cues(theirs))
            apart = (_cross_entropy(odds, sure) - _cross_entropy(torch.logit(sure, 1e-6), sure)) * batch.words
            shared = slice(self.network.shape.width)
            squares = (words[..., shared] - theirs[..., shared]).square().mean(2) * batch.words
            far = far + apart.sum() / count + self.recipe.closeness * squares.sum() / batch.words.sum()
        if not cues:
            return cue_loss, cue_loss * 0, far
        around = surround([item.doc for item in items], windows, cues).to(self.device)
        scores = _score_tags(self.network, words, around)
        tags = torch.zeros_like(around.index)
        for row, (at, i) in enumerate(gold):
            own = items[at].gold[places[at][i]]
            start, length = around.starts[row], around.lengths[row]
            tags[row, :length] = torch.tensor(
                list(_continue(own.get(place, 0) for place in places[at][start : start + length])),
                device=self.device,
            )
        likely = self.network.chain.log_likelihood(scores, tags, around.mask)
        if self.teacher is not None:
            with torch.no_grad():
                told = torch.log_softmax(_score_tags(self.teacher, theirs, around), 2)
            apart = functional.kl_div(
                torch.log_softmax(scores, 2), told, reduction="none", log_target=True
            ).sum(2)
            far = far + (apart * around.mask).sum() / len(cues)
        return cue_loss, -likely.sum() / len(cues), far


def _cross_entropy(odds: Tensor, wanted: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(odds, wanted, reduction="none")


def _score_tags(network: Network, words: Tensor, around: Surroundings) -> Tensor:
    near = words[around.window.unsqueeze(1), around.index]
    return network.score_tags(near, words[around.window, around.cue], around.pairs, around.mask)


def _continue(tags: Iterator[int]) -> Iterator[int]:
    """Tags where an inside that lost its beginning (cut off, or behind a cue) is one itself."""
    before = 0
    for tag in tags:
        if tag and tag % 2 == 0 and before not in (tag, tag - 1):
            tag -= 1
        yield tag
        before = tag
