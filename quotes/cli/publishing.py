"""`quotes report`: what the store has, for others to read."""

from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import show
from quotes.cli.app import app
from quotes.cli.options import (
    Db,
    FlaggedOnly,
    Flags,
    Json,
    Outlet,
    Since,
    SpeakerFilter,
    Statements,
    Until,
    make_selection,
)
from quotes.settings import read_settings


@app.command()
def report(
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FOLDER", help="Where to write the pages; an older report there is replaced."
        ),
    ],
    speaker: SpeakerFilter = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    flag: Flags = None,
    flagged_only: FlaggedOnly = False,
    statements: Statements = False,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Write the HTML report of all that is in the store.

    A page for each speaker and each article, and one of all flags; it needs no server and no network.
    """
    from datetime import datetime

    from quotes.reports import write_report
    from quotes.store import open_view

    with open_view(read_settings(db=db).db) as view:
        now = datetime.now().astimezone()
        selection = make_selection(
            view,
            speaker=speaker,
            since=since,
            until=until,
            outlet=outlet,
            flag=flag,
            flagged_only=flagged_only,
            statements_only=statements,
        )
        summary = write_report(view, out, made=now, selection=selection)
    show.print_report(summary, as_json=as_json)
