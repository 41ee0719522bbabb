"""Everything that was found, kept in a database.

`open_store` is the way in: `Store.write` takes an `Analysis`, `Store.view` answers questions.
"""

from quotes.store.store import Store, open_store
from quotes.store.view import StoreView
from quotes.store.writer import WriteOutcome, WriteStatus

__all__ = ["Store", "StoreView", "WriteOutcome", "WriteStatus", "open_store"]
