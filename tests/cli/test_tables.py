"""Tables on terminals of any width, and in pipes."""

import io
import json
import sys

import pytest
from rich.cells import cell_len
from rich.console import Console

from quotes.cli import screen, tables

HEADINGS = ("id", "name", "kind", "quotations", "also called")
ROWS = [
    (1, "Ana Torres", "person", 1234, "Torres; the minister of the interior and of many other things"),
    (2, "王毅", "person", 3, ""),
    (3, "Centre for Comprehensive European and International Studies", "organization", 2, "CCEIS"),
]


def show(monkeypatch: pytest.MonkeyPatch, width: int, *, spared: tuple[str, ...] = ()) -> list[str]:
    """The lines of the table on a terminal of some width."""
    console = Console(file=io.StringIO(), width=width, color_system=None, force_terminal=True)
    with monkeypatch.context() as patch:
        patch.setattr(tables, "is_terminal", lambda: True)
        patch.setattr(screen, "is_terminal", lambda: True)
        patch.setattr(tables, "get_console", lambda: console)
        patch.setattr(screen, "get_console", lambda: console)
        tables.print_table(HEADINGS, ROWS, spared=spared)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    lines = show(monkeypatch, width, spared=("also called", "kind"))
    assert max(map(cell_len, lines)) <= width


def test_names_are_folded_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    words = set(" ".join(show(monkeypatch, 60, spared=("also called",))).split())
    assert {"Comprehensive", "International", "organization", "王毅"} <= words


def test_what_is_left_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = show(monkeypatch, 60, spared=("also called", "kind"))
    assert "also" not in lines[0]
    assert "kind" in lines[0], "there is room for it"
    assert "(no room for: also called; a wider terminal" in " ".join(lines)


def test_nothing_is_left_out_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = show(monkeypatch, 200, spared=("also called", "kind"))
    assert lines[0].split() == ["id", "name", "kind", "quotations", "also", "called"]
    assert len(lines) == 1 + len(ROWS)


def test_a_column_without_values_takes_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(f"{__name__}.ROWS", [(*row[:-1], "") for row in ROWS])
        heading, *lines = show(monkeypatch, 200)
    assert heading.split() == ["id", "name", "kind", "quotations"]
    assert len(lines) == len(ROWS)


def test_wide_letters_leave_columns_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    heading, ana, wang, _ = show(monkeypatch, 200)
    place = cell_len(heading.partition("kind")[0])
    assert {cell_len(line.partition("person")[0]) for line in (ana, wang)} == {place}


def test_a_number_to_type_has_no_comma(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(f"{__name__}.ROWS", [(1234, *ROWS[0][1:])])
        _, line = show(monkeypatch, 200)
    assert line.split()[0] == "1234"
    assert "1,234" in line, "quotations"


def test_a_pipe_gets_everything_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    tables.print_table(HEADINGS, ROWS, spared=("also called",))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "\t".join(HEADINGS)
    assert lines[1:] == ["\t".join(map(str, row)) for row in ROWS]


def test_a_table_without_rows_is_its_heading(capsys: pytest.CaptureFixture[str]) -> None:
    tables.print_table(HEADINGS, [])
    assert capsys.readouterr().out == "\t".join(HEADINGS) + "\n"


# ------------------------------------------------------------------ marked words
@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([("a ", False), ("b", True), (" c", False)], "a b c"),
        ([("a\n\n", False), ("\tb", True)], "a b"),
        ([("pre", False), ("fix", True)], "prefix"),
        ([(" \n", False), ("b", True), ("\x1b[31m", False)], "b[31m"),
        ([("a", True), (" ", False), ("b", True)], "a b"),
        ([], ""),
    ],
)
def test_parts_are_cleaned_as_the_whole_is(parts: list[tuple[str, bool]], told: str) -> None:
    cleaned = screen.clean_parts(parts)
    assert "".join(text for text, _ in cleaned) == told
    assert [text for text, marked in cleaned if marked] == [screen.clean(t) for t, marked in parts if marked]


def test_json_on_a_terminal_is_the_same_object_and_steers_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"text": "王\x9b31m \u202efo\u200d \U000e0001"}
    monkeypatch.setattr(screen, "is_terminal", lambda: True)
    screen.print_json(row)
    line = capsys.readouterr().out
    assert json.loads(line) == row
    assert screen.clean(line) == line.strip()
    assert "王" in line


def test_csv_on_a_terminal_steers_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(screen, "is_terminal", lambda: True)
    screen.print_csv({"a": "a"}, [{"a": "x\x1b[2J\ny"}])
    assert capsys.readouterr().out == 'a\r\n"x[2J\ny"\r\n'


def test_csv_is_utf_8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", newline="\n"))
        screen.print_csv({"a": "a"}, [{"a": "“Лавров”"}])
        sys.stdout.flush()
        assert raw.getvalue().decode("utf-8") == "a\r\n“Лавров”\r\n"
