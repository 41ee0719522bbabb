"""In which form a command prints what it found."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from quotes.cli.screen import print_csv, print_json

if TYPE_CHECKING:
    from quotes.export.csv import Columns
    from quotes.export.rows import Row

Record = TypeVar("Record")


class Format(StrEnum):
    """For people, or for programs."""

    TEXT = "text"
    JSON = "json"  # an object a line
    CSV = "csv"


def choose_format(as_json: bool, as_csv: bool) -> Format:
    """What the options of a command ask for."""
    return Format.JSON if as_json else Format.CSV if as_csv else Format.TEXT


def print_records(
    records: "Iterable[Record]", to_row: "Callable[[Record], Row]", columns: "Columns", form: Format
) -> bool:
    """Print records for programs; False, and nothing printed, where people are to read them."""
    if form is Format.TEXT:
        return False
    if form is Format.CSV:
        print_csv(columns, map(to_row, records))
    else:
        for record in records:
            print_json(to_row(record))
    return True


def _refuse_two(ctx: typer.Context, param: typer.CallbackParam, wanted: bool) -> bool:
    """--json and --csv together would leave one of two readers with what they did not ask for."""
    if wanted and (ctx.params.get("as_json") or ctx.params.get("as_csv")):
        raise typer.BadParameter("--json and --csv are two forms; give one of them", ctx=ctx, param=param)
    return wanted


# Of a command that has --csv too; `quotes.cli.options.Json` is for others.
JsonOrCsv = Annotated[
    bool, typer.Option("--json", callback=_refuse_two, help="Print JSON, one object a line.")
]
Csv = Annotated[
    bool,
    typer.Option("--csv", callback=_refuse_two, help="Print CSV with a heading, for spreadsheets."),
]
