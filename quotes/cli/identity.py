"""`quotes speakers ...`: what a person decides on who is who, and the pairs that wait for a decision."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.app import speakers_app
from quotes.cli.formats import Csv, JsonOrCsv, choose_format, print_records
from quotes.cli.lookup import find_article, find_speakers
from quotes.cli.options import Db, Json, check_letters
from quotes.cli.screen import clean, print_json, print_line
from quotes.cli.tables import print_table
from quotes.errors import NotFoundError, SettingsError
from quotes.records import DecisionKind, DecisionRecord, DuplicateRecord, SpeakerSummary, View
from quotes.settings import read_settings

if TYPE_CHECKING:
    from quotes.store import Store

# How many speakers an error lists when a name fits several.
LISTED = 10

WHO_HELP = "A number, or any name that fits one speaker only."
First = Annotated[str, typer.Argument(metavar="A", callback=check_letters, help=WHO_HELP)]
Second = Annotated[str, typer.Argument(metavar="B", callback=check_letters, help=WHO_HELP)]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="WHO",
        envvar="QUOTES_BY",
        help="Who decides. Left out: the name that you are logged in with.",
        show_default=False,
    ),
]
Why = Annotated[
    str, typer.Option("--why", metavar="TEXT", callback=check_letters, help="The reason.", show_default=False)
]


# ------------------------------------------------------------------ deciding
@speakers_app.command("merge")
def merge(
    first: First, second: Second, by: By = None, why: Why = "", db: Db = None, as_json: Json = False
) -> None:
    """Say that two speakers are one.

    A keeps its number and name; all that B is quoted with, now and later, is A's.
    """
    with open_to_decide(db) as store:
        a, b = pick_speaker(store.view, first), pick_speaker(store.view, second)
        _print_decided(store.merge_speakers(a.id, b.id, who=tell_who(by), why=why), as_json=as_json)


@speakers_app.command("split")
def split(
    speaker: First,
    articles: Annotated[
        list[str],
        typer.Option(
            "--article",
            metavar="ID|PATH|URL",
            help="An article in which A is somebody else; may be given several times.",
        ),
    ],
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="B", help="Who it is there. Left out: a new speaker.", show_default=False
        ),
    ] = None,
    name: Annotated[
        str,
        typer.Option("--name", metavar="NAME", callback=check_letters, help="What to call the new speaker."),
    ] = "",
    by: By = None,
    why: Why = "",
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Say that in some articles a speaker is somebody else.

    Later articles go to either by what they say of the speaker; the two are never joined again.
    """
    if to and name:
        raise typer.BadParameter("names a new speaker; B has a name", param_hint="--name")
    with open_to_decide(db) as store:
        a = pick_speaker(store.view, speaker)
        b = pick_speaker(store.view, to) if to else None
        where = [find_article(store.view, reference).summary.identity for reference in articles]
        decided = store.split_speaker(
            a.id, where, to=b.id if b else None, name=name, who=tell_who(by), why=why
        )
        _print_decided(decided, as_json=as_json)


@speakers_app.command("rename")
def rename(
    speaker: First,
    name: Annotated[str, typer.Argument(metavar="NAME", callback=check_letters, help="What to call it.")],
    by: By = None,
    why: Why = "",
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Give a speaker the name to show, whatever articles call it."""
    with open_to_decide(db) as store:
        a = pick_speaker(store.view, speaker)
        _print_decided(store.rename_speaker(a.id, name, who=tell_who(by), why=why), as_json=as_json)


@speakers_app.command("not-same")
def not_same(
    first: First, second: Second, by: By = None, why: Why = "", db: Db = None, as_json: Json = False
) -> None:
    """Say that two speakers are two, however alike their names."""
    with open_to_decide(db) as store:
        a, b = pick_speaker(store.view, first), pick_speaker(store.view, second)
        _print_decided(store.mark_not_same(a.id, b.id, who=tell_who(by), why=why), as_json=as_json)


@speakers_app.command("undo")
def undo(
    decision: Annotated[
        int, typer.Argument(metavar="DECISION", help="The number that speakers decisions shows.")
    ],
    by: By = None,
    why: Why = "",
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Take back a decision: all is as if it had not been.

    The undoing is a decision of its own, and may be undone.
    """
    with open_to_decide(db) as store:
        _print_decided(store.undo_decision(decision, who=tell_who(by), why=why), as_json=as_json)


# ------------------------------------------------------------------ looking
@speakers_app.command("decisions")
def decisions(
    speaker: Annotated[
        str | None,
        typer.Argument(metavar="[A]", callback=lambda text: text and check_letters(text), help=WHO_HELP),
    ] = None,
    db: Db = None,
    as_json: JsonOrCsv = False,
    as_csv: Csv = False,
) -> None:
    """List what people decided, on one speaker or on all, oldest first."""
    from quotes.export.csv import DECISION_COLUMNS
    from quotes.export.rows import decision_to_row

    with open_to_decide(db) as store:
        about = pick_speaker(store.view, speaker).id if speaker else None
        found = store.view.decisions(about)
    if print_records(found, decision_to_row, DECISION_COLUMNS, choose_format(as_json, as_csv)):
        return
    print_table(
        ("decision", "what", "who", "when", "why", "state"),
        ((d.id, d.tell(), d.who, f"{d.at:%Y-%m-%d %H:%M}", d.why, _state(d)) for d in found),
        spared=("when", "who"),
    )


def _state(decision: DecisionRecord) -> str:
    if decision.undone_by:
        return f"undone by {decision.undone_by}"
    if decision.in_force:
        return "in force"
    return "rests: a speaker of it came of a split that is undone"


@speakers_app.command("duplicates")
def duplicates(
    limit: Annotated[int, typer.Option("--limit", metavar="NUMBER", min=1, help="How many pairs.")] = 20,
    db: Db = None,
    as_json: JsonOrCsv = False,
    as_csv: Csv = False,
) -> None:
    """List pairs of speakers who may be one, best first, with what speaks for it and against it.

    Pairs that somebody merged or said not-same of are left out.
    """
    from quotes.export.csv import DUPLICATE_COLUMNS
    from quotes.export.rows import duplicate_to_row

    with open_to_decide(db) as store:
        found = store.view.duplicates(limit=limit)
    if print_records(found, duplicate_to_row, DUPLICATE_COLUMNS, choose_format(as_json, as_csv)):
        return
    for pair in found:
        _print_duplicate(pair)
    if not found:
        print_line("no two speakers look like one")


def _print_duplicate(pair: DuplicateRecord) -> None:
    one, other = (f"{clean(speaker.name)} (number {speaker.id})" for speaker in (pair.first, pair.second))
    print_line(f"{one} and {other}", style="bold")
    for evidence in pair.evidence:
        print_line(clean(evidence.detail), indent=4)
    print_line(f"quotes speakers merge {pair.first.id} {pair.second.id}", indent=4)
    print_line(f"quotes speakers not-same {pair.first.id} {pair.second.id}", indent=4)


# ------------------------------------------------------------------ helpers
def open_to_decide(db: str | None) -> "Store":
    """The store that options name, to write people's decisions into."""
    from quotes.store import open_store

    return open_store(read_settings(db=db).db, create=False)


def tell_who(by: str | None) -> str:
    """Who decides: as said, or else the name that one is logged in with; raises SettingsError."""
    if by and by.strip():
        return check_letters(by)
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise SettingsError(
            "nobody knows who decides here", remedy="say it with --by, or in QUOTES_BY"
        ) from error


def pick_speaker(view: View, name: str) -> SpeakerSummary:
    """The one speaker that a number or a name fits; raises NotFoundError for none and for several.

    Of several, one who alone bears the very name is meant.
    """
    found = find_speakers(view, name)
    bearers = [one for one in found if one.name.casefold() == " ".join(name.casefold().split())]
    if len(found) == 1 or len(bearers) == 1:
        return (bearers or list(found))[0]
    listed = ", ".join(f"{one.id} ({one.name})" for one in found[:LISTED])
    raise NotFoundError(
        f"{len(found)} speakers answer to {name!r}: {listed}{' ...' if len(found) > LISTED else ''}",
        remedy="give the number of one",
    )


def _print_decided(decision: DecisionRecord, *, as_json: bool) -> None:
    if as_json:
        from quotes.export.rows import decision_to_row

        print_json(decision_to_row(decision))
        return
    print_line(f"decision {decision.id}: {clean(decision.tell())}")
    if decision.kind is not DecisionKind.UNDO:
        print_line(f"to take it back: quotes speakers undo {decision.id}", indent=2)
