"""What was fetched from the web, and how sites marked it."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary, Named, String, Table, Text, TypedColumns

from quotes.model import IDENTITY_DIGITS
from quotes.store.tables.base import UtcDateTime, metadata


class FetchedColumns(TypedColumns):
    """The version of a page or feed that came from an address.

    `identity` is of the article that a page holds, "" for a feed; `body` is that of a feed, packed by zlib.
    """

    key: Named[str] = Column(
        String(64), primary_key=True
    )  # SHA-256 of the address: no index takes all of one
    url: Named[str] = Column(Text)
    etag: Named[str] = Column(Text)
    modified: Named[str] = Column(Text)
    media_type: Named[str] = Column(Text)
    charset: Named[str] = Column(Text)
    identity: Named[str] = Column(String(IDENTITY_DIGITS))
    fetched_at: Named[datetime] = Column(UtcDateTime)
    body: Named[bytes] = Column(LargeBinary)


fetched = Table("fetched", metadata, FetchedColumns)
