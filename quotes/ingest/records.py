"""Files of many articles: JSON Lines and CSV, one article a record, read one at a time.

Fields (columns) are `text`, `title`, `url`, `outlet` (or `source`), `author`, `published` (or `date`),
`language` and `id`; others are passed over, and only `text` must be there. See `quotes.ingest.fields`.
"""

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from quotes.errors import InputError
from quotes.ingest.contents import open_contents, refuse_too_large
from quotes.ingest.fields import read_fields
from quotes.ingest.formats import Format
from quotes.ingest.origin import Origin
from quotes.model import Article, Span

# The longest record: an article of 2 MB whose every letter is escaped, with its metadata.
MAX_RECORD_BYTES = 16_000_000
MAX_TEXT_CHARACTERS = 2_000_000

# Records without a text that are held back while none had one: a file of something else is refused once, not
# in every line.
MOST_HELD = 1_000

_NO_TEXT = "the record has no text"
_TEXT_FIELD = "put the article's text into the field `text`"

Record = Article | InputError


def read_records(path: Path, format: Format) -> Iterator[Record]:
    """Read a file of many articles; a record that is none comes as an InputError in its place.

    Raises InputError when the file cannot be read, or is damaged from some place on.
    """
    with open_contents(path) as file:
        yield from read_stream(file, format, name=str(path), stem=_stem(path), path=str(path))


def read_stream(file: BinaryIO, format: Format, *, name: str, stem: str, path: str = "") -> Iterator[Record]:
    """Read many articles from something that is open; see `read_records`.

    name  what messages call it; "news.jsonl" gives "news.jsonl:17" for a record in line 17
    stem  how the short names of articles without an `id` begin
    path  begins the paths of articles, "" where there is no file
    """
    rows = _read_json_lines(file) if format is Format.JSONL else _read_csv(file, name)
    yield from _join_refusals(_make_records(rows, name, stem, path), name)


def _make_records(
    rows: Iterator[tuple[int, Mapping[str, str] | tuple[str]]], name: str, stem: str, path: str
) -> Iterator[Record]:
    for line, values in rows:
        origin = Origin(name=f"{name}:{line}", doc=f"{stem}-{line}", path=f"{path}:{line}" if path else "")
        try:
            yield _make_article(values, origin) if isinstance(values, Mapping) else origin.refuse(*values)
        except InputError as error:
            yield error


def _join_refusals(records: Iterator[Record], name: str) -> Iterator[Record]:
    """The records; raises one InputError where there is none, or where not one of several has a text."""
    held: list[Record] = []
    is_over = False
    try:
        while (not held or _lacks_text(held[-1])) and len(held) <= MOST_HELD:
            held.append(next(records))
    except StopIteration:
        is_over = True
    except Exception:  # the file is damaged from here on, which `open_contents` tells
        yield from held
        raise
    if is_over and not held:
        raise InputError(name, "the file holds no record", remedy="check how it was saved")
    if is_over and len(held) > 1:
        raise InputError(name, f"none of its {len(held)} records has a text", remedy=_TEXT_FIELD)
    yield from held
    yield from records


def _lacks_text(record: Record) -> bool:
    return isinstance(record, InputError) and record.reason == _NO_TEXT


def _make_article(values: Mapping[str, str], origin: Origin) -> Article:
    fields = read_fields(values, origin)
    if not fields.text.strip():
        raise origin.refuse(_NO_TEXT, remedy=_TEXT_FIELD)
    if len(fields.text) > MAX_TEXT_CHARACTERS:
        raise refuse_too_large(origin.name, MAX_TEXT_CHARACTERS)
    if "\0" in fields.text or any("\ud800" <= letter <= "\udfff" for letter in set(fields.text)):
        raise origin.refuse("its text has characters that no text has", remedy="write it anew, in UTF-8")
    first = fields.text.split("\n", 1)[0].rstrip()
    return Article(
        fields.text,
        doc=fields.id or origin.doc,
        title=fields.title,
        headline=Span(0, len(first)) if first and first.split() == fields.title.split() else None,
        path=origin.path,
        url=fields.url,
        outlet=fields.outlet,
        author=fields.author,
        published=fields.published,
        language=fields.language,
    )


# ------------------------------------------------------------------ JSON Lines
def _read_json_lines(file: BinaryIO) -> Iterator[tuple[int, Mapping[str, str] | tuple[str]]]:
    """Line numbers from 1 with the fields of each record, or with the reason why it is none."""
    number = 0
    while raw := file.readline(MAX_RECORD_BYTES + 1):
        number += 1
        if len(raw) > MAX_RECORD_BYTES:
            _skip_line(file)
            yield number, (f"the record is larger than {MAX_RECORD_BYTES / 1e6:g} MB",)
            continue
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if raw.strip():
            yield number, _parse_object(raw)


def _skip_line(file: BinaryIO) -> None:
    while (raw := file.readline(1_000_000)) and not raw.endswith(b"\n"):
        pass


def _parse_object(raw: bytes) -> Mapping[str, str] | tuple[str]:
    try:
        row = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return (f"the line is not in UTF-8 (byte {error.start + 1})",)
    except json.JSONDecodeError as error:
        return (f"the line is no JSON ({error.msg} at character {error.pos + 1})",)
    except (RecursionError, ValueError):
        return ("the line is no JSON that can be read",)  # nested too deeply, a number of too many digits
    if not isinstance(row, dict):
        return ("the line is no JSON object",)
    return {key.casefold(): words for key, value in row.items() if (words := _say(value))}


def _say(value: object) -> str:
    """A value as text: numbers as they are, names of a list with "; " between, "" for any other thing."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return "; ".join(one for one in value if isinstance(one, str))
    if isinstance(value, dict):  # as in {"source": {"name": "The Newport Post"}}
        return value["name"] if isinstance(value.get("name"), str) else ""
    return ""


# ------------------------------------------------------------------ CSV
def _read_csv(file: BinaryIO, name: str) -> Iterator[tuple[int, Mapping[str, str] | tuple[str]]]:
    """Numbers of the lines on which records begin, with their columns. The first record names these."""
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", errors="strict", newline="")
    limit = csv.field_size_limit(MAX_TEXT_CHARACTERS + 1)
    try:
        yield from _read_rows(lines, name)
    except UnicodeDecodeError as error:
        raise InputError(name, f"not in UTF-8 ({error.reason})", remedy="save it as UTF-8") from error
    finally:
        csv.field_size_limit(limit)
        lines.detach()


def _read_rows(lines: io.TextIOWrapper, name: str) -> Iterator[tuple[int, Mapping[str, str] | tuple[str]]]:
    first = lines.readline(MAX_RECORD_BYTES)
    delimiter = max(",;\t", key=first.count)
    columns = [column.strip().casefold() for column in next(csv.reader([first], delimiter=delimiter), [])]
    if "text" not in columns:
        raise InputError(
            name, "its first line names no column `text`", remedy="begin with a line such as text,title,date"
        )
    rows = csv.reader(_bounded(lines), delimiter=delimiter, strict=True)
    while True:
        line = rows.line_num + 2  # after the header, from 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, (f"the record is no CSV ({error})",)
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(columns):
            yield line, (f"the record has {len(row)} columns, the first line names {len(columns)}",)
            continue
        yield line, dict(zip(columns, row, strict=False))


def _bounded(lines: io.TextIOWrapper) -> Iterator[str]:
    """Lines, one that has no end in pieces."""
    while line := lines.readline(MAX_RECORD_BYTES):
        yield line


def _stem(path: Path) -> str:
    return Origin.of_file(path).doc
