"""`quotes export`: what the store has, for other programs."""

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli.app import app
from quotes.cli.filters import NO_FILTERS, Filters, takes_filters
from quotes.cli.options import Db
from quotes.cli.screen import plural, print_line
from quotes.errors import OutputError
from quotes.export.formats import ExportFormat, dump_view
from quotes.settings import read_settings


@app.command()
@takes_filters()
def export(
    form: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="jsonl, csv: an attribution a line. jsonld: schema.org. webannotation: W3C Web Annotation. "
            "brat: texts with standoff files, as a folder.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE|FOLDER",
            help="Where to write it; a file that is there is replaced, a folder must be empty. Left out: "
            "standard output, but brat needs a folder.",
            show_default=False,
        ),
    ] = None,
    filters: Filters = NO_FILTERS,
    db: Db = None,
) -> None:
    """Write attributions in a format that other programs read.

    jsonl and csv have every attribution, with what people judged; webannotation and brat leave out what was
    rejected, and jsonld also what is not certain to be said: beliefs, orders, denials, words of nobody named.
    """
    from quotes.store import open_view

    if form is ExportFormat.BRAT and out is None:
        raise typer.BadParameter("brat is a folder of files: name it", param_hint="--out")
    with open_view(read_settings(db=db).db) as whole:
        view = whole.select(filters.make_selection(whole))
        if form is ExportFormat.BRAT and out is not None:
            from quotes.export.brat import write_folder

            count = write_folder(view.iterate_articles(), out)
            print_line(f"{out}: {plural(count, 'attribution')}")
        elif out is None:
            _write_stdout(dump_view(view, form))
        else:
            _write_file(dump_view(view, form), out)
            print_line(f"{out}: written")


def _write_stdout(pieces: Iterable[str]) -> None:
    """In UTF-8, whatever the locale says: that is what the formats are in."""
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def _write_file(pieces: Iterable[str], path: Path) -> None:
    """Into a file beside it first: a run that is stopped leaves what was there. Raises OutputError."""
    if path.is_dir():
        raise OutputError(path, "a folder", remedy="name a file in it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f".{path.name}-", delete=False
        ) as draft:
            try:
                for piece in pieces:
                    draft.write(piece.encode("utf-8", "surrogatepass"))
                draft.flush()
                os.replace(draft.name, path)  # noqa: PTH105 - Path.replace is the same
            except BaseException:
                os.unlink(draft.name)  # noqa: PTH108 - likewise
                raise
    except OSError as error:
        raise OutputError(path, f"cannot be written ({error.strerror or error})") from error
