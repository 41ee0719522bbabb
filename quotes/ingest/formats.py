"""What kinds of files there are, by how their names end."""

from enum import StrEnum
from pathlib import Path


class Format(StrEnum):
    """A kind of file that articles come in."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    JSONL = "jsonl"
    CSV = "csv"
    DOCX = "docx"
    PDF = "pdf"
    WARC = "warc"

    @property
    def holds_many(self) -> bool:
        """True for a file of any number of articles."""
        return self in (Format.JSONL, Format.CSV, Format.WARC)


SUFFIXES = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
    ".warc": Format.WARC,
    ".wacz": Format.WARC,
}
COMPRESSED = ".gz"  # may follow each of them


def format_of(path: Path) -> Format | None:
    """The format of a file, by its name; None for one that is not read."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == COMPRESSED:
        suffixes.pop()
    return SUFFIXES.get(suffixes[-1]) if suffixes else None


def list_suffixes() -> str:
    """The endings that are read, for a message."""
    *first, last = SUFFIXES
    return f"{', '.join(first)} or {last}, each with {COMPRESSED} after it or not"
