"""Writes the report: every page into a folder beside the target, then in one move to its place."""

import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quotes.audit import EXPLANATIONS, Explanation
from quotes.errors import OutputError
from quotes.model import FlagKind
from quotes.records import Selection, View
from quotes.reports.contexts import ArticlesPage, IndexPage
from quotes.reports.drawer import Drawer
from quotes.reports.environment import find_templates, make_environment, render_page, render_rows
from quotes.reports.pages import SiteBuilder
from quotes.reports.search import LISTS, SEARCH, Script, make_rows

log = logging.getLogger(__name__)

# A folder that holds this file is a report, and may be replaced by a newer one.
MARKER = ".quotes-report"

FOLDERS = ("speakers", "articles", "flags", "assets", SEARCH, LISTS)

EVERYTHING = Selection()

ASSETS = ("report.css", "timeline.css", "report.js", "article.js", "list.js", "search.js")


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What was written.

    out       the folder
    index     the page to open first
    pages     number of HTML files
    """

    out: Path
    index: Path
    pages: int
    articles: int
    speakers: int
    quotations: int
    flags: int


def write_report(
    view: View,
    out: Path,
    *,
    made: datetime | None = None,
    selection: Selection = EVERYTHING,
    explanations: Mapping[FlagKind, Explanation] = EXPLANATIONS,
) -> ReportSummary:
    """Write the HTML site of everything in a store.

    out           folder for the site; made when it does not exist, replaced when it holds a report
    made          when the report is made, to be shown; without it the same store gives the same bytes
    selection     which quotations the report is about
    explanations  what each kind of flag is called and means
    A folder that is neither empty nor a report is refused, and one that exists is replaced only when every
    page of the new one is written. Raises OutputError.
    """
    target = Path(os.path.realpath(out))  # a link stays, and what it leads to is replaced
    check_target(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise OutputError(target, f"cannot be written ({_say(error)})") from error
    drawer = Drawer()
    try:
        builder = SiteBuilder(view, made=made, explanations=explanations, selection=selection, drawer=drawer)
        pages = _write_site(builder, draft)
        _swap(draft, target)
    except OSError as error:
        raise OutputError(target, f"cannot be written ({_say(error)})") from error
    except sqlite3.Error as error:  # no space for what lies in the drawer
        raise OutputError(target, f"cannot be written ({error})") from error
    finally:
        drawer.close()
        shutil.rmtree(draft, ignore_errors=True)
    counts = builder.counts
    return ReportSummary(
        out=out,
        index=out / "index.html",
        pages=pages,
        articles=counts.articles,
        speakers=counts.speakers,
        quotations=counts.quotations,
        flags=counts.flags,
    )


def check_target(target: Path) -> None:
    """Raise OutputError unless nothing is lost when a report is put here."""
    try:
        if not target.exists():
            return
        if not target.is_dir():
            raise OutputError(target, "is a file", remedy="name a folder for the report")
        if not (target / MARKER).is_file() and any(target.iterdir()):
            raise OutputError(
                target,
                "holds files that are not a report, and is left as it is",
                remedy="name another folder, or empty this one yourself",
            )
    except OSError as error:
        raise OutputError(target, f"cannot be read ({_say(error)})") from error


def _write_site(builder: SiteBuilder, draft: Path) -> int:
    """Write every file into the folder `site` of `draft`; the number of pages."""
    site = draft / "site"
    templates = find_templates()
    env = make_environment(templates)
    for folder in FOLDERS:
        (site / folder).mkdir(parents=True)
    pages = 0
    for path, page in builder.build():
        if isinstance(page, Script):
            _write_file(site / path, page.text)
            continue
        _write_file(site / path, render_page(page, env))
        pages += 1
        if isinstance(page, IndexPage | ArticlesPage) and page.pager:
            path, script = make_rows(
                path.partition("_")[0].removesuffix(".html"), page.pager.number, render_rows(page, env)
            )
            _write_file(site / path, script.text)
    for name in ASSETS:
        shutil.copyfile(templates / name, site / "assets" / name)
    (site / MARKER).write_text("Made by quotes; replaced when the report is made again.\n", encoding="utf-8")
    log.debug("wrote %d pages to %s", pages, site)
    return pages


def _write_file(path: Path, text: str) -> None:
    # Exclusive: two files of one name would be a mistake in the names, not a reason to lose one.
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _swap(draft: Path, target: Path) -> None:
    """Move the finished site to its place; the one that stood there goes with the draft."""
    old = draft / "old"
    if target.exists():
        target.rename(old)
    try:
        (draft / "site").rename(target)
    except BaseException:
        if old.exists():
            old.rename(target)
        raise


def _say(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
