"""An address becomes articles: one of a page or a text, those of its entries for a feed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import unquote, urlsplit

from quotes.addresses import clean_url
from quotes.errors import InputError
from quotes.ingest.origin import Origin
from quotes.ingest.page import read_page
from quotes.ingest.text import read_text
from quotes.ingest.web.feeds import Entry, Feed, is_feed, newest, read_feed
from quotes.ingest.web.fetching import TEXT_TYPES, Fetcher, Page
from quotes.model import Article

# Characters of an article's short name.
MAX_NAME = 80
# A page may be dated by a place where the day has begun already.
DAY = timedelta(days=1)

_ENDING = re.compile(r"\.[A-Za-z]{2,5}$")


def read_address(url: str, fetcher: Fetcher) -> Iterator[Article | InputError]:
    """Fetch an address: the article of a page, or those of a feed's newest entries, one after the other.

    What cannot be had comes as an InputError in its place; none is raised.
    """
    try:
        page = fetcher.fetch(url)
        if page.article or not is_feed(page):
            yield _read_page(page, url, fetcher)
            return
        feed = read_feed(page)
        if feed is None:
            raise InputError(url, "a feed that cannot be read, or none", remedy="name a page or another feed")
        if not feed.entries:
            raise InputError(url, "the feed has no entries", remedy="try again later")
        fetcher.remember(page)
    except InputError as error:
        yield error
        return
    yield from _read_entries(url, feed, fetcher)


def _read_entries(url: str, feed: Feed, fetcher: Fetcher) -> Iterator[Article | InputError]:
    asked: set[str] = set()
    for entry in newest(feed.entries, fetcher.options.limit):
        if not entry.url:
            yield InputError(url, f"an entry without a link ({entry.title or 'no title'})")
            continue
        address = clean_url(entry.url)
        if address in asked:
            continue
        asked.add(address)
        try:
            page = fetcher.fetch(entry.url)
            if page.article is None and is_feed(page):
                raise InputError(
                    entry.url, "a feed inside a feed", remedy=f"name it by itself; it is in {url}"
                )
            yield _complete(_read_page(page, entry.url, fetcher), entry, feed)
        except InputError as error:
            yield error


def _read_page(page: Page, asked: str, fetcher: Fetcher) -> Article:
    """The article of a page, known already or read now and then remembered."""
    if page.article:
        return page.article
    article = read_fetched(page, asked)
    fetcher.remember(page, article)
    return article


def read_fetched(page: Page, asked: str) -> Article:
    """The article of a page that was fetched.

    asked  the address that it was asked for by: what messages call it
    Raises InputError where the page holds none.
    """
    origin = Origin(name=asked, doc=name_page(page.url), url=clean_url(page.url), charset=page.charset)
    if not page.body.strip():
        raise origin.refuse("the page is empty", remedy="open it in a browser")
    if page.media_type in TEXT_TYPES:
        # A text that begins with an address says where it was once; it was read here.
        return replace(read_text(page.body, origin), url=origin.url)
    return clean_article(read_page(page.body, origin))


def _complete(article: Article, entry: Entry, feed: Feed) -> Article:
    """An article with what its page does not tell and the feed does."""
    return replace(
        article,
        title=article.title or entry.title,
        outlet=article.outlet or feed.title,
        author=article.author or entry.author,
        published=article.published or entry.published,
    )


def name_page(url: str) -> str:
    """A short name for the article of a page: the last part of its address, or its host."""
    try:
        parts = urlsplit(url)
    except ValueError:  # an archive may hold anything
        return "page"
    last = next((part for part in reversed(parts.path.split("/")) if part), "")
    name = _ENDING.sub("", unquote(last)).strip()
    return (name if name.isprintable() and name else parts.hostname or "page")[:MAX_NAME]


def clean_article(article: Article) -> Article:
    """An article with its address, or the one that its page declares, as it is kept."""
    return replace(article, url=clean_url(article.url))


def drop_later_date(article: Article, seen: date) -> Article:
    """An article without its day of publication, where that is after the day on which it was seen."""
    if article.published and article.published > seen + DAY:
        return replace(article, published=None)
    return article
