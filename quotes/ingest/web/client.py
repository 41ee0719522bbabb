"""One request and its answer, with a limit on everything: time, size, and where the connection goes."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from typing import Any

import httpcore2

from quotes import __version__
from quotes.errors import InputError
from quotes.ingest.web.guard import RefusedError, Resolver, Target, choose_addresses
from quotes.ingest.web.options import FetchOptions

# Who asks, said honestly. A site can name `quotes` in its robots.txt.
ROBOT_NAME = "quotes"
USER_AGENT = f"{ROBOT_NAME}/{__version__} (reads news articles; obeys robots.txt)"

ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain;q=0.8, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, before its body is read."""

    target: Target
    status: int
    headers: Message

    @property
    def media_type(self) -> str:
        """Such as "text/html"; "" when the server does not say."""
        return self.headers.get_content_type() if "content-type" in self.headers else ""

    @property
    def charset(self) -> str:
        """The encoding that the server declares, "" when it does not."""
        declared = self.headers.get_param("charset", failobj="") if "content-type" in self.headers else ""
        return declared if isinstance(declared, str) and len(declared) <= 40 else ""


class _Deadline:
    """The moment at which an answer has taken too long as a whole, whatever still trickles in."""

    def __init__(self) -> None:
        self.moment = float("inf")

    def remaining(self, timeout: float | None) -> float:
        left = self.moment - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("too long as a whole")
        return left if timeout is None else min(left, timeout)


class _TimedStream(httpcore2.NetworkStream):
    """A connection each of whose steps ends at the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.remaining(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.remaining(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _GuardedBackend(httpcore2.NetworkBackend):
    """Connects to addresses that were checked, and to nothing else."""

    def __init__(self, resolver: Resolver, deadline: _Deadline, *, allow_private: bool) -> None:
        self._resolver = resolver
        self._deadline = deadline
        self._allow_private = allow_private
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            addresses = choose_addresses(host, port, self._resolver, allow_private=self._allow_private)
        except OSError as error:
            raise UnknownHostError from error
        failure: Exception | None = None
        for address in addresses:
            left = self._deadline.remaining(timeout)
            try:
                stream = self._plain.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or httpcore2.ConnectError("no address")


class UnknownHostError(Exception):
    """No address is known for a host's name."""


class Client:
    """Sends requests and follows nothing. Connections are kept for the next request to the same host.

    resolver  what names stand for; tests give their own
    """

    def __init__(self, options: FetchOptions, resolver: Resolver) -> None:
        self._options = options
        self._deadline = _Deadline()
        # No proxy: one would connect to addresses that nobody here has checked.
        self._pool = httpcore2.ConnectionPool(
            max_connections=10,
            max_keepalive_connections=4,
            keepalive_expiry=30,
            network_backend=_GuardedBackend(resolver, self._deadline, allow_private=options.allow_private),
        )

    @contextmanager
    def open(
        self, target: Target, conditions: Sequence[tuple[str, str]] = ()
    ) -> Iterator[tuple[Answer, httpcore2.Response]]:
        """Ask for a page; inside the block its body can be read with `read_body`.

        conditions  further headers, which say when it is not wanted
        Raises InputError for everything that goes wrong, inside the block too.
        """
        options = self._options
        self._deadline.moment = time.monotonic() + options.total_timeout
        timeouts = {
            "connect": options.connect_timeout,
            "read": options.read_timeout,
            "write": options.read_timeout,
            "pool": options.connect_timeout,
        }
        url = httpcore2.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        headers = [
            ("Host", target.origin.partition("://")[2]),
            ("User-Agent", USER_AGENT),
            ("Accept", ACCEPT),
            ("Accept-Language", "en, *;q=0.5"),
            ("Accept-Encoding", "gzip"),
            *conditions,
        ]
        with (
            self._explain(target.url),
            self._pool.stream("GET", url, headers=headers, extensions={"timeout": timeouts}) as response,
        ):
            message = Message()
            for name, value in response.headers:
                message[name.decode("latin-1")] = value.decode("latin-1")
            yield Answer(target, response.status, message), response

    def _explain(self, url: str) -> "_Explaining":
        return _Explaining(url, self._options, lambda: time.monotonic() >= self._deadline.moment)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Explaining:
    """Turns what goes wrong on the way into an InputError in plain words."""

    def __init__(self, url: str, options: FetchOptions, is_over: Callable[[], bool]) -> None:
        self._url = url
        self._options = options
        self._is_over = is_over

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        explained = self._explain(error)
        if explained:
            raise explained from error

    def _explain(self, error: BaseException | None) -> InputError | None:
        options = self._options
        if isinstance(error, RefusedError):
            return InputError(self._url, str(error), remedy="with --allow-private it is fetched all the same")
        if isinstance(error, UnknownHostError):
            return InputError(
                self._url,
                "no address is known for this host",
                remedy="check how it is spelt, and the connection to the Internet",
            )
        if isinstance(error, httpcore2.TimeoutException) and self._is_over():
            return InputError(
                self._url,
                f"the answer was not complete after {options.total_timeout:g} seconds",
                remedy="try again later",
            )
        if isinstance(error, httpcore2.ConnectTimeout):
            return InputError(
                self._url,
                f"no connection within {options.connect_timeout:g} seconds",
                remedy="check the address and the connection to the Internet, or try again later",
            )
        if isinstance(error, httpcore2.TimeoutException):
            return InputError(
                self._url,
                f"the server said nothing for {options.read_timeout:g} seconds",
                remedy="try again later",
            )
        if isinstance(error, httpcore2.ConnectError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
            return InputError(
                self._url,
                "the site cannot prove that it is what it says (its certificate)",
                remedy="check the address; a certificate of your own goes into SSL_CERT_FILE",
            )
        if isinstance(error, httpcore2.ConnectError):
            return InputError(
                self._url, f"no connection ({error})", remedy="check the address, or try again later"
            )
        if isinstance(error, (httpcore2.ProtocolError, httpcore2.NetworkError)):
            return InputError(
                self._url, f"the answer broke off or is no HTTP ({error})", remedy="try again later"
            )
        return None
