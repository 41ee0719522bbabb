"""The command line: parses options, calls one function, prints."""

from quotes.cli import identity  # noqa: F401 - its commands join those of the app
from quotes.cli.entry import run

__all__ = ["run"]
