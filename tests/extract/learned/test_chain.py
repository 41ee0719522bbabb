"""The chain against what adding up every path gives."""

import itertools

import pytest
import torch

from quotes.extract.learned.crf import TAGS, Chain

LENGTHS = (1, 2, 4)


@torch.no_grad()
def score(chain: Chain, emissions: torch.Tensor, path: tuple[int, ...]) -> float:
    total = float(emissions[0, path[0]] + chain.first[path[0]] + chain.start_rules[path[0]])
    for step, (a, b) in enumerate(itertools.pairwise(path), start=1):
        total += float(emissions[step, b] + chain.transitions[a, b] + chain.rules[a, b])
    return total


@pytest.fixture(scope="module")
def case() -> tuple[Chain, torch.Tensor, torch.Tensor]:
    torch.manual_seed(3)
    chain = Chain()
    with torch.no_grad():
        chain.transitions.normal_()
        chain.first.normal_()
    emissions = torch.randn(len(LENGTHS), max(LENGTHS), len(TAGS))
    mask = torch.tensor([[i < length for i in range(max(LENGTHS))] for length in LENGTHS])
    return chain, emissions, mask


@pytest.mark.parametrize("row", range(len(LENGTHS)))
def test_total_and_best_path_are_those_of_all_paths(
    case: tuple[Chain, torch.Tensor, torch.Tensor], row: int
) -> None:
    chain, emissions, mask = case
    paths = list(itertools.product(range(len(TAGS)), repeat=LENGTHS[row]))
    scores = [score(chain, emissions[row], path) for path in paths]
    with torch.no_grad():
        total = chain.log_partition(emissions, mask)[row]
        decoded, best = chain.decode(emissions, mask)
    assert float(total) == pytest.approx(float(torch.logsumexp(torch.tensor(scores), 0)), rel=1e-4)
    assert decoded[row] == list(paths[scores.index(max(scores))])
    assert float(best[row]) == pytest.approx(max(scores), rel=1e-4)


def test_likelihood_of_a_path(case: tuple[Chain, torch.Tensor, torch.Tensor]) -> None:
    chain, emissions, mask = case
    tags = torch.tensor([[1, 0, 0, 0], [3, 4, 0, 0], [0, 5, 6, 6]])
    with torch.no_grad():
        found = chain.log_likelihood(emissions, tags, mask)
        total = chain.log_partition(emissions, mask)
    for row, length in enumerate(LENGTHS):
        path = tuple(tags[row, :length].tolist())
        assert float(found[row]) == pytest.approx(
            score(chain, emissions[row], path) - float(total[row]), rel=1e-3
        )


def test_an_inside_never_follows_another_role(case: tuple[Chain, torch.Tensor, torch.Tensor]) -> None:
    chain, _, _ = case
    emissions = 9 * torch.randn(50, 30, len(TAGS))
    paths, _ = chain.decode(emissions, torch.ones(50, 30, dtype=torch.bool))
    for path in paths:
        for before, after in itertools.pairwise(["O", *(TAGS[tag] for tag in path)]):
            assert not after.startswith("I-") or before[2:] == after[2:]


def test_reading_gives_what_decoding_and_adding_up_give(
    case: tuple[Chain, torch.Tensor, torch.Tensor],
) -> None:
    chain, emissions, mask = case
    with torch.no_grad():
        paths, best = chain.decode(emissions, mask)
        total = chain.log_partition(emissions, mask)
        nothing = chain.score(emissions, torch.zeros(len(LENGTHS), max(LENGTHS), dtype=torch.long), mask)
        read = chain.read(emissions, LENGTHS)
    assert read.paths == paths
    assert read.sure == pytest.approx((best - total).exp().tolist(), rel=1e-3)
    assert read.nothing == pytest.approx((nothing - total).exp().tolist(), rel=1e-3)


def test_reading_a_long_sequence_runs_into_no_bound(case: tuple[Chain, torch.Tensor, torch.Tensor]) -> None:
    chain, _, _ = case
    emissions = 40 * torch.randn(3, 400, len(TAGS))
    read = chain.read(emissions, [400, 399, 1])
    paths, _ = chain.decode(emissions, torch.tensor([[i < n for i in range(400)] for n in (400, 399, 1)]))
    assert read.paths == paths
    assert all(0 <= chance <= 1 for chance in (*read.sure, *read.nothing))
