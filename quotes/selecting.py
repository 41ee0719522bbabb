"""A part of what a view has: the quotations that a selection asks for, with everything counted anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, cast

from quotes.records import (
    ArticleRecord,
    ArticleSummary,
    Counts,
    FlagRecord,
    QuotationRecord,
    Selection,
    SpeakerRecord,
    SpeakerSummary,
    View,
)


def select_from(view: View, selection: Selection) -> View:
    """The same view with the quotations alone that are asked for, their flags, articles and speakers."""
    return view if selection.is_everything else cast(View, _SelectedView(view, selection))


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

    others: frozenset[int]  # attributions that are not asked for
    articles: Mapping[int, ArticleSummary]
    speakers: Mapping[int, _Tally]


class _SelectedView:
    """A view that leaves out every attribution that is not asked for, and counts anew.

    Totals take one pass over all articles; one speaker or article costs what it costs the view itself.
    """

    def __init__(self, view: View, selection: Selection) -> None:
        self._view = view
        self._selection = selection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)

    @cached_property
    def _scan(self) -> _Scan:
        others: set[int] = set()
        articles: dict[int, ArticleSummary] = {}
        speakers: defaultdict[int, _Tally] = defaultdict(_Tally)
        for record in self._view.iterate_articles():
            others.update(q.id for q in record.quotations if not self._selection.covers(q))
            kept = self._keep_in_article(record)
            if not self._is_kept(kept):
                continue
            articles[kept.summary.id] = kept.summary
            for quotation in kept.quotations:
                for speaker in quotation.speakers:
                    speakers[speaker.id].add(quotation)
        return _Scan(frozenset(others), articles, speakers)

    def select(self, selection: Selection) -> View:
        """What both selections ask for."""
        return select_from(cast(View, self), selection)

    def counts(self) -> Counts:
        """Totals."""
        summaries = self._scan.articles.values()
        quotations = sum(article.quotations for article in summaries)
        return Counts(len(summaries), len(self.speakers()), quotations, len(self.flags()))

    def outlets(self) -> tuple[str, ...]:
        """Every outlet of its articles, by name."""
        return tuple(sorted({article.outlet for article in self._scan.articles.values() if article.outlet}))

    def speakers(self) -> tuple[SpeakerSummary, ...]:
        """Every speaker who is credited with a quotation that is asked for, most quotations first."""
        tallies = self._scan.speakers
        found = [tallies[one.id].apply(one) for one in self._view.speakers() if self._is_asked(one.id)]
        return tuple(sorted((one for one in found if one.quotations), key=lambda one: -one.quotations))

    def find_speakers(self, name: str) -> tuple[SpeakerSummary, ...]:
        """Speakers that a name fits, with the quotations counted that are asked for."""
        return tuple(self.speaker(one.id).summary for one in self._view.find_speakers(name))

    def speaker(self, speaker_id: int) -> SpeakerRecord:
        """One speaker with every quotation that is asked for; raises NotFoundError."""
        record = self._view.speaker(speaker_id)
        tally = _Tally()
        quotations = self._keep(record.quotations)
        for quotation in quotations:
            tally.add(quotation)
        return replace(record, summary=tally.apply(record.summary), quotations=quotations)

    def iterate_speakers(self) -> Iterator[SpeakerRecord]:
        """Every speaker of `speakers`, in that order, one at a time."""
        for one in self.speakers():
            yield self.speaker(one.id)

    def articles(self) -> tuple[ArticleSummary, ...]:
        """Every article that is asked for."""
        kept = self._scan.articles
        return tuple(kept[article.id] for article in self._view.articles() if article.id in kept)

    def find_article(self, reference: str) -> ArticleRecord:
        """One article, asked for or not, with the quotations that are; raises NotFoundError."""
        return self._keep_in_article(self._view.find_article(reference))

    def iterate_articles(self) -> Iterator[ArticleRecord]:
        """Every article that is asked for, one at a time."""
        yield from filter(self._is_kept, map(self._keep_in_article, self._view.iterate_articles()))

    def flags(self) -> tuple[FlagRecord, ...]:
        """Every flag that stands but those about attributions or articles that are not asked for."""
        return self._keep_flags(self._view.flags(), self._scan.others)

    def dismissed_flags(self) -> tuple[FlagRecord, ...]:
        """Flags that people's judgements took off the lists, but those about other attributions."""
        return self._keep_flags(self._view.dismissed_flags(), self._scan.others)

    def _is_asked(self, speaker_id: int) -> bool:
        asked = self._selection.speakers
        return speaker_id in self._scan.speakers and (asked is None or speaker_id in asked)

    def _is_kept(self, record: ArticleRecord) -> bool:
        if not self._selection.covers_article(record.summary):
            return False
        return bool(record.quotations or record.flags) or not self._selection.is_of_quotations

    def _keep(self, records: Iterable[QuotationRecord]) -> tuple[QuotationRecord, ...]:
        return tuple(filter(self._selection.covers, records))

    def _keep_flags(self, records: Iterable[FlagRecord], others: frozenset[int]) -> tuple[FlagRecord, ...]:
        kinds = self._selection.flag_kinds
        return tuple(
            record
            for record in records
            if (
                self._selection.covers_loose(record)
                if record.attribution_id is None
                else record.attribution_id not in others and (not kinds or record.flag.kind in kinds)
            )
        )

    def _keep_in_article(self, record: ArticleRecord) -> ArticleRecord:
        quotations = self._keep(record.quotations)
        kept = {quotation.id for quotation in quotations}
        others = frozenset(q.id for q in record.quotations if q.id not in kept)
        flags = self._keep_flags(record.flags, others)
        counted = sum(not quotation.rejected for quotation in quotations)
        return replace(
            record,
            summary=replace(record.summary, quotations=counted, flags=len(flags)),
            quotations=quotations,
            flags=flags,
            dismissed=self._keep_flags(record.dismissed, others),
        )
