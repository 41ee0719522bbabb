"""The site that the browser opens: small, but with every kind of page, and lists of more than one page."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import cast
from unittest.mock import patch

from quotes.model import Article, Evidence, Flag, FlagKind, Kind, Severity, Span
from quotes.records import View
from quotes.reports import chunks, write_report
from tests.reports.fakes import FakeView, Said, add_bare, add_harbour, find_spans, make_attribution

# Rows of a list on one page, and enough articles and speakers for three pages.
ROWS = 20
ARTICLES = 45
SPEAKERS = 40

PLACES = ("Aldermoor", "Bräckvik", "Crane Hill", "Dunmere", "Évry Point")
OUTLETS = ("The Quay", "Morning Ledger", "Südpost")


def add_many(view: FakeView) -> None:
    """Articles of one sentence, each with a speaker of its own as far as these go."""
    for number in range(ARTICLES):
        place = PLACES[number % len(PLACES)]
        name = f"Nadia {spell(number % SPEAKERS)}"
        text = f"{name} told the council of {place} that bridge {number} would stay open."
        said = make_attribution(text, name, "told", f"that bridge {number} would stay open")
        doubts = []
        if number % 10 == 0:
            span = find_spans(text, name)
            evidence = (Evidence("test", "Nobody introduces her.", span),)
            message = f"{name} is not introduced."
            doubts = [(Flag(FlagKind.UNINTRODUCED_SPEAKER, Severity.HIGH, message, span, evidence), 0)]
        article = Article(
            text,
            doc=f"bridge-{number}",
            title=f"Bridge {number} of {place}",
            outlet=OUTLETS[number % len(OUTLETS)],
            published=date(2020, 1, 1) + timedelta(days=50 * number) if number % 15 else None,
        )
        view.add(article, [Said(said, (name,))], doubts)


def spell(number: int) -> str:
    """A surname for a number."""
    parts = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu")
    return "".join(parts[int(digit)] for digit in f"{number:03d}").capitalize()


HOSTILE = (
    "<script>window.broken = 1</script>\u202e "
    "</script><img src=x onerror='window.broken=1'>\u2028]]>{{ 7 * 7 }}"
    '"><svg/onload=window.broken=1>`${window.broken=1}`'
)


def add_hostile(view: FakeView) -> None:
    """Markup wherever words from outside can stand."""
    text = f"{HOSTILE} said that {HOSTILE} will rise."
    start = text.index(" said")
    attribution = replace(
        make_attribution(text, "x", "said", "will rise", kind=Kind.MIXED),
        source=(Span(0, start),),
        content=(Span(start + 6, len(text) - 1),),
    )
    span = (Span(0, start),)
    evidence = (Evidence("test", HOSTILE, span, 0.5),)
    flag = Flag(FlagKind.MISSPELLED_NAME, Severity.HIGH, HOSTILE, span, evidence, suggestions=(HOSTILE,))
    view.roles[HOSTILE] = (HOSTILE,)
    view.also[HOSTILE] = (f"{HOSTILE}2",)
    article = Article(
        text=text,
        doc="hostile",
        title=HOSTILE,
        outlet=HOSTILE,
        author=HOSTILE,
        published=date(2026, 2, 2),
        url="javascript:window.broken=1",
        path=f"{HOSTILE}.txt",
    )
    view.add(article, [Said(attribution, (HOSTILE,))], [(flag, 0)])


def add_long(view: FakeView) -> None:
    """An article of 10,000 words."""
    sentences = [
        f"Guard {spell(n)} said that gate {n} was shut before the storm came in." for n in range(715)
    ]
    text = "\n\n".join(" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5))
    said = []
    for number, sentence in enumerate(sentences):
        start = text.index(sentence)
        own = make_attribution(sentence, f"Guard {spell(number)}", "said", "that gate")
        end = start + sentence.index(" before")
        said.append(
            Said(
                replace(
                    own,
                    source=tuple(Span(s.start + start, s.end + start) for s in own.source),
                    cue=tuple(Span(s.start + start, s.end + start) for s in own.cue),
                    content=(Span(start + sentence.index("that gate"), end),),
                ),
                (f"Guard {spell(number % 12)}",),
            )
        )
    view.add(Article(text, doc="gates", title="Every gate of the old wall", outlet="The Quay"), said)


def write_site(out: Path) -> None:
    """Write the site of all these articles."""
    view = FakeView()
    add_harbour(view)
    add_bare(view)
    add_hostile(view)
    add_long(view)
    add_many(view)
    with patch.object(chunks, "ROWS_PER_PAGE", ROWS):
        write_report(cast(View, view), out)
