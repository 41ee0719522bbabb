"""The files that the search page reads: whole, of bounded size, and nothing in them can break out."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from quotes.model import Article, FlagKind
from quotes.records import View
from quotes.reports import search, write_report
from quotes.reports.search import Script, SearchIndex, call_script, write_json
from tests.reports.fakes import FakeView, Said, add_bare, add_harbour, make_attribution

HOSTILE = "</script><!--\u2028\u2029\ud800\x00 & 'quoted' \"twice\" \\ `${x}`"


def read_call(script: str) -> list[Any]:
    """The values that a script file calls its function with."""
    found = re.fullmatch(r"quotes\w+\((.*)\);\n", script, re.S)
    assert found
    return list(json.loads(f"[{found.group(1)}]"))


def test_what_a_part_holds(view: FakeView, tmp_path: Path) -> None:
    write_report(cast(View, view), tmp_path / "report")
    folder = tmp_path / "report" / "search"
    (contents,) = read_call((folder / "contents.js").read_text(encoding="utf-8"))
    (articles,) = read_call((folder / "part-1.js").read_text(encoding="utf-8"))
    assert contents["total"] == 6
    assert contents["parts"] == 1
    assert contents["outlets"] == ["The Quay"]
    assert contents["years"] == [2026]
    assert len(contents["flags"]) == len(FlagKind)
    ((path, title, outlet, day, rows),) = articles
    assert (tmp_path / "report" / path).is_file()
    assert (title, outlet, day) == ("Harbour bill to rise, mayor warns", 0, "2026-03-04")
    anchor, who, flags, words = rows[1]
    assert words == "“We will not stop halfway,”"
    assert [contents["speakers"][place][0] for place in who] == ["Ana Kovač"]
    assert flags == []
    assert f'id="t-{anchor}"' in (tmp_path / "report" / path).read_text(encoding="utf-8")
    assert rows[-1][1] == []  # nobody is credited, and there is no source


def test_nothing_breaks_out() -> None:
    script = call_script("quotesPart", HOSTILE).text
    assert not re.search("[<>&\u2028\u2029\ud800\x00]", script)
    assert read_call(script) == [HOSTILE.replace("\ud800", "\ufffd")]
    script.encode("utf-8")


@pytest.mark.parametrize("value", ["", "plain", "é“”", [1, None, {"a": "<b>"}], date(2026, 3, 4)])
def test_values_come_back(value: object) -> None:
    expected = "2026-03-04" if isinstance(value, date) else value
    assert json.loads(write_json(value)) == expected


def make_articles(number: int) -> Iterator[Any]:
    view = FakeView()
    for index in range(number):
        text = f"Mayor Kim {index} said that gate {index} is shut."
        said = make_attribution(text, f"Mayor Kim {index}", "said", f"that gate {index} is shut")
        view.add(Article(text, doc=f"gate-{index}"), [Said(said, ("Kim",))])
    yield from view.iterate_articles()


def test_parts_are_bounded_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PART_SIZE", 1000)
    index = SearchIndex(())
    files: dict[str, Script] = {}
    for record in make_articles(60):
        files.update(index.add(record))
    files.update(index.finish({}))
    contents = read_call(files.pop("search/contents.js").text)[0]
    assert contents["total"] == index.total == 60
    assert contents["parts"] == len(files) > 5
    assert all(len(file.text) < 2000 for file in files.values())
    words = [
        row[-1]
        for number in range(1, contents["parts"] + 1)
        for article in read_call(files[f"search/part-{number}.js"].text)[0]
        for row in article[-1]
    ]
    assert words == [f"that gate {number} is shut" for number in range(60)]


def test_an_article_without_quotations_takes_no_room(tmp_path: Path) -> None:
    view = FakeView()
    add_bare(view)
    write_report(cast(View, view), tmp_path / "report")
    assert [path.name for path in (tmp_path / "report" / "search").iterdir()] == ["contents.js"]


def test_rows_of_a_list_are_those_of_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from quotes.reports import chunks

    monkeypatch.setattr(chunks, "ROWS_PER_PAGE", 1)
    view = FakeView()
    add_harbour(view)
    add_bare(view)
    write_report(cast(View, view), tmp_path / "report")
    for name, number, page in (("articles", 2, "articles_2.html"), ("index", 1, "index.html")):
        called, rows = read_call((tmp_path / "report" / "lists" / f"{name}-{number}.js").read_text("utf-8"))
        assert called == number
        assert rows in (tmp_path / "report" / page).read_text(encoding="utf-8")
        assert rows.count("<tr") == 1


def test_one_page_needs_no_file_of_rows(view: FakeView, tmp_path: Path) -> None:
    write_report(cast(View, view), tmp_path / "report")
    assert list((tmp_path / "report" / "lists").iterdir()) == []
