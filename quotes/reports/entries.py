"""From the store's records to the parts of pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from quotes.model import Evidence, FlagKind
from quotes.records import (
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
from quotes.reports.links import (
    SHORT_IDENTITY,
    accept_url,
    number_page,
    path_of_article,
    path_of_summary,
)
from quotes.reports.marking import Window, mark_passage

# Longest excerpt beside a flag or a piece of evidence, in characters: about four lines on a phone. The
# full text is one link away.
MAX_EXCERPT = 240

# Longest title in lists and links: about three lines on a phone.
MAX_LABEL = 160

# Other forms of a name that the index shows; the speaker's page has them all.
INDEX_ALIASES = 3


class EntryMaker:
    """Makes entries that link to each other.

    speakers  every speaker that gets a page
    names     what each kind of flag is called
    """

    def __init__(self, speakers: Iterable[SpeakerSummary], names: Mapping[FlagKind, str]) -> None:
        self._speaker_paths = {speaker.id: path_of_summary(speaker) for speaker in speakers}
        self._names = names
        # Filled while articles go by, which have the text that other records lack.
        self._numbers: dict[int, int] = {}
        self._flags: dict[int, FlagEntry] = {}

    def number_quotations(self, quotations: Sequence[QuotationRecord]) -> None:
        """Remember the number of each quotation in its article, from 1."""
        self._numbers.update({record.id: number for number, record in enumerate(quotations, start=1)})

    def link_speaker(self, speaker: SpeakerName) -> Link:
        """A link to a speaker's page, or the name alone when there is no page."""
        return Link(wording.shorten(speaker.name, MAX_LABEL), self._speaker_paths.get(speaker.id, ""))

    def name_kind(self, kind: FlagKind) -> str:
        """What a kind of flag is called."""
        return self._names.get(kind) or wording.name_flag(kind)

    def make_article(self, article: ArticleSummary) -> ArticleEntry:
        """An article in a list."""
        return ArticleEntry(
            link=Link(wording.shorten(article.label, MAX_LABEL) or "Untitled", path_of_article(article)),
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
        if record.id in self._flags:
            return self._flags[record.id]
        flag = record.flag
        article = self.make_article(record.article)
        mark = f"flag-{record.id}"
        entry = FlagEntry(
            note=f"flagnote-{record.id}",
            mark=mark,
            kind=flag.kind,
            name=self.name_kind(flag.kind),
            kind_path=f"flags.html#{anchor_of_kind(flag.kind)}",
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
            self._flags[record.id] = entry
        return entry

    def make_place(self, place: PlaceRecord) -> PlaceEntry:
        """A place in another article."""
        article = self.make_article(place.article)
        anchor = f"#t-{place.identity[:SHORT_IDENTITY]}" if place.identity else ""
        return PlaceEntry(
            link=Link(article.link.label, f"{article.link.path}{anchor}"),
            article=article,
            excerpt=wording.shorten(place.excerpt, MAX_EXCERPT),
            speakers=tuple(map(self.link_speaker, place.speakers)),
        )

    def make_variant(self, record: VariantRecord) -> VariantEntry:
        """Another article that reports the words of a quotation."""
        return VariantEntry(
            place=self.make_place(record.place),
            relation=wording.RELATIONS[record.relation],
            pieces=tuple(DifferencePiece(one.change.value, one.text) for one in record.segments),
        )

    def make_quotation(self, record: QuotationRecord, *, passage: bool) -> QuotationEntry:
        """One quotation; with its paragraphs when `passage`."""
        attribution = record.attribution
        window = Window(record.context_text, record.context.start)
        anchor = record.identity[:SHORT_IDENTITY]
        article = self.make_article(record.article).link
        return QuotationEntry(
            note=f"q-{anchor}",
            mark=f"t-{anchor}",
            number=self._numbers.get(record.id, 0),
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
            variants=tuple(map(self.make_variant, record.variants)),
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


def sort_newest_first(records: Iterable[QuotationRecord]) -> list[QuotationRecord]:
    """By day, newest first and unknown days last, then by article and place."""
    return sorted(
        records,
        key=lambda r: (-(r.article.published or date.min).toordinal(), r.article.id, r.attribution.start),
    )


def make_pager(path: str, number: int, total: int) -> Pager | None:
    """Links between the pages of one list; None when there is only one."""
    if total <= 1:
        return None
    return Pager(
        number=number,
        total=total,
        pages=tuple(
            Link(wording.write_count(n), number_page(path, n), n == number) for n in range(1, total + 1)
        ),
        previous=number_page(path, number - 1) if number > 1 else "",
        next=number_page(path, number + 1) if number < total else "",
    )
