"""What a file holds, as bytes: only regular files, never more than a limit, gzip unpacked on the way."""

import gzip
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from quotes.errors import InputError
from quotes.ingest.formats import COMPRESSED


@contextmanager
def open_contents(path: Path) -> Iterator[BinaryIO]:
    """A regular file open for reading, unpacked when its name ends in .gz.

    Raises InputError for another kind of file, without opening it, and for whatever goes wrong while the
    file is read inside the `with` block.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(path, "a folder, not a file", remedy="name the files in it")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(path, "not a regular file", remedy="save what it gives as a .txt or .html file")
        with path.open("rb") as file:
            if path.suffix.lower() == COMPRESSED:
                with gzip.GzipFile(fileobj=file) as unpacked:
                    yield cast(BinaryIO, unpacked)
            else:
                yield file
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(
            path, f"its gzip compression is damaged ({error})", remedy="fetch or pack it again"
        ) from error
    except OSError as error:
        raise refuse_unreadable(path, error) from error


def read_bytes(path: Path, *, limit: int) -> bytes:
    """Everything in a file of at most `limit` bytes; raises InputError as `open_contents` and for more."""
    with open_contents(path) as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise refuse_too_large(str(path), limit)
    return raw


def refuse_too_large(name: str, limit: int) -> InputError:
    """What is said of an article with more than `limit` bytes."""
    return InputError(
        name,
        f"larger than {limit / 1e6:g} MB, the most that one article can be",
        remedy="split it into one file for each article",
    )


def refuse_unreadable(path: Path, error: OSError) -> InputError:
    """What is said of a file that the system does not let anybody read."""
    if isinstance(error, FileNotFoundError):
        return InputError(path, "there is no such file or folder", remedy="check the path")
    if isinstance(error, PermissionError):
        return InputError(path, "no permission to read it", remedy="change its permissions or owner")
    return InputError(
        path, f"cannot be read ({error.strerror or error})", remedy="check the path and the disk"
    )
