"""How quotations are spread over time: days become bins, bins become the numbers of a chart."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quotes.reports import wording
from quotes.reports.contexts.timeline import Bar, Sparkline, Tick, Timeline

# How many bars stand beside each other at most: on a phone each is then still 5 pixels wide.
MOST_BARS = 60
# And in a row of a list, where all of it is as wide as a word or two.
MOST_SPARK_BARS = 24
# A chart of a day or two shows the week around them: a bar from edge to edge says nothing.
LEAST_BARS = 7

# The drawing, in its own units; the style sheet makes it as wide as the page lets it.
WIDTH, HEIGHT = 640, 150
LEFT, RIGHT, TOP, BOTTOM = 34, 632, 14, 122
SPARK_WIDTH, SPARK_HEIGHT = 96, 20

# A bar is this share of its place, but no wider than so many units, and no lower: one of a thousand shows.
BAR_SHARE = 0.8
WIDEST_BAR = 28.0
LOWEST_BAR = 2.0

# Dates on the axis, at most: more would run into each other on a phone.
MOST_TICKS = {"day": 4, "month": 5, "year": 6}

# About how wide a date on the axis is: at the edges it must not stick out of the drawing.
LABEL_WIDTH = 90

# Years that one bar may stand for.
STEPS = (1, 2, 5, 10, 20, 50, 100, 200)


class Unit(StrEnum):
    """What bins are counted in."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Scale:
    """Bins of equal length, side by side.

    unit   what they are counted in
    step   how many units one bin has
    first  the first unit: an ordinal day, a month (12 * year + month - 1) or a year
    bins   how many there are
    """

    unit: Unit
    step: int
    first: int
    bins: int

    def find_bin(self, day: date) -> int:
        """The bin of a day, from 0; days outside the scale go to its edges."""
        position = (count_units(day, self.unit) - self.first) // self.step
        return min(max(position, 0), self.bins - 1)

    def start_of(self, position: int) -> date:
        """The first day of a bin."""
        number = self.first + position * self.step
        if self.unit is Unit.DAY:
            return date.fromordinal(number)
        if self.unit is Unit.MONTH:
            return date(number // 12, number % 12 + 1, 1)
        return date(number, 1, 1)

    def label(self, position: int, *, short: bool = False) -> str:
        """What to call a bin: "5 June 2024", "June 2024", "2024", "2020–2024"."""
        start = self.start_of(position)
        if self.unit is Unit.YEAR:
            last = start.year + self.step - 1
            return str(start.year) if short or self.step == 1 else f"{start.year}–{last}"
        month = wording.MONTHS[start.month - 1]
        words = f"{month[:3] if short else month} {start.year}"
        return f"{start.day} {words}" if self.unit is Unit.DAY else words

    def say_when(self, position: int) -> str:
        """When a bin is, in words: "on 5 June 2024", "in June 2024"."""
        return f"{'on' if self.unit is Unit.DAY else 'in'} {self.label(position)}"


def count_units(day: date, unit: Unit) -> int:
    """Which day, month or year it is, counted from the first there is."""
    if unit is Unit.DAY:
        return day.toordinal()
    return 12 * day.year + day.month - 1 if unit is Unit.MONTH else day.year


def make_scale(first: date, last: date, *, most: int = MOST_BARS, least: int = 1) -> Scale:
    """The finest bins that cover two days and what lies between them.

    most   bins at most
    least  bins of a day at least; those that are missing are added on both sides
    """
    for unit in (Unit.DAY, Unit.MONTH):
        start, end = count_units(first, unit), count_units(last, unit)
        bins = end - start + 1
        if bins > most:
            continue
        if bins < least and unit is Unit.DAY:
            start = max(1, min(start - (least - bins) // 2, date.max.toordinal() - least + 1))
            bins = least
        return Scale(unit, 1, start, bins)
    for step in STEPS:
        start = max(1, first.year - first.year % step)
        bins = (last.year - start) // step + 1
        if bins <= most:
            return Scale(Unit.YEAR, step, start, bins)
    step = date.max.year // most + 1
    return Scale(Unit.YEAR, step, 1, last.year // step + 1)


def count_bins(days: Iterable[date], scale: Scale) -> Counter[int]:
    """How many of some days lie in each bin; empty ones are left out."""
    return Counter(map(scale.find_bin, days))


def make_sparkline(counts: Mapping[int, int], scale: Scale) -> Sparkline | None:
    """A small chart of what `count_bins` counted; None for nothing, and where one bin is all there is.

    Charts of one scale can be compared from row to row: the same place is the same time in each.
    """
    if not counts or scale.bins == 1:
        return None
    slot = SPARK_WIDTH / scale.bins
    width = min(max(slot * BAR_SHARE, 1.5), WIDEST_BAR / 3)
    most = max(counts.values())
    strokes = []
    for position, count in sorted(counts.items()):
        height = max(SPARK_HEIGHT * count / most, LOWEST_BAR)
        left = (position + 0.5) * slot - width / 2
        strokes.append(f"M{_write(left)} {SPARK_HEIGHT}v-{_write(height)}h{_write(width)}v{_write(height)}z")
    return Sparkline(SPARK_WIDTH, SPARK_HEIGHT, "".join(strokes), _tell_spread(counts, scale))


def _tell_spread(counts: Mapping[int, int], scale: Scale) -> str:
    most = max(counts.values())
    first, last = min(counts), max(counts)
    if first == last:
        return f"all {scale.say_when(first)}"
    peak = next(position for position, count in sorted(counts.items()) if count == most)
    range_ = f"{scale.label(first)} to {scale.label(last)}"
    return f"{range_}; the most, {wording.write_count(most)}, {scale.say_when(peak)}"


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation on a chart: its article's day, whether it has a flag, and where it stands."""

    day: date | None
    flagged: bool = False
    link: str = ""


def make_timeline(said: Sequence[Said]) -> Timeline | None:
    """The chart of some quotations; None when no article has a date.

    said  in the order of the page: a bar links to the first of its quotations
    """
    days = [one.day for one in said if one.day]
    if not days:
        return None
    scale = make_scale(min(days), max(days), least=LEAST_BARS)
    counts = count_bins(days, scale)
    flagged = count_bins((one.day for one in said if one.day and one.flagged), scale)
    links: dict[int, str] = {}
    for one in said:
        if one.day:
            links.setdefault(scale.find_bin(one.day), one.link)
    most = max(counts.values())
    unit = scale.unit.value if scale.step == 1 else f"{scale.step} years"
    bars = tuple(
        _make_bar(position, counts[position], flagged[position], most, scale, links[position])
        for position in sorted(counts)
    )
    return Timeline(
        title=f"Quotations by {unit}",
        description=_describe(counts, scale, len(said) - len(days)),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=BOTTOM,
        most=most,
        unit=unit,
        bars=bars,
        ticks=_make_ticks(scale),
        undated=len(said) - len(days),
    )


def _make_bar(position: int, count: int, flagged: int, most: int, scale: Scale, link: str) -> Bar:
    slot = (RIGHT - LEFT) / scale.bins
    width = min(slot * BAR_SHARE, WIDEST_BAR)
    height = max((BOTTOM - TOP) * count / most, LOWEST_BAR)
    part = min(max(height * flagged / count, LOWEST_BAR), height) if flagged else 0
    when = scale.label(position)
    words = f"{when}: {wording.count_noun(count, 'quotation')}"
    return Bar(
        label=f"{words}, {wording.write_count(flagged)} flagged" if flagged else words,
        when=when,
        count=count,
        flagged=flagged,
        link=link,
        slot=(_write(LEFT + position * slot), _write(slot)),
        left=_write(LEFT + (position + 0.5) * slot - width / 2),
        width=_write(width),
        top=_write(BOTTOM - height),
        height=_write(height),
        flagged_height=_write(part),
    )


def _make_ticks(scale: Scale) -> tuple[Tick, ...]:
    """Dates on the axis: the first bin, the last one, and some between, evenly."""
    last = scale.bins - 1
    gaps = min(MOST_TICKS[scale.unit], scale.bins) - 1
    places = sorted({round(last * n / gaps) for n in range(gaps + 1)}) if gaps else [0]
    slot = (RIGHT - LEFT) / scale.bins
    ticks = []
    for place in places:
        anchor = "middle"
        if slot < LABEL_WIDTH and place in (0, last):
            anchor = "end" if place else "start"
        middle = LEFT + (place + 0.5) * slot
        edge = {"start": LEFT, "end": RIGHT}.get(anchor, middle)
        ticks.append(Tick(_write(edge), scale.label(place, short=True), anchor))
    return tuple(ticks)


def _describe(counts: Mapping[int, int], scale: Scale, undated: int) -> str:
    """The chart in a sentence."""
    total = wording.count_noun(sum(counts.values()), "quotation")
    words = f"{total}: {_tell_spread(counts, scale)}."
    return f"{words} {wording.write_count(undated)} more without a date." if undated else words


def _write(number: float) -> str:
    """A number for an attribute, with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")
