# ruff: noqa: T201 - a script that prints
"""Measure the report of a large store: time, memory, and the size of its pages.

    python -m tests.measure_report [N] [--db FILE]

Makes a store of about N invented quotations (10,000) in build/report_N.db, once, or takes the one of `--db`;
writes its report into a temporary folder, and prints processor time, the most memory that the process held,
how much of it the report itself added, the number of pages, and the largest ones.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from quotes.reports import write_report
from quotes.settings import normalize_db_url
from quotes.store import open_store
from tests.conftest import ROOT
from tests.store.store_factory import add_flag, make_analysis

# As in a corpus of news: quotations in an article, people in the store, sentences of a quotation.
PER_ARTICLE = 20
SPEAKERS = 800
SYLLABLES = ("ka", "ri", "mo", "ben", "lu", "tor", "ana", "vel", "si", "dun", "ola", "per")
WORDS = ("harbour", "river", "budget", "school", "winter", "council", "bridge", "promise", "figure", "letter")


def make_name(number: int) -> str:
    """A name that nobody else has."""
    size = len(SYLLABLES)
    first, second, third = number % size, number // size % size, number // size**2 % size
    first_name = (SYLLABLES[first] + SYLLABLES[third]).capitalize()
    return f"{first_name} {(SYLLABLES[second] + SYLLABLES[first] + SYLLABLES[third]).capitalize()}"


def make_words(source: random.Random) -> str:
    """A sentence that stands nowhere else."""
    return " ".join(
        ["We", "will", *source.choices(WORDS, k=source.randint(8, 30)), str(source.randrange(10**9))]
    )


def make_store(path: Path, quotations: int) -> None:
    """Write a store of invented articles."""
    source = random.Random(7)
    names = sorted({make_name(number) for number in range(SPEAKERS)})
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_store(normalize_db_url(str(path))) as store:
        for number in range(quotations // PER_ARTICLE):
            people = [names[int(source.paretovariate(0.6)) % len(names)] for _ in range(5)]
            said = [(source.choice(people), make_words(source)) for _ in range(PER_ARTICLE)]
            day = date(2024, 1, 1) + timedelta(days=source.randrange(900))
            analysis = make_analysis(
                said,
                doc=f"a{number}",
                published=day,
                url=f"https://news.example/{number}",
                opening=f"Article {number}.",
            )
            analysis = replace(analysis, article=replace(analysis.article, outlet=f"Outlet {number % 12}"))
            for place in range(0, PER_ARTICLE, 6):
                analysis = add_flag(analysis, place)
            store.write(analysis)


def main() -> None:
    """Make the store if there is none, then write and measure its report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("quotations", nargs="?", type=int, default=10_000)
    parser.add_argument("--db", type=Path)
    given = parser.parse_args()
    path = given.db or ROOT / "build" / f"report_{given.quotations}.db"
    if not path.exists():
        print(f"making {path}", file=sys.stderr)
        make_store(path, given.quotations)
    with open_store(normalize_db_url(str(path))) as store, tempfile.TemporaryDirectory() as folder:
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        summary = write_report(store.view, Path(folder) / "report")
        spent, after = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        sizes = sorted(((p.stat().st_size, p) for p in Path(folder).rglob("*.html")), reverse=True)
        print(f"{summary.quotations:,} quotations, {summary.flags:,} flags, {summary.articles:,} articles")
        print(f"{summary.pages:,} pages, {sum(size for size, _ in sizes) / 1e6:.0f} MB")
        print(f"{spent:.1f} s of processor time")
        print(f"{after / 1024:.0f} MB at most, {(after - before) / 1024:.0f} MB of it for the report")
        for size, page in sizes[:5]:
            print(f"{size / 1000:8.0f} kB  {page.relative_to(folder)}")


if __name__ == "__main__":
    main()
