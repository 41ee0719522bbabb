"""The command line: parses options, calls one function, prints."""

from quotes.cli.app import run

__all__ = ["run"]
