"""A view without a store: records made by hand or from gold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import cast

from quotes.errors import NotFoundError
from quotes.model import (
    Article,
    Attribution,
    Evidence,
    Flag,
    FlagKind,
    Kind,
    MentionForm,
    Outcome,
    Polarity,
    Severity,
    Span,
    SpeakerKind,
    text_of,
)
from quotes.parse.paragraphs import split_paragraphs
from quotes.records import (
    AliasRecord,
    ArticleRecord,
    ArticleSummary,
    Counts,
    DecisionRecord,
    DuplicateRecord,
    FlagRecord,
    JudgementRecord,
    QuotationRecord,
    RoleRecord,
    Selection,
    SpeakerName,
    SpeakerRecord,
    SpeakerSummary,
    View,
)
from tests.selecting import select_from

READ_AT = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)


def find_spans(text: str, *parts: str) -> tuple[Span, ...]:
    """Where each part stands first in a text; parts that are "" are left out."""
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts if part)


def make_attribution(
    text: str,
    source: str,
    cue: str,
    *content: str,
    kind: Kind = Kind.INDIRECT,
) -> Attribution:
    """An attribution from the words of its parts."""
    return Attribution(
        source=find_spans(text, source),
        cue=find_spans(text, cue),
        content=find_spans(text, *content),
        kind=kind,
        rule="test-rule",
    )


@dataclass
class Said:
    """An attribution and who said it: what a test states of one quotation."""

    attribution: Attribution
    speakers: tuple[str, ...] = ()
    outcome: Outcome = Outcome.RESOLVED
    form: MentionForm = MentionForm.NAME
    evidence: tuple[Evidence, ...] = (Evidence("full-name", "The article gives the full name."),)


@dataclass
class FakeView:
    """Answers as the store does, from what was added."""

    kinds: dict[str, SpeakerKind] = field(default_factory=dict)
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)
    decided: list[DecisionRecord] = field(default_factory=list)
    _articles: list[ArticleRecord] = field(default_factory=list)
    _ids: dict[str, int] = field(default_factory=dict)

    def add(
        self,
        article: Article,
        said: Iterable[Said] = (),
        flags: Iterable[tuple[Flag, int | None]] = (),
    ) -> None:
        """Add an article; each flag with the position of the quotation that it is about."""
        said, flags = list(said), list(flags)
        summary = ArticleSummary(
            id=len(self._articles) + 1,
            identity=article.identity,
            doc=article.doc,
            title=article.title,
            outlet=article.outlet,
            author=article.author,
            published=article.published,
            url=article.url,
            path=article.path,
            read_at=READ_AT,
            quotations=len(said),
            flags=len(flags),
        )
        quotations = [self._quotation(article, summary, n, one) for n, one in enumerate(said)]
        records = []
        for number, (flag, position) in enumerate(flags):
            about = quotations[position] if position is not None else None
            records.append(
                FlagRecord(
                    id=summary.id * 1000 + number,
                    identity=f"{summary.id * 1000 + number:032x}",
                    flag=flag,
                    article=summary,
                    excerpt=text_of(flag.spans, article.text),
                    attribution_id=about.id if about else None,
                    speakers=about.speakers if about else (),
                )
            )
        self._articles.append(
            ArticleRecord(
                summary=summary,
                text=article.text,
                headline=article.headline,
                quotations=tuple(
                    replace(q, flags=tuple(r for r in records if r.attribution_id == q.id))
                    for q in quotations
                ),
                flags=tuple(records),
                program="quotes 0",
                models=(("parser", "by hand"),),
            )
        )

    def _quotation(
        self, article: Article, summary: ArticleSummary, position: int, said: Said
    ) -> QuotationRecord:
        text, attribution = article.text, said.attribution
        touched = [
            p.span
            for p in split_paragraphs(article)
            if any(p.span.overlaps(span) for span in attribution.spans)
        ]
        # Marks that nobody sees are no paragraph.
        context = Span(touched[0].start, touched[-1].end) if touched else Span(0, len(text))
        names = tuple(
            SpeakerName(self._ids.setdefault(name, len(self._ids) + 1), name) for name in said.speakers
        )
        source = text_of(attribution.source, text)
        return QuotationRecord(
            id=summary.id * 1000 + position,
            identity=attribution.identity(summary.identity),
            article=summary,
            attribution=attribution,
            source=source,
            cue=text_of(attribution.cue, text),
            content=text_of(attribution.content, text),
            context=context,
            context_text=context.text(text),
            outcome=said.outcome,
            form=said.form,
            description="" if names else source,
            speakers=names,
            candidates=(),
            evidence=said.evidence,
            match_evidence=(Evidence("same-name", "The only speaker of this name."),) if names else (),
            flags=(),
        )

    # -------------------------------------------------------------- the protocol
    def select(self, selection: Selection) -> View:
        return select_from(cast(View, self), selection)

    def iterate_speakers(self) -> Iterator[SpeakerRecord]:
        yield from (self.speaker(one.id) for one in self.speakers())

    def outlets(self) -> tuple[str, ...]:
        return tuple(sorted({record.summary.outlet for record in self._articles} - {""}))

    def counts(self) -> Counts:
        return Counts(
            articles=len(self._articles),
            speakers=len(self._ids),
            quotations=sum(len(record.quotations) for record in self._articles),
            flags=len(self.flags()),
        )

    def _of(self, speaker_id: int) -> tuple[QuotationRecord, ...]:
        return tuple(
            quotation
            for record in self._articles
            for quotation in record.quotations
            if any(speaker.id == speaker_id for speaker in quotation.speakers)
        )

    def speakers(self) -> tuple[SpeakerSummary, ...]:
        by_speaker: dict[int, list[QuotationRecord]] = {}
        for record in self._articles:
            for quotation in record.quotations:
                for speaker in quotation.speakers:
                    by_speaker.setdefault(speaker.id, []).append(quotation)
        found = []
        for name, speaker_id in self._ids.items():
            quotations = by_speaker.get(speaker_id, [])
            days = sorted(q.article.published for q in quotations if q.article.published)
            found.append(
                SpeakerSummary(
                    id=speaker_id,
                    name=name,
                    kind=self.kinds.get(name, SpeakerKind.PERSON),
                    aliases=self.also.get(name, ()),
                    roles=self.roles.get(name, ()),
                    quotations=len(quotations),
                    articles=len({q.article.id for q in quotations}),
                    flags=sum(len(q.flags) for q in quotations),
                    first=days[0] if days else None,
                    last=days[-1] if days else None,
                )
            )
        return tuple(sorted(found, key=lambda speaker: (-speaker.quotations, speaker.name)))

    def find_speakers(self, name: str) -> tuple[SpeakerSummary, ...]:
        return tuple(speaker for speaker in self.speakers() if speaker.name == name)

    def speaker(self, speaker_id: int, *, limit: int | None = None, offset: int = 0) -> SpeakerRecord:
        name = next((n for n, i in self._ids.items() if i == speaker_id), None)
        if name is None:
            raise NotFoundError(f"no speaker {speaker_id}")
        summary = next(speaker for speaker in self.speakers() if speaker.id == speaker_id)
        quotations = self._of(speaker_id)
        aliases = tuple(
            AliasRecord(text, quotations[0].article, 1) for text in (name, *self.also.get(name, ()))
        )
        roles = tuple(RoleRecord(text, 1, None, None) for text in summary.roles)
        quotations = quotations[offset : None if limit is None else offset + limit]
        return SpeakerRecord(summary, aliases, quotations, self.decisions(speaker_id), roles)

    def suggest_speakers(self, name: str, *, limit: int = 3) -> tuple[str, ...]:
        del name, limit
        return ()

    def decisions(self, speaker_id: int | None = None) -> tuple[DecisionRecord, ...]:
        return tuple(
            one for one in self.decided if speaker_id is None or speaker_id in {s.id for s in one.speakers}
        )

    def duplicates(self, *, limit: int = 50) -> tuple[DuplicateRecord, ...]:
        del limit
        return ()

    def articles(self) -> tuple[ArticleSummary, ...]:
        return tuple(record.summary for record in self._articles)

    def find_article(self, reference: str) -> ArticleRecord:
        for record in self._articles:
            if record.summary.doc == reference:
                return record
        raise NotFoundError(f"no article {reference}")

    def iterate_articles(self) -> Iterator[ArticleRecord]:
        yield from self._articles

    def flags(self, *, limit: int | None = None, offset: int = 0) -> tuple[FlagRecord, ...]:
        flags = [flag for record in self._articles for flag in record.flags]
        end = None if limit is None else offset + limit
        flags.sort(key=lambda f: (f.flag.severity.rank, f.article.id, f.flag.spans[0].start))
        return tuple(flags[offset:end])

    def dismissed_flags(self) -> tuple[FlagRecord, ...]:
        return tuple(flag for record in self._articles for flag in record.dismissed)

    def judgements(self) -> tuple[JudgementRecord, ...]:
        return ()


# ------------------------------------------------------------------ two invented articles
HARBOUR = (
    "Harbour bill to rise, mayor warns\n"
    "\n"
    "The new harbour wall will cost twice as much as planned, Mayor Ana Kovač said on Monday. "
    "“We will not stop halfway,” she added.\n"
    "\n"
    "Kovač said that the engineer Tom Reyes had promised her that “the wall will hold for a century.” "
    "Reyes never said that the price was final. It was announced that work starts in May."
)


def add_harbour(view: FakeView) -> None:
    """An article with a nested attribution, a denial, a statement of nobody, and two flags."""
    text = HARBOUR
    article = Article(
        text=text,
        doc="harbour",
        title="Harbour bill to rise, mayor warns",
        headline=Span(0, 33),
        outlet="The Quay",
        author="Ida Moor",
        published=date(2026, 3, 4),
        url="https://quay.example/harbour?a=1&b=2",
        path="articles/harbour.txt",
    )
    outer = "the engineer Tom Reyes had promised her that “the wall will hold for a century.”"
    second = text.index("Kovač said that")
    third = text.index("Reyes never")
    said = [
        Said(
            make_attribution(
                text, "Mayor Ana Kovač", "said", "The new harbour wall will cost twice as much as planned"
            ),
            ("Ana Kovač",),
        ),
        Said(
            make_attribution(text, "she", "added", "“We will not stop halfway,”", kind=Kind.DIRECT),
            ("Ana Kovač",),
            form=MentionForm.PRONOUN,
            evidence=(Evidence("pronoun", "The last woman named before it.", score=0.8),),
        ),
        Said(
            replace(
                make_attribution(text, "", "", outer, kind=Kind.MIXED),
                source=(Span(second, second + 5),),
                cue=(Span(second + 6, second + 10),),
            ),
            ("Ana Kovač",),
        ),
        Said(
            make_attribution(
                text,
                "the engineer Tom Reyes",
                "promised",
                "“the wall will hold for a century.”",
                kind=Kind.DIRECT,
            ),
            ("Tom Reyes",),
        ),
        Said(
            replace(
                make_attribution(text, "", "never said", "that the price was final"),
                source=(Span(third, third + 5),),
                polarity=Polarity.NEGATIVE,
            ),
            ("Tom Reyes",),
        ),
        Said(
            make_attribution(text, "", "announced", "that work starts in May"),
            outcome=Outcome.NONE,
            form=MentionForm.EMPTY,
        ),
    ]
    flags = [
        (
            Flag(
                FlagKind.UNATTRIBUTED,
                Severity.LOW,
                "“It was announced” does not say by whom.",
                find_spans(text, "It was announced"),
                (Evidence("passive", "A passive without an agent."),),
            ),
            5,
        ),
        (
            Flag(
                FlagKind.AMBIGUOUS_SOURCE,
                Severity.MEDIUM,
                "“Her” could be somebody else.",
                find_spans(text, "promised her"),
                (Evidence("two-readings", "Two people fit.", find_spans(text, "Mayor Ana Kovač"), 0.5),),
                suggestions=("Ana Kovač", "Ida Moor"),
            ),
            3,
        ),
    ]
    view.kinds["Tom Reyes"] = SpeakerKind.PERSON
    view.roles["Ana Kovač"] = ("Mayor",)
    view.also["Ana Kovač"] = ("Kovač",)
    view.add(article, said, flags)


def add_bare(view: FakeView) -> None:
    """An article with nothing but a line of text."""
    view.add(Article("Rain is expected.", doc="weather"))
