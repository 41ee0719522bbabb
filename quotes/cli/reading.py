"""`quotes ingest` and `quotes extract`: reading articles."""

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import read, screen
from quotes.cli.app import app
from quotes.cli.fetching import USUAL, Fetching, takes_fetching
from quotes.cli.options import (
    EXIT_INTERRUPTED,
    EXIT_PROBLEM,
    Db,
    Extractor,
    Jobs,
    Json,
    MinConfidence,
    Models,
    Statements,
    read_day,
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
InputFormat = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="NAME",
        help="What standard input is: text, html, markdown, docx, pdf, jsonl, csv; else told by its "
        "beginning.",
        show_default=False,
    ),
]
FromOutlet = Annotated[
    str,
    typer.Option(
        "--outlet",
        metavar="NAME",
        help="The outlet of articles that do not tell theirs.",
        show_default=False,
    ),
]
Published = Annotated[
    date | None,
    typer.Option(
        "--published",
        metavar="DAY",
        parser=read_day,
        help="The day of articles that do not tell theirs, as 2026-03-31.",
        show_default=False,
    ),
]


@app.command()
@takes_fetching
def ingest(
    names: Inputs,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done with each article; write nothing.")
    ] = False,
    outlet: FromOutlet = "",
    published: Published = None,
    input_format: InputFormat = "",
    fetching: Fetching = USUAL,
    db: Db = None,
    models: Models = None,
    extractor: Extractor = None,
    min_confidence: MinConfidence = None,
    jobs: Jobs = None,
    as_json: Json = False,
) -> None:
    """Read articles and keep who said what in the store.

    Articles that are in the store already are left as they are, those that are not in English are kept
    without looking into them. What cannot be read is skipped with its reason, the rest goes on, and the
    command ends with status 1.
    """
    from quotes.ingest import count_articles
    from quotes.jobs import gather_inputs, ingest_inputs, preview_inputs

    settings = read_settings(
        db=db, models=models, extractor=extractor, min_confidence=min_confidence, jobs=jobs
    )
    rules = fetching.make_rules(format=input_format, outlet=outlet, published=published)
    inputs, missing = gather_inputs(names)
    updated: set[str] = set()
    found = preview_inputs(inputs, settings, rules) if dry_run else ingest_inputs(inputs, settings, rules)
    results = chain(
        missing,
        screen.track(note_updated(found, updated), total=count_articles(inputs), what="articles"),
    )
    try:
        show = read.print_previewed if dry_run else read.print_ingested
        skipped = show(results, as_json=as_json)
    except KeyboardInterrupt:
        found.close()  # with the processes that it started
        kept = "nothing was written" if dry_run else "what is in the store stays"
        screen.print_problem(f"stopped; {kept}, and the same command reads the rest")
        raise typer.Exit(EXIT_INTERRUPTED) from None
    if updated:
        from quotes.store import open_view

        with open_view(settings.db) as view:
            read.print_lost(view.judgements(), updated)
    if skipped:
        raise typer.Exit(EXIT_PROBLEM)


def note_updated(results: "Iterable[InputResult]", updated: set[str]) -> "Iterator[InputResult]":
    """Pass results on, and note the identities of articles that were analysed again."""
    for result in results:
        if result.status == "updated" and result.analysis:
            updated.add(result.analysis.article.identity)
        yield result


@app.command()
@takes_fetching
def extract(
    names: Inputs,
    statements: Statements = False,
    input_format: InputFormat = "",
    fetching: Fetching = USUAL,
    models: Models = None,
    extractor: Extractor = None,
    min_confidence: MinConfidence = None,
    jobs: Jobs = None,
    as_json: Json = False,
) -> None:
    """Find every attribution and print it; no store.

    What cannot be read is skipped with its reason, the rest goes on, and the command ends with status 1.
    """
    from quotes.ingest import count_articles
    from quotes.jobs import extract_inputs, gather_inputs
    from quotes.statements import keep_statements

    settings = read_settings(models=models, extractor=extractor, min_confidence=min_confidence, jobs=jobs)
    rules = fetching.make_rules(format=input_format)
    inputs, missing = gather_inputs(names)
    skipped = 0
    for result in chain(
        missing,
        screen.track(extract_inputs(inputs, settings, rules), total=count_articles(inputs), what="articles"),
    ):
        if result.analysis is None:
            skipped += 1
            read.print_skipped(result)
        else:
            analysis = keep_statements(result.analysis) if statements else result.analysis
            read.print_analysis(analysis, as_json=as_json)
    if skipped:
        raise typer.Exit(EXIT_PROBLEM)
