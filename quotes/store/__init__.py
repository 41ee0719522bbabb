"""Everything that was found, kept in a database.

`open_store` is the way in: `Store.write` takes an `Analysis`, `Store.view` answers questions;
`open_view` is for those who only ask. Each is loaded when it is first asked for: a look-up never loads what
writes.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quotes.store.looking import open_view
    from quotes.store.store import Store, open_store
    from quotes.store.view import StoreView
    from quotes.store.writer import WriteOutcome, Written

__all__ = ["Store", "StoreView", "WriteOutcome", "Written", "open_store", "open_view"]

_MODULES = {
    "Store": "store",
    "StoreView": "view",
    "WriteOutcome": "writer",
    "Written": "writer",
    "open_store": "store",
    "open_view": "looking",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
