"""Labels chosen after a first look are those of the full scores."""

from types import SimpleNamespace

import pytest
import torch
from torch import Tensor

from quotes.parse.inference import labels
from quotes.parse.inference.labels import LabelChooser, with_one

SIZE, LABELS = 30, 9


def make_scorer(seed: int, *, rank: int) -> SimpleNamespace:
    """A bilinear function of vectors with a one behind; the matrix of each label has a rank."""
    torch.manual_seed(seed)
    left, right = torch.randn(SIZE + 1, rank, LABELS), torch.randn(rank, SIZE + 1, LABELS)
    return SimpleNamespace(
        weight=torch.einsum("ikr,kjr->ijr", left, right),
        bias=torch.randn(LABELS),
        input1_size=SIZE + 1,
        input2_size=SIZE + 1,
        output_size=LABELS,
    )


def choose_in_full(scorer: SimpleNamespace, dependents: Tensor, heads: Tensor) -> list[int]:
    scores = torch.einsum("ni,ijr,nj->nr", with_one(dependents), scorer.weight, with_one(heads))
    best: list[int] = (scores + scorer.bias).argmax(1).tolist()
    return best


def test_every_arc_is_scored_in_full_without_whole_numbers() -> None:
    scorer = make_scorer(1, rank=SIZE)
    dependents, heads = torch.randn(300, SIZE), torch.randn(300, SIZE)
    expected = choose_in_full(scorer, dependents, heads)
    assert LabelChooser(scorer, integers=False).choose(dependents, heads) == expected


@pytest.mark.parametrize("count", [1, 400])
def test_clear_arcs_need_no_full_scores(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scorer = make_scorer(2, rank=4)  # less than the first look has: nothing is lost by it
    dependents, heads = torch.randn(count, SIZE), torch.randn(count, SIZE)
    chooser = LabelChooser(scorer, integers=True)
    monkeypatch.setattr(labels, "_CLEAR", -1.0)
    monkeypatch.setattr(chooser, "_choose_in_full", None)
    assert chooser.choose(dependents, heads) == choose_in_full(scorer, dependents, heads)


def test_arcs_with_close_labels_are_scored_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    scorer = make_scorer(3, rank=SIZE)
    dependents, heads = torch.randn(400, SIZE), torch.randn(400, SIZE)
    chooser = LabelChooser(scorer, integers=True)
    expected = choose_in_full(scorer, dependents, heads)

    def count_same() -> int:
        return sum(map(int.__eq__, chooser.choose(dependents, heads), expected))

    monkeypatch.setattr(labels, "_CLEAR", -1.0)
    after_a_look = count_same()
    monkeypatch.setattr(labels, "_CLEAR", float("inf"))
    assert after_a_look < 390 <= count_same()  # whole numbers themselves cost a few
