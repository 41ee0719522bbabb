"""Whose each quoted statement is: the report beside it, the running speaker, or nobody."""

from collections.abc import Iterator, Sequence

from quotes.document import Document
from quotes.extract.cues import cue_lemma, cue_tokens
from quotes.extract.direct import Report, Segment, reports_before, reports_behind
from quotes.extract.draft import Draft
from quotes.extract.lexicon import Lexicon, Use
from quotes.extract.reading import Reading
from quotes.extract.sources import source_tokens
from quotes.extract.spans import spans_of
from quotes.model import Span, join_spans
from quotes.places import SpanIndex

# A verb beside a quoted statement reports it from this probability on: the marks already say that somebody
# speaks.
MIN_REPORT = 0.3
# The same for any verb before a colon and a quotation: "made the following comment:".
MIN_COLON = 0.05

# A name beside a dash or colon, with title and place, has at most this many tokens.
MAX_NAME = 11
# A quotation on its own needs this many words to be one without any report.
MIN_LONE_WORDS = 4

_STOPS = (".", "?", "!", "…")
_DASHES = ("—", "–", "--", "―")
_NAME_PARTS = ("PROPN", "ADP", "DET", "PUNCT", "NOUN")


class QuotationRules:
    """Finds attributions of quoted statements."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, doc: Document, reading: Reading, turns: Sequence[Span]) -> Iterator[Draft]:
        """One draft for each quotation, however many regions it spreads over.

        turns  what transcripts attribute already: regions inside are left alone
        """
        running: Draft | None = None  # last direct attribution
        done: list[Draft] = []
        told = SpanIndex((turn, turn) for turn in turns)
        for number, segments, index in reading.statements():
            region = segments[index].region
            assert region is not None
            if told.find(region.span):
                continue
            draft = self._report(
                doc, segments, index, running if running and running.paragraph == number else None
            )
            if draft is None and index == 1 and not segments[0].places:
                draft = self._report_from_paragraph_before(doc, reading, number)
            if draft is not None:
                draft.content = (region.span,)
                draft.paragraph = number
                done.append(draft)
                running = draft
            elif running is not None and running.paragraph == number:
                running.content = join_spans((*running.content, region.span))
            else:
                close = running is not None and running.paragraph >= number - 1
                words = len(region.span.text(doc.text).split())
                alone = index == 1 and not segments[0].places
                if alone and words >= MIN_LONE_WORDS:
                    rule = "quotation: running speaker" if close else "quotation: no speaker"
                    draft = Draft((), (), (region.span,), rule, paragraph=number)
                    done.append(draft)
                    running = draft
        yield from done

    def _report(
        self, doc: Document, segments: Sequence[Segment], index: int, running: Draft | None
    ) -> Draft | None:
        """The clause beside a region that reports it, None when there is none of its own.

        running  the attribution before in this paragraph: its cue reports nothing else
        """
        region, before, behind = segments[index].region, segments[index - 1], segments[index + 1]
        assert region is not None
        last = region.inner.text(doc.text).rstrip()[-1:] if region.inner else ""
        lead = before.places[-1].token.text if before.places else ""
        follow = behind.places[0].token.text if behind.places else ""
        ahead = after = None
        if lead and lead not in _STOPS:
            taken = running.head if running else -1
            reports = [r for r in reports_before(doc, before) if r.place.token.span.start > taken]
            least = MIN_COLON if lead == ":" else MIN_REPORT
            ahead = self._best(reports, nearest=lead != ":", least=least)
        if follow and (last != "." or follow == ","):
            after = self._best(list(reports_behind(doc, behind)), nearest=True)
        if after is not None and (ahead is None or (lead != ":" and (last in ",?!" or follow == ","))):
            return self._draft_report(after)
        if ahead is not None:
            return self._draft_report(ahead)
        return _name_behind_dash(behind) or (_name_before_colon(before) if index == 1 else None)

    def _report_from_paragraph_before(self, doc: Document, reading: Reading, number: int) -> Draft | None:
        """ "She said:" on a line of its own."""
        if number == 0:
            return None
        tail = reading.segments_of(number - 1)[-1]
        if not tail.places or tail.places[-1].token.text != ":":
            return None
        report = self._best(list(reports_before(doc, tail)), nearest=False, least=MIN_COLON)
        return self._draft_report(report) if report else None

    def _best(self, reports: Sequence[Report], *, nearest: bool, least: float = MIN_REPORT) -> Report | None:
        """The first report that is likely enough, or the likeliest."""
        scored = [(self._chance(r), -n, r) for n, r in enumerate(reports)]
        scored = [row for row in scored if row[0] >= least]
        if not scored:
            return None
        return max(scored, key=lambda row: (row[1] if nearest else row[0], row[1]))[2]

    def _chance(self, report: Report) -> float:
        token = report.place.token
        return self._lexicon.probability(Use(cue_lemma(token), "VERB", report.frame, report.source_class))

    def _draft_report(self, report: Report) -> Draft:
        sentence, index = report.place.sentence, report.place.index
        source: tuple[Span, ...] = ()
        if report.source is not None:
            source = spans_of(sentence, source_tokens(sentence, report.source, index))
        cue = spans_of(sentence, cue_tokens(sentence, index))
        return Draft(
            source,
            cue,
            (),
            f"quotation: {report.frame}",
            sentence[index].span.start,
        )


def _name_behind_dash(behind: Segment) -> Draft | None:
    """'"The harbour is ours." — Ana Ruiz': a name and nothing else up to the next quotation."""
    names = [p for p in behind.places[1:] if p.token.text != "."]
    if not names or behind.places[0].token.text not in _DASHES or len(names) > MAX_NAME:
        return None
    if names[0].token.upos != "PROPN" or any(p.token.upos == "VERB" for p in names):
        return None
    source = (Span(names[0].token.span.start, names[-1].token.span.end),)
    return Draft(source, (behind.places[0].token.span,), (), "quotation: dash")


def _name_before_colon(before: Segment) -> Draft | None:
    """'Mayor Ana Ruiz: "The harbour is ours."'"""
    names = before.places[:-1]
    if not names or before.places[-1].token.text != ":" or len(names) > MAX_NAME:
        return None
    if any(p.token.upos not in _NAME_PARTS for p in names):
        return None
    source = (Span(names[0].token.span.start, names[-1].token.span.end),)
    return Draft(source, (before.places[-1].token.span,), (), "quotation: colon")
