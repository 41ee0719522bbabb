"""The lines of a PDF file with their places on its pages, read by pypdf in a process of its own.

A script that imports nothing of the project: it reads the file from standard input and writes one object of
JSON. The file format allows for programs that never end and for kilobytes that unpack to gigabytes; pypdf
has limits of its own, and the limits of this process hold for whatever they miss.
"""

import contextlib
import io
import json
import math
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

# A long press kit has some dozens of pages, a whole newspaper a hundred.
MAX_PAGES = 200
MAX_TEXT_CHARACTERS = 2_000_000
# Parts of a page that are drawn by name, one in another: real pages have some dozens.
MAX_FORMS = 500
# A page takes some hundredths of a second, and a file of many pictures some hundred megabytes.
MAX_CPU_SECONDS = 20
MAX_MEMORY_BYTES = 1_000_000_000


class _RefusedError(Exception):
    """A file that is not read on; its argument is a name that `quotes.ingest.pdf` explains."""


def read_pages(raw: bytes) -> dict[str, Any]:
    """What the bytes of a PDF file hold, or `{"problem": NAME}`.

    Of each page its `height` and its `lines`, in the order in which they were written: x and y from the
    lower left corner, the size of the letters (all three in points), and the words. Of the file what it says
    of itself: `title`, `author`, and the day on which it was made, `created`.
    """
    try:
        import pypdf
        from pypdf.errors import LimitReachedError
    except ImportError:
        return {"problem": "library"}
    try:
        with pypdf.apply_configuration(xform_maximum_invocations_per_extraction=MAX_FORMS):
            return _read(pypdf.PdfReader(io.BytesIO(raw)))
    except _RefusedError as error:
        return {"problem": str(error)}
    except (LimitReachedError, MemoryError):
        return {"problem": "heavy"}
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the library say
        return {"problem": "damaged"}


def _read(reader: "PdfReader") -> dict[str, Any]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise _RefusedError("locked")
    if len(reader.pages) > MAX_PAGES:
        raise _RefusedError("pages")
    pages: list[dict[str, Any]] = []
    left = MAX_TEXT_CHARACTERS
    for page in reader.pages:
        lines = list(_read_lines(page, left))
        left -= sum(len(words) for *_, words in lines)
        pages.append({"height": _measure(page)[1], "lines": lines})
    return {"pages": pages} | _read_properties(reader)


def _read_properties(reader: "PdfReader") -> dict[str, str]:
    try:
        told = reader.metadata
        created = told.creation_date if told else None
        return {
            "title": str(told.title or "") if told else "",
            "author": str(told.author or "") if told else "",
            "created": created.date().isoformat() if created else "",
        }
    except Exception:  # noqa: BLE001 - they may be anything; the pages were read
        return {"title": "", "author": "", "created": ""}


def _read_lines(page: "PageObject", most: int) -> Iterator[tuple[float, float, float, str]]:
    """Lines that hold something; raises _RefusedError where they have more than `most` characters."""
    chunks: list[tuple[str, tuple[float, float, float]]] = []
    seen = 0

    def note(words: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:  # noqa: ARG001
        nonlocal seen
        seen += len(words)
        if seen > most:
            raise _RefusedError("long")
        if words:
            chunks.append((words, _place(cm, tm, size)))

    page.extract_text(visitor_text=note)
    line: list[tuple[str, tuple[float, float, float]]] = []
    for words, place in [*chunks, ("\n", (0.0, 0.0, 0.0))]:
        line.append((words, place))
        if words.endswith("\n"):  # nothing comes behind it in a chunk
            if text := " ".join("".join(words for words, _ in line).split()):
                yield *_place_line(page, line), text
            line = []


def _place_line(
    page: "PageObject", line: Sequence[tuple[str, tuple[float, float, float]]]
) -> tuple[float, float, float]:
    """A line begins where its first words do; most of them say how high it stands, and how large it is.

    Raises _RefusedError where its numbers are larger than any number.
    """
    held = [(words, place) for words, place in line if words.strip()]
    first = held[0][1]
    longest = max(held, key=lambda one: len(one[0]))[1]
    x, _ = _turn(page, first[0], first[1])
    _, y = _turn(page, longest[0], longest[1])
    if not all(map(math.isfinite, (x, y, longest[2]))):
        raise _RefusedError("damaged")
    return round(x, 1), round(y, 1), round(longest[2], 1)


def _place(cm: Sequence[float], tm: Sequence[float], size: float) -> tuple[float, float, float]:
    """Where some letters begin on the page, and how large they are: two matrices, one after the other."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    return x, y, abs(size) * math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])


def _turn(page: "PageObject", x: float, y: float) -> tuple[float, float]:
    """A place on the page as it is looked at: some programs write pages lying on their side."""
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    return {90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}.get(
        page.rotation % 360, (x, y)
    )


def _measure(page: "PageObject") -> tuple[float, float]:
    """Width and height of a page as it is looked at, in points."""
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    return (height, width) if page.rotation % 180 else (width, height)


def _limit_process() -> None:
    try:
        import resource
    except ImportError:  # on Windows nothing ends it but whoever waits for it
        return
    for what, most in (
        (resource.RLIMIT_CPU, MAX_CPU_SECONDS),
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):  # macOS has no limit of memory
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    _limit_process()
    json.dump(read_pages(sys.stdin.buffer.read()), sys.stdout)
