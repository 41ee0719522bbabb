"""The seam between those who ask and what is kept."""

from collections.abc import Iterator
from typing import Protocol

from quotes.records.articles import ArticleRecord
from quotes.records.judgements import DecisionRecord, JudgementRecord
from quotes.records.quotations import FlagRecord
from quotes.records.search import SearchRecord
from quotes.records.selection import Selection
from quotes.records.speakers import DuplicateRecord, SpeakerRecord
from quotes.records.summaries import ArticleSummary, Counts, SpeakerSummary


class View(Protocol):
    """Read-only questions to a store, or to the part of it that a selection asks for."""

    def select(self, selection: Selection) -> "View":
        """The same view with the quotations alone that are asked for, their flags, articles and speakers."""
        ...

    def counts(self) -> Counts:
        """Totals."""
        ...

    def speakers(self) -> tuple[SpeakerSummary, ...]:
        """Every speaker who is credited with something, most quotations first, then by name.

        What stands in several versions of an article is counted once: in the newest.
        """
        ...

    def find_speakers(self, name: str) -> tuple[SpeakerSummary, ...]:
        """Speakers that a name, alias, spelling variant or number fits, best first; () for none."""
        ...

    def speaker(self, speaker_id: int, *, limit: int | None = None, offset: int = 0) -> SpeakerRecord:
        """One speaker with every quotation, or `limit` of them from `offset` on; raises NotFoundError."""
        ...

    def iterate_speakers(self) -> Iterator[SpeakerRecord]:
        """Every speaker of `speakers` with every quotation, in that order, one at a time."""
        ...

    def search(self, words: str, *, limit: int = 50, offset: int = 0) -> SearchRecord:
        """Quotations whose content has these words, best first, then the newest article first.

        words   all of them are asked for, whatever their case and accents; "in quotation marks" side by
                side, with * after its beginning a word that begins so, with - before it not this one
        Raises DataError for words that ask for nothing.
        """
        ...

    def outlets(self) -> tuple[str, ...]:
        """Every outlet that an article names, by name."""
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

    def flags(self, *, limit: int | None = None, offset: int = 0) -> tuple[FlagRecord, ...]:
        """Every flag that stands, worst first, then by article and place; or `limit` from `offset` on."""
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
