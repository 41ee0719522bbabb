"""The command line: parses options, calls one function, prints."""

# Each module adds its commands to those of the app; `quotes.cli.manual` has the order of the help.
from quotes.cli import reading, lookups, searching, identity, judging, verify, publishing, evaluating, models  # noqa: F401, I001
from quotes.cli.entry import run

__all__ = ["run"]
