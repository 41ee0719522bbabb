"""How pages are fetched: what a person may choose, and the limits that hold for everybody."""

from dataclasses import dataclass

from quotes.ingest.origin import DEFAULT_DELAY, DEFAULT_LIMIT


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How pages are fetched.

    allow_private  also from this machine, private networks and unusual ports
    limit          the most entries of one feed that are fetched, the newest first
    delay          seconds between two requests to one host, at least; a site may ask for more
    connect_timeout, read_timeout  seconds that one connection, or the next bytes, may take
    total_timeout  seconds that one answer may take as a whole
    """

    allow_private: bool = False
    limit: int = DEFAULT_LIMIT
    delay: float = DEFAULT_DELAY
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 60.0
