"""A linear chain over the tags of a sequence: its likelihood, its best path, how sure it is of it.

Lafferty, McCallum, Pereira 2001. Sequences of one batch have different lengths; padding changes nothing.
"""

import torch
from torch import Tensor, nn

# Tags of words seen from one cue.
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
# What may not follow gets this much less.
FORBIDDEN = -1e4


def _allowed(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[2:] == after[2:]


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
