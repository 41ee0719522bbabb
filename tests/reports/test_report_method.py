"""The method page tells what is true of the report, and its figures are those of the README."""

from dataclasses import replace
from pathlib import Path

import pytest

from quotes.model import FlagKind
from quotes.reports import write_report
from quotes.reports.method import FIGURES, read_figures
from quotes.store import open_store
from tests.reports.conftest import XHTML, Site, read_site
from tests.store.store_factory import LATER, make_analysis

README = Path(__file__).parents[2] / "README.md"


def read_tables(text: str) -> dict[str, dict[str, str]]:
    """Rows of the tables of a Markdown text, by their first cell: {heading of a column: cell}."""
    rows: dict[str, dict[str, str]] = {}
    heads: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            heads = []
        elif not heads:
            heads = cells
        elif not set(line) <= set("|- :"):
            rows[cells[0]] = dict(zip(heads, cells, strict=False))
    return rows


def test_figures_are_those_of_the_readme() -> None:
    import tomllib

    text = README.read_text(encoding="utf-8")
    rows = read_tables(text)
    table = tomllib.loads(FIGURES.read_text(encoding="utf-8"))
    assert f"Measured on {table['day'].isoformat()} " in text
    assert len(table["measurement"]) == len(read_figures())
    for measurement in table["measurement"]:
        row = rows[measurement["row"]]
        for measure, value in measurement["figures"]:
            assert row[measure] == value, (measurement["row"], measure)
        assert measurement.get("command", table["command"]) in text


def test_every_accuracy_row_of_the_readme_is_told() -> None:
    rows = read_tables(README.read_text(encoding="utf-8"))
    measured = {row for row, cells in rows.items() if {"found", "F1", "flagged"} & set(cells)}
    parts = {"source, exact", "cue, exact", "content, exact"}  # the whole attribution says it shorter
    text = FIGURES.read_text(encoding="utf-8")
    assert len(measured) > 8
    assert [row for row in sorted(measured - parts) if row not in text] == []


def test_every_page_leads_to_the_method(site: Site) -> None:
    for path, page in site.pages.items():
        root = "../" * path.count("/")
        links = [link.get("href") for link in page.iter(f"{XHTML}a")]
        assert links.count(f"{root}method.html") >= 2, path


def test_what_read_the_articles(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'q.db'}") as store:
        store.write(make_analysis([("Ada Byron", "One")], doc="a"))
        store.write(make_analysis([("Ada Byron", "Two")], doc="b"))
        store.write(make_analysis([("Ada Byron", "Three")], doc="c", provenance=LATER))
        store.confirm_attribution(1, who="Eva")
        store.reject_attribution(2, who="Eva")
        store.rename_speaker(1, "Ada King", who="Eva")
        write_report(store.view, tmp_path / "report")
    site = read_site(tmp_path / "report")
    text = site.text("method.html")
    _, page = site.find("method.html")
    rows = [["".join(cell.itertext()) for cell in row] for row in page.iter(f"{XHTML}tr")]
    assert ["quotes 0.1", "parser: handextractor: hand 1", "2"] in rows
    assert ["quotes 0.2", "parser: handextractor: hand 2", "1"] in rows
    assert ["0.50 to 0.74", "2"] in rows  # what was rejected is not counted
    assert "1 quotation confirmed" in text
    assert "1 quotation rejected" in text
    assert "1 speaker renamed" in text


def test_nobody_judged(site: Site) -> None:
    text = site.text("method.html")
    assert "Nobody has confirmed or corrected anything yet" in text
    assert "2 articles from 1 outlet" in text
    for kind in FlagKind:
        assert f"Flag {kind.value}" in text


def test_a_figure_that_changes_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "figures.toml"
    changed.write_text(FIGURES.read_text(encoding="utf-8").replace('"93.9"', '"99.9"'), encoding="utf-8")
    monkeypatch.setitem(globals(), "FIGURES", changed)
    with pytest.raises(AssertionError):
        test_figures_are_those_of_the_readme()
    assert replace(read_figures()[0], note="") != replace(read_figures(changed)[0], note="")
