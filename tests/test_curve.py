"""The curve of cost per article: it is drawn, and by the number of queries it is flat."""

from collections import Counter
from itertools import count, pairwise

import pytest
from sqlalchemy import event

from quotes.store import open_store
from tests.measure_curve import Newsroom, draw_curve, main


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    main(["3"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["articles", "ms/article", "slowest"]
    number, mean, slowest = lines[1].split()
    assert number == "3"
    assert 0 < float(mean) <= float(slowest)


def test_an_article_costs_no_more_queries_as_the_store_grows() -> None:
    asked: Counter[int] = Counter()
    with open_store("sqlite://") as store:
        ticks = count()

        @event.listens_for(store._engine, "before_cursor_execute")
        def note(*_: object) -> None:
            next(ticks)

        newsroom, before = Newsroom(), 0
        for number in range(60):
            list(draw_curve(store, 1, newsroom))
            now = next(ticks)
            asked[number // 20] += now - before
            before = now
    assert all(later < 1.15 * earlier for earlier, later in pairwise(asked[part] for part in (1, 2))), asked
