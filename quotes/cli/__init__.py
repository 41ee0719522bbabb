"""The command line: parses options, calls one function, prints."""

from quotes.cli.entry import run

__all__ = ["run"]
