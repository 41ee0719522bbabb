"""Bytes of a file become text, or a clear refusal.

A byte order mark decides; then UTF-8 if the bytes are valid UTF-8; then the encoding that a page declares;
then charset-normalizer's guess, when it is a confident one.
"""

import codecs
import re

from charset_normalizer import from_bytes

from quotes.ingest.origin import Origin

# Longest first: the mark of UTF-32 begins like that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# A guess counts when charset-normalizer finds at most this share of mess in the decoded text. Its own
# limit is 0.2; its right guesses on news in cp1250, cp1251, cp1252, koi8-r and shift_jis stay under 0.1.
MAX_MESS = 0.1

# The first guess to try for single-byte text: what English, and most of Western Europe, was saved in
# before UTF-8. Guessers mistake a few curly quotes and accents for rarer code pages that look the same.
USUAL_ENCODING = "cp1252"

# Control characters that no text has, but for a stray few: all of ASCII except tab, line ends, form feed.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
# Those that a wrong guess makes of letters. Some news sites publish a few of them in valid UTF-8.
_CONTROL_GUESSED = re.compile(r"[\x80-\x84\x86-\x9f]")
# A text with more control characters than this share of all (and more than one) is binary.
MAX_CONTROL = 0.005

_REMEDY = "save it as UTF-8 text"

# Files that may hold no zero byte near the beginning and yet are no text, by how they begin.
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP file or office document"),
    (b"{\\rtf", "an RTF document"),
)


def decode(raw: bytes, origin: Origin, *, declared: str = "") -> str:
    """Decode the bytes of a file.

    A mark U+FEFF that begins a UTF-8 file stays in the text, as Python's "utf-8" keeps it, so that offsets
    are the same for whoever opens the file so. The marks of UTF-16 and UTF-32 are part of the encoding
    and do not. Line ends stay as they are.

    raw       the whole file
    declared  encoding that a page names in its head, "" for none

    Raises InputError for what is binary or in no encoding that can be told.
    """
    for signature, name in SIGNATURES:
        if raw.startswith(signature):
            raise origin.refuse(f"{name}, not text", remedy="save its text as a .txt file")
    text = _decode_marked(raw, origin)
    if text is None:
        text = _try_decode(raw, "utf-8")
    if text is None and b"\0" in raw:
        text = _decode_wide(raw)
        if text is None:
            raise origin.refuse("binary, not text", remedy="only text and HTML files can be read")
    if text is None and declared:
        text = _try_decode(raw, declared)
    if text is None:
        text = _guess(raw)
    if text is None:
        raise origin.refuse("its character encoding cannot be told", remedy=_REMEDY)
    if "\0" in text or len(_CONTROL.findall(text)) > max(1, MAX_CONTROL * len(text)):
        raise origin.refuse("binary, not text", remedy="only text and HTML files can be read")
    return text


def _decode_marked(raw: bytes, origin: Origin) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            text = _try_decode(raw, encoding)
            if text is None:
                raise origin.refuse(f"begins like {encoding.upper()} but is damaged", remedy=_REMEDY)
            return text
    return None


def _decode_wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every other byte is zero."""
    sample = raw[:4096]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        others = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
        if zeros.count(0) > 0.7 * len(zeros) and not others.count(0):
            return _try_decode(raw, encoding)
    return None


def _guess(raw: bytes) -> str | None:
    guesses = from_bytes(raw, threshold=MAX_MESS)
    best = guesses.best()
    if best is None:
        return None
    usual = next((g for g in guesses if USUAL_ENCODING in g.could_be_from_charset), None)
    encoding = USUAL_ENCODING if usual is not None and usual.chaos <= best.chaos else best.encoding
    text = _try_decode(raw, encoding)
    return None if text is None or _CONTROL_GUESSED.search(text) else text


def _try_decode(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (ValueError, LookupError):  # no text in this encoding, a name with a NUL, a name of none
        return None
