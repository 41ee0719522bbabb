"""What one article more costs as the store grows: python -m tests.measure_curve [ARTICLES] [--db URL]

Keeps invented articles as `quotes ingest` does once they are parsed and resolved, and prints the processor
time of an article at 100, 300, 1,000, 3,000, 10,000: asking whether it is there, what the audit asks of other
articles, and writing. What comes before does not know how many articles there are: `make bench` measures it.

The articles resemble 518 of real news (PolNeAR, 2016). Those have 18 quotations of 17 words and credit 5
speakers, a quarter of them organizations; who is quoted most stands in 29 % of them; they name 1,576
speakers, 86 % of them once; of two people the family names have the same consonants in 0.07 % of pairs. Here
it is 20 quotations, 17 words, 5 speakers, a quarter, 26 %, 1,586, 91 %, 0.06 %; and 4 % of the quotations are
copied or altered, far more than there.
"""

import argparse
import random
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from quotes.model import Analysis, SpeakerKind
from quotes.resolve.lexicon import load_genders
from quotes.resolve.spelling import plain
from quotes.store import Store, open_store
from tests.store.measure_same_words import Writer
from tests.store.store_factory import make_analysis

# Where the curve is drawn; each point is the mean of the articles since the last one, at most so many.
POINTS = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
LAST = 100
# Of an article, as in news.
QUOTATIONS = 20
CREDITED = 5
FIRST_DAY = date(2020, 1, 1)
PER_DAY = 30

# How often the same people come: the shape of a Pareto distribution over all who may ever be quoted.
FAME = 0.1
MOST_PEOPLE = 10**15
# One in so many is an organization. Of this share of the people an article tells what they are, and of this
# share what they are called for short.
ORGANIZATIONS = 4
WITH_ROLE, WITH_SHORT_NAME = 0.5, 0.7
# Family names: how many, and how unevenly they are borne: the weight of the n-th is 1 / (n + this).
FAMILIES, COMMON_FAMILIES = 30_000, 60
# Of given names the likelier ones come first; the power gives them what "David" has in news.
UNEVEN = 1.8
_ONSETS = "b br ch d dr f fl g gr h k kr l m n p pl r s sk st t tr v w z"
SYLLABLES = [onset + vowel for onset in _ONSETS.split() for vowel in "aeiou"]
JOBS = (
    "director",
    "minister of finance",
    "governor",
    "mayor",
    "spokeswoman",
    "head of research",
    "union leader",
    "judge",
    "analyst",
    "campaign manager",
)
BODIES = ("Ministry of", "University of", "Council of", "Association of")
# Words of a quotation differ as much as this; a stock phrase is in few.
STOCK = 0.02


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented."""

    name: str
    family: str
    kind: SpeakerKind


class Newsroom:
    """Writes analyzed articles; the same seed writes the same."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._writer = Writer(seed, stock=STOCK)
        self._written = 0
        self._given = sorted(name.title() for name in load_genders("given_names.tsv") if " " not in name)
        self._weights = list(accumulate(1 / (rank + COMMON_FAMILIES) for rank in range(FAMILIES)))

    def write(self) -> Analysis:
        """The next article."""
        self._written += 1
        people = list({one.name: one for one in (self._meet() for _ in range(CREDITED))}.values())
        speaking = [*people, *(self._chance.choice(people) for _ in range(QUOTATIONS - len(people)))]
        number, day = self._written, FIRST_DAY + timedelta(self._written // PER_DAY)
        short = (one for one in people if one.family and self._chance.random() < WITH_SHORT_NAME)
        analysis = make_analysis(
            [(one.name, self._writer.write()[0]) for one in speaking],
            doc=f"article-{number}",
            published=day,
            url=f"https://outlet{number % 20}.example/{number}",
            opening=f"Report {number} of {day}",
            kinds={one.name: one.kind for one in people},
            roles={one.name: (self._tell_job(),) for one in people if self._chance.random() < WITH_ROLE},
            aliases={one.name: (one.family,) for one in short},
        )
        about = {"outlet": f"Outlet {number % 20}", "title": f"What happened in case {number}"}
        return replace(analysis, article=replace(analysis.article, **about))

    def _meet(self) -> Person:
        """Somebody: a few come every day, most once."""
        who = int(min(self._chance.paretovariate(FAME), MOST_PEOPLE))
        one = random.Random(who)
        if one.randrange(ORGANIZATIONS) == 0:
            name = f"{one.choice(BODIES)} {self._name_family(one)}"
            return Person(name, "", SpeakerKind.ORGANIZATION)
        family = self._name_family(one)
        given = self._given[int(len(self._given) * one.random() ** UNEVEN)]
        return Person(f"{given} {family}", family, SpeakerKind.PERSON)

    def _name_family(self, one: random.Random) -> str:
        rank = bisect(self._weights, one.random() * self._weights[-1])
        made = random.Random(rank)
        syllables = made.choices(SYLLABLES, k=made.choice((2, 3, 3)))
        return "".join((*syllables, made.choice(("n", "r", "s", "")))).title()

    def _tell_job(self) -> str:
        job = self._chance.choice(JOBS)
        return job if self._chance.random() < 0.3 else f"{job} of {self._name_family(self._chance)}"


def ask_surnames(store: Store, analysis: Analysis) -> None:
    """What the audit asks of other articles: who bears the family names of this one."""
    people = (one for one in analysis.speakers if one.kind is SpeakerKind.PERSON)
    store.acquaintances.people({plain(one.name.split()[-1]) for one in people})


def draw_curve(store: Store, articles: int, newsroom: Newsroom) -> Iterator[tuple[int, float, float]]:
    """For each point: articles in the store, milliseconds of an article, and of the slowest."""
    times: list[float] = []
    for number in range(1, articles + 1):
        analysis = newsroom.write()
        begin = time.process_time()
        if not store.is_stored(analysis.article.identity, analysis.provenance):
            ask_surnames(store, analysis)
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
