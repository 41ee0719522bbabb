"""Who is drawn how on the page of an article.

Each speaker gets a letter, and a colour and a kind of line to go with it. The letter alone tells who it is:
nothing is said by colour alone. The colours themselves stand in the style sheet.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count, product
from string import ascii_uppercase

from quotes.records import QuotationRecord

# Colours that people who see no red, no green or no blue can tell apart, on paper as well as by night;
# `tests/reports/test_report_colours.py` measures it. A seventh would be too near to one of them.
COLOURS = 6

# After the last colour they begin again, with another line under the words.
LINES = ("", "dashed", "dotted")


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker in one article.

    letter  "A" for whom it quotes most, then "B" ... "Z", "AA" ...; "" for what is credited to nobody by name
    colour  number of the colour, from 1; 0 for nobody, and for those whom no colour and line are left for
    line    the line under the words; "" for a plain one
    """

    letter: str = ""
    colour: int = 0
    line: str = ""


NOBODY = Voice()


def assign_voices(records: Iterable[QuotationRecord]) -> dict[int, Voice]:
    """The voice of each speaker of an article by number, most quotations first, then in order of the text.

    records  in the order of the text; rejected ones count for nothing
    """
    counts = Counter(speaker.id for record in records if not record.rejected for speaker in record.speakers)
    looks = chain(product(LINES, range(1, COLOURS + 1)), (("", 0) for _ in count()))
    return {
        speaker: Voice(letter, colour, line)
        for (speaker, _), letter, (line, colour) in zip(counts.most_common(), _letters(), looks, strict=False)
    }


def write_css(voice: Voice) -> str:
    """Class names of a speaker's letter."""
    return f"w{voice.colour} {voice.line}".strip()


def _letters() -> Iterable[str]:
    for length in count(1):
        yield from map("".join, product(ascii_uppercase, repeat=length))
