"""`quotes` alone says what there is and what to do next."""

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_where_there_is_no_store(call: Run, tmp_path: Path) -> None:
    done = call(cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "There is no store yet (quotes.db)" in done.stdout
    assert "    quotes ingest FOLDER\n" in done.stdout
    assert not list(tmp_path.iterdir()), "looking makes no store"


def test_what_lies_here_is_what_to_read(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It was late.", encoding="utf-8")
    assert "    quotes ingest .\n" in call(cwd=tmp_path).stdout


@pytest.mark.models
def test_the_trial_works(quotes: Run, tmp_path: Path) -> None:
    """Word for word what it tells one to copy."""
    from quotes.cli.start import TRIAL

    echo, ingest, speaker = TRIAL
    words, name = shlex.split(echo)[1::2]
    (tmp_path / name).write_text(words + "\n", encoding="utf-8")
    assert quotes(*shlex.split(ingest)[1:], cwd=tmp_path).returncode == 0
    assert "bridge will open in May" in quotes(*shlex.split(speaker)[1:], cwd=tmp_path).stdout


def test_what_a_store_has(call: Run, store: Path, tmp_path: Path) -> None:
    done = call(cwd=tmp_path, env={"QUOTES_DB": str(store)})
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{store}: 2 articles, " in done.stdout
    assert "last read: 20" in done.stdout
    calls = [line.partition("   ")[0] for line in map(str.strip, done.stdout.splitlines()) if "   " in line]
    assert "quotes speaker 'Sergey Lavrov'" in calls
    for typed in calls:
        if not typed.startswith("quotes report"):
            asked = call(*shlex.split(typed)[1:], env={"QUOTES_DB": str(store)}, cwd=tmp_path)
            assert asked.returncode == 0, typed


def test_a_store_without_articles(call: Run, tmp_path: Path) -> None:
    from quotes.store import open_store

    open_store(f"sqlite:///{tmp_path / 'quotes.db'}").close()
    done = call(cwd=tmp_path)
    assert done.returncode == 0
    assert "0 articles" in done.stdout
    assert "    quotes ingest FOLDER\n" in done.stdout


def test_a_file_that_is_no_store(call: Run, tmp_path: Path) -> None:
    (tmp_path / "quotes.db").write_text("Dear editor, " * 100, encoding="utf-8")
    done = call(cwd=tmp_path)
    assert done.returncode == 1
    assert "quotes.db" in done.stderr


def test_a_password_is_not_shown(call: Run, tmp_path: Path) -> None:
    done = call(cwd=tmp_path, env={"QUOTES_DB": "postgresql+psycopg://eva:secret@127.0.0.1:1/none"})
    assert done.returncode == 1
    assert "secret" not in done.stdout + done.stderr
