"""One document as the extractor sees it: quoted regions, statements among them, candidates around them."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes.document import Document, Sentence
from quotes.extract.candidate import Candidate
from quotes.extract.direct import Segment, is_statement, segment_paragraph
from quotes.extract.frames import find_candidates
from quotes.extract.lexicon import QUOTED, Lexicon, Use
from quotes.model import Span
from quotes.quotation_marks import QuotedRegion, regions_of

# What follows an unclosed quotation is the article's own voice again from the first sentence that
# reports somebody with at least this probability.
MIN_END_PROBABILITY = 0.5

# A content that begins with so many words before its quotation is no bare quotation.
MIN_OWN_WORDS = 4

# Frames of a clause that reports what stands before it.
_BEHIND = ("zero<", "ccomp<", "parataxis")
_OWN_VOICE = ("i", "we", "you")


class Reading:
    """Regions and segments of a document, worked out once.

    regions   every quoted region, as the marks stand
    outer     outermost regions of double marks and guillemets, and of single marks that hold statements;
              an unclosed one ends before the article's own voice comes back
    """

    def __init__(self, doc: Document, lexicon: Lexicon | None = None) -> None:
        self.doc = doc
        self.regions = regions_of(doc)
        self.outer: list[QuotedRegion] = []
        self._statements: set[int] = set()
        self._segments: dict[int, list[Segment]] = {}
        self._marked: list[int] = []  # paragraphs with regions
        followed = {r.span.start for r in self.regions if r.continues}
        rows: dict[int, list[QuotedRegion]] = {}
        end = -1
        for region in self.regions:
            if region.span.start < end:
                continue
            if not region.closed and lexicon:
                paragraph = doc.paragraph_at(region.span.start)
                continued = (
                    paragraph + 1 < len(doc.paragraphs)
                    and doc.paragraphs[paragraph + 1].span.start in followed
                )
                region = region if continued else self._trim(region, lexicon)
            rows.setdefault(doc.paragraph_at(region.span.start), []).append(region)
            end = region.span.end
        for number in sorted(rows):
            self._add_paragraph(number, rows[number])
        self._starts = [r.span.start for r in self.outer]

    def _add_paragraph(self, number: int, regions: list[QuotedRegion]) -> None:
        segments = segment_paragraph(self.doc, number, regions)
        if any(region.style == "single" for region in regions):
            kept = []
            for before, here, after in zip(segments[::2], segments[1::2], segments[2::2], strict=False):
                region = here.region
                assert region is not None
                if region.style != "single" or is_statement(self.doc.text, region, before, after):
                    kept.append(region)
            segments = segment_paragraph(self.doc, number, kept)
        for before, here, after in zip(segments[::2], segments[1::2], segments[2::2], strict=False):
            region = here.region
            assert region is not None
            self.outer.append(region)
            if is_statement(self.doc.text, region, before, after):
                self._statements.add(region.span.start)
        self._segments[number] = segments
        self._marked.append(number)

    def segments_of(self, paragraph: int) -> list[Segment]:
        """A paragraph as quoted regions and what stands between them."""
        if paragraph not in self._segments:
            self._segments[paragraph] = segment_paragraph(self.doc, paragraph, ())
        return self._segments[paragraph]

    def _trim(self, region: QuotedRegion, lexicon: Lexicon) -> QuotedRegion:
        """End an unclosed region where the article's own voice comes back.

        That is before its first clause that reports what stands ahead of it (", she said"), or before its
        first sentence that reports somebody.
        """
        last = None
        for sentence in self.doc.sentences_of(self.doc.paragraph_at(region.span.start)):
            if sentence.span.end <= region.span.start:
                continue
            if sentence.span.start >= region.span.end:
                break
            reports = [
                c
                for c in find_candidates(self.doc, sentence)
                if c.source is not None
                and sentence[c.source].text.lower() not in _OWN_VOICE
                and lexicon.probability(use_of(c)) >= MIN_END_PROBABILITY
            ]
            if last is not None and reports:
                return _cut(region, last.span.end)
            behind = [c for c in reports if c.frame in _BEHIND and c.content and max(c.content) < min(c.cue)]
            if last is None and behind:
                token = max(behind[0].content)
                end = sentence[token].span.end
                comma = sentence[token + 1] if token + 1 < len(sentence) else None
                return _cut(region, comma.span.end if comma and comma.text == "," else end)
            last = sentence
        return region

    def is_statement(self, region: QuotedRegion) -> bool:
        """True when an outer region holds a statement, not a name or a scare quote."""
        return region.span.start in self._statements

    def region_at(self, offset: int) -> QuotedRegion | None:
        """The outer region that holds a character."""
        index = bisect.bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.outer[index].span.end:
            return self.outer[index]
        return None

    def regions_in(self, span: Span) -> list[Span]:
        """Spans of the outer regions that share a character with a span, in order."""
        first = max(0, bisect.bisect_right(self._starts, span.start) - 1)
        last = bisect.bisect_left(self._starts, span.end)
        return [region.span for region in self.outer[first:last] if region.span.overlaps(span)]

    def is_quoted(self, offset: int) -> bool:
        """True for a character inside an outer region that holds a statement."""
        region = self.region_at(offset)
        return region is not None and self.is_statement(region)

    def candidates(self, sentence: Sentence) -> Iterator[Candidate]:
        """Candidates of a sentence; the context of a cue inside a quoted statement says so.

        Contents that are a quoted statement are left to the rules for direct quotations.
        """
        if not self.regions_in(sentence.span):
            yield from (c for c in find_candidates(self.doc, sentence) if c.content or c.frame == "ccomp")
            return
        quoted = [self.is_quoted(token.span.start) for token in sentence]
        for candidate in find_candidates(self.doc, sentence):
            if quoted[candidate.head]:
                yield replace(candidate, context=QUOTED)
            elif 2 * sum(quoted[i] for i in candidate.content) < len(candidate.content) or (
                candidate.frame == "ccomp" and not any(quoted[i] for i in candidate.content[:MIN_OWN_WORDS])
            ):
                yield candidate

    def statements(self) -> Iterator[tuple[int, Sequence[Segment], int]]:
        """(paragraph, its segments, index of the region among them) of every quoted statement."""
        for number in self._marked:
            segments = self._segments[number]
            for index in range(1, len(segments), 2):
                region = segments[index].region
                if region is not None and self.is_statement(region):
                    yield number, segments, index


def read_marks(doc: Document) -> Reading:
    """A document with every region as its marks stand, made once."""
    return doc.once(Reading)


def read_voices(doc: Document, lexicon: Lexicon) -> Reading:
    """A document whose unclosed regions end where the article's own voice comes back."""
    if all(region.closed for region in regions_of(doc)):
        return read_marks(doc)
    return Reading(doc, lexicon)


def _cut(region: QuotedRegion, end: int) -> QuotedRegion:
    """A region that ends earlier; as it is when nothing would be left of it."""
    if region.inner is None or not region.inner.start < end < region.span.end:
        return region
    start = region.inner.start
    return replace(region, span=Span(region.span.start, end), inner=Span(start, end))


def use_of(candidate: Candidate) -> Use:
    """What the lexicon knows a candidate by."""
    return Use(candidate.lemma, candidate.pos, candidate.frame, candidate.source_class, candidate.context)
