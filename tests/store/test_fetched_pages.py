"""What was fetched is remembered as long as it is in the store."""

from dataclasses import replace

from quotes.fetched import FetchedPage
from quotes.store import Store
from tests.store.store_factory import make_analysis

URL = "https://post.example/a"


def test_an_article_that_is_in_the_store_is_recalled(store: Store) -> None:
    analysis = make_analysis([("Ada Byron", "The engine weaves")])
    pages = store.fetched_pages(analysis.provenance)
    assert pages.recall(URL) is None
    pages.note(URL, FetchedPage('"1"', "", "text/html", "utf-8", analysis.article))
    # Noted before it was kept: a run that was killed in between.
    assert pages.recall(URL) is None
    store.write(analysis)
    found = pages.recall(URL)
    assert found
    assert (found.etag, found.media_type, found.charset, found.body) == ('"1"', "text/html", "utf-8", b"")
    assert found.article == analysis.article
    # Another program or other models must read it again.
    other = replace(analysis.provenance, program="another")
    assert store.fetched_pages(other).recall(URL) is None


def test_a_feed_is_recalled_with_its_body(store: Store) -> None:
    analysis = make_analysis([("Ada Byron", "The engine weaves")])
    pages = store.fetched_pages(analysis.provenance)
    pages.note(URL, FetchedPage("", "yesterday", "text/xml", "", body=b"<rss/>"))
    today = FetchedPage("", "today", "text/xml", "", body=b"<rss></rss>")
    pages.note(URL, today)
    assert pages.recall(URL) == today


def test_a_run_that_writes_nothing_notes_nothing(store: Store) -> None:
    analysis = make_analysis([("Ada Byron", "The engine weaves")])
    pages = store.fetched_pages(analysis.provenance, keeps=False)
    feed = FetchedPage("1", "", "", "", body=b"<rss/>")
    pages.note(URL, feed)
    assert pages.recall(URL) is None
    longest = "https://post.example/" + "a" * 9_000
    store.fetched_pages(analysis.provenance).note(longest, feed)
    assert pages.recall(longest) == feed
