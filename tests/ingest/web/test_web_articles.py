"""Addresses become articles: of pages, of texts, of the entries of feeds."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from quotes.errors import InputError
from quotes.ingest import ReadingRules, read_articles
from quotes.ingest.web import Fetcher, FetchOptions, read_address
from quotes.ingest.web.articles import drop_later_date, name_page
from quotes.model import Article
from tests.ingest.web.site import PAGE, PARAGRAPHS, FakeTime, Site, make_fetcher, reply, send_on


def read_one(url: str, fetcher: Fetcher) -> Article:
    [found] = read_address(url, fetcher)
    assert isinstance(found, Article), found
    return found


def refuse_one(url: str, fetcher: Fetcher) -> InputError:
    [found] = read_address(url, fetcher)
    assert isinstance(found, InputError), found
    return found


def test_a_page(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {
        "/a?utm_source=x": send_on("/2026/bridge.html?id=1&fbclid=2#top"),
        "/2026/bridge.html?id=1&fbclid=2": reply(),
    }
    article = read_one(site.url("/a?utm_source=x"), fetcher)
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert article.title == "Bridge to close for repairs"
    assert article.url == site.url("/2026/bridge.html?id=1")
    assert article.path == ""
    assert article.doc == "bridge"
    assert article.extracted


def test_the_same_page_again_is_the_same_article(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {path: reply() for path in ("/a", "/a?utm_source=x", "/b")}
    one, again, other = (read_one(site.url(path), fetcher) for path in ("/a", "/a?utm_source=x", "/b"))
    assert one.identity == again.identity
    assert one.identity != other.identity


def test_the_address_that_a_page_declares(site: Site, fetcher: Fetcher) -> None:
    declared = PAGE.replace("<title>", '<link rel="canonical" href="/2026/bridge?utm_source=page"><title>')
    site.pages |= {
        "/a?page=1": reply(declared),
        "/b": reply(declared.replace("/2026", "https://other.example/2026")),
    }
    assert read_one(site.url("/a?page=1"), fetcher).url == site.url("/2026/bridge")
    assert read_one(site.url("/b"), fetcher).url == site.url("/b")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://post.org/2026/03/bridge-to-close.html?x=1", "bridge-to-close"),
        ("https://post.org/2026/bridge/", "bridge"),
        ("https://post.org/", "post.org"),
        ("https://post.org/%00", "post.org"),
        ("https://[post.org/", "page"),
        ("https://post.org/%D0%BC%D0%BE%D1%81%D1%82", "мост"),
        ("https://post.org/" + "a" * 500, "a" * 80),
    ],
)
def test_short_names(url: str, name: str) -> None:
    assert name_page(url) == name


def test_the_encoding_that_the_server_declares(site: Site, fetcher: Fetcher) -> None:
    page = PAGE.replace("Jane Roe", "Jiří Dvořák").replace("“", '"').replace("”", '"').replace("’", "'")
    raw = page.replace("–", "-").encode("iso-8859-2")
    site.pages["/a"] = reply(raw, type="text/html; charset=iso-8859-2")
    assert "Jiří Dvořák" in read_one(site.url("/a"), fetcher).text


def test_plain_text(site: Site, fetcher: Fetcher) -> None:
    text = "https://elsewhere.example/x\n\nBridge to close for repairs\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
    site.pages["/a.txt"] = reply(text, type="text/plain; charset=utf-8")
    article = read_one(site.url("/a.txt"), fetcher)
    assert article.text == text
    assert article.url == site.url("/a.txt")
    assert not article.extracted


@pytest.mark.parametrize("body", ["", "   ", "<html><body></body></html>"])
def test_a_page_without_an_article(site: Site, fetcher: Fetcher, body: str) -> None:
    site.pages["/a"] = reply(body)
    error = refuse_one(site.url("/a"), fetcher)
    assert error.path == site.url("/a")
    assert error.remedy


def item(path: str, rest: str = "") -> str:
    return f"<item><link>{path}</link>{rest}</item>"


def make_feed(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>The Newport Post</title>{''.join(items)}</channel></rss>"


def test_a_feed(site: Site, fetcher: Fetcher, time: FakeTime) -> None:
    metadata = "<author>Jane Roe</author><pubDate>Sun, 01 Mar 2026 23:30:00 -0500</pubDate>"
    site.pages |= {
        "/feed": reply(
            make_feed(
                item("/a", metadata),
                item("/missing"),
                item("/a?utm_source=rss"),
                "<item><title>Nothing</title></item>",
                item("/feed"),
                item("ftp://post.example/x"),
                item("b"),
            ),
            type="application/rss+xml",
        ),
        "/a": reply(),
        "/b": reply(PAGE.replace("bridge", "ferry")),
    }
    found = list(read_address(site.url("/feed"), fetcher))
    first, missing, nothing, itself, odd, last = found
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.url, last.url) == (site.url("/a"), site.url("/b"))
    assert (first.outlet, first.author, first.published) == ("The Newport Post", "Jane Roe", date(2026, 3, 1))
    assert last.published is None
    reasons = [str(error) for error in (missing, nothing, itself, odd)]
    assert "no such page" in reasons[0]
    assert site.url("/missing") in reasons[0]
    assert "without a link (Nothing)" in reasons[1]
    assert "a feed inside a feed" in reasons[2]
    assert "only http and https" in reasons[3]
    assert site.asked == ["/robots.txt", "/feed", "/a", "/missing", "/feed", "/b"]
    assert time.waits == [1, 1, 1, 1]


def test_what_the_page_tells_of_itself_counts_before_the_feed(site: Site, fetcher: Fetcher) -> None:
    head = '<meta name="author" content="Ben Poe"><meta property="og:site_name" content="The Arden Times">'
    head += '<meta property="article:published_time" content="2026-02-27T08:00:00Z"><title>'
    site.pages |= {
        "/feed": reply(
            make_feed(item("/a", "<author>J</author><pubDate>Sun, 01 Mar 2026 23:30:00 GMT</pubDate>"))
        ),
        "/a": reply(PAGE.replace("<title>", head)),
    }
    article = read_one(site.url("/feed"), fetcher)
    assert (article.outlet, article.author, article.published) == (
        "The Arden Times",
        "Ben Poe",
        date(2026, 2, 27),
    )


def test_the_newest_of_a_feed(site: Site) -> None:
    dates = {n: f"<pubDate>0{n} Mar 2026 10:00:00 GMT</pubDate>" for n in range(1, 6)}
    site.pages["/feed"] = reply(make_feed(*(item(f"/{n}", day) for n, day in dates.items())))
    site.pages |= {f"/{n}": reply(PAGE.replace("bridge", f"bridge {n}")) for n in dates}
    with make_fetcher(FetchOptions(allow_private=True, limit=2)) as fetcher:
        found = list(read_address(site.url("/feed"), fetcher))
    assert [article.url for article in found if isinstance(article, Article)] == [
        site.url("/5"),
        site.url("/4"),
    ]
    assert site.asked_pages == ["/feed", "/5", "/4"]


def test_a_feed_is_read_as_it_is_asked_for(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/feed": reply(make_feed(item("/a"), item("/b"))), "/a": reply(), "/b": reply()}
    next(read_address(site.url("/feed"), fetcher))
    assert site.asked_pages == ["/feed", "/a"]


@pytest.mark.parametrize(
    ("body", "reason"), [("broken", "cannot be read"), (make_feed(), "no entries"), ("", "cannot be read")]
)
def test_a_feed_that_gives_nothing(site: Site, fetcher: Fetcher, body: str, reason: str) -> None:
    site.pages["/feed"] = reply(body, type="application/rss+xml")
    assert reason in refuse_one(site.url("/feed"), fetcher).reason


def test_a_bad_address_in_a_batch(site: Site) -> None:
    site.pages |= {"/a": reply(), "/robots.txt": reply("", status=404)}
    rules = ReadingRules(allow_private=True, delay=0, outlet="The Post")
    read = partial(read_articles, rules=rules)
    here = "127.0.0.1"
    urls = [site.url("/none", here), site.url("/a", here), "http://eva@127.0.0.1/", site.url("/a", here)]
    kinds = [type(found) for url in urls for found in read(url)]
    assert kinds == [InputError, Article, InputError, Article]
    assert site.asked == ["/robots.txt", "/none", "/a", "/a"]
    [refused] = read_articles(site.url("/a", here), ReadingRules())
    assert isinstance(refused, InputError)
    assert "--allow-private" in refused.remedy


def test_a_day_after_it_was_seen_is_no_day_of_publication() -> None:
    article = Article("Words.", published=date(2026, 3, 3))
    assert drop_later_date(article, date(2026, 3, 2)) == article
    assert drop_later_date(article, date(2026, 3, 1)) == replace(article, published=None)
