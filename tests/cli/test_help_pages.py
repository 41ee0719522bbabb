"""Help like a manual: every command has examples that work, exit status, environment; nothing is cut."""

import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quotes.cli.manual import ENVIRONMENT, PAGES, SECTIONS
from tests.cli.conftest import Done, Run
from tests.cli.test_reference import README, ROWS
from tests.conftest import FIXTURES

# What must have been done before an example means anything.
BEFORE = {
    "quotes speakers undo 1": "quotes speakers not-same Lavrov Kashin",
    "quotes judge undo 1": "quotes judge 17 confirm",
    "quotes judge undo 4": "",
}

# Those that end with 1, and rightly: that is what they are for.
ENDS_WITH_1 = ("quotes audit --fail-on high", "quotes verify ")

# Those that are not run here, with the reason.
NOT_RUN = {
    "quotes ingest http": "needs the network",
    "quotes ingest crawl.warc.gz": "there is no such file; tests of WARC make one",
    "quotes ingest archive/": "there is no such folder, and the lines before it make a database on a server",
    "quotes models get": "downloads",
    "quotes models check": "reads all the models; tests of the parser do it",
    "quotes evaluate": "tests of the scores do it",
    "quotes judge 3fa9c2": "the digits of a flag are of nobody's store",
    "quotes judge undo 4": "there is no fourth judgement",
    "quotes judge 17 correct": "the words are of nobody's article",
}

EXAMPLES = {example: what for page in PAGES.values() for example, what in page.examples}
IN_README = [
    line[2:].partition(" #")[0].strip() for line in README.splitlines() if line.startswith("$ quotes ")
]


def is_run(example: str) -> bool:
    return not example.startswith(tuple(NOT_RUN))


@pytest.fixture
def here(store: Path, tmp_path: Path) -> Path:
    """A folder with a store, the articles and a draft, as one who follows the examples has it."""
    shutil.copy(store, tmp_path / "quotes.db")
    with closing(sqlite3.connect(tmp_path / "quotes.db", isolation_level=None)) as connection:
        connection.execute("UPDATE articles SET outlet = 'The Courier', published = '2026-03-10'")
    (tmp_path / "fixtures").symlink_to(FIXTURES)
    (tmp_path / "draft.txt").write_text("Kashin said: “that not everything is going smoothly”.\n")
    return tmp_path


def do(example: str, here: Path, call: Run, recorded_quotes: Run, monkeypatch: pytest.MonkeyPatch) -> Done:
    """Run one example as a shell would."""
    typed, _, redirected = example.partition(" > ")
    typed, _, source = typed.partition(" < ")
    assert not redirected or redirected.endswith((".csv", ".jsonl"))
    name, *args = shlex.split(typed)
    assert name == "quotes"
    if args[0] in ("ingest", "extract"):
        return recorded_quotes(*args, cwd=here)
    if source:
        monkeypatch.setattr("sys.stdin", (here / source).open(encoding="utf-8"))
    return call(*args, cwd=here)


@pytest.mark.parametrize("example", [*filter(is_run, dict.fromkeys([*EXAMPLES, *IN_README]))])
def test_an_example_works(
    example: str, here: Path, call: Run, recorded_quotes: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before := BEFORE.get(example):
        assert do(before, here, call, recorded_quotes, monkeypatch).returncode == 0
    done = do(example, here, call, recorded_quotes, monkeypatch)
    expected = 1 if example.startswith(ENDS_WITH_1) else 0
    assert done.returncode == expected, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout


def test_what_is_not_run_is_there() -> None:
    """A reason for nothing would hide an example that breaks later."""
    for start in NOT_RUN:
        assert any(example.startswith(start) for example in [*EXAMPLES, *IN_README]), start


@pytest.mark.parametrize("name", ROWS)
def test_every_command_has_a_page(name: str) -> None:
    page = PAGES[name]
    assert page.examples
    for example, what in page.examples:
        assert re.match(rf"{re.escape(name)}( |$)", example), f"{example} is no example of {name}"
        assert what


def test_no_page_is_of_nothing() -> None:
    assert set(PAGES) - {"quotes", "quotes models"} <= set(ROWS)


@pytest.mark.parametrize("name", ROWS)
def test_help_says_all(call: Run, name: str) -> None:
    done = call(*name.split()[1:], "--help")
    assert done.returncode == 0
    for heading in ("Usage: ", "Examples:", "Exit status:", "Options:"):
        assert f"\n{heading}" in f"\n{done.stdout}", heading
    assert "..." not in re.sub(r"\w+\.\.\.|“\.\.\.”|ARGS\]\.\.\.", "", done.stdout), "something is cut"
    assert max(map(len, done.stdout.splitlines())) <= 100
    for variable in re.findall(r"env var: (\w+)", done.stdout):
        assert f"\n  {variable}" in done.stdout.partition("Environment:")[2]


def test_commands_stand_by_what_they_are_for(call: Run) -> None:
    shown = call("--help").stdout
    assert "More:" not in shown, "say in SECTIONS where it belongs"
    names = [name for section in SECTIONS.values() for name in section]
    places = [shown.find(f"\n  {name} ") for name in names]
    there = [place for place in places if place >= 0]
    assert there == sorted(there)
    assert shown.index("\n  ingest ") < shown.index("\n  speakers ") < shown.index("\n  speaker ")
    for variable in ENVIRONMENT:
        assert f"\n  {variable} " in shown


@pytest.mark.parametrize("command", [[], ["search"], ["speakers", "merge"]])
def test_help_as_a_command(call: Run, command: list[str]) -> None:
    assert call("help", *command).stdout == call(*command, "--help").stdout


def test_help_on_nothing(call: Run) -> None:
    done = call("help", "sarch")
    assert done.returncode == 2
    assert "Did you mean 'search'" in done.stderr
    assert "help" not in call("--help").stdout.partition("Options:")[0].split()


def test_exit_statuses_are_in_the_readme() -> None:
    table = re.findall(r"^\| (\d+) \| (.+) \|$", README, re.MULTILINE)
    assert [number for number, _ in table] == ["0", "1", "2", "130"]
