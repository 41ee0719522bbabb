"""The parts of the fast way that need no models: memory of vectors, layout of sequences, best trees."""

from collections.abc import Sequence
from itertools import pairwise, product
from time import process_time

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_sequence, unpack_sequence

from quotes.parse.inference import trees
from quotes.parse.inference.layout import Layout, group_by_length, run_both
from quotes.parse.inference.names import NameFinder
from quotes.parse.inference.rows import Rows
from quotes.parse.inference.tokens import Tokenizer
from quotes.parse.inference.trees import find_tree, is_tree


# ------------------------------------------------------------------ what is worked out once
class Encoder:
    """The length of a word as its vector; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, words: Sequence[str]) -> Tensor:
        self.asked += words
        return torch.tensor([[float(len(word))] for word in words])


def test_each_key_is_encoded_once() -> None:
    encoder = Encoder()
    rows = Rows(encoder)
    assert rows.take(["said", "a", "said"]).flatten().tolist() == [4, 1, 4]
    assert rows.take(["officials", "said", "a"]).flatten().tolist() == [9, 4, 1]
    assert encoder.asked == ["said", "a", "officials"]


def test_memory_of_keys_is_bounded() -> None:
    rows = Rows(Encoder(), max_rows=10)
    for number in range(100):
        words = ["x" * length for length in (1, number + 2, 3)]
        assert rows.take(words).flatten().tolist() == [1, number + 2, 3]
        assert len(rows) <= 10


def test_more_keys_at_once_than_are_kept() -> None:
    rows = Rows(Encoder(), max_rows=2)
    assert rows.take(["a", "bb", "ccc", "a"]).flatten().tolist() == [1, 2, 3, 1]


def test_equal_keys_have_one_vector() -> None:
    rows = Rows(Encoder())
    keys = ["said", "a", "said", "to", "a"]
    found = rows.take_different(keys)
    assert len(found.rows) == 3
    assert torch.equal(found.spread(), rows.take(keys))


# ------------------------------------------------------------------ sequences side by side
@given(st.lists(st.integers(1, 80), max_size=60))
def test_every_sequence_is_in_one_group(lengths: list[int]) -> None:
    groups = list(group_by_length(lengths, limit=200))
    assert sorted(member for group in groups for member in group.members) == list(range(len(lengths)))
    for group in groups:
        assert group.lengths.tolist() == [lengths[member] for member in group.members]
        assert group.lengths.tolist() == sorted(group.lengths, reverse=True)
        steps, sequences = group.shape
        assert steps * sequences <= max(200, steps)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=20))
@settings(deadline=None)
def test_layers_give_what_torch_gives_for_packed_sequences(lengths: list[int]) -> None:
    torch.manual_seed(len(lengths))
    lstm = nn.LSTM(5, 3, bidirectional=True)
    hidden, cell = torch.randn(2, 3), torch.randn(2, 3)
    sequences = [torch.randn(length, 5) for length in lengths]
    with torch.inference_mode():
        for group in group_by_length(lengths, limit=50):
            given_ = [sequences[member] for member in group.members]
            states = tuple(state[:, None].expand(2, len(given_), 3).contiguous() for state in (hidden, cell))
            expected = torch.cat(unpack_sequence(lstm(pack_sequence(given_), states)[0]))
            found = run_both(lstm, 0, torch.cat(given_), group, hidden, cell)
            assert torch.allclose(found, expected, atol=1e-6)


def test_spread_puts_each_element_in_its_place() -> None:
    (group,) = group_by_length([2, 3, 1], limit=100)
    flat = torch.arange(6.0)[:, None]
    places = group.spread(flat)[:, :, 0]
    assert group.members == (1, 0, 2)
    assert places[0].tolist() == [0, 1, 2]
    assert places[1, :2].tolist() == [3, 4]
    assert places[2, 0] == 5


# ------------------------------------------------------------------ trees
def make_scores(words: int, seed: int, *, root: float = 0.0) -> np.ndarray:
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32) * 3
    scores[:, 0] += root
    np.fill_diagonal(scores, -np.inf)
    return scores


def score_tree(scores: np.ndarray, heads: Sequence[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads) if word))


@pytest.mark.parametrize("words", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("root", [-9.0, 0.0, 9.0])
def test_tree_is_the_best_of_all(words: int, root: float) -> None:
    for seed in range(6):
        scores = make_scores(words, seed, root=root)
        found = find_tree(scores)
        trees = (heads for heads in product(range(words + 1), repeat=words) if is_tree([0, *heads]))
        best = max(trees, key=lambda heads: score_tree(scores, [0, *heads]))
        assert tuple(found[1:]) == best


@given(st.integers(1, 40), st.integers(0, 1_000), st.sampled_from([-20.0, -2.0, 0.0, 2.0, 20.0]))
@settings(deadline=None, max_examples=60)
def test_tree_is_the_one_that_stanza_finds(words: int, seed: int, root: float) -> None:
    scores = make_scores(words, seed, root=root)
    # Logarithms of probabilities, as the parser's are: Stanza's own search fails on two roots above zero.
    scores -= scores[np.isfinite(scores)].max() + 1
    assert find_tree(scores)[1:] == chuliu_edmonds_one_root(scores)[1:].tolist()


@pytest.mark.parametrize("roots", [0, 3])
def test_one_word_is_put_on_the_root(roots: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many words on the root, or none, need no contraction where the rest is a tree."""
    scores = np.full((6, 6), -9.0, dtype=np.float32)
    for word in range(1, 6):
        scores[word, word - 1] = 0  # each hangs on the one before
        scores[word, 0] = 1.0 - word / 10 if word <= roots else -5.0 - word
    if not roots:
        scores[1, 5] = 1.0
    np.fill_diagonal(scores, -np.inf)
    monkeypatch.setattr(trees, "_contract", None)
    assert find_tree(scores)[1:] == [0, 1, 2, 3, 4]


def test_many_equal_words_have_a_tree_at_once() -> None:
    scores = np.zeros((400, 400), dtype=np.float32)
    np.fill_diagonal(scores, -np.inf)
    began = process_time()
    assert is_tree(find_tree(scores))
    assert process_time() - began < 2  # a hundredth of it where nothing else runs; minutes in Stanza's way


def test_what_is_a_tree() -> None:
    assert is_tree([0, 0])
    assert is_tree([5, 2, 0, 2])
    assert not is_tree([0, 2, 1])  # nothing on the root, and a cycle
    assert not is_tree([0, 0, 0])  # two on the root
    assert not is_tree([0, 0, 3, 2])  # a cycle beside the root


# ------------------------------------------------------------------ best paths of tags
@given(st.lists(st.integers(1, 5), min_size=1, max_size=6), st.integers(0, 50))
@settings(deadline=None, max_examples=30)
def test_path_of_tags_is_the_best_of_all(lengths: list[int], seed: int) -> None:
    torch.manual_seed(seed)
    layout = Layout(tuple(range(len(lengths))), np.array(sorted(lengths, reverse=True)))
    steps, sentences = layout.shape
    scores, transitions = torch.randn(sentences, steps, 3) * 2, torch.randn(3, 3) * 2
    finder = NameFinder.__new__(NameFinder)
    vars(finder).update(_transitions=transitions)
    paths = finder._find_paths(scores, layout)

    def add(row: int, path: Sequence[int]) -> float:
        own = sum(float(scores[row, step, tag]) for step, tag in enumerate(path))
        return own + sum(float(transitions[after, before]) for before, after in pairwise(path))

    for row, (path, length) in enumerate(zip(paths, layout.lengths.tolist(), strict=True)):
        assert tuple(path) == max(product(range(3), repeat=length), key=lambda tags: add(row, tags))


# ------------------------------------------------------------------ sentences that end without a mark
def read_ends(text: str, ends: Sequence[int], odds: Sequence[float]) -> list[int]:
    """Places where sentences of a text still end, by the odds of each of its characters."""
    tokenizer = Tokenizer.__new__(Tokenizer)
    asked: list[str] = []

    def read(stretches: Sequence[str]) -> Tensor:
        (stretch,) = stretches
        asked.append(stretch)
        return torch.zeros(len(stretch) + 1, 1)

    def score(flat: Tensor, _: Layout) -> Tensor:
        begin = text.index(asked[-1])
        return torch.tensor([[0.0, one, 0.0] for one in (*odds[begin : begin + len(flat) - 1], 0.0)])

    vars(tokenizer).update(_read=read, _score=score)
    labels = np.zeros(len(text), dtype=int)
    labels[list(ends)] = 2
    tokenizer._join_doubtful(text, labels)
    return np.flatnonzero(labels == 2).tolist()


def test_a_name_is_not_parted_where_the_tokenizer_doubts() -> None:
    text = "It rained. Then Wang Yi met a farmer. He left."
    name, ends = text.index("g Yi"), [9, text.index("r. He") + 1, len(text) - 1]
    doubt = [0.2 if i == name else 9.0 for i in range(len(text))]
    assert read_ends(text, [*ends, name], doubt) == ends
    assert read_ends(text, [*ends, name], [9.0] * len(text)) == sorted([*ends, name])
    # behind a mark nothing is asked
    assert read_ends(text, ends, [-9.0] * len(text)) == ends
