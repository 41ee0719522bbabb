"""A speaker of the store with all that is known of it, and speakers who may be one."""

from dataclasses import dataclass
from datetime import date

from quotes.model import Evidence
from quotes.records.judgements import DecisionRecord
from quotes.records.quotations import QuotationRecord
from quotes.records.summaries import ArticleSummary, SpeakerName, SpeakerSummary


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """One form of a speaker's name and where it was seen first."""

    text: str
    article: ArticleSummary
    articles: int  # how many articles use it


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """One description of a speaker and the days between which articles give it; None where none is told."""

    text: str
    articles: int  # how many articles give it
    first: date | None
    last: date | None

    def tell(self) -> str:
        """The role and its days, as far as any article tells one."""
        if not self.first or not self.last:
            return self.text
        if self.first == self.last:
            return f"{self.text} ({self.first.isoformat()})"
        return f"{self.text} ({self.first.isoformat()} to {self.last.isoformat()})"


@dataclass(frozen=True, slots=True)
class DuplicateRecord:
    """Two speakers of the store who may be one. `score` (0 to 1) orders pairs and is no probability."""

    first: SpeakerName
    second: SpeakerName
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """Everything on one speaker. `decisions` are those in force, `roles` the most given first."""

    summary: SpeakerSummary
    aliases: tuple[AliasRecord, ...]
    quotations: tuple[QuotationRecord, ...]
    decisions: tuple[DecisionRecord, ...] = ()
    roles: tuple[RoleRecord, ...] = ()
