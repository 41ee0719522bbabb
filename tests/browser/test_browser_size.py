"""Many quotations and many speakers: the page goes on answering."""

import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from quotes.records import ArticleRecord, ArticleSummary, SpeakerName
from quotes.reports.contexts import IndexPage, Link, SearchPage, SpeakerEntry
from quotes.reports.entries import make_pager
from quotes.reports.environment import find_templates, make_environment, render_page, render_rows
from quotes.reports.links import number_page
from quotes.reports.search import LISTS, SEARCH, SearchIndex, make_rows
from tests.browser.conftest import Opener, wait_until
from tests.reports.fakes import READ_AT

QUOTATIONS, SPEAKERS, ROWS = 20_000, 5_000, 500

# Milliseconds that the page may leave the keys without an answer; ten times what it takes on an idle machine.
LONGEST = 2_000

OBSERVE = (
    "window.longest = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
    " longest = Math.max(longest, one.duration) }).observe({entryTypes: ['longtask']})"
)


class _Said:
    """What the search takes of a quotation."""

    rejected = False
    flags = ()
    description = source = ""

    def __init__(self, identity: int, speaker: int, content: str) -> None:
        self.identity = f"{identity:032x}"
        self.speakers = (SpeakerName(speaker, f"Nadia {speaker}"),)
        self.content = content


class _Article:
    def __init__(self, number: int, quotations: list[_Said]) -> None:
        day = date(2010, 1, 1) + timedelta(days=number)
        self.summary = ArticleSummary(
            number, f"{number:032x}", "", f"Bridge {number}", "The Quay", "", day, "", "", READ_AT, 10, 0
        )
        self.quotations = quotations


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A search page and an index, and nothing that they lead to."""
    root = tmp_path_factory.mktemp("many")
    for name in (SEARCH, LISTS, "assets"):
        (root / name).mkdir()
    templates = find_templates()
    for path in (*templates.glob("*.css"), *templates.glob("*.js")):
        shutil.copy(path, root / "assets")
    dice = random.Random(7)
    words = [f"{start}{end}" for start in ("bri", "sto", "ga", "wa") for end in range(500)]
    index = SearchIndex(())
    files: list[tuple[str, Any]] = []
    for number in range(QUOTATIONS // 10):
        said = [
            _Said(10 * number + n, dice.randrange(SPEAKERS), " ".join(dice.choices(words, k=25)))
            for n in range(10)
        ]
        files += index.add(cast(ArticleRecord, _Article(number, said)))
    files += index.finish({})
    env = make_environment(templates)
    frame: dict[str, Any] = {"root": "", "nav": (Link("Speakers", "index.html"),), "made": "", "program": ""}
    search = SearchPage(**frame, title="Search", total=QUOTATIONS)
    (root / "search.html").write_text(render_page(search, env), encoding="utf-8")
    for page in range(1, SPEAKERS // ROWS + 1):
        first = (page - 1) * ROWS
        entries = tuple(
            SpeakerEntry(
                Link(f"Nadia {n}", f"speakers/{n}.html"),
                "person",
                (),
                0,
                "",
                SPEAKERS - n,
                1,
                n % 3,
                None,
                None,
            )
            for n in range(first, first + ROWS)
        )
        listed = IndexPage(
            **frame, title="Speakers", coverage=(), quotations=0, articles=0, flag_counts=(), unnamed=0,
            total=SPEAKERS, speakers=entries, pager=make_pager("index.html", page, SPEAKERS // ROWS),
        )  # fmt: skip
        (root / number_page("index.html", page)).write_text(render_page(listed, env), encoding="utf-8")
        files.append(make_rows("index", page, render_rows(listed, env)))
    for name, script in files:
        (root / name).write_text(script.text, encoding="utf-8")
    return root


def test_a_search_through_many_quotations(visit: Opener, many: Path) -> None:
    page = visit("search.html", root=many)
    page.evaluate(OBSERVE)
    for words in ("bri1", '"ga7"', "-wa3 sto"):
        page.locator("#words").fill(words)
        wait_until(
            page,
            "/^[0-9,]+ quotations$/.test(document.getElementById('found').textContent)"
            f" && new URLSearchParams(location.hash.slice(1)).get('words') === {words!r}",
        )
    assert page.locator("#hits li").count() == 50
    assert page.evaluate("longest") < LONGEST


def test_an_index_of_many_speakers(visit: Opener, many: Path) -> None:
    page = visit("index.html", root=many)
    page.evaluate(OBSERVE)
    page.get_by_role("columnheader", name="Quotations").get_by_role("button").click()
    wait_until(page, "document.querySelector('tbody th').textContent.includes('Nadia 4999')")
    assert page.locator("tbody tr").count() == ROWS
    page.locator("#filter").fill("nadia 4321")
    wait_until(page, "document.querySelectorAll('tbody tr').length === 1")
    page.locator("#filter").fill("")
    wait_until(page, f"document.querySelectorAll('tbody tr').length === {ROWS}")
    page.get_by_role("button", name="Show 500 more").click()
    wait_until(page, f"document.querySelectorAll('tbody tr').length === {2 * ROWS}")
    assert page.evaluate("longest") < LONGEST
