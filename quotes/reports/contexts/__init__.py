"""What each page may show: one class a page, frozen, and the parts they share.

A template gets the fields of its page class under their own names and nothing else (besides the filters of
`quotes.reports.environment`); a test holds every template to that. Paths are relative to the site's root;
templates put `root` before them.
"""

from quotes.reports.contexts.flags import DismissedPage, FlagKindPage, FlagsPage
from quotes.reports.contexts.lists import (
    AliasEntry,
    FlagCount,
    FlagGroup,
    KindEntry,
    Paragraph,
    QuotationGroup,
    SourceGroup,
    SpeakerEntry,
    VersionEntry,
)
from quotes.reports.contexts.method import Figure, Making, Measurement, MethodPage
from quotes.reports.contexts.pages import (
    ArticlePage,
    ArticlesPage,
    Frame,
    IndexPage,
    Page,
    SearchPage,
    SpeakerPage,
    UnnamedPage,
)
from quotes.reports.contexts.parts import (
    ArticleEntry,
    CandidateEntry,
    DifferencePiece,
    Fact,
    FlagEntry,
    JudgementEntry,
    Link,
    Pager,
    Piece,
    PlaceEntry,
    QuotationEntry,
    Reason,
    Ref,
    Tally,
    VariantEntry,
)
from quotes.reports.contexts.timeline import Bar, Sparkline, Tick, Timeline
from quotes.reports.contexts.voices import VoiceEntry

PAGES: tuple[type[Page], ...] = (
    IndexPage, SpeakerPage, ArticlesPage, ArticlePage, FlagsPage, FlagKindPage, DismissedPage, UnnamedPage,
    SearchPage, MethodPage,
)  # fmt: skip

__all__ = [
    "PAGES",
    "AliasEntry",
    "ArticleEntry",
    "ArticlePage",
    "ArticlesPage",
    "Bar",
    "CandidateEntry",
    "DifferencePiece",
    "DismissedPage",
    "Fact",
    "Figure",
    "FlagCount",
    "FlagEntry",
    "FlagGroup",
    "FlagKindPage",
    "FlagsPage",
    "Frame",
    "IndexPage",
    "JudgementEntry",
    "KindEntry",
    "Link",
    "Making",
    "Measurement",
    "MethodPage",
    "Page",
    "Pager",
    "Paragraph",
    "Piece",
    "PlaceEntry",
    "QuotationEntry",
    "QuotationGroup",
    "Reason",
    "Ref",
    "SearchPage",
    "SourceGroup",
    "Sparkline",
    "SpeakerEntry",
    "SpeakerPage",
    "Tally",
    "Tick",
    "Timeline",
    "UnnamedPage",
    "VariantEntry",
    "VersionEntry",
    "VoiceEntry",
]
