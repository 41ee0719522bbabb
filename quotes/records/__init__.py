"""What the store answers: plain values that the command line, the reports and the exports share.

Nothing here knows how they are kept. `View` is the seam: the store implements it, a test can fake it.
"""

from quotes.records.articles import ArticleRecord
from quotes.records.judgements import DecisionKind, DecisionRecord, JudgementKind, JudgementRecord
from quotes.records.quotations import (
    Change,
    ExtractedRecord,
    FlagRecord,
    PlaceRecord,
    QuotationRecord,
    Relation,
    Segment,
    VariantRecord,
)
from quotes.records.search import HitRecord, SearchRecord
from quotes.records.selection import Selection
from quotes.records.speakers import AliasRecord, DuplicateRecord, RoleRecord, SpeakerRecord
from quotes.records.summaries import ArticleSummary, Counts, SpeakerName, SpeakerSummary
from quotes.records.view import View

__all__ = [
    "AliasRecord",
    "ArticleRecord",
    "ArticleSummary",
    "Change",
    "Counts",
    "DecisionKind",
    "DecisionRecord",
    "DuplicateRecord",
    "ExtractedRecord",
    "FlagRecord",
    "HitRecord",
    "JudgementKind",
    "JudgementRecord",
    "PlaceRecord",
    "QuotationRecord",
    "Relation",
    "RoleRecord",
    "SearchRecord",
    "Segment",
    "Selection",
    "SpeakerName",
    "SpeakerRecord",
    "SpeakerSummary",
    "VariantRecord",
    "View",
]
