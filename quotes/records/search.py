"""What a search for words finds."""

from dataclasses import dataclass

from quotes.model import Span
from quotes.records.quotations import QuotationRecord


@dataclass(frozen=True, slots=True)
class HitRecord:
    """One quotation that was found. `matches` are the words that fit: code points into its article's text."""

    quotation: QuotationRecord
    matches: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """Some of the quotations with certain words, best first, and how many there are in all."""

    total: int
    hits: tuple[HitRecord, ...]
