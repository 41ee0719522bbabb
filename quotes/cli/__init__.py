"""The command line: parses options, calls one function, prints."""

# Each module adds its commands to those of the app; `quotes.cli.manual` has the order of the help.
from quotes.cli import (  # noqa: F401
    evaluating,
    exporting,
    identity,
    judging,
    lookups,
    models,
    publishing,
    reading,
    searching,
    verify,
)
from quotes.cli.entry import run

__all__ = ["run"]
