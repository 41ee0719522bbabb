"""The best tree of a sentence from the scores of its arcs."""

import numpy as np

_NEVER = -np.inf


def find_tree(scores: np.ndarray) -> list[int]:
    """Heads of the words of a sentence: the best tree in which one word hangs on the root.

    scores  of the head (column) for each word (row); row and column 0 are the root, the diagonal is -inf
    Gives the head of each row; that of row 0 means nothing.

    Most often the best head of every word makes a tree, and nothing better is possible. The same is true when
    one word more or less hangs on the root than should, and the best choice of that one word leaves a tree.
    Otherwise cycles are contracted as Chu, Liu and Edmonds do, in time that grows with the square of the
    words: Stanza's decoder takes minutes for a few hundred equal words.
    """
    heads: list[int] = scores.argmax(1).tolist()
    if is_tree(heads):
        return heads
    if heads[1:].count(0) != 1:
        heads = _choose_root(scores)
        if is_tree(heads):
            return heads
    return _contract(_hold_root_down(scores.astype(np.float64)))


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


def _choose_root(scores: np.ndarray) -> list[int]:
    """Best heads when one word must hang on the root and no other may, whether they make a tree or not."""
    if len(scores) < 3:
        return [0] * len(scores)
    others = scores[:, 1:]
    heads: list[int] = (others.argmax(1) + 1).tolist()
    heads[int((scores[1:, 0] - others[1:].max(1)).argmax()) + 1] = 0
    return heads


def _hold_root_down(scores: np.ndarray) -> np.ndarray:
    """Scores with which a second word on the root costs more than all else can gain.

    Source: Stanojevic and Cohen 2021, A Root of a Problem, https://aclanthology.org/2021.emnlp-main.823/
    """
    arcs = scores[1:][np.isfinite(scores[1:])]
    scores[:, 0] -= (arcs.max() - arcs.min() + 1) * len(scores)
    scores[0] = _NEVER
    np.fill_diagonal(scores, _NEVER)
    return scores


def _contract(scores: np.ndarray) -> list[int]:
    """The best tree of any number of words on the root; changes `scores`.

    A walk goes from a word to its best head, to the head's best head, and so on. Where it comes back to
    itself, the words of the cycle become one node, in the slot (row and column) of one of them, and the walk
    goes on from there; it ends at the root, or where an earlier walk came by. Then every node has its best
    head, and each cycle is opened at the word by which its own head comes in.
    """
    size = len(scores)
    slots = np.arange(size)
    # Which arc, from which head to which word, each score is of: those of a node are arcs of its words.
    word_of = np.repeat(slots[:, None], size, axis=1)
    head_of = np.repeat(slots[None, :], size, axis=0)
    node_in = slots.tolist()  # the node in each slot
    slot_of = slots.tolist()  # the slot of each word
    parent: list[int] = [-1] * size  # of each node: the node made of a cycle that it is in
    members: list[list[int]] = [[] for _ in slots]
    arc: list[tuple[int, int]] = [(0, 0)] * size  # of each node: the word and the head that were chosen
    done = [True] + [False] * (size - 1)  # of each slot: its walk ends at the root

    for start in range(1, size):
        walk: list[int] = []
        gains: list[float] = []
        slot = slot_of[start]
        while not done[slot]:
            if slot not in walk:
                best = int(scores[slot].argmax())
                walk.append(slot)
                gains.append(scores[slot, best])
                arc[node_in[slot]] = (int(word_of[slot, best]), int(head_of[slot, best]))
                slot = slot_of[arc[node_in[slot]][1]]
                continue
            cycle = walk[walk.index(slot) :]
            weights = np.array(gains[-len(cycle) :])
            del walk[-len(cycle) :], gains[-len(cycle) :]
            new = len(parent)
            members.append([node_in[one] for one in cycle])
            for node in members[new]:
                parent[node] = new
            parent.append(-1)
            arc.append((0, 0))
            # Into the cycle: what an arc gains over the one that it replaces. Out of it: its best arcs.
            into = scores[cycle] - weights[:, None]
            first = into.argmax(0)
            rows = np.array(cycle)[first]
            scores[slot], word_of[slot], head_of[slot] = (
                into[first, slots],
                word_of[rows, slots],
                head_of[rows, slots],
            )
            columns = np.array(cycle)[scores[:, cycle].argmax(1)]
            scores[:, slot], word_of[:, slot], head_of[:, slot] = (
                scores[slots, columns],
                word_of[slots, columns],
                head_of[slots, columns],
            )
            scores[:, [one for one in cycle if one != slot]] = _NEVER
            scores[slot, slot] = _NEVER
            node_in[slot] = new
            gone = set(cycle)
            slot_of = [slot if one in gone else one for one in slot_of]
        for one in walk:
            done[one] = True

    heads = [0] * size
    open_nodes = [node for node in range(1, len(parent)) if parent[node] < 0]
    while open_nodes:
        top = open_nodes.pop()
        word, head = arc[top]
        heads[word] = head
        node = word
        while node != top:
            open_nodes += [one for one in members[parent[node]] if one != node]
            node = parent[node]
    return heads
