"""Statements alone, on the command line as a user would ask for them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ARTICLES, Run, rows


def acts_of(found: list[dict[str, Any]], key: str) -> set[str]:
    return {one["act"] for row in found for one in row[key]}


def test_extract(recorded_quotes: Run) -> None:
    every = rows(recorded_quotes("extract", ARTICLES, "--json"))
    alone = rows(recorded_quotes("extract", ARTICLES, "--json", "--statements-only"))
    assert acts_of(every, "attributions") > {"communication"}
    assert acts_of(alone, "attributions") == {"communication"}
    statements = [[a for a in row["attributions"] if a["act"] == "communication"] for row in every]
    assert [row["attributions"] for row in alone] == statements


@pytest.mark.parametrize("doc", ["000_f50e68e8fcddc8c2", "001_b050d626f1275417"])
def test_article(quotes: Run, store: Path, doc: str) -> None:
    (every,) = rows(quotes("article", doc, "--db", store, "--json"))
    (alone,) = rows(quotes("article", doc, "--db", store, "--json", "--statements-only"))
    statements = [q for q in every["quotations"] if q["act"] == "communication"]
    assert len(statements) < len(every["quotations"])
    assert [q["id"] for q in alone["quotations"]] == [q["id"] for q in statements]
    assert alone["quotation_count"] == len(statements)


def test_speaker(quotes: Run, store: Path) -> None:
    for row in rows(quotes("speakers", "--db", store, "--json")):
        done = quotes("speaker", str(row["id"]), "--db", store, "--json", "--statements-only")
        alone = json.loads(done.stdout)
        assert done.returncode == (0 if alone["quotations"] else 1)
        assert {q["act"] for q in alone["quotations"]} <= {"communication"}
        assert alone["quotation_count"] == len(alone["quotations"]) <= row["quotation_count"]


def test_a_belief_is_labelled(quotes: Run, store: Path) -> None:
    labels = ("belief or wish", "knowledge", "order or plan")
    every = quotes("article", "000_f50e68e8fcddc8c2", "--db", store).stdout
    alone = quotes("article", "000_f50e68e8fcddc8c2", "--db", store, "--statements-only").stdout
    assert any(f"  ·  {label}" in every for label in labels)
    assert not any(f"  ·  {label}" in alone for label in labels)


def test_audit(quotes: Run, store: Path) -> None:
    every = rows(quotes("audit", "--db", store, "--json"))
    alone = rows(quotes("audit", "--db", store, "--json", "--statements-only"))
    about = {
        q["id"]
        for doc in ("000_f50e68e8fcddc8c2", "001_b050d626f1275417")
        for q in rows(quotes("article", doc, "--db", store, "--json", "--statements-only"))[0]["quotations"]
    }
    expected = [f["id"] for f in every if f["attribution"] is None or f["attribution"] in about]
    assert [flag["id"] for flag in alone] == expected


def test_report(quotes: Run, store: Path, tmp_path: Path) -> None:
    (summary,) = rows(quotes("report", "--out", tmp_path / "r", "--db", store, "--json", "--statements-only"))
    index = (tmp_path / "r" / "index.html").read_text(encoding="utf-8")
    assert "Only statements" in index
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "r").rglob("*.html"))
    assert 'class="act"' not in pages
    (every,) = rows(quotes("report", "--out", tmp_path / "all", "--db", store, "--json"))
    assert summary["quotations"] < every["quotations"]
    page = (tmp_path / "all" / "index.html").read_text(encoding="utf-8")
    assert "Only statements" not in page
