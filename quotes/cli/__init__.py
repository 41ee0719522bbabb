"""The command line: parses options, calls one function, prints."""

<<<<<<< HEAD
from quotes.cli import identity  # noqa: F401 - its commands join those of the app
from quotes.cli.app import run
=======
from quotes.cli.entry import run
>>>>>>> main

__all__ = ["run"]
