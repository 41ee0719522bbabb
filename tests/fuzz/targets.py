"""What is fuzzed: each target takes any bytes and raises only what is a bug."""

import json
import random
import signal
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from quotes.addresses import accept_url, clean_url
from quotes.audit import audit_article
from quotes.document import Paragraph
from quotes.errors import QuotesError
from quotes.extract import make_extractor
from quotes.ingest import read_articles
from quotes.ingest.origin import Origin
from quotes.ingest.page import read_page
from quotes.ingest.pdf import make_article
from quotes.ingest.pdf.pages import read_pages
from quotes.ingest.web.feeds import is_feed, newest, read_feed
from quotes.ingest.web.fetching import Page
from quotes.model import Analysis, Article, ResolvedAttribution, Span
from quotes.pipeline import make_provenance
from quotes.quotation_marks import find_quoted_regions
from quotes.reports import write_report
from quotes.resolve import resolve_article
from quotes.settings import normalize_db_url
from quotes.store import Store, open_store
from tests.fuzz import seeds
from tests.sketch import sketch_parse
from tests.store.store_factory import make_analysis

# Endings of files that hold articles, chosen by the first byte of an input.
SUFFIXES = (".jsonl", ".csv", ".md", ".txt", ".jsonl.gz", ".csv.gz", ".html.gz", ".txt.gz")
# Seconds of the processor that one PDF file may take: the process that reads one is ended by the system.
PDF_SECONDS = 5.0
# Characters of a text that is stored, and of how many texts one is shown: a report takes the longest.
MOST_STORED, SHOWN = 800, 8
MEDIA_TYPES = ("", "application/rss+xml", "application/atom+xml", "application/feed+json", "text/html")


@dataclass(frozen=True, slots=True)
class Target:
    """One way in.

    run    takes any bytes, raises only what is a bug
    seeds  inputs to begin with
    """

    run: Callable[[bytes], None]
    seeds: Callable[[], tuple[bytes, ...]]


def check_article(article: Article) -> None:
    """What every article that was read holds, whatever it was read from."""
    assert article.text.strip(), "an article without text"
    article.text.encode()  # no lone surrogates: no file could hold them
    article.identity  # noqa: B018 - may raise
    assert article.headline is None or article.headline.text(article.text).strip()


def run_page(raw: bytes) -> None:
    """A page becomes an article, or is refused with a reason."""
    try:
        article = read_page(raw, Origin(name="page.html", doc="page", url="https://news.example/a"))
    except QuotesError:
        return
    check_article(article)


def run_records(raw: bytes) -> None:
    """A file becomes articles, in each of the formats that hold text."""
    suffix = SUFFIXES[raw[0] % len(SUFFIXES)] if raw else SUFFIXES[0]
    _read_file(raw[1:], suffix)


def run_warc(raw: bytes) -> None:
    """A web archive, packed or not, becomes articles."""
    _read_file(raw, ".warc.gz" if raw[:1] == b"\x1f" else ".warc")


def _read_file(raw: bytes, suffix: str) -> None:
    path = _folder() / f"news{suffix}"
    path.write_bytes(raw)
    try:
        for found in read_articles(path):
            if isinstance(found, Article):
                check_article(found)
    except QuotesError:
        return


def run_pdf(raw: bytes) -> None:
    """A PDF file becomes an article, or is refused with a reason; in this process, to see what is reached."""
    try:
        with _end_after(PDF_SECONDS):
            found = json.loads(json.dumps(read_pages(raw)))
    except _TakesTooLongError:
        return
    try:
        article = make_article(found, Origin(name="release.pdf", doc="release"))
    except QuotesError:
        return
    check_article(article)


class _TakesTooLongError(BaseException):
    """What no `except Exception` of a library can hold back."""


@contextmanager
def _end_after(seconds: float) -> Iterator[None]:
    """Raise _TakesTooLongError in what takes longer, in seconds of the processor."""

    def end(*_: object) -> None:
        raise _TakesTooLongError

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def run_feed(raw: bytes) -> None:
    """What may be a feed has entries whose links can be cleaned, whatever stands in them, or is none."""
    kind = MEDIA_TYPES[raw[0] % len(MEDIA_TYPES)] if raw else ""
    page = Page("https://news.example/feed", raw[1:], kind, "")
    is_feed(page)
    try:
        feed = read_feed(page)
    except QuotesError:
        return
    if feed:
        for entry in newest(feed.entries, 10):
            whole = accept_url(clean_url(entry.url))
            assert not whole or whole.startswith("http")
            assert entry.published is None or entry.published.year


def run_marks(raw: bytes) -> None:
    """Quoted regions lie in their paragraphs, one inside another or apart."""
    text = _text(raw)
    paragraphs, start = [], 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            at = start + line.index(stripped)
            paragraphs.append(Paragraph(Span(at, at + len(stripped))))
        start += len(line) + 1
    regions = find_quoted_regions(text, paragraphs)
    for region in regions:
        assert any(paragraph.span.contains(region.span) for paragraph in paragraphs)
        assert region.inner is None or region.span.contains(region.inner)
        for other in regions:
            apart = not region.span.overlaps(other.span)
            assert apart or region.span.contains(other.span) or other.span.contains(region.span)


def run_search(raw: bytes) -> None:
    """Any words that somebody types find some quotations, none, or are refused with a reason."""
    words = _text(raw)
    view = _small_store().view
    try:
        found = view.search(words, limit=3)
    except QuotesError:
        return
    assert found.total >= len(found.hits)
    assert len(found.hits) <= 3


def run_analysis(raw: bytes) -> None:
    """Any text is analyzed."""
    if article := _make_article(_text(raw)):
        analyze(article, _chance(raw))


def run_store(raw: bytes) -> None:
    """What is found in any text is stored, changed by a second article, and shown."""
    article = _make_article(_text(raw)[:MOST_STORED])
    if article is None:
        return
    chance = _chance(raw)
    analysis = analyze(article, chance)
    copy = analyze(replace(article, text=article.text + " The end.", url=""), chance)
    folder = _folder()
    database = folder / "analysis.db"
    database.write_bytes(_empty_store())
    try:
        with open_store(normalize_db_url(str(database))) as store:
            for one in (analysis, copy, analysis):
                store.write(one)
            if zlib.crc32(raw) % SHOWN == 0:
                write_report(store.view, folder / "report")
    except QuotesError:  # a name that no database can hold
        return


def _make_article(text: str) -> Article | None:
    """An article of any text; None for one that is refused when it is read."""
    if not text.strip() or "\0" in text:
        return None
    return Article(text, doc=text[:20], title=text[:60], url=text[:30], outlet=text[-20:])


def _chance(raw: bytes) -> random.Random:
    """The same for the same input, so that what was found comes again."""
    return random.Random(zlib.crc32(raw))


def analyze(article: Article, chance: random.Random | None = None) -> Analysis:
    """Everything that the stages behind the parse make of an article, by rules alone."""
    doc = sketch_parse(article, chance)
    attributions = make_extractor("rules").extract(doc)
    speakers, resolutions = resolve_article(doc, attributions)
    analysis = Analysis(
        article,
        tuple(map(ResolvedAttribution, attributions, resolutions)),
        speakers,
        provenance=make_provenance(doc.parser, "rules"),
    )
    return audit_article(doc, analysis)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


@cache
def _folder() -> Path:
    """A place for files, the same for every input: none is kept."""
    holder = tempfile.TemporaryDirectory(prefix="quotes-fuzz-")
    _HOLDERS.append(holder)
    return Path(holder.name)


@cache
def _empty_store() -> bytes:
    """A store without articles: making its tables takes longer than all else."""
    path = _folder() / "empty.db"
    open_store(normalize_db_url(str(path))).close()
    return path.read_bytes()


@cache
def _small_store() -> Store:
    store = open_store(normalize_db_url(str(_folder() / "search.db")))
    said = [
        ("Jane Roe", "We will open the harbour in spring"),
        ("Ana Ruiz", "It is “not” true, he said"),
        ("王毅", "É 5% über 10.000 naïve café"),
    ]
    store.write(make_analysis(said))
    return store


_HOLDERS: list[tempfile.TemporaryDirectory[str]] = []  # removed when the process ends

TARGETS = {
    "page": Target(run_page, seeds.pages),
    "records": Target(run_records, seeds.records),
    "feed": Target(run_feed, seeds.feeds),
    "warc": Target(run_warc, seeds.archives),
    "pdf": Target(run_pdf, seeds.documents),
    "marks": Target(run_marks, seeds.texts),
    "search": Target(run_search, seeds.searches),
    "analysis": Target(run_analysis, seeds.texts),
    "store": Target(run_store, seeds.texts),
}
