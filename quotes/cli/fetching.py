"""Options of the commands that fetch pages and feeds."""

from typing import Annotated

import typer

# As in quotes.ingest.origin, which is not imported here: it takes 0.1 s, which every look-up would pay.
DEFAULT_LIMIT = 50
DEFAULT_DELAY = 1.0

Limit = Annotated[
    int,
    typer.Option(
        "--limit",
        metavar="NUMBER",
        min=1,
        help=f"Of a feed, fetch at most so many articles, the newest. Left out: {DEFAULT_LIMIT}.",
        show_default=False,
    ),
]
Delay = Annotated[
    float,
    typer.Option(
        "--delay",
        metavar="SECONDS",
        min=0.0,
        help="Wait so long between two requests to one site; a site may ask for more. "
        f"Left out: {DEFAULT_DELAY:g}.",
        show_default=False,
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Fetch from this machine and from private networks too, and from any port.",
    ),
]
