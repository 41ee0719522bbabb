"""The lines of printed pages become paragraphs again, without what runs along the edges."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

from quotes.lexicon import load_words

# Headers, footers and page numbers stand in this share of a page's height, above and below.
MARGIN = 0.12
# Lines further apart than so many times what is usual for letters of their size belong to two paragraphs.
# Word processors set 1.5 times, browsers 1.9.
GAP = 1.3
# What is usual is told by the narrower lines: this share of them is nearer to each other.
NARROW = 0.2
# What is usual where there are too few lines to tell it, in sizes of their letters.
USUAL_LEADING = 1.25
FEW_LINES = 3
# Letters this much larger or smaller are another kind of text: a headline, a caption.
OTHER_SIZE = 1.15
# The first line of a paragraph is set in by so much, in sizes of its letters; more than that is a table.
INDENT = (0.6, 6.0)
# A headline has letters this much larger than most of the text, and stands among the first paragraphs.
HEADLINE_SIZE = 1.2
HEADLINE_PARAGRAPHS = 6
HEADLINE_WORDS = 3
HEADLINE_CHARACTERS = 200

# Shorter rests of a word are endings, as in "high-er" and "hard-ly".
SHORTEST_REST = 3

# Signs that begin an entry of a list, which is a paragraph.
BULLETS = "•‣◦▪●■"

_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page|p\.?|seite)?\s*\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)
# What browsers print along the edges: the time and the title, the address and the page.
_PRINTED = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}, \d{1,2}:\d{2}.*|(?:https?|file)://\S+(?: \d+/\d+)?")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])$")
_LIGATURES = {
    ord(one): many for one, many in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Controls and halves of characters, which come of fonts that do not tell their letters: no store takes them.
_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where it begins, from the lower left corner, and its letters' size, in points."""

    x: float
    y: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in the order in which they were written; its height in points."""

    height: float
    lines: tuple[Line, ...]

    @classmethod
    def from_json(cls, page: Any) -> Self:
        """A page as `quotes.ingest.pdf.pages` gives it; what no text can hold becomes U+FFFD."""
        return cls(
            page["height"],
            tuple(
                Line(x, y, size, _NO_LETTER.sub(_UNKNOWN, words.translate(_LIGATURES)))
                for x, y, size, words in page["lines"]
            ),
        )

    def is_edge(self, line: Line) -> bool:
        """True where headers and footers stand."""
        return not MARGIN * self.height <= line.y <= (1 - MARGIN) * self.height


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together; the size of its first letters in points, and its page, from 0."""

    text: str
    size: float
    page: int


def join_lines(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of some pages, without what stands on their edges on several."""
    kept = list(_drop_running_lines(pages))
    leading = _measure_leading(kept)
    words = Counter(word.casefold() for _, line in kept for word in _WORD.findall(line.text))
    paragraphs: list[Paragraph] = []
    last: tuple[int, Line] | None = None
    for number, line in kept:
        if last is not None and _goes_on(last, (number, line), leading):
            before = paragraphs.pop()
            text = _join(before.text, line.text, words)
            paragraphs.append(Paragraph(text, before.size, before.page))
        else:
            paragraphs.append(Paragraph(line.text, line.size, number))
        last = number, line
    return paragraphs


def find_title(paragraphs: Sequence[Paragraph]) -> int | None:
    """The place of the paragraph that is set as a headline; None where none is."""
    letters: Counter[float] = Counter()
    for paragraph in paragraphs:
        letters[paragraph.size] += len(paragraph.text)
    usual = letters.most_common(1)[0][0]
    for place, paragraph in enumerate(paragraphs[:HEADLINE_PARAGRAPHS]):
        if (
            paragraph.page == 0
            and paragraph.size >= HEADLINE_SIZE * usual
            and len(paragraph.text.split()) >= HEADLINE_WORDS
            and len(paragraph.text) <= HEADLINE_CHARACTERS
        ):
            return place
    return None


def _drop_running_lines(pages: Sequence[Page]) -> Iterator[tuple[int, Line]]:
    """Every line with the number of its page, without headers, footers and page numbers."""
    on_pages: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for line in page.lines:
            if page.is_edge(line):
                on_pages[_repeats(line)].add(number)
    for number, page in enumerate(pages):
        for line in page.lines:
            runs = page.is_edge(line) and (
                len(on_pages[_repeats(line)]) > 1
                or _PAGE_NUMBER.fullmatch(line.text)
                or _PRINTED.fullmatch(line.text)
            )
            if not runs:
                yield number, line


def _repeats(line: Line) -> tuple[str, int]:
    """What is the same wherever a line stands again. A headline is larger than a header with its words."""
    return re.sub(r"\d+", "#", line.text), round(line.size)


def _measure_leading(lines: Iterable[tuple[int, Line]]) -> dict[int, float]:
    """How far lines of one paragraph are apart, in points, by the size of their letters."""
    distances: defaultdict[int, list[float]] = defaultdict(list)
    for (page, line), (next_page, following) in pairwise(lines):
        down = line.y - following.y
        alike = page == next_page and round(line.size) == round(following.size)
        if alike and 0.5 * line.size < down < 3 * line.size:
            distances[round(line.size)].append(down)
    return {
        size: sorted(found)[int(NARROW * len(found))]
        for size, found in distances.items()
        if len(found) >= FEW_LINES
    }


def _goes_on(last: tuple[int, Line], this: tuple[int, Line], leading: dict[int, float]) -> bool:
    """True where a line belongs to the paragraph of the line before it."""
    (last_page, before), (page, line) = last, this
    finished = _SENTENCE_END.search(before.text) is not None
    down = before.y - line.y
    if page == last_page and abs(down) < 0.3 * line.size:
        return True  # on one line, with a gap between
    small, large = sorted((before.size, line.size))
    if large > OTHER_SIZE * small or line.text[0] in BULLETS:
        return False
    if page != last_page or down < 0:  # another page, another column
        return not finished
    if down > GAP * leading.get(round(line.size), USUAL_LEADING * line.size):
        return not finished and line.text[0].islower()
    indent = (line.x - before.x) / line.size if line.size else 0.0
    return not (finished and INDENT[0] <= indent <= INDENT[1])


def _join(before: str, after: str, words: Counter[str]) -> str:
    """Two lines of a paragraph as one, a word that was parted whole again.

    words  how often the article has each word, with its hyphens
    """
    found = _HYPHEN.search(before)
    if not found or not after[:1].isalnum():
        return f"{before} {after}"
    first, hyphen = found.groups()
    match = _WORD.match(after)
    if hyphen != "\u00ad" and _keeps_hyphen(first, match[0] if match else "", words):
        return before + after
    return before[: -len(hyphen)] + after


def _keeps_hyphen(first: str, rest: str, words: Counter[str]) -> bool:
    if not rest[:1].islower():  # Anglo-American, COVID-19
        return True
    whole, parted = words[(first + rest).casefold()], words[f"{first}-{rest}".casefold()]
    if whole or parted:
        return parted > whole
    is_ending = len(rest) < SHORTEST_REST or rest in load_words("endings.txt")
    return first.casefold() in load_words("hyphenated.txt") and not is_ending
