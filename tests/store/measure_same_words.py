"""How long the same words take to find among many quotations; run by hand.

    python -m tests.store.measure_same_words 100000

Fills a store with invented quotations of invented words, among them copies, altered ones, and a stock phrase
that stands in every fifth; enters, matches and doubts all of them; then writes one more article.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select

from quotes.lexicon import load_words
from quotes.store import Store, open_store
from quotes.store.engine import writing
from quotes.store.matches import catch_up
from quotes.store.tables import articles, attributions, credits_, flags, matches, shingles, spans, speakers
from tests.store.store_factory import make_analysis

PHRASE = "we will not comment on any ongoing criminal investigation"
SPEAKERS = 2000
EACH = 20  # quotations of an article
VOCABULARY = 20_000


class Writer:
    """Makes sentences whose words are as common and rare as those of a language.

    stock  the share of sentences with a stock phrase
    """

    def __init__(self, seed: int, *, stock: float = 0.2) -> None:
        self._random = random.Random(seed)
        self._stock = stock
        letters, vowels = "bcdfgklmnprstvz", "aeiou"
        self._content = [
            "".join(self._random.choice(letters) + self._random.choice(vowels) for _ in range(size))
            for size in self._random.choices((2, 3, 4), k=VOCABULARY)
        ]
        self._grammar = sorted(load_words("function_words.txt"))
        self._weights = [
            list(accumulate(1 / (rank + 3) for rank in range(len(words))))
            for words in (self._content, self._grammar)
        ]
        self._said: list[tuple[str, int]] = []

    def write(self) -> tuple[str, int]:
        """A quotation and the number of its speaker."""
        draw = self._random.random()
        speaker = self._random.randrange(SPEAKERS) + 1
        if draw < 0.04 and self._said:
            words, who = self._random.choice(self._said)
            if draw < 0.02:
                return words, who
            if draw < 0.03:
                return words, speaker
            listed = words.split()
            listed[self._random.randrange(len(listed))] = self._random.choice(self._content)
            return " ".join(listed), who
        sentence = " ".join(self._word() for _ in range(max(4, int(self._random.gauss(22, 9)))))
        if draw > 1 - self._stock:
            sentence = PHRASE if draw > 1 - self._stock / 4 else f"{sentence} {PHRASE}"
        self._said.append((sentence, speaker))
        return sentence, speaker

    def _word(self) -> str:
        kind = int(self._random.random() < 0.45)
        words = (self._content, self._grammar)[kind]
        return self._random.choices(words, cum_weights=self._weights[kind])[0]


def fill_store(store: Store, count: int) -> None:
    """Rows as an older program would have left them: no index of words, no matches."""
    writer = Writer(1)
    now = datetime.now(UTC)
    rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in (articles, attributions, spans, credits_)}
    for first in range(1, count + 1, EACH):
        lines, at = [], 0
        for id in range(first, first + EACH):
            words, who = writer.write()
            line = f"Ada said: “{words}”."
            lines.append(line)
            rows[attributions].append(
                {"id": id, "article_id": first, "identity": f"{id:032d}", "position": id - first, "start": at}
                | {
                    "kind": "direct",
                    "polarity": "positive",
                    "rule": "",
                    "outcome": "resolved",
                    "form": "name",
                }
                | {"description": "", "evidence": []}
            )
            place = {"start": at + 10, "end": at + len(line) - 1}
            rows[spans].append({"attribution_id": id, "role": "content", "position": 0} | place)
            rows[credits_].append({"attribution_id": id, "position": 0, "speaker_id": who})
            at += len(line) + 1
        rows[articles].append(
            {"id": first, "identity": f"{first:032d}", "doc": f"d{first}", "extracted": False, "models": []}
            | dict.fromkeys(("title", "path", "url", "outlet", "author", "language", "program"), "")
            | {
                "text_hash": "",
                "analysis_hash": "",
                "read_at": now,
                "analysed_at": now,
                "text": "\n".join(lines),
            }
        )
    names = [
        {"id": n, "name": _name(n), "kind": "person", "gender": "unknown"} for n in range(1, SPEAKERS + 1)
    ]
    with writing(store._engine) as connection:
        connection.execute(insert(speakers), names)
        for table, listed in rows.items():
            connection.execute(insert(table), listed)


def _name(number: int) -> str:
    text = "ba de fi go ku la me ni po ru sa te vi zo ka lu mo ne pi so"
    syllables = text.split()
    first, second, third = number % 20, number // 20 % 20, number // 400 % 20
    return f"{syllables[first]}{syllables[third]}n {syllables[second] * 2}{syllables[first]}r".title()


def measure(count: int) -> Iterator[str]:
    """What was measured, a line at a time."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{Path(folder) / 'many.db'}") as store,
    ):
        fill_store(store, count)
        wall, cpu = time.perf_counter(), time.process_time()
        with writing(store._engine) as connection:
            connection.execute(delete(shingles))
            catch_up(connection)
        took = f"{time.process_time() - cpu:.0f} s of processor time ({time.perf_counter() - wall:.0f} s)"
        yield f"{count:,} quotations entered, matched and doubted: {took}"
        with writing(store._engine) as connection:
            for table in (shingles, matches, flags):
                found = connection.execute(select(func.count()).select_from(table)).scalar()
                yield f"  {table.name}: {found:,}"
        writer = Writer(2)
        times = []
        for number in range(10):
            said = [("Ada Byron", writer.write()[0]) for _ in range(EACH)]
            analysis = make_analysis(said, doc=f"new{number}", opening=f"New {number}")
            cpu = time.process_time()
            store.write(analysis)
            times.append(time.process_time() - cpu)
        yield f"one more article of {EACH}: {sorted(times)[len(times) // 2] * 1000:.0f} ms of processor time"


if __name__ == "__main__":
    for line in measure(int(sys.argv[1])):
        print(line, flush=True)  # noqa: T201  # run by hand
