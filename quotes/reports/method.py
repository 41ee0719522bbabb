"""The page that says how a report came about: what it covers, what made it, and its limits."""

import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from quotes.model import Act, Kind
from quotes.records import ArticleRecord, Counts, DecisionKind, JudgementKind, View
from quotes.reports import wording
from quotes.reports.contexts import Figure, Frame, KindEntry, Making, Measurement, MethodPage, Tally

METHOD = "method.html"

# What the README's tables say too; a test compares the two.
FIGURES = Path(__file__).parent / "figures.toml"

# From which confidence on a quotation is counted to which row.
SURE = ((0.9, "0.90 and more"), (0.75, "0.75 to 0.89"), (0.5, "0.50 to 0.74"), (0.0, "less than 0.50"))
NOT_SURE = "too few were seen to say"


@cache
def read_figures(path: Path = FIGURES) -> tuple[Measurement, ...]:
    """How often the program is right, as it was measured."""
    with path.open("rb") as file:
        table = tomllib.load(file)
    return tuple(_make_measurement(row, table) for row in table["measurement"])


def _make_measurement(row: dict[str, Any], table: dict[str, Any]) -> Measurement:
    day: date = table["day"]
    return Measurement(
        data=row["data"],
        day=wording.write_date(day),
        command=row.get("command", table["command"]),
        note=row.get("note", ""),
        figures=tuple(Figure(measure, f"{value} %") for measure, value in row["figures"]),
    )


class MethodTally:
    """Counts, while articles go by, what the page tells of them."""

    def __init__(self) -> None:
        self._makings: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
        self._acts: Counter[Act] = Counter()
        self._kinds: Counter[Kind] = Counter()
        self._sureness: Counter[str] = Counter()

    def add(self, record: ArticleRecord) -> None:
        """Count an article and its quotations."""
        self._makings[record.program, record.models] += 1
        for quotation in record.quotations:
            if not quotation.rejected:
                attribution = quotation.attribution
                self._acts[attribution.act] += 1
                self._kinds[attribution.kind] += 1
                self._sureness[_say_sure(attribution.confidence)] += 1

    def make_page(
        self,
        view: View,
        make_frame: Callable[..., Frame],
        *,
        coverage: Sequence[str],
        counts: Counts,
        kinds: tuple[KindEntry, ...],
    ) -> MethodPage:
        """The page, when every article has gone by."""
        makings = sorted(self._makings.items(), key=lambda item: (-item[1], item[0]))
        levels = [*(label for _, label in SURE), NOT_SURE]
        return MethodPage(
            **make_frame(METHOD, "How this was made", main=METHOD),
            coverage=tuple(coverage),
            totals=(
                Tally("articles", counts.articles, "articles.html"),
                Tally("speakers", counts.speakers, "index.html"),
                Tally("quotations", counts.quotations),
                Tally("flags", counts.flags, "flags.html"),
            ),
            makings=tuple(Making(program, models, count) for (program, models), count in makings),
            acts=tuple(Tally(wording.ACTS[act] or "statement", self._acts[act]) for act in Act),
            wordings=tuple(Tally(wording.KINDS[kind], self._kinds[kind]) for kind in Kind),
            sureness=tuple(Tally(label, self._sureness[label]) for label in levels if self._sureness[label]),
            kinds=kinds,
            measurements=read_figures(),
            judged=count_judgements(view),
        )


def _say_sure(confidence: float | None) -> str:
    if confidence is None:
        return NOT_SURE
    return next(label for least, label in SURE if round(confidence, 2) >= least)


def count_judgements(view: View) -> tuple[Tally, ...]:
    """What people judged and decided, as far as it stands; of the whole store, whatever is selected."""
    judged = Counter(one.kind for one in view.judgements() if one.in_force)
    decided = Counter(one.kind for one in view.decisions() if one.in_force)
    found = [
        Tally(wording.count_judged(kind, judged[kind]), judged[kind])
        for kind in JudgementKind
        if judged[kind] and kind is not JudgementKind.UNDO
    ]
    found += [
        Tally(wording.count_decided(kind, decided[kind]), decided[kind])
        for kind in DecisionKind
        if decided[kind] and kind is not DecisionKind.UNDO
    ]
    return tuple(found)
