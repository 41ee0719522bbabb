"""What the store answers: plain values that the command line, the reports and the exports share.

Nothing here knows how they are kept. `View` is the seam: the store implements it, a test can fake it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from quotes.model import (
    Attribution,
    Candidate,
    Evidence,
    Flag,
    MentionForm,
    Outcome,
    Span,
    SpeakerKind,
)


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

    @property
    def label(self) -> str:
        """What to call it: its title, or else its short name."""
        return self.title or self.doc


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A speaker where only the name matters. `id` is its number in this store only."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """One form of a speaker's name and where it was seen first."""

    text: str
    article: ArticleSummary
    articles: int  # how many articles use it


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
class FlagRecord:
    """One flag with its place. `excerpt` is the text of its spans."""

    id: int
    flag: Flag
    article: ArticleSummary
    excerpt: str
    attribution_id: int | None
    speakers: tuple[SpeakerName, ...]


@dataclass(frozen=True, slots=True)
class QuotationRecord:
    """One attribution of the store with its speakers, in its article.

    context        the paragraphs that hold all of its parts
    context_text   their words; offsets of `attribution` minus `context.start` point into it
    match_evidence why each speaker of the article is that speaker of the store
    """

    id: int
    identity: str
    article: ArticleSummary
    attribution: Attribution
    source: str
    cue: str
    content: str
    context: Span
    context_text: str
    outcome: Outcome
    form: MentionForm
    description: str
    speakers: tuple[SpeakerName, ...]
    candidates: tuple[Candidate, ...]
    evidence: tuple[Evidence, ...]
    match_evidence: tuple[Evidence, ...]
    flags: tuple[FlagRecord, ...]


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """Everything on one speaker."""

    summary: SpeakerSummary
    aliases: tuple[AliasRecord, ...]
    quotations: tuple[QuotationRecord, ...]


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """Everything on one article; attributions in order of the text."""

    summary: ArticleSummary
    text: str
    headline: Span | None
    quotations: tuple[QuotationRecord, ...]
    flags: tuple[FlagRecord, ...]
    program: str
    models: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals of a store."""

    articles: int
    speakers: int
    quotations: int
    flags: int


class View(Protocol):
    """Read-only questions to a store."""

    def counts(self) -> Counts:
        """Totals."""
        ...

    def speakers(self) -> tuple[SpeakerSummary, ...]:
        """Every speaker who is credited with something, most quotations first, then by name."""
        ...

    def find_speakers(self, name: str) -> tuple[SpeakerSummary, ...]:
        """Speakers that a name, alias, spelling variant or number fits, best first; () for none."""
        ...

    def speaker(self, speaker_id: int) -> SpeakerRecord:
        """One speaker with every quotation; raises NotFoundError."""
        ...

    def suggest_speakers(self, name: str, *, limit: int = 3) -> tuple[str, ...]:
        """Names in the store that look like one that was not found, closest first."""
        ...

    def articles(self) -> tuple[ArticleSummary, ...]:
        """Every article in the order it was read."""
        ...

    def find_article(self, reference: str) -> ArticleRecord:
        """One article by number, short name, path or URL; raises NotFoundError."""
        ...

    def iterate_articles(self) -> Iterator[ArticleRecord]:
        """Every article with its text and attributions, one at a time."""
        ...

    def flags(self) -> tuple[FlagRecord, ...]:
        """Every flag, worst first, then by article and place."""
        ...
