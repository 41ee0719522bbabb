"""Real processes: one is killed while it writes, several create and write at once."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quotes.store import Store, WriteOutcome, open_store
from quotes.store.engine import reading
from tests.store.store_factory import make_analysis

ROOT = Path(__file__).parent.parent.parent

# Writes one article, then stops for good in the middle of the second.
STOPS_IN_THE_MIDDLE = """
import sys, time
from quotes.store import findings, open_store
from tests.store.store_factory import make_analysis

store = open_store(sys.argv[1])
store.write(make_analysis([("Ada Byron", "One")]))
insert = findings.insert_rows

def stop_before_flags(connection, table, rows):
    if table.name == "flags":
        print("in the middle", flush=True)
        time.sleep(60)
    insert(connection, table, rows)

findings.insert_rows = stop_before_flags
store.write(make_analysis([("Ada Byron", "Two"), ("Boris Ode", "Three")], doc="second"))
"""

# Writes articles as fast as it can, and says so.
WRITES_FOREVER = """
import sys
from itertools import count
from quotes.store import open_store
from tests.store.store_factory import make_analysis

with open_store(sys.argv[1]) as store:
    for number in count():
        store.write(make_analysis([("Ada Byron", f"{number}")] * 1 + [("Boris Ode", f"No {number}")]))
        print(number, flush=True)
"""

# Writes some articles of its own and some that the others write too.
WRITES_SOME = """
import sys
from collections import Counter
from quotes.store import open_store
from tests.store.store_factory import make_analysis

with open_store(sys.argv[1]) as store:
    outcomes = Counter()
    for number in range(20):
        outcomes[store.write(make_analysis([("Ada Byron", f"{sys.argv[2]} {number}")]))] += 1
        outcomes[store.write(make_analysis([("Boris Ode", f"Shared {number}")]))] += 1
    print(__import__("json").dumps(outcomes))
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def ask_sqlite(store: Store, pragma: str) -> list[tuple[object, ...]]:
    with reading(store._engine) as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]


def test_a_writer_killed_in_the_middle_leaves_a_whole_store(url: str) -> None:
    process = start(STOPS_IN_THE_MIDDLE, url)
    assert process.stdout
    assert process.stdout.readline() == "in the middle\n"
    process.kill()
    process.wait()
    process.stdout.close()
    with open_store(url) as store:
        assert [one.doc for one in store.view.articles()] == ["doc"]
        assert [one.name for one in store.view.speakers()] == ["Ada Byron"]
        assert store.view.counts().quotations == 1
        second = make_analysis([("Ada Byron", "Two"), ("Boris Ode", "Three")], doc="second")
        assert store.write(second) is WriteOutcome.NEW


@pytest.mark.parametrize("delay", [0.0, 0.003, 0.011])
def test_a_writer_killed_at_any_moment_leaves_a_whole_store(url: str, delay: float) -> None:
    process = start(WRITES_FOREVER, url)
    assert process.stdout
    for _ in range(5):
        process.stdout.readline()
    time.sleep(delay)
    process.kill()
    said, _ = process.communicate()
    last = max(map(int, said.split()), default=4)
    with open_store(url) as store:
        counts = store.view.counts()
        # what it said is there; it may have been killed between writing and saying so
        assert counts.articles in (last + 1, last + 2)
        assert counts.quotations == 2 * counts.articles
        assert sum(one.quotations for one in store.view.speakers()) == counts.quotations
        if url.startswith("sqlite"):
            assert ask_sqlite(store, "integrity_check") == [("ok",)]
            assert ask_sqlite(store, "foreign_key_check") == []


def test_processes_create_and_write_one_store_at_once(url: str) -> None:
    processes = [start(WRITES_SOME, url, name) for name in ("first", "second", "third")]
    outcomes = [json.loads(process.communicate(timeout=60)[0]) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert sum(one["new"] for one in outcomes) == 80
    assert sum(one.get("unchanged", 0) for one in outcomes) == 40
    with open_store(url) as store:
        assert {one.name: one.quotations for one in store.view.speakers()} == {
            "Ada Byron": 60,
            "Boris Ode": 20,
        }
        if url.startswith("sqlite"):
            assert ask_sqlite(store, "journal_mode") == [("wal",)]
