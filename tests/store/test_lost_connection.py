"""What becomes of a store whose database server goes away. On PostgreSQL alone."""

import re

import pytest
from sqlalchemy import make_url, text

from quotes.errors import StoreError
from quotes.store import Store, WriteOutcome, findings, open_store
from quotes.store.engine import make_engine
from tests.store.conftest import OTHER_DATABASE
from tests.store.store_factory import make_analysis

pytestmark = pytest.mark.skipif(
    not OTHER_DATABASE.startswith("postgresql"), reason="QUOTES_TEST_DB does not name a PostgreSQL database"
)

FIRST = make_analysis([("Ada Byron", "One")])
SECOND = make_analysis([("Ada Byron", "Two"), ("Boris Ode", "Three")], doc="second")


def end_connections(url: str) -> None:
    """End every other connection to this database, as a server does that is shut down."""
    engine = make_engine(url)
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    engine.dispose()


def test_a_connection_lost_while_writing_loses_nothing_that_was_whole(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert = findings.insert_rows

    def insert_without_server(connection: object, table: object, rows: object) -> None:
        if getattr(table, "name", "") == "flags":
            end_connections(url)
        insert(connection, table, rows)  # type: ignore[arg-type]

    with open_store(url) as store:
        store.write(FIRST)
        monkeypatch.setattr(findings, "insert_rows", insert_without_server)
        with pytest.raises(StoreError) as caught:
            store.write(SECOND)
        monkeypatch.undo()
        assert re.search(
            "the (server ended the connection|connection to the server broke)", str(caught.value)
        )
        assert "run the same command again" in str(caught.value)
        assert [one.doc for one in store.view.articles()] == ["doc"]
        assert store.write(SECOND) is WriteOutcome.NEW


def test_a_connection_lost_between_two_questions_is_opened_anew(store: Store, url: str) -> None:
    store.write(FIRST)
    end_connections(url)
    assert store.view.counts().articles == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"database": "no_such"}, 'refuses: database "no_such" does not exist'),
        ({"username": "no_such"}, 'refuses: role "no_such" does not exist'),
        ({"query": {"host": "/no/such"}}, "no server answers there"),
        ({"host": "127.0.0.1", "port": 9, "query": {}, "password": "secret"}, "no server answers there"),
    ],
)
def test_a_server_that_cannot_be_reached(change: dict[str, object], words: str) -> None:
    asked = make_url(OTHER_DATABASE).set(**change)  # type: ignore[arg-type]
    with pytest.raises(StoreError) as caught:
        open_store(asked.render_as_string(hide_password=False))
    assert words in str(caught.value)
    assert "URL" in str(caught.value)
    assert "secret" not in str(caught.value)
