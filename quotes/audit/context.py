"""What every rule of the audit looks at, worked out once an article."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from quotes.audit.acquaintance import NOBODY, Acquaintance, Acquaintances
from quotes.audit.names import NameInventory, read_names
from quotes.audit.slips import Slip, find_slips
from quotes.document import Document, Paragraph, ParagraphKind, Sentence
from quotes.model import Analysis, Attribution, Resolution, Span, join_spans
from quotes.places import SpanIndex
from quotes.quotation_marks import QuotedRegion, regions_of

# Longest piece of an article that a message quotes, in characters; a longer one is cut between words.
MAX_QUOTED_CHARACTERS = 80

T = TypeVar("T")


@dataclass(frozen=True)
class AuditContext:
    """A parsed article with its analysis. The offsets of both point into the same text.

    acquaintances  answers what other articles tell of a name
    """

    doc: Document
    analysis: Analysis
    acquaintances: Acquaintances = NOBODY

    @property
    def text(self) -> str:
        """The article's text."""
        return self.doc.text

    @cached_property
    def names(self) -> NameInventory:
        """Every place where the article uses a name."""
        return read_names(self.doc)

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """Every spelling that looks like a slip for another name of the article."""
        return find_slips(self.names, self.text)

    @cached_property
    def acquainted(self) -> Mapping[str, tuple[Acquaintance, ...]]:
        """What other articles tell of the surnames of all sources, asked once an article."""
        sources = (span for _, attribution, _ in self.attributed for span in attribution.source)
        surnames = {use.last for span in sources for use in self.names.overlapping(span)}
        return self.acquaintances.people(surnames) if surnames else {}

    @cached_property
    def regions(self) -> tuple[QuotedRegion, ...]:
        """Every stretch inside quotation marks."""
        return regions_of(self.doc)

    @cached_property
    def quoted(self) -> SpanIndex[QuotedRegion]:
        """The same, to be asked for those around a place."""
        return SpanIndex((region.span, region) for region in self.regions)

    @cached_property
    def by_content(self) -> SpanIndex[int]:
        """Positions of the attributions by their contents."""
        return SpanIndex((span, index) for index, item, _ in self.attributed for span in item.content)

    @cached_property
    def _found(self) -> dict[object, object]:
        return {}

    def once(self, find: "Callable[[AuditContext], T]") -> T:
        """What a rule finds in this analysis, worked out when it is first asked for and then kept."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast(T, self._found[find])

    @cached_property
    def contents(self) -> tuple[Span, ...]:
        """Everything that is credited to somebody, merged and sorted."""
        return join_spans(span for item in self.analysis.attributions for span in item.attribution.content)

    @cached_property
    def credited(self) -> tuple[Span, ...]:
        """Everything in quotation marks or credited to somebody, merged and sorted."""
        return join_spans((*self.contents, *(region.span for region in self.regions)))

    def is_credited(self, span: Span) -> bool:
        """True when a span shares a character with anything in quotation marks or credited to somebody."""
        index = bisect_left(self.credited, span.end, key=lambda each: each.start) - 1
        return index >= 0 and self.credited[index].overlaps(span)

    @cached_property
    def content_starts(self) -> Mapping[int, int]:
        """Position of the first attribution whose content begins at a character."""
        return {item.content[0].start: index for index, item, _ in reversed(self.attributed)}

    @cached_property
    def attributed(self) -> tuple[tuple[int, Attribution, Resolution], ...]:
        """Position (0-based), attribution and resolution of each attribution, in order."""
        return tuple(
            (index, item.attribution, item.resolution)
            for index, item in enumerate(self.analysis.attributions)
        )

    def paragraph(self, offset: int) -> Paragraph | None:
        """The paragraph that a character stands in, None outside all of them."""
        index = self.doc.paragraph_at(offset)
        if index < 0:
            return None
        paragraph = self.doc.paragraphs[index]
        return paragraph if offset < paragraph.span.end else None

    def in_body(self, offset: int) -> bool:
        """True when a character stands in running text, not in a headline or the title of a section."""
        paragraph = self.paragraph(offset)
        return paragraph is not None and paragraph.kind is ParagraphKind.BODY

    def quote(self, span: Span, *, limit: int = MAX_QUOTED_CHARACTERS) -> str:
        """The words of a span inside quotation marks, on one line, cut between words when long."""
        return quote_words(span.text(self.text), limit=limit)


def quote_words(words: str, *, limit: int = MAX_QUOTED_CHARACTERS) -> str:
    """Words inside curly quotation marks; marks around them go, inner ones become single."""
    line = " ".join(words.split())
    line = line.strip('“”„"«»') or line
    if len(line) > limit:
        cut = line[:limit]
        line = (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–—-") + " …"
    return f"“{line.translate(_INNER_MARKS)}”"


_INNER_MARKS = str.maketrans({"“": "‘", "”": "’", '"': "'", "„": "‚", "«": "‹", "»": "›"})


def count_words(number: int, one: str, many: str = "") -> str:
    """ "one statement", "2 statements": a number with its noun."""
    return f"one {one}" if number == 1 else f"{number} {many or one + 's'}"


def count_times(number: int) -> str:
    """ "once", "twice", "5 times"."""
    return {1: "once", 2: "twice", 3: "three times"}.get(number, f"{number} times")


def join_words(words: Sequence[str], last: str) -> str:
    """ "A, B and C": words with commas and a conjunction before the last."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def find_heads(doc: Document, span: Span) -> tuple[tuple[Sentence, int], ...]:
    """Tokens of a span that hang on nothing inside it, and those that "and" joins to them."""
    inside = doc.tokens_in(span)
    places = {(sentence.index, i) for sentence, i in inside}
    heads = tuple((sentence, i) for sentence, i in inside if (sentence.index, sentence[i].head) not in places)
    joined = tuple(
        (sentence, child)
        for sentence, i in heads
        for child in sentence.children(i, "conj")
        if (sentence.index, child) in places
    )
    return heads + joined
