"""Opening: what is no store is refused in plain words and left as it was."""

import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quotes.errors import StoreError
from quotes.store import Store, WriteOutcome, open_store, open_view
from quotes.store.engine import hide_password
from quotes.store.schema import HEAD, VERSION_TABLE
from tests.store.store_factory import make_analysis

pytestmark = pytest.mark.usefixtures("sqlite_only")

ROOT = Path(__file__).parent.parent.parent
ONE = (("Ada Byron", "The engine weaves"),)


@contextmanager
def refused(reason: str) -> Iterator[None]:
    """A StoreError that gives a reason and says what to do."""
    with pytest.raises(StoreError, match=reason) as caught:
        yield
    assert caught.value.remedy


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """A closed store with one article."""
    with open_store(f"sqlite:///{path}") as store:
        store.write(make_analysis(ONE))
    return path


def test_a_closed_store_is_one_file(filled: Path) -> None:
    assert [file.name for file in filled.parent.iterdir()] == ["quotes.db"]


def test_readers_and_a_writer_go_on_at_once(filled: Path) -> None:
    with open_store(f"sqlite:///{filled}", timeout=0.1) as store:
        reader = sqlite3.connect(filled, isolation_level=None)
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM articles").fetchall()
        assert store.write(make_analysis(ONE, opening="Two.")) is WriteOutcome.NEW
        reader.close()


def test_looking_up_makes_no_store(path: Path) -> None:
    with refused("there is no store yet.*quotes ingest"), open_view(f"sqlite:///{path}"):
        pass
    assert not path.exists()


def test_an_empty_file_is_no_store_yet(path: Path) -> None:
    path.touch()
    with refused("there is no store yet"):
        open_store(f"sqlite:///{path}", create=False)
    assert path.stat().st_size == 0
    with open_store(f"sqlite:///{path}") as store:
        assert store.view.counts().articles == 0


def test_a_store_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("sqlite://") as store:
        store.write(make_analysis(ONE))
        assert store.view.counts().articles == 1
    assert list(tmp_path.iterdir()) == []
    with refused("there is no store yet"):
        open_store("sqlite://", create=False)


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_text("Articles of the week, one a line.\n" * 100)
    before = path.read_bytes()
    for create in (True, False):
        with refused("not a database"):
            open_store(f"sqlite:///{path}", create=create)
    assert path.read_bytes() == before


def test_a_damaged_database(filled: Path) -> None:
    data = bytearray(filled.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    filled.write_bytes(data)
    with refused("damaged|not a database"), open_store(f"sqlite:///{filled}") as store:
        store.view.articles()


def test_the_database_of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with refused("something else.*recipes"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", ["9999", "0000"])
def test_a_version_that_this_program_does_not_know(filled: Path, version: str) -> None:
    with sqlite3.connect(filled) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = ?", (version,))
    connection.close()
    before = filled.read_bytes()
    for create in (True, False):
        with refused(f"version {version}.*{HEAD}"):
            open_store(f"sqlite:///{filled}", create=create)
    assert filled.read_bytes() == before


def test_a_folder(tmp_path: Path) -> None:
    with refused("this is a folder"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with refused("there is no folder"):
        open_store(f"sqlite:///{tmp_path}/archive/quotes.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "db", ["nosuch://place", "://", "quotes://user:secret@host/x", "sqlite:////:::0/x:y"]
)
def test_urls_without_meaning(db: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(db)
    assert caught.value.remedy
    assert "secret" not in str(caught.value)


def test_a_driver_that_is_not_installed() -> None:
    with refused("driver is not installed"):
        open_store("mysql+mysqldb://user:secret@localhost/quotes")


def test_no_password_in_a_message() -> None:
    assert hide_password("postgresql://me:secret@host/quotes") == "postgresql://me:***@host/quotes"
    assert "secret" not in hide_password("postgresql://me:secret@host:port/quotes")
    assert hide_password("sqlite:///archive/quotes.db") == "archive/quotes.db"


# ------------------------------------------------------------------ a store that cannot be written
def state(path: Path) -> list[str]:
    """Everything in an SQLite file, as SQL."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_a_locked_store(filled: Path) -> None:
    before = state(filled)
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(f"sqlite:///{filled}", timeout=0.1) as store:
        with refused("another program is writing"):
            store.write(make_analysis(ONE, opening="Two."))
        assert store.view.counts().articles == 1  # looking up goes on
        other.execute("ROLLBACK")
        other.close()
        assert state(filled) == before
        assert store.write(make_analysis(ONE, opening="Two.")) is WriteOutcome.NEW


def test_a_store_whose_creation_is_locked(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with refused("another program is writing"):
        open_store(f"sqlite:///{path}", timeout=0.1)
    other.close()


def test_a_store_that_may_only_be_read(filled: Path) -> None:
    before = filled.read_bytes()
    with open_store(f"sqlite:///file:{filled}?mode=ro&uri=true") as store:
        assert store.view.counts().articles == 1
        with refused("cannot be written"):
            store.write(make_analysis(ONE, opening="Two."))
    assert filled.read_bytes() == before


# Opens a store as somebody who may not write it, and says what comes of it.
AS_A_STRANGER = """
import os, sys
from pathlib import Path
from quotes.errors import StoreError
from quotes.store import open_store, open_view
from tests.store.store_factory import make_analysis

url = sys.argv[1]
with open_store(url) as store:  # imports everything that is imported late
    store.write(make_analysis([("Ada Byron", "One")]))
path = Path(url.removeprefix("sqlite:///"))

def attempt(what):
    pid = os.fork()
    if pid == 0:
        if os.getuid() == 0:  # nobody forbids root anything
            os.setuid(65534)
        try:
            print(what(), flush=True)
        except StoreError as error:
            print(error, flush=True)
        os._exit(0)
    os.waitpid(pid, 0)

def look():
    with open_view(url) as view:
        return view.counts().articles

path.chmod(0o444)
path.parent.chmod(0o555)
attempt(look)
attempt(lambda: open_store(url).write(make_analysis([("Ada Byron", "Two")])))
attempt(lambda: open_store(url.replace("quotes.db", "new.db")))
path.chmod(0)
attempt(look)
path.parent.chmod(0)
attempt(look)
"""


def test_permissions() -> None:
    # pytest's own folders are closed to others
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        place = Path(folder) / "archive"
        place.mkdir()
        run = subprocess.run(
            [sys.executable, "-c", AS_A_STRANGER, f"sqlite:///{place}/quotes.db"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        place.chmod(0o755)
    assert run.stderr == ""
    looked, wrote, created, opened, reached = run.stdout.splitlines()
    assert looked == "1"
    assert "cannot be written to" in wrote
    assert "cannot be opened" in created
    assert "cannot be opened" in opened
    assert "cannot be reached" in reached


def test_a_full_disk(filled: Path) -> None:
    with open_store(f"sqlite:///{filled}") as store:
        before = state(filled)
        raw = store._engine.raw_connection()
        raw.cursor().execute("PRAGMA max_page_count=1")  # SQLite then says what it says of a full disk
        raw.close()
        many = [("Ada Byron", f"Number {number}, " + "long " * 200) for number in range(200)]
        with refused("disk is full"):
            store.write(make_analysis(many))
    assert state(filled) == before


def test_a_store_can_be_copied_and_moved(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ein Ordner mit ü" / "quotes.db"
    copy.parent.mkdir()
    shutil.copy(filled, copy)
    with open_view(f"sqlite:///{copy}") as view:
        assert view.counts().articles == 1


def test_messages_name_the_file_and_not_the_library(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{path}")
    assert str(path) in str(caught.value)
    assert not re.search("sqlalchemy|sqlite3|Error", str(caught.value))


def test_closing_twice_does_no_harm(store: Store) -> None:
    store.close()
    store.close()
