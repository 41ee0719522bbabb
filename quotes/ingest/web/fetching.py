"""Fetching a page politely: its robots.txt asked first, redirects followed one by one, each checked again."""

import logging
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin

from quotes.errors import InputError
from quotes.fetched import FetchedPage
from quotes.ingest.web.bodies import read_body
from quotes.ingest.web.client import Answer, Client
from quotes.ingest.web.guard import Resolver, Target, parse_target, resolve
from quotes.ingest.web.manners import MAX_RETRIES, MAX_WAIT, Manners, read_retry_after
from quotes.ingest.web.memory import Memory, check_mark, make_conditions
from quotes.ingest.web.options import FetchOptions
from quotes.ingest.web.robots import MAX_BYTES as MAX_ROBOTS_BYTES
from quotes.ingest.web.robots import Robots
from quotes.model import Article

log = logging.getLogger(__name__)

# Redirects in a row that are followed: RFC 9309 wants five for a robots.txt; real sites need two or three.
MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})

# The most bytes of a page or feed. As for files: the longest of 18 real pages of news sites has 1.2 MB.
MAX_BYTES = 5_000_000

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPES = frozenset({"text/plain"})
FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
    | {"application/xml", "text/xml", "application/json", "text/rss", "text/atom"}
)
# What a site sends that is often asked for by mistake, in words.
_OTHER_TYPES = {"application/pdf": "a PDF", "application/zip": "a ZIP file"}
_OTHER_FAMILIES = {"image": "a picture", "video": "a video", "audio": "a sound recording"}

_STATUS = {
    401: ("the page is only for those who log in", "save the article as a file if you may"),
    402: ("the page is only for those who pay", "save the article as a file if you may"),
    403: ("the site does not let programs read this page", "save the article as a file if you may"),
    404: ("there is no such page", "check the address"),
    410: ("the page was taken away", "look for it in a web archive"),
    429: ("the site has had too many requests", "try again later"),
    451: ("the page is withheld for legal reasons", ""),
    503: ("the site cannot answer now", "try again later"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched.

    url         where it came from in the end, after redirects
    media_type  such as "text/html"; "" when the server does not say
    charset     encoding that the server declares, "" when it does not
    etag, modified  how the site marks this version, "" where it does not
    article     the article that this page is known to hold still; the body was not sent again then
    """

    url: str
    body: bytes
    media_type: str
    charset: str
    etag: str = ""
    modified: str = ""
    article: Article | None = None


class Fetcher:
    """Fetches pages for one run; remembers each site's rules and when it was asked last.

    memory             what earlier runs fetched; None where nothing is remembered
    resolver, manners  what names stand for, and how waiting is done; tests give their own
    """

    def __init__(
        self,
        options: FetchOptions | None = None,
        *,
        memory: Memory | None = None,
        resolver: Resolver = resolve,
        manners: Manners | None = None,
    ) -> None:
        self.options = options or FetchOptions()
        self._memory = memory
        self._client = Client(self.options, resolver)
        self._manners = manners or Manners(self.options.delay)
        self._robots = Robots(self._fetch_robots)

    def fetch(self, url: str) -> Page:
        """Fetch a page, a text or a feed.

        Raises InputError for an address that must not be asked, a site that does not want it, whatever goes
        wrong on the way, another kind of file, and more bytes than one page can have.
        """
        try:
            return self._fetch(url)
        except InputError as error:
            if error.path == url:
                raise
            # What was asked for is what whoever asked knows; it was sent on.
            raise InputError(url, f"{error.reason} (at {error.path})", remedy=error.remedy) from error

    def _fetch(self, url: str) -> Page:
        target = self._parse(url)
        visited = {target.url}
        for _ in range(MAX_REDIRECTS + 1):
            self._robots.check(target)
            found = self._ask(target)
            if isinstance(found, Page):
                return found
            target = found
            if target.url in visited:
                raise InputError(url, "the site sends in a circle", remedy="open it in a browser")
            visited.add(target.url)
        raise InputError(
            url, f"the site sends on more than {MAX_REDIRECTS} times", remedy="open it in a browser"
        )

    def remember(self, page: Page, article: Article | None = None) -> None:
        """Note what came, so that the site need not send it again while it stays the same.

        article  what a page holds; None for a feed
        """
        if self._memory and (page.etag or page.modified) and page.article is None:
            body = b"" if article else page.body
            self._memory.note(
                page.url,
                FetchedPage(page.etag, page.modified, page.media_type, page.charset, article, body),
            )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def _parse(self, url: str) -> Target:
        return parse_target(url, allow_private=self.options.allow_private)

    def _ask(self, target: Target) -> Page | Target:
        """One page, or where the server sends instead; asks again where the server says when."""
        known = self._memory.recall(target.url) if self._memory else None
        conditions = make_conditions(known) if known else []
        for attempt in range(MAX_RETRIES + 1):
            self._manners.wait_turn(target.host, self._robots.delay(target))
            try:
                with self._client.open(target, conditions) as (answer, response):
                    if answer.status in REDIRECTS:
                        return self._follow(answer)
                    if known and conditions and answer.status == HTTPStatus.NOT_MODIFIED:
                        return Page(
                            target.url, known.body, known.media_type, known.charset, article=known.article
                        )
                    if answer.status == HTTPStatus.OK:
                        check_type(answer)
                        body = read_body(answer, response, limit=MAX_BYTES)
                        return Page(
                            target.url,
                            body,
                            answer.media_type,
                            answer.charset,
                            etag=check_mark(answer.headers.get("etag")),
                            modified=check_mark(answer.headers.get("last-modified")),
                        )
                    wait = _wait_for(answer)
            finally:
                self._manners.note(target.host)
            if wait is None or attempt == MAX_RETRIES:
                raise explain_status(target.url, answer.status)
            if wait > MAX_WAIT:
                raise InputError(
                    target.url,
                    f"the site asks not to come back for {wait:.0f} seconds",
                    remedy="try again after that",
                )
            log.info("%s asks to wait %.0f seconds", target.host, wait)
            self._manners.pause(wait)
        raise AssertionError("every attempt ends in one of the above")

    def _follow(self, answer: Answer) -> Target:
        location = str(answer.headers.get("location", "")).strip()
        if not location:
            raise InputError(answer.target.url, "the site sends on to nowhere", remedy="open it in a browser")
        try:
            return self._parse(urljoin(answer.target.url, _as_text(location)))
        except (InputError, ValueError) as error:
            reason = error.reason if isinstance(error, InputError) else str(error)
            raise InputError(
                answer.target.url,
                f"the site sends on to {location[:200]}: {reason}",
                remedy="open it in a browser",
            ) from error

    def _fetch_robots(self, url: str) -> tuple[int, bytes]:
        target = self._parse(url)
        for _ in range(MAX_REDIRECTS + 1):
            # It is not noted as a request: the page may follow at once, the two are one visit.
            self._manners.wait_turn(target.host)
            with self._client.open(target) as (answer, response):
                if answer.status not in REDIRECTS:
                    read = answer.status == HTTPStatus.OK
                    body = read_body(answer, response, limit=MAX_ROBOTS_BYTES, cut=True) if read else b""
                    return answer.status, body
                target = self._follow(answer)
        return HTTPStatus.NOT_FOUND, b""  # more redirects than the RFC wants followed: as if there were none


def _as_text(location: str) -> str:
    """A header's value as it was meant: bytes that are no ASCII are UTF-8 on most servers."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _wait_for(answer: Answer) -> float | None:
    """Seconds after which the server may be asked again; None where asking again is no use."""
    if answer.status not in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return None
    return read_retry_after(answer.headers.get("retry-after"))


def explain_status(url: str, status: int) -> InputError:
    """What an HTTP status means that is no success."""
    reason, remedy = _STATUS.get(status, ("", ""))
    if not reason and status >= 500:
        reason, remedy = "the site has a fault of its own", "try again later"
    return InputError(url, f"{reason or 'the server gives no page'} (HTTP {status})", remedy=remedy)


def check_type(answer: Answer) -> None:
    """Raise InputError for a kind of file that is not read; its body is never fetched."""
    media_type = answer.media_type
    if media_type in PAGE_TYPES | TEXT_TYPES | FEED_TYPES | {""}:
        return
    kind = _OTHER_TYPES.get(media_type) or _OTHER_FAMILIES.get(media_type.partition("/")[0])
    raise InputError(
        answer.target.url,
        f"{kind or 'a file of the kind ' + media_type[:60]}, not a page",
        remedy="save it, and read the file"
        if media_type == "application/pdf"
        else "name a page of an article",
    )
