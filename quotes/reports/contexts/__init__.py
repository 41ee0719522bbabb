"""What each page may show: one class a page, frozen, and the parts they share.

A template gets the fields of its page class under their own names and nothing else (besides the filters of
`quotes.reports.environment`); a test holds every template to that. Paths are relative to the site's root;
templates put `root` before them.
"""

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
from quotes.reports.contexts.pages import (
    PAGES,
    ArticlePage,
    ArticlesPage,
    FlagsPage,
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
    VariantEntry,
)
from quotes.reports.contexts.timeline import Bar, Sparkline, Tick, Timeline
from quotes.reports.contexts.voices import VoiceEntry

__all__ = [
    "PAGES",
    "AliasEntry",
    "ArticleEntry",
    "ArticlePage",
    "ArticlesPage",
    "Bar",
    "CandidateEntry",
    "DifferencePiece",
    "Fact",
    "FlagCount",
    "FlagEntry",
    "FlagGroup",
    "FlagsPage",
    "Frame",
    "IndexPage",
    "JudgementEntry",
    "KindEntry",
    "Link",
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
    "Tick",
    "Timeline",
    "UnnamedPage",
    "VariantEntry",
    "VersionEntry",
    "VoiceEntry",
]
