"""Everything that was found, kept in a database.

`open_store` is the way in: `Store.write` takes an `Analysis`, `Store.view` answers questions;
`open_view` is for those who only ask.
"""

from quotes.store.store import Store, open_store, open_view
from quotes.store.view import StoreView
from quotes.store.writer import WriteOutcome

__all__ = ["Store", "StoreView", "WriteOutcome", "open_store", "open_view"]
