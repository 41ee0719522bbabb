"""A site is asked only for what changed since the last time."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from quotes.errors import InputError
from quotes.fetched import FetchedPage
from quotes.ingest.web import Fetcher, read_address
from quotes.ingest.web.memory import check_mark
from quotes.model import Article
from tests.ingest.web.site import PAGE, Send, Site, make_fetcher, reply, send_on

ETAG = '"v1"'
DAY = "Tue, 03 Mar 2026 10:00:00 GMT"
FEED = (
    "<rss version='2.0'><channel><title>The Newport Post</title><item><link>/a</link></item></channel></rss>"
)


@dataclass
class Notes:
    """A memory that keeps everything, as if every article were in the store."""

    noted: dict[str, FetchedPage] = field(default_factory=dict)

    __hash__ = object.__hash__

    def recall(self, url: str) -> FetchedPage | None:
        return self.noted.get(url)

    def note(self, url: str, page: FetchedPage) -> None:
        self.noted[url] = page


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def fetcher(notes: Notes) -> Iterator[Fetcher]:
    with make_fetcher(memory=notes) as fetcher:
        yield fetcher


def reply_if_changed(body: str = PAGE, *, etag: str = ETAG, modified: str = "", **more: Any) -> Send:
    """An answer with marks of its version; 304 to whoever has that version."""
    marks: dict[str, Any] = {
        name: mark for name, mark in (("ETag", etag), ("Last_Modified", modified)) if mark
    }

    def send(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")
        same = known == (etag or None, modified or None)
        answer = reply(b"", status=304, type="", **marks) if same else reply(body, **marks, **more)
        answer(handler)

    return send


def read_one(site: Site, path: str, fetcher: Fetcher) -> Article:
    [found] = read_address(site.url(path), fetcher)
    assert isinstance(found, Article), found
    return found


def keep(notes: Notes, url: str, article: Article) -> None:
    """What a store does with an article after it was read."""
    notes.noted[url] = replace(notes.noted[url], article=article)


@pytest.mark.parametrize("marks", [{"etag": ETAG}, {"etag": "", "modified": DAY}, {"modified": DAY}])
def test_a_page_that_is_the_same(site: Site, fetcher: Fetcher, notes: Notes, marks: dict[str, str]) -> None:
    site.pages["/a"] = reply_if_changed(**marks)
    first = read_one(site, "/a", fetcher)
    keep(notes, site.url("/a"), first)
    assert read_one(site, "/a", fetcher) is first
    sent = site.headers[-1]
    assert (sent.get("If-None-Match", ""), sent.get("If-Modified-Since", "")) == (
        marks.get("etag", ETAG),
        marks.get("modified", ""),
    )


def test_a_page_that_changed(site: Site, fetcher: Fetcher, notes: Notes) -> None:
    site.pages["/a"] = reply_if_changed()
    first = read_one(site, "/a", fetcher)
    keep(notes, site.url("/a"), first)
    site.pages["/a"] = reply_if_changed(PAGE.replace("spring", "summer"), etag='"v2"')
    second = read_one(site, "/a", fetcher)
    assert "summer" in second.text
    assert notes.noted[site.url("/a")].etag == '"v2"'


def test_where_a_site_sends_on_the_last_address_is_remembered(
    site: Site, fetcher: Fetcher, notes: Notes
) -> None:
    site.pages |= {"/a": send_on("/b"), "/b": reply_if_changed()}
    keep(notes, site.url("/b"), read_one(site, "/a", fetcher))
    assert list(notes.noted) == [site.url("/b")]
    read_one(site, "/a", fetcher)
    assert "If-None-Match" not in site.headers[-2]
    assert site.headers[-1]["If-None-Match"] == ETAG


def test_a_feed_that_is_the_same_is_looked_through_all_the_same(
    site: Site, fetcher: Fetcher, notes: Notes
) -> None:
    site.pages |= {
        "/feed": reply_if_changed(FEED, type="application/rss+xml"),
        "/a": reply_if_changed(etag='"a"'),
    }
    first = read_one(site, "/feed", fetcher)
    assert first.outlet == "The Newport Post"
    keep(notes, site.url("/a"), first)
    assert read_one(site, "/feed", fetcher) == first
    assert [sent.get("If-None-Match") for sent in site.headers[-2:]] == [ETAG, '"a"']
    # A page in it that changed is found.
    site.pages["/a"] = reply_if_changed(PAGE.replace("spring", "summer"), etag='"b"')
    assert "summer" in read_one(site, "/feed", fetcher).text


def test_what_was_not_kept_is_asked_for_in_full(site: Site, notes: Notes) -> None:
    site.pages["/a"] = reply_if_changed()
    with make_fetcher(memory=notes) as fetcher:
        read_one(site, "/a", fetcher)
    notes.noted.clear()  # as a store does that has no such article
    with make_fetcher(memory=notes) as fetcher:
        assert read_one(site, "/a", fetcher).text
    assert "If-None-Match" not in site.headers[-1]


def test_pages_without_marks_and_pages_that_hold_nothing_are_not_remembered(
    site: Site, fetcher: Fetcher, notes: Notes
) -> None:
    site.pages |= {"/a": reply(), "/b": reply_if_changed("<html><body></body></html>")}
    read_one(site, "/a", fetcher)
    [refused] = read_address(site.url("/b"), fetcher)
    assert isinstance(refused, InputError)
    assert notes.noted == {}


def test_an_answer_that_nobody_asked_for(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = reply(b"", status=304)
    [refused] = read_address(site.url("/a"), fetcher)
    assert isinstance(refused, InputError)
    assert "HTTP 304" in refused.reason


@pytest.mark.parametrize(
    ("mark", "kept"),
    [(' W/"x" ', 'W/"x"'), (None, ""), ("a\r\nCookie: b", ""), ("“x”", ""), ("x" * 301, "")],
)
def test_marks_that_cannot_be_sent_back(mark: str | None, kept: str) -> None:
    assert check_mark(mark) == kept
