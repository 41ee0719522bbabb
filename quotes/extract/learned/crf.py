"""A linear chain over the tags of a sequence: its likelihood, its best path, how sure it is of it.

Lafferty, McCallum, Pereira 2001. Sequences of one batch have different lengths; padding changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

# Tags of words seen from one cue.
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
# What may not follow gets this much less.
FORBIDDEN = -1e4


def _allowed(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[2:] == after[2:]


@dataclass(frozen=True, slots=True)
class Paths:
    """What a chain reads in some sequences, one entry for each.

    paths    the best tags
    sure     probability of these, of all paths
    nothing  probability that every tag is O
    """

    paths: list[list[int]]
    sure: list[float]
    nothing: list[float]


class Chain(nn.Module):
    """Scores of tags that follow each other. `emissions` are (sequences, words, tags) floats, `mask` says
    which words are there: every sequence has one word at least and no gap."""

    rules: Tensor
    start_rules: Tensor

    def __init__(self) -> None:
        super().__init__()
        count = len(TAGS)
        self.transitions = nn.Parameter(torch.zeros(count, count))
        self.first = nn.Parameter(torch.zeros(count))
        rules = [[0.0 if _allowed(a, b) else FORBIDDEN for b in TAGS] for a in TAGS]
        self.register_buffer("rules", torch.tensor(rules), persistent=False)
        start = [FORBIDDEN if tag.startswith("I-") else 0.0 for tag in TAGS]
        self.register_buffer("start_rules", torch.tensor(start), persistent=False)

    def _scores(self) -> tuple[Tensor, Tensor]:
        return self.transitions + self.rules, self.first + self.start_rules

    def score(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Score of each sequence's tags, shape (sequences,)."""
        transitions, first = self._scores()
        picked = emissions.gather(2, tags.unsqueeze(2)).squeeze(2) * mask
        steps = transitions[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]
        total: Tensor = picked.sum(1) + steps.sum(1) + first[tags[:, 0]]
        return total

    def log_likelihood(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Log probability of each sequence's tags, shape (sequences,)."""
        return self.score(emissions, tags, mask) - self.log_partition(emissions, mask)

    def log_partition(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """Log of the sum over all paths, shape (sequences,)."""
        transitions, first = self._scores()
        alpha = first + emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            after = torch.logsumexp(alpha.unsqueeze(2) + transitions, 1) + emissions[:, step]
            alpha = torch.where(mask[:, step].unsqueeze(1).bool(), after, alpha)
        return torch.logsumexp(alpha, 1)

    def decode(self, emissions: Tensor, mask: Tensor) -> tuple[list[list[int]], Tensor]:
        """Best tags of each sequence, and the log score of that path."""
        transitions, first = self._scores()
        best = first + emissions[:, 0]
        back = []
        stay = torch.arange(len(TAGS), device=best.device)
        for step in range(1, emissions.shape[1]):
            value, before = (best.unsqueeze(2) + transitions).max(1)
            here = mask[:, step].unsqueeze(1).bool()
            best = torch.where(here, value + emissions[:, step], best)
            back.append(torch.where(here, before, stay.expand_as(before)))
        score, last = best.max(1)
        tags = [last]
        for before in reversed(back):
            tags.append(before.gather(1, tags[-1].unsqueeze(1)).squeeze(1))
        paths = torch.stack(tags[::-1], 1)
        lengths = mask.long().sum(1).tolist()
        return [path[:length].tolist() for path, length in zip(paths, lengths, strict=True)], score

    def read(self, emissions: Tensor, lengths: Sequence[int]) -> Paths:
        """Best tags and probabilities, as `decode` and `log_partition` give them, in a fifth of the time.

        lengths  words of each sequence, one at least
        """
        transitions, first = (scores.detach().double().numpy() for scores in self._scores())
        given = emissions.detach().double().numpy()
        words = np.asarray(lengths)
        count = len(words)
        rows = np.arange(count)
        # Sums of exponents become products, kept near 1 by what is put aside in `scale`.
        highest = given.max(2)
        weights, steps = np.exp(given - highest[:, :, None]), np.exp(transitions)
        mass = np.exp(first) * weights[:, 0]
        total = mass.sum(1)
        scale = highest[:, 0] + np.log(total)
        mass /= total[:, None]
        best, back = first + given[:, 0], np.empty((given.shape[1], count, len(TAGS)), dtype=np.int64)
        onto = transitions.T  # by the tag that follows
        for step in range(1, given.shape[1]):
            here = words > step
            mass_after = (mass @ steps) * weights[:, step]
            total = mass_after.sum(1)
            mass = np.where(here[:, None], mass_after / total[:, None], mass)
            scale += np.where(here, highest[:, step] + np.log(total), 0)
            ways = best[:, None, :] + onto
            before = ways.argmax(2)
            after = np.take_along_axis(ways, before[:, :, None], 2)[:, :, 0] + given[:, step]
            best = np.where(here[:, None], after, best)
            back[step] = np.where(here[:, None], before, np.arange(len(TAGS)))
        tags = np.empty((given.shape[1], count), dtype=np.int64)
        tags[-1] = best.argmax(1)
        for step in range(given.shape[1] - 1, 0, -1):
            tags[step - 1] = back[step, rows, tags[step]]
        there = np.arange(given.shape[1]) < words[:, None]
        empty = (given[:, :, 0] * there).sum(1) + (words - 1) * transitions[0, 0] + first[0]
        sure, nothing = (np.exp(np.minimum(0, some - scale)) for some in (best.max(1), empty))
        paths = [path[:length].tolist() for path, length in zip(tags.T, lengths, strict=True)]
        return Paths(paths, sure.tolist(), nothing.tolist())
