"""Speakers of an article: each has a letter, and colours that everybody can tell apart."""

from dataclasses import replace
from itertools import combinations
from typing import cast

import pytest

from quotes.records import QuotationRecord, SpeakerName
from quotes.reports.colours import COLOURS, LINES, Voice, assign_voices
from tests.reports.fakes import FakeView, add_harbour
from tests.reports.test_report_style import luminance, read_palette

Colour = tuple[float, float, float]

# What is left of linear RGB where one kind of cone is missing.
# Machado, Oliveira and Fernandes 2009, A Physiologically-based Model for Simulation of Color Vision
# Deficiency.
EYES = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

# Distance in CIE L*a*b*: 2 to 3 are just seen side by side; lines of text apart need several times that.
ENOUGH_APART = 15.0

# WCAG 2.2, success criterion 1.4.11: what is no text but has to be seen.
ENOUGH_CONTRAST = 3.0


def see(colour: str, eyes: str) -> Colour:
    """A colour as some eyes see it, in CIE L*a*b*."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (
        min(1.0, max(0.0, sum(factor * c for factor, c in zip(row, linear, strict=True))))
        for row in EYES[eyes]
    )
    white = (0.9505, 1.0, 1.089)
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [(r * red + g * green + b * blue) / w for (r, g, b), w in zip(rows, white, strict=True)]
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one: str, other: str) -> float:
    light, deep = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (deep + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_any_two_speakers_can_be_told_apart(eyes: str, dark: bool) -> None:
    palette = read_palette(dark=dark)
    colours = [palette[f"v{number}"] for number in range(COLOURS + 1)]
    for one, other in combinations(colours, 2):
        distance = sum((a - b) ** 2 for a, b in zip(see(one, eyes), see(other, eyes), strict=True)) ** 0.5
        assert distance >= ENOUGH_APART, (one, other)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_lines_are_seen_and_words_on_tints_are_read(dark: bool) -> None:
    palette = read_palette(dark=dark)
    for number in range(COLOURS + 1):
        assert contrast(palette[f"v{number}"], palette["paper"]) >= ENOUGH_CONTRAST
        assert contrast(palette["ink"], palette[f"t{number}"]) >= 7
        assert contrast(palette["soft"], palette["paper"]) >= 4.5


def say(*names: str) -> list[QuotationRecord]:
    """Quotations by some speakers, one each."""
    view = FakeView()
    add_harbour(view)
    record = view.find_article("harbour").quotations[0]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return [replace(record, speakers=(SpeakerName(numbers[name], name),)) for name in names]


def test_who_is_quoted_most_comes_first() -> None:
    voices = assign_voices(say("x", "y", "z", "y"))
    assert voices == {1: Voice("A", 1), 0: Voice("B", 2), 2: Voice("C", 3)}


def test_colours_begin_again_with_another_line_and_letters_go_on() -> None:
    names = [f"speaker {number}" for number in range(60)]
    voices = list(assign_voices(say(*names)).values())
    assert voices[COLOURS] == Voice("G", 1, LINES[1])
    assert voices[2 * COLOURS] == Voice("M", 1, LINES[2])
    assert len({voice.letter for voice in voices}) == 60
    assert voices[25].letter == "Z"
    assert voices[26].letter == "AA"
    looks = [(voice.colour, voice.line) for voice in voices if voice.colour]
    assert len(set(looks)) == len(looks) == COLOURS * len(LINES)
    assert voices[-1].colour == 0


def test_a_rejected_quotation_counts_for_nothing() -> None:
    class Rejected:
        rejected = True
        speakers = (SpeakerName(9, "nobody"),)

    assert assign_voices([cast(QuotationRecord, Rejected())]) == {}
