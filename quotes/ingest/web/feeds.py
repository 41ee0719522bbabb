"""A feed's entries: RSS and Atom of every version by feedparser, and JSON Feed."""

import json
import logging
import re
from calendar import timegm
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from quotes.ingest.web.fetching import FEED_TYPES, Page

log = logging.getLogger(__name__)

# Characters of a title or name that are kept; a feed may say anything.
MAX_WORDS = 300

# Where the first element of a feed is sought: some sites send feeds as text/html, and some XML is a page.
SNIFF_BYTES = 2048
_FEED_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>:]", re.I)
_PAGE_ROOT = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.I)
_JSON_FEED = "https://jsonfeed.org/version/"
_XML = frozenset({"application/xml", "text/xml"})
_JSON = frozenset({"application/feed+json", "application/json"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `url` is "" where it has none, and may be any words where it has one."""

    url: str
    title: str = ""
    author: str = ""
    published: date | None = None
    moment: float | None = None  # seconds since 1970, to find the newest


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and its entries, in its own order."""

    title: str
    entries: tuple[Entry, ...]


def is_feed(page: Page) -> bool:
    """True for what was fetched and is a feed, by its kind and how it begins."""
    head = page.body[:SNIFF_BYTES]
    if page.media_type in _JSON:
        return True
    found = _FEED_ROOT.search(head)
    root = _PAGE_ROOT.search(head)
    if found and (root is None or found.start() < root.start()):
        return True
    return page.media_type in FEED_TYPES - _XML


def read_feed(page: Page) -> Feed | None:
    """The entries of a feed, their links made whole; None when it is broken beyond reading or no feed."""
    if page.media_type in _JSON or page.body[:SNIFF_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _read_json(page)
    return _read_xml(page)


def newest(entries: tuple[Entry, ...], limit: int) -> tuple[Entry, ...]:
    """The newest entries, at most `limit`; in the feed's own order where not every entry has a date."""
    if all(entry.moment is not None for entry in entries):
        entries = tuple(sorted(entries, key=lambda entry: -(entry.moment or 0.0)))
    return entries[:limit]


def _read_xml(page: Page) -> Feed | None:
    import feedparser  # 0.1 s, which whoever reads no feed need not pay

    kind = page.media_type or "application/xml"
    headers = {
        "content-type": f"{kind}; charset={page.charset}" if page.charset else kind,
        "content-location": page.url,
    }
    try:
        # A stream, because feedparser fetches what it takes for an address. It drops document types with the
        # entities that they define, so that none grows.
        parsed = feedparser.parse(
            BytesIO(page.body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as error:  # noqa: BLE001 - whatever its parsers stumble over, it is this feed's fault
        log.info("%s: feedparser fails (%s)", page.url, error)
        return None
    if not parsed.get("version") and not parsed.entries:
        return None
    return Feed(
        title=_words(parsed.feed.get("title")),
        entries=tuple(_read_entry(entry, page.url) for entry in parsed.entries),
    )


def _read_entry(entry: Any, base: str) -> Entry:
    # As a plain dictionary: feedparser's own look-up gives one date for another and warns of it.
    entry = dict(entry)
    written = entry.get("published") or entry.get("updated") or ""
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    moment: float | None = None
    with suppress(OverflowError, ValueError, TypeError):
        moment = float(timegm(parsed)) if parsed else None
    # In the place where it was written: for a reader in New York, 11 p.m. is still the day before.
    published = _read_day(written) or _day_of(moment)
    return Entry(
        url=_make_whole(entry.get("link"), base),
        title=_words(entry.get("title")),
        author=_words(entry.get("author")),
        published=published,
        moment=moment,
    )


def _read_json(page: Page) -> Feed | None:
    try:
        found = json.loads(page.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not str(found.get("version", "")).startswith(_JSON_FEED):
        return None
    items = found.get("items")
    entries = []
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, dict):
            continue
        moment = None
        with suppress(ValueError, OverflowError):
            moment = datetime.fromisoformat(str(item.get("date_published", ""))).timestamp()
        authors = item.get("authors") or [item.get("author")]
        names = (
            [one.get("name") for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
        )
        entries.append(
            Entry(
                url=_make_whole(item.get("url"), page.url),
                title=_words(item.get("title")),
                author=_words("; ".join(str(name) for name in names if name)),
                published=_read_day(str(item.get("date_published", ""))),
                moment=moment,
            )
        )
    return Feed(_words(found.get("title")), tuple(entries))


def _make_whole(link: object, base: str) -> str:
    if not isinstance(link, str) or not link.strip():
        return ""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link.strip()


def _words(said: object) -> str:
    """One line of text, of a title or a name."""
    return " ".join(said.split())[:MAX_WORDS] if isinstance(said, str) else ""


def _read_day(written: str) -> date | None:
    """The day that a feed names, in its own time zone; RFC 822 and ISO 8601."""
    with suppress(ValueError):
        return datetime.fromisoformat(written.strip()).date()
    with suppress(ValueError, IndexError):
        return parsedate_to_datetime(written).date()
    return None


def _day_of(moment: float | None) -> date | None:
    """The day of a moment, in UTC; None for no moment and outside the years 1 to 9999."""
    with suppress(OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(moment, UTC).date() if moment is not None else None
    return None
