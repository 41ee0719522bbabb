"""What later pages need of earlier ones, kept outside memory: a report may be of any size.

SQLite keeps it in a temporary file that it removes by itself.
"""

import pickle
import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any

# How much of the file stays in memory, in kibibytes (SQLite wants the number negative).
CACHE = -4096

# Rows that are read at once where a list is gone through from end to end.
AT_ONCE = 200

TABLES = """
    CREATE TABLE lists (shelf TEXT, rank INT, place INT, start INT, id INT, value BLOB,
                        PRIMARY KEY (shelf, rank, place, start, id)) WITHOUT ROWID;
    CREATE TABLE things (kind TEXT, id INT, value BLOB, PRIMARY KEY (kind, id)) WITHOUT ROWID;
    CREATE TABLE anchors (name TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Drawer:
    """Lists in a fixed order, things by their number, and names; all of it gone when it is closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute(f"PRAGMA cache_size={CACHE}")
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.executescript(TABLES)
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Forget everything."""
        self._db.close()

    def add(self, shelf: str, order: tuple[int, int, int, int], value: object) -> None:
        """Put a value on a list. `order` is its place there: a rank, then article, character, number."""
        self._db.execute(
            "INSERT OR REPLACE INTO lists VALUES (?, ?, ?, ?, ?, ?)", (shelf, *order, _dump(value))
        )

    def count(self) -> Counter[tuple[str, int]]:
        """How many values of each rank each list has."""
        rows = self._db.execute("SELECT shelf, rank, count(*) FROM lists GROUP BY shelf, rank")
        return Counter({(shelf, rank): number for shelf, rank, number in rows})

    def iterate(self, shelf: str) -> Iterator[Any]:
        """The values of one list, in order, a few in memory at a time."""
        after: tuple[int, ...] = (-1, -1, -1, -1)
        query = (
            "SELECT rank, place, start, id, value FROM lists WHERE shelf = ?"
            " AND (rank, place, start, id) > (?, ?, ?, ?) ORDER BY rank, place, start, id LIMIT ?"
        )
        while rows := self._db.execute(query, (shelf, *after, AT_ONCE)).fetchall():
            yield from (pickle.loads(row[-1]) for row in rows)
            after = rows[-1][:-1]

    def keep(self, kind: str, number: int, value: object) -> None:
        """Keep a thing by its number."""
        self._db.execute("INSERT OR REPLACE INTO things VALUES (?, ?, ?)", (kind, number, _dump(value)))

    def find(self, kind: str, number: int) -> Any:
        """A thing by its number; None when there is none."""
        row = self._db.execute(
            "SELECT value FROM things WHERE kind = ? AND id = ?", (kind, number)
        ).fetchone()
        return pickle.loads(row[0]) if row else None

    def mark(self, name: str) -> None:
        """Remember a name."""
        self._db.execute("INSERT OR IGNORE INTO anchors VALUES (?)", (name,))

    def knows(self, name: str) -> bool:
        """True for a name that was remembered."""
        return self._db.execute("SELECT 1 FROM anchors WHERE name = ?", (name,)).fetchone() is not None


def _dump(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
