"""A site of two invented articles, and a way to read what was written."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from quotes.audit import Explanation
from quotes.model import FlagKind
from quotes.reports import write_report
from tests.reports.fakes import FakeView, add_bare, add_harbour

# Fixed, so that golden pages do not follow every word of the audit.
EXPLAINED = {
    kind: Explanation(title=f"Flag {kind.value}", meaning="What it means.", advice="What to do.")
    for kind in FlagKind
}

XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass
class Site:
    """Every page of a report, parsed as XML: a page that is not well-formed fails here."""

    root: Path
    pages: dict[str, etree._Element]

    def find(self, part: str) -> tuple[str, etree._Element]:
        """The one page whose path holds these characters."""
        (found,) = [item for item in self.pages.items() if part in item[0]]
        return found

    def text(self, part: str) -> str:
        """All the words of one page, white space folded."""
        return " ".join("".join(self.find(part)[1].itertext()).split())


def read_site(root: Path) -> Site:
    """Parse every page of a report."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return Site(
        root,
        {
            path.relative_to(root).as_posix(): etree.parse(path, parser).getroot()
            for path in sorted(root.rglob("*.html"))
        },
    )


def assert_links_resolve(site: Site) -> None:
    """Every link inside the site leads to a file, and to an id in it; no page has an id twice."""
    ids = {}
    for path, page in site.pages.items():
        found = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(found) == len(set(found)), f"an id twice in {path}"
        ids[path] = set(found)
    for path, page in site.pages.items():
        for element in page.iter(f"{XHTML}a", f"{XHTML}link", f"{XHTML}script"):
            address = element.get("href") or element.get("src")
            if address is None or element.get("rel") == "external noopener noreferrer":
                continue
            file, _, anchor = unquote(address).partition("#")
            base = site.root / path
            target = (base.parent / file).resolve() if file else base.resolve()
            assert target.is_file(), f"{path} links to {address}"
            if anchor:
                assert anchor in ids[target.relative_to(site.root.resolve()).as_posix()], (path, address)


@pytest.fixture
def view() -> FakeView:
    """Two invented articles: one with all that pages can show, one with nothing."""
    view = FakeView()
    add_harbour(view)
    add_bare(view)
    return view


@pytest.fixture
def site(view: FakeView, tmp_path: Path) -> Site:
    """The report of these two."""
    write_report(view, tmp_path / "report", explanations=EXPLAINED)
    return read_site(tmp_path / "report")
