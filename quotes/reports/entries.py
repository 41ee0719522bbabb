"""From the store's records to the parts of pages."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

from quotes.addresses import accept_url
from quotes.model import Evidence, FlagKind, Span
from quotes.records import (
    ArticleRecord,
    ArticleSummary,
    FlagRecord,
    JudgementRecord,
    PlaceRecord,
    QuotationRecord,
    SpeakerName,
    SpeakerSummary,
    VariantRecord,
)
from quotes.reports import wording
from quotes.reports.contexts import (
    ArticleEntry,
    CandidateEntry,
    DifferencePiece,
    Fact,
    FlagEntry,
    JudgementEntry,
    Link,
    Pager,
    PlaceEntry,
    QuotationEntry,
    QuotationGroup,
    Reason,
    Sparkline,
    SpeakerEntry,
    VariantEntry,
)
from quotes.reports.drawer import Drawer
from quotes.reports.fragments import FragmentMaker, link_to_words
from quotes.reports.links import (
    SHORT_IDENTITY,
    number_page,
    path_of_article,
    path_of_summary,
)
from quotes.reports.marking import Window, mark_passage

# Longest excerpt beside a flag or a piece of evidence, in characters: about four lines on a phone. The
# full text is one link away.
MAX_EXCERPT = 240

# The page of flags, which explains every kind.
FLAGS = "flags.html"

# Longest title in lists and links: about three lines on a phone.
MAX_LABEL = 160

# Other forms of a name that the index shows; the speaker's page has them all.
INDEX_ALIASES = 3


# Other places of the same words beside a quotation: a report of an agency may stand in a hundred papers.
MAX_VARIANTS = 10

# Pages that a list links to on each side of the one that is shown, besides the first and the last.
NEIGHBOURS = 2


class EntryMaker:
    """Makes entries that link to each other.

    speakers  every speaker that gets a page
    articles  numbers of the articles that get one; None for all that are met
    names     what each kind of flag is called
    drawer    where it keeps what it learns of articles that go by: they have the text that others lack
    """

    def __init__(
        self,
        speakers: Iterable[SpeakerSummary],
        names: Mapping[FlagKind, str],
        *,
        drawer: Drawer,
        articles: Container[int] | None = None,
    ) -> None:
        self._speaker_paths = {speaker.id: path_of_summary(speaker) for speaker in speakers}
        self._names = names
        self._articles = articles
        self._drawer = drawer

    def read_article(self, record: ArticleRecord) -> None:
        """Remember the number of each quotation in its article, from 1, and the address of its words."""
        url = accept_url(record.summary.url)
        fragments = FragmentMaker(record.text) if url else None
        for number, quotation in enumerate(record.quotations, start=1):
            content = quotation.attribution.content
            whole = Span(content[0].start, content[-1].end)
            original = link_to_words(url, fragments.make(whole)) if fragments else ""
            self._drawer.keep("quotation", quotation.id, (number, original))

    def mark_anchors(self, record: ArticleRecord) -> None:
        """Remember which quotations have a place in the report, where it leaves some out."""
        for quotation in record.quotations:
            self._drawer.mark(quotation.identity[:SHORT_IDENTITY])

    def link_speaker(self, speaker: SpeakerName) -> Link:
        """A link to a speaker's page, or the name alone when there is no page."""
        return Link(wording.shorten(speaker.name, MAX_LABEL), self._speaker_paths.get(speaker.id, ""))

    def name_kind(self, kind: FlagKind) -> str:
        """What a kind of flag is called."""
        return self._names.get(kind) or wording.name_flag(kind)

    def make_article(self, article: ArticleSummary) -> ArticleEntry:
        """An article in a list."""
        has_page = self._articles is None or article.id in self._articles
        label = wording.shorten(article.label, MAX_LABEL) or "Untitled"
        return ArticleEntry(
            link=Link(label, path_of_article(article) if has_page else ""),
            outlet=article.outlet,
            author=article.author,
            published=article.published,
            url=accept_url(article.url),
            address=article.url or article.path,
            quotations=article.quotations,
            flags=article.flags,
            is_old=article.newer is not None,
        )

    def make_flag(self, record: FlagRecord, window: Window | None = None) -> FlagEntry:
        """One flag; its evidence with the words it looked at when they lie in `window`."""
        if found := self.find_flag(record.id):
            return found
        flag = record.flag
        article = self.make_article(record.article)
        mark = f"flag-{record.id}"
        entry = FlagEntry(
            note=f"flagnote-{record.id}",
            mark=mark,
            kind=flag.kind,
            name=self.name_kind(flag.kind),
            kind_path=f"{FLAGS}#{anchor_of_kind(flag.kind)}",
            severity=flag.severity,
            message=flag.message,
            excerpt=wording.shorten(record.excerpt, MAX_EXCERPT),
            suggestions=flag.suggestions,
            reasons=make_reasons(flag.evidence, window),
            article=article,
            place=Link(article.link.label, f"{article.link.path}#{mark}"),
            about=tuple(map(self.link_speaker, record.speakers)),
            elsewhere=self.make_place(record.elsewhere) if record.elsewhere else None,
        )
        if window:
            self._drawer.keep("flag", record.id, entry)
        return entry

    def find_flag(self, flag_id: int) -> FlagEntry | None:
        """A flag that was made with the words of its evidence; None where its article did not go by."""
        found: FlagEntry | None = self._drawer.find("flag", flag_id)
        return found

    def make_place(self, place: PlaceRecord) -> PlaceEntry:
        """A place in another article."""
        article = self.make_article(place.article)
        identity = place.identity[:SHORT_IDENTITY]
        path = article.link.path
        if path and identity and (self._articles is None or self._drawer.knows(identity)):
            path = f"{path}#t-{identity}"
        return PlaceEntry(
            link=Link(article.link.label, path),
            article=article,
            excerpt=wording.shorten(place.excerpt, MAX_EXCERPT),
            speakers=tuple(map(self.link_speaker, place.speakers)),
        )

    def make_variant(self, record: VariantRecord, article: ArticleSummary) -> VariantEntry:
        """Another article that reports the words of a quotation in an article."""
        is_copy = record.place.article.original == article.original
        return VariantEntry(
            place=self.make_place(record.place),
            relation=wording.RELATIONS[record.relation] + (wording.COPY if is_copy else ""),
            pieces=tuple(DifferencePiece(one.change.value, one.text) for one in record.segments),
        )

    def make_quotation(self, record: QuotationRecord, *, passage: bool) -> QuotationEntry:
        """One quotation; with its paragraphs when `passage`."""
        attribution = record.attribution
        window = Window(record.context_text, record.context.start)
        anchor = record.identity[:SHORT_IDENTITY]
        article = self.make_article(record.article).link
        number, original = self._drawer.find("quotation", record.id) or (0, "")
        return QuotationEntry(
            note=f"q-{anchor}",
            mark=f"t-{anchor}",
            number=number,
            place=Link(article.label, f"{article.path}#t-{anchor}"),
            speakers=tuple(map(self.link_speaker, _shown_speakers(record))),
            description=wording.shorten(record.description or record.source, MAX_LABEL),
            outcome=wording.OUTCOMES[record.outcome],
            kind=wording.KINDS[attribution.kind],
            act=wording.ACTS[attribution.act],
            negative=attribution.polarity.value == "negative",
            form=wording.FORMS[record.form],
            source=wording.shorten(record.source, MAX_EXCERPT),
            cue=wording.shorten(record.cue, MAX_EXCERPT),
            content=wording.shorten(record.content, MAX_EXCERPT),
            rule=attribution.rule,
            confidence=write_score(attribution.confidence),
            passage=mark_passage(window, attribution) if passage else (),
            reasons=make_reasons(record.evidence, window),
            match_reasons=make_reasons(record.match_evidence, None),
            candidates=tuple(
                CandidateEntry(c.name, write_score(c.score), make_reasons(c.evidence, window))
                for c in record.candidates
            ),
            flags=tuple(self.make_flag(flag) for flag in record.flags),
            variants=tuple(self.make_variant(one, record.article) for one in record.variants[:MAX_VARIANTS]),
            more_variants=max(0, len(record.variants) - MAX_VARIANTS),
            original=original,
            judgements=tuple(map(make_judgement, record.judgements)),
            extracted=make_facts(record),
            rejected=record.rejected,
        )

    def make_dismissed(self, record: FlagRecord) -> FlagEntry:
        """A flag that a judgement took off the lists; the article has no mark for it."""
        entry = self.make_flag(record)
        place = Link(entry.place.label, path_of_article(record.article))
        judgement = record.judgement
        told = judgement.tell_all() if judgement else ""
        if judgement and not judgement.flag:
            told = f"its quotation was {told}"
        return replace(entry, place=place, judgement=told)

    def group_quotations(self, records: Iterable[QuotationRecord]) -> tuple[QuotationGroup, ...]:
        """Quotations with their paragraphs, those that follow each other in one article together."""
        return tuple(
            QuotationGroup(
                self.make_article(article),
                tuple(self.make_quotation(record, passage=True) for record in group),
            )
            for article, group in groupby(records, key=lambda record: record.article)
        )

    def make_speaker(self, speaker: SpeakerSummary, spread: Sparkline | None = None) -> SpeakerEntry:
        """A speaker in the index, with the chart of when it spoke."""
        return SpeakerEntry(
            link=self.link_speaker(SpeakerName(speaker.id, speaker.name)),
            kind=wording.SPEAKER_KINDS[speaker.kind],
            aliases=tuple(wording.shorten(alias, MAX_LABEL) for alias in speaker.aliases[:INDEX_ALIASES]),
            more_aliases=max(0, len(speaker.aliases) - INDEX_ALIASES),
            role=wording.shorten(speaker.roles[0], MAX_LABEL) if speaker.roles else "",
            quotations=speaker.quotations,
            articles=speaker.articles,
            flags=speaker.flags,
            first=speaker.first,
            last=speaker.last,
            spread=spread,
        )


def _shown_speakers(record: QuotationRecord) -> tuple[SpeakerName, ...]:
    """Who is credited; of what was rejected, whom the program had named."""
    return record.extracted.speakers if record.rejected and record.extracted else record.speakers


def make_judgement(judgement: JudgementRecord) -> JudgementEntry:
    """What a person made of a quotation."""
    return JudgementEntry(judgement.kind.value, wording.JUDGEMENTS[judgement.kind], judgement.tell_all())


def make_facts(record: QuotationRecord) -> tuple[Fact, ...]:
    """What the program has, where people changed something of it; who said it, where that alone differs."""
    before = record.extracted
    if before is None or record.rejected:
        return ()
    parts = (
        ("Speaker", " and ".join(one.name for one in before.speakers), before.speakers != record.speakers),
        ("Source", before.source, before.source != record.source),
        ("Cue", before.cue, before.cue != record.cue),
        ("Content", before.content, before.content != record.content),
    )
    return tuple(Fact(name, wording.shorten(words, MAX_EXCERPT)) for name, words, differs in parts if differs)


def make_reasons(evidence: Iterable[Evidence], window: Window | None) -> tuple[Reason, ...]:
    """Evidence in words, with the words it looked at when they lie in `window`."""
    return tuple(
        Reason(
            detail=item.detail,
            rule=item.rule,
            words=wording.shorten(window.words(item.spans), MAX_EXCERPT) if window else "",
            score=write_score(item.score),
        )
        for item in evidence
    )


def write_score(score: float | None) -> str:
    """A score with two places; "" for none."""
    return "" if score is None else f"{score:.2f}"


def anchor_of_kind(kind: FlagKind) -> str:
    """Id of the explanation of a kind of flag."""
    return f"kind-{kind.value}"


def path_of_kind(kind: FlagKind) -> str:
    """Path of the first page of all flags of a kind."""
    return f"flags/{kind.value}.html"


def sort_newest_first(records: Iterable[QuotationRecord]) -> list[QuotationRecord]:
    """By day, newest first and unknown days last, then by article and place."""
    return sorted(
        records,
        key=lambda r: (-(r.article.published or date.min).toordinal(), r.article.id, r.attribution.start),
    )


def _link_pages(path: str, number: int, total: int) -> Iterator[Link]:
    """Links to the first page, the last one and those near by; a gap is a link without a path."""
    near = {n for n in range(number - NEIGHBOURS, number + NEIGHBOURS + 1) if 1 <= n <= total}
    before = 0
    for page in sorted({1, total} | near):
        if page > before + 1:
            yield Link(wording.ELLIPSIS)
        yield Link(wording.write_count(page), number_page(path, page), page == number)
        before = page


def make_pager(path: str, number: int, total: int) -> Pager | None:
    """Links between the pages of one list; None when there is only one."""
    if total <= 1:
        return None
    return Pager(
        number=number,
        total=total,
        pages=tuple(_link_pages(path, number, total)),
        previous=number_page(path, number - 1) if number > 1 else "",
        next=number_page(path, number + 1) if number < total else "",
    )
