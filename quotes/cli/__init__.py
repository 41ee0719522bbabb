"""The command line: parses options, calls one function, prints."""

# Each module adds its commands to those of the app; help lists them in this order.
from quotes.cli import reading, lookups, identity, judging, verify, publishing, evaluating, models  # noqa: F401, I001
from quotes.cli.entry import run

__all__ = ["run"]
