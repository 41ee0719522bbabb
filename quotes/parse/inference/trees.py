"""The best tree of a sentence from the scores of its arcs."""

import numpy as np
from stanza.models.common.chuliu_edmonds import chuliu_edmonds

_NEVER = -np.inf


def find_tree(scores: np.ndarray) -> list[int]:
    """Heads of the words of a sentence: the best tree in which one word hangs on the root.

    scores  of the head (column) for each word (row); row and column 0 are the root, the diagonal is -inf
    Gives the head of each row; that of row 0 means nothing.

    Most often the best head of every word makes a tree, and nothing better is possible. Otherwise each word
    is tried as the one below the root, as long as it can still beat the best so far. Stanza's decoder weighs
    the root down instead, which makes it run into one cycle after the other: most of the parser's time.
    """
    heads: list[int] = scores.argmax(1).tolist()
    return heads if is_tree(heads) else _search(scores.astype(np.float64))


def is_tree(heads: list[int]) -> bool:
    """True when one word hangs on the root (0), and all others on it over one or more steps."""
    if heads[1:].count(0) != 1:
        return False
    walked = [0] * len(heads)  # which walk came by; 0 for none
    for walk in range(1, len(heads)):
        word = walk
        while word and not walked[word]:
            walked[word] = walk
            word = heads[word]
        if word and walked[word] == walk:
            return False
    return True


def _search(scores: np.ndarray) -> list[int]:
    inner = scores.copy()
    inner[:, 0] = _NEVER
    inner[0] = _NEVER
    best_inner = inner[1:].max(1)
    # What a tree under this word can score at most: the best head for every other.
    bounds = best_inner.sum() - best_inner + scores[1:, 0]
    best_score, best = _NEVER, [0] * len(scores)
    rows = np.arange(1, len(scores))
    for root in (np.argsort(-bounds, kind="stable") + 1).tolist():
        if bounds[root - 1] <= best_score:
            break
        arcs = inner.copy()
        arcs[root] = _NEVER
        arcs[root, 0] = scores[root, 0]
        tree = chuliu_edmonds(arcs.copy())
        score = arcs[rows, tree[1:]].sum()
        if score > best_score:
            best_score, best = score, tree.tolist()
    return best
