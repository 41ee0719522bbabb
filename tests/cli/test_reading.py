"""Reading articles with the bundled models: the contract of --json, and that recorded parses tell no lies."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ARTICLES, Run, rows

pytestmark = pytest.mark.models

TALKS = "\ufeffLima — “We will sign,” said Ana Torres, the minister. 🎉\r\n\r\nShe said that it was late.\r\n"
PAGE = (
    "<html><head><title>Talks</title></head><body><article><h1>Talks</h1>"
    + "".join(
        f"<p>Paragraph {n} tells what happened in the town on that long day of talks.</p>" for n in range(6)
    )
    + "<p>“We will sign,” said Ana Torres, the minister.</p></article></body></html>"
)


@pytest.fixture(scope="module")
def extracted(quotes: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What `extract --json` prints of every file of this module, read by one process, by short name."""
    folder = tmp_path_factory.mktemp("news")
    (folder / "talks.txt").write_bytes(TALKS.encode())
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "twin-a.txt").write_text(
        "It was late, he said.\nMinister Ana Torres agreed.\n", encoding="utf-8"
    )
    (folder / "twin-b.txt").write_text(
        "It was late, he said.\nMinister Ana Torres agreed.\n", encoding="utf-8"
    )
    before = sorted(folder.iterdir())
    found = rows(quotes("extract", "--json", folder, folder / "talks.txt", ARTICLES, cwd=folder))
    assert sorted(folder.iterdir()) == before, "no store, no other file"
    assert len({row["doc"] for row in found}) == len(found), "a file that is named twice is read once"
    return {row["doc"]: row for row in found}


def test_extract_prints_one_line_an_article(extracted: dict[str, dict[str, Any]]) -> None:
    row = extracted["talks"]
    assert set(row) >= {"doc", "attributions", "flags"}
    first, second = row["attributions"]
    assert set(first) >= {"source", "cue", "content", "kind", "polarity", "speakers", "confidence", "flags"}
    words = {role: [TALKS[s:e] for s, e in first[role]] for role in ("source", "cue", "content")}
    assert words["content"] == ["“We will sign,”"]
    assert words["cue"] == ["said"]
    assert words["source"][0].startswith("Ana Torres")
    assert (first["kind"], second["kind"]) == ("direct", "indirect")
    assert first["speakers"] == second["speakers"] == ["Ana Torres"]


def test_extract_gives_the_text_of_a_page(extracted: dict[str, dict[str, Any]]) -> None:
    row = extracted["page"]
    contents = [[row["text"][s:e] for s, e in found["content"]] for found in row["attributions"]]
    assert ["“We will sign,”"] in contents
    assert "text" not in extracted["talks"]


def test_two_files_with_one_text_are_both_printed(extracted: dict[str, dict[str, Any]]) -> None:
    first, second = (extracted[f"twin-{letter}"] for letter in "ab")
    assert first["attributions"] == second["attributions"]


def test_recorded_parses_are_what_the_models_make(
    extracted: dict[str, dict[str, Any]], recorded_quotes: Run
) -> None:
    """All other tests of the command line stand on this one."""
    for row in rows(recorded_quotes("extract", "--json", ARTICLES)):
        assert row == extracted[row["doc"]]


def test_ingest_keeps_what_is_found(quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_bytes(TALKS.encode())
    db = tmp_path / "q.db"
    done = quotes("ingest", tmp_path / "talks.txt", "--db", db)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 article: 1 new\n2 quotations")
    assert not done.stderr, "no word of the libraries underneath"
    before = list(sqlite3.connect(db).iterdump())
    again = quotes("ingest", tmp_path / "talks.txt", "--db", db)
    assert (again.returncode, again.stdout) == (0, "1 article: 1 unchanged\n")
    assert list(sqlite3.connect(db).iterdump()) == before
    (speaker,) = rows(quotes("speaker", "Torres", "--db", db, "--json"))
    assert speaker["quotation_count"] == 2


def test_the_bundled_models_are_whole(quotes: Run) -> None:
    done = quotes("models", "check")
    assert done.returncode == 0
    assert "all files are as they should be" in done.stdout


def test_missing_models_are_named(quotes: Run, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    for call in (["extract", ARTICLES], ["models", "check"]):
        done = quotes(*call, "--models", tmp_path / "models")
        assert done.returncode == 1
        assert "resources.json" in done.stderr
        assert "Traceback" not in done.stderr


def test_output_can_be_scored(quotes: Run, extracted: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    gold = ARTICLES.parent / "gold.jsonl"
    docs = {json.loads(line)["doc"] for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()}
    system = tmp_path / "system.jsonl"
    system.write_text("".join(json.dumps(extracted[doc]) + "\n" for doc in sorted(docs)), encoding="utf-8")
    (figures,) = rows(quotes("evaluate", ARTICLES.parent, "--system", system, "--json"))
    assert figures["found"] > 0.9
    tables = quotes("evaluate", gold, "--system", system, "--misses")
    assert tables.returncode == 0
    assert "speakers" in tables.stdout
