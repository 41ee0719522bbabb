"""Who is speaking just now: for quotations without a source and for "the interlocutor"."""

import bisect
from dataclasses import dataclass

from quotes.document import Document
from quotes.model import Attribution, Evidence, Span, SpeakerKind
from quotes.resolve.clusters import Cluster

# A source stands behind its words: so many turns may begin before the sentence of their source.
_SOURCE_BEHIND = 20
# How many paragraphs back a speaker goes on running.
REACH = 4

_OPENING = "“\"«„‘'"
_CLOSING = "”\"»“’'"


@dataclass(frozen=True, slots=True)
class Turn:
    """One attribution that has a speaker: where its words stand and who says them."""

    start: int
    end: int
    paragraph: int
    sentence: int
    cluster: Cluster
    source: Span | None
    direct: bool
    content: tuple[Span, ...]

    def holds(self, span: Span) -> bool:
        """True when a span stands inside the words of this turn."""
        return any(part.contains(span) for part in self.content)


class RunningSpeaker:
    """Turns of the article so far; asked for the one before (or after) a place."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._turns: list[Turn] = []
        # Turns that may run on, all and by kind: said inside nobody else's words, as far as is known.
        self._outer: dict[SpeakerKind | None, list[Turn]] = {}
        self._of: dict[int, list[Turn]] = {}
        self._said: dict[int, list[tuple[Span, Turn]]] = {}  # contents by sentence

    def note(self, attribution: Attribution, cluster: Cluster) -> None:
        """Take in one attribution whose speaker is known."""
        spans = attribution.spans
        start, end = spans[0].start, max(span.end for span in spans)
        source = attribution.source[0] if attribution.source else None
        first = attribution.content[0].text(self._doc.text)[:1]
        sentence = self._doc.sentence_at(source.start if source is not None else start)
        turn = Turn(
            start,
            end,
            self._doc.paragraph_at(start),
            0 if sentence is None else sentence.index,
            cluster,
            source,
            first in _OPENING,
            attribution.content,
        )
        bisect.insort(self._turns, turn, key=lambda turn: turn.start)
        for kind in (None, cluster.kind):
            bisect.insort(self._outer.setdefault(kind, []), turn, key=lambda turn: turn.start)
        bisect.insort(self._of.setdefault(cluster.number, []), turn, key=lambda turn: turn.start)
        for span in attribution.content:
            for number in self._doc.sentences_in(span):
                self._said.setdefault(number, []).append((span, turn))

    def before(self, offset: int, *, kind: SpeakerKind | None = None, reach: int = REACH) -> Turn | None:
        """The last turn that begins before a place, no further back than `reach` paragraphs."""
        paragraph = self._doc.paragraph_at(offset)
        turns = self._outer.get(kind, [])
        for number in range(self._count_before(turns, offset) - 1, -1, -1):
            turn = turns[number]
            if paragraph - turn.paragraph > reach:
                break
            if turn.source is not None and turn.source.start >= offset:
                continue
            if self._is_nested(turn):
                del turns[number]  # said inside somebody else's words, for good
                continue
            return turn
        return None

    def _count_before(self, turns: list[Turn], offset: int) -> int:
        return bisect.bisect_left(turns, offset, key=lambda turn: turn.start)

    def last_of(self, cluster: Cluster, offset: int) -> Turn | None:
        """The last turn of one speaker that begins before a place."""
        turns = self._of.get(cluster.number, [])
        count = self._count_before(turns, offset)
        return turns[count - 1] if count else None

    def _is_nested(self, turn: Turn) -> bool:
        said = self._said.get(turn.sentence, ())
        return turn.source is not None and any(
            other is not turn and span.contains(turn.source) for span, other in said
        )

    def first_of(self, span: Span) -> Turn | None:
        """The first turn whose source stands inside a span."""
        first = max(0, self._count_before(self._turns, span.start) - _SOURCE_BEHIND)
        for number in range(first, len(self._turns)):
            turn = self._turns[number]
            if turn.start >= span.end:
                break
            if turn.source and span.contains(turn.source):
                return turn
        return None

    def for_quotation(self, attribution: Attribution) -> tuple[Turn, Evidence] | None:
        """Speaker of a quotation that stands without a source.

        One that is left open at the end of its paragraph goes on in the next one and has that one's speaker;
        any other belongs to whoever spoke before it.
        """
        content = Span(attribution.content[0].start, attribution.content[-1].end)
        paragraph = self._doc.paragraph_at(content.start)
        if self._is_left_open(content):
            after = self._continuation(content, paragraph)
            if after is not None:
                detail = f"the quotation is left open and goes on in words of {after.cluster.name}"
                return after, Evidence("open-quotation", detail, _spans(after))
        before = self.before(content.start)
        if before is None:
            return None
        where = "paragraph" if before.paragraph == paragraph else "paragraph before"
        detail = f"no source of its own; {before.cluster.name} speaks earlier in the {where}"
        if before.paragraph < paragraph - 1:
            detail = f"no source of its own; {before.cluster.name} was the last to speak before it"
        return before, Evidence("running-speaker", detail, _spans(before))

    def _is_left_open(self, content: Span) -> bool:
        words = content.text(self._doc.text).strip()
        return words[:1] in _OPENING and words[-1:] not in _CLOSING

    def _continuation(self, content: Span, paragraph: int) -> Turn | None:
        for number in range(self._count_before(self._turns, content.start + 1), len(self._turns)):
            turn = self._turns[number]
            if turn.paragraph - paragraph > 1:
                break
            if turn.direct and turn.paragraph >= paragraph:
                return turn
        return None


def running_evidence(turn: Turn) -> Evidence:
    """Why the running speaker is a reading of "the interlocutor" or of a name that nothing explains."""
    return Evidence("running-speaker", f"{turn.cluster.name} is the one quoted just before", _spans(turn))


def _spans(turn: Turn) -> tuple[Span, ...]:
    return (turn.source,) if turn.source else (Span(turn.start, turn.end),)
