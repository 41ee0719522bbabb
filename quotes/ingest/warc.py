"""Web archives (WARC, and WACZ bundles of them): every page that was captured becomes an article.

Records are read one after the other, so that a file of any size needs the memory of one page. A record that
is broken is told, and reading goes on with the next one that can be found.
"""

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, suppress
from datetime import date
from email.message import Message
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed

from quotes.addresses import clean_url
from quotes.errors import InputError
from quotes.ingest.contents import refuse_unreadable
from quotes.ingest.origin import Origin
from quotes.ingest.page import read_page
from quotes.ingest.web.articles import clean_article, drop_later_date, name_page
from quotes.ingest.web.bodies import unpack
from quotes.ingest.web.fetching import PAGE_TYPES
from quotes.model import Article

log = logging.getLogger(__name__)

# The most bytes of a page, as sent and as unpacked: as for files and for what is fetched.
MAX_PAGE_BYTES = 5_000_000
# The most bytes of all lines of one record's head. Crawlers allow some 64 KB for the head of an answer.
MAX_HEAD_BYTES = 1_000_000
# What is searched at a time for the next record behind a broken one, and read to see that it is one.
BLOCK_BYTES = 1 << 20
PEEK_BYTES = 1024

BUNDLE_SUFFIX = ".wacz"
_GZIP = b"\x1f\x8b"
_NEXT_GZIP = re.compile(rb"\x1f\x8b\x08")
_NEXT_PLAIN = re.compile(rb"(?<=\n)WARC/\d")
_LONGEST_MARK = 8  # bytes: a mark may lie across the edge of two blocks
_RECORD = b"WARC/"
_SUCCESS = "200"

_NOT_ONE_BY_ONE = "non-chunked gzip"  # what warcio says of a file that was compressed as a whole


class _BrokenError(Exception):
    """A record that cannot be read; the message is the reason."""


def read_warc(path: Path) -> Iterator[Article | InputError]:
    """The pages of a web archive, one article each, in order of their records.

    Only captures of HTML with status 200 are read; requests, revisits, pictures and the like are passed over
    and counted in the log. A broken record and a page without an article come as InputErrors in their place.
    Raises InputError for a file that cannot be opened or holds no page at all.
    """
    try:
        if path.suffix.lower() == BUNDLE_SUFFIX:
            with ZipFile(path) as bundle:
                names = [name for name in bundle.namelist() if re.fullmatch(r"archive/.*\.warc(\.gz)?", name)]
                if not names:
                    raise InputError(path, "the bundle holds no web archive", remedy="check how it was made")
                for name in names:
                    with bundle.open(name) as member:
                        yield from _read_archive(member, f"{path}/{name}")
        else:
            with path.open("rb") as file:
                yield from _read_archive(file, str(path))
    except BadZipFile as error:
        raise InputError(path, f"the bundle is damaged ({error})", remedy="fetch it again") from error
    except OSError as error:
        raise refuse_unreadable(path, error) from error


def _read_archive(file: IO[bytes], name: str) -> Iterator[Article | InputError]:
    start = file.read(len(_GZIP))
    if not start:
        raise InputError(name, "the file is empty", remedy="check how it was saved")
    archive = _Archive(file, name, packed=start == _GZIP)
    yield from archive.read()
    passed = ", ".join(f"{number} {kind}" for kind, number in archive.passed.most_common())
    log.info("%s: %d pages; passed over: %s", name, archive.pages, passed or "nothing")
    if not archive.pages and not archive.broken:
        raise InputError(
            name,
            f"the archive holds no page ({passed or 'no record at all'})",
            remedy="only captures of HTML with status 200 are read",
        )


class _Archive:
    """One archive file that is being read.

    packed  True when each record is compressed by gzip
    """

    def __init__(self, file: IO[bytes], name: str, *, packed: bool) -> None:
        self._file = file
        self._name = name
        self._packed = packed
        self._number = 0
        self.pages = 0
        self.broken = 0
        self.passed: Counter[str] = Counter()

    def read(self) -> Iterator[Article | InputError]:
        """Every page; after a broken record on from the next one that begins like a record."""
        offset: int | None = 0
        while offset is not None:
            self._file.seek(offset)
            records = _Records(self._file, packed=self._packed)
            reached = offset  # only ever forward: what is damaged makes warcio count wrongly
            try:
                for record in records:
                    if records.found_rest():
                        yield self._refuse_longer()
                    reached = max(reached, records.offset)
                    self._number += 1
                    yield from self._read_record(record)
                    records.finish(record)
                if self._holds_more(max(reached, records.offset)):
                    raise _BrokenError("it is cut off")
                offset = None
            except _BrokenError as error:
                self.broken += 1
                reached = max(reached, records.offset)
                yield InputError(
                    self._name,
                    f"the record at byte {reached:,} is broken ({error})",
                    remedy=records.remedy or "fetch or pack the archive again; the other records are read",
                )
                offset = None if records.remedy else self._find_record(reached + 1)

    def _read_record(self, record: Any) -> Iterator[Article | InputError]:
        """The article of a record, or why it has none; nothing for one that is no capture of a page."""
        kind, message = _describe(record)
        if kind:
            self.passed[kind] += 1
            return
        self.pages += 1
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        charset = message.get_param("charset", failobj="")
        origin = Origin(
            name=f"{self._name}: {url or 'record ' + str(self._number)}",
            doc=name_page(url) if url else f"record-{self._number}",
            path=f"{self._name}:{self._number}",
            url=clean_url(url),
            charset=charset if isinstance(charset, str) else "",
        )
        try:
            article = read_page(_read_body(record, origin), origin)
        except InputError as error:
            yield error
            return
        captured = _read_day(record.rec_headers.get_header("WARC-Date") or "")
        article = clean_article(article)
        yield drop_later_date(article, captured) if captured else article

    def _refuse_longer(self) -> InputError:
        return InputError(
            self._name,
            f"record {self._number} is longer than it says: its end is missing",
            remedy="fetch or pack the archive again; the other records are read",
        )

    def _holds_more(self, offset: int) -> bool:
        """True when something stands behind the last record that could be read: the beginning of another."""
        self._file.seek(offset)
        return bool(self._file.read(PEEK_BYTES).strip(b"\r\n\0"))

    def _find_record(self, start: int) -> int | None:
        """Where the next record begins at `start` or behind it; None when there is none."""
        mark = _NEXT_GZIP if self._packed else _NEXT_PLAIN
        position = max(0, start - 1)  # the mark of a plain record looks one byte back
        while True:
            self._file.seek(position)
            block = self._file.read(BLOCK_BYTES)
            for found in mark.finditer(block):
                place = position + found.start()
                if place >= start and self._is_record(place):
                    return place
            if len(block) < BLOCK_BYTES:
                return None
            position += len(block) - _LONGEST_MARK

    def _is_record(self, offset: int) -> bool:
        """False for bytes of something else that look like the beginning of a record."""
        self._file.seek(offset)
        peek = self._file.read(PEEK_BYTES)
        if self._packed:
            with suppress(zlib.error):
                return zlib.decompressobj(31).decompress(peek, len(_RECORD)) == _RECORD
            return False
        return peek.startswith(_RECORD)


class _BoundedReader(DecompressingBufferedReader):  # type: ignore[misc]
    """warcio's reader, which would read a line of any length, and take what is damaged for the end."""

    budget = MAX_HEAD_BYTES

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length, self.budget + 1) if length else self.budget + 1)
        self.budget -= len(line)
        if self.budget < 0:
            raise _BrokenError(f"its head is longer than {MAX_HEAD_BYTES / 1e6:g} MB")
        return line

    def _decompress(self, data: bytes) -> bytes:
        try:
            return self.decompressor.decompress(data) if self.decompressor and data else data
        except zlib.error as error:
            raise _BrokenError("its gzip compression is damaged") from error


class _Records:
    """The records of an archive from where its file stands; raises _BrokenError.

    offset  where the record in hand begins in the file, in bytes
    remedy  what to do where reading on is no use
    """

    def __init__(self, file: IO[bytes], *, packed: bool) -> None:
        self._iterator = ArchiveIterator(file)
        self._reader = _BoundedReader(file, decomp_type="gzip" if packed else None)
        self._iterator.reader = self._reader
        self._doubts = 0
        self.remedy = ""

    @property
    def offset(self) -> int:
        return int(self._iterator.offset)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        self._reader.budget = MAX_HEAD_BYTES
        try:
            # warcio prints what it doubts
            with redirect_stderr(io.StringIO()):
                record = next(self._iterator)
        except ArchiveLoadFailed as error:
            if _NOT_ONE_BY_ONE in str(error):
                self.remedy = "the archive was compressed as a whole: unpack it with gunzip and read that"
                raise _BrokenError("it does not stand alone") from error
            raise _BrokenError("it does not begin like a record") from error
        except (
            ValueError,
            AttributeError,
            KeyError,
            UnicodeError,
        ) as error:  # what a torn head makes of warcio
            raise _BrokenError(f"its head cannot be read: {error}") from error
        if record.rec_type is None or record.length is None:
            raise _BrokenError("its head is cut off, or does not say how long it is")
        return record

    def found_rest(self) -> bool:
        """True, once, when something else than a blank line stood behind the record before."""
        doubts, self._doubts = self._doubts, int(self._iterator.err_count)
        return self._doubts > doubts

    def finish(self, record: Any) -> None:
        """Read what is left of a record; raises _BrokenError where that is less than it announced."""
        while record.raw_stream.read(BLOCK_BYTES):
            pass
        if getattr(record.raw_stream, "limit", 0) > 0:
            raise _BrokenError("it is cut off")


def _describe(record: Any) -> tuple[str, Message]:
    """Why a record is no capture of a page, in a word or two, or ""; and its content type."""
    message = Message()
    if record.rec_type != "response":
        return f"{record.rec_type} records", message
    if not record.http_headers:
        return "captures of no web page", message
    if record.http_headers.get_statuscode() != _SUCCESS:
        return "captures with another status than 200", message
    message["content-type"] = record.http_headers.get_header("content-type") or ""
    return "" if message.get_content_type() in PAGE_TYPES else "captures of another kind than HTML", message


def _read_body(record: Any, origin: Origin) -> bytes:
    """The body of a captured answer without its chunks and packing; raises InputError for too large a one."""
    raw: bytes = record.raw_stream.read(MAX_PAGE_BYTES + 1)
    if len(raw) > MAX_PAGE_BYTES:
        raise _too_large(origin)
    if record.raw_stream.limit > 0:
        raise _BrokenError("it is cut off")
    if (record.http_headers.get_header("transfer-encoding") or "").strip().casefold() == "chunked":
        raw = ChunkedDataReader(io.BytesIO(raw)).read()
    packing = (record.http_headers.get_header("content-encoding") or "identity").strip().casefold()
    # Some crawlers keep the header and store what was packed unpacked.
    if raw.startswith(_GZIP) and packing in ("gzip", "x-gzip"):
        raw = _unpack(raw, origin)
    elif packing not in ("", "identity", "gzip", "x-gzip") and not raw.lstrip().startswith(b"<"):
        raise origin.refuse(f"the page is packed in a way that is not read ({packing[:40]})")
    if not raw.strip():
        raise origin.refuse("the page is empty")
    return raw


def _unpack(raw: bytes, origin: Origin) -> bytes:
    page = bytearray()
    for piece in unpack(origin.name, [raw], MAX_PAGE_BYTES):
        page += piece
        if len(page) > MAX_PAGE_BYTES:
            raise _too_large(origin)
    return bytes(page)


def _too_large(origin: Origin) -> InputError:
    return origin.refuse(f"larger than {MAX_PAGE_BYTES / 1e6:g} MB, the most that one page can be")


def _read_day(written: str) -> date | None:
    """The day of a WARC-Date (ISO 8601, in UTC)."""
    with suppress(ValueError):
        return date.fromisoformat(written[:10])
    return None
