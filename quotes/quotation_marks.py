"""Pairs quotation marks: which stretches of an article stand inside them.

Pure text, no model. Marks are read paragraph by paragraph with a stack, so a mark that is missing never
swallows the paragraphs behind it. Handled: straight marks, curly marks (also used the wrong way round, as
in articles that open with ”), low-9 marks („…“), guillemets both ways, the typewriter's `` and '', single
marks (told apart from apostrophes), marks inside marks, and the convention that a quotation of several
paragraphs opens each of them and closes only the last.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from quotes.document import Document, Paragraph
from quotes.model import Span

Style = Literal["double", "single", "guillemets"]

_MARK = re.compile(r"''|``|[\"“”„‟«»‹›‘’‚‛']")
_SINGLE = frozenset("'‘’‚‛")

# Two marks are a pair when they are of one family; another family is tried only when none is open.
_FAMILY = {
    '"': "straight", "``": "ticks", "''": "ticks", "“": "curly", "”": "curly", "„": "curly", "‟": "curly",
    "«": "«»", "»": "«»", "‹": "‹›", "›": "‹›",
}  # fmt: skip
_STYLE: dict[str, Style] = {"«»": "guillemets", "‹›": "guillemets"}  # every other family is "double"
_DOUBLE = ("straight", "curly", "ticks")

# A partner is looked for among so many marks. No paragraph of news has as many; a text of marks alone would
# take the square of its length.
MAX_MARKS_AHEAD = 200

# An opening mark may stand right behind these, without a blank.
_BEFORE_OPENING = frozenset("([{/—–-―‘'“\"«„=…")

# Words that begin with an apostrophe; a straight or closing single mark before them opens nothing.
_ELISION = re.compile(
    r"(?:em|til|till|tis|twas|twere|cause|cuz|round|bout|nuff|ere|n|neath|tween|kay|sup)(?![\w])|\d0s|\d\d(?!\d)",
    re.IGNORECASE,
)

# Feet and inches: 6'2", 5 foot 10".
_FEET = re.compile(r"\d\s?['’′]\s?\d{0,2}\Z")


@dataclass(frozen=True, slots=True)
class QuotedRegion:
    """One stretch inside quotation marks.

    span       with its marks
    inner      without its marks; None when nothing stands between them
    style      what kind of mark opened it
    depth      how many regions it lies in; 0 for an outermost one
    closed     False when its closing mark is missing: then it ends with its paragraph, or with the
               region around it
    continues  True when it opens a paragraph while the one before ended with a quotation still open
    """

    span: Span
    inner: Span | None
    style: Style
    depth: int
    closed: bool
    continues: bool = False


@dataclass(slots=True)
class _Open:
    """A mark that was opened and not closed yet. `until` is the place of a single mark's known partner."""

    start: int
    end: int
    glyph: str
    family: str
    until: int = -1

    @property
    def style(self) -> Style:
        return "single" if self.family == "single" else _STYLE.get(self.family, "double")


class _Stack:
    """Marks that are open, outermost first, and where the last one of each family lies."""

    def __init__(self) -> None:
        self._items: list[_Open] = []
        self._by_family: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> _Open:
        return self._items[index]

    def push(self, item: _Open) -> None:
        self._by_family.setdefault(item.family, []).append(len(self._items))
        self._items.append(item)

    def pop(self) -> _Open:
        item = self._items.pop()
        self._by_family[item.family].pop()
        return item

    def last_of(self, *families: str) -> int | None:
        """Index of the innermost mark of some families; None when none is open."""
        lasts = [found[-1] for family in families if (found := self._by_family.get(family))]
        return max(lasts) if lasts else None


def find_quoted_regions(text: str, paragraphs: Sequence[Paragraph]) -> tuple[QuotedRegion, ...]:
    """Every quoted region of the paragraphs, by start, an outer one before those inside it.

    An unclosed mark ends with its paragraph. A closing mark that nothing opened makes no region.
    """
    regions: list[QuotedRegion] = []
    before: QuotedRegion | None = None  # outermost region that the paragraph before left open
    for paragraph in paragraphs:
        found = sorted(_pair_paragraph(text, paragraph.span), key=lambda r: (r.span.start, -r.span.end))
        if found and before and found[0].span.start == paragraph.span.start:
            first = found[0]
            if first.style == before.style:
                found[0] = QuotedRegion(
                    first.span, first.inner, first.style, first.depth, first.closed, continues=True
                )
        regions.extend(found)
        before = next(
            (r for r in found if not r.closed and r.depth == 0 and r.span.end == paragraph.span.end), None
        )
    return tuple(regions)


def regions_of(doc: Document) -> tuple[QuotedRegion, ...]:
    """The quoted regions of a parsed article, found once however many stages ask."""
    return doc.once(_find_regions)


def _find_regions(doc: Document) -> tuple[QuotedRegion, ...]:
    return find_quoted_regions(doc.text, doc.paragraphs)


def _pair_paragraph(text: str, span: Span) -> Iterator[QuotedRegion]:
    """Regions of one paragraph, in the order in which they end."""
    stack = _Stack()
    marks = [m for m in _MARK.finditer(text, span.start, span.end) if not _is_inside_word(text, m, span)]
    for number, mark in enumerate(marks):
        glyph, place = mark[0], mark.start()
        # only a single mark is waited for, and no second one opens inside it
        holder = stack.last_of("single") if glyph in _SINGLE else None
        if holder is not None and stack[holder].until == place:
            yield from _close(stack, holder, place, mark.end())
        elif glyph in _SINGLE:
            until = _find_single_partner(text, marks, number, span, stack)
            if until >= 0:
                stack.push(_Open(place, mark.end(), glyph, "single", until))
        else:
            partner = _find_partner(text, mark, span, stack)
            if partner is not None:
                yield from _close(stack, partner, place, mark.end())
            elif _opens(text, mark, span, stack, is_last=number == len(marks) - 1):
                stack.push(_Open(place, mark.end(), glyph, _FAMILY[glyph]))
    if stack:
        yield from _close(stack, 0, span.end, span.end, closed=False)


def _close(
    stack: _Stack, index: int, end: int, mark_end: int, *, closed: bool = True
) -> Iterator[QuotedRegion]:
    """Take everything from `index` upwards off the stack; what lies above it was never closed."""
    for depth in range(len(stack) - 1, index - 1, -1):
        item = stack.pop()
        own = closed and depth == index
        inner = Span(item.end, end) if item.end < end else None
        yield QuotedRegion(Span(item.start, mark_end if own else end), inner, item.style, depth, own)


# ------------------------------------------------------------------ what stands around a mark
def _around(text: str, mark: re.Match[str], span: Span) -> tuple[str, str]:
    """The characters before and after a mark; "" at the edges of the paragraph."""
    before = text[mark.start() - 1] if mark.start() > span.start else ""
    after = text[mark.end()] if mark.end() < span.end else ""
    return before, after


def _is_inside_word(text: str, mark: re.Match[str], span: Span) -> bool:
    """True for an apostrophe (don't) and for a mark that a slip put between two letters."""
    before, after = _around(text, mark, span)
    return mark[0] in "'’‘" and before.isalnum() and after.isalnum()


def _is_inch(text: str, mark: re.Match[str], span: Span) -> bool:
    """True for the second mark of 6'2"."""
    lead = text[max(span.start, mark.start() - 6) : mark.start()]
    return mark[0] in ('"', "''", "”") and bool(_FEET.search(lead)) and lead[-1:].isdigit()


# ------------------------------------------------------------------ double marks and guillemets
def _fits_opening(before: str, after: str) -> bool:
    return (not before or before.isspace() or before in _BEFORE_OPENING) and bool(after.strip())


def _find_partner(text: str, mark: re.Match[str], span: Span, stack: _Stack) -> int | None:
    """Index in the stack of the mark that this one closes, None when it closes nothing."""
    glyph = mark[0]
    before, after = _around(text, mark, span)
    family = _FAMILY[glyph]
    partner = stack.last_of(family)
    if partner is None and family in _DOUBLE:
        partner = stack.last_of(*_DOUBLE)
    if partner is None or (_is_inch(text, mark, span) and _closes_later(text, mark, span)):
        return None
    opener = stack[partner].glyph
    fits = _fits_opening(before, after)
    tight = bool(before.strip())  # something stands right before it, as before any closing mark
    if glyph in ("„", "‟", "``"):
        return None
    if glyph == "“":  # closes „ and, by a slip, another “: then nothing but a closing place will do
        return partner if tight and not fits and (opener == "„" or not after.strip()) else None
    if glyph in "«‹":
        return partner if opener in "»›" else None
    if glyph in "»›":
        return partner if opener in "«‹" or tight else None
    if glyph == "”":
        return (
            None if fits and not tight and opener != "”" and _closes_later(text, mark, span, 2) else partner
        )
    # straight marks look the same both ways
    if fits and (not tight or before in "([{/=‘“«„"):
        return None
    return partner


def _closes_later(text: str, mark: re.Match[str], span: Span, count: int = 1) -> bool:
    """True when the paragraph goes on with at least `count` marks of the family that can close."""
    family, found = _FAMILY[mark[0]], 0
    for other in islice(_MARK.finditer(text, mark.end(), span.end), MAX_MARKS_AHEAD):
        if _FAMILY.get(other[0]) == family:
            before, after = _around(text, other, span)
            if _fits_opening(before, after) and not before.strip():
                return False
            found += 1
    return found >= count


def _opens(text: str, mark: re.Match[str], span: Span, stack: _Stack, *, is_last: bool) -> bool:
    """True when a mark that closes nothing opens something."""
    glyph = mark[0]
    before, after = _around(text, mark, span)
    if not after or _is_inch(text, mark, span):
        return False
    if glyph in ("“", "„", "‟", "``", "«", "‹"):
        return True
    if not after.strip():  # a loose mark between two blanks: only the first of two can open
        return not before.strip() and not is_last and stack.last_of(*_DOUBLE) is None
    if _fits_opening(before, after):
        return True
    # the blank before it is missing: said,"We will
    return after.isalnum() and not before.isdigit()


# ------------------------------------------------------------------ single marks
def _find_single_partner(
    text: str, marks: Sequence[re.Match[str]], number: int, span: Span, stack: _Stack
) -> int:
    """Place of the single mark that closes the one at `number`; -1 when that is no opening mark.

    An apostrophe behind a word ("the ministers’ talks") closes only when no better mark comes first. A
    curly opening mark that begins its paragraph may lack its partner: then it runs to the paragraph's end.
    """
    mark = marks[number]
    before, after = _around(text, mark, span)
    curly = mark[0] in "‘‚‛"
    if stack.last_of("single") is not None or not after.strip():
        return -1
    if before.strip() and before not in _BEFORE_OPENING and before not in "”":
        return -1
    if not curly and (_ELISION.match(text, mark.end()) or not (after.isalnum() or after in '[(…"“.$£€')):
        return -1
    inside_double = len(stack) > 0
    fallback, inner = -1, 0  # inner: double marks that were opened behind this one
    for other in marks[number + 1 : number + 1 + MAX_MARKS_AHEAD]:
        lead, follow = _around(text, other, span)
        if other[0] not in _SINGLE:
            inner += 1 if _fits_opening(lead, follow) else -1
            if inside_double and inner < 0:
                break
            continue
        if other[0] in "‘‚‛" or not lead.strip():
            if fallback >= 0 or (curly and other[0] in "‘‚‛"):
                break
            continue
        if follow.isalnum():
            continue
        if lead.isalnum() and lead in "sSxXzZ" and follow == " " and _starts_lower(text, other.end(), span):
            fallback = other.start() if fallback < 0 else fallback
            continue
        return other.start()
    if fallback >= 0:
        return fallback
    return span.end if curly and mark.start() == span.start and not inside_double else -1


def _starts_lower(text: str, place: int, span: Span) -> bool:
    """True when a word in small letters follows after one blank, as behind a possessive."""
    return text[place + 1 : min(place + 2, span.end)].islower()
