"""The options that say which quotations are meant: the same of every command that has them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import typer

from quotes.cli.grouped import takes_group
from quotes.cli.lookup import find_outlets, find_speakers, suggest
from quotes.cli.options import Statements, check_letters, read_day
from quotes.model import FlagKind
from quotes.records import Selection, View


def _read_kind(text: str) -> FlagKind:
    """A kind of flag as it was typed."""
    try:
        return FlagKind(text)
    except ValueError:
        near = suggest(text, FlagKind)
        hint = f"; did you mean {near}?" if near else "; quotes audit --explain all lists them"
        raise typer.BadParameter(f"no kind of flag is called {text!r}{hint}") from None


@dataclass(frozen=True, slots=True)
class Filters:
    """What these options were given."""

    speaker: str | None = None
    since: date | None = None
    until: date | None = None
    outlet: tuple[str, ...] | None = None
    flag: tuple[FlagKind, ...] | None = None
    flagged_only: bool = False
    statements: bool = False

    def make_selection(self, view: View) -> Selection:
        """Which quotations they ask for.

        Raises NotFoundError for a speaker or an outlet that the store does not have, with those that are like
        it.
        """
        if self.since and self.until and self.since > self.until:
            problem = f"{self.since} is after {self.until}, the day of --until"
            raise typer.BadParameter(problem, param_hint="--since")
        found = find_speakers(view, self.speaker) if self.speaker is not None else None
        return Selection(
            speakers=None if found is None else frozenset(one.id for one in found),
            since=self.since,
            until=self.until,
            outlets=find_outlets(view, self.outlet or ()),
            flag_kinds=frozenset(self.flag or ()),
            flagged_only=self.flagged_only,
            statements_only=self.statements,
        )


NO_FILTERS = Filters()

SpeakerFilter = Annotated[
    str | None,
    typer.Option(
        "--speaker",
        metavar="NAME",
        callback=lambda name: name and check_letters(name),
        help="Only what this speaker is quoted with: any name or spelling, or a number.",
        show_default=False,
    ),
]

# Each field of Filters as an option.
OPTIONS: dict[str, Any] = {
    "speaker": SpeakerFilter,
    "since": Annotated[
        date | None,
        typer.Option(
            "--since",
            metavar="DAY",
            parser=read_day,
            help="Only articles published on this day or later, as 2026-03-31.",
            show_default=False,
        ),
    ],
    "until": Annotated[
        date | None,
        typer.Option(
            "--until",
            metavar="DAY",
            parser=read_day,
            help="Only articles published on this day or before.",
            show_default=False,
        ),
    ],
    "outlet": Annotated[
        list[str] | None,
        typer.Option(
            "--outlet",
            metavar="NAME",
            help="Only articles of this outlet; several may be given.",
            show_default=False,
        ),
    ],
    "flag": Annotated[
        list[FlagKind] | None,
        typer.Option(
            "--flag",
            metavar="KIND",
            parser=_read_kind,
            help="Only what has a flag of this kind, as unattributed; several may be given.",
            show_default=False,
        ),
    ],
    "flagged_only": Annotated[bool, typer.Option("--flagged-only", help="Only quotations that have a flag.")],
    "statements": Statements,
}


def takes_filters(*, without: tuple[str, ...] = ()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options in the place of its parameter `filters`.

    without  fields of Filters that would mean nothing to it
    """
    kept = {name: option for name, option in OPTIONS.items() if name not in without}
    return takes_group("filters", Filters, kept)
