"""How things are printed: lines, tables, JSON, problems, progress.

Data goes to stdout, progress and problems to stderr. In a pipe a table becomes lines of tab-separated
values with a heading. Text of articles is cleaned of control characters, so that no article can move
the cursor or reorder a line of somebody's terminal. Rich is imported only where there is a terminal, which
keeps a look-up in a pipe quick.
"""

import codecs
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from quotes.export.jsonl import dump_object

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

Result = TypeVar("Result")

# Letters that change how what follows is shown: controls, bidirectional overrides, half characters, letters
# of private fonts, line separators.
UNSAFE_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")

# Columns that a paragraph gets at least, however narrow the terminal.
MIN_WIDTH = 20


def clean(text: str) -> str:
    """Text on one line, white space folded, characters that steer a terminal left out."""
    if text.isascii() and text.isprintable():  # nearly every cue and name
        return " ".join(text.split())
    kept = (c if c.isspace() or unicodedata.category(c) not in UNSAFE_CATEGORIES else "" for c in text)
    return " ".join("".join(kept).split())


def plural(number: int, one: str, many: str = "") -> str:
    """ "1 quotation", "2 quotations" """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def prepare_streams() -> None:
    """Let stdout take any text: letters that its encoding lacks are spelled in those that it has.

    A stream that the caller closed (`quotes speakers >&-`) swallows what it is given.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - to the end
    codecs.register_error("spell", _spell)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="spell")


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from anyascii import anyascii

    return anyascii(error.object[error.start : error.end]) or "?", error.end


def is_terminal() -> bool:
    """True when a person reads stdout as it comes. Settings for colour in a pipe do not count."""
    return sys.stdout.isatty()


@cache
def _console(*, stderr: bool = False) -> "Console":
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


# ------------------------------------------------------------------ to stdout
def print_line(line: str = "", *, style: str = "", indent: int = 0) -> None:
    """One line, or one paragraph on a terminal, of plain text."""
    if not is_terminal():
        sys.stdout.write(f"{' ' * indent}{line}".rstrip() + "\n")
        return
    from rich.text import Text

    console = _console()
    # Wrapped here, not by Rich's padding, which would fill every line up with blanks.
    for part in Text(line, style=style).wrap(console, max(console.width - indent, MIN_WIDTH)):
        part.rstrip()
        console.print(Text(" " * indent) + part, soft_wrap=True)


def print_text(text: str) -> None:
    """Lines that are laid out already, as they are."""
    sys.stdout.write(text + "\n")


def print_json(row: Mapping[str, Any]) -> None:
    """One object on one line; in ASCII where stdout is not in Unicode."""
    encoding = (sys.stdout.encoding or "utf-8").lower().replace("-", "")
    sys.stdout.write(dump_object(row, ascii_only=not encoding.startswith("utf")) + "\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    """A table on a terminal, tab-separated values in a pipe. Columns of numbers are set right."""
    lines = [[cell if isinstance(cell, int) else clean(cell) for cell in row] for row in rows]
    if not is_terminal():
        for line in (headings, *lines):
            sys.stdout.write("\t".join(map(str, line)) + "\n")
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        is_number = bool(lines) and isinstance(lines[0][number], int)
        # Numbers and kinds are never folded: what is long is a name or the list of its other forms.
        table.add_column(
            heading, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold"
        )
    for line in lines:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else cell for cell in line))
    _console().print(table)


# ------------------------------------------------------------------ to stderr
def print_problem(message: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"quotes: {clean(message)}\n")


@contextmanager
def counting(*, total: int, what: str) -> Iterator[Callable[[object], None]]:
    """A function to call for each thing done, with a progress bar on stderr when that is a terminal."""
    with _progress(total, what) as progress:
        yield lambda _: progress.advance(progress.task_ids[0]) if progress else None


def track(results: Iterable[Result], *, total: int, what: str) -> Iterator[Result]:
    """Pass results on and count them; see `counting`.

    The bar goes away while the caller prints a result on a terminal.
    """
    with _progress(total, what) as progress:
        for result in results:
            if progress:
                progress.advance(progress.task_ids[0])
            if progress and is_terminal():
                progress.stop()
                yield result
                progress.start()
            else:
                yield result


@contextmanager
def _progress(total: int, what: str) -> "Iterator[Progress | None]":
    if not total or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Rich would send what is written to stdout to its own console, which is stderr here.
    with Progress(*columns, console=_console(stderr=True), transient=True, redirect_stdout=False) as progress:
        progress.add_task(what, total=total)
        yield progress
