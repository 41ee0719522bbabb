"""Look-ups in a store of 10,000 quotations take little of the processor's time.

The bound is several times what an idle machine of 2026 takes for the slowest of them.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import bindparam, insert, select, update

from quotes.model import FlagKind
from quotes.records import Selection, View
from quotes.store import Store, open_store
from quotes.store.engine import writing
from quotes.store.search import enter_all
from quotes.store.tables import articles, attributions, flags
from tests.store.measure_same_words import fill_store

QUOTATIONS = 10_000
EVERY = 5  # of so many quotations one has a flag

CPU_SECONDS = 0.2

EVIDENCE = {"rule": "hand", "detail": "made for a test", "spans": [[0, 3]], "score": None}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory, empty_store: bytes) -> Iterator[View]:
    """A filled store; SQLite's own, whatever database is tested."""
    path: Path = tmp_path_factory.mktemp("large") / "quotes.db"
    path.write_bytes(empty_store)
    with open_store(f"sqlite:///{path}") as store:
        fill_store(store, QUOTATIONS)
        add_rest(store)
        yield store.view


def add_rest(store: Store) -> None:
    """Days, outlets, flags, and the words that are searched."""
    with writing(store._engine) as connection:
        enter_all(connection)
        ids = connection.execute(select(articles.c.id)).scalars().all()
        change = update(articles).where(articles.c.id == bindparam("row"))
        connection.execute(
            change.values(published=bindparam("day"), outlet=bindparam("name")),
            [
                {
                    "row": id,
                    "day": date(2031, 1, 1) + timedelta(days=id // 20 % 700),
                    "name": f"Outlet {id // 20 % 40}",
                }
                for id in ids
            ],
        )
        about = connection.execute(select(attributions.c.id, attributions.c.article_id)).all()
        connection.execute(
            insert(flags),
            [
                {"article_id": article_id, "attribution_id": id, "position": id, "identity": f"{id:032d}"}
                | {"kind": str(list(FlagKind)[id % 3]), "severity": "low", "start": 0, "message": "So."}
                | {"spans": [[0, 3]], "evidence": [EVIDENCE], "suggestions": []}
                for id, article_id in about[::EVERY]
            ],
        )


ASKED: dict[str, Callable[[View], object]] = {
    "counts": lambda view: view.counts(),
    "speakers": lambda view: view.speakers(),
    "speaker": lambda view: view.speaker(1),
    "articles": lambda view: view.articles(),
    "article": lambda view: view.find_article("1"),
    "the first flags": lambda view: view.flags(limit=500),
    "outlets": lambda view: view.outlets(),
    "search": lambda view: view.search("criminal"),
    "search for a beginning": lambda view: view.search("b* -criminal"),
}
SELECTIONS = {
    "everything": Selection(),
    "statements": Selection(statements_only=True),
    "some days": Selection(since=date(2031, 3, 1), until=date(2031, 6, 1)),
    "flagged": Selection(flagged_only=True),
    "an outlet": Selection(outlets=frozenset({"outlet 7"})),
}


@pytest.mark.parametrize("selected", SELECTIONS)
@pytest.mark.parametrize("question", ASKED)
def test_a_look_up_is_quick(view: View, question: str, selected: str) -> None:
    ask, asked = ASKED[question], view.select(SELECTIONS[selected])
    taken = []
    for _ in range(3):
        start = time.process_time()
        assert ask(asked)
        taken.append(time.process_time() - start)
    assert min(taken) < CPU_SECONDS, taken


def test_there_is_much_to_look_up(view: View) -> None:
    counts = view.counts()
    assert (counts.quotations, counts.flags) == (QUOTATIONS, QUOTATIONS // EVERY)
    assert view.search("criminal").total > 1000
