"""The written site: whole, linked, closed to the network, and never half replaced."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from quotes.errors import OutputError
from quotes.reports import site as site_module
from quotes.reports import write_report
from quotes.reports.environment import find_templates
from tests.reports.conftest import XHTML, Site, assert_links_resolve, read_site
from tests.reports.fakes import FakeView, add_bare, add_harbour


def read_bytes(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


# ------------------------------------------------------------------ what is there
def test_pages_and_summary(view: FakeView, tmp_path: Path) -> None:
    summary = write_report(view, tmp_path / "deep" / "report")
    site = read_site(tmp_path / "deep" / "report")
    assert summary.index == tmp_path / "deep" / "report" / "index.html"
    assert summary.pages == len(site.pages) == 12
    assert (summary.articles, summary.speakers, summary.quotations, summary.flags) == (2, 2, 6, 2)
    main = {"index.html", "articles.html", "flags.html", "unnamed.html"}
    assert main < set(site.pages)


def test_an_empty_store_has_a_report(tmp_path: Path) -> None:
    write_report(FakeView(), tmp_path / "report")
    site = read_site(tmp_path / "report")
    assert "no article has been read" in site.text("index.html")
    assert "Nothing was flagged" in site.text("flags.html")


def test_every_link_leads_somewhere(site: Site) -> None:
    assert_links_resolve(site)


def test_every_label_points_at_a_field(site: Site) -> None:
    for page in site.pages.values():
        ids = {element.get("id") for element in page.iter()}
        assert all(label.get("for") in ids for label in page.iter(f"{XHTML}label"))


def test_nothing_is_fetched_from_outside(site: Site) -> None:
    loading = re.compile(r"(?:src|srcset|poster|data|action)$")
    for path, page in site.pages.items():
        for element in page.iter():
            for name, value in element.attrib.items():
                assert not (loading.match(name) and "//" in value), (path, name, value)
                assert not name.startswith("on"), (path, name)
                assert name != "style", (path, value)
        for link in page.iter(f"{XHTML}link"):
            assert link.get("href", "").lstrip("./").startswith("assets/")
    for asset in (site.root / "assets").iterdir():
        words = asset.read_text(encoding="utf-8")
        assert "//" not in re.sub(r"^\s*//.*$", "", words, flags=re.M), asset
        assert "@import" not in words
        assert "url(" not in words


def test_every_page_is_a_page_for_everybody(site: Site) -> None:
    for path, page in site.pages.items():
        assert page.get("lang") == "en"
        assert page.findtext(f".//{XHTML}title"), path
        assert len(list(page.iter(f"{XHTML}h1"))) == 1, path
        assert len(list(page.iter(f"{XHTML}main"))) == 1, path
        levels = [int(e.tag[-1]) for e in page.iter() if re.fullmatch(r".*\}h[1-6]", str(e.tag))]
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


# ------------------------------------------------------------------ how it is written
def test_the_same_store_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        view = FakeView()
        add_harbour(view)
        write_report(view, tmp_path / name)
    assert read_bytes(tmp_path / "one") == read_bytes(tmp_path / "two")


def test_an_older_report_is_replaced(view: FakeView, tmp_path: Path) -> None:
    out = tmp_path / "report"
    small = FakeView()
    add_bare(small)
    write_report(small, out)
    before = set(read_bytes(out))
    write_report(view, out)
    write_report(small, out)
    assert set(read_bytes(out)) == before
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


def test_a_link_to_a_folder_stays_a_link(view: FakeView, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "report")
    write_report(view, tmp_path / "link")
    write_report(view, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "report" / "index.html").is_file()


def test_an_empty_folder_is_used(view: FakeView, tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    write_report(view, tmp_path / "report")
    assert (tmp_path / "report" / "index.html").is_file()


def test_a_folder_with_other_files_is_refused(view: FakeView, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="holds files that are not a report"):
        write_report(view, tmp_path)
    assert read_bytes(tmp_path) == {"index.html": b"mine"}


def test_a_file_is_refused(view: FakeView, tmp_path: Path) -> None:
    (tmp_path / "report").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file"):
        write_report(view, tmp_path / "report")
    with pytest.raises(OutputError, match="cannot be"):
        write_report(view, tmp_path / "report" / "below")
    assert (tmp_path / "report").read_text(encoding="utf-8") == "mine"


class Interrupted(BaseException):
    """As when a person stops the program."""


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), Interrupted()])
def test_a_failure_half_way_leaves_the_old_report(
    view: FakeView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    out = tmp_path / "report"
    write_report(view, out)
    before = read_bytes(out)
    render = site_module.render_page
    calls = []

    def fail_late(*args: object) -> str:
        calls.append(args)
        if len(calls) == 5:
            raise error
        return render(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(site_module, "render_page", fail_late)
    with pytest.raises((OutputError, Interrupted), match=r"no space left|^$"):
        write_report(view, out)
    assert len(calls) == 5
    assert read_bytes(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


def test_a_failure_in_the_swap_puts_the_old_report_back(
    view: FakeView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "report"
    write_report(view, out)
    before = read_bytes(out)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "site":
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError, match="permission denied"):
        write_report(view, out)
    assert read_bytes(out) == before


def test_templates_in_a_checkout_and_in_a_wheel(tmp_path: Path) -> None:
    package = tmp_path / "lib" / "quotes"
    package.mkdir(parents=True)
    with pytest.raises(OutputError, match="templates of the report are missing"):
        find_templates(package)
    for folder in (package.parent / "templates", package / "_templates"):
        folder.mkdir()
        (folder / "base.html").touch()
        assert find_templates(package) == folder
