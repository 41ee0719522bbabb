"""Links to words of a page: text fragments, after the draft of the Web Incubator Community Group.

https://wicg.github.io/scroll-to-text-fragment/: `#:~:text=[prefix-,]textStart[,textEnd][,-suffix]`. A browser
looks for the first place of the page that fits, whatever the case of its letters, from the beginning of a
word to the end of one. Start and end have to lie within one paragraph each.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from quotes.addresses import accept_url
from quotes.model import Span

# A longer passage is named by its first and its last words: the address stays short enough to be passed on.
MOST_WORDS = 10
# Words at each end of a longer passage, to begin with.
END_WORDS = 4
# Words before and after it that are tried, to tell it from other places with the same words.
CONTEXT_WORDS = (2, 4, 8)

# A word with the marks inside it: "don't", "5,000". Not those around it: a page may write them otherwise than
# the text that was taken from it.
_WORD = re.compile(r"\w+(?:[^\w\s]+\w+)*")
_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Fragment:
    """The parts of a text fragment; what is "" is left out. White space in them is single spaces."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def write(self) -> str:
        """What stands in an address after `#:~:`."""
        parts = [f"{_encode(self.prefix)}-"] if self.prefix else []
        parts.append(_encode(self.start))
        parts += [_encode(self.end)] if self.end else []
        parts += [f"-{_encode(self.suffix)}"] if self.suffix else []
        return "text=" + ",".join(parts)


class FragmentMaker:
    """Makes fragments for passages of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = [Span(found.start(), found.end()) for found in _WORD.finditer(text)]
        self._starts = [word.start for word in self._words]
        self._ends = [word.end for word in self._words]
        self._folded = [text[word.start : word.end].casefold() for word in self._words]
        self._places: dict[str, list[int]] = {}
        for index, word in enumerate(self._folded):
            self._places.setdefault(word, []).append(index)

    def make(self, span: Span) -> Fragment | None:
        """The fragment that leads to a passage: whole words, as few as tell it from all earlier places.

        span  code points into the text
        None where the passage has no word. Where the very same words stand before it with the same words
        around them, it leads there.
        """
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end) - 1
        if first > last:
            return None
        for ends, before, after in self._plans(first, last):
            if self._is_first(first, last, ends, before, after):
                break
        return self._cut(first, last, ends, before, after)

    def _plans(self, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """What may be told of a passage, the shortest first: words at both ends (0: all), before, after."""
        count = last - first + 1
        whole = count <= MOST_WORDS and not self._breaks(first, last)
        for ends in (0,) if whole else (END_WORDS, 2 * END_WORDS):
            yield ends, 0, 0
        longest = 0 if whole else 2 * END_WORDS
        for context in CONTEXT_WORDS:
            yield longest, context, 0
            yield longest, 0, context
            yield longest, context, context

    def _breaks(self, first: int, last: int) -> bool:
        return bool(_BREAK.search(self._text, self._words[first].start, self._words[last].end))

    def _head(self, first: int, last: int, ends: int) -> int:
        """The last of the words at the beginning: they do not run into another paragraph."""
        head = last if not ends else min(first + ends - 1, (first + last) // 2)
        while head > first and self._breaks(first, head):
            head -= 1
        return head

    def _tail(self, last: int, ends: int, head: int) -> int:
        """The first of the words at the end; after `last` where the beginning is all there is."""
        if head == last:
            return last + 1
        tail = max(last - ends + 1 if ends else last, head + 1)
        while tail < last and self._breaks(tail, last):
            tail += 1
        return tail

    def _before(self, first: int, words: int) -> int:
        """The first of the words before a passage."""
        begin = max(first - words, 0)
        while begin < first - 1 and self._breaks(begin, first - 1):
            begin += 1
        return begin

    def _after(self, last: int, words: int) -> int:
        """The last of the words after a passage."""
        end = min(last + words, len(self._words) - 1)
        while end > last + 1 and self._breaks(last + 1, end):
            end -= 1
        return end

    def _cut(self, first: int, last: int, ends: int, before: int, after: int) -> Fragment:
        head = self._head(first, last, ends)
        tail = self._tail(last, ends, head)
        begin, end = self._before(first, before), self._after(last, after)
        return Fragment(
            start=self._join(first, head),
            end=self._join(tail, last) if tail <= last else "",
            prefix=self._join(begin, first - 1) if before and begin < first else "",
            suffix=self._join(last + 1, end) if after and end > last else "",
        )

    def _join(self, first: int, last: int) -> str:
        return " ".join(self._text[self._words[first].start : self._words[last].end].split())

    def _is_first(self, first: int, last: int, ends: int, before: int, after: int) -> bool:
        """True when no earlier place of the text has these words."""
        head = self._head(first, last, ends)
        tail = self._tail(last, ends, head)
        begin = self._before(first, before) if before else first
        end = self._after(last, after) if after else last
        # Where the passage has two ends, the words at its end and after it must stand nowhere between.
        if tail <= last:
            return self._find(begin, head, 0) == begin and self._find(tail, end, head + 1) == tail
        return self._find(begin, end, 0) == begin

    def _find(self, first: int, last: int, start: int) -> int:
        """The first place from a word on where the words from `first` to `last` stand."""
        wanted = self._folded[first : last + 1]
        places = self._places[wanted[0]]
        for place in places[bisect_left(places, start) :]:
            if self._folded[place : place + len(wanted)] == wanted:
                return place
        return -1


def link_to_words(url: str, fragment: Fragment | None) -> str:
    """A web address with a text fragment; "" when it is no plain web address."""
    address = accept_url(url)
    if not address or fragment is None:
        return address
    return f"{address}{'' if '#' in address else '#'}:~:{fragment.write()}"


def _encode(words: str) -> str:
    """Percent-encoded, the hyphen, comma and ampersand that the fragment has its own use for too."""
    return quote(words, safe="", errors="replace").replace("-", "%2D")
