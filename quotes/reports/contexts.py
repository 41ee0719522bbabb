"""What each page may show: one class a page, frozen, and the parts they share.

A template gets the fields of its page class under their own names and nothing else (besides the filters of
`quotes.reports.environment`); a test holds every template to that. Paths are relative to the site's root;
templates put `root` before them.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypedDict

from quotes.model import FlagKind, Severity


# ------------------------------------------------------------------ parts
@dataclass(frozen=True, slots=True)
class Link:
    """Something to go to. `path` is "" where there is no page: then it is plain text."""

    label: str
    path: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Which of several pages this is. `number` and `total` count from 1."""

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
    """

    label: str
    anchor: str
    target: str
    flag: bool
    description: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks.

    css      class names for its marks; "" for plain text
    title    the same in words, for who points at it
    numbers  the attributions it belongs to, as "3 4", for the script that lights up all parts of one
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
    variants     where else its words are reported
    flags        doubts that stand
    judgements   what people made of it, oldest first
    extracted    what the program has, where that differs
    rejected     True when a person says that it is none
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
    judgements: tuple[JudgementEntry, ...] = ()
    extracted: tuple[Fact, ...] = ()
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class QuotationGroup:
    """Quotations that follow each other in one article."""

    article: ArticleEntry
    quotations: tuple[QuotationEntry, ...]


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Quotations without a named speaker for one reason, by article."""

    anchor: str
    heading: str
    meaning: str
    groups: tuple[QuotationGroup, ...]


@dataclass(frozen=True, slots=True)
class FlagGroup:
    """Flags of one severity and kind. `total` counts those on other pages too."""

    anchor: str
    severity: Severity
    name: str
    kind_path: str
    total: int
    flags: tuple[FlagEntry, ...]


@dataclass(frozen=True, slots=True)
class FlagCount:
    """How many flags of one severity there are. `path` leads to the first of them."""

    severity: Severity
    meaning: str
    total: int
    path: str


@dataclass(frozen=True, slots=True)
class KindEntry:
    """What one kind of flag means and what to do about it; both "" when nobody explains it."""

    anchor: str
    name: str
    total: int
    meaning: str
    advice: str


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """A speaker in the index."""

    link: Link
    kind: str
    aliases: tuple[str, ...]
    more_aliases: int
    role: str
    quotations: int
    articles: int
    flags: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class AliasEntry:
    """A form of a speaker's name, where it was seen first, and in how many articles."""

    text: str
    article: ArticleEntry
    articles: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article, or its headline, with the notes that belong beside it."""

    headline: bool
    pieces: tuple[Piece, ...]
    quotations: tuple[QuotationEntry, ...]
    flags: tuple[FlagEntry, ...]


# ------------------------------------------------------------------ pages
@dataclass(frozen=True, slots=True)
class VersionEntry:
    """One version of an article. `is_this` marks the one that the page shows."""

    article: ArticleEntry
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has.

    title    of the page, without the site's name
    root     "" or "../": from this page to the site's root
    nav      the site's main pages
    made     when the report was made, in words; "" when it does not say
    program  name and version of what made it
    """

    template: ClassVar[str]
    title: str
    root: str
    nav: tuple[Link, ...]
    made: str
    program: str


class Frame(TypedDict):
    """The fields of `Page`, to pass on to the class of a page."""

    title: str
    root: str
    nav: tuple[Link, ...]
    made: str
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage(Page):
    """Every speaker.

    coverage     what the report covers: sentences
    quotations   number of quotations in the store
    articles     number of articles
    flag_counts  flags by severity, worst first
    unnamed      number of quotations without a named speaker
    total        number of speakers
    speakers     those of this page
    pager        None when there is one page
    """

    template: ClassVar[str] = "index.html"
    coverage: tuple[str, ...]
    quotations: int
    articles: int
    flag_counts: tuple[FlagCount, ...]
    unnamed: int
    total: int
    speakers: tuple[SpeakerEntry, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage(Page):
    """One speaker with every quotation.

    kind      person, organization ...
    aliases   other forms of the name
    roles     descriptions that articles give, and when
    decisions  what people decided on who it is, by whom, when and why: sentences
    quotations, articles, flags  totals
    first, last  days of the first and the last article, when known
    groups    quotations of this page by article, newest first
    pager     None when there is one page
    """

    template: ClassVar[str] = "speaker.html"
    kind: str
    aliases: tuple[AliasEntry, ...]
    roles: tuple[str, ...]
    decisions: tuple[str, ...]
    quotations: int
    articles: int
    flags: int
    first: date | None
    last: date | None
    groups: tuple[QuotationGroup, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesPage(Page):
    """Every article.

    total     number of articles
    articles  those of this page, in the order they were read
    pager     None when there is one page
    """

    template: ClassVar[str] = "articles.html"
    total: int
    articles: tuple[ArticleEntry, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(Page):
    """One article in full, its attributions marked.

    article      its metadata
    read_at      when it was read, in words
    identity     hash of its text and URL
    heading      the headline as it stands in the text, when that begins with it; else None
    paragraphs   the rest of the text, in order
    speakers     who is credited in it
    models       names and versions of what analysed it
    analysed_by  program that analysed it
    versions     every version of it, earliest first; () when it is the only one
    text_hash    SHA-256 of its text; "" when it is not known
    dismissed    flags that people took off the lists
    """

    template: ClassVar[str] = "article.html"
    article: ArticleEntry
    read_at: str
    identity: str
    heading: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    speakers: tuple[Link, ...]
    models: tuple[tuple[str, str], ...]
    analysed_by: str
    versions: tuple[VersionEntry, ...] = ()
    text_hash: str = ""
    dismissed: tuple[FlagEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagsPage(Page):
    """Every flag, worst first.

    total        number of flags
    flag_counts  flags by severity
    groups       flags of this page by severity and kind
    kinds        what each kind means; on the first page only
    dismissed    flags that people took off the lists; on the last page only
    pager        None when there is one page
    """

    template: ClassVar[str] = "flags.html"
    total: int
    flag_counts: tuple[FlagCount, ...]
    groups: tuple[FlagGroup, ...]
    kinds: tuple[KindEntry, ...]
    dismissed: tuple[FlagEntry, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnnamedPage(Page):
    """Every quotation that is credited to nobody by name.

    total     number of such quotations
    contents  links to the reasons
    sources   quotations of this page by reason, then by article
    pager     None when there is one page
    """

    template: ClassVar[str] = "unnamed.html"
    total: int
    contents: tuple[Link, ...]
    sources: tuple[SourceGroup, ...]
    pager: Pager | None


PAGES: tuple[type[Page], ...] = (
    IndexPage, SpeakerPage, ArticlesPage, ArticlePage, FlagsPage, UnnamedPage,
)  # fmt: skip
