"""Connections to the database, and what goes wrong with them in plain words.

The only module that knows one database from another.
"""

import json
import logging
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import URL, Connection, Engine, Table, and_, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from quotes.errors import StoreError

log = logging.getLogger(__name__)

# Seconds that one program waits for another to finish writing. An article is written in milliseconds.
LOCK_TIMEOUT = 10.0

# Number of the lock that all writers to one PostgreSQL database share: "quotes" in ASCII.
ADVISORY_LOCK = 0x71756F746573

# Execution option that marks a transaction as one that writes from its first statement.
WRITING = "quotes_writing"

# What SQLite says (the beginning of its error's name) -> what was wrong, what to do about it.
SQLITE_ERRORS = {
    "SQLITE_BUSY": (
        "another program is writing to it and did not finish in time",
        "wait for that program to end, then try again; nothing of this was written",
    ),
    "SQLITE_LOCKED": (
        "another part of this program is writing to it",
        "try again; nothing of this was written",
    ),
    "SQLITE_READONLY": (
        "the file or its folder cannot be written to",
        "change its permissions, or choose another place with --db",
    ),
    "SQLITE_PERM": ("this user may not open the file", "change its permissions, or choose another place"),
    "SQLITE_AUTH": ("this user may not open the file", "change its permissions, or choose another place"),
    "SQLITE_CANTOPEN": (
        "the file cannot be opened",
        "look whether its folder exists and may be written to, or choose another place with --db",
    ),
    "SQLITE_NOTADB": (
        "the file is not a database",
        "choose another place with --db; the file was left as it is",
    ),
    "SQLITE_CORRUPT": (
        "the database is damaged",
        "restore a copy, or move the file away and run `quotes ingest` again",
    ),
    "SQLITE_FULL": ("the disk is full", "make room, then try again; nothing of this article was written"),
    "SQLITE_IOERR": (
        "the disk could not be read or written",
        "look after the disk, then try again; nothing of this article was written",
    ),
}

# What PostgreSQL says (the beginning of its SQLSTATE) -> likewise.
POSTGRESQL_ERRORS = {
    "08": ("the connection to the server broke", "{again}"),
    "42501": ("this user may not do that there", "let the database's owner grant it CREATE on its schema"),
    "25006": ("the database can only be read", "connect to the server that takes writes"),
    "53100": ("the server's disk is full", "make room there; {again}"),
    "53300": ("the server has too many connections", "wait a little, then try again"),
    "55P03": (
        "another program is writing to it and did not finish in time",
        "wait for that program to end, then try again; nothing of this was written",
    ),
    "57P": ("the server ended the connection", "{again}"),
}
AGAIN = "look after the server, then run the same command again: what was written whole is there"


# A third of the time that a list of flags takes goes to reading JSON: the decoder alone leaves out what
# `json.loads` checks besides, and what no column of ours holds.
_DECODER = json.JSONDecoder()


def _read_json(text: str) -> Any:
    return _DECODER.raw_decode(text)[0]


def make_engine(db: str, *, timeout: float = LOCK_TIMEOUT, only_read: bool = False) -> Engine:
    """An engine for a database URL. Connects to nothing yet.

    timeout    seconds to wait for another writer
    only_read  the store is asked and not written; it may then lie where this user may not write
    Raises StoreError when the URL has no meaning or its driver is not installed.
    """
    try:
        url = make_url(db)
        if url.get_backend_name() == "sqlite":
            if only_read:
                url = _freeze_url(url)
            engine = create_engine(url, connect_args={"timeout": timeout}, json_deserializer=_read_json)
            _set_up_sqlite(engine)
            return engine
        engine = create_engine(url, pool_pre_ping=True)
        if url.get_backend_name() == "postgresql":
            _set_up_postgresql(engine)
        return engine
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(
            hide_password(db),
            "this is no database that can be opened",
            remedy="give the path of a file, or an SQLAlchemy URL such as sqlite:///quotes.db",
        ) from error
    except ImportError as error:
        raise StoreError(
            hide_password(db),
            f"its driver is not installed ({error})",
            remedy="install the Python package that this kind of database needs, such as psycopg",
        ) from error


def hide_password(db: str) -> str:
    """A database URL that may be shown."""
    try:
        return show_url(make_url(db))
    except (ArgumentError, ValueError):
        return re.sub(r"(://[^:/@]*):.*@", r"\1:***@", db)


def show_url(url: URL) -> str:
    """What to call a database in a message: the path of an SQLite file, else its URL without the password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return unquote(url.database.removeprefix("file:").partition("?")[0]) if _is_uri(url) else url.database
    return url.render_as_string(hide_password=True)


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database; None for one in memory, for SQLite's own URIs and other databases."""
    database = url.database or ""
    if url.get_backend_name() != "sqlite" or database in {"", ":memory:"} or _is_uri(url):
        return None
    return Path(database)


def _is_uri(url: URL) -> bool:
    return (url.database or "").startswith("file:")


def _freeze_url(url: URL) -> URL:
    """Tell SQLite that nobody writes to a file in a folder that may not be written to.

    To read a database with a write-ahead log it else makes files beside it: an archive on a read-only disk,
    or in a colleague's folder, could not be looked into. Where a writer is at work the log is there.
    """
    file = sqlite_file(url)
    if file is None:
        return url
    log_file = file.with_name(f"{file.name}-wal")
    if not os.access(file, os.R_OK) or os.access(file.parent, os.W_OK) or log_file.exists():
        return url
    return URL.create(
        url.drivername, database=f"file:{quote(str(file))}", query={"immutable": "1", "uri": "true"}
    )


def _set_up_sqlite(engine: Engine) -> None:
    """Foreign keys on, and transactions that are SQLite's own: Python's driver would commit at DDL."""

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        # With a write-ahead log this can lose the last article at a power cut, but never damage the
        # file; the article is then read in again, as any that is not there.
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING)
        # A transaction that reads first and then writes could not wait for another writer.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _set_up_postgresql(engine: Engine) -> None:
    """No compiler: it takes ten times as long to compile the queries of a look-up as to answer them."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.cursor().execute("SET jit = off")
        connection.commit()  # or else it is undone with the first transaction that is


def insert_plain(connection: Connection, table: Table, rows: Sequence[tuple[int | str, ...]]) -> None:
    """Insert rows of plain numbers and texts into a table, in the order of its columns; none is no statement.

    For tables that get hundreds of rows with every article: to look at each value takes SQLAlchemy longer
    than the database to keep it.
    """
    if rows:
        sign = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        named = ", ".join(connection.dialect.identifier_preparer.quote(column.name) for column in table.c)
        values = ", ".join(sign for _ in table.c)
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({named}) VALUES ({values})", list(rows))


def begins_with(connection: Connection, column: Any, beginning: str) -> Any:
    """A condition that the text of an indexed column begins so, capitals told apart."""
    if connection.dialect.name != "sqlite":
        return column.startswith(beginning, autoescape=True)
    # SQLite's LIKE takes capitals and small letters for one and so cannot use the index.
    return and_(column >= beginning, column < beginning + "\U0010ffff")


def keep_write_ahead_log(engine: Engine) -> None:
    """Let readers and one writer go on at the same time; SQLite only, and kept in the file."""
    if sqlite_file(engine.url) is None:
        return
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:  # another program has it open: the next one will do it
        log.debug("%s keeps its journal mode: %s", show_url(engine.url), error)
    finally:
        raw.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection whose queries all see one state of the store. Raises StoreError."""
    with explained(engine.url), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer runs beside; committed at the end, undone by any exception.

    Raises StoreError.
    """
    with explained(engine.url), engine.connect() as connection:
        connection = connection.execution_options(**{WRITING: True})
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT:.0f}s'")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
            yield connection


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn the database's errors into StoreErrors that say what to do."""
    try:
        yield
    except SQLAlchemyError as error:
        raise explain(url, error) from error
    except sqlite3.Error as error:
        raise explain(url, error) from error
    except OSError as error:
        raise StoreError(
            show_url(url),
            f"the place cannot be reached ({error.strerror or error})",
            remedy="change its permissions, or choose another place with --db",
        ) from error


def explain(url: URL, error: Exception) -> StoreError:
    """A StoreError for what a database said."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    name = getattr(cause, "sqlite_errorname", "")
    for beginning, (reason, remedy) in SQLITE_ERRORS.items():
        if name.startswith(beginning):
            return StoreError(show_url(url), reason, remedy=remedy)
    told = _explain_postgresql(cause, lost=isinstance(error, DBAPIError) and error.connection_invalidated)
    if told:
        return StoreError(show_url(url), told[0], remedy=told[1].format(again=AGAIN))
    said = next(iter(str(cause).strip().splitlines()), type(cause).__name__)
    if url.password:
        said = said.replace(str(url.password), "***")
    return StoreError(show_url(url), f"the database refused: {said}", remedy="see its own documentation")


def _explain_postgresql(cause: BaseException, *, lost: bool) -> tuple[str, str] | None:
    """What was wrong and what to do about it, where PostgreSQL's driver tells; None for all else."""
    if not type(cause).__module__.startswith("psycopg"):
        return None
    state = getattr(cause, "sqlstate", None) or ""
    for beginning, told in POSTGRESQL_ERRORS.items():
        if state.startswith(beginning):
            return told
    if lost:
        return POSTGRESQL_ERRORS["08"]
    if state or type(cause).__name__ != "OperationalError":
        return None
    # Without a SQLSTATE there is no connection yet. The driver's words begin with where it tried.
    said = str(cause).strip().partition("\n")[0]
    _, refused, reason = said.partition("FATAL:")
    if refused:
        return (
            f"the server refuses: {reason.strip()}",
            "check the database, the user and the password in the URL",
        )
    return f"no server answers there: {said.rpartition(': ')[2]}", "look whether it runs, and check the URL"
