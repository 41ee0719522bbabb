"""Arguments and options that several commands take, and what they become."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli.screen import is_terminal
from quotes.settings import EXTRACTORS

EXIT_PROBLEM = 1  # the job met a problem: a file was skipped, nothing answers to a name
EXIT_INTERRUPTED = 130  # Ctrl-C, as shells count it


# What one screenful after another is still read of; who wants more says --limit.
MOST_ON_A_TERMINAL = 100


def choose_limit(limit: int | None) -> int | None:
    """How many records to show; None for all."""
    if limit is None:
        return MOST_ON_A_TERMINAL if is_terminal() else None
    return limit or None


def check_letters(text: str) -> str:
    """A name as it was typed; refuses bytes that are no text, which no store can be asked for."""
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise typer.BadParameter("not text in the encoding of this terminal")
    return text


def read_day(text: str) -> date:
    """A day as it was typed."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2026-03-31") from None


Db = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="FILE|URL",
        envvar="QUOTES_DB",
        help="The store: a file, or the SQLAlchemy URL of a database. Left out: quotes.db in this folder.",
        show_default=False,
    ),
]
Models = Annotated[
    Path | None,
    typer.Option(
        "--models",
        metavar="FOLDER",
        envvar="QUOTES_MODELS",
        help="Read with the Stanza models in this folder. Left out: those that come with the program.",
        show_default=False,
    ),
]
Extractor = Annotated[
    str | None,
    typer.Option(
        "--extractor",
        metavar="NAME",
        help=f"What finds attributions: {' or '.join(EXTRACTORS)} (rules alone, without the network).",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        help="Read with so many processes, each with models of its own (nearly 1 GB); 0: one fewer than "
        "there are cores. One unless given.",
        show_default=False,
    ),
]
MinConfidence = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        metavar="SHARE",
        help="Leave out attributions with less confidence than this, between 0 and 1.",
        show_default=False,
    ),
]
Statements = Annotated[
    bool,
    typer.Option(
        "--statements-only",
        help="Only what was said, written or announced: no beliefs, knowledge, orders or plans.",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="NUMBER",
        min=0,
        help="How many to show; 0 for all. Left out: 100 on a terminal, all in a pipe.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
