"""Which files there are to read, and reading one of them into an Article."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from quotes.errors import InputError
from quotes.ingest.contents import read_bytes, refuse_unreadable
from quotes.ingest.docx import read_docx
from quotes.ingest.formats import COMPRESSED, Format, format_of, list_suffixes
from quotes.ingest.markdown import read_markdown
from quotes.ingest.origin import Origin
from quotes.ingest.page import read_page
from quotes.ingest.pdf import read_pdf
from quotes.ingest.text import read_text
from quotes.model import Article

# Larger files are refused before they are read: they are dumps of many articles, or no article, and parsing
# one would take many minutes. 2 MB are some 330,000 words; the longest of 18 real pages of news sites has
# 1.2 MB of markup. What is compressed is measured by what it holds.
MAX_TEXT_BYTES = 2_000_000
MAX_PAGE_BYTES = 5_000_000
# Most of a PDF file are its pictures and fonts; what it holds is bounded where it is read.
MAX_PDF_BYTES = 20_000_000

_READERS: dict[Format, Callable[[bytes, Origin], Article]] = {
    Format.TEXT: read_text,
    Format.MARKDOWN: read_markdown,
    Format.HTML: read_page,
    Format.DOCX: read_docx,
    Format.PDF: read_pdf,
}


def find_files(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """Every file that can be read, from files and folders.

    Folders are searched to any depth for files with an ending of `quotes.ingest.formats.SUFFIXES`; hidden
    files and folders (their name begins with a dot) are passed over, as is a link to a folder. Named files
    come in the order they were named, files of a folder in order of their path; none comes twice.

    Raises InputError for a path that does not exist, a named file with another ending, a folder that cannot
    be searched or holds no such file, and when nothing was named at all.
    """
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        for file in expand_path(path):
            found.setdefault(file.resolve(), file)
    if not found:
        raise InputError("nothing", "no file or folder was named", remedy="name at least one")
    return tuple(found.values())


def expand_path(path: Path) -> Iterator[Path]:
    """A file itself, or every file of a folder; see `find_files`."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise refuse_unreadable(path, error) from error
    if stat.S_ISDIR(mode):
        files = sorted(_walk(path))
        if not files:
            raise InputError(
                path,
                "the folder holds no file to read",
                remedy=f"files must end in {list_suffixes()}, and hidden ones are passed over",
            )
        yield from files
    else:
        check_format(path)
        yield path


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise refuse_unreadable(Path(error.filename or folder), error) from error

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(root, name)
            if not name.startswith(".") and format_of(file) and file.is_file():
                yield file


def read_article(path: Path | str) -> Article:
    """Read a file that holds one article: a text exactly as decoded, a page by the main text that it has.

    Raises InputError when it is missing, unreadable, a folder or another special file, of another ending,
    too large, empty, binary, in no encoding that can be told, a page without main text, or a file of many
    articles.
    """
    path = Path(path)
    format = check_format(path)
    if format not in _READERS:
        raise InputError(path, "holds many articles, not one", remedy="read it with quotes ingest")
    return read_content(_read(path, format), format, Origin.of_file(path))


def read_content(raw: bytes, format: Format, origin: Origin) -> Article:
    """Make an Article of bytes in a format of one article; raises InputError as `read_article` does."""
    return _READERS[format](raw, origin)


def limit_of(format: Format) -> int:
    """The most bytes that one article of a format may have."""
    match format:
        case Format.TEXT | Format.MARKDOWN:
            return MAX_TEXT_BYTES
        case Format.PDF:
            return MAX_PDF_BYTES
    return MAX_PAGE_BYTES


def _read(path: Path, format: Format) -> bytes:
    raw = read_bytes(path, limit=limit_of(format))
    if not raw.strip():
        raise InputError(path, "the file is empty", remedy="check how it was saved")
    return raw


def check_format(path: Path) -> Format:
    """The format of a file by its name; raises InputError where it is none that is read."""
    format = format_of(path)
    if format is None and path.is_dir():
        raise InputError(path, "a folder, not a file", remedy="name the files in it")
    if format is None:
        ending = "".join(path.suffixes[-2:]) if path.suffix.lower() == COMPRESSED else path.suffix
        raise InputError(
            path,
            f"files that end in {ending!r} are not read" if ending else "the file's name has no ending",
            remedy=f"save the article as a file that ends in {list_suffixes()}",
        )
    return format
