"""Which files there are to read, and reading one of them into an Article."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from quotes.errors import InputError
from quotes.ingest.page import read_page
from quotes.ingest.text import read_text
from quotes.model import Article

TEXT_SUFFIXES = (".txt",)
PAGE_SUFFIXES = (".html", ".htm")
SUFFIXES = TEXT_SUFFIXES + PAGE_SUFFIXES

# Larger files are refused before they are read: they are dumps of many articles, or no article, and parsing
# one would take many minutes. 2 MB are some 330,000 words; the longest of 18 real pages of news sites has
# 1.2 MB of markup.
MAX_TEXT_BYTES = 2_000_000
MAX_PAGE_BYTES = 5_000_000


def find_files(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """Every file that can be read, from files and folders.

    Folders are searched to any depth for files that end in .txt, .html or .htm; hidden files and folders
    (their name begins with a dot) are passed over, as is a link to a folder. Named files come in the order
    they were named, files of a folder in order of their path; none comes twice.

    Raises InputError for a path that does not exist, a named file with another ending, a folder that cannot
    be searched or holds no such file, and when nothing was named at all.
    """
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        for file in _expand(path):
            found.setdefault(file.resolve(), file)
    if not found:
        raise InputError("nothing", "no file or folder was named", remedy="name at least one")
    return tuple(found.values())


def _expand(path: Path) -> Iterator[Path]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise _unreadable(path, error) from error
    if stat.S_ISDIR(mode):
        files = sorted(_walk(path))
        if not files:
            raise InputError(
                path,
                "the folder holds no file to read",
                remedy=f"files must end in {_list_suffixes()}, and hidden ones are passed over",
            )
        yield from files
    else:
        _check_suffix(path)
        yield path


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise _unreadable(Path(error.filename or folder), error) from error

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(root, name)
            if not name.startswith(".") and file.suffix.lower() in SUFFIXES and file.is_file():
                yield file


def read_article(path: Path | str) -> Article:
    """Read one file: plain text exactly as decoded, a page by the main text that it holds.

    Raises InputError when it is missing, unreadable, a folder or another special file, of another ending,
    too large, empty, binary, in no encoding that can be told, or a page without main text.
    """
    path = Path(path)
    _check_suffix(path)
    if path.suffix.lower() in PAGE_SUFFIXES:
        return read_page(_read_bytes(path, limit=MAX_PAGE_BYTES), path)
    return read_text(_read_bytes(path, limit=MAX_TEXT_BYTES), path)


def _read_bytes(path: Path, *, limit: int) -> bytes:
    """Everything in a regular file of at most `limit` bytes, without opening any other kind of file."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(path, "a folder, not a file", remedy="name the files in it")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(path, "not a regular file", remedy="save what it gives as a .txt or .html file")
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(raw) > limit:
        raise InputError(
            path,
            f"larger than {limit / 1e6:g} MB, the most that one article can be",
            remedy="split it into one file for each article",
        )
    if not raw.strip():
        raise InputError(path, "the file is empty", remedy="check how it was saved")
    return raw


def _check_suffix(path: Path) -> None:
    if path.suffix.lower() not in SUFFIXES and not path.is_dir():
        raise InputError(
            path,
            f"files that end in {path.suffix!r} are not read"
            if path.suffix
            else "the file's name has no ending",
            remedy=f"save the article as a file that ends in {_list_suffixes()}",
        )


def _list_suffixes() -> str:
    return f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"


def _unreadable(path: Path, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(path, "there is no such file or folder", remedy="check the path")
    if isinstance(error, PermissionError):
        return InputError(path, "no permission to read it", remedy="change its permissions or owner")
    return InputError(
        path, f"cannot be read ({error.strerror or error})", remedy="check the path and the disk"
    )
