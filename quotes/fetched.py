"""What came from an address of the web: fetching asks for it again, the store keeps it."""

from dataclasses import dataclass

from quotes.model import Article


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page or feed as it came the last time.

    etag, modified  how the site marked that version, "" where it did not
    media_type, charset  as the server declared them, "" where it did not
    article  of a page; None for a feed
    body     of a feed
    """

    etag: str
    modified: str
    media_type: str
    charset: str
    article: Article | None = None
    body: bytes = b""
