"""`quotes evaluate`: scores against hand-made gold."""

from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import screen, show
from quotes.cli.app import app
from quotes.cli.options import EXIT_PROBLEM, Extractor, Json, MinConfidence, Models
from quotes.settings import read_settings


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="A brat folder, or JSON lines with texts beside them.",
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
