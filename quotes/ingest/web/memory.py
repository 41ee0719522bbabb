"""What was fetched before, so that a site is asked only for what changed since (RFC 9110, section 13).

Somebody else keeps it: this says what fetching asks of whoever does.
"""

from typing import Protocol

from quotes.model import Article

# Longer marks of a version than any server makes are not kept.
MAX_MARK = 300


class Fetched(Protocol):
    """What came from an address the last time.

    etag, modified  how the site marked that version, "" where it did not
    article         the article of a page; None for a feed
    body            of a feed
    media_type, charset  as the server declared them
    """

    @property
    def etag(self) -> str: ...

    @property
    def modified(self) -> str: ...

    @property
    def article(self) -> Article | None: ...

    @property
    def body(self) -> bytes: ...

    @property
    def media_type(self) -> str: ...

    @property
    def charset(self) -> str: ...


class Memory(Protocol):
    """Remembers what came from addresses, from one run to the next."""

    def __hash__(self) -> int: ...

    def recall(self, url: str) -> Fetched | None:
        """What came from an address, where nothing has to be done if the site still has the same."""

    def note(
        self,
        url: str,
        *,
        etag: str,
        modified: str,
        media_type: str,
        charset: str,
        identity: str = "",
        body: bytes = b"",
    ) -> None:
        """Remember what came from an address: a page with the identity of its article, or a feed's body."""


def make_conditions(fetched: Fetched) -> list[tuple[str, str]]:
    """The headers that ask for a page only if it is no longer what it was."""
    given = (("If-None-Match", fetched.etag), ("If-Modified-Since", fetched.modified))
    return [(name, mark) for name, mark in given if mark]


def check_mark(mark: str | None) -> str:
    """A mark of a version as it can be sent back; "" for one that cannot."""
    mark = (mark or "").strip()
    return mark if mark.isascii() and mark.isprintable() and len(mark) <= MAX_MARK else ""
