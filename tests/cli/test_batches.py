"""Batches of files on the command line: what is read, kept, skipped, and what bad input does."""

import os
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLES, RECORDED, Run, make_environment, rows
from tests.cli.recorded_main import POISON, STALL

SHORT = "The talks went well, minister Ana Torres said on Friday.\n"


def dump(db: Path) -> list[str]:
    return list(sqlite3.connect(db).iterdump())


def test_a_second_run_changes_nothing_and_loads_nothing(recorded_quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    db, note = tmp_path / "q.db", tmp_path / "loaded"
    assert "1 new" in recorded_quotes("ingest", tmp_path / "a.txt", "--db", db).stdout
    before = dump(db)
    again = recorded_quotes("ingest", tmp_path / "a.txt", "--db", db, env={"NOTE_LOADING": str(note)})
    assert (again.returncode, again.stdout) == (0, "1 article: 1 unchanged\n")
    assert dump(db) == before
    assert not note.exists()


def test_a_batch_goes_on_past_bad_files(recorded_quotes: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a-empty.txt").write_bytes(b"")
    (folder / "b-binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "c-noise.txt").write_bytes(b"\x81\x8d\x8f\x90\x9d\xff\xfe\x00" * 50)
    (folder / "d-good.txt").write_text(SHORT, encoding="utf-8")
    (folder / "e-poison.txt").write_text(f"{SHORT} {POISON}", encoding="utf-8")
    (folder / "f-good.txt").write_text(SHORT.replace("Ana", "Eva"), encoding="utf-8")
    done = recorded_quotes("ingest", folder, tmp_path / "missing.txt", "--db", tmp_path / "q.db")
    assert done.returncode == 1
    assert done.stdout.startswith("7 articles: ")
    assert "2 new" in done.stdout
    assert "5 skipped" in done.stdout
    for name in ("a-empty.txt", "b-binary.txt", "c-noise.txt", "e-poison.txt", "missing.txt"):
        assert done.stderr.count(name) == 1
    assert "good" not in done.stderr
    assert "Traceback" not in done.stderr


def test_json_says_what_became_of_each_file(recorded_quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    done = recorded_quotes("ingest", tmp_path, "--db", tmp_path / "q.db", "--json")
    assert done.returncode == 1
    done.returncode = 0
    found = {Path(row["path"]).name: row for row in rows(done)}
    assert found["a.txt"]["status"] == "new"
    assert found["a.txt"]["quotation_count"] is not None
    assert found["b.txt"]["status"] == "skipped"
    assert "empty" in found["b.txt"]["reason"]
    assert found["b.txt"]["quotation_count"] is None


def test_one_text_in_two_files_is_one_article(recorded_quotes: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SHORT, encoding="utf-8")
    call = ("ingest", tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "a.txt", "--db", tmp_path / "q.db")
    done = recorded_quotes(*call)
    assert done.returncode == 0
    assert done.stdout.startswith("2 articles: 1 new, 1 unchanged\n")
    assert sqlite3.connect(tmp_path / "q.db").execute("select count(*) from articles").fetchone() == (1,)


def test_windows_line_ends_make_no_other_article(recorded_quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SHORT.encode() * 3)
    (tmp_path / "b.txt").write_bytes(SHORT.replace("\n", "\r\n").encode() * 3)
    done = recorded_quotes("ingest", tmp_path, "--db", tmp_path / "q.db")
    assert "1 new, 1 unchanged" in done.stdout


def test_many_small_files(recorded_quotes: Run, tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.txt").write_text(f"{number}. {SHORT}", encoding="utf-8")
    call = ("ingest", tmp_path, "--extractor", "rules", "--db", tmp_path / "q.db")
    done = recorded_quotes(*call, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "300 new" in done.stdout


def test_a_name_that_is_no_unicode(recorded_quotes: Run, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text(SHORT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only Unicode")
    for call in (["extract", tmp_path], ["extract", tmp_path, "--json"]):
        done = recorded_quotes(*call)
        assert done.returncode == 0, done.stderr
    (tmp_path / "good.txt").write_text(SHORT.replace("Ana", "Eva"), encoding="utf-8")
    done = recorded_quotes("ingest", tmp_path, "--db", tmp_path / "q.db")
    assert "Traceback" not in done.stderr
    assert "1 new" in done.stdout, "the database takes no such name, but the others"
    assert done.returncode == 1


def test_fifty_megabytes_of_one_line_are_refused_with_a_reason(quotes: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * 10_000_000)
    done = quotes("ingest", path, "--db", tmp_path / "q.db", timeout=300)
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


def test_a_locked_store_is_an_error_and_stays_as_it_was(recorded_quotes: Run, tmp_path: Path) -> None:
    db = tmp_path / "q.db"
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    assert recorded_quotes("ingest", tmp_path / "a.txt", "--db", db).returncode == 0
    (tmp_path / "b.txt").write_text(SHORT.replace("Ana", "Eva"), encoding="utf-8")
    holder = sqlite3.connect(db, isolation_level=None)
    before = list(holder.iterdump())
    holder.execute("BEGIN EXCLUSIVE")
    try:
        done = recorded_quotes("ingest", tmp_path / "b.txt", "--db", db, timeout=120)
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


def test_ctrl_c_keeps_what_is_stored(recorded_quotes: Run, tmp_path: Path) -> None:
    """The first article fills a batch of its own; the second stalls."""
    (tmp_path / "a.txt").write_text(SHORT * 2000, encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{SHORT} {STALL}", encoding="utf-8")
    db = tmp_path / "q.db"
    process = subprocess.Popen(
        [*RECORDED, "ingest", str(tmp_path), "--db", str(db)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=make_environment(),
        # Whoever starts the tests in the background has Ctrl-C ignored, and all they start with them.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr
    assert process.stderr.readline() == "stalled\n"
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=30)
    assert process.returncode == 130
    assert complaint.startswith("quotes: stopped; what is in the store stays")
    assert "Traceback" not in complaint
    (tmp_path / "b.txt").unlink()
    again = recorded_quotes("ingest", tmp_path, "--db", db)
    assert again.stdout == "1 article: 1 unchanged\n"


def test_a_report_is_written_and_replaced(quotes: Run, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    first = quotes("report", "--out", out, "--db", store)
    assert first.returncode == 0, first.stderr
    assert str(out / "index.html") in first.stdout
    assert "Sergey Lavrov" in (out / "index.html").read_text(encoding="utf-8")
    (out / "stale.html").write_text("from an older report", encoding="utf-8")
    (row,) = rows(quotes("report", "--out", out, "--db", store, "--json"))
    assert row["index"] == str(out / "index.html")
    assert row["articles"] == 2
    assert not (out / "stale.html").exists()


def test_a_folder_that_is_no_report_is_left_alone(quotes: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work", encoding="utf-8")
    done = quotes("report", "--out", tmp_path, "--db", store)
    assert done.returncode == 1
    assert str(tmp_path) in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_extract_of_the_articles_reads_well(recorded_quotes: Run) -> None:
    done = recorded_quotes("extract", ARTICLES)
    assert done.returncode == 0
    assert "! unintroduced-speaker (high)" in done.stdout
    assert "(no source)" in done.stdout
    assert "  Sergei Lavrov, Wang Yi  ·  indirect  ·  as “the Russian" in done.stdout
