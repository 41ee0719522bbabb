"""What records and front matter say about an article: named values, as text, become its metadata."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from quotes.ingest.origin import Origin

# Names that a value goes by, the preferred first. Names that are none of these are passed over.
NAMES = {
    "text": ("text", "body", "content"),
    "title": ("title", "headline"),
    "url": ("url", "link"),
    "outlet": ("outlet", "source", "publisher"),
    "author": ("author", "authors", "byline"),
    "published": ("published", "date", "published_at", "publication_date"),
    "language": ("language", "lang"),
    "id": ("id", "doc"),
}

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?=$|[T ])")


@dataclass(frozen=True, slots=True)
class Fields:
    """Metadata of one article; "" and None for what was not said."""

    text: str
    title: str
    url: str
    outlet: str
    author: str
    published: date | None
    language: str
    id: str


def read_fields(values: Mapping[str, str], origin: Origin) -> Fields:
    """Find the known names in some values, whose names are in small letters.

    Raises InputError for a date that is none.
    """
    found = {
        field: next((values[name] for name in names if values.get(name, "").strip()), "")
        for field, names in NAMES.items()
    }
    return Fields(
        text=found["text"],
        title=" ".join(found["title"].split()),
        url=found["url"].strip(),
        outlet=" ".join(found["outlet"].split()),
        author=" ".join(found["author"].split()),
        published=_read_day(found["published"].strip(), origin),
        language=found["language"].strip().replace("_", "-").lower(),
        id=" ".join(found["id"].split()),
    )


def _read_day(words: str, origin: Origin) -> date | None:
    """The day of a date or moment in ISO 8601, or as RFC 2822 writes it ("Tue, 03 Mar 2026 10:00:00 GMT")."""
    if not words:
        return None
    try:
        if day := _DAY.match(words):
            return date(*map(int, day.groups()))
        return datetime.strptime(words[:16].strip(" ,"), "%a, %d %b %Y").date()
    except ValueError:
        raise origin.refuse(f"the date {words[:40]!r} is none", remedy="write it as 2026-03-31") from None
