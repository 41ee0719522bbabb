"""Tables: laid out for a terminal's width, tab-separated and uncut in a pipe."""

import sys
from collections.abc import Collection, Iterable, Sequence

from quotes.cli.screen import clean, get_console, is_terminal, print_line

# Columns of a terminal between two columns of a table.
GAP = 2

# A column of this width or less is never folded: numbers, dates, kinds.
NARROW = 14

# What a wider column needs at least; where there is less, columns that can be spared are left out.
READABLE = 16

Cell = str | int


def print_table(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, spared: Collection[str] = ()
) -> None:
    """A table on a terminal, tab-separated values in a pipe. Columns of numbers are set right.

    spared  headings of columns that a narrow terminal leaves out, the first of them first; a line below
            says which
    """
    lines = [[cell if isinstance(cell, int) else clean(cell) for cell in row] for row in rows]
    if not is_terminal():
        for line in (headings, *lines):
            sys.stdout.write("\t".join(map(str, line)) + "\n")
        return
    from rich.table import Table

    width = get_console().width
    widths = {
        heading: column
        for place, (heading, column) in enumerate(zip(headings, _measure(headings, lines), strict=True))
        if not lines or any(line[place] != "" for line in lines)  # one without any value only takes room
    }
    left_out: list[str] = []
    for heading in spared:
        if _least_width(widths) <= width:
            break
        if widths.pop(heading, None) is not None:
            left_out.append(heading)
    table = Table(box=None, pad_edge=False, header_style="bold")
    places = [place for place, heading in enumerate(headings) if heading in widths]
    for place in places:
        is_number = bool(lines) and isinstance(lines[0][place], int)
        table.add_column(
            headings[place],
            justify="right" if is_number else "left",
            no_wrap=is_number or widths[headings[place]] <= NARROW,
            overflow="fold",
        )
    for line in lines:
        table.add_row(*(_show(line[place], place) for place in places))
    get_console().print(table)
    if left_out:
        print_line(f"(no room for: {', '.join(left_out)}; a wider terminal, --csv or --json has them)")


def _show(cell: Cell, place: int) -> str:
    """A cell as people read it; a number in the first column is one to type, and stays as it is typed."""
    return f"{cell:,}" if isinstance(cell, int) and place else str(cell)


def _measure(headings: Sequence[str], lines: Sequence[Sequence[Cell]]) -> list[int]:
    """The width of each column as it is, in columns of the terminal: letters of East Asia take two."""
    from rich.cells import cell_len

    return [
        max(cell_len(heading), *(cell_len(_show(line[place], place)) for line in lines), 0)
        for place, heading in enumerate(headings)
    ]


def _least_width(widths: dict[str, int]) -> int:
    """The least width at which the table can be read: wide columns folded, narrow ones as they are."""
    return sum(min(width, READABLE) for width in widths.values()) + GAP * (len(widths) - 1)
