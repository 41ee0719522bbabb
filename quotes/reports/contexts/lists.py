"""What stands in lists and columns: groups, counts, rows, paragraphs."""

from dataclasses import dataclass
from datetime import date

from quotes.model import Severity
from quotes.reports.contexts.parts import ArticleEntry, FlagEntry, Link, Piece, QuotationEntry, Tally
from quotes.reports.contexts.timeline import Sparkline


@dataclass(frozen=True, slots=True)
class QuotationGroup:
    """Quotations that follow each other in one article."""

    article: ArticleEntry
    quotations: tuple[QuotationEntry, ...]


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Quotations without a named speaker for one reason, by article."""

    anchor: str
    heading: str
    meaning: str
    groups: tuple[QuotationGroup, ...]


@dataclass(frozen=True, slots=True)
class FlagGroup:
    """Flags of one severity. `total` counts those on other pages too."""

    anchor: str
    severity: Severity
    total: int
    flags: tuple[FlagEntry, ...]


@dataclass(frozen=True, slots=True)
class FlagCount:
    """How many flags of one severity there are, and of which kinds. `path` leads to the list of kinds."""

    severity: Severity
    meaning: str
    total: int
    path: str
    kinds: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class KindEntry:
    """What one kind of flag means and what to do about it; both "" when nobody explains it.

    path  the page of all flags of the kind; "" where there is none
    """

    anchor: str
    name: str
    total: int
    meaning: str
    advice: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """A speaker in the index. `spread` is over the time that the whole report covers; None without dates."""

    link: Link
    kind: str
    aliases: tuple[str, ...]
    more_aliases: int
    role: str
    quotations: int
    articles: int
    flags: int
    first: date | None
    last: date | None
    spread: Sparkline | None = None


@dataclass(frozen=True, slots=True)
class AliasEntry:
    """A form of a speaker's name, where it was seen first, and in how many articles."""

    text: str
    article: ArticleEntry
    articles: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article, or its headline, with the notes that belong beside it."""

    headline: bool
    pieces: tuple[Piece, ...]
    quotations: tuple[QuotationEntry, ...]
    flags: tuple[FlagEntry, ...]


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """One version of an article. `is_this` marks the one that the page shows."""

    article: ArticleEntry
    is_this: bool
