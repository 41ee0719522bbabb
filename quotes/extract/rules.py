"""The rule extractor: quotation marks, token order, the tree, and a lexicon with counts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes.document import Document, Sentence
from quotes.extract.according_to import find_phrases
from quotes.extract.candidate import Candidate
from quotes.extract.chains import share_sources, takes_over
from quotes.extract.combine import QuotedText, complete_quotations, drop_doubles, remove_spans
from quotes.extract.datelines import find_datelines
from quotes.extract.draft import Draft
from quotes.extract.lexicon import QUOTED, Lexicon, load_lexicon
from quotes.extract.quotations import QuotationRules
from quotes.extract.reading import Reading, use_of
from quotes.extract.sources import source_tokens
from quotes.extract.spans import spans_of
from quotes.extract.turns import find_turns
from quotes.model import Attribution, Polarity, Span, join_spans

VERSION = "1"

# A candidate outside quotations is an attribution from this probability on: with a clause as its content ...
# From 0.3 to 0.5 F1 on PolNeAR dev is flat (2026-11); more only loses finds on world news.
MIN_CLAUSE = 0.4
# ... and with a phrase ("praised the plan", "aims to"), where words for deeds are as common as for speech.
# 0.5 has the best F1 there, 0.55 costs 0.1 and gives 2.5 % more precision on world news.
MIN_PHRASE = 0.55

# Verbs that report by denying: nothing was said, or the opposite.
_DENYING = frozenset(("deny", "decline", "refuse", "refute", "dispute", "reject"))
# Frames whose content is a clause.
_CLAUSAL = frozenset(
    ("ccomp", "zero", "ccomp<", "zero<", "parataxis", "pass:ccomp", "acl:that", "ccomp:that")
)
# Contents of one such word say nothing: "he said this".
_POINTERS = frozenset(("this", "that", "it", "so", "these", "those", "which", "what", "one"))


def _threshold(candidate: Candidate) -> float:
    return MIN_CLAUSE if candidate.frame in _CLAUSAL else MIN_PHRASE


def _covers(content: Sequence[Span], quotation: Sequence[Span]) -> bool:
    """True when a content is one of the sentences of a quotation, or shares a third of it or more."""
    shared = sum(
        min(a.end, b.end) - max(a.start, b.start) for a in content for b in quotation if a.overlaps(b)
    )
    inside = all(any(b.contains(a) for b in quotation) for a in content)
    return inside or 3 * shared >= sum(map(len, quotation))


def _is_no_report(sentence: Sentence, candidate: Candidate) -> bool:
    """True for the question before an answer ("Asked whether ..., he said"), and "declined to comment on"."""
    token = sentence[candidate.head]
    if candidate.head == 0 and candidate.lemma == "ask" and candidate.source is None:
        return token.xpos in ("VBN", "VBD")
    above = sentence[token.head] if token.head >= 0 else None
    return token.relation == "xcomp" and above is not None and above.lemma.lower() in _DENYING - {"deny"}


class RuleExtractor:
    """Finds attributions by rules; implements `quotes.extract.extractor.Extractor`."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or load_lexicon()
        self._quotations = QuotationRules(self._lexicon)

    @property
    def name(self) -> str:
        """Name and version, kept as provenance."""
        return f"rules {VERSION}"

    def extract(self, doc: Document) -> tuple[Attribution, ...]:
        """Every attribution of a document, in order of its first character, none twice."""
        reading = Reading(doc, self._lexicon)
        turns = [Draft((t.source,), (t.cue,), (t.content,), "turn") for t in find_turns(doc)]
        phrases = [draft for sentence in doc.sentences for draft in self._find_phrases(sentence, reading)]
        said = [span for turn in turns for span in turn.content]
        direct = list(self._quotations.find(doc, reading, said))
        direct = self._give_to_phrases(direct, phrases)
        heads = {draft.head: draft for draft in (*phrases, *direct) if draft.head >= 0}
        phrases = [draft for draft in phrases if heads[draft.head] is draft]
        indirect: list[Draft] = []
        for sentence in doc.sentences:
            for draft in self._find_indirect(sentence, reading):
                if draft.head in heads:
                    self._merge(heads[draft.head], draft, reading)
                else:
                    indirect.append(draft)
        quoted = QuotedText(doc.text, reading.outer)
        datelines = tuple(find_datelines(doc))
        return drop_doubles(
            self._finish(draft, quoted, datelines)
            for draft in (*direct, *phrases, *indirect, *turns)
            if draft.content
        )

    def _give_to_phrases(self, direct: Sequence[Draft], phrases: Sequence[Draft]) -> list[Draft]:
        """Quotations that no verb reports but an "according to" does: they become that one's content."""
        kept = []
        for draft in direct:
            phrase = next((p for p in phrases if not draft.cue and _covers(p.content, draft.content)), None)
            if phrase is None:
                kept.append(draft)
            else:
                phrase.content = draft.content
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

    def _find_indirect(self, sentence: Sentence, reading: Reading) -> Iterator[Draft]:
        best: dict[int, tuple[float, Candidate]] = {}
        for candidate in reading.candidates(sentence):
            if len(candidate.content) == 1 and sentence[candidate.content[0]].text.lower() in _POINTERS:
                continue
            if _is_no_report(sentence, candidate):
                continue
            use = use_of(candidate)
            chance = self._lexicon.probability(use)
            if takes_over(sentence, candidate):
                shared = self._lexicon.probability(replace(use, source="name"))
                if shared >= MIN_CLAUSE:
                    best.setdefault(candidate.head, (0.0, candidate))
            if chance >= _threshold(candidate) and chance > best.get(candidate.head, (0.0, None))[0]:
                best[candidate.head] = (chance, candidate)
        for candidate in share_sources(sentence, [(c, chance > 0) for chance, c in best.values()]):
            content = spans_of(sentence, candidate.content)
            regions = reading.regions_in(sentence.span)
            source: tuple[Span, ...] = ()
            if candidate.source is not None:
                source = spans_of(sentence, source_tokens(sentence, candidate.source, candidate.head))
            if candidate.context != QUOTED:
                content = complete_quotations(content, regions)
            yield Draft(
                source, spans_of(sentence, candidate.cue), content, candidate.frame,
                sentence[candidate.head].span.start, candidate.negative or candidate.lemma in _DENYING,
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

    def _finish(self, draft: Draft, quoted: QuotedText, datelines: tuple[Span, ...]) -> Attribution:
        source = (
            draft.source if draft.rule == "turn" else remove_spans(draft.source, datelines) or draft.source
        )
        source = remove_spans(source, draft.cue)
        content = remove_spans(draft.content, (*draft.cue, *source, *datelines)) or draft.content
        return Attribution(
            source, draft.cue, content, quoted.kind(content),
            Polarity.NEGATIVE if draft.negative else Polarity.POSITIVE, rule=draft.rule,
        )  # fmt: skip
