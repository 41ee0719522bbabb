"""Lists that are sorted and narrowed, over all their pages."""

from typing import Any

import pytest

from tests.browser.conftest import PHONE, Opener, wait_until

WHOLE = "document.querySelector('table.list').tBodies[0].rows.length === 49"


def first_cells(page: Any, count: int = 3) -> list[str]:
    return [
        text.strip()
        for text in page.locator("table.list tbody tr th a:first-child").all_inner_texts()[:count]
    ]


def column(page: Any, number: int) -> list[str]:
    return [
        text.strip() for text in page.locator(f"table.list tbody tr > :nth-child({number})").all_inner_texts()
    ]


def press(page: Any, name: str) -> None:
    page.get_by_role("columnheader", name=name).get_by_role("button").click()


def test_sorted_by_a_column_over_all_pages(visit: Opener) -> None:
    page = visit("articles.html")
    assert page.locator("table.list tbody tr").count() == 20
    press(page, "Quotations")
    wait_until(page, WHOLE)
    counts = [int(one) for one in column(page, 4)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 715  # stands on the first page, as 48 others do on three
    assert page.locator("th[aria-sort]").count() == 1
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Quotations")
    press(page, "Quotations")
    page.wait_for_selector("th[aria-sort=ascending]")
    counts = [int(one) for one in column(page, 4)]
    assert counts == sorted(counts)
    assert "sorted by quotations, fewest first" in page.locator("output").inner_text()


def test_what_has_no_date_comes_last(visit: Opener) -> None:
    page = visit("articles.html")
    for order in ("descending", "ascending"):
        press(page, "Date")
        page.wait_for_selector(f"th[aria-sort={order}]")
        wait_until(page, WHOLE)
        days = page.locator("table.list tbody tr td.when").evaluate_all(
            "cells => cells.map(c => c.dataset.v)"
        )
        known = [day for day in days if day]
        assert known == sorted(known, reverse=order == "descending")
        assert days == known + [""] * (len(days) - len(known))


def test_sorted_by_keyboard(visit: Opener) -> None:
    page = visit("index.html")
    page.locator("thead button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("th[aria-sort=ascending]")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Speaker"
    wait_until(page, "document.querySelector('table.list').tBodies[0].rows.length > 20")
    names = [name for name in first_cells(page, 60) if name.startswith(("Ana", "Guard", "Nadia", "Tom"))]
    assert names == sorted(names)


def test_narrowed_while_typing_whatever_accents(visit: Opener) -> None:
    page = visit("index.html")
    page.locator("#filter").fill("kovac ana")
    wait_until(page, "document.querySelector('table.list').tBodies[0].rows.length === 1")
    assert first_cells(page) == ["Ana Kovač"]
    assert page.locator("output").inner_text().startswith("1 of ")
    page.locator("#filter").fill("")
    wait_until(page, "document.querySelector('table.list').tBodies[0].rows.length > 50")
    page.locator("#filter").fill("no such name")
    wait_until(page, "document.querySelector('table.list').tBodies[0].rows.length === 0")


def test_rows_of_other_pages_are_as_they_stand_there(visit: Opener) -> None:
    rows = "[...document.querySelector('table.list').tBodies[0].rows].map(row => row.outerHTML)"
    names = ("articles_3.html", "articles_2.html", "articles.html")
    alone = {name: visit(name).evaluate(rows) for name in names}
    page = visit("articles.html")
    page.locator("#filter").fill("e")
    page.locator("#filter").fill("")
    wait_until(page, WHOLE)
    assert page.evaluate(rows) == [row for name in reversed(names) for row in alone[name]]


def test_a_row_from_another_page_can_be_followed(visit: Opener) -> None:
    page = visit("articles.html")
    page.locator("#filter").fill("bridge 44")
    page.get_by_role("link", name="Bridge 44 of Évry Point").click()
    assert page.locator("h1").inner_text() == "Bridge 44 of Évry Point"


def test_sorting_on_a_phone(visit: Opener) -> None:
    page = visit("index.html", size=PHONE)
    press(page, "Flags")
    wait_until(page, "document.querySelector('th[aria-sort]').textContent.includes('Flags')")
    assert page.get_by_role("columnheader", name="Flags").is_visible()


def test_the_order_that_a_list_has_is_told_and_turned(visit: Opener) -> None:
    page = visit("index.html", scripts=False)
    assert page.locator("th[aria-sort=descending]").inner_text().strip() == "Quotations"
    page = visit("index.html")
    press(page, "Quotations")
    page.wait_for_selector("th[aria-sort=ascending]")
    wait_until(page, "document.querySelector('tbody td').dataset.v === '1'")


@pytest.mark.parametrize("path", ["index.html", "articles.html"])
def test_without_scripts_every_row_is_on_some_page(visit: Opener, path: str) -> None:
    page = visit(path, scripts=False)
    assert page.locator("thead button").count() == 0
    assert not page.locator("#filter").is_visible()
    rows = page.locator("table.list tbody tr").count()
    while page.get_by_role("link", name="Next").count():
        page.get_by_role("link", name="Next").first.click()
        rows += page.locator("table.list tbody tr").count()
    assert rows > 40
