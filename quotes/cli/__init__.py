"""The command line: parses options, calls one function, prints."""

from quotes.cli import identity, judging, verify  # noqa: F401 - their commands join those of the app
from quotes.cli.entry import run

__all__ = ["run"]
