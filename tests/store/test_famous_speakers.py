"""Cost, in queries and rows: to write about somebody known from thousands of articles takes no more."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Self

import pytest
from sqlalchemy import event, insert, select, update

from quotes.model import Analysis, FlagKind, SpeakerKind
from quotes.store import Store, open_store, role_conflicts
from quotes.store.engine import writing
from quotes.store.tables import aliases, roles, speaker_keys, speakers
from tests.store.store_factory import make_analysis

pytestmark = pytest.mark.usefixtures("sqlite_only")

ADA, RUSSIAN, UKRAINIAN = "Ada Byron", "Russian Foreign Minister", "foreign minister of Ukraine"
FIRST_DAY = date(2024, 1, 1)


class Counter:
    """Counts what a store asks of SQLite, and the rows that come back."""

    def __init__(self) -> None:
        self.queries = self.rows = 0

    def count(self, store: Store, analysis: Analysis) -> tuple[int, int]:
        """Queries and rows that it takes to ask about the people of an article and to write it."""
        self.queries = self.rows = 0
        store.acquaintances.people({"byron"})
        store.write(analysis)
        return self.queries, self.rows

    def make_cursor(self, connection: sqlite3.Connection) -> sqlite3.Cursor:
        """A cursor that counts."""
        counter = self

        class Cursor(sqlite3.Cursor):
            def execute(self, sql: str, given: Any = (), /) -> Self:
                counter.queries += 1
                return super().execute(sql, given)

            def fetchone(self) -> Any:
                row = super().fetchone()
                counter.rows += row is not None
                return row

            def fetchall(self) -> list[Any]:
                rows = super().fetchall()
                counter.rows += len(rows)
                return rows

        return Cursor(connection)


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def counted(counter: Counter) -> Iterator[Store]:
    """A store in memory whose every query is counted."""

    class Connection(sqlite3.Connection):
        def cursor(self, *_: Any) -> Any:
            return counter.make_cursor(self)

    with open_store("sqlite://") as store:

        @event.listens_for(store._engine, "do_connect")
        def connect(_dialect: Any, _record: Any, _given: Any, named: dict[str, Any]) -> None:
            named["factory"] = Connection

        store._engine.dispose()  # the next connection is another database: its tables are made anew
        with open_store("sqlite://") as made:
            source = made._engine.raw_connection().driver_connection
            target = store._engine.raw_connection().driver_connection
            assert source
            assert target
            source.backup(target)
        yield store


def invent_words(number: int) -> str:
    """A sentence like no other."""
    chance = random.Random(number)
    return " ".join("".join(chance.choices("bdfgklmnprst", k=6)) for _ in range(9))


def paper(number: int, *, role: str = "analyst", body: str = "") -> Analysis:
    return make_analysis(
        [(one, invent_words(2 * number + place)) for place, one in enumerate((ADA, body)) if one],
        doc=f"d{number}",
        opening=f"Report {number} of Ada Byron, the {role}.",
        published=FIRST_DAY + timedelta(days=number % 300),
        roles={ADA: (role,)},
        kinds={ADA: SpeakerKind.PERSON, **({body: SpeakerKind.ORGANIZATION} if body else {})},
    )


def make_famous(store: Store, count: int) -> None:
    """So many articles more tell of her, each calling her something else."""
    with writing(store._engine) as connection:
        number = connection.execute(select(speakers.c.id).where(speakers.c.name == ADA)).scalar_one()
        connection.execute(
            update(aliases).where(aliases.c.speaker_id == number).values(articles=aliases.c.articles + count)
        )
        connection.execute(update(roles).where(roles.c.speaker_id == number).values(articles=count))
        connection.execute(
            insert(roles),
            [
                {"speaker_id": number, "text": f"expert of {one}", "first_article_id": 1, "articles": 1}
                for one in range(count)
            ],
        )


def test_roles_that_were_given_once_are_not_read(counted: Store, counter: Counter) -> None:
    for number, role in enumerate(("analyst", "economist", "adviser", "analyst")):
        counted.write(paper(number, role=role))
    queries, rows = counter.count(counted, paper(5))
    make_famous(counted, 1_000)
    more_queries, more_rows = counter.count(counted, paper(6))
    assert more_queries <= queries + 2
    assert more_rows <= rows + 10


def test_organizations_of_the_same_initials_are_not_looked_at_one_by_one(
    counted: Store, counter: Counter
) -> None:
    counted.write(paper(1, body="Ministry of Fisheries"))
    queries, rows = counter.count(counted, paper(2, body="Ministry of Fisheries"))
    several = 300
    with writing(counted._engine) as connection:
        names = [(1000 + n, f"Ministry of Fa{'bcdfghklmn'[n % 10]}o{n}r") for n in range(several)]
        same = {"kind": "organization", "gender": "unknown"}
        connection.execute(insert(speakers), [{"id": id, "name": name} | same for id, name in names])
        rest = {"first_article_id": 1, "articles": 1}
        connection.execute(
            insert(aliases),
            [{"speaker_id": id, "text": name, "folded": name.lower()} | rest for id, name in names],
        )
        connection.execute(insert(speaker_keys), [{"key": "o:mof", "speaker_id": id} for id, _ in names])
    more_queries, more_rows = counter.count(counted, paper(3, body="Ministry of Fisheries"))
    assert more_queries <= queries + 1
    # Their numbers and names are read, once; nothing else of them.
    assert more_rows <= rows + 2 * several + 10


def count_conflicts(store: Store) -> dict[str, str]:
    """The articles with a doubt about roles, and the one that each is compared with."""
    found = {}
    for record in store.view.flags():
        if record.flag.kind is FlagKind.ROLE_CONFLICT:
            assert record.elsewhere
            assert record.article.doc not in found
            found[record.article.doc] = record.elsewhere.article.doc
    return found


def test_roles_are_compared_with_the_newest_articles(
    counted: Store, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(role_conflicts, "MOST_TOLD", 8)
    costs = []
    for number in range(40):
        role = UKRAINIAN if number % 10 == 5 else RUSSIAN
        costs.append(counter.count(counted, paper(number, role=role)))
    # Each is doubted that says what few do, also when it is not among the newest any more.
    assert count_conflicts(counted).keys() == {"d5", "d15", "d25", "d35"}
    for early, late in zip(costs[16:19], costs[36:39], strict=True):
        assert late[0] <= early[0]
        assert late[1] <= 1.2 * early[1]


def test_the_newest_articles_are_doubted_as_all_together_would_be(store: Store) -> None:
    analyses = [paper(number, role=(RUSSIAN, UKRAINIAN)[number in (2, 3, 7)]) for number in range(9)]
    for analysis in analyses:
        store.write(analysis)
    found = count_conflicts(store)
    assert found.keys() == {"d2", "d3", "d7"}
    # The last one written again makes the store look at every article of hers.
    store.write(replace(analyses[8], provenance=replace(analyses[8].provenance, program="quotes 9")))
    assert count_conflicts(store) == found


def test_the_usual_office_may_turn(store: Store) -> None:
    store.write(paper(0, role=RUSSIAN))
    store.write(paper(1, role=UKRAINIAN))
    assert count_conflicts(store) == {"d1": "d0"}
    store.write(paper(2, role=UKRAINIAN))
    assert count_conflicts(store).keys() == {"d0"}
