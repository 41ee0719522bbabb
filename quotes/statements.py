"""Statements alone: what was said, written or announced, without beliefs, knowledge, orders and plans.

Works on what the pipeline makes and on what the store answers, so that every command and page can offer it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, cast

from quotes.model import Act, Analysis
from quotes.records import (
    ArticleRecord,
    ArticleSummary,
    Counts,
    FlagRecord,
    QuotationRecord,
    SpeakerRecord,
    SpeakerSummary,
    View,
)


def keep_statements(analysis: Analysis) -> Analysis:
    """An analysis with its statements, the flags that are about them, and those about the article."""
    kept = [n for n, row in enumerate(analysis.attributions) if is_statement(row.attribution.act)]
    places = {old: new for new, old in enumerate(kept)}
    return replace(
        analysis,
        attributions=tuple(analysis.attributions[n] for n in kept),
        flags=tuple(
            flag if flag.attribution is None else replace(flag, attribution=places[flag.attribution])
            for flag in analysis.flags
            if flag.attribution is None or flag.attribution in places
        ),
    )


def is_statement(act: Act) -> bool:
    """True for what was said, written or announced."""
    return act is Act.COMMUNICATION


def show_statements(view: View) -> View:
    """The same view with statements alone; what has nothing to do with attributions stays as it is."""
    return cast(View, _StatementsView(view))


@dataclass(slots=True)
class _Tally:
    """What is counted of one speaker."""

    quotations: int = 0
    flags: int = 0
    articles: set[int] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def add(self, record: QuotationRecord) -> None:
        if record.rejected:
            return
        self.quotations += 1
        self.flags += len(record.flags)
        self.articles.add(record.article.id)
        if record.article.published:
            self.days.add(record.article.published)

    def apply(self, summary: SpeakerSummary) -> SpeakerSummary:
        return replace(
            summary,
            quotations=self.quotations,
            articles=len(self.articles),
            flags=self.flags,
            first=min(self.days, default=None),
            last=max(self.days, default=None),
        )


@dataclass(frozen=True, slots=True)
class _Scan:
    """One pass over the store."""

    others: frozenset[int]  # attributions that are no statements
    articles: Mapping[int, ArticleSummary]
    speakers: Mapping[int, _Tally]


class _StatementsView:
    """A view that leaves out every attribution that is no statement, and counts anew.

    Totals take one pass over all articles; one speaker or article costs what it costs the view itself.
    """

    def __init__(self, view: View) -> None:
        self._view = view

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)

    @cached_property
    def _scan(self) -> _Scan:
        others: set[int] = set()
        articles: dict[int, ArticleSummary] = {}
        speakers: defaultdict[int, _Tally] = defaultdict(_Tally)
        for record in self._view.iterate_articles():
            others.update(q.id for q in record.quotations if not is_statement(q.attribution.act))
            kept = _keep_in_article(record)
            articles[kept.summary.id] = kept.summary
            for quotation in kept.quotations:
                for speaker in quotation.speakers:
                    speakers[speaker.id].add(quotation)
        return _Scan(frozenset(others), articles, speakers)

    def counts(self) -> Counts:
        """Totals."""
        summaries = self._scan.articles.values()
        quotations = sum(article.quotations for article in summaries)
        return Counts(len(summaries), len(self.speakers()), quotations, len(self.flags()))

    def speakers(self) -> tuple[SpeakerSummary, ...]:
        """Every speaker who is credited with a statement, most statements first, then by name."""
        tallies = self._scan.speakers
        found = [tallies[one.id].apply(one) for one in self._view.speakers() if one.id in tallies]
        return tuple(sorted((one for one in found if one.quotations), key=lambda one: -one.quotations))

    def find_speakers(self, name: str) -> tuple[SpeakerSummary, ...]:
        """Speakers that a name fits, with their statements counted."""
        return tuple(self.speaker(one.id).summary for one in self._view.find_speakers(name))

    def speaker(self, speaker_id: int) -> SpeakerRecord:
        """One speaker with every statement; raises NotFoundError."""
        record = self._view.speaker(speaker_id)
        tally = _Tally()
        quotations = _keep(record.quotations)
        for quotation in quotations:
            tally.add(quotation)
        return replace(record, summary=tally.apply(record.summary), quotations=quotations)

    def articles(self) -> tuple[ArticleSummary, ...]:
        """Every article, its statements counted."""
        return tuple(self._scan.articles[article.id] for article in self._view.articles())

    def find_article(self, reference: str) -> ArticleRecord:
        """One article with its statements; raises NotFoundError."""
        return _keep_in_article(self._view.find_article(reference))

    def iterate_articles(self) -> Iterator[ArticleRecord]:
        """Every article with its statements, one at a time."""
        yield from map(_keep_in_article, self._view.iterate_articles())

    def flags(self) -> tuple[FlagRecord, ...]:
        """Every flag that stands but those about other attributions."""
        return _keep_flags(self._view.flags(), self._scan.others)

    def dismissed_flags(self) -> tuple[FlagRecord, ...]:
        """Flags that people's judgements took off the lists, but those about other attributions."""
        return _keep_flags(self._view.dismissed_flags(), self._scan.others)


def _keep(records: Iterable[QuotationRecord]) -> tuple[QuotationRecord, ...]:
    return tuple(record for record in records if is_statement(record.attribution.act))


def _keep_flags(records: Iterable[FlagRecord], others: frozenset[int]) -> tuple[FlagRecord, ...]:
    return tuple(record for record in records if record.attribution_id not in others)


def _keep_in_article(record: ArticleRecord) -> ArticleRecord:
    others = frozenset(q.id for q in record.quotations if not is_statement(q.attribution.act))
    quotations, flags = _keep(record.quotations), _keep_flags(record.flags, others)
    counted = sum(not quotation.rejected for quotation in quotations)
    return replace(
        record,
        summary=replace(record.summary, quotations=counted, flags=len(flags)),
        quotations=quotations,
        flags=flags,
        dismissed=_keep_flags(record.dismissed, others),
    )
