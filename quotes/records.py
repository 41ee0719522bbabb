"""What the store answers: plain values that the command line, the reports and the exports share.

Nothing here knows how they are kept. `View` is the seam: the store implements it, a test can fake it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from quotes.model import (
    Attribution,
    Candidate,
    Evidence,
    Flag,
    MentionForm,
    Outcome,
    Span,
    SpeakerKind,
)


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One article of the store, without its text. `id` is its number in this store only."""

    id: int
    identity: str
    doc: str
    title: str
    outlet: str
    author: str
    published: date | None
    url: str
    path: str
    read_at: datetime
    quotations: int
    flags: int
    text_hash: str = ""  # SHA-256 of the text in UTF-8
    newer: int | None = None  # the number of the next version of it

    @property
    def label(self) -> str:
        """What to call it: its title, or else its short name."""
        return self.title or self.doc


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A speaker where only the name matters. `id` is its number in this store only."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """One form of a speaker's name and where it was seen first."""

    text: str
    article: ArticleSummary
    articles: int  # how many articles use it


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """One description of a speaker and the days between which articles give it; None where none is told."""

    text: str
    articles: int  # how many articles give it
    first: date | None
    last: date | None

    def tell(self) -> str:
        """The role and its days, as far as any article tells one."""
        if not self.first or not self.last:
            return self.text
        if self.first == self.last:
            return f"{self.text} ({self.first.isoformat()})"
        return f"{self.text} ({self.first.isoformat()} to {self.last.isoformat()})"


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """One speaker of the store with what can be counted of it."""

    id: int
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    quotations: int
    articles: int
    flags: int
    first: date | None
    last: date | None


class JudgementKind(StrEnum):
    """What a person can say of an attribution, or of a flag."""

    CONFIRM = "confirm"  # it stands as it is
    REJECT = "reject"  # it is no attribution, or nobody said it
    REASSIGN = "reassign"  # somebody else said it
    CORRECT = "correct"  # its parts are cut otherwise
    DISMISS = "dismiss"  # of a flag: no doubt
    UNDO = "undo"


class Relation(StrEnum):
    """What the words of one attribution are to those of another."""

    SAME = "same"
    ALTERED = "altered"  # some words differ
    PART = "part"  # the first stands inside the other
    WHOLE = "whole"  # the other stands inside the first


class Change(StrEnum):
    """How a part of one wording stands to another."""

    EQUAL = "equal"
    REMOVED = "removed"  # only in the first
    ADDED = "added"  # only in the second


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one wording or of both, as they are written there."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place in another article: the article, and the attribution there when it is one.

    excerpt   its words: the content of the attribution, or what was found in the article
    identity  of the attribution; "" for a place that is none
    """

    article: ArticleSummary
    attribution_id: int | None
    excerpt: str
    speakers: tuple[SpeakerName, ...]
    identity: str = ""


@dataclass(frozen=True, slots=True)
class JudgementRecord:
    """What a person judged of an attribution or a flag. `id` is its number in this store only.

    article, attribution, flag  identities; `flag` is empty where the attribution itself was judged, and
                                `attribution` where the flag is about an article
    label           what the article was called
    attribution_id  its row now, of the attribution or flag too; None where it is not found any more
    about           the words that were judged, or what the flag said
    speakers        whom the program had credited them to
    speaker         whom a reassignment gives them to
    changed         parts that a correction cut otherwise: "source", "cue", "content"
    replaces        what an undo takes back, what it outranks, or what it was carried over from
    carried_from    the judgement on the same words, cut otherwise by an earlier analysis
    in_force        False for what was undone or outranked
    lost            True for one that counts but whose attribution or flag no analysis finds any more
    snapshot        what was judged, as it was then, in JSON: `quotes.store.snapshots` has its shape
    corrected       the parts as a person cut them, in JSON
    """

    id: int
    kind: JudgementKind
    article: str
    attribution: str
    flag: str
    label: str
    article_id: int | None
    attribution_id: int | None
    flag_id: int | None
    about: str
    speakers: tuple[str, ...]
    speaker: SpeakerName | None
    changed: tuple[str, ...]
    who: str
    at: datetime
    why: str
    replaces: int | None
    carried_from: int | None
    undone_by: int | None
    in_force: bool
    lost: bool
    snapshot: Mapping[str, Any]
    corrected: Mapping[str, Any]

    def tell(self) -> str:
        """What was judged, in words."""
        match self.kind:
            case JudgementKind.UNDO:
                return f"judgement {self.replaces} undone"
            case JudgementKind.REASSIGN:
                before = " and ".join(self.speakers) or "nobody"
                return f"credited to {before} by the program, to {self.speaker.name if self.speaker else '?'}"
            case JudgementKind.CORRECT:
                return f"{' and '.join(self.changed) or 'nothing'} corrected"
            case JudgementKind.CONFIRM:
                return "confirmed"
            case JudgementKind.REJECT:
                return "rejected"
            case _:
                return "dismissed"

    def tell_all(self) -> str:
        """What was judged, by whom, when and why."""
        why = f": {self.why}" if self.why else ""
        carried = (
            f" (carried over from judgement {self.carried_from}, since when the words are cut otherwise)"
            if self.carried_from
            else ""
        )
        return f"{self.tell()} by {self.who} on {self.at.date().isoformat()}{why}{carried}"


@dataclass(frozen=True, slots=True)
class ExtractedRecord:
    """An attribution as the program has it, where people's judgement says otherwise."""

    attribution: Attribution
    source: str
    cue: str
    content: str
    speakers: tuple[SpeakerName, ...]


@dataclass(frozen=True, slots=True)
class VariantRecord:
    """Where else the words of an attribution are reported.

    relation  what its words are to those elsewhere
    segments  both wordings side by side, REMOVED what stands only here; () where nothing differs
    """

    place: PlaceRecord
    relation: Relation
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagRecord:
    """One flag with its place. `excerpt` is the text of its spans.

    identity   `Flag.identity`; its first digits name the flag on the command line
    elsewhere  of a doubt that two articles raise together: the place in the other one
    judgement  what took it off the lists: it was dismissed, or its attribution was rejected
    """

    id: int
    identity: str
    flag: Flag
    article: ArticleSummary
    excerpt: str
    attribution_id: int | None
    speakers: tuple[SpeakerName, ...]
    elsewhere: PlaceRecord | None = None
    judgement: JudgementRecord | None = None


@dataclass(frozen=True, slots=True)
class QuotationRecord:
    """One attribution of the store with its speakers, in its article.

    context        the paragraphs that hold all of its parts
    context_text   their words; offsets of `attribution` minus `context.start` point into it
    match_evidence why each speaker of the article is that speaker of the store
    flags          doubts that stand
    judgements     what people judged of it, as far as it stands, oldest first
    extracted      what the program has, where the judgements change its parts or speakers
    dismissed      doubts that people's judgements took off the lists
    variants       where else its words are reported, in other words first
    """

    id: int
    identity: str
    article: ArticleSummary
    attribution: Attribution
    source: str
    cue: str
    content: str
    context: Span
    context_text: str
    outcome: Outcome
    form: MentionForm
    description: str
    speakers: tuple[SpeakerName, ...]
    candidates: tuple[Candidate, ...]
    evidence: tuple[Evidence, ...]
    match_evidence: tuple[Evidence, ...]
    flags: tuple[FlagRecord, ...]
    judgements: tuple[JudgementRecord, ...] = ()
    extracted: ExtractedRecord | None = None
    dismissed: tuple[FlagRecord, ...] = ()
    variants: tuple[VariantRecord, ...] = ()

    def judged(self, kind: JudgementKind) -> JudgementRecord | None:
        """The judgement of one kind that stands; None where there is none."""
        return next((one for one in self.judgements if one.kind is kind), None)

    @property
    def rejected(self) -> bool:
        """True when a person says that it is no attribution, or that nobody said it."""
        return self.judged(JudgementKind.REJECT) is not None


class DecisionKind(StrEnum):
    """What a person can decide on who is who."""

    MERGE = "merge"  # two speakers are one
    SPLIT = "split"  # in some articles a speaker is somebody else
    RENAME = "rename"
    NOT_SAME = "not-same"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What a person decided on who is who.

    speakers    whom it is about, then the other one; as they were called when it was decided
    articles    identities of the articles that a split names
    name        the new name of a rename, or of the speaker that a split made
    replaces    the decision that an undo takes back, or the earlier name that a rename outranks
    undone_by   the decision that took it back
    in_force    False also where it rests: a speaker whom a split made is gone while that split is undone
    """

    id: int
    kind: DecisionKind
    speakers: tuple[SpeakerName, ...]
    articles: tuple[str, ...]
    name: str
    who: str
    at: datetime
    why: str
    replaces: int | None
    undone_by: int | None
    in_force: bool

    def tell_all(self, about: int | None = None) -> str:
        """What was decided, by whom, when and why; see `tell`."""
        why = f": {self.why}" if self.why else ""
        return f"{self.tell(about)} by {self.who} on {self.at.date().isoformat()}{why}"

    def tell(self, about: int | None = None) -> str:
        """What was decided, in words that go on from the name of `about`, if it is one of the speakers."""
        if self.kind is DecisionKind.UNDO:
            return f"decision {self.replaces} undone"
        first, *others = (f"{speaker.name} (number {speaker.id})" for speaker in self.speakers)
        second = others[0] if others else ""
        where = "1 article" if len(self.articles) == 1 else f"{len(self.articles)} articles"
        if len(self.speakers) > 1 and about == self.speakers[1].id:
            return {
                DecisionKind.MERGE: f"merged into {first}",
                DecisionKind.SPLIT: f"told apart from {first} in {where}",
            }.get(self.kind, f"not the same as {first}")
        words = {
            DecisionKind.MERGE: f"merged with {second}",
            DecisionKind.SPLIT: f"in {where} somebody else: {second}",
            DecisionKind.RENAME: f"renamed to {self.name}",
            DecisionKind.NOT_SAME: f"not the same as {second}",
        }[self.kind]
        return words if about == self.speakers[0].id else f"{first} {words}"


@dataclass(frozen=True, slots=True)
class DuplicateRecord:
    """Two speakers of the store who may be one. `score` (0 to 1) orders pairs and is no probability."""

    first: SpeakerName
    second: SpeakerName
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """Everything on one speaker. `decisions` are those in force, `roles` the most given first."""

    summary: SpeakerSummary
    aliases: tuple[AliasRecord, ...]
    quotations: tuple[QuotationRecord, ...]
    decisions: tuple[DecisionRecord, ...] = ()
    roles: tuple[RoleRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """Everything on one article; attributions in order of the text, rejected ones too.

    flags      doubts that stand
    dismissed  doubts that people's judgements took off the lists
    versions   every version of it in the store, itself too, earliest first; () when it is the only one
    """

    summary: ArticleSummary
    text: str
    headline: Span | None
    quotations: tuple[QuotationRecord, ...]
    flags: tuple[FlagRecord, ...]
    program: str
    models: tuple[tuple[str, str], ...]
    analysed_at: datetime | None = None
    dismissed: tuple[FlagRecord, ...] = ()
    versions: tuple[ArticleSummary, ...] = ()

    @property
    def version(self) -> int:
        """Which version it is, from 1."""
        return next((n for n, one in enumerate(self.versions, start=1) if one.id == self.summary.id), 1)


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals of a store."""

    articles: int
    speakers: int
    quotations: int
    flags: int


class View(Protocol):
    """Read-only questions to a store."""

    def counts(self) -> Counts:
        """Totals."""
        ...

    def speakers(self) -> tuple[SpeakerSummary, ...]:
        """Every speaker who is credited with something, most quotations first, then by name."""
        ...

    def find_speakers(self, name: str) -> tuple[SpeakerSummary, ...]:
        """Speakers that a name, alias, spelling variant or number fits, best first; () for none."""
        ...

    def speaker(self, speaker_id: int) -> SpeakerRecord:
        """One speaker with every quotation; raises NotFoundError."""
        ...

    def suggest_speakers(self, name: str, *, limit: int = 3) -> tuple[str, ...]:
        """Names in the store that look like one that was not found, closest first."""
        ...

    def articles(self) -> tuple[ArticleSummary, ...]:
        """Every article in the order it was read."""
        ...

    def find_article(self, reference: str) -> ArticleRecord:
        """One article by number, short name, path or URL; raises NotFoundError."""
        ...

    def iterate_articles(self) -> Iterator[ArticleRecord]:
        """Every article with its text and attributions, one at a time."""
        ...

    def flags(self) -> tuple[FlagRecord, ...]:
        """Every flag that stands, worst first, then by article and place."""
        ...

    def dismissed_flags(self) -> tuple[FlagRecord, ...]:
        """Flags that people's judgements took off the lists, in the same order."""
        ...

    def judgements(self) -> tuple[JudgementRecord, ...]:
        """What people judged of attributions and flags, oldest first, undone or not."""
        ...

    def decisions(self, speaker_id: int | None = None) -> tuple[DecisionRecord, ...]:
        """What people decided on who is who, on one speaker or on all, oldest first, undone or not."""
        ...

    def duplicates(self, *, limit: int = 50) -> tuple[DuplicateRecord, ...]:
        """Pairs of speakers who may be one, best first, without those that people judged."""
        ...
