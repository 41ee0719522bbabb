"""How things are printed: lines, JSON, CSV, problems, progress; tables are in `quotes.cli.tables`.

Data goes to stdout, progress and problems to stderr. Text of articles is cleaned of control characters, so
that no article can move the cursor or reorder a line of somebody's terminal. Rich is imported only where
there is a terminal, which keeps a look-up in a pipe quick.
"""

import codecs
import io
import json
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
    from rich.text import Text

    from quotes.export.csv import Columns

Result = TypeVar("Result")

# Letters that change how what follows is shown: controls, bidirectional overrides, half characters, letters
# of private fonts, line separators.
UNSAFE_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")

# Characters of a text that a cell or a line of a list shows.
EXCERPT = 60

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


def shorten(text: str, limit: int = EXCERPT) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= limit:
        return text
    head = text[: limit - 2]
    return f"{head.rpartition(' ')[0] or head} …"


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
def get_console(*, stderr: bool = False) -> "Console":
    """Rich's console, which knows the width of the terminal, and whether colours are wanted (NO_COLOR)."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


# ------------------------------------------------------------------ to stdout
def print_line(line: str = "", *, style: str = "", indent: int = 0) -> None:
    """One line, or one paragraph on a terminal, of plain text."""
    if not is_terminal():
        sys.stdout.write(f"{' ' * indent}{line}".rstrip() + "\n")
        return
    from rich.text import Text

    _print_wrapped(Text(line, style=style), indent)


def _print_wrapped(text: "Text", indent: int) -> None:
    """Wrapped here, not by Rich's padding, which would fill every line up with blanks."""
    from rich.text import Text

    console = get_console()
    for part in text.wrap(console, max(console.width - indent, MIN_WIDTH)):
        part.rstrip()
        console.print(Text(" " * indent) + part, soft_wrap=True)


def print_text(text: str) -> None:
    """Lines that are laid out already, as they are."""
    sys.stdout.write(text + "\n")


def print_marked(parts: Sequence[tuple[str, bool]], *, indent: int = 0) -> None:
    """A paragraph of which some parts are marked: bold on a terminal, like the rest in a pipe."""
    parts = clean_parts(parts)
    if not is_terminal():
        print_line("".join(text for text, _ in parts), indent=indent)
        return
    from rich.text import Text

    _print_wrapped(Text.assemble(*((text, "bold" if marked else "") for text, marked in parts)), indent)


def clean_parts(parts: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Parts of one text, each cleaned; a blank between two of them stays one."""
    cleaned: list[tuple[str, bool]] = []
    begun = blank = False
    for text, marked in parts:
        words = clean(text)
        if words:
            gap = " " if begun and (blank or text[0].isspace()) else ""
            if gap and not marked:
                words, gap = gap + words, ""
            elif gap:
                cleaned.append((gap, False))
            cleaned.append((words, marked))
            begun, blank = True, text[-1].isspace()
        else:
            blank = blank or bool(text)
    return cleaned


def print_json(row: Mapping[str, Any]) -> None:
    """One object on one line; in ASCII where stdout is not in Unicode.

    On a terminal, letters that would steer it are escaped as JSON escapes them, so the object is the same.
    """
    encoding = (sys.stdout.encoding or "utf-8").lower().replace("-", "")
    line = dump_object(row, ascii_only=not encoding.startswith("utf"))
    sys.stdout.write((_escape_unsafe(line) if is_terminal() else line) + "\n")


def _escape_unsafe(line: str) -> str:
    if line.isascii():
        return line
    return "".join(json.dumps(c)[1:-1] if unicodedata.category(c) in UNSAFE_CATEGORIES else c for c in line)


def print_csv(columns: "Columns", rows: Iterable[dict[str, Any]]) -> None:
    """A heading and a record for each row: in UTF-8, whatever else the locale says, but for a terminal.

    A terminal is not sent letters that would steer it; in a pipe every letter arrives.
    """
    from quotes.export.csv import dump_heading, dump_record

    if not is_terminal() and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(dump_heading(columns))
    for row in rows:
        record = dump_record(row, columns)
        sys.stdout.write(_keep_harmless(record) if is_terminal() else record)


def _keep_harmless(record: str) -> str:
    return "".join(c for c in record if c in "\r\n" or unicodedata.category(c) not in UNSAFE_CATEGORIES)


# ------------------------------------------------------------------ to stderr
def print_problem(message: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"quotes: {clean(message)}\n")


@contextmanager
def counting(*, total: int | None, what: str) -> Iterator[Callable[[object], None]]:
    """A function to call for each thing done, with a progress bar on stderr when that is a terminal."""
    with _progress(total, what) as progress:
        yield lambda _: progress.advance(progress.task_ids[0]) if progress else None


def track(results: Iterable[Result], *, total: int | None, what: str) -> Iterator[Result]:
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
def _progress(total: int | None, what: str) -> "Iterator[Progress | None]":
    """A bar for `total` things, a bare count when None; nothing for 0 or where nobody watches."""
    if total == 0 or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Rich would send what is written to stdout to its own console, which is stderr here.
    with Progress(
        *columns, console=get_console(stderr=True), transient=True, redirect_stdout=False
    ) as progress:
        progress.add_task(what, total=total)
        yield progress
