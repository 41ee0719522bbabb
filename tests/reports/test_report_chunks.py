"""Pages stay small, and making them takes no more memory for a large store than for a small one."""

import gc
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.model import Article, Evidence
from quotes.reports import search, write_report
from quotes.reports.chunks import PAGE_BYTES, deal, plan_pages
from quotes.reports.drawer import AT_ONCE, Drawer
from quotes.reports.entries import make_pager
from tests.reports.fakes import FakeView, Said, make_attribution
from tests.reports.test_report_pages import add_many


@given(st.lists(st.integers(0, 120)), st.integers(1, 9), st.integers(1, 200))
def test_nothing_is_lost_and_no_page_is_too_heavy(weights: list[int], most: int, limit: int) -> None:
    sizes = plan_pages(weights, most=most, limit=limit)
    chunks = list(deal(weights, sizes))
    assert [weight for chunk in chunks for weight in chunk] == weights
    assert len(chunks) == len(sizes) > 0
    for chunk in chunks:
        assert len(chunk) <= most
        assert len(chunk) <= 1 or sum(chunk) <= limit
        assert chunk or not weights


def test_long_quotations_make_more_pages_and_not_larger_ones(tmp_path: Path) -> None:
    view = FakeView()
    for number in range(60):
        words = f"“{'We will plant trees along the river. ' * 150}”"
        text = f"Ada Byron said in speech {number}: {words}"
        evidence = tuple(Evidence("rule", "Some long reason for it. " * 4) for _ in range(8))
        said = Said(make_attribution(text, "Ada Byron", "said", words), ("Ada Byron",), evidence=evidence)
        view.add(Article(text, doc=f"speech-{number}", url=f"https://a.example/{number}"), [said])
    write_report(view, tmp_path / "report")
    pages = list((tmp_path / "report" / "speakers").glob("ada-byron-1*.html"))
    assert len(pages) > 2
    for page in pages:
        assert page.stat().st_size < 1.3 * PAGE_BYTES, page


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        (1, 3, "1 2 3"),
        (1, 200, "1 2 3 … 200"),
        (100, 200, "1 … 98 99 100 101 102 … 200"),
        (200, 200, "1 … 198 199 200"),
    ],
)
def test_a_long_list_of_pages_is_short(number: int, total: int, shown: str) -> None:
    pager = make_pager("flags.html", number, total)
    assert pager is not None
    assert " ".join(link.label for link in pager.pages) == shown
    assert [bool(link.path) for link in pager.pages] == [label != "…" for label in shown.split()]


def test_a_drawer_gives_back_what_was_put_in() -> None:
    drawer = Drawer()
    for number in range(2 * AT_ONCE + 3):
        drawer.add("list", (number % 3, number, 0, number), f"value {number}")
    drawer.add("other", (0, 0, 0, 0), "else")
    values = list(drawer.iterate("list"))
    assert values == [f"value {n}" for rank in range(3) for n in range(rank, 2 * AT_ONCE + 3, 3)]
    assert list(drawer.iterate("empty")) == []
    drawer.keep("thing", 7, (1, "x"))
    assert (drawer.find("thing", 7), drawer.find("thing", 8)) == ((1, "x"), None)
    drawer.mark("a")
    assert (drawer.knows("a"), drawer.knows("b")) == (True, False)
    drawer.close()


def measure_memory(articles: int, out: Path) -> int:
    """The most bytes that Python holds while a report is made, the store itself apart."""
    view = FakeView()
    add_many(view, articles=articles, quotations=30)
    gc.collect()
    gc.freeze()  # what other tests left must not put off the collector
    tracemalloc.start()
    try:
        write_report(view, out)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.unfreeze()


def test_memory_does_not_grow_with_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PART_SIZE", 20_000)  # full in the small store as well
    measure_memory(2, tmp_path / "warm")  # templates are compiled, modules loaded
    small = measure_memory(15, tmp_path / "small")
    large = measure_memory(60, tmp_path / "large")
    # Four times the quotations. What grows is what is held of one speaker at a time, and short rows: 0.7 kB a
    # quotation, where one that is kept with its page takes 4.
    assert large < 1.75 * small, (small, large)
