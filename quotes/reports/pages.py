"""From a view of the store to the pages of the site, one at a time."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from quotes import __version__
from quotes.audit import Explanation
from quotes.model import FlagKind, Outcome, Severity
from quotes.records import (
    ArticleRecord,
    ArticleSummary,
    FlagRecord,
    QuotationRecord,
    RoleRecord,
    Selection,
    SpeakerSummary,
    View,
)
from quotes.reports import wording
from quotes.reports.article import make_article_page
from quotes.reports.contexts import (
    AliasEntry,
    ArticlesPage,
    FlagCount,
    FlagGroup,
    FlagsPage,
    Frame,
    IndexPage,
    KindEntry,
    Link,
    Page,
    SearchPage,
    SourceGroup,
    Sparkline,
    SpeakerPage,
    UnnamedPage,
)
from quotes.reports.entries import EntryMaker, anchor_of_kind, make_pager, sort_newest_first
from quotes.reports.links import number_page, path_of_article, path_of_summary
from quotes.reports.search import Script, SearchIndex
from quotes.reports.timeline import MOST_SPARK_BARS, make_scale, make_sparkline

T = TypeVar("T")

# How much one page of a list holds. A quotation with its paragraph and evidence takes about 4 kB, a flag
# 2 kB, a row 0.7 kB: pages stay under about 1 MB, which a phone opens at once.
QUOTATIONS_PER_PAGE = 100
FLAGS_PER_PAGE = 200
ROWS_PER_PAGE = 500

# Reasons for having no named speaker, the most striking first.
OUTCOMES = (
    Outcome.NONE,
    Outcome.ANONYMOUS,
    Outcome.AMBIGUOUS,
    Outcome.UNKNOWN,
    Outcome.GROUP,
    Outcome.RESOLVED,
)

MAIN_PAGES = (
    Link("Speakers", "index.html"),
    Link("Articles", "articles.html"),
    Link("Flags", "flags.html"),
    Link("No named speaker", "unnamed.html"),
    Link("Search", "search.html"),
)


# What the first page says of a report that leaves the other kinds of act out.
STATEMENTS_ONLY = "Statements alone: beliefs, knowledge, orders and plans are left out."


class SiteBuilder:
    """Makes every page of a report.

    made             when the report is made; None for a report that does not say
    selection        what `view` shows alone, to say so
    explanations  what each kind of flag is called and means
    """

    def __init__(
        self,
        view: View,
        *,
        made: datetime | None,
        explanations: Mapping[FlagKind, Explanation],
        selection: Selection,
    ) -> None:
        self._view = view
        self._made = wording.write_time(made) if made else ""
        self._explanations = explanations
        self._note = (STATEMENTS_ONLY,) if selection.statements_only else ()
        self._speakers = view.speakers()
        self._articles = view.articles()
        self._flags = sorted(view.flags(), key=_flag_order)
        self._maker = EntryMaker(
            self._speakers, {kind: explanation.title for kind, explanation in explanations.items()}
        )
        self._unnamed: list[QuotationRecord] = []
        self._search = SearchIndex(self._speakers)
        days = [article.published for article in self._articles if article.published]
        self._scale = make_scale(min(days), max(days), most=MOST_SPARK_BARS) if days else None
        self._spreads: defaultdict[int, Counter[int]] = defaultdict(Counter)

    def build(self) -> Iterator[tuple[str, Page | Script]]:
        """Every page and data file with its path in the site. Articles come first: later pages link into them."""
        yield from self._build_articles()
        yield from self._build_article_lists()
        for speaker in self._speakers:
            yield from self._build_speaker(speaker)
        yield from self._build_flags()
        yield from self._build_unnamed()
        yield from self._build_index()
        yield from self._build_search()

    def _frame(self, path: str, title: str, *, main: str = "", page: int = 1) -> Frame:
        return Frame(
            title=title if page == 1 else f"{title}, page {page}",
            root="../" * path.count("/"),
            nav=tuple(Link(link.label, link.path, link.path == main) for link in MAIN_PAGES),
            made=self._made,
            program=f"quotes {__version__}",
        )

    def _build_articles(self) -> Iterator[tuple[str, Page | Script]]:
        for record in self._view.iterate_articles():
            self._maker.number_quotations(record.quotations)
            self._unnamed += [q for q in record.quotations if not (q.speakers or q.rejected)]
            self._count_days(record)
            path = path_of_article(record.summary)
            frame = self._frame(path, wording.shorten(record.summary.label, 80) or "Untitled")
            yield path, make_article_page(record, self._maker, **frame)
            yield from self._search.add(record)

    def _count_days(self, record: ArticleRecord) -> None:
        day = record.summary.published
        if self._scale and day:
            place = self._scale.find_bin(day)
            for quotation in record.quotations:
                if not quotation.rejected:
                    for speaker in quotation.speakers:
                        self._spreads[speaker.id][place] += 1

    def _make_spread(self, speaker: SpeakerSummary) -> Sparkline | None:
        return make_sparkline(self._spreads.get(speaker.id, Counter()), self._scale) if self._scale else None

    def _build_article_lists(self) -> Iterator[tuple[str, Page]]:
        main = "articles.html"
        chunks = split_chunks(self._articles, ROWS_PER_PAGE)
        for number, chunk in enumerate(chunks, start=1):
            yield (
                number_page(main, number),
                ArticlesPage(
                    **self._frame(main, "Articles", main=main, page=number),
                    total=len(self._articles),
                    articles=tuple(map(self._maker.make_article, chunk)),
                    pager=make_pager(main, number, len(chunks)),
                ),
            )

    def _build_speaker(self, summary: SpeakerSummary) -> Iterator[tuple[str, Page]]:
        record = self._view.speaker(summary.id)
        path = path_of_summary(summary)
        chunks = split_chunks(sort_newest_first(record.quotations), QUOTATIONS_PER_PAGE)
        for number, chunk in enumerate(chunks, start=1):
            yield (
                number_page(path, number),
                SpeakerPage(
                    **self._frame(path, wording.shorten(summary.name, 80), page=number),
                    kind=wording.SPEAKER_KINDS[summary.kind],
                    aliases=tuple(
                        AliasEntry(alias.text, self._maker.make_article(alias.article), alias.articles)
                        for alias in record.aliases
                        if alias.text != summary.name
                    ),
                    roles=tuple(map(_tell_role, record.roles)),
                    decisions=tuple(decision.tell_all(summary.id) for decision in record.decisions),
                    quotations=summary.quotations,
                    articles=summary.articles,
                    flags=summary.flags,
                    first=summary.first,
                    last=summary.last,
                    groups=self._maker.group_quotations(chunk),
                    pager=make_pager(path, number, len(chunks)),
                ),
            )

    def _build_flags(self) -> Iterator[tuple[str, Page]]:
        main = "flags.html"
        totals = Counter((record.flag.severity, record.flag.kind) for record in self._flags)
        by_kind = Counter(record.flag.kind for record in self._flags)
        chunks = split_chunks(self._flags, FLAGS_PER_PAGE)
        dismissed = tuple(map(self._maker.make_dismissed, self._view.dismissed_flags()))
        for number, chunk in enumerate(chunks, start=1):
            yield (
                number_page(main, number),
                FlagsPage(
                    **self._frame(main, "Flags", main=main, page=number),
                    total=len(self._flags),
                    flag_counts=self._count_flags(),
                    groups=tuple(
                        FlagGroup(
                            anchor=f"{severity}-{kind}",
                            severity=severity,
                            name=self._maker.name_kind(kind),
                            kind_path=f"{main}#{anchor_of_kind(kind)}",
                            total=totals[severity, kind],
                            flags=tuple(self._maker.make_flag(record) for record in group),
                        )
                        for (severity, kind), group in groupby(
                            chunk, key=lambda record: (record.flag.severity, record.flag.kind)
                        )
                    ),
                    kinds=self._explain_kinds(by_kind) if number == 1 else (),
                    dismissed=dismissed if number == len(chunks) else (),
                    pager=make_pager(main, number, len(chunks)),
                ),
            )

    def _count_flags(self) -> tuple[FlagCount, ...]:
        """Flags by severity; each with the place of the first in the list of flags."""
        counts = []
        for severity in Severity:
            places = [i for i, record in enumerate(self._flags) if record.flag.severity is severity]
            path = ""
            if places:
                page = number_page("flags.html", places[0] // FLAGS_PER_PAGE + 1)
                path = f"{page}#{severity}-{self._flags[places[0]].flag.kind}"
            counts.append(FlagCount(severity, wording.SEVERITY_MEANINGS[severity], len(places), path))
        return tuple(counts)

    def _explain_kinds(self, totals: Mapping[FlagKind, int]) -> tuple[KindEntry, ...]:
        return tuple(
            KindEntry(
                anchor=anchor_of_kind(kind),
                name=self._maker.name_kind(kind),
                total=totals.get(kind, 0),
                meaning=self._explanations[kind].meaning if kind in self._explanations else "",
                advice=self._explanations[kind].advice if kind in self._explanations else "",
            )
            for kind in FlagKind
        )

    def _build_unnamed(self) -> Iterator[tuple[str, Page]]:
        main = "unnamed.html"
        records = sorted(self._unnamed, key=lambda record: OUTCOMES.index(record.outcome))
        totals = Counter(record.outcome for record in records)
        starts = {
            outcome: next(i for i, record in enumerate(records) if record.outcome is outcome)
            for outcome in totals
        }
        contents = tuple(
            Link(
                f"{wording.OUTCOME_HEADINGS[outcome]} ({wording.write_count(totals[outcome])})",
                f"{number_page(main, starts[outcome] // QUOTATIONS_PER_PAGE + 1)}#{outcome}",
            )
            for outcome in OUTCOMES
            if outcome in totals
        )
        chunks = split_chunks(records, QUOTATIONS_PER_PAGE)
        for number, chunk in enumerate(chunks, start=1):
            yield (
                number_page(main, number),
                UnnamedPage(
                    **self._frame(main, "No named speaker", main=main, page=number),
                    total=len(records),
                    contents=contents,
                    sources=tuple(
                        SourceGroup(
                            anchor=str(outcome),
                            heading=wording.OUTCOME_HEADINGS[outcome],
                            meaning=wording.OUTCOME_MEANINGS[outcome],
                            groups=self._maker.group_quotations(group),
                        )
                        for outcome, group in groupby(chunk, key=lambda record: record.outcome)
                    ),
                    pager=make_pager(main, number, len(chunks)),
                ),
            )

    def _build_search(self) -> Iterator[tuple[str, Page | Script]]:
        main = "search.html"
        yield from self._search.finish({kind: self._maker.name_kind(kind) for kind in FlagKind})
        yield main, SearchPage(**self._frame(main, "Search", main=main), total=self._search.total)

    def _build_index(self) -> Iterator[tuple[str, Page]]:
        main = "index.html"
        counts = self._view.counts()
        chunks = split_chunks(self._speakers, ROWS_PER_PAGE)
        for number, chunk in enumerate(chunks, start=1):
            yield (
                number_page(main, number),
                IndexPage(
                    **self._frame(main, "Speakers", main=main, page=number),
                    coverage=(*describe_coverage(self._articles), *self._note),
                    quotations=counts.quotations,
                    articles=counts.articles,
                    flag_counts=self._count_flags(),
                    unnamed=len(self._unnamed),
                    total=len(self._speakers),
                    speakers=tuple(
                        self._maker.make_speaker(speaker, self._make_spread(speaker)) for speaker in chunk
                    ),
                    pager=make_pager(main, number, len(chunks)),
                ),
            )


def describe_coverage(articles: Sequence[ArticleSummary]) -> tuple[str, ...]:
    """What a report covers, in sentences: how many articles, from where, from when, read when."""
    if not articles:
        return ("The store is empty: no article has been read in yet.",)
    outlets = {article.outlet for article in articles if article.outlet}
    days = [article.published for article in articles if article.published]
    origin = f" from {wording.count_noun(len(outlets), 'outlet')}" if outlets else ""
    published = f", published {wording.write_range(min(days), max(days))}" if days else ""
    sentences = [f"{wording.count_noun(len(articles), 'article')}{origin}{published}."]
    undated = len(articles) - len(days)
    if undated == len(articles):
        sentences.append("No article says when it was published.")
    elif undated:
        sentences.append(f"{wording.count_noun(undated, 'article')} without a date.")
    read = [article.read_at.date() for article in articles]
    sentences.append(f"Read into the store {wording.write_range(min(read), max(read))}.")
    return tuple(sentences)


def split_chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut a sequence into chunks of at most `size`; one empty chunk for an empty sequence."""
    return [items[start : start + size] for start in range(0, max(1, len(items)), size)]


def _flag_order(record: FlagRecord) -> tuple[int, int, int, int, int]:
    flag = record.flag
    kinds: Callable[[FlagKind], int] = list(FlagKind).index
    return flag.severity.rank, kinds(flag.kind), record.article.id, flag.spans[0].start, record.id


def _tell_role(role: RoleRecord) -> str:
    """A description and the days between which articles give it."""
    days = wording.write_range(role.first, role.last)
    return f"{role.text} ({days})" if days else role.text
