"""`quotes report`: what the store has, for others to read."""

from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import show
from quotes.cli.app import app
from quotes.cli.filters import NO_FILTERS, Filters, takes_filters
from quotes.cli.options import Db, Json
from quotes.settings import read_settings


@app.command()
@takes_filters()
def report(
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FOLDER", help="Where to write the pages; an older report there is replaced."
        ),
    ],
    filters: Filters = NO_FILTERS,
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
        selection = filters.make_selection(view)
        summary = write_report(view, out, made=now, selection=selection)
    show.print_report(summary, as_json=as_json)
