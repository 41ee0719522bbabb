"""The body of an answer, unpacked, never more of it than a limit."""

import zlib
from collections.abc import Iterable, Iterator

import httpcore2

from quotes.errors import InputError
from quotes.ingest.web.client import Answer

# zlib reads gzip and zlib alike with this.
_ANY_WINDOW = 47
_GZIP = b"\x1f\x8b"  # how a file of it begins


def read_body(answer: Answer, response: httpcore2.Response, *, limit: int, cut: bool = False) -> bytes:
    """The body of an answer, unpacked, of at most `limit` bytes as sent and as unpacked.

    cut  give the first `limit` bytes of a longer one, instead of refusing it
    Raises InputError for a longer one, for a packing that nobody asked for, and for a damaged one.
    """
    url = answer.target.url
    declared = answer.headers.get("content-length", "")
    if not cut and declared.isdecimal() and int(declared) > limit:
        raise _too_large(url, limit)
    encoding = str(answer.headers.get("content-encoding", "identity")).strip().casefold()
    chunks = _count(url, response.iter_stream(), limit)
    if encoding in ("gzip", "x-gzip", "deflate"):
        chunks = unpack(url, chunks, limit)
    elif encoding not in ("", "identity"):
        raise InputError(url, f"the page is packed in a way that is not read ({encoding[:40]})")
    body = bytearray()
    try:
        for chunk in chunks:
            body += chunk
            if len(body) > limit:
                raise _too_large(url, limit)
    except _TooLargeError:
        if not cut:
            raise
    return bytes(body[:limit])


def _count(url: str, chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """What arrives, until it is more than `limit` bytes."""
    arrived = 0
    for chunk in chunks:
        yield chunk
        arrived += len(chunk)
        if arrived > limit:
            raise _too_large(url, limit)


def unpack(url: str, chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Unpack what arrives, at most one byte above `limit` at a time: a few kilobytes may hold gigabytes."""
    unpacker = zlib.decompressobj(_ANY_WINDOW)
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                if unpacker.eof:
                    if not rest.startswith(_GZIP):  # padding, which every browser passes over
                        return
                    unpacker = zlib.decompressobj(_ANY_WINDOW)
                yield unpacker.decompress(rest, limit + 1)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error as error:
        raise InputError(
            url, "the page arrived damaged (its gzip packing)", remedy="try again later"
        ) from error
    if not unpacker.eof:
        raise InputError(url, "the page arrived cut off (its gzip packing)", remedy="try again later")


class _TooLargeError(InputError):
    """More bytes than one page or feed can have."""


def _too_large(url: str, limit: int) -> _TooLargeError:
    return _TooLargeError(
        url,
        f"larger than {limit / 1e6:g} MB, the most that one page or feed can be",
        remedy="save the article's text as a .txt file",
    )
