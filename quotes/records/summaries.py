"""What lists show: articles and speakers in short, and totals."""

from dataclasses import dataclass
from datetime import date, datetime

from quotes.model import SpeakerKind


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One article of the store, without its text. `id` is its number in this store only."""

    id: int
    identity: str
    doc: str
    title: str
    outlet: str
    author: str
    published: date | None
    url: str
    path: str
    read_at: datetime
    quotations: int
    flags: int
    text_hash: str = ""  # SHA-256 of the text in UTF-8
    newer: int | None = None  # the number of the next version of it
    language: str = ""  # as a tag such as "en-gb"; "" where it cannot be told
    copy_of: int | None = None  # the number of the article, read before, that has its words

    @property
    def label(self) -> str:
        """What to call it: its title, or else its short name."""
        return self.title or self.doc

    @property
    def original(self) -> int:
        """The number of the article that stands for all with its words: its own, unless it is a copy."""
        return self.copy_of or self.id


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A speaker where only the name matters. `id` is its number in this store only."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """One speaker of the store with what can be counted of it."""

    id: int
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    quotations: int
    articles: int
    flags: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals of a store."""

    articles: int
    speakers: int
    quotations: int
    flags: int
