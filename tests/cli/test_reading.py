"""Reading articles on the command line: the contract of --json, what a second run does, bad input."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLES, Run

pytestmark = pytest.mark.models

SHORT = "The talks went well, minister Ana Torres said on Friday.\n"


def test_extract_prints_one_line_an_article(quotes: Run, tmp_path: Path) -> None:
    text = (
        "\ufeffLima — “We will sign,” said Ana Torres, the minister. 🎉\r\n\r\nShe said that it was late.\r\n"
    )
    path = tmp_path / "talks.txt"
    path.write_bytes(text.encode())
    done = quotes("extract", path, "--json")
    assert done.returncode == 0, done.stderr
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    decoded = text.encode().decode("utf-8")
    assert row["doc"] == "talks"
    assert set(row) >= {"doc", "attributions", "flags"}
    first, second = row["attributions"]
    assert set(first) >= {"source", "cue", "content", "kind", "polarity", "speakers", "confidence", "flags"}
    words = {role: [decoded[s:e] for s, e in first[role]] for role in ("source", "cue", "content")}
    assert words["content"] == ["“We will sign,”"]
    assert words["cue"] == ["said"]
    assert words["source"][0].startswith("Ana Torres")
    assert (first["kind"], second["kind"]) == ("direct", "indirect")
    assert first["speakers"] == second["speakers"] == ["Ana Torres"]


def test_extract_gives_the_text_of_a_page(quotes: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    body = "".join(
        f"<p>Paragraph {n} tells what happened in the town on that long day of talks.</p>" for n in range(6)
    )
    path.write_text(
        f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1>{body}"
        "<p>“We will sign,” said Ana Torres, the minister.</p></article></body></html>",
        encoding="utf-8",
    )
    done = quotes("extract", path, "--json")
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    (attribution,) = row["attributions"]
    assert [row["text"][s:e] for s, e in attribution["content"]] == ["“We will sign,”"]


def test_extract_touches_no_store(quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    assert quotes("extract", "a.txt", "--json", cwd=tmp_path).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_second_run_changes_nothing(quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    db = tmp_path / "q.db"
    assert "1 new" in quotes("ingest", tmp_path / "a.txt", "--db", db).stdout
    before = list(sqlite3.connect(db).iterdump())
    again = quotes("ingest", tmp_path / "a.txt", "--db", db)
    assert again.returncode == 0
    assert "1 unchanged" in again.stdout
    assert list(sqlite3.connect(db).iterdump()) == before


def test_a_batch_goes_on_past_bad_files(quotes: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a-empty.txt").write_bytes(b"")
    (folder / "b-binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "c-noise.txt").write_bytes(b"\x81\x8d\x8f\x90\x9d\xff\xfe\x00" * 50)
    (folder / "d-good.txt").write_text(SHORT, encoding="utf-8")
    done = quotes("ingest", folder, "--db", tmp_path / "q.db")
    assert done.returncode == 1
    assert "1 new" in done.stdout
    assert "3 skipped" in done.stdout
    for name in ("a-empty.txt", "b-binary.txt", "c-noise.txt"):
        assert name in done.stderr
    assert "d-good" not in done.stderr


def test_fifty_megabytes_of_one_line_are_refused_with_a_reason(quotes: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * 10_000_000)
    done = quotes("ingest", path, "--db", tmp_path / "q.db", timeout=60)
    assert done.returncode == 1
    assert "long.txt" in done.stderr
    assert "MB" in done.stderr


def test_a_folder_with_nothing_to_read_is_an_error(quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = quotes("ingest", tmp_path / "empty", "--db", tmp_path / "q.db")
    assert done.returncode != 0
    assert "empty" in done.stderr
    assert ".txt" in done.stderr
    assert not (tmp_path / "q.db").exists()


def test_a_missing_path_does_not_stop_the_others(quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    done = quotes("ingest", tmp_path / "missing.txt", tmp_path / "a.txt", "--db", tmp_path / "q.db")
    assert done.returncode == 1
    assert "missing.txt" in done.stderr
    assert "1 new" in done.stdout


def test_a_locked_store_is_an_error_and_stays_as_it_was(quotes: Run, tmp_path: Path) -> None:
    db = tmp_path / "q.db"
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    assert quotes("ingest", tmp_path / "a.txt", "--db", db).returncode == 0
    (tmp_path / "b.txt").write_text(SHORT.replace("Ana", "Eva"), encoding="utf-8")
    holder = sqlite3.connect(db, isolation_level=None)
    before = list(holder.iterdump())
    holder.execute("BEGIN EXCLUSIVE")
    try:
        done = quotes("ingest", tmp_path / "b.txt", "--db", db, timeout=120)
    finally:
        holder.execute("ROLLBACK")
    assert done.returncode == 1
    assert "locked" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(holder.iterdump()) == before


def test_a_file_that_is_no_store_is_an_error(quotes: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear editor, " * 100, encoding="utf-8")
    done = quotes("speakers", "--db", path)
    assert done.returncode == 1
    assert "letter.db" in done.stderr
    assert "Traceback" not in done.stderr


def test_looking_into_a_store_that_is_not_there_makes_none(quotes: Run, tmp_path: Path) -> None:
    done = quotes("speakers", "--db", tmp_path / "none.db")
    assert done.returncode == 1
    assert "quotes ingest" in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_missing_models_are_named(quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    done = quotes("extract", ARTICLES, "--models", tmp_path / "models")
    assert done.returncode == 1
    assert "resources.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_environment_names_the_store(quotes: Run, store: Path, tmp_path: Path) -> None:
    done = quotes("speakers", cwd=tmp_path, env={"QUOTES_DB": str(store)})
    assert "Lavrov" in done.stdout


@pytest.mark.parametrize(
    "call", [["speakers", "--nonsense"], ["speaker"], ["audit", "--fail-on", "dreadful"], ["bogus"]]
)
def test_a_wrong_call_ends_with_two(quotes: Run, call: list[str]) -> None:
    done = quotes(*call)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
