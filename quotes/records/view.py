"""The seam between those who ask and what is kept."""

from collections.abc import Iterator
from typing import Protocol

from quotes.records.articles import ArticleRecord
from quotes.records.judgements import DecisionRecord, JudgementRecord
from quotes.records.quotations import FlagRecord
from quotes.records.speakers import DuplicateRecord, SpeakerRecord
from quotes.records.summaries import ArticleSummary, Counts, SpeakerSummary


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
        """Every flag that stands, worst first, then by article and place."""
        ...

    def dismissed_flags(self) -> tuple[FlagRecord, ...]:
        """Flags that people's judgements took off the lists, in the same order."""
        ...

    def judgements(self) -> tuple[JudgementRecord, ...]:
        """What people judged of attributions and flags, oldest first, undone or not."""
        ...

    def decisions(self, speaker_id: int | None = None) -> tuple[DecisionRecord, ...]:
        """What people decided on who is who, on one speaker or on all, oldest first, undone or not."""
        ...

    def duplicates(self, *, limit: int = 50) -> tuple[DuplicateRecord, ...]:
        """Pairs of speakers who may be one, best first, without those that people judged."""
        ...
