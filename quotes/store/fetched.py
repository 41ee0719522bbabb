"""Remembers what was fetched, so that a site need not send again what is in the store."""

import zlib
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine, delete, insert, select

from quotes.fetched import FetchedPage
from quotes.model import Article, Provenance
from quotes.store.engine import reading, writing
from quotes.store.loading.analysis import make_article
from quotes.store.loading.articles import make_models
from quotes.store.tables import articles, fetched


class FetchedPages:
    """What was fetched before, by address.

    provenance  of this run: an article that another program or other models analysed must be read again
    keeps       False for a run that writes nothing
    """

    def __init__(self, engine: Engine, provenance: Provenance, *, keeps: bool = True) -> None:
        self._engine = engine
        self._provenance = provenance
        self._keeps = keeps

    def recall(self, url: str) -> FetchedPage | None:
        """What came from an address; None where its article is not in the store as this run makes it."""
        with reading(self._engine) as connection:
            row = connection.execute(select(fetched).where(fetched.c.key == _make_key(url))).one_or_none()
            if row is None:
                return None
            article = self._load_article(connection, row.identity) if row.identity else None
            if row.identity and not article:
                return None
        body = zlib.decompress(row.body) if row.body else b""
        return FetchedPage(row.etag, row.modified, row.media_type, row.charset, article, body)

    def note(self, url: str, page: FetchedPage) -> None:
        """Remember what came from an address in the place of what came before."""
        if not self._keeps:
            return
        row = {
            "key": _make_key(url),
            "url": url,
            "etag": page.etag,
            "modified": page.modified,
            "media_type": page.media_type,
            "charset": page.charset,
            "identity": page.article.identity if page.article else "",
            "fetched_at": datetime.now(UTC),
            "body": zlib.compress(page.body) if page.body else b"",
        }
        with writing(self._engine) as connection:
            connection.execute(delete(fetched).where(fetched.c.key == row["key"]))
            connection.execute(insert(fetched), row)

    def _load_article(self, connection: Connection, identity: str) -> Article | None:
        found = connection.execute(select(articles).where(articles.c.identity == identity)).one_or_none()
        if found is None or Provenance(found.program, make_models(found.models)) != self._provenance:
            return None
        return make_article(found)


def _make_key(url: str) -> str:
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
