"""An empty store for each test; `QUOTES_TEST_DB` runs the same tests on another database.

It names an empty database that the tests may fill and empty, such as
postgresql+psycopg://user@localhost/quotes_test.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from quotes.store import Store, open_store
from quotes.store.schema import VERSION_TABLE
from quotes.store.tables import metadata

OTHER_DATABASE = os.environ.get("QUOTES_TEST_DB", "")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A place where there is no store yet."""
    if not OTHER_DATABASE:
        return f"sqlite:///{tmp_path / 'quotes.db'}"
    engine = create_engine(OTHER_DATABASE)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {VERSION_TABLE}")
    engine.dispose()
    return OTHER_DATABASE


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of an empty store: to copy it is faster than to run the migrations for every test."""
    path = tmp_path_factory.mktemp("empty") / "quotes.db"
    open_store(f"sqlite:///{path}").close()
    return path.read_bytes()


@pytest.fixture
def store(url: str, tmp_path: Path, empty_store: bytes) -> Iterator[Store]:
    """An empty store."""
    if not OTHER_DATABASE:
        (tmp_path / "quotes.db").write_bytes(empty_store)
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def sqlite_only() -> None:
    """Skips a test that is about SQLite's files when another database is tested."""
    if OTHER_DATABASE and make_url(OTHER_DATABASE).get_backend_name() != "sqlite":
        pytest.skip("about SQLite's files")
