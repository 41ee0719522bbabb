"""Cost: an article costs the same in a large store as in a small one, and looking up loads little.

Work of the database is counted in steps of SQLite's machine, which no other load on the computer changes.
"""

import subprocess
import sys
import time
from itertools import product

import pytest
from sqlalchemy import Connection

from quotes.model import SpeakerKind
from quotes.resolve.across import KnownSpeaker, blocking_keys, search_key
from quotes.store import Store
from quotes.store.described import load_named
from quotes.store.engine import writing
from quotes.store.standing import Identities
from quotes.store.tables import aliases, speaker_keys, speakers
from tests.store.measure_same_words import Writer
from tests.store.store_factory import make_analysis

pytestmark = pytest.mark.usefixtures("sqlite_only")

CROWD = 3000  # speakers
STEPS = 100  # steps of SQLite's machine that one count stands for

CPU_SECONDS_TO_FIND = 0.05


def crowd() -> list[str]:
    """Invented names, no two with a word in common and few that sound alike."""
    ends = ["".join(letters) for letters in product("bdfgklmnprstvz", "aeiou", "bdfgklmnprstvz", "aeiou")]
    return [f"{ends[n].title()}mir {ends[-n - 1].title()}nov" for n in range(CROWD)]


def add_speakers(store: Store, names: list[str]) -> None:
    """Known speakers as if an article had credited each."""
    store.write(make_analysis([("Ada Byron", "One")]))
    keys = [(n, blocking_keys(name, SpeakerKind.PERSON)) for n, name in enumerate(names, start=100)]
    with writing(store._engine) as connection:
        connection.execute(
            speakers.insert(),
            [
                {"id": n, "name": name, "kind": "person", "gender": "unknown"}
                for n, name in enumerate(names, start=100)
            ],
        )
        connection.execute(
            aliases.insert(),
            [
                {
                    "speaker_id": n,
                    "text": name,
                    "folded": search_key(name),
                    "first_article_id": 1,
                    "articles": 1,
                }
                for n, name in enumerate(names, start=100)
            ],
        )
        connection.execute(
            speaker_keys.insert(),
            [{"key": key, "speaker_id": n} for n, found in keys for key in sorted(found)],
        )


class Steps:
    """Counts the steps of SQLite's machine on a store's connection."""

    def __init__(self, store: Store) -> None:
        self.count = 0
        connection = store._engine.raw_connection()
        driver = connection.driver_connection
        assert driver
        driver.set_progress_handler(self._add, STEPS)
        connection.close()

    def _add(self) -> int:
        self.count += 1
        return 0


def write_articles(store: Store, steps: Steps, first: int, names: list[str]) -> int:
    """Steps that ten articles of twenty quotations take; what is alike is compared, and they are not."""
    writer = Writer(first)
    before = steps.count
    for number in range(first, first + 10):
        said = [(names[at % 4], writer.write()[0]) for at in range(20)]
        store.write(make_analysis(said, doc=f"d{number}", opening=f"Number {number}."))
    return steps.count - before


def test_an_article_costs_the_same_in_a_large_store(store: Store) -> None:
    names = crowd()
    steps = Steps(store)
    small = write_articles(store, steps, 0, ["Ada Byron", "Boris Ode", "Clara Welk", "Dora Lum"])
    add_speakers(store, names)
    large = write_articles(store, steps, 10, names[:4])
    for round_number in range(2, 7):
        last = write_articles(store, steps, 10 * round_number, names[:4])
    assert small > 0
    # The first articles of all find no words in the index to be compared with.
    assert large < 2 * small
    assert last < 2 * small


def test_an_article_of_the_one_who_is_quoted_every_day_costs_the_same(store: Store) -> None:
    steps = Steps(store)
    writer = Writer(1, stock=0)

    def write(number: int) -> int:
        before = steps.count
        said = [("Ada Byron", writer.write()[0]), ("Boris Ode", writer.write()[0])]
        jobs = {"Ada Byron": ("Prime Minister of France" if number == 3 else "Prime Minister of Spain",)}
        about = {"doc": "index", "url": f"https://a.example/{number}", "opening": f"Number {number}."}
        store.write(make_analysis(said, roles=jobs if number < 10 else {}, **about))
        return steps.count - before

    counts = [write(number) for number in range(120)]
    # To read all that was written of them before would be three times as much.
    assert sum(counts[100:]) < 1.6 * sum(counts[20:40])


def test_bearers_of_a_family_name_are_not_looked_at_one_by_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [name.split()[0] for name in crowd()[:300]]
    add_speakers(store, [f"{one} Keller" for one in given])
    looked_at: list[int] = []

    def count(connection: Connection, ids: frozenset[int], identities: Identities) -> dict[int, KnownSpeaker]:
        looked_at.append(len(ids))
        return load_named(connection, ids, identities)

    monkeypatch.setattr("quotes.store.identify.load_named", count)
    store.write(make_analysis([(f"{given[7]} Keller", "Two")], aliases={f"{given[7]} Keller": ("Keller",)}))
    assert 0 < looked_at[0] < 50  # those whose given name may be misspelled
    assert [one.articles for one in store.view.find_speakers(f"{given[7]} Keller")] == [1]


def test_a_name_is_found_quickly_among_many(store: Store) -> None:
    names = crowd()
    add_speakers(store, names)
    write_articles(store, Steps(store), 0, names[:4])
    times = []
    for asked in [names[0], names[1].split()[1], names[2].upper(), "Nobody Atall", names[3]]:
        start = time.process_time()
        store.view.find_speakers(asked)
        times.append(time.process_time() - start)
    assert sorted(times)[len(times) // 2] < CPU_SECONDS_TO_FIND
    assert [one.name for one in store.view.find_speakers(names[0])] == [names[0]]


def test_looking_up_loads_neither_parser_nor_migrations(url: str, store: Store) -> None:
    store.write(make_analysis([("Ada Byron", "One")]))
    code = (
        "import sys; from quotes.store import open_view\n"
        "with open_view(sys.argv[1]) as view: view.speaker(view.find_speakers('Byron')[0].id)\n"
        "print(*(name for name in ('torch', 'stanza', 'alembic', 'sqlalchemy.orm', 'jinja2', 'typer')"
        " if name in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
