"""What one thing shows: a link, a marked stretch of text, an article, a flag, a quotation."""

from dataclasses import dataclass
from datetime import date

from quotes.model import FlagKind, Severity


@dataclass(frozen=True, slots=True)
class Link:
    """Something to go to. `path` is "" where there is no page: then it is plain text."""

    label: str
    path: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something is there. `path` leads to it, "" for what has no page."""

    label: str
    count: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Which of several pages this is.

    number, total  counted from 1
    pages          links to them; of many, those near by, and a link without a path for each gap
    """

    number: int
    total: int
    pages: tuple[Link, ...]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A small link inside the text: the number of an attribution, or the sign of a flag.

    anchor  its own id in the page
    target  id of the note that it leads to
    letter  of the speaker; "" for none
    css     class names of the speaker's colour
    number  of the attribution; "" for a flag
    """

    label: str
    anchor: str
    target: str
    flag: bool
    description: str
    letter: str = ""
    css: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks.

    css      class names for its marks; "" for plain text
    title    the same in words, for who points at it
    numbers  the attributions it belongs to, the innermost last, as "3 4", for the script that lights one up
    refs     what begins at its first character
    """

    text: str
    css: str = ""
    title: str = ""
    numbers: str = ""
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: plain words, the rule that made it, the words it looked at, a score or ""."""

    detail: str
    rule: str
    words: str = ""
    score: str = ""


@dataclass(frozen=True, slots=True)
class CandidateEntry:
    """One reading of a source that was weighed."""

    speaker: str
    score: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article in a list or above its quotations.

    url     "" unless it is a plain web address
    is_old  True when the store has a newer version of it
    """

    link: Link
    outlet: str
    author: str
    published: date | None
    url: str
    address: str
    quotations: int
    flags: int
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place in another article: a link to it, the article, its words, who is credited with them."""

    link: Link
    article: ArticleEntry
    excerpt: str
    speakers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DifferencePiece:
    """Words of both wordings ("equal"), only of the one here ("removed"), only of the one there ("added")."""

    change: str
    text: str


@dataclass(frozen=True, slots=True)
class VariantEntry:
    """Another article that reports the words of a quotation.

    relation  what the words there are, in words ("in other words")
    pieces    both wordings side by side; () where they are the same
    """

    place: PlaceEntry
    relation: str
    pieces: tuple[DifferencePiece, ...]


@dataclass(frozen=True, slots=True)
class FlagEntry:
    """One flag with its place.

    note         id of this entry
    mark         id of its place in the article's text
    kind_path    where its kind is explained
    place        where it stands in its article
    excerpt      the words in doubt
    about        the speakers of the attribution that it is about
    judgement    what took it off the lists, by whom, when and why; "" for one that stands
    elsewhere    the place in another article that raises it, if any
    """

    note: str
    mark: str
    kind: FlagKind
    name: str
    kind_path: str
    severity: Severity
    message: str
    excerpt: str
    suggestions: tuple[str, ...]
    reasons: tuple[Reason, ...]
    article: ArticleEntry
    place: Link
    about: tuple[Link, ...]
    judgement: str = ""
    elsewhere: PlaceEntry | None = None


@dataclass(frozen=True, slots=True)
class JudgementEntry:
    """What a person made of a quotation.

    kind   class name in the style sheet
    badge  one word
    told   what was judged, by whom, when and why: a sentence
    """

    kind: str
    badge: str
    told: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A part of what the program has, where people say otherwise; `words` may be ""."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class QuotationEntry:
    """One attribution with all that the pages say of it.

    note         id of this entry
    mark         id of its place in the article's text
    number       its number in its article, from 1
    place        where it stands in its article
    speakers     who said it; empty when nobody is named
    description  what to call the source when nobody is named
    outcome      what came of asking who it is, in words
    act          what it is when it is no statement ("belief or wish"); "" for a statement
    passage      paragraphs around it, its parts marked; empty beside the full text
    variants     where else its words are reported; so many `more_variants` are left out of the page
    original     address of its words on the web, "" where its article has none
    flags        doubts that stand
    judgements   what people made of it, oldest first
    extracted    what the program has, where that differs
    rejected     True when a person says that it is none
    letter, css  what stands for its speaker in an article, and the class names of the speaker's colour
    """

    note: str
    mark: str
    number: int
    place: Link
    speakers: tuple[Link, ...]
    description: str
    outcome: str
    kind: str
    act: str
    negative: bool
    form: str
    source: str
    cue: str
    content: str
    rule: str
    confidence: str
    passage: tuple[tuple[Piece, ...], ...]
    reasons: tuple[Reason, ...]
    match_reasons: tuple[Reason, ...]
    candidates: tuple[CandidateEntry, ...]
    flags: tuple[FlagEntry, ...]
    variants: tuple[VariantEntry, ...] = ()
    more_variants: int = 0
    original: str = ""
    judgements: tuple[JudgementEntry, ...] = ()
    extracted: tuple[Fact, ...] = ()
    rejected: bool = False
    letter: str = ""
    css: str = ""
