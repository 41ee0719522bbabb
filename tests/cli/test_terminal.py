"""What a person sees on a terminal of 80 columns, and what hostile text, odd locales and pipes do to it."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLES, REAL, RECORDED, Run, make_environment, rows

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

# A red title, a cleared screen, a reversed line, markup of Rich, a name on two lines, half an emoji.
HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07[red]Talks[/red] \u202efo dne\u202c :smile:\n\n"
    "“We \x1b[31mwill\x1b[0m\u2028 sign \u202eeht\u202c [bold]deal[/bold],” said [red]Ana\tTorres[/red].\n"
    + "It was late.\n"
    * 100  # so that the few control characters make no binary file of it
)


def in_terminal(
    command: Sequence[str], *args: str | Path, columns: int = 80, stdout: Path | None = None
) -> tuple[int, str]:
    """Exit status and what a terminal is sent; with `stdout` that goes to a file, and only stderr is one."""
    main, sub = pty.openpty()
    fcntl.ioctl(sub, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    sink = stdout.open("wb") if stdout else None
    process = subprocess.Popen(
        [*command, *map(str, args)],
        stdin=sub,
        stdout=sink or sub,
        stderr=sub,
        env=make_environment({"TERM": "xterm-256color"}),
    )
    os.close(sub)
    sent = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # Linux's way of saying that the other end is closed
            break
        if not part:
            break
        sent += part
    os.close(main)
    if sink:
        sink.close()
    return process.wait(timeout=60), sent.decode("utf-8").replace("\r\n", "\n")


@pytest.fixture(scope="module")
def hostile(recorded_quotes: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an article that means harm."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "evil\x1b[31m.txt").write_text(HOSTILE, encoding="utf-8")
    done = recorded_quotes("ingest", folder, "--db", folder / "q.db")
    assert done.returncode == 0, done.stderr
    assert rows(recorded_quotes("article", "1", "--db", folder / "q.db", "--json"))[0]["text"] == HOSTILE
    return folder / "q.db"


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("call", [["speakers"], ["speaker", "Lavrov"], ["article", "2"], ["audit"]])
def test_no_line_is_wider_than_the_terminal(store: Path, call: list[str], columns: int) -> None:
    status, shown = in_terminal(REAL, *call, "--db", store, columns=columns)
    assert status == 0
    lines = ESCAPE.sub("", shown).splitlines()
    assert lines
    assert max(map(len, lines)) <= columns


def test_a_table_on_a_terminal_has_columns(store: Path) -> None:
    _, shown = in_terminal(REAL, "speakers", "--db", store)
    heading, *lines = ESCAPE.sub("", shown).splitlines()
    assert "\t" not in shown
    lavrov = next(line for line in lines if "Sergey Lavrov" in line)
    assert lavrov.index("person") == heading.index("kind")
    assert lavrov.index("Lavrov;") == heading.index("also called")


def test_paragraphs_keep_their_indent_on_a_terminal(store: Path) -> None:
    _, shown = in_terminal(REAL, "speaker", "Kashin", "--db", store)
    lines = ESCAPE.sub("", shown).splitlines()
    assert sum(line.startswith("    ") for line in lines) > 5
    assert not [line for line in lines if line != line.rstrip()], "nothing to trim from what is copied"


@pytest.mark.parametrize("on_terminal", [True, False])
@pytest.mark.parametrize("call", [["article", "1"], ["audit"], ["speakers"]])
def test_hostile_text_steers_nothing(
    recorded_quotes: Run, hostile: Path, call: list[str], on_terminal: bool
) -> None:
    if on_terminal:
        status, shown = in_terminal(REAL, *call, "--db", hostile)
        shown = re.sub(r"\x1b\[[0-9;]*m", "", shown)  # the program's own colours
        assert "[31m.txt" in shown or call != ["article", "1"]
    else:
        done = recorded_quotes(*call, "--db", hostile)
        status, shown = done.returncode, done.stdout
    assert status == 0
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", shown)
    if call != ["speakers"]:
        assert "[bold]deal[/bold]" in shown, "markup is text"


def test_hostile_text_in_extract(recorded_quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, encoding="utf-8")
    _, shown = in_terminal(RECORDED, "extract", tmp_path / "a.txt")
    assert "\x1b[2J" not in shown
    assert "\x1b]0" not in shown
    assert "\u202e" not in shown
    assert "[bold]deal[/bold]" in shown
    done = recorded_quotes("extract", tmp_path / "a.txt", "--json")
    assert len(done.stdout.splitlines()) == 1
    assert json.loads(done.stdout)["doc"] == "a"


# ------------------------------------------------------------------ progress
def test_a_bar_shows_on_a_terminal_and_goes(tmp_path: Path) -> None:
    status, shown = in_terminal(RECORDED, "ingest", ARTICLES, "--db", tmp_path / "q.db")
    assert status == 0
    assert "articles" in shown
    assert re.search(r"[━╸]", shown)
    assert ESCAPE.sub("", shown).rstrip().endswith("found")


def test_a_bar_on_stderr_leaves_stdout_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    status, shown = in_terminal(RECORDED, "extract", "--json", ARTICLES, stdout=out)
    assert status == 0
    assert re.search(r"[━╸]", shown)
    assert "attributions" not in shown
    assert [json.loads(line)["doc"][:3] for line in out.read_text(encoding="utf-8").splitlines()] == [
        "000",
        "001",
    ]


def test_results_on_a_terminal_stand_apart_from_the_bar() -> None:
    _, shown = in_terminal(RECORDED, "extract", ARTICLES)
    for line in shown.splitlines():
        kept = re.split(r"\x1b\[2K|\r", line)[-1]  # what is left when the line was cleared
        assert not (re.search(r"[━╸]", kept) and re.search(r"indirect|direct", kept)), line


def test_no_bar_without_a_terminal(recorded_quotes: Run) -> None:
    done = recorded_quotes("extract", ARTICLES)
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


# ------------------------------------------------------------------ pipes and locales
@pytest.mark.parametrize("env", [{"FORCE_COLOR": "1"}, {"COLUMNS": "20"}])
def test_a_pipe_is_a_pipe_whatever_the_environment_says(
    quotes: Run, store: Path, env: dict[str, str]
) -> None:
    plain = quotes("speaker", "Lavrov", "--db", store).stdout
    assert quotes("speaker", "Lavrov", "--db", store, env=env).stdout == plain


@pytest.mark.parametrize("call", ["speakers", "audit --json", "article 2 --json"])
def test_a_reader_who_leaves_is_no_error(store: Path, call: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*REAL, *call.split(), "--db", str(store)],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        env=make_environment(),
        check=False,
    )
    os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_crash(store: Path, closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *REAL, "speakers", "--db", str(store)],
        capture_output=True,
        text=True,
        env=make_environment(),
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["speaker", "article"])
def test_bytes_that_are_no_text_are_a_wrong_call(store: Path, command: str) -> None:
    done = subprocess.run(
        [*map(os.fsencode, (*REAL, command)), b"\xff\xfe", b"--db", os.fsencode(store)],
        capture_output=True,
        text=True,
        env=make_environment(),
        check=False,
    )
    assert done.returncode == 2
    assert "not text" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_a_message(store: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*REAL, "audit", "--db", str(store)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=make_environment(),
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("quotes: output: No space left")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_any_locale_can_show_everything(quotes: Run, store: Path, env: dict[str, str]) -> None:
    for call in (["article", "2"], ["audit"], ["--help"]):
        done = quotes(*call, "--db", store, env=env) if call != ["--help"] else quotes(*call, env=env)
        assert done.returncode == 0, done.stderr
    (row,) = rows(quotes("article", "2", "--db", store, "--json", env=env))
    assert "“Plan B”" in row["text"]


def test_quotation_marks_are_spelled_in_ascii(quotes: Run, store: Path) -> None:
    done = quotes("article", "2", "--db", store, env={"PYTHONIOENCODING": "ascii"})
    assert 'moved to "Plan B" in opposition' in done.stdout
