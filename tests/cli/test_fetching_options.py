"""Addresses and web archives on the command line, against a site on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quotes.cli import fetching
from quotes.ingest import origin
from tests.cli.conftest import Done, Run, rows
from tests.ingest.test_warc import Maker, make_page
from tests.ingest.web.site import PAGE, Site, reply, run_site
from tests.ingest.web.test_memory import reply_if_changed

# Words of their own: pages that share most of theirs are copies.
TEACHERS = """<html><head><title>Teachers vote on pay</title></head><body><article>
<p>Teachers of all public schools will vote next week on the offer that their union brought home.</p>
<p>“Nobody got what they wanted, and everybody got something,” said Anna Torres, who leads the union.</p>
<p>The ministry of education called the talks long and fair, and hopes that lessons go on after Easter.</p>
</article></body></html>"""
RULES = ("--extractor", "rules")  # quicker, and what is found matters not


@pytest.fixture
def site() -> Iterator[Site]:
    with run_site() as site:
        items = "".join(f"<item><link>/{name}</link></item>" for name in ("bridge", "pay", "missing"))
        feed = f"<rss version='2.0'><channel><title>The Newport Post</title>{items}</channel></rss>"
        site.pages |= {
            "/feed": reply(feed, type="application/rss+xml"),
            "/bridge": reply(),
            "/pay": reply(TEACHERS),
        }
        yield site


@pytest.fixture
def ingest(recorded_quotes: Run, tmp_path: Path, site: Site) -> Run:
    """`quotes ingest` of paths on the site, into a store that stays for the test."""

    def run(*args: str) -> Done:
        urls = [site.url(one, "127.0.0.1") if one.startswith("/") else one for one in args]
        return recorded_quotes("ingest", *urls, "--delay", "0", *RULES, "--db", tmp_path / "q.db")

    return run


def test_defaults_are_those_of_reading() -> None:
    assert fetching.DEFAULT_LIMIT == origin.DEFAULT_LIMIT
    assert fetching.DEFAULT_DELAY == origin.DEFAULT_DELAY


def test_a_feed_and_the_same_feed_again(ingest: Run, site: Site) -> None:
    done = ingest("/feed", "--allow-private")
    assert done.returncode == 1
    assert "2 new" in done.stdout
    assert "1 skipped" in done.stdout
    assert f"skipped {site.url('/missing', '127.0.0.1')}: there is no such page (HTTP 404)" in done.stderr
    again = ingest("/feed", "--limit", "2", "--allow-private")
    assert (again.returncode, again.stderr) == (0, "")
    assert "2 unchanged" in again.stdout


def test_pages_that_are_the_same_are_not_sent_again(ingest: Run, site: Site) -> None:
    site.pages |= {"/bridge": reply_if_changed(etag='"b"'), "/pay": reply_if_changed(TEACHERS, etag='"p"')}
    assert "2 new" in ingest("/bridge", "/pay", "--allow-private").stdout
    site.headers.clear()
    again = ingest("/bridge", "/pay", "--allow-private")
    assert again.returncode == 0, again.stderr
    assert "2 articles: 2 unchanged" in again.stdout
    marks = [sent["If-None-Match"] for sent in site.headers if "If-None-Match" in sent]
    assert marks == ['"b"', '"p"']


def test_a_page_that_changed_is_a_new_version(
    ingest: Run, site: Site, recorded_quotes: Run, tmp_path: Path
) -> None:
    assert ingest("/bridge", "--allow-private").returncode == 0
    site.pages["/bridge"] = reply(PAGE.replace("until the spring", "until the summer"))
    assert "1 new version" in ingest("/bridge", "--allow-private").stdout
    [article] = rows(recorded_quotes("article", "2", "--db", tmp_path / "q.db", "--json"))
    assert article["url"] == site.url("/bridge", "127.0.0.1")


def test_bad_addresses_do_not_stop_a_batch(ingest: Run, site: Site) -> None:
    bad = ("http://eva:secret@127.0.0.1/", "http://127.0.0.1:1/x", "http://[")
    done = ingest(*bad, "/bridge", "--allow-private")
    assert done.returncode == 1
    assert "1 new" in done.stdout
    assert "3 skipped" in done.stdout
    for url in bad:
        assert done.stderr.count(f"skipped {url}: ") == 1
    assert "Traceback" not in done.stderr
    assert site.asked_pages == ["/bridge"]


def test_this_machine_is_not_asked_unless_it_may_be(ingest: Run, site: Site) -> None:
    done = ingest("/bridge")
    assert done.returncode == 1
    assert "--allow-private" in done.stderr
    assert site.asked == []


def test_extract_of_an_address(recorded_quotes: Run, site: Site) -> None:
    done = recorded_quotes("extract", site.url("/bridge", "127.0.0.1"), "--allow-private", "--json", *RULES)
    assert [row["doc"] for row in rows(done)] == ["bridge"]


def test_a_web_archive(recorded_quotes: Run, tmp_path: Path) -> None:
    made = Maker()
    made.add(make_page("ferry"), "https://post.example/ferry").add(TEACHERS, "https://post.example/pay")
    raw = made.raw()
    (tmp_path / "news.warc.gz").write_bytes(raw[:-80])
    args = ("ingest", tmp_path / "news.warc.gz", *RULES, "--db", tmp_path / "q.db")
    done = recorded_quotes(*args)
    assert done.returncode == 1
    assert "1 new" in done.stdout
    assert (
        f"skipped {tmp_path / 'news.warc.gz'}: the record at byte {made.starts[1]:,} is broken" in done.stderr
    )
    (tmp_path / "news.warc.gz").write_bytes(raw)
    done = recorded_quotes(*args)
    assert done.returncode == 0, done.stderr
    assert "1 new" in done.stdout
    assert "1 unchanged" in done.stdout
