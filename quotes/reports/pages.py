"""From a view of the store to the pages of the site, one at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from quotes import __version__
from quotes.audit import Explanation
from quotes.model import FlagKind
from quotes.records import ArticleRecord, Selection, SpeakerName, SpeakerSummary, View
from quotes.reports import chunks, wording
from quotes.reports.article import make_article_page
from quotes.reports.contexts import (
    ArticlesPage,
    Frame,
    IndexPage,
    Link,
    Page,
    SearchPage,
    Sparkline,
)
from quotes.reports.drawer import Drawer
from quotes.reports.entries import FLAGS, EntryMaker, make_pager
from quotes.reports.flags import FlagLists
from quotes.reports.links import number_page, path_of_article
from quotes.reports.method import METHOD, MethodTally
from quotes.reports.scope import describe_coverage, describe_selection
from quotes.reports.search import Script, SearchIndex
from quotes.reports.speaker import make_speaker_pages
from quotes.reports.timeline import MOST_SPARK_BARS, make_scale, make_sparkline
from quotes.reports.unnamed import UNNAMED, UnnamedList

MAIN_PAGES = (
    Link("Speakers", "index.html"),
    Link("Articles", "articles.html"),
    Link("Flags", FLAGS),
    Link("No named speaker", UNNAMED),
    Link("Search", "search.html"),
    Link("Method", METHOD),
)


class SiteBuilder:
    """Makes every page of a report.

    view          the whole store
    made          when the report is made; None for a report that does not say
    selection     what the report covers
    explanations  what each kind of flag is called and means
    drawer        where it puts what later pages need of earlier ones
    """

    def __init__(
        self,
        view: View,
        *,
        made: datetime | None,
        explanations: Mapping[FlagKind, Explanation],
        selection: Selection,
        drawer: Drawer,
    ) -> None:
        self._view = view.select(selection)
        self.counts = self._view.counts()
        self._made = wording.write_time(made) if made else ""
        self._selected = not selection.is_everything
        self._speakers = self._view.speakers()
        self._articles = self._view.articles()
        names = {kind: explanation.title for kind, explanation in explanations.items()}
        asked = [
            SpeakerName(one.id, one.name) for one in view.speakers() if one.id in (selection.speakers or ())
        ]
        self._scope = describe_selection(selection, asked, names)
        self._maker = EntryMaker(
            self._speakers,
            names,
            drawer=drawer,
            articles={article.id for article in self._articles} if self._selected else None,
        )
        self._flags = FlagLists(self._maker, drawer, self._frame, explanations)
        self._unnamed = UnnamedList(self._maker, drawer, self._frame)
        self._method = MethodTally()
        self._search = SearchIndex(self._speakers)
        days = [article.published for article in self._articles if article.published]
        self._scale = make_scale(min(days), max(days), most=MOST_SPARK_BARS) if days else None
        self._spreads: defaultdict[int, Counter[int]] = defaultdict(Counter)

    def build(self) -> Iterator[tuple[str, Page | Script]]:
        """Every page and file of data with its path. Articles come first: later pages link into them."""
        yield from self._build_articles()
        yield from self._build_article_lists()
        for record in self._view.iterate_speakers():
            yield from make_speaker_pages(record, self._maker, self._frame)
        yield from self._flags.build(self._view.dismissed_flags())
        yield from self._unnamed.build()
        yield from self._build_method()
        yield from self._build_index()
        yield from self._build_search()

    def _frame(self, path: str, title: str, *, main: str = "", page: int = 1) -> Frame:
        return Frame(
            title=title if page == 1 else f"{title}, page {page}",
            root="../" * path.count("/"),
            nav=tuple(Link(link.label, link.path, link.path == main) for link in MAIN_PAGES),
            made=self._made,
            program=f"quotes {__version__}",
            scope=" ".join(self._scope),
        )

    def _build_articles(self) -> Iterator[tuple[str, Page | Script]]:
        if self._selected:  # places that are left out get no link
            for record in self._view.iterate_articles():
                self._maker.mark_anchors(record)
        for place, record in enumerate(self._view.iterate_articles()):
            self._maker.read_article(record)
            self._count_days(record)
            path = path_of_article(record.summary)
            frame = self._frame(path, wording.shorten(record.summary.label, 80) or "Untitled")
            yield path, make_article_page(record, self._maker, **frame)
            # After its page: the flags have the words of their evidence then.
            self._flags.add(record, place)
            self._unnamed.add(record, place)
            self._method.add(record)
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
        parts = chunks.split_chunks(self._articles, chunks.ROWS_PER_PAGE)
        for number, chunk in enumerate(parts, start=1):
            yield (
                number_page(main, number),
                ArticlesPage(
                    **self._frame(main, "Articles", main=main, page=number),
                    total=len(self._articles),
                    articles=tuple(map(self._maker.make_article, chunk)),
                    pager=make_pager(main, number, len(parts)),
                ),
            )

    def _build_method(self) -> Iterator[tuple[str, Page]]:
        yield (
            METHOD,
            self._method.make_page(
                self._view,
                self._frame,
                coverage=describe_coverage(self._articles, selected=self._selected),
                counts=self.counts,
                kinds=self._flags.explain(),
            ),
        )

    def _build_search(self) -> Iterator[tuple[str, Page | Script]]:
        main = "search.html"
        yield from self._search.finish({kind: self._maker.name_kind(kind) for kind in FlagKind})
        yield main, SearchPage(**self._frame(main, "Search", main=main), total=self._search.total)

    def _build_index(self) -> Iterator[tuple[str, Page]]:
        main = "index.html"
        counts = self.counts
        parts = chunks.split_chunks(self._speakers, chunks.ROWS_PER_PAGE)
        for number, chunk in enumerate(parts, start=1):
            yield (
                number_page(main, number),
                IndexPage(
                    **self._frame(main, "Speakers", main=main, page=number),
                    coverage=(*describe_coverage(self._articles, selected=self._selected), *self._scope),
                    quotations=counts.quotations,
                    articles=counts.articles,
                    flag_counts=self._flags.count(),
                    unnamed=self._unnamed.total,
                    total=len(self._speakers),
                    speakers=tuple(
                        self._maker.make_speaker(speaker, self._make_spread(speaker)) for speaker in chunk
                    ),
                    pager=make_pager(main, number, len(parts)),
                ),
            )
