"""`quotes ingest` and `quotes extract`: reading articles."""

from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import screen, show
from quotes.cli.app import app
from quotes.cli.options import (
    EXIT_INTERRUPTED,
    EXIT_PROBLEM,
    Db,
    Extractor,
    Json,
    MinConfidence,
    Models,
    Statements,
)
from quotes.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotes.jobs import InputResult

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|URL...",
        help="Files, folders (searched with all folders in them), addresses of pages and feeds; - reads "
        "standard input.",
    ),
]


@app.command()
def ingest(
    names: Inputs,
    db: Db = None,
    models: Models = None,
    extractor: Extractor = None,
    min_confidence: MinConfidence = None,
    as_json: Json = False,
) -> None:
    """Read articles and keep who said what in the store.

    Articles that are in the store already are left as they are. A file that cannot be read is skipped with
    its reason, the rest goes on, and the command ends with status 1.
    """
    from quotes.ingest import count_articles
    from quotes.jobs import gather_inputs, ingest_inputs

    settings = read_settings(db=db, models=models, extractor=extractor, min_confidence=min_confidence)
    inputs, missing = gather_inputs(names)
    updated: set[str] = set()
    results = screen.track(
        note_updated(ingest_inputs(inputs, settings), updated), total=count_articles(inputs), what="articles"
    )
    try:
        skipped = show.print_ingested(chain(missing, results), as_json=as_json)
    except KeyboardInterrupt:
        screen.print_problem("stopped; what is in the store stays, and the same command reads the rest")
        raise typer.Exit(EXIT_INTERRUPTED) from None
    if updated:
        from quotes.store import open_view

        with open_view(settings.db) as view:
            show.print_lost(view.judgements(), updated)
    if skipped:
        raise typer.Exit(EXIT_PROBLEM)


def note_updated(results: "Iterable[InputResult]", updated: set[str]) -> "Iterator[InputResult]":
    """Pass results on, and note the identities of articles that were analysed again."""
    for result in results:
        if result.status == "updated" and result.analysis:
            updated.add(result.analysis.article.identity)
        yield result


@app.command()
def extract(
    names: Inputs,
    statements: Statements = False,
    models: Models = None,
    extractor: Extractor = None,
    min_confidence: MinConfidence = None,
    as_json: Json = False,
) -> None:
    """Find every attribution and print it; no store.

    A file that cannot be read is skipped with its reason, the rest goes on, and the command ends with
    status 1.
    """
    from quotes.ingest import count_articles
    from quotes.jobs import extract_inputs, gather_inputs
    from quotes.statements import keep_statements

    settings = read_settings(models=models, extractor=extractor, min_confidence=min_confidence)
    inputs, missing = gather_inputs(names)
    skipped = 0
    for result in chain(
        missing, screen.track(extract_inputs(inputs, settings), total=count_articles(inputs), what="articles")
    ):
        if result.analysis is None:
            skipped += 1
            show.print_skipped(result)
        else:
            analysis = keep_statements(result.analysis) if statements else result.analysis
            show.print_analysis(analysis, as_json=as_json)
    if skipped:
        raise typer.Exit(EXIT_PROBLEM)
