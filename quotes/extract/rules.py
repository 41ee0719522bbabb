"""The rule extractor: quotation marks, token order, the tree, a lexicon with counts, a learnt scorer."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from quotes.document import Document, Sentence
from quotes.extract.according_to import find_phrases
from quotes.extract.act import act_of
from quotes.extract.combine import QuotedText, complete_quotations, drop_doubles, remove_spans
from quotes.extract.datelines import find_datelines
from quotes.extract.draft import Draft
from quotes.extract.indirect import IndirectRules
from quotes.extract.lexicon import Lexicon, load_lexicon
from quotes.extract.polarity import polarity_of
from quotes.extract.quotations import QuotationRules
from quotes.extract.reading import Reading, read_voices
from quotes.extract.scorer import Calibration, Scorer, load_calibration, load_scorer
from quotes.extract.spans import spans_of
from quotes.extract.turns import find_turns
from quotes.model import Attribution, Span, join_spans
from quotes.places import SpanIndex

VERSION = "3"


def _covers(content: Sequence[Span], quotation: Sequence[Span]) -> bool:
    """True when a content is one of the sentences of a quotation, or shares a third of it or more."""
    shared = sum(
        min(a.end, b.end) - max(a.start, b.start) for a in content for b in quotation if a.overlaps(b)
    )
    inside = all(any(b.contains(a) for b in quotation) for a in content)
    return inside or 3 * shared >= sum(map(len, quotation))


class RuleExtractor:
    """Finds attributions by rules and a learnt scorer; implements `quotes.extract.extractor.Extractor`.

    Each part is the bundled one unless it is given.
    """

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        scorer: Scorer | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self._own_lexicon = lexicon
        self._own_scorer = scorer
        self._own_calibration = calibration

    # The tables take a fifth of a second to read, and a run that has nothing to extract needs only the name.
    @cached_property
    def _lexicon(self) -> Lexicon:
        return self._own_lexicon or load_lexicon()

    @cached_property
    def _calibration(self) -> Calibration:
        return self._own_calibration or load_calibration()

    @cached_property
    def _quotations(self) -> QuotationRules:
        return QuotationRules(self._lexicon)

    @cached_property
    def _indirect(self) -> IndirectRules:
        return IndirectRules(self._lexicon, self._own_scorer or load_scorer())

    @property
    def name(self) -> str:
        """Name and version, kept as provenance."""
        return f"rules {VERSION}"

    def prepare(self) -> None:
        """Read the tables."""
        _ = self._quotations, self._indirect, self._calibration

    def extract(self, doc: Document) -> tuple[Attribution, ...]:
        """Every attribution of a document, in order of its first character, none twice."""
        reading = read_voices(doc, self._lexicon)
        turns = [Draft((t.source,), (t.cue,), (t.content,), "turn") for t in find_turns(doc)]
        phrases = [draft for sentence in doc.sentences for draft in self._find_phrases(sentence, reading)]
        said = [span for turn in turns for span in turn.content]
        direct = list(self._quotations.find(doc, reading, said))
        direct = self._give_to_phrases(direct, phrases)
        heads = {draft.head: draft for draft in (*phrases, *direct) if draft.head >= 0}
        phrases = [draft for draft in phrases if heads[draft.head] is draft]
        indirect: list[Draft] = []
        for draft in self._indirect.find(doc, reading):
            if draft.head in heads:
                self._merge(heads[draft.head], draft, reading)
            else:
                indirect.append(draft)
        quoted = QuotedText(doc.text, reading.outer)
        datelines = tuple(find_datelines(doc))
        return drop_doubles(
            self._finish(draft, doc, quoted, datelines)
            for draft in (*direct, *phrases, *indirect, *turns)
            if draft.content
        )

    def _give_to_phrases(self, direct: Sequence[Draft], phrases: Sequence[Draft]) -> list[Draft]:
        """Quotations that no verb reports but an "according to" does: they become that one's content."""
        kept = []
        places = SpanIndex((span, number) for number, p in enumerate(phrases) for span in p.content)
        empty = {number for number, phrase in enumerate(phrases) if not phrase.content}
        for draft in direct:
            near = set() if draft.cue else {n for span in draft.content for n in places.find(span)} | empty
            number = next((n for n in sorted(near) if _covers(phrases[n].content, draft.content)), None)
            if number is None:
                kept.append(draft)
            else:
                phrases[number].content = draft.content
                empty.discard(number)
        return kept

    # -------------------------------------------------------------- the rest
    def _find_phrases(self, sentence: Sentence, reading: Reading) -> Iterator[Draft]:
        for phrase in find_phrases(sentence, self._lexicon):
            start = sentence[phrase.head].span.start
            if reading.is_quoted(start):
                continue
            yield Draft(
                spans_of(sentence, phrase.source), spans_of(sentence, phrase.cue),
                complete_quotations(spans_of(sentence, phrase.content), reading.regions_in(sentence.span)),
                phrase.rule, start,
            )  # fmt: skip

    def _merge(self, direct: Draft, indirect: Draft, reading: Reading) -> None:
        """One cue for words inside and outside marks: one mixed content."""
        if indirect.rule not in ("ccomp", "zero") or not indirect.content:
            return
        around = Span(indirect.content[0].start, indirect.content[-1].end)
        outside = remove_spans(indirect.content, reading.regions_in(around))
        words = sum(len(span.text(reading.doc.text).split()) for span in outside)
        if words >= 3:
            direct.content = join_spans((*direct.content, *outside))

    def _finish(
        self, draft: Draft, doc: Document, quoted: QuotedText, datelines: tuple[Span, ...]
    ) -> Attribution:
        source = (
            draft.source if draft.rule == "turn" else remove_spans(draft.source, datelines) or draft.source
        )
        source = remove_spans(source, draft.cue)
        content = remove_spans(draft.content, (*draft.cue, *source, *datelines)) or draft.content
        return Attribution(
            source, draft.cue, content, quoted.kind(content),
            polarity_of(doc, draft.cue, content, source),
            self._calibration.confidence(draft.rule, draft.score), draft.rule,
            act_of(doc, draft.cue, content, source),
        )  # fmt: skip
