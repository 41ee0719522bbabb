"""What the search page reads: the words of every quotation, in script files.

A page that was opened from a disk may load no data, but it may load scripts. So each file calls a function
with a part of the quotations, and the search page loads one after the other, the first time that somebody
searches. A part holds about PART_SIZE characters, whatever the size of the store.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quotes.model import FlagKind
from quotes.records import ArticleRecord, QuotationRecord, SpeakerSummary
from quotes.reports import wording
from quotes.reports.links import SHORT_IDENTITY, path_of_article, path_of_summary

# Characters of one part: a browser reads it in about 10 ms, so that nobody waits for the page to answer.
PART_SIZE = 400_000

# Folders of the site.
SEARCH, LISTS = "search", "lists"

# What must not stand in a script as it is: the end of a script element, and two characters that older
# browsers take for the end of a line.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_RISKY = re.compile("[<>&\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Script:
    """A script file of the site that holds data alone."""

    text: str


def call_script(function: str, *values: object) -> Script:
    """A file that calls a function of the page with some values, none of which can break out."""
    return Script(f"{function}({','.join(map(write_json, values))});\n")


def write_json(value: object) -> str:
    """A value as JSON that may stand in a script, in an HTML page or beside one."""
    words = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return wording.clean_text(_RISKY.sub(lambda found: _ESCAPES[found.group()], words))


class SearchIndex:
    """Gathers quotations while articles go by, and gives a part whenever it has enough.

    speakers  every speaker that has a page
    """

    def __init__(self, speakers: Sequence[SpeakerSummary]) -> None:
        self._speakers = speakers
        self._places = {speaker.id: place for place, speaker in enumerate(speakers)}
        self._outlets: dict[str, int] = {}
        self._years: set[int] = set()
        self._rows: list[list[object]] = []
        self._size = 0
        self._parts = 0
        self._total = 0

    @property
    def total(self) -> int:
        """Quotations so far."""
        return self._total

    def add(self, record: ArticleRecord) -> Iterator[tuple[str, Script]]:
        """Take the quotations of an article in; a part when there is enough for one."""
        rows = [self._write_quotation(one) for one in record.quotations if not one.rejected]
        if not rows:
            return
        summary = record.summary
        self._total += len(rows)
        if summary.published:
            self._years.add(summary.published.year)
        outlet = self._outlets.setdefault(summary.outlet, len(self._outlets)) if summary.outlet else -1
        self._rows.append(
            [
                path_of_article(summary),
                wording.clean_text(summary.label),
                outlet,
                summary.published.isoformat() if summary.published else "",
                rows,
            ]
        )
        self._size += sum(len(str(row[-1])) + 40 for row in rows) + 100
        if self._size >= PART_SIZE:
            yield self._close_part()

    def finish(self, names: Mapping[FlagKind, str]) -> Iterator[tuple[str, Script]]:
        """The last part, and the file that says what there is.

        names  what each kind of flag is called
        """
        if self._rows:
            yield self._close_part()
        contents = {
            "parts": self._parts,
            "total": self._total,
            "speakers": [[speaker.name, path_of_summary(speaker)] for speaker in self._speakers],
            "outlets": list(self._outlets),
            "years": sorted(self._years),
            "flags": [names.get(kind) or wording.name_flag(kind) for kind in FlagKind],
        }
        yield f"{SEARCH}/contents.js", call_script("quotesContents", contents)

    def _write_quotation(self, record: QuotationRecord) -> list[object]:
        """Anchor in the article, who said it, kinds of its flags, its words.

        A speaker is its place in the list of speakers, or what the source is called where nobody is named.
        """
        who: list[object] = [self._places.get(one.id, one.name) for one in record.speakers]
        if not who and (record.description or record.source):
            who = [wording.shorten(record.description or record.source, 160)]
        kinds = list(FlagKind)
        flags = sorted({kinds.index(one.flag.kind) for one in record.flags})
        return [record.identity[:SHORT_IDENTITY], who, flags, " ".join(record.content.split())]

    def _close_part(self) -> tuple[str, Script]:
        self._parts += 1
        rows, self._rows, self._size = self._rows, [], 0
        return f"{SEARCH}/part-{self._parts}.js", call_script("quotesPart", rows)


def make_rows(name: str, number: int, rows: str) -> tuple[str, Script]:
    """The rows of one page of a list, for the other pages of it.

    name    of the list, as its table's id says
    number  of the page, from 1
    rows    as they stand in the page: HTML, escaped
    """
    return f"{LISTS}/{name}-{number}.js", call_script("quotesRows", number, rows)
