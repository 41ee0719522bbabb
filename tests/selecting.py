"""What a selection means, worked out from the records alone: what the store's own answers are held to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
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
    """What is counted of one speaker. What stands in an article's next version too is counted there."""

    quotations: int = 0
    flags: int = 0
    articles: set[int] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def add(self, record: QuotationRecord, flags: int, *, is_newest: bool) -> None:
        self.flags += flags
        if is_newest:
            self.quotations += 1
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

    articles: Mapping[int, ArticleRecord]
    speakers: Mapping[int, _Tally]
    quotations: Mapping[int, QuotationRecord]  # asked for or not


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
        articles: dict[int, ArticleRecord] = {}
        speakers: defaultdict[int, _Tally] = defaultdict(_Tally)
        quotations: dict[int, QuotationRecord] = {}
        covered = {one.id for one in self._view.articles() if self._selection.covers_article(one)}
        for record in self._view.iterate_articles():
            quotations |= {quotation.id: quotation for quotation in record.quotations}
            kept = self._keep_in_article(record)
            if self._is_kept(kept):
                articles[kept.summary.id] = kept
            for quotation in kept.quotations:
                asked = [one for one in quotation.flags if self._selection.covers_flag(one, quotation)]
                for speaker in quotation.speakers:
                    is_newest = quotation.article.newer not in covered
                    speakers[speaker.id].add(quotation, len(asked), is_newest=is_newest)
        return _Scan(articles, speakers, quotations)

    def select(self, selection: Selection) -> View:
        """What both selections ask for."""
        return select_from(cast(View, self), selection)

    def counts(self) -> Counts:
        """Totals."""
        articles = self.articles()
        quotations = sum(article.quotations for article in articles)
        return Counts(len(articles), len(self.speakers()), quotations, len(self.flags()))

    def outlets(self) -> tuple[str, ...]:
        """Every outlet of its articles, by name."""
        return tuple(sorted({article.outlet for article in self.articles() if article.outlet}))

    def speakers(self) -> tuple[SpeakerSummary, ...]:
        """Every speaker who is credited with a quotation that is asked for, most quotations first."""
        tallies, asked = self._scan.speakers, self._selection.speakers
        found = [
            tallies[one.id].apply(one)
            for one in self._view.speakers()
            if one.id in tallies and (asked is None or one.id in asked)
        ]
        return tuple(sorted(found, key=lambda one: (-one.quotations, one.name.casefold(), one.id)))

    def find_speakers(self, name: str) -> tuple[SpeakerSummary, ...]:
        """Speakers that a name fits, with the quotations counted that are asked for."""
        return tuple(self._tell(one) for one in self._view.find_speakers(name))

    def _tell(self, summary: SpeakerSummary) -> SpeakerSummary:
        return self._scan.speakers.get(summary.id, _Tally()).apply(summary)

    def speaker(self, speaker_id: int, *, limit: int | None = None, offset: int = 0) -> SpeakerRecord:
        """One speaker with every quotation that is asked for; raises NotFoundError."""
        record = self._view.speaker(speaker_id)
        said = tuple(filter(self._selection.covers, record.quotations))
        end = None if limit is None else offset + limit
        return replace(record, summary=self._tell(record.summary), quotations=said[offset:end])

    def iterate_speakers(self) -> Iterator[SpeakerRecord]:
        """Every speaker of `speakers`, in that order, one at a time."""
        for one in self.speakers():
            yield self.speaker(one.id)

    def articles(self) -> tuple[ArticleSummary, ...]:
        """Every article that is asked for."""
        kept = self._scan.articles
        return tuple(kept[article.id].summary for article in self._view.articles() if article.id in kept)

    def find_article(self, reference: str) -> ArticleRecord:
        """One article, asked for or not, with the quotations that are; raises NotFoundError."""
        return self._keep_in_article(self._view.find_article(reference))

    def iterate_articles(self) -> Iterator[ArticleRecord]:
        """Every article that is asked for, one at a time."""
        yield from self._scan.articles.values()

    def flags(self, *, limit: int | None = None, offset: int = 0) -> tuple[FlagRecord, ...]:
        """Every flag that stands and is asked for."""
        end = None if limit is None else offset + limit
        return self._keep_flags(self._view.flags(), self._scan.quotations)[offset:end]

    def dismissed_flags(self) -> tuple[FlagRecord, ...]:
        """Flags that people's judgements took off the lists and that are asked for."""
        return self._keep_flags(self._view.dismissed_flags(), self._scan.quotations)

    def _is_kept(self, record: ArticleRecord) -> bool:
        if not self._selection.covers_article(record.summary):
            return False
        return bool(record.quotations or record.flags) or not self._selection.is_of_quotations

    def _keep_flags(
        self, records: tuple[FlagRecord, ...], quotations: Mapping[int, QuotationRecord]
    ) -> tuple[FlagRecord, ...]:
        return tuple(
            record
            for record in records
            if self._selection.covers_flag(
                record, None if record.attribution_id is None else quotations[record.attribution_id]
            )
        )

    def _keep_in_article(self, record: ArticleRecord) -> ArticleRecord:
        quotations = tuple(filter(self._selection.covers, record.quotations))
        there = {quotation.id: quotation for quotation in record.quotations}
        flags = self._keep_flags(record.flags, there)
        counted = sum(not quotation.rejected for quotation in quotations)
        return replace(
            record,
            summary=replace(record.summary, quotations=counted, flags=len(flags)),
            quotations=quotations,
            flags=flags,
            dismissed=self._keep_flags(record.dismissed, there),
        )
