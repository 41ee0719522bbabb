"""`quotes judge` and `quotes judgements`: what people say of attributions and flags, and the record of it."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.app import app
from quotes.cli.filters import SpeakerFilter
from quotes.cli.formats import Csv, JsonOrCsv, choose_format, print_records
from quotes.cli.identity import By, Why, open_to_decide, pick_speaker, tell_who
from quotes.cli.lookup import find_speakers
from quotes.cli.options import Db, Json, check_letters
from quotes.cli.screen import clean, print_json, print_line, print_problem, shorten
from quotes.cli.tables import print_table
from quotes.records import JudgementKind, JudgementRecord, View
from quotes.settings import read_settings

if TYPE_CHECKING:
    from quotes.store import Store

UNDO = "undo"

# What may be said of what.
VERDICTS = (
    JudgementKind.CONFIRM,
    JudgementKind.REJECT,
    JudgementKind.REASSIGN,
    JudgementKind.CORRECT,
    JudgementKind.DISMISS,
)
PARTS = ("source", "cue", "content")


def _part(name: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(
        f"--{name}",
        metavar="TEXT|START-END",
        help=f"With correct: the {name}, in the article's own words or in offsets such as 120-140"
        + (f'; --{name} "" takes it away.' if name != "content" else "."),
        callback=lambda words: words if words is None else check_letters(words),
        show_default=False,
    )
    return info


@app.command("judge")
def judge(
    thing: Annotated[
        str,
        typer.Argument(
            metavar="ATTRIBUTION|FLAG|undo",
            callback=check_letters,
            help="An attribution: its number, or the first digits of its identity. A flag: its first digits, "
            "as audit shows them. Or: undo.",
        ),
    ],
    verdict: Annotated[
        str,
        typer.Argument(
            metavar="VERDICT|JUDGEMENT",
            help="Of an attribution: confirm, reject, reassign, correct. Of a flag: dismiss. "
            "After undo: the number of a judgement.",
        ),
    ],
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="NAME",
            help="With reassign: who said it, a number or a name; a name that nobody in the store has makes "
            "a new person.",
            callback=lambda name: name if name is None else check_letters(name),
            show_default=False,
        ),
    ] = None,
    source: Annotated[str | None, _part("source")] = None,
    cue: Annotated[str | None, _part("cue")] = None,
    content: Annotated[str | None, _part("content")] = None,
    by: By = None,
    why: Why = "",
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Say what is right of an attribution or a flag; it outranks the program, and lasts.

    An attribution is confirmed, rejected, reassigned or corrected, a flag dismissed, a judgement undone.
    Nothing is ever deleted: judgements shows all that was said, and undo takes a judgement back.
    """
    parts = {
        name: words for name, words in zip(PARTS, (source, cue, content), strict=True) if words is not None
    }
    if thing == UNDO:
        _check_options(UNDO, to, parts)
        if not verdict.isdecimal() or len(verdict) > 18:
            raise typer.BadParameter("give the number of a judgement", param_hint="undo")
        with open_to_decide(db) as store:
            made = store.undo_judgement(int(verdict), who=tell_who(by), why=why)
            _print_judged(made, as_json=as_json)
        return
    if verdict not in VERDICTS:
        raise typer.BadParameter(f"one of {', '.join(VERDICTS)}", param_hint="VERDICT")
    kind = JudgementKind(verdict)
    _check_options(kind, to, parts)
    with open_to_decide(db) as store:
        who = tell_who(by)
        if kind is JudgementKind.DISMISS:
            _print_judged(store.dismiss_flag(store.find_flag(thing), who=who, why=why), as_json=as_json)
            return
        number = store.find_attribution(thing)
        match kind:
            case JudgementKind.CONFIRM:
                made = store.confirm_attribution(number, who=who, why=why)
            case JudgementKind.REJECT:
                made = store.reject_attribution(number, who=who, why=why)
            case JudgementKind.CORRECT:
                made = store.correct_attribution(number, **parts, who=who, why=why)
            case _:
                made = _reassign(store, number, to or "", who=who, why=why)
        _print_judged(made, as_json=as_json)


def _check_options(verdict: str, to: str | None, parts: Collection[str]) -> None:
    """Refuse an option that the verdict does not know, and a verdict without the option that it needs."""
    reassign, correct = verdict == JudgementKind.REASSIGN, verdict == JudgementKind.CORRECT
    if to is not None and not reassign:
        raise typer.BadParameter("goes with reassign", param_hint="--to")
    if parts and not correct:
        raise typer.BadParameter("goes with correct", param_hint=f"--{next(iter(parts))}")
    if reassign and not (to and to.strip()):
        raise typer.BadParameter("say who said it", param_hint="--to")
    if correct and not parts:
        raise typer.BadParameter("say what is right", param_hint="--source, --cue or --content")


def _reassign(store: "Store", number: int, to: str, *, who: str, why: str) -> JudgementRecord:
    if store.view.find_speakers(to) or to.strip().isdecimal():
        known = pick_speaker(store.view, to)
        return store.reassign_attribution(number, to=known.id, who=who, why=why)
    near = store.view.suggest_speakers(to)
    made = store.reassign_attribution(number, name=to, who=who, why=why)
    if made.speaker:
        hint = f"; if {' or '.join(near)} is meant: quotes judge undo {made.id}" if near else ""
        print_problem(f"{made.speaker.name} is new in the store, number {made.speaker.id}{hint}")
    return made


def _print_judged(judgement: JudgementRecord, *, as_json: bool) -> None:
    if as_json:
        from quotes.export.rows import judgement_to_row

        print_json(judgement_to_row(judgement))
        return
    where = f" ({_tell_thing(judgement)})" if judgement.kind is not JudgementKind.UNDO else ""
    print_line(f"judgement {judgement.id}{where}: {clean(judgement.tell())}")
    print_line(clean(judgement.about), indent=4, style="italic")
    if judgement.kind is not JudgementKind.UNDO:
        print_line(f"to take it back: quotes judge undo {judgement.id}", indent=2)


def _tell_thing(judgement: JudgementRecord) -> str:
    if judgement.flag:
        return f"flag {judgement.flag[:8]}"
    return f"attribution {judgement.attribution_id or judgement.attribution[:8]}"


# ------------------------------------------------------------------ the record
@app.command("judgements")
def judgements(
    lost: Annotated[
        bool,
        typer.Option(
            "--lost",
            help="Only those that count but whose attribution or flag no newer analysis finds any more.",
        ),
    ] = False,
    speaker: SpeakerFilter = None,
    db: Db = None,
    as_json: JsonOrCsv = False,
    as_csv: Csv = False,
) -> None:
    """List what people judged, oldest first, undone or not.

    With --speaker, what was judged of quotations that are credited to one speaker, by the program or by
    the judgement.
    """
    from quotes.export.csv import JUDGEMENT_COLUMNS
    from quotes.export.rows import judgement_to_row
    from quotes.store import open_view

    with open_view(read_settings(db=db).db) as view:
        found = [one for one in view.judgements() if one.lost or not lost]
        if speaker is not None:
            found = _keep_speakers(found, view, speaker)
    if print_records(found, judgement_to_row, JUDGEMENT_COLUMNS, choose_format(as_json, as_csv)):
        return
    print_table(
        ("judgement", "of", "what", "words", "article", "who", "when", "why", "state"),
        (
            (
                one.id,
                _tell_thing(one),
                one.tell(),
                shorten(one.about),
                one.label,
                one.who,
                f"{one.at:%Y-%m-%d %H:%M}",
                one.why,
                _state(one),
            )
            for one in found
        ),
        spared=("when", "article", "of", "who"),
    )


def _keep_speakers(found: list[JudgementRecord], view: View, name: str) -> list[JudgementRecord]:
    """Judgements on what is credited to a speaker: a reassigned one belongs to both."""
    speakers = find_speakers(view, name)
    ids = {one.id for one in speakers}
    names = {form for one in speakers for form in (one.name, *one.aliases)}
    return [
        one for one in found if not names.isdisjoint(one.speakers) or (one.speaker and one.speaker.id in ids)
    ]


def _state(judgement: JudgementRecord) -> str:
    if judgement.undone_by:
        return f"undone by {judgement.undone_by}"
    if judgement.lost:
        return "lost: no analysis finds it any more"
    carried = f", carried over from {judgement.carried_from}" if judgement.carried_from else ""
    return f"in force{carried}" if judgement.in_force else f"outranked{carried}"
