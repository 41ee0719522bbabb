"""The pages of quotations that are credited to nobody by name."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, groupby

from quotes.model import Outcome
from quotes.records import ArticleRecord, QuotationRecord
from quotes.reports import chunks, wording
from quotes.reports.contexts import Frame, Link, SourceGroup, UnnamedPage
from quotes.reports.drawer import Drawer
from quotes.reports.entries import EntryMaker, make_pager
from quotes.reports.links import number_page

UNNAMED = "unnamed.html"
SHELF = "unnamed"

# Reasons for having no named speaker, the most striking first.
OUTCOMES = (
    Outcome.NONE,
    Outcome.ANONYMOUS,
    Outcome.AMBIGUOUS,
    Outcome.UNKNOWN,
    Outcome.GROUP,
    Outcome.RESOLVED,
)


class UnnamedList:
    """Gathers quotations without a named speaker while articles go by, and makes their pages in the end."""

    def __init__(self, maker: EntryMaker, drawer: Drawer, make_frame: Callable[..., Frame]) -> None:
        self._maker = maker
        self._drawer = drawer
        self._make_frame = make_frame
        self._counts: Counter[Outcome] = Counter()

    @property
    def total(self) -> int:
        """How many there are."""
        return self._counts.total()

    def add(self, record: ArticleRecord, place: int) -> None:
        """Put those of an article on the list. `place` is the article's place among all."""
        for quotation in record.quotations:
            if not (quotation.speakers or quotation.rejected):
                self._counts[quotation.outcome] += 1
                rank = OUTCOMES.index(quotation.outcome)
                self._drawer.add(SHELF, (rank, place, quotation.attribution.start, quotation.id), quotation)

    def build(self) -> Iterator[tuple[str, UnnamedPage]]:
        """Every page with its path."""
        weights = map(chunks.weigh_quotation, self._iterate())
        sizes = chunks.plan_pages(weights, most=chunks.QUOTATIONS_PER_PAGE)
        contents = self._link_reasons(sizes)
        for number, chunk in enumerate(chunks.deal(self._iterate(), sizes), start=1):
            yield (
                number_page(UNNAMED, number),
                UnnamedPage(
                    **self._make_frame(UNNAMED, "No named speaker", main=UNNAMED, page=number),
                    total=self.total,
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
                    pager=make_pager(UNNAMED, number, len(sizes)),
                ),
            )

    def _iterate(self) -> Iterator[QuotationRecord]:
        return self._drawer.iterate(SHELF)

    def _link_reasons(self, sizes: list[int]) -> tuple[Link, ...]:
        """Links to the first quotation of each reason."""
        pages = list(chain.from_iterable([page] * size for page, size in enumerate(sizes, start=1)))
        links, before = [], 0
        for outcome in OUTCOMES:
            if count := self._counts[outcome]:
                label = f"{wording.OUTCOME_HEADINGS[outcome]} ({wording.write_count(count)})"
                links.append(Link(label, f"{number_page(UNNAMED, pages[before])}#{outcome}"))
                before += count
        return tuple(links)
