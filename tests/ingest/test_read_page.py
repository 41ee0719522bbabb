"""HTML pages become articles by their main text. All pages here are invented."""

import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from quotes.errors import InputError
from quotes.ingest import read_article
from quotes.model import Article, Span

PARAGRAPHS = (
    "The old bridge over the Arden will be closed for repairs until the spring, the mayor of Newport said.",
    "“We are ready to begin,” Mayor Jane Roe told reporters at the town hall. “It’s long overdue.”",
    "According to the county’s engineers, 3 of the 12 pillars have cracks & need new concrete – soon.",
    "Shop owners on the east bank fear for their trade; some of them plan to sue the town over the closure.",
)
HEAD = """<title>Bridge to close for repairs - The Newport Post</title>
<meta property="og:title" content="Bridge to close for repairs">
<meta property="og:site_name" content="The Newport Post">
<meta property="og:url" content="https://post.example/2024/05/bridge">
<meta name="author" content="John Doe; JOHN DOE">
<meta property="article:published_time" content="2024-05-03T08:00:00Z">"""
BODY = "".join(f"<p>{p.replace('&', '&amp;')}</p>\n" for p in PARAGRAPHS)
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">{HEAD}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Bridge to close for repairs</h1><div class="text">{BODY}</div></article>
<footer>Copyright The Newport Post. All rights reserved.</footer>
<script>var x = "<p>not the text</p>";</script></body></html>"""


def read(tmp_path: Path, page: str | bytes) -> Article:
    path = tmp_path / "page.html"
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return read_article(path)


def test_main_text_and_metadata(tmp_path: Path) -> None:
    article = read(tmp_path, PAGE)
    lines = article.text.split("\n")
    assert [line for line in lines if line in PARAGRAPHS] == list(PARAGRAPHS)
    assert "Copyright" not in article.text
    assert "Sport" not in article.text
    assert article.title == "Bridge to close for repairs"
    assert article.published == date(2024, 5, 3)
    assert article.outlet == "The Newport Post"
    assert article.author == "John Doe"
    assert article.url == "https://post.example/2024/05/bridge"
    assert article.language == "en-gb"
    assert article.doc == "page"
    assert article.extracted


def test_headline_is_a_span_only_where_the_text_begins_with_it(tmp_path: Path) -> None:
    article = read(tmp_path, PAGE)
    assert article.headline == Span(0, len("Bridge to close for repairs"))
    assert article.headline.text(article.text) == article.title
    page = PAGE.replace("<h1>Bridge to", "<h1>‘Bridge’ to").replace(
        'content="Bridge to', "content=\"'Bridge' to"
    )
    curly = read(tmp_path, page)
    assert curly.title == "'Bridge' to close for repairs"
    assert curly.headline is not None
    assert curly.headline.text(curly.text) == "‘Bridge’ to close for repairs"
    other = read(tmp_path, PAGE.replace("<h1>Bridge to close for repairs</h1>", ""))
    assert other.title == "Bridge to close for repairs"
    assert other.headline is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_encoding_of_a_page(tmp_path: Path, encoding: str) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{encoding}"')
    assert PARAGRAPHS[1] in read(tmp_path, page.encode(encoding)).text


def test_declared_encoding_counts_where_the_bytes_could_be_many(tmp_path: Path) -> None:
    page = PAGE.replace("Jane Roe", "Jiří Dvořák").replace('charset="utf-8"', 'charset="iso-8859-2"')
    raw = page.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-").encode("iso-8859-2")
    assert "Jiří Dvořák" in read(tmp_path, raw).text


def test_metadata_may_be_missing(tmp_path: Path) -> None:
    article = read(tmp_path, f"<html><body><article>{BODY}</article></body></html>")
    assert PARAGRAPHS[0] in article.text
    assert (article.author, article.outlet, article.published, article.language) == ("", "", None, "")


@pytest.mark.parametrize("name", ["admin", "Username"])
def test_placeholder_is_no_author(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, PAGE.replace("John Doe; JOHN DOE", name)).author == ""


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "empty"),
        ("<html><head><title>Gone</title></head><body></body></html>", "no main text"),
        ("<html><body><script>let a = 1;</script></body></html>", "no main text"),
        ("<", "no main text"),
        (b"\x89PNG\0\0", "binary"),
    ],
)
def test_page_without_text_is_refused(tmp_path: Path, page: str | bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(tmp_path, page)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 60_000 + BODY + "</body></html>",
        "<html><body>" + "<b><i>" * 20_000 + BODY + "</body></html>",
        "<html><body>" + "<ul><li>" * 20_000 + BODY + "</body></html>",
        f"<html><body><div title='{'x' * 3_000_000}'>{BODY}</div></body></html>",
        f"<html><body><div {' '.join(f'a{i}=1' for i in range(100_000))}>{BODY}</div></body></html>",
        "<html><body>" + "<a href='/x'>a b</a> " * 120_000 + BODY + "</body></html>",
        "<" * 1_000_000,
        "<meta charset" * 50_000,
        "<html lang" * 50_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + BODY,
    ],
    ids=["divs", "bolds", "lists", "attribute", "attributes", "links", "opened", "meta", "lang", "json"],
)
def test_hostile_page_ends_soon(tmp_path: Path, page: str) -> None:
    began = time.monotonic()
    with suppress(InputError):
        assert read(tmp_path, page).text
    assert time.monotonic() - began < 30  # seconds; a few on any machine, hours without limits
