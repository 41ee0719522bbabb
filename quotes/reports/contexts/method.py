"""The page that says how a report came about and what it is worth."""

from dataclasses import dataclass
from typing import ClassVar

from quotes.reports.contexts.lists import KindEntry
from quotes.reports.contexts.pages import Page
from quotes.reports.contexts.parts import Tally


@dataclass(frozen=True, slots=True)
class Making:
    """What analysed some articles: the program, its models and extractor with their versions."""

    program: str
    models: tuple[tuple[str, str], ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    value    as it is to be read: "93.0 %"
    measure  what was measured
    """

    measure: str
    value: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """Figures of one set of articles.

    data     which articles
    day      when, in words
    command  what gives the figures again
    note     what to bear in mind, or ""
    """

    data: str
    day: str
    command: str
    note: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage(Page):
    """How the report came about.

    coverage      what the report covers, in sentences
    totals        articles, speakers, quotations, flags
    makings       what analysed the articles, most articles first
    acts          what is reported besides statements, and how often
    wordings      direct, indirect and mixed quotations
    sureness      quotations by their confidence, most certain first
    kinds         what each kind of flag means
    measurements  how often the program is right
    judged        what people decided, by kind
    """

    template: ClassVar[str] = "method.html"
    coverage: tuple[str, ...]
    totals: tuple[Tally, ...]
    makings: tuple[Making, ...]
    acts: tuple[Tally, ...]
    wordings: tuple[Tally, ...]
    sureness: tuple[Tally, ...]
    kinds: tuple[KindEntry, ...]
    measurements: tuple[Measurement, ...]
    judged: tuple[Tally, ...]
