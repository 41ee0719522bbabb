"""How long to wait before a host is asked again."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# A host that says "too many requests" or "not now" is asked again at most so often, and waited for at most
# so many seconds each time. Whoever asks for more is left in peace.
MAX_RETRIES = 2
MAX_WAIT = 60.0
# What is waited where the host does not say how long.
USUAL_WAIT = 5.0


class Manners:
    """Remembers when each host was asked last, and waits before the next request.

    clock, sleep  seconds of a clock that never goes back, and waiting; tests give their own
    """

    def __init__(
        self,
        delay: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def wait_turn(self, host: str, asked_for: float = 0.0) -> None:
        """Wait until a host may be asked again. Whoever waited must ask, and call `note` after it.

        asked_for  seconds between two requests that the site asks for
        """
        last = self._last.get(host)
        if last is not None:
            left = last + max(self._delay, asked_for) - self._clock()
            if left > 0:
                self._sleep(left)

    def note(self, host: str) -> None:
        """A request to a host has just ended."""
        self._last[host] = self._clock()

    def pause(self, seconds: float) -> None:
        """Wait as long as a host asked for."""
        self._sleep(seconds)


def read_retry_after(value: str | None, *, now: datetime | None = None) -> float:
    """Seconds that a Retry-After header asks for: a number or a date (RFC 9110, 10.2.3).

    USUAL_WAIT where it says nothing that can be read.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return USUAL_WAIT
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
