"""When something was said: a chart of one speaker, and a small one for a row of a list.

Numbers are of an SVG's own units, written as they stand in its attributes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small chart without axes. `path` draws its bars, `label` says the same in words."""

    width: int
    height: int
    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The quotations of one stretch of time.

    label     what it shows, in words
    when      the stretch alone
    count     quotations in it; `flagged` of them have a flag
    link      where the first of them stands; "" for a bar without a link
    slot      left edge and width of the stretch
    top, height  of the whole bar; `flagged_height` is that of the flagged part at its top
    """

    label: str
    when: str
    count: int
    flagged: int
    link: str
    slot: tuple[str, str]
    left: str
    width: str
    top: str
    height: str
    flagged_height: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis. `anchor` is start, middle or end."""

    position: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chart of quotations over time.

    title, description  what it shows, for those who do not see it
    width, height, left, right, top, bottom  of the drawing, and the edges of the plot inside it
    most      the count that the line at the top stands for
    unit      what one bar stands for: "day", "month", "year", "5 years"
    bars      those that are not empty, oldest first
    undated   quotations of articles without a date, which have no bar
    """

    title: str
    description: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    most: int
    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    undated: int
