"""Arguments and options that several commands take, and what they become."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli.lookup import find_outlets, find_speakers, suggest
from quotes.model import FlagKind
from quotes.records import Selection, View
from quotes.settings import EXTRACTORS

EXIT_PROBLEM = 1  # the job met a problem: a file was skipped, nothing answers to a name
EXIT_INTERRUPTED = 130  # Ctrl-C, as shells count it


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


def _read_kind(text: str) -> FlagKind:
    """A kind of flag as it was typed."""
    try:
        return FlagKind(text)
    except ValueError:
        near = suggest(text, FlagKind)
        hint = f"; did you mean {near}?" if near else "; quotes audit --explain all lists them"
        raise typer.BadParameter(f"no kind of flag is called {text!r}{hint}") from None


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
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]

# ------------------------------------------------------------------ which quotations
Since = Annotated[
    date | None,
    typer.Option(
        "--since",
        metavar="DAY",
        parser=read_day,
        help="Only articles published on this day or later, as 2026-03-31.",
        show_default=False,
    ),
]
Until = Annotated[
    date | None,
    typer.Option(
        "--until",
        metavar="DAY",
        parser=read_day,
        help="Only articles published on this day or before.",
        show_default=False,
    ),
]
Outlet = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet",
        metavar="NAME",
        help="Only articles of this outlet; several may be given.",
        show_default=False,
    ),
]
FlaggedOnly = Annotated[bool, typer.Option("--flagged-only", help="Only quotations that have a flag.")]
Flags = Annotated[
    list[FlagKind] | None,
    typer.Option(
        "--flag",
        metavar="KIND",
        parser=_read_kind,
        help="Only what has a flag of this kind, as unattributed; several may be given.",
        show_default=False,
    ),
]
SpeakerFilter = Annotated[
    str | None,
    typer.Option(
        "--speaker",
        metavar="NAME",
        callback=lambda name: name and check_letters(name),
        help="Only what this speaker is quoted with: any name or spelling, or a number.",
        show_default=False,
    ),
]


def make_selection(
    view: View,
    *,
    speaker: str | None = None,
    since: date | None = None,
    until: date | None = None,
    outlet: list[str] | None = None,
    flag: list[FlagKind] | None = None,
    flagged_only: bool = False,
    statements_only: bool = False,
) -> Selection:
    """Which quotations some options ask for.

    Raises NotFoundError for a speaker or an outlet that the store does not have, with those that are like it.
    """
    if since and until and since > until:
        raise typer.BadParameter(f"{since} is after {until}, the day of --until", param_hint="--since")
    found = find_speakers(view, speaker) if speaker is not None else None
    return Selection(
        speakers=None if found is None else frozenset(one.id for one in found),
        since=since,
        until=until,
        outlets=find_outlets(view, outlet or ()),
        flag_kinds=frozenset(flag or ()),
        flagged_only=flagged_only,
        statements_only=statements_only,
    )
