"""What `quotes ingest` tells of its inputs: previews, reasons, copies, versions, languages, stdin."""

import json
import subprocess
from pathlib import Path

from tests.cli.conftest import RECORDED, Run, make_environment, rows

WORDS = "The talks went well, minister Ana Torres said on Friday, and the mayor of the town agreed with her. "
TEXT = WORDS + " ".join(f"It was day {n} of the long talks in the old town hall." for n in range(8)) + "\n"
SPANISH = "El alcalde dijo el lunes que el puente se cerrará por reparaciones hasta la primavera próxima.\n"


def write_news(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    lines = [
        {"text": TEXT, "url": "https://herald.example/1", "source": "Herald", "date": "2026-03-01"},
        {"text": SPANISH, "title": "El puente"},
        {"title": "no text"},
        {"title": "no text"},
    ]
    (folder / "b.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


def test_a_dry_run_tells_all_and_writes_nothing(recorded_quotes: Run, tmp_path: Path) -> None:
    news, db, note = tmp_path / "news", tmp_path / "q.db", tmp_path / "loaded"
    news.mkdir()
    write_news(news)
    call = ("ingest", news, "--dry-run", "--outlet", "Post", "--published", "2026-02-03", "--db", db)
    done = recorded_quotes(*call, env={"NOTE_LOADING": str(note)})
    assert done.returncode == 1
    assert f"new: {news / 'a.txt'}" in done.stdout
    assert "Post  ·  2026-02-03" in done.stdout or "Post · 2026-02-03" in done.stdout
    assert (
        "5 articles: 2 new, 1 not in English, 2 skipped\n  2 skipped: the record has no text" in done.stdout
    )
    assert done.stdout.endswith("nothing was written\n")
    assert done.stderr.count("b.jsonl:") == 2
    assert not db.exists()
    assert not note.exists()


def test_copies_versions_and_languages_are_told(recorded_quotes: Run, tmp_path: Path) -> None:
    news, db = tmp_path / "news", tmp_path / "q.db"
    news.mkdir()
    write_news(news)
    done = recorded_quotes("ingest", news, "--db", db)
    assert done.stdout.startswith("5 articles: 1 new, 1 copy, 1 not in English, 2 skipped\n")
    (news / "b.jsonl").unlink()
    (news / "a.txt").write_text(TEXT + "Corrected on Monday.\n", encoding="utf-8")
    (foreseen,) = rows(recorded_quotes("ingest", news, "--dry-run", "--json", "--db", db))
    (written,) = rows(recorded_quotes("ingest", news, "--json", "--db", db))
    assert foreseen["status"] == written["status"] == "new-version"
    article = recorded_quotes("article", "3", "--db", db).stdout
    assert "not in English (es)" in article
    (second,) = rows(recorded_quotes("article", "2", "--json", "--db", db))
    assert (second["copy_of"], second["outlet"], second["published"]) == (1, "Herald", "2026-03-01")


def test_standard_input_is_read(tmp_path: Path) -> None:
    def read(given: str, *options: str) -> dict[str, object]:
        command = [*RECORDED, "ingest", "-", "--db", str(tmp_path / "q.db"), "--json", *options]
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, env=make_environment(), check=False
        )
        assert "Traceback" not in done.stderr
        row: dict[str, object] = json.loads(done.stdout)
        return row

    assert read(TEXT)["path"] == "stdin"
    assert read(json.dumps({"text": TEXT + "Two.", "title": "By line"}))["title"] == "By line"
    assert read("# Told so\n\n" + TEXT, "--format", "markdown")["title"] == "Told so"
    page = f"<html><head><title>Page</title></head><body><article><p>{TEXT}</p></article></body></html>"
    assert read(page)["title"] == "Page"
    assert read("")["status"] == "skipped"
