"""Entry point of the `quotes` command: what goes wrong becomes one line on stderr and an exit status."""

import gc
import os
import sys

from quotes.cli import screen
from quotes.cli.app import app
from quotes.cli.options import EXIT_PROBLEM
from quotes.errors import InputError, QuotesError, SettingsError

EXIT_MISUSE = 2  # the call itself was wrong


def run() -> None:
    """Run the command line and end the process with its status."""
    # A look-up prints and ends: to look for rings of garbage meanwhile takes a twentieth of its time. The
    # commands that run for long switch it on again.
    gc.disable()
    screen.prepare_streams()
    try:
        status = call_app()
        sys.stdout.flush()
    except BrokenPipeError:  # `quotes speakers | head`: nobody reads on, and nobody needs to be told
        _silence_stdout()
        status = EXIT_PROBLEM
    except OSError as error:  # a full disk under `quotes speakers > file`
        screen.print_problem(f"{error.filename or 'output'}: {error.strerror or error}")
        _silence_stdout()
        status = EXIT_PROBLEM
    sys.exit(status)


def call_app() -> int:
    """Do what the arguments of this process ask for; returns its status. Problems are told on stderr."""
    try:
        app(prog_name="quotes")
    except (SettingsError, InputError) as error:  # an InputError here: nothing to read in what was named
        screen.print_problem(str(error))
        return EXIT_MISUSE
    except QuotesError as error:
        screen.print_problem(str(error))
        return EXIT_PROBLEM
    except SystemExit as ended:  # how Typer ends, always with a number
        return ended.code if isinstance(ended.code, int) else EXIT_PROBLEM
    return 0


def _silence_stdout() -> None:
    """Drop what is left to print, or Python complains of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
