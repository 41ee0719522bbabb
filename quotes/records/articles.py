"""An article of the store with all that was found in it."""

from dataclasses import dataclass
from datetime import datetime

from quotes.model import Span
from quotes.records.quotations import FlagRecord, QuotationRecord
from quotes.records.summaries import ArticleSummary


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """Everything on one article; attributions in order of the text, rejected ones too.

    flags      doubts that stand
    dismissed  doubts that people's judgements took off the lists
    versions   every version of it in the store, itself too, earliest first; () when it is the only one
    copies     every article of the store with its words, itself too, the one that was read first in front; ()
               when it is the only one
    """

    summary: ArticleSummary
    text: str
    headline: Span | None
    quotations: tuple[QuotationRecord, ...]
    flags: tuple[FlagRecord, ...]
    program: str
    models: tuple[tuple[str, str], ...]
    analysed_at: datetime | None = None
    dismissed: tuple[FlagRecord, ...] = ()
    versions: tuple[ArticleSummary, ...] = ()
    copies: tuple[ArticleSummary, ...] = ()

    @property
    def version(self) -> int:
        """Which version it is, from 1."""
        return next((n for n, one in enumerate(self.versions, start=1) if one.id == self.summary.id), 1)
