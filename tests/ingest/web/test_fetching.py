"""Fetching from a site that does all that sites do: send on, wait, lie, trickle, swell, forbid."""

import gzip
import socket
import time as real_time
import zlib
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest

from quotes import __version__
from quotes.errors import InputError
from quotes.ingest.web import Fetcher, FetchOptions, fetching
from quotes.ingest.web.manners import MAX_WAIT, USUAL_WAIT, read_retry_after
from quotes.ingest.web.robots import MAX_DELAY
from tests.ingest.web.site import PAGE, FakeTime, Send, Site, make_fetcher, reply, send_on

# Wide apart, because machines that run tests are busy.
SHORT_WAITS = FetchOptions(allow_private=True, read_timeout=0.5, total_timeout=30)
SHORT_ANSWERS = FetchOptions(allow_private=True, read_timeout=20, total_timeout=1)


def refuse(fetcher: Fetcher, url: str) -> InputError:
    """What is said of an address that cannot be fetched."""
    with pytest.raises(InputError) as caught:
        fetcher.fetch(url)
    assert url in str(caught.value)
    return caught.value


# ------------------------------------------------------------------ what is asked and what comes
def test_a_page(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = reply(type="text/html; charset=ISO-8859-2")
    page = fetcher.fetch(site.url("/a"))
    assert (page.url, page.media_type, page.charset) == (site.url("/a"), "text/html", "ISO-8859-2")
    assert page.body == PAGE.encode()
    assert site.asked == ["/robots.txt", "/a"]
    for headers in site.headers:
        assert headers["User-Agent"].startswith(f"quotes/{__version__} ")
        assert headers["Host"] == f"post.example:{site.port}"
        assert "Cookie" not in headers


@pytest.mark.parametrize("declared", ["text/html; charset", "text/html; charset*=utf-8''x", "", ";;", "text"])
def test_odd_content_types(site: Site, fetcher: Fetcher, declared: str) -> None:
    site.pages["/a"] = reply(type=declared)
    assert fetcher.fetch(site.url("/a")).body == PAGE.encode()


def test_a_page_of_pieces_and_packed(site: Site, fetcher: Fetcher) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        packed = gzip.compress(PAGE[:300].encode()) + gzip.compress(PAGE[300:].encode()) + b"\0" * 9
        for start in range(0, len(packed), 50):
            piece = packed[start : start + 50]
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        handler.wfile.write(b"0\r\n\r\n")

    site.pages["/a"] = send
    assert fetcher.fetch(site.url("/a")).body == PAGE.encode()


def test_the_second_page_of_a_site_needs_no_second_look_at_its_rules(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": reply(), "/b": reply()}
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/b"))
    assert site.asked == ["/robots.txt", "/a", "/b"]


# ------------------------------------------------------------------ redirects
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, fetcher: Fetcher, status: int) -> None:
    site.pages |= {
        "/a": send_on("b?x=%C3%BC", status),
        "/b?x=%C3%BC": send_on(site.url("/c", "other.example")),
    }
    site.pages["/c"] = reply()
    assert fetcher.fetch(site.url("/a")).url == site.url("/c", "other.example")
    assert site.asked == ["/robots.txt", "/a", "/b?x=%C3%BC", "/robots.txt", "/c"]


def test_a_circle_of_redirects(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": send_on("/b"), "/b": send_on("/a")}
    assert "in a circle" in refuse(fetcher, site.url("/a")).reason
    assert site.asked_pages == ["/a", "/b"]


def test_redirects_without_end(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {f"/{n}": send_on(f"/{n + 1}") for n in range(50)}
    assert "more than 5 times" in refuse(fetcher, site.url("/0")).reason
    assert len(site.asked_pages) == 6


# ------------------------------------------------------------------ status and kind
@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "those who log in"),
        (403, "does not let programs"),
        (404, "no such page"),
        (410, "taken away"),
        (451, "legal reasons"),
        (500, "fault of its own"),
        (599, "fault of its own"),
        (204, "gives no page"),
        (418, "gives no page"),
    ],
)
def test_a_status_in_plain_words(site: Site, fetcher: Fetcher, status: int, reason: str) -> None:
    site.pages["/a"] = reply("", status=status)
    error = refuse(fetcher, site.url("/a"))
    assert reason in error.reason
    assert f"HTTP {status}" in error.reason
    assert site.asked_pages == ["/a"]


@pytest.mark.parametrize(
    ("type", "reason"),
    [
        ("application/pdf", "a PDF, not a page"),
        ("image/jpeg", "a picture"),
        ("video/mp4", "a video"),
        ("application/octet-stream", "a file of the kind application/octet-stream"),
    ],
)
def test_another_kind_of_file_is_not_even_read(site: Site, fetcher: Fetcher, type: str, reason: str) -> None:
    site.pages["/a"] = reply(b"x" * 10, type=type, Content_Length="4000000000")
    assert reason in refuse(fetcher, site.url("/a")).reason


# ------------------------------------------------------------------ size
def test_a_page_that_says_that_it_is_too_large(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = reply(b"x", Content_Length="5000001")
    assert "larger than 5 MB" in refuse(fetcher, site.url("/a")).reason


def endless(piece: bytes, *, packed: bool = False) -> Send:
    """An answer that never ends."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        if packed:
            handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Connection", "close")
        handler.end_headers()
        while True:
            handler.wfile.write(piece)

    return send


@pytest.mark.parametrize(
    "send",
    [endless(b"<p>more</p>" * 1000), endless(gzip.compress(b"", mtime=0), packed=True)],
    ids=["of words", "of nothing, packed"],
)
def test_a_page_without_end(
    site: Site, fetcher: Fetcher, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 200_000)
    site.pages["/a"] = send
    assert "larger than 0.2 MB" in refuse(fetcher, site.url("/a")).reason


def test_a_bomb(site: Site, fetcher: Fetcher) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(200)) + packer.flush()
    assert len(bomb) < 300_000
    site.pages["/a"] = reply(bomb, Content_Encoding="gzip")
    started = real_time.process_time()
    assert "larger than 5 MB" in refuse(fetcher, site.url("/a")).reason
    assert real_time.process_time() - started < 2  # 5 MB are unpacked, and not 200


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (b"no gzip at all", "gzip", "damaged"),
        (gzip.compress(PAGE.encode(), mtime=0)[:-20], "gzip", "cut off"),
        (b"", "gzip", "cut off"),
        (b"x", "br", "packed in a way that is not read (br)"),
        (b"x", "gzip, gzip", "packed in a way"),
    ],
)
def test_damaged_packing(site: Site, fetcher: Fetcher, body: bytes, encoding: str, reason: str) -> None:
    site.pages["/a"] = reply(body, Content_Encoding=encoding)
    assert reason in refuse(fetcher, site.url("/a")).reason


# ------------------------------------------------------------------ time
def send_slowly(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, never long enough apart for the next to be late."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"x")
        real_time.sleep(0.05)


def send_head_slowly(handler: BaseHTTPRequestHandler) -> None:
    """The same with the head."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        handler.wfile.write(b"X-%d: x\r\n" % number)
        real_time.sleep(0.05)


@pytest.mark.parametrize("send", [send_slowly, send_head_slowly])
def test_a_page_that_trickles(site: Site, send: Send) -> None:
    site.pages["/a"] = send
    with make_fetcher(SHORT_ANSWERS) as fetcher:
        assert "not complete after 1 seconds" in refuse(fetcher, site.url("/a")).reason


def test_a_server_that_says_nothing(site: Site) -> None:
    site.pages["/a"] = lambda _: real_time.sleep(3)
    with make_fetcher(SHORT_WAITS) as fetcher:
        assert "said nothing for 0.5 seconds" in refuse(fetcher, site.url("/a")).reason


def send_half(handler: BaseHTTPRequestHandler) -> None:
    """Less than was announced."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"half")
    handler.close_connection = True


def send_nonsense(handler: BaseHTTPRequestHandler) -> None:
    """No HTTP at all."""
    handler.wfile.write(b"\x16\x03\x01 no page\r\n\r\n")
    handler.close_connection = True


@pytest.mark.parametrize("send", [send_half, send_nonsense])
def test_an_answer_that_breaks_off(site: Site, fetcher: Fetcher, send: Send) -> None:
    site.pages["/a"] = send
    assert "broke off" in refuse(fetcher, site.url("/a")).reason


def test_a_dead_host_is_asked_once(fetcher: Fetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    error = refuse(fetcher, f"http://post.example:{port}/a")
    assert error.reason.startswith("no connection")
    assert error.remedy
    assert refuse(fetcher, f"http://post.example:{port}/b").reason == error.reason


def test_a_host_that_nobody_knows() -> None:
    asked = []

    def know_nobody(host: str, port: int) -> tuple[str, ...]:  # noqa: ARG001
        asked.append(host)
        raise socket.gaierror("not known")

    with make_fetcher(resolver=know_nobody) as fetcher:
        error = refuse(fetcher, "http://post.example/a")
        refuse(fetcher, "http://post.example/b")
    assert "no address is known" in error.reason
    assert "spelt" in error.remedy
    assert asked == ["post.example"]


# ------------------------------------------------------------------ manners
def test_a_host_is_asked_once_a_second(site: Site, fetcher: Fetcher, time: FakeTime) -> None:
    site.pages |= {path: reply() for path in ("/a", "/b", "/c")}
    fetcher.fetch(site.url("/a"))
    assert time.waits == []
    time.now += 0.25
    fetcher.fetch(site.url("/b"))
    assert time.waits == [0.75]
    fetcher.fetch(site.url("/c", "other.example"))
    assert time.waits == [0.75]


@pytest.mark.parametrize(("asked", "waited"), [("5", 5.0), ("90000", MAX_DELAY), ("-3", 1.0), ("soon", 1.0)])
def test_a_site_may_ask_for_more_time(
    site: Site, fetcher: Fetcher, time: FakeTime, asked: str, waited: float
) -> None:
    site.pages |= {
        "/robots.txt": reply(f"User-agent: *\nCrawl-delay: {asked}\n"),
        "/a": reply(),
        "/b": reply(),
    }
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/b"))
    assert time.waits == [waited]


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_honoured(site: Site, fetcher: Fetcher, time: FakeTime, status: int) -> None:
    site.pages["/a"] = [reply("", status=status, Retry_After="7"), reply()]
    assert fetcher.fetch(site.url("/a")).body == PAGE.encode()
    assert time.waits == [7]
    assert site.asked_pages == ["/a", "/a"]


def test_a_busy_site_is_left_in_peace_in_the_end(site: Site, fetcher: Fetcher, time: FakeTime) -> None:
    site.pages["/a"] = reply("", status=429)
    assert "too many requests (HTTP 429)" in refuse(fetcher, site.url("/a")).reason
    assert site.asked_pages == ["/a"] * 3
    assert time.waits == [USUAL_WAIT, USUAL_WAIT]


def test_nobody_waits_for_an_hour(site: Site, fetcher: Fetcher, time: FakeTime) -> None:
    site.pages["/a"] = reply("", status=503, Retry_After="3600")
    assert "not to come back for 3600 seconds" in refuse(fetcher, site.url("/a")).reason
    assert (site.asked_pages, time.waits) == (["/a"], [])


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Sun, 01 Mar 2026 12:00:30 -0000", 30),
        ("", USUAL_WAIT),
        (None, USUAL_WAIT),
        ("soon", USUAL_WAIT),
        ("-5", USUAL_WAIT),
        ("9" * 400, 999_999_999),
    ],
)
def test_reading_retry_after(value: str | None, seconds: float) -> None:
    assert read_retry_after(value, now=datetime(2026, 3, 1, 12, tzinfo=UTC)) == seconds
    assert MAX_WAIT < 120


# ------------------------------------------------------------------ robots.txt
RULES = (
    "User-agent: *\nDisallow: /private/\nDisallow: /*?print=\n\nUser-agent: quotes\nDisallow: /no-quotes\n"
)


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /\n", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /a$\n", "/a", True),
        ("User-agent: *\nDisallow: /x\n", "/a", True),
        ("User-agent: other\nDisallow: /\n", "/a", True),
        (RULES, "/no-quotes/a", False),
        (RULES, "/private/a", True),  # the rules for this program count alone
        ("User-agent: QUOTES\nDisallow: /a\n", "/a", False),
        ("User-agent: *\nDisallow: /*?print=\n", "/a?print=1", False),
        ("\ufeffUser-agent: *\nDisallow: /a\n", "/a", False),
        (PAGE, "/a", True),
        ("", "/a", True),
    ],
)
def test_robots_rules(site: Site, fetcher: Fetcher, rules: str, path: str, allowed: bool) -> None:
    site.pages |= {"/robots.txt": reply(rules, type="text/plain"), path: reply()}
    if allowed:
        assert fetcher.fetch(site.url(path)).body
    else:
        assert "robots.txt" in refuse(fetcher, site.url(path)).reason
        assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(404, True), (401, True), (403, True), (410, True), (500, False), (503, False), (429, False)],
)
def test_a_robots_file_that_cannot_be_had(site: Site, fetcher: Fetcher, status: int, allowed: bool) -> None:
    site.pages |= {"/robots.txt": reply("Disallow", status=status), "/a": reply()}
    if allowed:
        assert fetcher.fetch(site.url("/a")).body
    else:
        assert f"robots.txt (HTTP {status})" in refuse(fetcher, site.url("/a")).reason
        assert site.asked == ["/robots.txt"]


def test_a_robots_file_that_breaks_off_closes_the_site(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/robots.txt": send_half, "/a": reply()}
    assert "robots.txt" in refuse(fetcher, site.url("/a")).reason
    assert site.asked == ["/robots.txt"]


def test_a_robots_file_elsewhere(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {
        "/robots.txt": send_on("/rules"),
        "/rules": reply("User-agent: *\nDisallow: /a\n"),
        "/a": reply(),
    }
    assert "robots.txt" in refuse(fetcher, site.url("/a")).reason


def test_a_robots_file_in_a_circle_is_none(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/robots.txt": send_on("/robots.txt"), "/a": reply()}
    assert fetcher.fetch(site.url("/a")).body


def test_a_robots_file_without_end_is_read_as_far_as_it_must_be(site: Site, fetcher: Fetcher) -> None:
    rules = "User-agent: *\nDisallow: /a\n" + "# more\n" * 200_000 + "Disallow: /b\n"
    site.pages |= {"/robots.txt": reply(rules), "/a": reply(), "/b": reply()}
    assert fetcher.fetch(site.url("/b")).body
    assert "robots.txt" in refuse(fetcher, site.url("/a")).reason


def test_a_redirect_leads_to_no_closed_page(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/robots.txt": reply("User-agent: *\nDisallow: /b\n"), "/a": send_on("/b"), "/b": reply()}
    error = refuse(fetcher, site.url("/a"))
    assert "robots.txt" in error.reason
    assert f"(at {site.url('/b')})" in error.reason
    assert error.path == site.url("/a")
    assert site.asked_pages == ["/a"]
