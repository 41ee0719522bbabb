"""The entries of feeds, well made, odd, broken and hostile."""

import json
import time as real_time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.ingest.web.feeds import Entry, Feed, is_feed, newest, read_feed
from quotes.ingest.web.fetching import Page

BASE = "https://post.example/feeds/news"


def page(body: str | bytes, type: str = "application/xml", charset: str = "") -> Page:
    raw = body.encode() if isinstance(body, str) else body
    return Page(BASE, raw, type, charset)


def read(body: str | bytes, type: str = "application/xml", charset: str = "") -> Feed:
    feed = read_feed(page(body, type, charset))
    assert feed is not None
    return feed


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The  Newport
Post</title><link>https://post.example/</link>
<item><title>Bridge &amp; ferry</title><link>https://post.example/bridge</link>
<dc:creator>Jane Roe</dc:creator><pubDate>Sun, 01 Mar 2026 23:30:00 -0500</pubDate></item>
<item><title>Ferry</title><link>/ferry?a=1&amp;b=2</link></item>
<item><title>No link</title></item>
</channel></rss>"""


def test_rss() -> None:
    feed = read(RSS)
    assert feed.title == "The Newport Post"
    first, second, third = feed.entries
    assert (first.url, first.title, first.author) == (
        "https://post.example/bridge",
        "Bridge & ferry",
        "Jane Roe",
    )
    assert first.published == date(2026, 3, 1)  # in New York, where it was written
    assert first.moment == 1772425800
    assert second.url == "https://post.example/ferry?a=1&b=2"
    assert second.published is None
    assert third.url == ""


def test_rss_of_1999() -> None:
    feed = read(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Post</title></channel>
        <item rdf:about="x"><title>Bridge</title><link>bridge</link><dc:date>2026-03-01</dc:date></item>
        </rdf:RDF>"""
    )
    assert feed == Feed(
        "Post", (Entry("https://post.example/feeds/bridge", "Bridge", "", date(2026, 3, 1), 1772323200.0),)
    )


def test_atom() -> None:
    feed = read(
        """<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
        <entry><title type="html">A &lt;b&gt;bridge&lt;/b&gt;</title>
        <link rel="replies" href="/no"/><link href="../bridge"/><author><name>Jane Roe</name></author>
        <updated>2026-03-05T00:00:00Z</updated><published>2026-03-01T23:30:00-05:00</published></entry>
        <entry><title>Ferry</title><link href="/ferry"/><updated>2026-03-02T01:00:00Z</updated></entry>
        </feed>"""
    )
    first, second = feed.entries
    assert (first.url, first.author, first.published) == (
        "https://post.example/bridge",
        "Jane Roe",
        date(2026, 3, 1),
    )
    assert second.published == date(2026, 3, 2)


def test_json_feed() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Post",
        "items": [
            {
                "url": "/bridge",
                "title": "Bridge",
                "date_published": "2026-03-01T23:30:00-05:00",
                "authors": [{"name": "Jane Roe"}, {"name": "Ben Poe"}, "?"],
            },
            {"id": "2"},
            "no entry",
        ],
    }
    feed = read(json.dumps(body), "application/feed+json")
    assert feed.title == "Post"
    first, second = feed.entries
    assert first == Entry(
        "https://post.example/bridge", "Bridge", "Jane Roe; Ben Poe", date(2026, 3, 1), 1772425800.0
    )
    assert second == Entry("")


@pytest.mark.parametrize(
    ("body", "type", "expected"),
    [
        (RSS, "application/rss+xml", True),
        (RSS, "text/html", True),
        (RSS, "text/plain", True),
        ("<feed xmlns='x'>", "", True),
        ("{}", "application/json", True),
        ("", "application/atom+xml", True),
        ("<!DOCTYPE html><html><head></head>", "text/html", False),
        ("<?xml version='1.0'?><html xmlns='x'><feed>", "application/xml", False),
        ("<?xml version='1.0'?><note>", "text/xml", False),
        ("<html><body><rss> is an element", "text/html", False),
        ("words", "text/plain", False),
    ],
)
def test_what_is_a_feed(body: str, type: str, expected: bool) -> None:
    assert is_feed(page(body, type)) is expected


@pytest.mark.parametrize(
    ("body", "type"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ('{"version": 1}', "application/json"),
        ("[" * 100_000, "application/json"),
        ("no feed", "application/rss+xml"),
        ("", "application/rss+xml"),
        ("<note/>", "application/rss+xml"),
    ],
)
def test_what_is_none(body: str, type: str) -> None:
    assert read_feed(page(body, type)) is None


def test_a_broken_feed_gives_what_can_be_read() -> None:
    feed = read(RSS.replace("Bridge &amp; ferry", "Bridge & <ferry").partition("<item><title>No link")[0])
    assert feed.entries[0].url == "https://post.example/bridge"
    assert len(feed.entries) == 2


@pytest.mark.parametrize("written", ["yesterday", "0000-00-00", "Sun, 99 Foo 2026 23:30:00 -0500", "﷽"])
def test_broken_dates(written: str) -> None:
    feed = read(RSS.replace("Sun, 01 Mar 2026 23:30:00 -0500", written))
    assert feed.entries[0].published is None


def test_the_encoding_that_the_server_declares() -> None:
    body = RSS.replace("Jane Roe", "Jiří Dvořák").replace(' encoding="UTF-8"', "")
    feed = read(body.encode("iso-8859-2"), "application/rss+xml", "iso-8859-2")
    assert feed.entries[0].author == "Jiří Dvořák"


def test_entities_do_not_grow() -> None:
    bomb = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    started = real_time.process_time()
    feed = read(RSS.replace("<rss", f"<!DOCTYPE rss [{bomb}]><rss", 1).replace("Bridge &amp; ferry", "&j;"))
    assert len(feed.entries[0].title) < 100
    assert real_time.process_time() - started < 2


def test_no_entity_reads_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    body = RSS.replace("<rss", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss', 1)
    assert "secret" not in read(body.replace("Bridge &amp; ferry", "&x;")).entries[0].title


def test_an_address_as_content_is_not_fetched() -> None:
    assert read_feed(page("http://127.0.0.1:9/feed.xml", "application/rss+xml")) is None
    assert read_feed(page("/etc/hostname", "application/rss+xml")) is None


def test_the_newest_first() -> None:
    old, new, undated = Entry("old", moment=1.0), Entry("new", moment=2.0), Entry("undated")
    assert newest((old, new), 5) == (new, old)
    assert newest((old, new), 1) == (new,)
    assert newest((old, undated, new), 2) == (old, undated)


PIECES = [
    "<rss>",
    "<channel>",
    "<item>",
    "</item>",
    "<link>",
    "</link>",
    "<feed>",
    "<entry>",
    "<pubDate>",
    "&x;",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map("".join), st.booleans())
def test_any_words_are_taken(body: str, as_json: bool) -> None:
    feed = read_feed(page(body.encode("utf-8", "replace"), "application/json" if as_json else "text/xml"))
    assert feed is None or all(isinstance(entry, Entry) for entry in feed.entries)
