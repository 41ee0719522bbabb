"""A PDF file becomes an Article: the paragraphs of its pages, read by pypdf."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from quotes.errors import InputError
from quotes.ingest.contents import refuse_too_large
from quotes.ingest.origin import Origin
from quotes.ingest.pdf import pages
from quotes.ingest.pdf.layout import Page, Paragraph, find_title, join_lines
from quotes.ingest.text import HEAD_LINES, MIN_HEADLINE_WORDS, find_headline
from quotes.model import Article, Span

__all__ = ["make_article", "read_pdf"]

# The process that reads may be kept waiting on a busy machine; its own limit counts processor time alone.
MAX_WAIT_SECONDS = 300
# A press release names its day and whom it comes from in its first lines.
HEAD_CHARACTERS = 2_000
# Of a text whose letters cannot be told, nearly all are signs of private use, or unknown ones; real texts
# have bullets among them.
MAX_UNKNOWN = 0.1

_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd]")
_BETWEEN = "\n\n"

_PROBLEMS = {
    "library": ("PDF files need the library pypdf", "run pip install pypdf"),
    "locked": ("it is locked with a password", "save a copy without one"),
    "pages": (
        f"it has more than {pages.MAX_PAGES} pages, the most that are read",
        "cut it into one file for each article",
    ),
    "heavy": (
        "reading it takes more time or memory than one file may",
        "print it into a new PDF file, or save its text as a .txt file",
    ),
    "damaged": ("it is damaged, or no PDF file", "open it in a PDF reader and print it into a new file"),
}


def read_pdf(raw: bytes, origin: Origin) -> Article:
    """Make an Article of the bytes of a PDF file; raises InputError when there is no text in them."""
    return make_article(_read_pages(raw, origin), origin)


def make_article(found: Any, origin: Origin) -> Article:
    """Make an Article of what `quotes.ingest.pdf.pages` found; raises InputError as `read_pdf` does."""
    if problem := found.get("problem"):
        raise _explain(problem, origin)
    paragraphs = join_lines([Page.from_json(page) for page in found["pages"]])
    text = _BETWEEN.join(paragraph.text for paragraph in paragraphs)
    if not text:
        raise origin.refuse(
            "its pages hold no text; perhaps they are scanned",
            remedy="let a program for text recognition, such as ocrmypdf, add it",
        )
    if len(_UNKNOWN.findall(text)) > MAX_UNKNOWN * len(text):
        raise origin.refuse(
            "its fonts do not say which letters they show",
            remedy="let a program for text recognition, such as ocrmypdf, read it",
        )
    title, headline = _find_title(text, paragraphs, found["title"])
    return Article(
        text,
        doc=origin.doc,
        title=title,
        headline=headline,
        author=_tell_author(found["author"], text),
        published=_tell_day(found["created"], text),
        path=origin.path,
        url=origin.url,
        extracted=True,
    )


def _read_pages(raw: bytes, origin: Origin) -> Any:
    command = [sys.executable, "-P", str(Path(pages.__file__))]
    try:
        done = subprocess.run(
            command,
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MAX_WAIT_SECONDS,
            check=False,
        )
        found = json.loads(done.stdout) if done.returncode == 0 else {"problem": "heavy"}
    except subprocess.TimeoutExpired:
        found = {"problem": "heavy"}
    except OSError as error:
        raise origin.refuse(f"no process to read it with ({error.strerror})") from error
    return found


def _explain(problem: str, origin: Origin) -> InputError:
    if problem == "long":
        return refuse_too_large(origin.name, pages.MAX_TEXT_CHARACTERS)
    reason, remedy = _PROBLEMS[problem]
    return origin.refuse(reason, remedy=remedy)


# ------------------------------------------------------------------ what a file says of itself
# The properties of a PDF file are often those of whoever saved it, or of the template: "Microsoft Word -
# pr_final2.docx", "admin", the day on which a page was printed. They count where the text says so too.
def _find_title(text: str, paragraphs: list[Paragraph], told: str) -> tuple[str, Span | None]:
    """The title, and where it stands in the text when it is a paragraph of its own."""
    spans: list[Span] = []
    start = 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph.text)))
        start += len(paragraph.text) + len(_BETWEEN)
    told = " ".join(told.split())
    if len(told.split()) >= MIN_HEADLINE_WORDS and told.casefold() in text[:HEAD_CHARACTERS].casefold():
        whole = next((span for span in spans if span.text(text).casefold() == told.casefold()), None)
        return told, whole
    place = find_title(paragraphs)
    headline = find_headline(text, spans[: HEAD_LINES + 1]) if place is None else spans[place]
    return (headline.text(text) if headline else ""), headline


def _tell_author(told: str, text: str) -> str:
    told = " ".join(told.split())
    is_name = len(told.split()) > 1 and re.search(rf"(?<!\w){re.escape(told)}(?!\w)", text, re.I)
    return told if is_name else ""


def _tell_day(created: str, text: str) -> date | None:
    if not created:
        return None
    day = date.fromisoformat(created)
    month = day.strftime("%B")
    written = (
        rf"0?{day.day}(?:st|nd|rd|th)? (?:of )?(?:{month}|{month[:3]}\.?),? {day.year}",
        rf"(?:{month}|{month[:3]}\.?) 0?{day.day}(?:st|nd|rd|th)?,? {day.year}",
        rf"{day:%Y-%m-%d}",
        rf"0?{day.day}[./]0?{day.month}[./]{day.year}",
        rf"0?{day.month}/0?{day.day}/{day.year}",
    )
    return day if re.search(rf"\b(?:{'|'.join(written)})\b", text[:HEAD_CHARACTERS], re.I) else None
