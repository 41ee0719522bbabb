"""The pages of flags: an overview, one list for each kind, and what people dismissed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from quotes.audit import Explanation
from quotes.model import FlagKind, Severity
from quotes.records import ArticleRecord, FlagRecord
from quotes.reports import chunks, wording
from quotes.reports.contexts import (
    DismissedPage,
    FlagCount,
    FlagEntry,
    FlagGroup,
    FlagKindPage,
    FlagsPage,
    Frame,
    KindEntry,
    Link,
    Page,
    Tally,
)
from quotes.reports.drawer import Drawer
from quotes.reports.entries import FLAGS, EntryMaker, anchor_of_kind, make_pager, path_of_kind
from quotes.reports.links import number_page

DISMISSED = "flags/dismissed.html"


class FlagLists:
    """Gathers flags while articles go by, and makes their pages in the end.

    explanations  what each kind of flag is called and means
    """

    def __init__(
        self,
        maker: EntryMaker,
        drawer: Drawer,
        make_frame: Callable[..., Frame],
        explanations: Mapping[FlagKind, Explanation],
    ) -> None:
        self._maker = maker
        self._drawer = drawer
        self._make_frame = make_frame
        self._explanations = explanations
        self._counts: Counter[tuple[FlagKind, Severity]] = Counter()
        self._sizes: dict[FlagKind, list[int]] = {}

    def add(self, record: ArticleRecord, place: int) -> None:
        """Put the flags of an article on their lists. `place` is the article's place among all."""
        for one in record.flags:
            flag = one.flag
            self._counts[flag.kind, flag.severity] += 1
            order = (flag.severity.rank, place, flag.spans[0].start, one.id)
            self._drawer.add(flag.kind.value, order, one.id)

    @property
    def total(self) -> int:
        """How many there are."""
        return self._counts.total()

    def count(self) -> tuple[FlagCount, ...]:
        """Flags by severity, and the kinds of each, worst first."""
        return tuple(
            FlagCount(
                severity,
                wording.SEVERITY_MEANINGS[severity],
                sum(count for (_, of), count in self._counts.items() if of is severity),
                f"{FLAGS}#{severity}" if any(of is severity for _, of in self._counts) else "",
                tuple(
                    Tally(
                        self._maker.name_kind(kind),
                        self._counts[kind, severity],
                        f"{self._find_page(kind, severity)}#{severity}",
                    )
                    for kind in FlagKind
                    if self._counts[kind, severity]
                ),
            )
            for severity in Severity
        )

    def explain(self) -> tuple[KindEntry, ...]:
        """What each kind of flag means, and how many there are."""
        return tuple(map(self._explain, FlagKind))

    def build(self, dismissed: tuple[FlagRecord, ...]) -> Iterator[tuple[str, Page]]:
        """Every page of flags with its path."""
        link = None
        if dismissed:
            link = Link(f"{wording.count_noun(len(dismissed), 'flag')} dismissed by people", DISMISSED)
        yield (
            FLAGS,
            FlagsPage(
                **self._make_frame(FLAGS, "Flags", main=FLAGS),
                total=self.total,
                flag_counts=self.count(),
                kinds=self.explain(),
                dismissed=link,
            ),
        )
        for kind in FlagKind:
            if any(self._counts[kind, severity] for severity in Severity):
                yield from self._build_kind(kind)
        if dismissed:
            yield from self._build_dismissed(dismissed)

    def _build_kind(self, kind: FlagKind) -> Iterator[tuple[str, Page]]:
        path = path_of_kind(kind)
        sizes = self._plan(kind)
        entry = self._explain(kind)
        contents = tuple(
            Link(
                f"{wording.SEVERITIES[severity]} ({wording.write_count(self._counts[kind, severity])})",
                f"{self._find_page(kind, severity)}#{severity}",
            )
            for severity in Severity
            if self._counts[kind, severity]
        )
        for number, chunk in enumerate(chunks.deal(self._iterate(kind), sizes), start=1):
            yield (
                number_page(path, number),
                FlagKindPage(
                    **self._make_frame(path, entry.name, main=FLAGS, page=number),
                    kind=entry,
                    contents=contents,
                    groups=tuple(
                        FlagGroup(severity.value, severity, self._counts[kind, severity], tuple(group))
                        for severity, group in groupby(chunk, key=lambda one: one.severity)
                    ),
                    pager=make_pager(path, number, len(sizes)),
                ),
            )

    def _build_dismissed(self, records: tuple[FlagRecord, ...]) -> Iterator[tuple[str, Page]]:
        parts = chunks.split_chunks(records, chunks.FLAGS_PER_PAGE)
        for number, chunk in enumerate(parts, start=1):
            yield (
                number_page(DISMISSED, number),
                DismissedPage(
                    **self._make_frame(DISMISSED, "Dismissed flags", main=FLAGS, page=number),
                    total=len(records),
                    flags=tuple(map(self._maker.make_dismissed, chunk)),
                    pager=make_pager(DISMISSED, number, len(parts)),
                ),
            )

    def _iterate(self, kind: FlagKind) -> Iterator[FlagEntry]:
        for flag_id in self._drawer.iterate(kind.value):
            if entry := self._maker.find_flag(flag_id):
                yield entry

    def _plan(self, kind: FlagKind) -> list[int]:
        if kind not in self._sizes:  # by now every article has gone by
            weights = map(chunks.weigh_flag, self._iterate(kind))
            self._sizes[kind] = chunks.plan_pages(weights, most=chunks.FLAGS_PER_PAGE)
        return self._sizes[kind]

    def _find_page(self, kind: FlagKind, severity: Severity) -> str:
        """The page on which a severity begins."""
        before = sum(self._counts[kind, one] for one in Severity if one.rank < severity.rank)
        if not before:
            return path_of_kind(kind)
        seen = 0
        for number, size in enumerate(self._plan(kind), start=1):
            seen += size
            if before < seen:
                return number_page(path_of_kind(kind), number)
        return path_of_kind(kind)

    def _explain(self, kind: FlagKind) -> KindEntry:
        explanation = self._explanations.get(kind)
        total = sum(self._counts[kind, severity] for severity in Severity)
        return KindEntry(
            anchor=anchor_of_kind(kind),
            name=self._maker.name_kind(kind),
            total=total,
            meaning=explanation.meaning if explanation else "",
            advice=explanation.advice if explanation else "",
            path=path_of_kind(kind) if total else "",
        )
