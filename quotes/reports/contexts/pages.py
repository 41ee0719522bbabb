"""What each page shows: one class a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypedDict

from quotes.reports.contexts.lists import (
    AliasEntry,
    FlagCount,
    Paragraph,
    QuotationGroup,
    SourceGroup,
    SpeakerEntry,
    VersionEntry,
)
from quotes.reports.contexts.parts import ArticleEntry, FlagEntry, Link, Pager, Tally
from quotes.reports.contexts.timeline import Timeline
from quotes.reports.contexts.voices import VoiceEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has.

    title    of the page, without the site's name
    root     "" or "../": from this page to the site's root
    nav      the site's main pages
    made     when the report was made, in words; "" when it does not say
    scope    what part of the store the report covers, in sentences; "" for all of it
    program  name and version of what made it
    """

    template: ClassVar[str]
    title: str
    root: str
    nav: tuple[Link, ...]
    made: str
    program: str
    scope: str = ""


class Frame(TypedDict):
    """The fields of `Page`, to pass on to the class of a page."""

    title: str
    root: str
    nav: tuple[Link, ...]
    made: str
    program: str
    scope: str


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

    name      what it is called
    kind      person, organization ...
    aliases   other forms of the name
    roles     descriptions that articles give, and when
    decisions  what people decided on who it is, by whom, when and why: sentences
    quotations, articles, flags  totals
    first, last  days of the first and the last article, when known
    outlets   where, most quotations first
    kinds     direct, indirect and mixed quotations, and those that are no statement
    doubts    flags by kind
    timeline  when; None on later pages, and when no article has a date
    undated   True when no article has a date
    linked    the quotations of this page as objects of schema.org
    groups    quotations of this page by article, newest first
    pager     None when there is one page
    """

    template: ClassVar[str] = "speaker.html"
    name: str
    kind: str
    aliases: tuple[AliasEntry, ...]
    roles: tuple[str, ...]
    decisions: tuple[str, ...]
    quotations: int
    articles: int
    flags: int
    first: date | None
    last: date | None
    outlets: tuple[Tally, ...]
    kinds: tuple[Tally, ...]
    doubts: tuple[Tally, ...]
    timeline: Timeline | None
    undated: bool
    linked: Mapping[str, Any]
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
    speakers     who is credited in it, and how that is drawn
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
    speakers: tuple[VoiceEntry, ...]
    models: tuple[tuple[str, str], ...]
    analysed_by: str
    versions: tuple[VersionEntry, ...] = ()
    text_hash: str = ""
    dismissed: tuple[FlagEntry, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """A search over every quotation, done by a script.

    total  number of quotations that can be found
    """

    template: ClassVar[str] = "search.html"
    total: int
