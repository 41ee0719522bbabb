"""Options of the commands that fetch pages and feeds: the same of each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.cli.grouped import takes_group

if TYPE_CHECKING:
    from quotes.ingest import ReadingRules

# As in quotes.ingest.origin, which is not imported here: it takes 0.1 s, which every look-up would pay.
DEFAULT_LIMIT = 50
DEFAULT_DELAY = 1.0


@dataclass(frozen=True, slots=True)
class Fetching:
    """What these options were given."""

    limit: int = DEFAULT_LIMIT
    delay: float = DEFAULT_DELAY
    allow_private: bool = False

    def make_rules(self, *, format: str, outlet: str = "", published: date | None = None) -> "ReadingRules":
        """The rules for all that is read, with what other options say."""
        from quotes.ingest import ReadingRules

        return ReadingRules(
            outlet=outlet,
            published=published,
            format=format,
            allow_private=self.allow_private,
            limit=self.limit,
            delay=self.delay,
        )


USUAL = Fetching()

# Each field of Fetching as an option.
OPTIONS: dict[str, Any] = {
    "limit": Annotated[
        int,
        typer.Option(
            "--limit",
            metavar="NUMBER",
            min=1,
            help=f"Of a feed, fetch at most so many articles, the newest. Left out: {DEFAULT_LIMIT}.",
            show_default=False,
        ),
    ],
    "delay": Annotated[
        float,
        typer.Option(
            "--delay",
            metavar="SECONDS",
            min=0.0,
            help="Wait so long between two requests to one site; a site may ask for more. "
            f"Left out: {DEFAULT_DELAY:g}.",
            show_default=False,
        ),
    ],
    "allow_private": Annotated[
        bool,
        typer.Option(
            "--allow-private",
            help="Fetch from this machine and from private networks too, and from any port.",
        ),
    ],
}


def takes_fetching(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options in the place of its parameter `fetching`."""
    return takes_group("fetching", Fetching, OPTIONS)(command)
