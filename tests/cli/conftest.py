"""A store with the two articles, made once through the command line, and ways to call it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quotes.cli.entry import call_app
from tests.conftest import FIXTURES

ARTICLES = FIXTURES / "articles"
SCRIPT = Path(__file__).with_name("recorded_main.py")
REAL = (sys.executable, "-c", "from quotes.cli import run; run()")
RECORDED = (sys.executable, str(SCRIPT))
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def make_environment(env: dict[str, str] | None = None) -> dict[str, str]:
    """This environment without settings of the project, of colours and of the terminal."""
    ours = ("QUOTES_", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "LC_", "LANG", "PYTHONIOENCODING")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)} | (env or {})


def _run(
    command: tuple[str, ...],
    args: tuple[str | Path, ...],
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    timeout: float = 300,
) -> Done:
    return subprocess.run(
        [*command, *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",  # where a test asks for another encoding
        cwd=cwd,
        env=make_environment(env),
        timeout=timeout,
        check=False,
    )


@pytest.fixture(scope="session")
def quotes() -> Run:
    """The command as a user would call it, in a pipe: tables come as tab-separated values."""
    return lambda *args, **more: _run(REAL, args, **more)


@pytest.fixture(scope="session")
def recorded_quotes() -> Run:
    """The command with recorded parses in the place of the models; see recorded_main.py."""
    return lambda *args, **more: _run(RECORDED, args, **more)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the two articles from their recorded parses. Tests only look."""
    db = tmp_path_factory.mktemp("store") / "quotes.db"
    done = _run(RECORDED, ("ingest", ARTICLES, "--db", db))
    assert done.returncode == 0, done.stderr
    return db


@pytest.fixture(scope="session")
def dated(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same store, in which both articles have an outlet and a day. Tests only look."""
    db = tmp_path_factory.mktemp("dated") / "quotes.db"
    shutil.copy(store, db)
    with sqlite3.connect(db) as connection:
        change = "update articles set outlet = ?, published = ? where doc like ?"
        connection.execute(change, ("The Courier", "2026-03-02", "000%"))
        connection.execute(change, ("Evening Post", "2026-04-05", "001%"))
    return db


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, for tests of what it says: ten times quicker than `quotes`."""

    def run(*args: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None) -> Done:
        for name in ("QUOTES_DB", "QUOTES_MODELS", "QUOTES_BY"):
            monkeypatch.delenv(name, raising=False)
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        if cwd:
            monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["quotes", *map(str, args)])
        capsys.readouterr()
        status = call_app()
        said = capsys.readouterr()
        return Done(sys.argv, status, said.out, said.err)

    return run


def rows(done: Done) -> list[dict[str, Any]]:
    """What a command printed with --json."""
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
