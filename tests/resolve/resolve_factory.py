"""Attributions made from the words of a text, so that no extractor is needed."""

from quotes.document import Document
from quotes.model import Attribution, Kind, Resolution, Span, Speaker
from quotes.resolve import resolve_article


def span_of(text: str, words: str, *, nth: int = 0, after: int = 0) -> Span:
    """Place of the nth occurrence of some words at or after an offset."""
    start = text.index(words, after)
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def say(text: str, source: str, cue: str, content: str, *, nth: int = 0) -> Attribution:
    """An attribution from its words; `nth` counts occurrences of the content, "" leaves a part out.

    Source and cue are the occurrences nearest to the content, outside it where they stand there.
    """
    body = span_of(text, content, nth=nth)

    def nearest(words: str) -> tuple[Span, ...]:
        if not words:
            return ()
        places = [i for i in range(len(text)) if text.startswith(words, i)]
        places = [i for i in places if i + len(words) <= body.start or i >= body.end] or places
        start = min(places, key=lambda i: min(abs(i - body.end), abs(i + len(words) - body.start)))
        return (Span(start, start + len(words)),)

    direct = content[0] in '“"' and content[-1] in '”"'
    open_quotation = content[0] in '“"' and not cue
    kind = Kind.DIRECT if direct or open_quotation else Kind.INDIRECT
    return Attribution(nearest(source), nearest(cue), (body,), kind)


class Resolved:
    """What came of resolving some attributions, with names in place of keys."""

    def __init__(self, doc: Document, *attributions: Attribution) -> None:
        self.speakers, self.resolutions = resolve_article(doc, attributions)
        self._by_key = {speaker.key: speaker for speaker in self.speakers}

    def names(self, number: int = -1) -> list[str]:
        """Names of the speakers of one attribution, the last by default."""
        return [self._by_key[key].name for key in self.resolutions[number].speakers]

    def candidates(self, number: int = -1) -> list[str]:
        """Names of the candidates of one attribution, best first."""
        return [candidate.name for candidate in self.resolutions[number].candidates]

    def rules(self, number: int = -1) -> set[str]:
        """Every rule that any candidate of one attribution names."""
        resolution: Resolution = self.resolutions[number]
        return {e.rule for candidate in resolution.candidates for e in candidate.evidence}

    def speaker(self, name: str) -> Speaker:
        """The speaker of this name."""
        return next(speaker for speaker in self.speakers if speaker.name == name)
