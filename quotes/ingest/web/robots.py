"""What a site asks of programs in its robots.txt, after RFC 9309."""

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from quotes.errors import InputError
from quotes.ingest.web.client import ROBOT_NAME
from quotes.ingest.web.guard import Target

# As much of a robots.txt as the RFC wants to be read.
MAX_BYTES = 500 * 1024

# The most seconds between two requests that a site can ask for; a few ask for hours, which means nobody.
MAX_DELAY = 30.0

TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one site asks. `parsed` is None where it asks nothing; `refusal` says why all of it is closed."""

    parsed: Protego | None = None
    refusal: str = ""
    remedy: str = "try again later"


class Robots:
    """The rules of every site that was asked, each fetched once.

    fetch  gives status and the beginning of the body for the address of a robots.txt, redirects followed;
           raises InputError where it cannot be had
    """

    def __init__(self, fetch: Callable[[str], tuple[int, bytes]]) -> None:
        self._fetch = fetch
        self._sites: dict[str, _Rules] = {}

    def check(self, target: Target) -> None:
        """Raise InputError where the site does not want this page to be read by programs."""
        rules = self._read(target.origin)
        if rules.refusal:
            raise InputError(target.url, rules.refusal, remedy=rules.remedy)
        address = target.origin + target.path
        if rules.parsed and not rules.parsed.can_fetch(address, ROBOT_NAME):
            raise InputError(
                target.url,
                "the site does not want programs to read this page (its robots.txt)",
                remedy="read it in a browser, and save the article as a file if you may",
            )

    def delay(self, target: Target) -> float:
        """Seconds between two requests that the site asks for; 0 when it does not. Asks the site nothing."""
        rules = self._sites.get(target.origin)
        asked = rules.parsed.crawl_delay(ROBOT_NAME) if rules and rules.parsed else None
        return min(max(asked or 0.0, 0.0), MAX_DELAY)

    def _read(self, origin: str) -> _Rules:
        if origin not in self._sites:
            self._sites[origin] = self._ask(origin)
        return self._sites[origin]

    def _ask(self, origin: str) -> _Rules:
        try:
            status, body = self._fetch(f"{origin}/robots.txt")
        except InputError as error:  # all of a site that cannot be asked is closed (RFC 9309, 2.3.1.4)
            return _Rules(refusal=f"{error.reason}; asked for its robots.txt", remedy=error.remedy)
        if status == TOO_MANY_REQUESTS or status >= 500:
            return _Rules(refusal=f"the site does not give its robots.txt (HTTP {status})")
        if not 200 <= status < 300:  # there is none (2.3.1.3)
            return _Rules()
        return _Rules(parsed=Protego.parse(body.decode("utf-8", "replace").removeprefix("\ufeff")))
