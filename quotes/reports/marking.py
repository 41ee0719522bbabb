"""Turns texts and their attributions into pieces that a template can print one after the other."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from quotes.model import Attribution, Span
from quotes.reports.blocks import split_blocks
from quotes.reports.colours import Voice
from quotes.reports.contexts import Piece, Ref
from quotes.reports.segments import Mark, Role, Segment, split_segments
from quotes.reports.wording import ELLIPSIS

# Class names in the style sheet.
CSS = {Role.SOURCE: "s", Role.CUE: "q", Role.CONTENT: "c", Role.FLAG: "f"}

NO_VOICES: Mapping[int, Voice] = {}

# A content inside a content inside a content looks as the third does, however deep it is.
MAX_DEPTH = 3

# Beside a quotation, this many characters of its paragraph are shown before its first and after its last
# part. Most paragraphs of news are shorter and stand whole; a text without line breaks stays readable.
CONTEXT_MARGIN = 600


@dataclass(frozen=True, slots=True)
class Anchored:
    """A small link and the character that it stands before."""

    position: int
    ref: Ref


@dataclass(frozen=True, slots=True)
class Window:
    """A part of an article's text. `start` is its place in the article: code points."""

    text: str
    start: int = 0

    def words(self, spans: Iterable[Span]) -> str:
        """The words of those spans that lie in this part, joined by an ellipsis."""
        inside = (s for s in spans if self.start <= s.start and s.end <= self.start + len(self.text))
        return f" {ELLIPSIS} ".join(self.text[s.start - self.start : s.end - self.start] for s in inside)


def mark_attribution(attribution: Attribution, number: int) -> tuple[Mark, ...]:
    """The marks of one attribution's source, cue and content."""
    roles = (
        (Role.SOURCE, attribution.source),
        (Role.CUE, attribution.cue),
        (Role.CONTENT, attribution.content),
    )
    return tuple(Mark(span, role, number) for role, spans in roles for span in spans)


def make_piece(
    segment: Segment,
    refs: tuple[Ref, ...] = (),
    *,
    voices: Mapping[int, Voice] = NO_VOICES,
    numbered: bool = True,
) -> Piece:
    """One segment as a piece: class names, a title in words, the attributions it belongs to.

    voices    how the speaker of each attribution is drawn; without it all are drawn alike
    numbered  False where there is one attribution alone, so that its number says nothing
    """
    roles = [mark.role for mark in segment.marks]
    css = [CSS[role] for role in Role if role in roles]
    depth = min(roles.count(Role.CONTENT), MAX_DEPTH)
    if depth > 1:
        css.append(f"c{depth}")
    # The longer one is the outer one.
    spoken = sorted(
        (mark for mark in segment.marks if mark.role is not Role.FLAG),
        key=lambda mark: (-len(mark.span), mark),
    )
    css += _voice_classes(spoken, voices)
    words = [f"{mark.role} of {mark.number}" if numbered else str(mark.role) for mark in spoken]
    if Role.FLAG in roles:
        words.append("flagged")
    numbers = " ".join(dict.fromkeys(str(mark.number) for mark in spoken))
    return Piece(segment.text, " ".join(css), ", ".join(words), numbers if numbered else "", refs)


def _voice_classes(spoken: Sequence[Mark], voices: Mapping[int, Voice]) -> list[str]:
    """Class names for the colours of some marks, the outermost first.

    Each content has a line of its own under the words, the outermost one the nearest (`a`, `b`, `d`), and the
    innermost lends its tint (`t`); sources and cues are underlined (`w`).
    """
    contents = [voices[mark.number] for mark in spoken if mark.role is Role.CONTENT and mark.number in voices]
    names = [f"{slot}{voice.colour}" for slot, voice in zip("abd", contents, strict=False)]
    if contents:
        names += [f"t{contents[-1].colour}", *filter(None, [contents[0].line])]
    others = [
        voices[mark.number] for mark in spoken if mark.role is not Role.CONTENT and mark.number in voices
    ]
    return names + ([f"w{others[-1].colour}"] if others else [])


def mark_paragraphs(
    text: str,
    blocks: Sequence[Span],
    marks: Sequence[Mark],
    anchored: Sequence[Anchored],
    voices: Mapping[int, Voice] = NO_VOICES,
) -> tuple[tuple[Piece, ...], ...]:
    """Pieces of each paragraph of a text.

    blocks    the paragraphs: sorted, apart from each other
    marks     of the whole text, in any order
    anchored  small links; one that stands between paragraphs goes to the next, or to the end of the last
    voices    how the speaker of each attribution is drawn, by the attribution's number
    """
    return tuple(
        _mark_block(text, block, own_marks, own_refs, voices)
        for block, own_marks, own_refs in zip(
            blocks, _marks_by_block(blocks, marks), _refs_by_block(blocks, anchored), strict=True
        )
    )


def _mark_block(
    text: str,
    block: Span,
    marks: Sequence[Mark],
    refs: Mapping[int, tuple[Ref, ...]],
    voices: Mapping[int, Voice],
) -> tuple[Piece, ...]:
    # A link stands before its character: cut there even where no mark begins.
    pieces = [
        make_piece(segment, refs.get(segment.span.start, ()), voices=voices)
        for segment in split_segments(text, marks, block, cuts=refs)
    ]
    if block.end in refs:
        pieces.append(Piece("", refs=refs[block.end]))
    return tuple(pieces)


def _marks_by_block(blocks: Sequence[Span], marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks that touch each paragraph. A content may run over several."""
    found: list[list[Mark]] = [[] for _ in blocks]
    first = 0
    for mark in sorted(marks):
        while first < len(blocks) and blocks[first].end <= mark.span.start:
            first += 1
        for index in range(first, len(blocks)):
            if blocks[index].start >= mark.span.end:
                break
            found[index].append(mark)
    return found


def find_block(blocks: Sequence[Span], position: int) -> int:
    """Index of the paragraph that holds a character, or that comes next; the last one at the end."""
    return min(bisect_right(blocks, position, key=lambda block: block.end), len(blocks) - 1)


def _refs_by_block(blocks: Sequence[Span], anchored: Sequence[Anchored]) -> list[dict[int, tuple[Ref, ...]]]:
    found: list[dict[int, tuple[Ref, ...]]] = [{} for _ in blocks]
    if blocks:
        for item in anchored:
            index = find_block(blocks, item.position)
            position = min(max(item.position, blocks[index].start), blocks[index].end)
            found[index][position] = (*found[index].get(position, ()), item.ref)
    return found


def mark_passage(window: Window, attribution: Attribution) -> tuple[tuple[Piece, ...], ...]:
    """Pieces of the paragraphs around one attribution, cut where they run on for long.

    window  the paragraphs that hold it, as a part of the article
    """
    text = window.text
    marks = [
        replace(mark, span=Span(max(0, mark.span.start - window.start), mark.span.end - window.start))
        for mark in mark_attribution(attribution, 1)
        if mark.span.end > window.start
    ]
    shown = _limit(text, marks)
    paragraphs = []
    for block in split_blocks(text):
        start, end = max(block.start, shown.start), min(block.end, shown.end)
        if start >= end:
            continue
        pieces = [make_piece(s, numbered=False) for s in split_segments(text, marks, Span(start, end))]
        if start > block.start:
            pieces.insert(0, Piece(f"{ELLIPSIS} "))
        if end < block.end:
            pieces.append(Piece(f" {ELLIPSIS}"))
        paragraphs.append(tuple(pieces))
    return tuple(paragraphs)


def _limit(text: str, marks: Sequence[Mark]) -> Span:
    """What to show of a passage: its marks and CONTEXT_MARGIN characters around them, whole words."""
    start = min((mark.span.start for mark in marks), default=0) - CONTEXT_MARGIN
    end = max((mark.span.end for mark in marks), default=0) + CONTEXT_MARGIN
    if start > 0:
        blank = text.find(" ", start, start + CONTEXT_MARGIN)
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        blank = text.rfind(" ", end - CONTEXT_MARGIN, end)
        end = blank if blank >= 0 else end
    return Span(max(0, start), max(1, min(end, len(text))))
