"""An HTML page becomes an Article: its main text and its metadata, both found by trafilatura."""

import re
from datetime import date
from html import unescape

from quotes.ingest.decoding import decode
from quotes.ingest.furniture import drop_furniture
from quotes.ingest.origin import Origin
from quotes.ingest.repair import repair_text
from quotes.model import Article, Span

# What content management systems write where the author's name was not filled in.
NO_AUTHORS = {"admin", "administrator", "username", "user", "editor", "staff", "webmaster"}

# The time that extraction takes grows with the square of the number of elements and, inside one element,
# of attributes. Pages beyond these limits (18 real pages of news sites have at most 4,100 and 2,600) were not
# made for readers; with them no page takes longer than some seconds. Markup nested too deeply needs no limit:
# the HTML parser cuts it off by itself.
MAX_TAGS = 100_000  # counted as "<"
MAX_ATTRIBUTES = 5_000  # of one tag, counted as "="

# Pages that build their text by a script carry it only in JSON-LD. It counts when so little of it is found
# elsewhere.
MIN_SHARE_OF_BODY = 0.5

_MARKUP = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<(?:br|/p|/div|/h\d|/li)\b[^<>]*>", re.I)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_LANGUAGE = re.compile(
    r"""<html\b[^>]{0,2000}?\blang\s*=\s*["']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)""", re.I
)
_QUOTATION_MARK = re.compile('["“”„«»‘’‚`]')
_TAG = re.compile(r"<[^<>]+")
HEAD_BYTES = 4096  # where HTML wants the declaration of the encoding; the standard says the first 1,024


def read_page(raw: bytes, origin: Origin) -> Article:
    """Make an Article of the bytes of a page; raises InputError when it holds no main text."""
    # These imports take 0.2 s, which reading text files need not pay.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Page

    from quotes.ingest.metadata import read_metadata

    declared = _CHARSET.search(raw[:HEAD_BYTES])
    html = decode(
        raw,
        origin,
        declared=origin.charset or (declared[1].decode("ascii", "replace") if declared else ""),
    )
    _check_markup(html, origin)
    page = bare_extraction(html, with_metadata=True, include_comments=False, include_tables=False)
    told = read_metadata(html, origin.url)
    text = clean_text(page.text or "") if isinstance(page, Page) else ""
    if len(text) < MIN_SHARE_OF_BODY * len(told.body):
        text = clean_text(_strip_markup(told.body))
    if not isinstance(page, Page) or not text:
        raise origin.refuse(
            "the page holds no main text", remedy="save the article's text as a .txt file instead"
        )
    title = " ".join(repair_text(page.title or told.headline).split())
    language = _LANGUAGE.search(html[:HEAD_BYTES])
    return Article(
        text,
        doc=origin.doc,
        title=title,
        headline=_find_headline(text, title),
        path=origin.path,
        url=told.url or page.url or "",
        outlet=repair_text(told.outlet or page.sitename or ""),
        author=_clean_author(repair_text(told.author or page.author or "")),
        published=told.published or _read_date(page.date),
        language=(told.language or page.language or (language[1] if language else ""))
        .replace("_", "-")
        .lower(),
        extracted=True,
    )


def clean_text(text: str) -> str:
    """What trafilatura takes for the main text, without what is none."""
    return drop_furniture(repair_text(text)).strip()


def _strip_markup(text: str) -> str:
    """Text of JSON-LD, into which some sites write their markup."""
    return unescape(_MARKUP.sub(" ", _BREAK.sub("\n", text)))


def _check_markup(html: str, origin: Origin) -> None:
    if html.count("<") > MAX_TAGS or any(tag[0].count("=") > MAX_ATTRIBUTES for tag in _TAG.finditer(html)):
        raise origin.refuse(
            "the page has more markup than any article", remedy="save the article's text as a .txt file"
        )


def _find_headline(text: str, title: str) -> Span | None:
    """The first line, when it is the title but for white space, capitals and the form of quotation marks."""
    line = text.partition("\n")[0].rstrip()
    return Span(0, len(line)) if line and _fold(line) == _fold(title) else None


def _fold(line: str) -> str:
    return " ".join(_QUOTATION_MARK.sub("'", line.casefold()).split())


def _clean_author(author: str) -> str:
    """Names once each, whatever their capitals, without placeholders."""
    names: dict[str, str] = {}
    for name in author.split(";"):
        name = " ".join(name.split())
        if name and name.casefold() not in NO_AUTHORS:
            names.setdefault(name.casefold(), name)
    return "; ".join(names.values())


def _read_date(found: str | None) -> date | None:
    try:
        return date.fromisoformat(found) if found else None
    except ValueError:
        return None
