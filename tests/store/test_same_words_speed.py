"""Cost: the same words are found in many quotations by the index, never by comparing with all."""

from pathlib import Path

import pytest

from quotes.alike import quoted
from quotes.alike.compare import Comparison, compare_wordings
from quotes.store import open_store
from quotes.store.engine import writing
from quotes.store.matches import catch_up
from tests.store.measure_same_words import EACH, Writer, fill_store
from tests.store.store_factory import make_analysis
from tests.store.test_store_speed import Steps

# Quotations of a small and of a large store. A fifth of them hold one stock phrase.
FEW, MANY = 300, 3000


def test_one_more_article_costs_the_same_among_many_quotations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def count(one: str, other: str) -> Comparison | None:
        nonlocal compared
        compared += 1
        return compare_wordings(one, other)

    monkeypatch.setattr(quoted, "compare_wordings", count)
    costs, comparisons = [], []
    for size in (FEW, MANY):
        with open_store(f"sqlite:///{tmp_path / str(size)}.db") as store:
            fill_store(store, size)
            with writing(store._engine) as connection:
                catch_up(connection)
            steps, compared = Steps(store), 0
            writer = Writer(2)
            said = [("Ada Byron", writer.write()[0]) for _ in range(EACH)]
            store.write(make_analysis(said, doc="new", opening="New."))
            costs.append(steps.count)
            comparisons.append(compared)
    # To compare with all would cost ten times as much. A small store lacks some of the words to share.
    assert 0 < costs[1] < 4 * costs[0]
    assert comparisons[1] < EACH * 10
