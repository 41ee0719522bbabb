"""What somebody types to search for, read. Every text has a meaning or is refused in plain words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.errors import DataError
from quotes.model import Span, join_spans
from quotes.store.search.words import list_words

# More words than this are no search, and databases have limits of their own.
MOST_TERMS = 50
MOST_WORDS = 200

_MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_TERM = re.compile(r'(?P<no>-?)"(?P<phrase>[^"]*)(?:"(?P<cut>\*?)|$)|(?P<word>[^\s"]+)')
_REMEDY = (
    'give a word or several; "in quotation marks" they stand side by side, word* is a beginning,'
    " -word must not be there"
)


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words side by side; of the last its beginning is enough when it is `cut`."""

    words: tuple[str, ...]
    cut: bool = False

    def fits(self, words: Sequence[str]) -> bool:
        """True when as many words are these."""
        if self.cut:
            return words[-1].startswith(self.words[-1]) and tuple(words[:-1]) == self.words[:-1]
        return tuple(words) == self.words


@dataclass(frozen=True, slots=True)
class Query:
    """What must be there, all of it, and what must not."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()

    def find(self, text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Where the wanted words stand in some parts of a text, in order; words side by side are one."""
        places = [place for span in spans for place in list_words(text, span.start, span.end)]
        found: set[Span] = set()
        for term in self.wanted:
            size = len(term.words)
            for at in range(len(places) - size + 1):
                run = places[at : at + size]
                if term.fits([place.folded for place in run]):
                    found.update(_cut(Span(run[0].start, run[-1].end), spans))
        return join_spans(found)


def parse_query(words: str) -> Query:
    """Read what was typed; raises DataError where it asks for nothing or for too much."""
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    for match in _TERM.finditer(words.translate(_MARKS)):
        term, no = _read_term(match)
        if term.words:
            (unwanted if no else wanted)[term] = None
    if not wanted:
        reason = "the search asks only for what must not be there" if unwanted else "no word to search for"
        raise DataError(f"{reason}: {words[:80]!r}", remedy=_REMEDY)
    terms = [*wanted, *unwanted]
    if len(terms) > MOST_TERMS or sum(len(term.words) for term in terms) > MOST_WORDS:
        raise DataError(
            f"the search has too many words: {words[:80]!r}...",
            remedy="give a few that tell the quotation; `quotes verify` compares whole passages",
        )
    return Query(tuple(wanted), tuple(unwanted))


def _read_term(match: re.Match[str]) -> tuple[Term, bool]:
    word = match["word"]
    if word is None:
        return Term(_fold(match["phrase"]), bool(match["cut"])), bool(match["no"])
    no = word.startswith("-")
    return Term(_fold(word), word.rstrip(".,;:!?)").endswith("*")), no


def _fold(words: str) -> tuple[str, ...]:
    return tuple(place.folded for place in list_words(words))


def _cut(found: Span, spans: Sequence[Span]) -> list[Span]:
    """What of a span stands in each of some others."""
    return [
        Span(max(found.start, span.start), min(found.end, span.end)) for span in spans if span.overlaps(found)
    ]
