"""The pages of flags: what there is, those of one kind, and those that people dismissed."""

from dataclasses import dataclass
from typing import ClassVar

from quotes.reports.contexts.lists import FlagCount, FlagGroup, KindEntry
from quotes.reports.contexts.pages import Page
from quotes.reports.contexts.parts import FlagEntry, Link, Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagsPage(Page):
    """How many flags of which kind and severity there are, and what each kind means.

    total        number of flags
    flag_counts  flags by severity, with the kinds of each
    kinds        what each kind means
    dismissed    link to the flags that people took off the lists, with their number; None for none
    """

    template: ClassVar[str] = "flags.html"
    total: int
    flag_counts: tuple[FlagCount, ...]
    kinds: tuple[KindEntry, ...]
    dismissed: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagKindPage(Page):
    """Every flag of one kind, worst first.

    kind      the kind and what it means
    contents  where each severity begins
    groups    flags of this page by severity
    pager     None when there is one page
    """

    template: ClassVar[str] = "flag_kind.html"
    kind: KindEntry
    contents: tuple[Link, ...]
    groups: tuple[FlagGroup, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissedPage(Page):
    """Flags that people took off the lists.

    total  number of them
    flags  those of this page
    pager  None when there is one page
    """

    template: ClassVar[str] = "dismissed.html"
    total: int
    flags: tuple[FlagEntry, ...]
    pager: Pager | None
