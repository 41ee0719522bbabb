"""What flows through the project: frozen values that every stage takes and passes on.

`Article` -> `Document` (see `quotes.document`) -> `Attribution` (source, cue, content) ->
`Resolution` (who the source is, with candidates and evidence) -> `Flag` -> stored, shown.

All offsets are Unicode code points into `Article.text`, 0-based and half-open.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from quotes.errors import DataError

# Length of an identity in hexadecimal digits: 128 bits, no collision among any number of articles
# that a newsroom can have.
IDENTITY_DIGITS = 32


def hash_identity(*parts: str) -> str:
    """Hash what identifies a thing into 32 hexadecimal digits (SHA-256, cut).

    Parts are length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(raw)}:".encode())
        digest.update(raw)
    return digest.hexdigest()[:IDENTITY_DIGITS]


# ------------------------------------------------------------------ places in a text
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`: code points, 0-based, half-open, never empty.

    Raises DataError when it would be empty or begin before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise DataError(f"span [{self.start}, {self.end}) is empty or begins before the text")

    def __len__(self) -> int:
        return self.end - self.start

    def text(self, text: str) -> str:
        """The words of this span, `text[start:end]`."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """True when the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """True when `other` lies wholly inside this span (or is the same)."""
        return self.start <= other.start and other.end <= self.end


def join_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and merge those that overlap or touch."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def text_of(spans: Sequence[Span], text: str, *, gap: str = " … ") -> str:
    """The words of several spans, joined by `gap`."""
    return gap.join(span.text(text) for span in spans)


# ------------------------------------------------------------------ what is read
@dataclass(frozen=True, slots=True)
class Article:
    """A published text with its metadata. Its text never changes after it is read in.

    text       exactly what was decoded (a plain file) or extracted (a page); offsets point here
    doc        short name: the stem of the file it came from
    headline   where the headline stands inside `text`, when the input tells; its words are in `title`
    path, url  where it came from; either may be empty
    published  the day it was published, when the input tells
    language   as a tag such as "en-gb", "" where it cannot be told; only English is looked into
    """

    text: str
    doc: str = ""
    title: str = ""
    headline: Span | None = None
    path: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    published: date | None = None
    language: str = ""
    extracted: bool = False  # True when `text` was extracted from a page, not decoded from a file

    def __post_init__(self) -> None:
        if self.headline and self.headline.end > len(self.text):
            raise DataError(f"headline {self.headline} ends after a text of {len(self.text)} characters")

    @property
    def is_foreign(self) -> bool:
        """True when it is told to be in another language than English, the only one that is read."""
        return is_foreign(self.language)

    @property
    def identity(self) -> str:
        """Hash of the normalized text (NFC, white space folded) and the URL."""
        return hash_identity(normalize_text(self.text), self.url)


def is_foreign(language: str) -> bool:
    """True for the tag of another language than English; "" is no language."""
    return language.partition("-")[0].casefold() not in ("", "en")


def normalize_text(text: str) -> str:
    """NFC with every run of white space as one blank: what two copies of an article share."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


# ------------------------------------------------------------------ what is found
class Kind(StrEnum):
    """Of a content: wholly inside quotation marks, not at all, or in part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Polarity(StrEnum):
    """Whether the article says that it was said, or that it was not ("never said")."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Act(StrEnum):
    """What kind of act the cue reports, after the attribution types of the Penn Discourse Treebank 2.0."""

    COMMUNICATION = "communication"  # said, wrote, announced
    ATTITUDE = "attitude"  # believes, fears, wants
    FACTIVE = "factive"  # knows, found, remembers
    CONTROL = "control"  # ordered, promised to, plans to


@dataclass(frozen=True, slots=True)
class Attribution:
    """One place where an article reports what somebody said, wrote, announced, believes or plans.

    source, cue, content  sorted spans that do not overlap within their role; source and cue may be
                          empty ("it was announced that": no source), content never is
    act                   what the cue says that the source did: a belief is no statement
    confidence            calibrated probability that all three are right, or None where nothing is calibrated
    rule                  name of the rule or model that found it
    Raises DataError when content is empty, the spans of a role are not sorted and apart, or the confidence
    is no probability.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    polarity: Polarity = Polarity.POSITIVE
    confidence: float | None = None
    rule: str = ""
    act: Act = Act.COMMUNICATION

    def __post_init__(self) -> None:
        if not self.content:
            raise DataError("an attribution without content")
        for name, spans in (("source", self.source), ("cue", self.cue), ("content", self.content)):
            if any(a.end > b.start for a, b in pairwise(spans)):
                raise DataError(f"{name} spans {spans} are not sorted or overlap")
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise DataError(f"a confidence of {self.confidence} is no probability")

    def identity(self, article_identity: str) -> str:
        """Hash of the article and the spans, so that a judgement survives a second run."""
        roles = (
            ",".join(f"{s.start}-{s.end}" for s in role) for role in (self.source, self.cue, self.content)
        )
        return hash_identity(article_identity, *roles)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every span of every role, sorted."""
        return tuple(sorted(self.source + self.cue + self.content))

    @property
    def start(self) -> int:
        """First character of any of its parts."""
        return self.spans[0].start


# ------------------------------------------------------------------ who it is
@dataclass(frozen=True, slots=True)
class Evidence:
    """Why something was decided: which rule or model, in plain words, and what it looked at."""

    rule: str
    detail: str
    spans: tuple[Span, ...] = ()
    score: float | None = None


class SpeakerKind(StrEnum):
    """What stands behind a source."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"  # several, not all named: "the ministers", "experts"
    ANONYMOUS = "anonymous"  # one, not named on purpose: "a source familiar with the talks"
    UNKNOWN = "unknown"


class MentionForm(StrEnum):
    """How a mention names its speaker."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"  # "the minister"
    EMPTY = "empty"  # a quotation with no source of its own


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that speaks of a speaker. `head` is the name proper, without title or apposition."""

    span: Span
    form: MentionForm
    head: Span


class Gender(StrEnum):
    """As far as the article itself shows it, by pronouns, titles and gendered nouns."""

    FEMININE = "feminine"
    MASCULINE = "masculine"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or organization inside one article.

    key       its number inside the article, as text ("s3"); not an identity beyond it
    name      best full name that the article gives, without title
    mentions  every place that was linked to it, in order of the text
    aliases   other forms of the name that the article uses ("Lavrov"), in order of first use
    roles     descriptions that the article gives ("Russian Foreign Minister")
    introduced  True when the article says who this is: a full name, a role or an apposition
    """

    key: str
    name: str
    kind: SpeakerKind
    gender: Gender = Gender.UNKNOWN
    mentions: tuple[Mention, ...] = ()
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    introduced: bool = True


class Outcome(StrEnum):
    """What came of asking who a source is. Each is a result, none a failure."""

    RESOLVED = "resolved"  # one speaker, or several of a named group ("Putin and Xi")
    GROUP = "group"  # a plural or collective that no name stands for ("the ministers", "experts")
    ANONYMOUS = "anonymous"  # kept unnamed on purpose ("officials", "a source familiar with")
    AMBIGUOUS = "ambiguous"  # more than one likely reading: see the candidates
    UNKNOWN = "unknown"  # a source that nothing in the article explains
    NONE = "none"  # no source at all


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible reading of a source. `score` orders the candidates of one source; it is no probability."""

    speaker: str
    name: str
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is behind the source of one attribution.

    speakers     keys of the article's speakers; empty unless `outcome` is RESOLVED
    candidates   every reading that was weighed, best first
    description  the source's own words, kept for groups and anonymous sources
    """

    outcome: Outcome
    form: MentionForm
    speakers: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    description: str = ""


# ------------------------------------------------------------------ what is doubted
class FlagKind(StrEnum):
    """The doubts that the audit raises."""

    UNINTRODUCED_SPEAKER = "unintroduced-speaker"
    MISSPELLED_NAME = "misspelled-name"
    UNATTRIBUTED = "unattributed"
    ANONYMOUS_SOURCE = "anonymous-source"
    COLLECTIVE_SOURCE = "collective-source"
    VAGUE_ATTRIBUTION = "vague-attribution"
    SECONDHAND = "secondhand"
    UNBALANCED_QUOTATION = "unbalanced-quotation"
    NESTED_QUOTATION = "nested-quotation"
    TRUNCATED_QUOTATION = "truncated-quotation"
    REPEATED_PASSAGE = "repeated-passage"
    AMBIGUOUS_SOURCE = "ambiguous-source"
    DISTANT_SOURCE = "distant-source"
    UNMARKED_QUOTATION = "unmarked-quotation"
    CONFLICTING_ATTRIBUTION = "conflicting-attribution"
    ALTERED_QUOTATION = "altered-quotation"
    PARTIAL_QUOTATION = "partial-quotation"
    CHANGED_ARTICLE = "changed-article"
    ROLE_CONFLICT = "role-conflict"


class Severity(StrEnum):
    """How much a doubt matters to somebody who is about to print or cite the words."""

    HIGH = "high"  # the words may be another person's
    MEDIUM = "medium"  # something is wrong or missing in the text
    LOW = "low"  # worth knowing; common in honest news

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Flag:
    """One doubt, with its place and evidence.

    message      plain words, a full sentence or two
    spans        where to look; never empty
    suggestions  names that would settle it, best first
    attribution  position (0-based) in `Analysis.attributions` that it is about, or None for the article
    """

    kind: FlagKind
    severity: Severity
    message: str
    spans: tuple[Span, ...]
    evidence: tuple[Evidence, ...]
    suggestions: tuple[str, ...] = ()
    attribution: int | None = None

    def __post_init__(self) -> None:
        if not self.spans or not self.evidence:
            raise DataError(f"a {self.kind} flag without a place or without evidence")

    def identity(self, article_identity: str, attribution_identity: str = "", elsewhere: str = "") -> str:
        """Hash of what is doubted and where, so that a person's judgement of the flag survives a second run.

        attribution_identity  of the attribution that it is about; empty for a flag on the article
        elsewhere             identity of the attribution or article elsewhere that raises the doubt, if any
        """
        places = ",".join(f"{span.start}-{span.end}" for span in self.spans)
        return hash_identity(article_identity, attribution_identity, self.kind, places, elsewhere)


# ------------------------------------------------------------------ all of one article
@dataclass(frozen=True, slots=True)
class ResolvedAttribution:
    """An attribution and who is behind it."""

    attribution: Attribution
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made an analysis: version of the program and of each model, by name."""

    program: str
    models: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that the pipeline makes of one article; what the store keeps and the pages show."""

    article: Article
    attributions: tuple[ResolvedAttribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    flags: tuple[Flag, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance(program=""))

    def speaker(self, key: str) -> Speaker:
        """The article's speaker with this key; raises DataError when there is none."""
        number = int(key[1:]) - 1 if key[1:].isdecimal() else -1
        if 0 <= number < len(self.speakers) and self.speakers[number].key == key:
            return self.speakers[number]  # they are numbered in their order as long as nobody corrects them
        for speaker in self.speakers:
            if speaker.key == key:
                return speaker
        raise DataError(f"no speaker {key!r} in article {self.article.doc!r}")

    def names_of(self, resolution: Resolution) -> tuple[str, ...]:
        """Best full names of the speakers of one resolution."""
        return tuple(self.speaker(key).name for key in resolution.speakers)
