"""What the head of a page tells of its article: JSON-LD after schema.org, meta elements, microdata."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml.etree import LxmlError

# Kinds of schema.org that are an article of a newspaper. Kinds that end so are, too ("OpinionNewsArticle").
ARTICLE_ENDINGS = ("Article", "BlogPosting", "LiveBlogPosting")
# Objects of JSON-LD that are looked into; a page of a news site has some dozens.
MAX_OBJECTS = 2_000

# Where else a page tells the day, best first.
DATE_PATHS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished']/@datetime",
    "//meta[@name='article:published_time' or @name='parsely-pub-date' or @name='pubdate']/@content",
)
CANONICAL_PATHS = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")

_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page tells of its article; "" and None for what it does not."""

    headline: str = ""
    published: date | None = None
    author: str = ""
    outlet: str = ""
    language: str = ""
    url: str = ""
    body: str = ""


def read_metadata(html: str, address: str = "") -> PageMetadata:
    """Read the metadata of a page.

    address  where the page was fetched, "" when that is not known; its own word on its address counts only
             for the same site then
    """
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=_make_parser())
    except (LxmlError, ValueError):  # nothing but a comment; a declaration that contradicts itself
        return PageMetadata()
    article = next(_find_articles(tree), {})
    days = (article.get("datePublished"), *(value for path in DATE_PATHS for value in tree.xpath(path)))
    body = article.get("articleBody")
    return PageMetadata(
        headline=_text(article.get("headline")),
        published=next((day for value in days if (day := _read_day(value))), None),
        author="; ".join(_names(article.get("author"))),
        outlet=next(_names(article.get("publisher")), ""),
        language=_text(article.get("inLanguage")),
        url=_find_address(tree, address),
        body=body.strip() if isinstance(body, str) else "",
    )


def _make_parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True)


def _find_address(tree: lxml.html.HtmlElement, address: str) -> str:
    for path in CANONICAL_PATHS:
        for value in tree.xpath(path):
            try:
                found = urlsplit(urljoin(address, str(value).strip()))
                known = urlsplit(address)
            except ValueError:
                continue
            # A site that names its first page for all of its pages names no page.
            if found.scheme not in ("http", "https") or not found.netloc or not found.path.strip("/"):
                continue
            if not address or _site(found.hostname) == _site(known.hostname):
                return found.geturl()
    return address


def _site(host: str | None) -> str:
    """The host without what stands for its variants: "www", "m", "amp"."""
    return re.sub(r"^(?:www|m|mobile|amp)\.", "", (host or "").casefold())


# ------------------------------------------------------------------ JSON-LD
def _find_articles(tree: lxml.html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (one for one in _objects(data) if _is_article(one))


def _objects(data: Any) -> Iterator[Mapping[str, Any]]:
    """Objects of JSON-LD, the outer first: a list, a graph, an article inside a page."""
    waiting = [data]
    for _ in range(MAX_OBJECTS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting.extend(one[:MAX_OBJECTS])
        elif isinstance(one, dict):
            yield one
            waiting.extend(one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one)


def _is_article(one: Mapping[str, Any]) -> bool:
    kinds = one.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(ARTICLE_ENDINGS) for name in names)


def _names(value: Any) -> Iterator[str]:
    """Names of people or organizations, which may be text, an object with a name, or a list of these."""
    for one in value if isinstance(value, list) else [value]:
        name = _text(one.get("name") if isinstance(one, dict) else one)
        if name and "://" not in name:
            yield name


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _read_day(value: Any) -> date | None:
    """The day of a moment as it is written, in the zone of whoever wrote it."""
    found = _DAY.match(value) if isinstance(value, str) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
