"""Opening a store to look into it, without loading what writes to it."""

from collections.abc import Iterator
from contextlib import contextmanager

from quotes.records import View
from quotes.store.engine import make_engine
from quotes.store.schema import prepare_schema
from quotes.store.view import StoreView


@contextmanager
def open_view(db: str) -> Iterator[View]:
    """Ask the store at an SQLAlchemy URL; for commands that only look things up.

    Raises StoreError where there is no store yet, and makes no file.
    """
    engine = make_engine(db, only_read=True)
    try:
        prepare_schema(engine, create=False)
        yield StoreView(engine)
    finally:
        engine.dispose()
