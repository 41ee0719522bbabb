"""Real runs of `quotes ingest` that are killed, crowded, or meet a disk that is full or read-only."""

import os
import random
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import RECORDED, Run, make_environment, rows

ARTICLES = 40

# Words of invented quotations; each article has some of its own, and its speaker returns in others.
NAMES = ("Ana Torres", "Tom Reyes", "Mira Lang", "Oleg Brandt", "Ruth Okafor")
THINGS = ("the bridge", "the budget", "the harbour", "the strike", "the school", "the water")

# How often one run is killed before it may end, and the seed of the moments.
KILLS = 8
SEED = 20261122


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles with a quotation each."""
    made = tmp_path_factory.mktemp("news")
    for number in range(ARTICLES):
        name, thing = NAMES[number % len(NAMES)], THINGS[number % len(THINGS)]
        text = (
            f"“We will not close {thing} before day {number},” said {name}.\n"
            f"{name} said that {thing} had cost {number} million.\n"
        )
        (made / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def small_disk(tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """A folder, and what begins a command for which a disk of some megabyte is mounted there."""
    place = tmp_path / "disk"
    place.mkdir()
    return place, _mounting(f"mount -t tmpfs -o size=1200k tmpfs {place}")


def _mounting(mount: str) -> tuple[str, ...]:
    """A command begun by this sees a mount that nothing else sees, and that ends with it."""
    unshare = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)))
    tried = shutil.which("unshare") and subprocess.run([*unshare, "sh", "-c", mount], check=False)
    if not tried or tried.returncode:
        pytest.skip("nothing may be mounted here")
    return (*unshare, "sh", "-c", f'{mount} && exec "$@"', "sh")


def start(folder: Path, db: Path, *more: str) -> "subprocess.Popen[str]":
    command = [*RECORDED, "ingest", str(folder), "--db", str(db), "--extractor", "rules", "--json", *more]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=make_environment()
    )


def read_store(db: Path) -> tuple[list[object], ...]:
    """What was found, without numbers that depend on the order of reading."""
    connection = sqlite3.connect(db)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    questions = (
        "SELECT doc, text_hash FROM articles ORDER BY doc",
        "SELECT articles.doc, attributions.identity, kind, start FROM attributions"
        " JOIN articles ON articles.id = article_id ORDER BY 1, 2",
        "SELECT speakers.name, count(*) FROM credits JOIN speakers ON speakers.id = speaker_id GROUP BY 1",
        "SELECT articles.doc, flags.identity FROM flags"
        " JOIN articles ON articles.id = article_id ORDER BY 1, 2",
    )
    found = tuple(connection.execute(question).fetchall() for question in questions)
    connection.close()
    return found


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[object], ...]:
    """What the store has after a run that nothing disturbed."""
    db = tmp_path_factory.mktemp("whole") / "q.db"
    process = start(folder, db)
    process.communicate(timeout=300)
    assert process.returncode == 0
    return read_store(db)


def test_a_run_killed_again_and_again_ends_as_if_nothing_had_been(
    folder: Path, tmp_path: Path, whole: tuple[list[object], ...]
) -> None:
    db, moments = tmp_path / "q.db", random.Random(SEED)
    done = 0
    for _ in range(KILLS):
        process = start(folder, db)
        assert process.stdout
        for _ in range(done + moments.randrange(1, 1 + ARTICLES // KILLS)):
            process.stdout.readline()
        time.sleep(moments.random() / 50)  # an article is written in some milliseconds
        process.kill()
        process.communicate()
        articles, quotations, *_ = read_store(db)
        assert done <= len(articles) <= ARTICLES
        assert set(articles) <= set(whole[0])
        kept = {doc for doc, _ in articles}  # type: ignore[misc]
        assert quotations == [row for row in whole[1] if row[0] in kept]  # type: ignore[index]
        done = len(articles)
    assert done > 0
    process = start(folder, db)
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    assert said.count('"new"') == ARTICLES - done
    assert read_store(db) == whole


def test_two_runs_at_once_into_one_file_both_end(
    folder: Path, tmp_path: Path, whole: tuple[list[object], ...]
) -> None:
    db = tmp_path / "q.db"
    processes = [start(folder, db), start(folder, db)]
    said = [process.communicate(timeout=300)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sum(one.count('"new"') for one in said) == ARTICLES
    assert sum(one.count('"unchanged"') for one in said) == ARTICLES
    assert read_store(db) == whole


def test_a_full_disk_is_an_error_that_loses_nothing(
    folder: Path, tmp_path: Path, small_disk: tuple[Path, tuple[str, ...]], recorded_quotes: Run
) -> None:
    place, mounting = small_disk
    saved = tmp_path / "saved"
    saved.mkdir()
    script = f'"$@"; status=$?; cp {place}/* {saved}; exit $status'
    command = [*mounting, "sh", "-c", script, "sh", *RECORDED, "ingest", str(folder)]
    done = subprocess.run(
        [*command, "--db", str(place / "q.db"), "--extractor", "rules"],
        capture_output=True,
        text=True,
        env=make_environment(),
        timeout=300,
        check=False,
    )
    assert done.returncode == 1
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    kept = len(read_store(saved / "q.db")[0])
    assert 0 < kept < ARTICLES
    # With room again, the same command reads the rest.
    again = recorded_quotes("ingest", folder, "--db", saved / "q.db", "--extractor", "rules", "--json")
    assert [row["status"] for row in rows(again)].count("new") == ARTICLES - kept


def test_a_file_on_a_disk_that_can_only_be_read(folder: Path, store: Path, tmp_path: Path) -> None:
    place = tmp_path / "archive"
    place.mkdir()
    shutil.copy(store, place / "q.db")
    mounting = _mounting(f"mount --bind {place} {place} && mount -o remount,ro,bind {place}")

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [*mounting, *RECORDED, *arguments, "--db", str(place / "q.db")]
        return subprocess.run(
            command, capture_output=True, text=True, env=make_environment(), timeout=300, check=False
        )

    looked = call("speakers")
    assert looked.returncode == 0, looked.stderr
    assert "Lavrov" in looked.stdout
    refused = call("ingest", str(folder), "--extractor", "rules")
    assert refused.returncode == 1
    assert str(place / "q.db") in refused.stderr
    assert "may be written to" in refused.stderr
    assert "Traceback" not in refused.stderr
