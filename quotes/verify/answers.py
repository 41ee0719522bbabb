"""What comes of asking who said some words."""

from dataclasses import dataclass
from enum import StrEnum

from quotes.model import Span
from quotes.records import ArticleSummary, QuotationRecord, Segment, SpeakerName


class Verdict(StrEnum):
    """How the words that were asked for stand on record, best first."""

    AS_QUOTED = "as quoted"  # in quotation marks, word for word
    PARTIAL = "partial"  # a part of a longer quotation, or the other way round
    ALTERED = "altered"  # a quotation in other words
    REPORTED = "reported"  # in an article's own words, which are nobody's exact words
    DENIED = "denied"  # an article says that this was not said
    ELSEWHERE = "credited to someone else"
    NOBODYS = "nobody's quotation"  # the words stand in an article, and nobody is credited with them
    NOT_FOUND = "not found"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(Verdict).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One attribution that has the words, or some of them.

    verdict   what it is to the words, whoever it credits
    segments  both wordings side by side; "removed" is what was asked for and is not on record
    notes     what one has to know before one cites it, in plain words
    is_asked  True when it is credited to a speaker who was asked for, or when none was
    counts    False for one that a person rejected
    """

    verdict: Verdict
    quotation: QuotationRecord
    segments: tuple[Segment, ...]
    notes: tuple[str, ...] = ()
    score: float = 1.0
    is_asked: bool = True
    counts: bool = True


@dataclass(frozen=True, slots=True)
class LoosePlace:
    """A place where the words stand in an article outside any attribution's content. `line` is around it."""

    article: ArticleSummary
    span: Span
    line: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is on record with some words.

    speakers  who was asked for; empty for anybody
    findings  attributions that have the words, best first
    places    where they stand outside any, when nothing better was found
    nearest   what comes nearest on record, when nothing was found
    complete  False when there may be more than was looked at
    """

    words: str
    verdict: Verdict
    speakers: tuple[SpeakerName, ...] = ()
    findings: tuple[Finding, ...] = ()
    places: tuple[LoosePlace, ...] = ()
    nearest: tuple[Finding, ...] = ()
    complete: bool = True

    @property
    def articles(self) -> int:
        """How many articles bear the verdict out. Copies of one text, which nobody heard again, are one."""
        elsewhere = self.verdict is Verdict.ELSEWHERE
        return len(
            {
                finding.quotation.article.original
                for finding in self.findings
                if finding.counts and (elsewhere or (finding.is_asked and finding.verdict is self.verdict))
            }
        )
