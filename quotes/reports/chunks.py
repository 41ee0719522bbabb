"""How long lists are cut into pages that stay small."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from quotes.records import QuotationRecord
from quotes.reports.contexts import FlagEntry
from quotes.reports.marking import CONTEXT_MARGIN

T = TypeVar("T")

# How much one page of a list holds: a phone opens it at once, and a printed page of it is a few sheets.
QUOTATIONS_PER_PAGE = 50
FLAGS_PER_PAGE = 100
ROWS_PER_PAGE = 500

# What the list of a page may weigh, in bytes, about. One thing that weighs more has a page alone.
PAGE_BYTES = 250_000

# What the markup of a thing weighs, about, apart from its words: measured on news, with the evidence.
QUOTATION_BYTES, FLAG_BYTES, VARIANT_BYTES, EVIDENCE_BYTES = 2000, 1200, 900, 250

# Bytes of a character: most of news is ASCII, and two names every time for the marks beside a letter.
CHARACTER_BYTES = 2


def split_chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut a sequence into chunks of at most `size`; one empty chunk for an empty sequence."""
    return [items[start : start + size] for start in range(0, max(1, len(items)), size)]


def plan_pages(weights: Iterable[int], *, most: int, limit: int = PAGE_BYTES) -> list[int]:
    """How many of some things each page holds, in their order; [0] for no things.

    most   things on a page at most
    limit  what they may weigh together
    """
    sizes = [0]
    weight = 0
    for one in weights:
        if sizes[-1] and (sizes[-1] == most or weight + one > limit):
            sizes.append(0)
            weight = 0
        sizes[-1] += 1
        weight += one
    return sizes


def deal(things: Iterable[T], sizes: Iterable[int]) -> Iterator[tuple[T, ...]]:
    """Things in chunks of these sizes, one chunk at a time."""
    source = iter(things)
    for size in sizes:
        yield tuple(islice(source, size))


def weigh_quotation(record: QuotationRecord) -> int:
    """About how many bytes a quotation takes on a page, with its passage and its evidence."""
    attribution = record.attribution
    parts = len(record.source) + len(record.cue) + len(record.content)
    end = max(span.end for span in attribution.spans)
    shown = min(len(record.context_text), end - attribution.start + 2 * CONTEXT_MARGIN)
    reasons = len(record.evidence) + len(record.match_evidence)
    reasons += sum(1 + len(candidate.evidence) for candidate in record.candidates)
    return (
        QUOTATION_BYTES
        + CHARACTER_BYTES * (shown + 2 * parts)
        + FLAG_BYTES * len(record.flags)
        + VARIANT_BYTES * len(record.variants)
        + EVIDENCE_BYTES * reasons
        + sum(CHARACTER_BYTES * len(piece.text) for variant in record.variants for piece in variant.segments)
    )


def weigh_flag(entry: FlagEntry) -> int:
    """About how many bytes a flag takes on a page."""
    words = len(entry.message) + len(entry.excerpt) + sum(map(len, entry.suggestions))
    words += sum(len(reason.detail) + len(reason.words) for reason in entry.reasons)
    return FLAG_BYTES + CHARACTER_BYTES * words + EVIDENCE_BYTES * len(entry.reasons)
