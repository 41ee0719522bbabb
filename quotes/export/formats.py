"""Everything that a view shows, in one of the formats that other programs read, piece by piece.

    jsonl          one attribution a line, with all that `--json` of a look-up says of it
    csv            one attribution a line, for spreadsheets
    jsonld         one document of schema.org: speakers, articles, and what they are quoted with
    webannotation  one collection of W3C Web Annotations
    brat           a folder: each article's text, and its attributions in standoff

The first four are streams of text: however much there is, only some articles are in memory.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any

from quotes.addresses import accept_url
from quotes.export import jsonld, webannotation
from quotes.export.csv import QUOTATION_COLUMNS, dump_heading, dump_record
from quotes.export.jsonl import dump_object
from quotes.export.rows import quotation_to_row
from quotes.records import View

Row = dict[str, Any]


class ExportFormat(StrEnum):
    """What an export is written in."""

    JSONL = "jsonl"
    CSV = "csv"
    JSONLD = "jsonld"
    WEBANNOTATION = "webannotation"
    BRAT = "brat"


def dump_view(view: View, form: ExportFormat) -> Iterator[str]:
    """An export as pieces of text, for a format that is one file (not BRAT)."""
    yield from _DUMPERS[form](view)


def _dump_jsonl(view: View) -> Iterator[str]:
    for record in view.iterate_articles():
        for quotation in record.quotations:
            yield dump_object(quotation_to_row(quotation)) + "\n"


def _dump_csv(view: View) -> Iterator[str]:
    yield dump_heading(QUOTATION_COLUMNS)
    for record in view.iterate_articles():
        for quotation in record.quotations:
            yield dump_record(quotation_to_row(quotation), QUOTATION_COLUMNS)


def _dump_jsonld(view: View) -> Iterator[str]:
    yield f'{{"@context": {json.dumps(jsonld.CONTEXT)}, "@graph": [\n'
    yield from _join(_list_things(view))
    yield "\n]}\n"


def _list_things(view: View) -> Iterator[Row]:
    """Speakers, then each article with what is quoted in it; see `jsonld.is_quotation`."""
    for speaker in view.speakers():
        yield jsonld.speaker_to_jsonld(speaker)
    for record in view.iterate_articles():
        url = accept_url(record.summary.url)
        article = jsonld.article_to_jsonld(record.summary, url=url)
        yield article
        for quotation in filter(jsonld.is_quotation, record.quotations):
            yield jsonld.quotation_to_jsonld(quotation, {"@id": article["@id"]}, url=url)


def _dump_webannotation(view: View) -> Iterator[str]:
    yield webannotation.open_collection()
    articles = view.iterate_articles()
    yield from _join(row for record in articles for row in webannotation.article_to_annotations(record))
    yield webannotation.close_collection()


def _join(rows: Iterable[Row]) -> Iterator[str]:
    """Objects of a list, one a line."""
    for number, row in enumerate(rows):
        yield (",\n" if number else "") + dump_object(row)


_DUMPERS: dict[ExportFormat, Callable[[View], Iterator[str]]] = {
    ExportFormat.JSONL: _dump_jsonl,
    ExportFormat.CSV: _dump_csv,
    ExportFormat.JSONLD: _dump_jsonld,
    ExportFormat.WEBANNOTATION: _dump_webannotation,
}
