"""Which version of the tables a database has, and bringing it to this program's.

Alembic, and what fills new tables, is imported only when there is something to do: a look-up in an up-to-date
store never pays for it.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from quotes.errors import NoStoreError, StoreError
from quotes.store.engine import explained, keep_write_ahead_log, reading, show_url, sqlite_file, writing

MIGRATIONS = Path(__file__).parent / "migrations"

# Newest migration. A test holds it to what lies in the folder.
HEAD = "0006"

# A name of its own, so that a store is never mistaken for another program's database.
VERSION_TABLE = "quotes_version"


def prepare_schema(engine: Engine, *, create: bool) -> None:
    """Make a database ready: create the tables where there are none, upgrade older ones.

    create  False leaves a place without a store as it is and raises StoreError
    Raises StoreError, and changes nothing, for a database of a newer version or of another program.
    """
    where = show_url(engine.url)
    no_store = NoStoreError(
        where,
        "there is no store yet",
        remedy="read articles into one with `quotes ingest PATH...`, or name another with --db",
    )
    file = sqlite_file(engine.url)
    if file:
        with explained(engine.url):
            _check_file(file, where)
        if not create and not (file.exists() and file.stat().st_size):
            raise no_store
    with reading(engine) as connection:
        version = read_version(connection, where)
    if version is None and not create:
        raise no_store
    if create:
        keep_write_ahead_log(engine)
    if version != HEAD:
        with writing(engine) as connection:
            # Another program may have done it meanwhile.
            if read_version(connection, where) != HEAD:
                upgrade(connection)
                if version is not None:
                    _fill_new_tables(connection)


def _fill_new_tables(connection: Connection) -> None:
    """Enter what an older version of the program did not keep."""
    from quotes.store import copies
    from quotes.store.matches import catch_up
    from quotes.store.search.index import enter_all

    catch_up(connection)
    copies.catch_up(connection)
    enter_all(connection)


def _check_file(file: Path, where: str) -> None:
    if file.is_dir():
        raise StoreError(where, "this is a folder", remedy="give the path of a file in it")
    if not file.parent.is_dir():
        raise StoreError(
            where, f"there is no folder {file.parent}", remedy="make it first, or choose another with --db"
        )


def read_version(connection: Connection, where: str) -> str | None:
    """Version of the tables; None for an empty database. Raises StoreError when it is not ours to use."""
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        if tables:
            raise StoreError(
                where,
                f"this database holds something else (a table {sorted(tables)[0]!r})",
                remedy="choose another place with --db; it was left as it is",
            )
        return None
    version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    if version is not None and version != HEAD and version not in _known_versions():
        raise StoreError(
            where,
            f"its tables are of version {version}, which this program does not know (its own is {HEAD})",
            remedy="use the newer version of quotes that wrote it",
        )
    return version


def _known_versions() -> frozenset[str]:
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def upgrade(connection: Connection, *, version: str = HEAD) -> None:
    """Run the migrations up to a version inside the connection's open transaction."""
    from alembic.command import upgrade as run_migrations
    from alembic.config import Config

    config = Config()
    # "%" is special in Alembic's settings.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    run_migrations(config, version)
