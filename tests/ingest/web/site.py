"""A web site on this machine, and a fetcher that believes it to be anywhere."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from quotes.ingest.web import Fetcher, FetchOptions, Memory
from quotes.ingest.web.manners import Manners

PARAGRAPHS = (
    "The old bridge over the Arden will be closed for repairs until the spring, the mayor of Newport said.",
    "“We are ready to begin,” Mayor Jane Roe told reporters at the town hall. “It’s long overdue.”",
    "According to the county’s engineers, 3 of the 12 pillars have cracks and need new concrete – soon.",
    "Shop owners on the east bank fear for their trade; some of them plan to sue the town over the closure.",
)
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>Bridge to close for repairs</title></head><body><article>
<h1>Bridge to close for repairs</h1>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</article></body></html>"""

Send = Callable[[BaseHTTPRequestHandler], None]


def reply(
    body: bytes | str = PAGE,
    *,
    status: int = 200,
    type: str = "text/html; charset=utf-8",
    **headers: str,
) -> Send:
    """An answer as a whole; headers with "_" for "-"."""
    raw = body.encode() if isinstance(body, str) else body

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if type:
            handler.send_header("Content-Type", type)
        if "Content-Length" not in given:
            handler.send_header("Content-Length", str(len(raw)))
        for name, value in given.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(raw)

    return send


def send_on(to: str, status: int = 302) -> Send:
    """A redirect."""
    return reply(b"", status=status, Location=to)


@dataclass
class Site:
    """What a site answers, by path, and what it was asked for."""

    port: int = 0
    pages: dict[str, Send | list[Send]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str, host: str = "post.example") -> str:
        """The address of a page under one of the site's names."""
        return f"http://{host}:{self.port}{path}"

    @property
    def asked_pages(self) -> list[str]:
        """What was asked for, robots.txt apart."""
        return [path for path in self.asked if path != "/robots.txt"]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Send what belongs to a path; of a list the next, and the last for ever."""
        self.asked.append(handler.path)
        self.headers.append(dict(handler.headers.items()))
        found = self.pages.get(handler.path) or reply("nothing here", status=404)
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        found(handler)


@contextmanager
def run_site(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site that answers until the block ends; over TLS with a context."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.answer(self)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            """Whoever asked went away, as the tests want."""

    server = Server(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.port = server.server_address[1]
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def resolve_here(host: str, port: int) -> tuple[str, ...]:  # noqa: ARG001 - what a resolver takes
    """Every name is this machine; no name is ever asked for outside."""
    return ("127.0.0.1",)


@dataclass
class FakeTime:
    """A clock that only moves by waiting, and a note of every wait."""

    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Wait in no time."""
        self.waits.append(seconds)
        self.now += seconds


@contextmanager
def make_fetcher(
    options: FetchOptions | None = None,
    *,
    memory: Memory | None = None,
    resolver: Callable[[str, int], tuple[str, ...]] = resolve_here,
    time: FakeTime | None = None,
) -> Iterator[Fetcher]:
    """A fetcher that may ask this machine and never really waits."""
    options = options or FetchOptions(allow_private=True)
    time = time or FakeTime()
    manners = Manners(options.delay, clock=lambda: time.now, sleep=time.sleep)
    fetcher = Fetcher(options, memory=memory, resolver=resolver, manners=manners)
    try:
        yield fetcher
    finally:
        fetcher.close()
