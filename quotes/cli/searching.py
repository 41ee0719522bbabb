"""`quotes search`: quotations with certain words."""

from typing import Annotated

import typer

from quotes.cli import found
from quotes.cli.app import app
from quotes.cli.filters import NO_FILTERS, Filters, takes_filters
from quotes.cli.formats import Csv, Format, JsonOrCsv, choose_format
from quotes.cli.options import EXIT_PROBLEM, Db, check_letters
from quotes.cli.screen import plural, print_problem
from quotes.errors import DataError
from quotes.settings import read_settings

# Quotations that one call shows; --limit says otherwise.
LIMIT = 20


@app.command()
@takes_filters()
def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            callback=lambda words: [check_letters(word) for word in words],
            help="Words that the quotation must have, all of them, whatever their case and accents. In "
            "single quotation marks: '\"these words\"' side by side, 'tax*' begins so, 'tax -income' without "
            "one.",
        ),
    ],
    limit: Annotated[int, typer.Option("--limit", metavar="NUMBER", min=1, help="How many to show.")] = LIMIT,
    offset: Annotated[
        int, typer.Option("--offset", metavar="NUMBER", min=0, help="How many of the best to pass over.")
    ] = 0,
    filters: Filters = NO_FILTERS,
    db: Db = None,
    as_json: JsonOrCsv = False,
    as_csv: Csv = False,
) -> None:
    """Find quotations by their words, best first.

    Each with its speaker, the words in bold, its flags, article, outlet and date. To ask who said a whole
    sentence, and whether in these words, use verify.
    """
    from quotes.store import open_view

    asked = " ".join(words)
    with open_view(read_settings(db=db).db) as whole:
        selection = filters.make_selection(whole)
        try:
            result = whole.select(selection).search(asked, limit=limit, offset=offset)
        except DataError as error:
            raise typer.BadParameter(str(error), param_hint="WORDS") from error
    form = choose_format(as_json, as_csv)
    if result.hits or form is Format.CSV:
        found.print_hits(asked, result, form, offset=offset)
    if not result.hits:
        told = "no quotation has"
        if result.total:
            told = f"only {plural(result.total, 'quotation has', 'quotations have')}"
        print_problem(f"{told} the words {asked}")
        raise typer.Exit(EXIT_PROBLEM)
