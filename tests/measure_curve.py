"""What one article more costs as the store grows: python -m tests.measure_curve [ARTICLES] [--db URL]

Keeps invented articles (words as common and rare as those of a language, some quotations copied or altered, a
stock phrase, speakers few of whom come often) as `quotes ingest` does once they are analyzed, and prints the
processor time of an article at 100, 300, 1,000, 3,000, 10,000. What comes before the store does not know how
many articles there are: `make bench` measures it.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from quotes.model import Analysis
from quotes.store import Store, open_store
from tests.store.measure_same_words import Writer
from tests.store.store_factory import make_analysis

# Where the curve is drawn; each point is the mean of the articles since the last one, at most so many.
POINTS = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
LAST = 200
# Quotations of an article, as in news.
QUOTATIONS = 20
FIRST_DAY = date(2020, 1, 1)
GIVEN = (
    "Ana",
    "Boris",
    "Carla",
    "Dmitri",
    "Elena",
    "Farid",
    "Greta",
    "Hamid",
    "Irina",
    "Jonas",
    "Karim",
    "Lena",
)
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")


class Newsroom:
    """Writes analyzed articles; the same seed writes the same."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._writer = Writer(seed)
        self._written = 0

    def write(self) -> Analysis:
        """The next article."""
        self._written += 1
        people = [self._name() for _ in range(8)]
        said = [(self._chance.choice(people), self._writer.write()[0]) for _ in range(QUOTATIONS)]
        number, day = self._written, FIRST_DAY + timedelta(self._written // 30)
        analysis = make_analysis(
            said,
            doc=f"article-{number}",
            published=day,
            url=f"https://outlet{number % 20}.example/{number}",
            opening=f"Report {number} of {day}",
        )
        return replace(analysis, article=replace(analysis.article, outlet=f"Outlet {number % 20}"))

    def _name(self) -> str:
        """Somebody: a few come every day, most once."""
        who = int(self._chance.paretovariate(0.7))
        one = random.Random(who)
        family = "".join(one.choices(SYLLABLES, k=one.choice((2, 3, 3, 4))))
        return f"{one.choice(GIVEN)} {family.title()}"


def draw_curve(store: Store, articles: int, newsroom: Newsroom) -> Iterator[tuple[int, float, float]]:
    """For each point: articles in the store, milliseconds of an article, and of the slowest."""
    times: list[float] = []
    for number in range(1, articles + 1):
        analysis = newsroom.write()
        begin = time.process_time()
        if not store.is_stored(analysis.article.identity, analysis.provenance):
            store.write(analysis)
        times.append(1000 * (time.process_time() - begin))
        if number in POINTS or number == articles:
            last = times[-LAST:]
            yield number, sum(last) / len(last), max(last)
            times.clear()


def main(arguments: Sequence[str]) -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.measure_curve", description=__doc__.splitlines()[0]
    )
    parser.add_argument("articles", nargs="?", type=int, default=10_000)
    parser.add_argument("--db", help="URL of an empty database; a new SQLite file unless given")
    options = parser.parse_args(arguments)
    out = sys.stdout
    out.write(f"{'articles':>10} {'ms/article':>11} {'slowest':>9}\n")
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(options.db or f"sqlite:///{folder}/quotes.db") as store,
    ):
        for number, mean, slowest in draw_curve(store, options.articles, Newsroom()):
            out.write(f"{number:>10,} {mean:>11.1f} {slowest:>9.1f}\n")
            out.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
