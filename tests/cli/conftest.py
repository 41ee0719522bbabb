"""A store with the two articles, made once through the command line, and a way to call it."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conftest import FIXTURES

ARTICLES = FIXTURES / "articles"
Run = Callable[..., subprocess.CompletedProcess[str]]


def run_quotes(
    *args: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in a pipe: tables come as tab-separated values."""
    command: Sequence[str] = [sys.executable, "-c", "from quotes.cli import run; run()", *map(str, args)]
    base = {key: value for key, value in os.environ.items() if not key.startswith("QUOTES_")}
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, env=base | (env or {}), timeout=timeout, check=False
    )


@pytest.fixture(scope="session")
def quotes() -> Run:
    """The command line as a function."""
    return run_quotes


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the two articles, read with the bundled models. Tests only look."""
    db = tmp_path_factory.mktemp("store") / "quotes.db"
    done = run_quotes("ingest", ARTICLES, "--db", db)
    assert done.returncode == 0, done.stderr
    return db
