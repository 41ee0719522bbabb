"""The `quotes` command: every subcommand, its options and its help."""

import logging
import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes import __version__
from quotes.cli import show
from quotes.errors import InputError, NotFoundError, QuotesError, SettingsError
from quotes.model import FlagKind, Severity
from quotes.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotes.audit import Explanation

EXIT_PROBLEM = 1  # the job met a problem: a file was skipped, nothing answers to a name
EXIT_MISUSE = 2  # the call itself was wrong

app = typer.Typer(
    name="quotes",
    help="Find who said what in news articles, keep it, look it up by speaker, and doubt it with reasons.",
    epilog="Start with: quotes ingest FOLDER, then quotes speakers, then quotes report --out report",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(no_args_is_help=True, help="Check the language models, or get Stanza's larger ones.")
app.add_typer(models_app, name="models")

Paths = Annotated[
    list[Path],
    typer.Argument(help="Files (.txt, .html, .htm) and folders, which are searched to the bottom."),
]
Db = Annotated[
    str | None,
    typer.Option(
        "--db",
        envvar="QUOTES_DB",
        help="The store: a file, or any SQLAlchemy URL. [default: quotes.db in the current folder]",
        show_default=False,
    ),
]
Models = Annotated[
    Path | None,
    typer.Option(
        "--models",
        envvar="QUOTES_MODELS",
        help="Folder with other Stanza models. [default: the bundled ones]",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]


def _version(wanted: bool) -> None:
    if wanted:
        show.print_line(f"quotes {__version__}")
        raise typer.Exit


@app.callback()
def main(
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say on stderr what is being done.")
    ] = False,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Find who said what in news articles, keep it, look it up by speaker, and doubt it with reasons."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.CRITICAL,
        format="%(message)s",
        stream=sys.stderr,
        force=True,
    )


# ------------------------------------------------------------------ reading articles
@app.command()
def ingest(paths: Paths, db: Db = None, models: Models = None, as_json: Json = False) -> None:
    """Read articles, find every attribution, and keep all of it in the store.

    Articles that are in the store already are left as they are. A file that cannot be read is
    skipped with its reason, the rest goes on, and the command ends with status 1.
    """
    from quotes.jobs import Status, gather_files, ingest_files

    settings = read_settings(db=db, models=models)
    files, missing = gather_files(paths)
    results = [*missing, *show.track(ingest_files(files, settings), total=len(files), what="articles")]
    show.print_ingested(results, as_json=as_json)
    if any(result.status is Status.SKIPPED for result in results):
        raise typer.Exit(EXIT_PROBLEM)


@app.command()
def extract(paths: Paths, models: Models = None, as_json: Json = False) -> None:
    """Find every attribution and print it, without a store."""
    from quotes.jobs import extract_files, gather_files

    settings = read_settings(models=models)
    files, missing = gather_files(paths)
    skipped = 0
    for result in chain(
        missing, show.track(extract_files(files, settings), total=len(files), what="articles")
    ):
        if result.analysis is None:
            skipped += 1
            show.print_skipped(result)
        else:
            show.print_analysis(result.analysis, as_json=as_json)
    if skipped:
        raise typer.Exit(EXIT_PROBLEM)


# ------------------------------------------------------------------ looking up
@app.command()
def speakers(db: Db = None, as_json: Json = False) -> None:
    """List who is in the store: name, aliases, quotations, articles, flags."""
    from quotes.store import open_view

    with open_view(_store(db).db) as view:
        show.print_speakers(view.speakers(), as_json=as_json)


@app.command()
def speaker(
    name: Annotated[str, typer.Argument(help="A name, part of it, any alias or spelling, or its number.")],
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Show every quotation of a speaker, with article, date, kind, cue and flags."""
    from quotes.store import open_view

    with open_view(_store(db).db) as view:
        found = view.find_speakers(name)
        if not found:
            near = view.suggest_speakers(name)
            raise NotFoundError(
                f"nobody in the store is called {name!r}",
                remedy=f"did you mean {', '.join(near)}?" if near else "`quotes speakers` lists who is there",
            )
        for summary in found:
            show.print_speaker(view.speaker(summary.id), as_json=as_json)


@app.command()
def article(
    reference: Annotated[
        str, typer.Argument(metavar="ID|PATH|URL", help="Its number, file name, path or URL.")
    ],
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Show one article with its attributions in order of the text."""
    from quotes.store import open_view

    with open_view(_store(db).db) as view:
        show.print_article(view.find_article(reference), as_json=as_json)


@app.command()
def audit(
    db: Db = None,
    as_json: Json = False,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="End with status 1 when a flag of this severity or worse stands."),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="KIND", help="Say what a kind of flag means (or: all), and stop."),
    ] = None,
) -> None:
    """List every flag, worst first, with its evidence and place."""
    if explain:
        show.print_explanations(_explain(explain), as_json=as_json)
        return
    from quotes.store import open_view

    with open_view(_store(db).db) as view:
        flags = view.flags()
    show.print_flags(flags, as_json=as_json)
    if fail_on and any(record.flag.severity.rank <= fail_on.rank for record in flags):
        raise typer.Exit(EXIT_PROBLEM)


def _explain(kind: str) -> "Mapping[FlagKind, Explanation]":
    from quotes.audit import EXPLANATIONS

    if kind == "all":
        return EXPLANATIONS
    if kind not in list(FlagKind):
        raise SettingsError(
            f"no kind of flag is called {kind!r}", remedy=f"one of: all, {', '.join(FlagKind)}"
        )
    return {FlagKind(kind): EXPLANATIONS[FlagKind(kind)]}


# ------------------------------------------------------------------ pages, scores, models
@app.command()
def report(
    out: Annotated[
        Path, typer.Option("--out", help="Folder to write the pages to; an older report is replaced.")
    ],
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Write the HTML report: a page for each speaker and article, and one of all flags."""
    from quotes.reports import write_report
    from quotes.store import open_view

    with open_view(_store(db).db) as view:
        summary = write_report(view, out)
    show.print_report(summary, as_json=as_json)


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(help="A brat folder (attributions/, text/), or JSON lines with texts beside them."),
    ],
    texts: Annotated[
        Path | None, typer.Option("--texts", help="Folder of the texts. [default: beside the gold]")
    ] = None,
    system: Annotated[
        Path | None,
        typer.Option("--system", help="Score this output of extract --json instead of running the program."),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option("--floors", help="File of floors; end with status 1 when a figure is below its floor."),
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List every wrong speaker.")] = False,
    models: Models = None,
    as_json: Json = False,
) -> None:
    """Score what the program finds against hand-made gold: spans, and who said it."""
    from quotes.evaluate import find_broken_floors, load_gold
    from quotes.jobs import evaluate_gold

    settings = read_settings(models=models)
    found = load_gold(gold, texts=texts)
    with show.counting(total=len(found.texts), what="articles") as count:
        evaluation = evaluate_gold(found, settings, system=system, on_result=count)
    show.print_evaluation(evaluation, misses=misses, as_json=as_json)
    broken = find_broken_floors(found, evaluation, floors) if floors else ()
    for sentence in broken:
        show.print_problem(sentence)
    if broken:
        raise typer.Exit(EXIT_PROBLEM)


@models_app.command("check")
def models_check(models: Models = None) -> None:
    """Check that the models are whole and fit the installed Stanza."""
    from quotes.parse import describe_parser

    settings = read_settings(models=models)
    show.print_line(f"{settings.models}: {describe_parser(settings)}, all files are as they should be")


@models_app.command("get")
def models_get(
    out: Annotated[Path, typer.Option("--out", help="Folder to put them in; use it with --models then.")],
) -> None:
    """Download Stanza's official English models, which are larger and slower than the bundled ones."""
    from quotes.parse.models import get_models

    get_models(out)
    show.print_line(f"{out}: ready; use it with --models {out} or QUOTES_MODELS={out}")


def _store(db: str | None) -> Settings:
    return read_settings(db=db)


def run() -> None:
    """Entry point of the `quotes` command: errors of the project become one line and an exit status."""
    try:
        app(prog_name="quotes")
    except (SettingsError, InputError) as error:  # an InputError here: nothing to read in what was named
        show.print_problem(str(error))
        sys.exit(EXIT_MISUSE)
    except QuotesError as error:
        show.print_problem(str(error))
        sys.exit(EXIT_PROBLEM)
    except BrokenPipeError:  # `quotes speakers | head`: not an error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_PROBLEM)
