"""`quotes speakers`, `speaker`, `articles`, `article` and `audit`: looking up what the store has."""

from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import found
from quotes.cli.app import app, refuse_misplaced_options, speakers_app
from quotes.cli.filters import NO_FILTERS, Filters, takes_filters
from quotes.cli.formats import Csv, JsonOrCsv, choose_format
from quotes.cli.lookup import find_article, find_speakers, suggest
from quotes.cli.options import EXIT_PROBLEM, Db, Limit, check_letters, choose_limit
from quotes.cli.screen import print_problem
from quotes.errors import SettingsError
from quotes.model import FlagKind, Severity, SpeakerKind
from quotes.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sized

    from quotes.audit import Explanation


@speakers_app.callback(invoke_without_command=True)
@takes_filters(without=("speaker",))
def speakers(
    ctx: typer.Context,
    kind: Annotated[
        SpeakerKind | None,
        typer.Option("--kind", metavar="KIND", help=f"Only speakers of one kind: {', '.join(SpeakerKind)}."),
    ] = None,
    limit: Limit = None,
    filters: Filters = NO_FILTERS,
    db: Db = None,
    as_json: JsonOrCsv = False,
    as_csv: Csv = False,
) -> None:
    """List who is in the store, most quoted first.

    Each with its number, kind, quotations, articles, flags and other forms of its name; what is left out by
    an option is not counted. The commands below say who is who where the program cannot know.
    """
    if ctx.invoked_subcommand:
        refuse_misplaced_options(ctx)
        return
    from quotes.store import open_view

    with open_view(read_settings(db=db).db) as whole:
        selection = filters.make_selection(whole)
        listed = [one for one in whole.select(selection).speakers() if kind in (None, one.kind)]
    most = choose_limit(limit)
    shown = listed[:most]
    found.print_speakers(shown, choose_format(as_json, as_csv), more=len(listed) - len(shown))
    _end_where_nothing_is_left(listed, asked=kind is not None or filters != NO_FILTERS)


@app.command()
@takes_filters(without=("speaker",))
def speaker(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            callback=check_letters,
            help="A name or part of it, in any spelling, or the number that speakers shows.",
        ),
    ],
    limit: Limit = None,
    filters: Filters = NO_FILTERS,
    db: Db = None,
    as_json: JsonOrCsv = False,
    as_csv: Csv = False,
) -> None:
    """Show all that a speaker is quoted with.

    Every quotation with its article, date, kind, cue and flags, and where else its words are reported.
    Several speakers may answer to one name; all of them are shown then.
    """
    from quotes.store import open_view

    with open_view(read_settings(db=db).db) as whole:
        selection = filters.make_selection(whole)
        view = whole.select(selection)
        most = choose_limit(limit)
        records = [view.speaker(one.id, limit=most) for one in find_speakers(view, name)]
    asked = records if selection.is_everything else [one for one in records if one.quotations]
    found.print_found_speakers(name, asked or records, choose_format(as_json, as_csv))
    _end_where_nothing_is_left(asked, asked=filters != NO_FILTERS)


@app.command()
@takes_filters()
def articles(
    limit: Limit = None,
    filters: Filters = NO_FILTERS,
    db: Db = None,
    as_json: JsonOrCsv = False,
    as_csv: Csv = False,
) -> None:
    """List the articles in the store, in the order they were read.

    Each with its number, date, language, outlet, title, quotations and flags; what an option leaves out is
    not counted.
    """
    from quotes.store import open_view

    with open_view(read_settings(db=db).db) as whole:
        selection = filters.make_selection(whole)
        listed = whole.select(selection).articles()
    most = choose_limit(limit)
    shown = listed[:most]
    found.print_articles(shown, choose_format(as_json, as_csv), more=len(listed) - len(shown))
    _end_where_nothing_is_left(listed, asked=filters != NO_FILTERS)


@app.command()
@takes_filters(without=("since", "until", "outlet"))
def article(
    reference: Annotated[
        str,
        typer.Argument(
            metavar="ID|PATH|URL", callback=check_letters, help="Its number, file name, path or URL."
        ),
    ],
    filters: Filters = NO_FILTERS,
    db: Db = None,
    as_json: JsonOrCsv = False,
    as_csv: Csv = False,
) -> None:
    """Show one article and its attributions, in order.

    Each with who is credited, kind, cue, number and flags, and where else its words are reported.
    """
    from quotes.store import open_view

    with open_view(read_settings(db=db).db) as whole:
        selection = filters.make_selection(whole)
        record = find_article(whole.select(selection), reference)
    found.print_article(record, choose_format(as_json, as_csv))
    _end_where_nothing_is_left(record.quotations or record.flags, asked=filters != NO_FILTERS)


def _end_where_nothing_is_left(left: "Sized", *, asked: bool) -> None:
    """Status 1, as from grep, where certain things were asked for; a whole list may be empty."""
    if asked and not left:
        print_problem("nothing in the store fits these options")
        raise typer.Exit(EXIT_PROBLEM)


@app.command()
@takes_filters(without=("flagged_only",))
def audit(
    filters: Filters = NO_FILTERS,
    dismissed: Annotated[
        bool,
        typer.Option(
            "--dismissed", help="Those instead that people dismissed, or whose attribution they rejected."
        ),
    ] = False,
    limit: Limit = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="End with status 1 when there is a flag of this severity or worse."),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="KIND", help="Only say what a kind of flag means, or all of them: all."
        ),
    ] = None,
    db: Db = None,
    as_json: JsonOrCsv = False,
    as_csv: Csv = False,
) -> None:
    """List every flag, worst first, with its evidence and place.

    That there is none is good news, and no problem.
    """
    form = choose_format(as_json, as_csv)
    if explain:
        found.print_explanations(_explain(explain), form)
        return
    from quotes.store import open_view

    with open_view(read_settings(db=db).db) as whole:
        selection = filters.make_selection(whole)
        view = whole.select(selection)
        most = choose_limit(limit)
        flags = view.dismissed_flags()[:most] if dismissed else view.flags(limit=most)
        more = 0 if dismissed or most is None else view.counts().flags - len(flags)
    found.print_flags(flags, form, more=more)
    if fail_on and not dismissed and any(record.flag.severity.rank <= fail_on.rank for record in flags):
        raise typer.Exit(EXIT_PROBLEM)


def _explain(kind: str) -> "Mapping[FlagKind, Explanation]":
    from quotes.audit import EXPLANATIONS

    if kind == "all":
        return EXPLANATIONS
    if kind not in list(FlagKind):
        near = suggest(kind, FlagKind)
        known = f"one of: all, {', '.join(FlagKind)}"
        raise SettingsError(
            f"no kind of flag is called {kind!r}",
            remedy=f"did you mean {near}? It is {known}" if near else known,
        )
    return {FlagKind(kind): EXPLANATIONS[FlagKind(kind)]}
