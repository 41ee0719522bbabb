"""What was fetched before, so that a site is asked only for what changed since (RFC 9110, section 13).

Somebody else keeps it: this says what fetching asks of whoever does.
"""

from typing import Protocol

from quotes.fetched import FetchedPage

# Longer marks of a version than any server makes are not kept.
MAX_MARK = 300


class Memory(Protocol):
    """Remembers what came from addresses, from one run to the next."""

    def __hash__(self) -> int: ...

    def recall(self, url: str) -> FetchedPage | None:
        """What came from an address, where nothing has to be done if the site still has the same."""

    def note(self, url: str, page: FetchedPage) -> None:
        """Remember what came from an address. Of an article it is enough to know which one it is."""


def make_conditions(page: FetchedPage) -> list[tuple[str, str]]:
    """The headers that ask for a page only if it is no longer what it was."""
    given = (("If-None-Match", page.etag), ("If-Modified-Since", page.modified))
    return [(name, mark) for name, mark in given if mark]


def check_mark(mark: str | None) -> str:
    """A mark of a version as it can be sent back; "" for one that cannot."""
    mark = (mark or "").strip()
    return mark if mark.isascii() and mark.isprintable() and len(mark) <= MAX_MARK else ""
