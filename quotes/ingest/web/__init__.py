"""Pages and feeds from the web: fetched politely, from public addresses only, within limits."""

from collections.abc import Iterator
from functools import lru_cache

from quotes.errors import InputError
from quotes.ingest.origin import ReadingRules
from quotes.ingest.web.articles import read_address
from quotes.ingest.web.fetching import Fetcher
from quotes.ingest.web.memory import Memory
from quotes.ingest.web.options import FetchOptions
from quotes.model import Article

__all__ = ["FetchOptions", "Fetcher", "Memory", "fetch_articles", "read_address"]


def fetch_articles(
    url: str, rules: ReadingRules, memory: Memory | None = None
) -> Iterator[Article | InputError]:
    """Fetch an address: the article of a page, or those of a feed's entries. See `read_address`."""
    options = FetchOptions(allow_private=rules.allow_private, limit=rules.limit, delay=rules.delay)
    yield from read_address(url, _share_fetcher(options, memory))


@lru_cache(maxsize=1)
def _share_fetcher(options: FetchOptions, memory: Memory | None) -> Fetcher:
    """One for all addresses of a run: what a site asked for and when it was asked last holds for them all."""
    return Fetcher(options, memory=memory)
