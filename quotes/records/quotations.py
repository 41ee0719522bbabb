"""Attributions and flags of the store, and where else their words stand."""

from dataclasses import dataclass
from enum import StrEnum

from quotes.model import Attribution, Candidate, Evidence, Flag, MentionForm, Outcome, Span
from quotes.records.judgements import JudgementKind, JudgementRecord
from quotes.records.summaries import ArticleSummary, SpeakerName


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
class ExtractedRecord:
    """An attribution as the program has it, where people's judgement says otherwise."""

    attribution: Attribution
    source: str
    cue: str
    content: str
    speakers: tuple[SpeakerName, ...]


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
