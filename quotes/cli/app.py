"""The `quotes` command: every subcommand, its options and its help."""

import logging
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes import __version__
from quotes.cli import screen, show
from quotes.cli.lookup import find_speakers
from quotes.errors import SettingsError
from quotes.model import FlagKind, Severity, SpeakerKind
from quotes.settings import EXTRACTORS, Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quotes.audit import Explanation
    from quotes.jobs import FileResult

EXIT_PROBLEM = 1  # the job met a problem: a file was skipped, nothing answers to a name
EXIT_INTERRUPTED = 130  # Ctrl-C, as shells count it

app = typer.Typer(
    name="quotes",
    help="Find who said what in news articles, keep it, look it up by speaker, and doubt it with reasons.",
    epilog="Start with: quotes ingest FOLDER, then quotes speakers, then quotes report --out report",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: quicker, and the same in every terminal, pipe and screen reader
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Check the language models, or get larger ones.",
)
app.add_typer(models_app, name="models")
# Beside the listing, what a person decides on who is who: see `quotes.cli.identity`.
speakers_app = typer.Typer(rich_markup_mode=None)
app.add_typer(speakers_app, name="speakers")

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...",
        help="Files (.txt, .html, .htm) and folders, which are searched with all folders in them.",
    ),
]
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


def check_letters(text: str) -> str:
    """A name as it was typed; refuses bytes that are no text, which no store can be asked for."""
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise typer.BadParameter("not text in the encoding of this terminal")
    return text


def refuse_misplaced_options(ctx: typer.Context) -> None:
    """Options before a subcommand would be taken for another store than the one that is meant."""
    for param in ctx.command.params:
        source = ctx.get_parameter_source(param.name or "")
        if source and source.name == "COMMANDLINE":
            raise typer.BadParameter(f"stands after {ctx.invoked_subcommand}", param_hint=param.opts[0])


def _version(wanted: bool) -> None:
    if wanted:
        screen.print_line(f"quotes {__version__}")
        raise typer.Exit


@app.callback()
def main(
    verbose: Annotated[
        bool,
        typer.Option("--verbose", "-v", help="Say on stderr what is being done. Stands before the command."),
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
def ingest(
    paths: Paths,
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
    from quotes.jobs import gather_files, ingest_files

    settings = read_settings(db=db, models=models, extractor=extractor, min_confidence=min_confidence)
    files, missing = gather_files(paths)
    updated: set[str] = set()
    results = screen.track(
        note_updated(ingest_files(files, settings), updated), total=len(files), what="articles"
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


def note_updated(results: "Iterable[FileResult]", updated: set[str]) -> "Iterator[FileResult]":
    """Pass results on, and note the identities of articles that were analysed again."""
    for result in results:
        if result.status == "updated" and result.analysis:
            updated.add(result.analysis.article.identity)
        yield result


@app.command()
def extract(
    paths: Paths,
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
    from quotes.jobs import extract_files, gather_files
    from quotes.statements import keep_statements

    settings = read_settings(models=models, extractor=extractor, min_confidence=min_confidence)
    files, missing = gather_files(paths)
    skipped = 0
    for result in chain(
        missing, screen.track(extract_files(files, settings), total=len(files), what="articles")
    ):
        if result.analysis is None:
            skipped += 1
            show.print_skipped(result)
        else:
            analysis = keep_statements(result.analysis) if statements else result.analysis
            show.print_analysis(analysis, as_json=as_json)
    if skipped:
        raise typer.Exit(EXIT_PROBLEM)


# ------------------------------------------------------------------ looking up
@speakers_app.callback(invoke_without_command=True)
def speakers(
    ctx: typer.Context,
    kind: Annotated[
        SpeakerKind | None,
        typer.Option("--kind", metavar="KIND", help=f"Only speakers of one kind: {', '.join(SpeakerKind)}."),
    ] = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """List who is in the store, most quoted first.

    Each with its number, kind, quotations, articles, flags and other forms of its name. The commands below
    say who is who where the program cannot know.
    """
    if ctx.invoked_subcommand:
        refuse_misplaced_options(ctx)
        return
    from quotes.store import open_view

    with open_view(_store(db).db) as view:
        found = view.speakers()
    show.print_speakers([one for one in found if kind in (None, one.kind)], as_json=as_json)


@app.command()
def speaker(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            callback=check_letters,
            help="A name or part of it, in any spelling, or the number that speakers shows.",
        ),
    ],
    statements: Statements = False,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Show all that a speaker is quoted with.

    Every quotation with its article, date, kind, cue and flags. Several speakers may answer to one name;
    all of them are shown then.
    """
    from quotes.statements import show_statements
    from quotes.store import open_view

    with open_view(_store(db).db) as whole:
        view = show_statements(whole) if statements else whole
        found = find_speakers(view, name)
        show.print_answering(name, found, as_json=as_json)
        for summary in found:
            show.print_speaker(view.speaker(summary.id), as_json=as_json)


@app.command()
def article(
    reference: Annotated[
        str,
        typer.Argument(
            metavar="ID|PATH|URL", callback=check_letters, help="Its number, file name, path or URL."
        ),
    ],
    statements: Statements = False,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Show one article and its attributions, in order."""
    from quotes.statements import show_statements
    from quotes.store import open_view

    with open_view(_store(db).db) as whole:
        view = show_statements(whole) if statements else whole
        show.print_article(view.find_article(reference), as_json=as_json)


@app.command()
def audit(
    db: Db = None,
    as_json: Json = False,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="End with status 1 when there is a flag of this severity or worse."),
    ] = None,
    dismissed: Annotated[
        bool,
        typer.Option(
            "--dismissed", help="Those instead that people dismissed, or whose attribution they rejected."
        ),
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="KIND", help="Only say what a kind of flag means, or all of them: all."
        ),
    ] = None,
    statements: Statements = False,
) -> None:
    """List every flag, worst first, with its evidence and place."""
    if explain:
        show.print_explanations(_explain(explain), as_json=as_json)
        return
    from quotes.statements import show_statements
    from quotes.store import open_view

    with open_view(_store(db).db) as whole:
        view = show_statements(whole) if statements else whole
        flags = view.dismissed_flags() if dismissed else view.flags()
    show.print_flags(flags, as_json=as_json)
    if fail_on and not dismissed and any(record.flag.severity.rank <= fail_on.rank for record in flags):
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
        Path,
        typer.Option(
            "--out", metavar="FOLDER", help="Where to write the pages; an older report there is replaced."
        ),
    ],
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

    with open_view(_store(db).db) as view:
        now = datetime.now().astimezone()
        summary = write_report(view, out, made=now, statements_only=statements)
    show.print_report(summary, as_json=as_json)


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="A brat folder (attributions/, text/), or JSON lines with texts beside them.",
        ),
    ],
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="FOLDER", help="Where the texts are. Left out: beside the gold."),
    ] = None,
    system: Annotated[
        Path | None,
        typer.Option(
            "--system",
            metavar="FILE",
            help="Score this output of extract --json instead of running the program.",
        ),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option(
            "--floors",
            metavar="FILE",
            help="Floors for the figures; end with status 1 when one is below its floor.",
        ),
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List every wrong speaker.")] = False,
    models: Models = None,
    extractor: Extractor = None,
    min_confidence: MinConfidence = None,
    as_json: Json = False,
) -> None:
    """Score what is found against hand-made gold."""
    from quotes.evaluate import find_broken_floors, load_gold
    from quotes.jobs import evaluate_gold

    settings = read_settings(models=models, extractor=extractor, min_confidence=min_confidence)
    found = load_gold(gold, texts=texts)
    total = 0 if system else len(found.texts)  # scoring a file takes no time to speak of
    with screen.counting(total=total, what="articles") as count:
        evaluation = evaluate_gold(found, settings, system=system, on_result=count)
    show.print_evaluation(evaluation, misses=misses, as_json=as_json)
    broken = find_broken_floors(found, evaluation, floors) if floors else ()
    for sentence in broken:
        screen.print_problem(sentence)
    if broken:
        raise typer.Exit(EXIT_PROBLEM)


@models_app.command("check")
def models_check(models: Models = None) -> None:
    """Check that the models are whole and fit."""
    from quotes.parse import describe_parser

    settings = read_settings(models=models)
    screen.print_line(f"{settings.models}: {describe_parser(settings)}, all files are as they should be")


@models_app.command("get")
def models_get(
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FOLDER", help="Where to put them; name it with --models then."),
    ],
) -> None:
    """Download Stanza's official English models.

    They are larger and slower than those that come with the program.
    """
    from quotes.parse.models import get_models

    get_models(out)
    screen.print_line(f"{out}: ready; use it with --models {out} or QUOTES_MODELS={out}")


def _store(db: str | None) -> Settings:
    return read_settings(db=db)
