"""The versions of an article on its page, and on the command line."""

from pathlib import Path

import pytest

from quotes.cli.versions import print_elsewhere, print_versions
from quotes.model import FlagKind
from quotes.reports import write_report
from quotes.store import open_store
from tests.store.store_factory import make_analysis

URL = "https://example.org/bay"
SAID = ("Ada Roe", "We will close the harbour at night and keep the ferries in the bay")


def test_each_version_leads_to_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(f"sqlite:///{tmp_path / 'q.db'}") as store:
        for number, last in enumerate(("Thank you", "Good night", "See you soon"), start=1):
            store.write(make_analysis([SAID, ("Ben Poe", last)], doc=f"v{number}", url=URL))
        store.write(make_analysis([("Eve Woe", "Rain is likely")], doc="alone"))
        summary = write_report(store.view, tmp_path / "report", made=None)
        print_versions(store.view.find_article("v2"))
        print_versions(store.view.find_article("alone"))
    line = capsys.readouterr().out
    assert line.startswith("  version 2 of 3, earlier: [1] read on ")
    assert ", later: [3] read on " in line
    assert line.count("\n") == 1
    pages = {page.name: page.read_text() for page in (summary.out / "articles").iterdir()}
    second = next(text for name, text in pages.items() if "Good night" in text)
    assert "<strong>Version 2 of 3</strong>, this one" in second
    assert second.count("Version 1</a>") == 1
    assert "Version 3</a>, the newest" in second
    assert "Version 1" not in next(text for text in pages.values() if "Rain is likely" in text)
    speaker = next(page.read_text() for page in (summary.out / "speakers").iterdir() if "ada" in page.name)
    assert speaker.count("an earlier version") == 2


def test_a_doubt_leads_to_the_place_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    altered = (SAID[0], SAID[1].replace("night", "noon"))
    with open_store(f"sqlite:///{tmp_path / 'q.db'}") as store:
        store.write(make_analysis([SAID], doc="v1", url=URL))
        store.write(make_analysis([altered], doc="v2", url=URL))
        flags = store.view.flags()
        there = store.view.find_article("v1").quotations[0]
        summary = write_report(store.view, tmp_path / "report", made=None)
        print_elsewhere(flags[0])
    assert [record.flag.kind for record in flags] == [FlagKind.CHANGED_ARTICLE]
    assert capsys.readouterr().out.startswith("    elsewhere [1] v1 · no date\n")
    page = (summary.out / "flags" / "changed-article.html").read_text()
    assert f"#t-{there.identity[:12]}" in page
    target = next(
        text for text in (p.read_text() for p in (summary.out / "articles").iterdir()) if "at night" in text
    )
    assert f'id="t-{there.identity[:12]}"' in target
