"""Days become bins, bins become bars: nothing is lost, and every number lies inside the drawing."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.reports.timeline import (
    BOTTOM,
    LEAST_BARS,
    LEFT,
    MOST_SPARK_BARS,
    RIGHT,
    TOP,
    Said,
    Unit,
    count_bins,
    make_scale,
    make_sparkline,
    make_timeline,
)


@pytest.mark.parametrize(
    ("first", "last", "unit", "bins"),
    [
        (date(2024, 1, 1), date(2024, 1, 1), Unit.DAY, 1),
        (date(2024, 2, 28), date(2024, 3, 1), Unit.DAY, 3),
        (date(2024, 1, 1), date(2024, 12, 31), Unit.MONTH, 12),
        (date(2023, 12, 31), date(2024, 1, 1), Unit.DAY, 2),
        (date(1990, 5, 1), date(2026, 1, 1), Unit.YEAR, 37),
    ],
)
def test_scale_is_as_fine_as_fits(first: date, last: date, unit: Unit, bins: int) -> None:
    scale = make_scale(first, last)
    assert (scale.unit, scale.bins) == (unit, bins)


@given(st.dates(), st.dates(), st.sampled_from([60, MOST_SPARK_BARS]), st.sampled_from([1, LEAST_BARS]))
def test_any_two_days_fit_a_scale(one: date, other: date, most: int, least: int) -> None:
    first, last = min(one, other), max(one, other)
    scale = make_scale(first, last, most=most, least=least)
    assert 1 <= scale.bins <= most
    for day in (first, last):
        place = scale.find_bin(day)
        assert 0 <= place < scale.bins
        assert scale.start_of(place) <= day
        if place + 1 < scale.bins:
            assert day < scale.start_of(place + 1)
    assert scale.find_bin(first) <= scale.find_bin(last)


@given(st.lists(st.tuples(st.none() | st.dates(), st.booleans()), max_size=30))
def test_a_chart_counts_everything_and_stays_inside(rows: list[tuple[date | None, bool]]) -> None:
    timeline = make_timeline([Said(day, flagged, "x") for day, flagged in rows])
    dated = [row for row in rows if row[0]]
    assert (timeline is None) == (not dated)
    if timeline is None:
        return
    assert sum(bar.count for bar in timeline.bars) == len(dated)
    assert sum(bar.flagged for bar in timeline.bars) == sum(flagged for _, flagged in dated)
    assert timeline.undated == len(rows) - len(dated)
    for bar in timeline.bars:
        assert float(bar.left) >= LEFT - 0.1
        assert float(bar.left) + float(bar.width) <= RIGHT + 0.1
        assert TOP - 0.1 <= float(bar.top) < BOTTOM
        assert float(bar.flagged_height) <= float(bar.height)
    assert all(LEFT - 0.1 <= float(tick.position) <= RIGHT + 0.1 for tick in timeline.ticks)
    assert timeline.most == max(bar.count for bar in timeline.bars)


def test_a_chart_in_words() -> None:
    days = [date(2024, 1, 5), date(2024, 3, 9), date(2024, 3, 9), None]
    timeline = make_timeline([Said(day, n == 1, f"s.html#{n}") for n, day in enumerate(days)])
    assert timeline is not None
    assert timeline.title == "Quotations by month"
    assert timeline.description == (
        "3 quotations: January 2024 to March 2024; the most, 2, in March 2024. 1 more without a date."
    )
    assert [bar.label for bar in timeline.bars] == [
        "January 2024: 1 quotation",
        "March 2024: 2 quotations, 1 flagged",
    ]
    assert [bar.link for bar in timeline.bars] == ["s.html#0", "s.html#1"]
    assert [tick.label for tick in timeline.ticks] == ["Jan 2024", "Feb 2024", "Mar 2024"]


def test_one_day_stands_in_its_week() -> None:
    timeline = make_timeline([Said(date(2024, 6, 5))])
    assert timeline is not None
    assert timeline.description == "1 quotation: all on 5 June 2024."
    assert (timeline.ticks[0].label, timeline.ticks[-1].label) == ("2 Jun 2024", "8 Jun 2024")


def test_sparklines_of_one_scale_can_be_compared() -> None:
    scale = make_scale(date(2024, 1, 1), date(2024, 12, 31), most=MOST_SPARK_BARS)
    early = make_sparkline(count_bins([date(2024, 1, 9)] * 3, scale), scale)
    late = make_sparkline(count_bins([date(2024, 12, 9)], scale), scale)
    assert early is not None
    assert late is not None
    assert early.label == "all in January 2024"
    assert float(early.path[1:].split()[0]) < 8 < 80 < float(late.path[1:].split()[0])
    assert make_sparkline(Counter(), scale) is None


def test_years_far_apart_are_put_together() -> None:
    scale = make_scale(date(1800, 1, 1), date(2026, 1, 1))
    assert (scale.step, scale.label(0), scale.label(scale.bins - 1, short=True)) == (5, "1800–1804", "2025")
    week = make_scale(date.max, date.max, least=LEAST_BARS)
    assert week.start_of(week.bins - 1) == date.max
    assert week.start_of(0) == date.max - timedelta(days=6)
