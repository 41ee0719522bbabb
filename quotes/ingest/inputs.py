"""Any input becomes articles: a file of one article or of many, an address, standard input."""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.errors import InputError
from quotes.ingest.contents import refuse_too_large
from quotes.ingest.files import check_format, expand_path, limit_of, read_article, read_content
from quotes.ingest.formats import Format
from quotes.ingest.language import tell_language
from quotes.ingest.origin import Origin, ReadingRules
from quotes.ingest.records import read_records, read_stream
from quotes.model import Article

if TYPE_CHECKING:
    from quotes.ingest.web import Memory

STDIN = "-"
DOC_OF_STDIN = "stdin"
SNIFFED = 4096  # bytes of standard input that are looked into for its format
_SCHEMES = ("http://", "https://")

_PAGE = re.compile(rb"<(?:!doctype|html|head|body|\?xml|article)\b", re.I)

_NO_RULES = ReadingRules()


def is_address(name: Path | str) -> bool:
    """True for what begins like the address of a page or feed."""
    return isinstance(name, str) and name.casefold().startswith(_SCHEMES)


def find_inputs(names: Iterable[Path | str]) -> tuple[Path | str, ...]:
    """Everything that can be read, from files, folders, addresses and "-", which is standard input.

    Files are found as `find_files` does it and come as paths, the others as they are; none comes twice.
    Raises InputError as `find_files` does.
    """
    found: dict[Path | str, Path | str] = {}
    for name in names:
        if isinstance(name, str) and (name == STDIN or is_address(name)):
            found.setdefault(name, name)
            continue
        for file in expand_path(Path(name)):
            found.setdefault(file.resolve(), file)
    if not found:
        raise InputError("nothing", "no file, folder or address was named", remedy="name at least one")
    return tuple(found.values())


def count_articles(inputs: Iterable[Path | str]) -> int | None:
    """How many articles some inputs hold; None where that is known only when they have been read."""
    number = 0
    for name in inputs:
        if not isinstance(name, Path):
            return None
        try:
            if check_format(name).holds_many:
                return None
        except InputError:  # comes as one result
            pass
        number += 1
    return number


def name_article(article: Article) -> str:
    """What an article is called in messages: where it came from."""
    return article.path or article.url or article.doc


def read_articles(
    name: Path | str, rules: ReadingRules = _NO_RULES, *, memory: "Memory | None" = None
) -> Iterator[Article | InputError]:
    """Read one input as `find_inputs` gives it.

    memory  what earlier runs fetched: what is the same still comes as it was kept, without being sent again
    What cannot be read comes as an InputError in its place, be it the input or one record of many; the
    iterator goes on and never raises one. No more than one article is held at a time.
    """
    try:
        for found in _read(name, rules, memory):
            yield found if isinstance(found, InputError) else _complete(found, rules)
    except InputError as error:
        yield error


def _read(name: Path | str, rules: ReadingRules, memory: "Memory | None") -> Iterator[Article | InputError]:
    if is_address(name):
        from quotes.ingest.web import fetch_articles

        yield from fetch_articles(str(name), rules, memory)
        return
    if name == STDIN:
        yield from _read_stdin(rules)
        return
    path = Path(name)
    format = check_format(path)
    if format is Format.WARC:
        from quotes.ingest.warc import read_warc

        yield from read_warc(path)
    elif format.holds_many:
        yield from read_records(path, format)
    else:
        yield read_article(path)


def _read_stdin(rules: ReadingRules) -> Iterator[Article | InputError]:
    origin = Origin(name="standard input", doc=DOC_OF_STDIN)
    file = io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False), SNIFFED)
    format = Format(rules.format) if rules.format else sniff_format(file.peek(SNIFFED))
    if format.holds_many:
        yield from read_stream(file, format, name=origin.name, stem=origin.doc)
        return
    raw = file.read(limit_of(format) + 1)
    if len(raw) > limit_of(format):
        raise refuse_too_large(origin.name, limit_of(format))
    if not raw.strip():
        raise origin.refuse("there is nothing in it", remedy="pipe an article's text into it")
    yield read_content(raw, format, origin)


def sniff_format(beginning: bytes) -> Format:
    """The likely format of what begins so; what tells nothing is text."""
    head = beginning.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return Format.JSONL
    if head.startswith(b"%PDF-"):
        return Format.PDF
    return Format.HTML if _PAGE.match(head) else Format.TEXT


def _complete(article: Article, rules: ReadingRules) -> Article:
    """An article with its language, and with what it does not tell itself and the rules do."""
    return replace(
        article,
        language=tell_language(article.text, article.language.replace("_", "-").lower()),
        outlet=article.outlet or rules.outlet,
        published=article.published or rules.published,
    )
