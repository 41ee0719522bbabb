"""`quotes speakers`, `speaker`, `article` and `audit`: looking up what the store has."""

from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import show
from quotes.cli.app import app, refuse_misplaced_options, speakers_app
from quotes.cli.lookup import find_speakers
from quotes.cli.options import EXIT_PROBLEM, Db, Json, Statements, check_letters, make_selection
from quotes.errors import SettingsError
from quotes.model import FlagKind, Severity, SpeakerKind
from quotes.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotes.audit import Explanation


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

    with open_view(read_settings(db=db).db) as view:
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
    from quotes.store import open_view

    with open_view(read_settings(db=db).db) as whole:
        view = whole.select(make_selection(whole, statements_only=statements))
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
    from quotes.store import open_view

    with open_view(read_settings(db=db).db) as whole:
        view = whole.select(make_selection(whole, statements_only=statements))
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
    from quotes.store import open_view

    with open_view(read_settings(db=db).db) as whole:
        view = whole.select(make_selection(whole, statements_only=statements))
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
