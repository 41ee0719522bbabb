"""One browser for all tests of this folder: Debian’s chromium, driven by playwright."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser.site import write_site

# Names that chromium goes by.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

DESKTOP, PHONE = (1280, 900), (390, 844)

# Milliseconds that a machine with much else to do may take until something shows.
PATIENCE = 20_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands here needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def give_up(reason: str) -> None:
    """Skip where somebody has no browser; fail where there has to be one."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and CI runs the tests of the report in one")
    pytest.skip(reason)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """A running browser."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        give_up("no chromium on this machine (Debian: apt-get install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        give_up("playwright is not installed (pip install 'quotes[test]')")
    with sync_playwright() as playwright:
        # Its own sandbox does not work for root, and containers have little shared memory.
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, written once."""
    out = tmp_path_factory.mktemp("browser") / "report"
    write_site(out)
    return out


@dataclass
class Watch:
    """What must not happen on a page."""

    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def attach(self, tab: Any) -> None:
        tab.on("console", self._hear)
        tab.on("pageerror", self._fail)
        tab.on("request", self._ask)
        tab.on("requestfailed", self._lack)

    def detach(self, tab: Any) -> None:
        tab.remove_listener("console", self._hear)
        tab.remove_listener("pageerror", self._fail)
        tab.remove_listener("request", self._ask)
        tab.remove_listener("requestfailed", self._lack)

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.console.append(message.text)

    def _fail(self, error: Any) -> None:
        self.console.append(str(error))

    def _lack(self, request: Any) -> None:
        self.console.append(f"not found: {request.url}")

    def _ask(self, request: Any) -> None:
        if not request.url.startswith(("file://", "about:")):
            self.requests.append(request.url)


Opener = Callable[..., Any]


def wait_until(page: Any, condition: str) -> None:
    """Wait until an expression of JavaScript holds.

    The policy of the pages forbids what playwright's own `wait_for_function` does.
    """
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


def wait_for_words(page: Any, selector: str, words: str) -> None:
    """Wait until an element says just that."""
    end = time.monotonic() + PATIENCE / 1000
    while (said := page.locator(selector).inner_text()) != words:
        assert time.monotonic() < end, f"{selector} says {said!r}, not {words!r}"
        page.wait_for_timeout(20)


@pytest.fixture(scope="package")
def tabs(chromium: Any) -> Iterator[Callable[[bool, bool], Any]]:
    """Tabs that are kept, since opening one takes longest: by whether scripts run and the policy holds."""
    kept: dict[tuple[bool, bool], Any] = {}

    def find(scripts: bool, policy: bool) -> Any:
        if (scripts, policy) not in kept:
            context = chromium.new_context(java_script_enabled=scripts, bypass_csp=not policy)
            context.set_default_timeout(PATIENCE)
            kept[scripts, policy] = context.new_page()
        return kept[scripts, policy]

    yield find
    for tab in kept.values():
        tab.context.close()


@pytest.fixture
def visit(tabs: Callable[[bool, bool], Any], written: Path) -> Iterator[Opener]:
    """A function that opens a page of the site: `visit("index.html", size=PHONE, dark=True, scripts=False)`.

    The same tab is used again and again. At the end of the test nothing may have been complained of, and
    nothing asked for but files.
    """
    watch = Watch()
    seen: list[Any] = []

    def open_page(
        path: str,
        *,
        root: Path = written,
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        scripts: bool = True,
        policy: bool = True,
        still: bool = False,
    ) -> Any:
        tab = tabs(scripts, policy)
        if tab not in seen:
            seen.append(tab)
            watch.attach(tab)
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        tab.emulate_media(
            media="screen",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
        )
        name, _, anchor = path.partition("#")
        address = (root / name).as_uri() + (f"#{anchor}" if anchor else "")
        tab.goto("about:blank")  # else a page that is there already would stay as it is
        tab.mouse.move(0, 0)
        tab.goto(address)
        return tab

    yield open_page
    for tab in seen:
        watch.detach(tab)
    assert watch.console == []
    assert watch.requests == []


def find_page(written: Path, part: str) -> str:
    """The path of the one page whose path holds some characters."""
    (path,) = [p for p in written.rglob("*.html") if part in p.relative_to(written).as_posix()]
    return path.relative_to(written).as_posix()


@pytest.fixture(scope="package")
def kinds(written: Path) -> dict[str, str]:
    """A page of each kind."""
    named = {
        "article": find_page(written, "articles/harbour"),
        "article, long": find_page(written, "articles/every-gate"),
        "article, bare": find_page(written, "articles/weather"),
        "article, hostile": find_page(written, "articles/script"),
        "flags of a kind": find_page(written, "flags/misspelled-name"),
        "speaker": find_page(written, "speakers/ana-kovac"),
    }
    assert {path.parent.name for path in written.rglob("*.html")} == {
        "report",
        "articles",
        "flags",
        "speakers",
    }
    top = {path.stem: path.name for path in sorted(written.glob("*.html"))}
    return named | top
