"""`quotes models ...`: the language models."""

from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import screen
from quotes.cli.app import models_app
from quotes.cli.options import Models
from quotes.settings import read_settings


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
