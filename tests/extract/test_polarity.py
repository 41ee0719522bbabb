"""Whether it was said, or the article says that it was not."""

from collections.abc import Callable

import pytest

from quotes.document import Document
from quotes.extract.polarity import polarity_of
from quotes.model import Polarity
from tests.extract.helpers import extract
from tests.extract.tables import read_table, share

Recorded = Callable[[str], Document]

ROWS = read_table("polarity.txt")
# Shares right, of `polarity_of` on the rows and of the attributions that the extractor finds with that cue
# (26 and 30 of them). At the first run the former were all right, 25 and 28 of the latter (2026-11).
FLOOR = {"tune": 1.0, "held": 1.0}
FLOOR_EXTRACTED = {"tune": 1.0, "held": 1.0}


@pytest.mark.parametrize("half", FLOOR)
def test_polarity_of_given_spans(recorded: Recorded, half: str) -> None:
    rows = [row for row in ROWS if row.half == half]
    right = [polarity_of(recorded(row.text), row.cue, row.content, row.source) == row.gold for row in rows]
    assert share(right) >= FLOOR[half], [r.text for r, ok in zip(rows, right, strict=True) if not ok]


@pytest.mark.parametrize("half", FLOOR)
def test_polarity_of_what_is_extracted(recorded: Recorded, half: str) -> None:
    right = []
    for row in (row for row in ROWS if row.half == half):
        found = [a for a in extract(recorded(row.text)) if any(c.overlaps(r) for c in a.cue for r in row.cue)]
        if found:
            right.append(found[0].polarity == row.gold)
    assert len(right) > len(ROWS) / 4
    assert share(right) >= FLOOR_EXTRACTED[half]


@pytest.mark.parametrize("polarity", Polarity)
def test_the_table_holds_both(polarity: Polarity) -> None:
    assert sum(row.gold == polarity for row in ROWS) >= 20


def test_no_cue_denies_nothing(recorded: Recorded) -> None:
    doc = recorded("“No,” she replied.")
    assert polarity_of(doc, (), ()) is Polarity.POSITIVE
