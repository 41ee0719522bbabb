"""Every kind of page: for everybody, on every screen, and deaf to what articles bring along."""

from importlib.resources import files
from typing import Any

import pytest

from tests.browser.conftest import PHONE, Opener, wait_until

AXE = files("axe_playwright_python") / "axe.min.js"

# The kinds of page, by the names of `kinds`; `test_no_kind_is_left_out` notices new ones.
KINDS = (
    "index", "articles", "search", "flags", "flags of a kind", "unnamed", "speaker",
    "article", "article, bare", "article, hostile", "method",
)  # fmt: skip


SHADE = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"


@pytest.fixture(params=KINDS)
def path(request: pytest.FixtureRequest, kinds: dict[str, str]) -> str:
    return kinds[request.param]


def test_no_kind_is_left_out(kinds: dict[str, str]) -> None:
    assert {kind.partition("_")[0] for kind in kinds} <= {*KINDS, "article, long"}


def audit(page: Any, *rules: str) -> list[str]:
    """What axe-core finds, each with its place: by all of its rules, or by some."""
    only = f", runOnly: {list(rules)}" if rules else ""
    options = f"{{resultTypes: ['violations'], preload: false{only}}}"
    found = page.evaluate(f"axe.run(document, {options}).then(result => result.violations)")
    return [f"{one['id']}: {n['target']} {n['failureSummary']}" for one in found for n in one["nodes"][:3]]


def use(page: Any, path: str) -> None:
    """Do with a page what it is for, so that what comes up then is looked at as well."""
    if path == "search.html":
        page.locator("#words").fill("will")
        page.wait_for_selector("#hits li")
    elif page.locator("#filter").count():
        page.get_by_role("columnheader", name="Flags").get_by_role("button").click()
        wait_until(page, "document.querySelector('table.list').tBodies[0].rows.length > 20")
    page.evaluate("document.querySelectorAll('details').forEach((one, index) => { one.open = index < 5 })")


def test_for_everybody_on_every_screen(visit: Opener, path: str) -> None:
    # The policy of the pages would keep axe-core itself out.
    page = visit(path, policy=False)
    use(page, path)
    if page.locator("#filter").count():
        # A few rows are as good as all, and axe-core takes its time.
        page.locator("#filter").fill("a")
        wait_until(page, "document.querySelector('table.list').tBodies[0].rows.length < 20")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert audit(page) == []
    page.emulate_media(color_scheme="dark")
    assert max(page.evaluate(SHADE)) < 40
    assert audit(page, "color-contrast") == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert audit(page, "color-contrast") == []
    page.emulate_media(color_scheme="light")
    assert min(page.evaluate(SHADE)) > 230
    assert audit(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_nothing_that_an_article_brings_along_is_run(visit: Opener, path: str) -> None:
    page = visit(path)
    use(page, path)
    page.locator("main").hover()
    assert page.evaluate("window.broken") is None
    assert page.locator("main img, main [onload], main [onerror], main script[src]").count() == 0
    assert page.locator("a[href^='javascript' i]").count() == 0


def test_what_stands_there_without_scripts(visit: Opener, path: str) -> None:
    page = visit(path, scripts=False)
    assert page.locator("h1").is_visible()
    assert len(page.locator("main").inner_text()) > 20
    for control in page.locator("input, select, button").all():
        assert not control.is_visible()


@pytest.mark.parametrize("kind", ["index", "article"])
def test_the_skip_link_is_first_and_leads_to_the_content(
    visit: Opener, kinds: dict[str, str], kind: str
) -> None:
    page = visit(kinds[kind])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.activeElement.closest('main, footer') !== null || document.activeElement === document.body"
    )


def test_focus_is_seen(visit: Opener, kinds: dict[str, str]) -> None:
    page = visit(kinds["index"])
    for _ in range(6):
        page.keyboard.press("Tab")
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px"


def test_nothing_moves_for_who_wants_no_motion(visit: Opener, kinds: dict[str, str]) -> None:
    page = visit(kinds["article"], still=True)
    moving = page.locator("*").evaluate_all(
        "all => all.filter(one => { const s = getComputedStyle(one); return s.transitionDuration !== '0s' ||"
        " s.animationName !== 'none' || s.scrollBehavior === 'smooth' }).length"
    )
    assert moving == 0
