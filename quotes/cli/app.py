"""The `quotes` command itself; its subcommands are in the modules beside this one."""

import gc
import logging
import sys
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer

from quotes import __version__
from quotes.cli import screen
from quotes.cli.help import Command, Group

# Commands that read a little and end; see `quotes.cli.entry.run`.
LOOK_UPS = ("speakers", "speaker", "articles", "article", "search", "verify", "audit", "judge", "judgements")

F = TypeVar("F", bound=Callable[..., Any])


class _App(typer.Typer):
    """A group of commands whose help is laid out by `quotes.cli.help`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(cls=Group, **options)

    def command(self, name: str | None = None, **options: Any) -> Callable[[F], F]:
        """Add a command; see Typer."""
        return super().command(name, **({"cls": Command} | options))


app = _App(
    name="quotes",
    help="Find who said what in news articles, keep it, look it up by speaker, and doubt it with reasons.",
    invoke_without_command=True,
    rich_markup_mode=None,  # plain help: quicker, and the same in every terminal, pipe and screen reader
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = _App(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Check the language models, or get larger ones.",
)
app.add_typer(models_app, name="models")
# Beside the listing, what a person decides on who is who: see `quotes.cli.identity`.
speakers_app = _App(rich_markup_mode=None)
app.add_typer(speakers_app, name="speakers")


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
    ctx: typer.Context,
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
    if ctx.invoked_subcommand not in LOOK_UPS:
        gc.enable()
    if ctx.invoked_subcommand is None:
        from quotes.cli.start import print_start

        print_start()


@app.command("help", hidden=True)
def show_help(
    ctx: typer.Context,
    command: Annotated[
        list[str] | None, typer.Argument(metavar="[COMMAND]", help="The command to explain.")
    ] = None,
) -> None:
    """Say what a command does, like its --help."""
    root = ctx.find_root()
    root.command.main([*(command or ()), "--help"], prog_name=root.info_name)
