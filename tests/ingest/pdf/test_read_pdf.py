"""PDF files: their paragraphs, what they say of themselves, and what is refused."""

import io
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import InputError
from quotes.ingest import pdf, read_articles
from quotes.ingest.origin import Origin
from quotes.ingest.pdf import pages
from quotes.model import Article
from tests.ingest.pdf.pdf_writer import WIDTH, make_bomb, set_lines, write_objects, write_pdf

pytest.importorskip("pypdf")

HEADLINE = set_lines("Old bridge stays closed", top=760, size=20)
BODY = set_lines(
    "NEWPORT, 3 March 2026 – The old bridge stays closed, the mayor",
    "of Newport said. “We are ready,” Jane Roe (52) told reporters.",
)
MORE = set_lines("Shop owners plan to sue the town.", top=650)


def read(raw: bytes) -> Article:
    return pdf.read_pdf(raw, Origin("a.pdf", doc="a", path="a.pdf"))


def refuse(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(raw)
    return caught.value.reason


def test_paragraphs_and_headline() -> None:
    article = read(write_pdf([*HEADLINE, *BODY, *MORE]))
    assert article.text == (
        "Old bridge stays closed\n\nNEWPORT, 3 March 2026 – The old bridge stays closed, the mayor of "
        "Newport said. “We are ready,” Jane Roe (52) told reporters.\n\nShop owners plan to sue the town."
    )
    assert (article.title, article.doc, article.path) == ("Old bridge stays closed", "a", "a.pdf")
    assert article.headline
    assert article.headline.text(article.text) == "Old bridge stays closed"
    assert article.extracted


def test_properties_count_where_the_text_says_so_too() -> None:
    said = {"Title": "Old bridge  stays closed", "Author": "Jane Roe", "CreationDate": "D:20260303180000Z"}
    article = read(write_pdf([*BODY, *HEADLINE], properties=said))
    assert (article.title, article.author, article.published) == (
        "Old bridge stays closed",
        "Jane Roe",
        date(2026, 3, 3),
    )
    of_others = {"Title": "Microsoft Word - pr_final.docx", "Author": "admin", "CreationDate": "D:20260401"}
    article = read(write_pdf([*HEADLINE, *BODY], properties=of_others))
    assert (article.title, article.author, article.published) == ("Old bridge stays closed", "", None)


@pytest.mark.parametrize(
    "day", ["March 3, 2026", "3rd of March 2026", "03.03.2026", "2026-03-03", "Mar. 3, 2026"]
)
def test_ways_to_write_a_day(day: str) -> None:
    raw = write_pdf(set_lines(f"Newport, {day}"), properties={"CreationDate": "D:20260303"})
    assert read(raw).published == date(2026, 3, 3)


def test_properties_that_make_no_sense() -> None:
    raw = write_pdf(BODY, properties={"CreationDate": "D:20269999", "Title": "\\000\\001"})
    assert read(raw).published is None


def test_a_page_on_its_side() -> None:
    # Written from below to above, and shown turned to the right.
    content = b"".join(
        b"BT /F1 11 Tf 0 1 -1 0 %d 70 Tm (%b) Tj ET\n" % (WIDTH - 542 + 14 * number, words)
        for number, words in enumerate((b"The old bridge stays", b"closed, she said."))
    )
    assert read(write_objects([content], rotate=90)).text == "The old bridge stays closed, she said."


def test_what_holds_no_words() -> None:
    assert "scanned" in refuse(write_objects([b"0 0 m 9 9 l S"]))
    for raw in (b"words", b"%PDF-1.4\n", b"%PDF-1.4\n" + b"\0" * 90, write_pdf(BODY)[:300]):
        assert "damaged" in refuse(raw)


def test_places_beyond_all_numbers() -> None:
    larger = b"99999999999999999999.5 0 0 99999999999999999999.5 0 0 cm " * 20
    assert "damaged" in refuse(write_objects([larger + b"BT /F1 11 Tf 70 700 Td (word) Tj ET"]))


def test_letters_that_nobody_can_tell() -> None:
    content = b"BT /F1 11 Tf 70 700 Td (" + b"\\001\\002\\003" * 20 + b") Tj ET"
    assert "fonts" in refuse(write_objects([content]))


def lock(raw: bytes, password: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(raw))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_locked_file() -> None:
    assert "password" in refuse(lock(write_pdf(BODY), "secret"))
    # One that only forbids changes opens without a password.
    assert "the mayor" in read(lock(write_pdf(BODY), "")).text


def test_too_many_pages() -> None:
    assert "200 pages" in refuse(write_objects([b""], kids=pages.MAX_PAGES + 1))
    assert "pages" in refuse(write_objects([b""], kids=50_000))


def test_bombs_end_within_limits() -> None:
    bomb = make_bomb(100_000_000)
    assert len(bomb) < 100_000
    assert "memory" in refuse(bomb)
    # A form that draws the next one twenty times, and so on: 160,000 times the last.
    forms = [
        b"<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length %d /Resources <</Font <</F1 3 0 R>> "
        b"/XObject <</X0 %d 0 R>>>>>>\nstream\n%b\nendstream" % (len(content), 8 + number, content)
        for number in range(5)
        if (content := b"/X0 Do " * 20 if number < 4 else b"BT /F1 9 Tf (word) Tj ET")
    ]
    assert len(read(write_objects([b"/X0 Do"], objects=forms)).text) < 100_000


def test_deep_objects() -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    assert refuse(write_objects([b"BT /F1 9 Tf 70 700 Td (word) Tj ET " + deep + b" TJ"]))


def test_what_the_library_misses_ends_with_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: Any, **__: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], -24, b"")

    def never_end(*_: Any, **__: Any) -> None:
        raise subprocess.TimeoutExpired([], pdf.MAX_WAIT_SECONDS)

    for run in (end, never_end):
        monkeypatch.setattr(subprocess, "run", run)
        assert "time" in refuse(write_pdf(BODY))


def test_too_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_TEXT_CHARACTERS", 30)
    assert pages.read_pages(write_pdf(BODY)) == {"problem": "long"}
    assert "MB" in pdf._explain("long", Origin("a.pdf")).reason


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert pages.read_pages(b"") == {"problem": "library"}
    assert "pip install pypdf" in pdf._explain("library", Origin("a.pdf")).remedy


def test_where_processes_have_no_limits() -> None:
    """Windows has no module `resource`: everything else is read all the same."""
    without = "import runpy, sys; sys.modules['resource'] = None; import quotes.ingest.files; "
    run = f"sys.argv = ['pages']; runpy.run_path({pages.__file__!r}, run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", without + run], input=write_pdf(BODY), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"the mayor" in done.stdout


def test_as_a_file_among_others(tmp_path: Path) -> None:
    (tmp_path / "release.PDF").write_bytes(write_pdf([*HEADLINE, *BODY]))
    (found,) = read_articles(tmp_path / "release.PDF")
    assert isinstance(found, Article)
    assert (found.doc, found.language, found.title) == ("release", "en", "Old bridge stays closed")
