"""The rule extractor: quotation marks, token order, the tree, and a lexicon with counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quotes.document import Document, Sentence
from quotes.extract.according_to import find_phrases
from quotes.extract.candidate import Candidate
from quotes.extract.chains import share_sources, takes_over
from quotes.extract.combine import QuotedText, complete_quotations, drop_doubles, remove_spans
from quotes.extract.cues import cue_tokens, is_negative
from quotes.extract.direct import Report, Segment, reports_before, reports_behind
from quotes.extract.lexicon import QUOTED, Lexicon, Use, load_lexicon
from quotes.extract.reading import Reading, use_of
from quotes.extract.sources import source_tokens
from quotes.extract.spans import spans_of
from quotes.extract.turns import find_turns
from quotes.model import Attribution, Polarity, Span, join_spans

VERSION = "1"

# A candidate outside quotations is an attribution from this probability on: with a clause as its content ...
MIN_CLAUSE = 0.4
# ... and with a phrase ("praised the plan", "aims to"), where words for deeds are as common as for speech.
MIN_PHRASE = 0.55
# The same for a verb beside a quoted statement: the marks already say that somebody speaks.
MIN_REPORT = 0.3

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


@dataclass(slots=True)
class Draft:
    """An attribution in the making. `head` is the place of its cue's main word, -1 without one."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: str
    head: int = -1
    negative: bool = False
    paragraph: int = -1


class RuleExtractor:
    """Finds attributions by rules; implements `quotes.extract.extractor.Extractor`."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or load_lexicon()

    @property
    def name(self) -> str:
        """Name and version, kept as provenance."""
        return f"rules {VERSION}"

    def extract(self, doc: Document) -> tuple[Attribution, ...]:
        """Every attribution of a document, in order of its first character, none twice."""
        reading = Reading(doc, self._lexicon)
        direct = list(self._find_direct(doc, reading))
        heads = {draft.head: draft for draft in direct if draft.head >= 0}
        indirect: list[Draft] = []
        phrases: list[Draft] = []
        turns = [Draft((t.source,), (t.cue,), (t.content,), "turn") for t in find_turns(doc)]
        for sentence in doc.sentences:
            for draft in self._find_phrases(sentence, reading):
                if draft.head not in heads:
                    phrases.append(draft)
                    heads[draft.head] = draft
            for draft in self._find_indirect(sentence, reading):
                if draft.head in heads:
                    self._merge(heads[draft.head], draft, reading)
                else:
                    indirect.append(draft)
        quoted = QuotedText(doc.text, reading.outer)
        return drop_doubles(
            self._finish(draft, quoted) for draft in (*direct, *phrases, *indirect, *turns) if draft.content
        )

    # -------------------------------------------------------------- direct
    def _find_direct(self, doc: Document, reading: Reading) -> Iterator[Draft]:
        running: Draft | None = None  # last direct attribution
        done: list[Draft] = []
        for number, segments, index in reading.statements():
            region = segments[index].region
            assert region is not None
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
                if alone and words >= 4:
                    rule = "quotation: running speaker" if close else "quotation: no speaker"
                    draft = Draft((), (), (region.span,), rule, paragraph=number)
                    done.append(draft)
                    running = draft
        yield from done

    def _report(
        self, doc: Document, segments: Sequence[Segment], index: int, running: Draft | None
    ) -> Draft | None:
        """The clause beside a region that reports it, None when there is none of its own."""
        region, before, behind = segments[index].region, segments[index - 1], segments[index + 1]
        assert region is not None
        last = region.inner.text(doc.text).rstrip()[-1:] if region.inner else ""
        lead = before.places[-1].token.text if before.places else ""
        follow = behind.places[0].token.text if behind.places else ""
        leads = bool(before.places) and lead not in (".", "?", "!", "…")
        follows = bool(behind.places) and (last != "." or follow in (",",))
        taken = running.head if running else -2
        reports_b = (
            [r for r in reports_before(doc, before) if r.place.token.span.start != taken] if leads else []
        )
        reports_f = list(reports_behind(doc, behind)) if follows else []
        first = self._best(reports_f, nearest=True) if reports_f else None
        ahead = self._best(reports_b, nearest=lead not in (":",)) if reports_b else None
        if running and ahead is not None and first is None and ahead.place.token.span.start < running.head:
            ahead = None
        if lead in (":",) and ahead:
            return self._draft_report(ahead)
        if first is not None and (ahead is None or last in ",?!" or follow == ","):
            return self._draft_report(first)
        if ahead is not None:
            return self._draft_report(ahead)
        if follow in ("—", "–", "--", "―") and len(behind.places) <= 12:
            names = [p for p in behind.places[1:] if p.sentence is behind.places[0].sentence]
            if names and names[0].token.upos == "PROPN" and not any(p.token.upos == "VERB" for p in names):
                sentence = names[0].sentence
                source = spans_of(sentence, range(names[0].index, names[-1].index + 1))
                return Draft(source, (behind.places[0].token.span,), (), "quotation: dash", negative=False)
        if lead == ":" and 1 < len(before.places) <= 8 and index == 1:
            names = before.places[:-1]
            if all(p.token.upos in ("PROPN", "ADP", "DET", "PUNCT", "NOUN") for p in names):
                source = (Span(names[0].token.span.start, names[-1].token.span.end),)
                return Draft(source, (before.places[-1].token.span,), (), "quotation: colon")
        return None

    def _report_from_paragraph_before(self, doc: Document, reading: Reading, number: int) -> Draft | None:
        """ "She said:" on a line of its own."""
        if number == 0:
            return None
        tail = reading.paragraphs[number - 1][-1]
        if not tail.places or tail.places[-1].token.text != ":":
            return None
        report = self._best(list(reports_before(doc, tail)), nearest=False)
        return self._draft_report(report) if report else None

    def _best(self, reports: Sequence[Report], *, nearest: bool) -> Report | None:
        """The first report that is likely enough, or the likeliest."""
        scored = [(self._chance(r), -n, r) for n, r in enumerate(reports)]
        scored = [row for row in scored if row[0] >= MIN_REPORT]
        if not scored:
            return None
        return max(scored, key=lambda row: (row[1] if nearest else row[0], row[1]))[2]

    def _chance(self, report: Report) -> float:
        token = report.place.token
        return self._lexicon.probability(Use(token.lemma.lower(), "VERB", report.frame, report.source_class))

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
            is_negative(sentence, index),
        )

    # -------------------------------------------------------------- the rest
    def _find_phrases(self, sentence: Sentence, reading: Reading) -> Iterator[Draft]:
        for phrase in find_phrases(sentence, self._lexicon):
            start = sentence[phrase.head].span.start
            yield Draft(
                spans_of(sentence, phrase.source), spans_of(sentence, phrase.cue),
                complete_quotations(spans_of(sentence, phrase.content), [r.span for r in reading.outer]),
                phrase.rule, start,
            )  # fmt: skip

    def _find_indirect(self, sentence: Sentence, reading: Reading) -> Iterator[Draft]:
        best: dict[int, tuple[float, Candidate]] = {}
        for candidate in reading.candidates(sentence):
            if len(candidate.content) == 1 and sentence[candidate.content[0]].text.lower() in _POINTERS:
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
            regions = [r.span for r in reading.outer if r.span.overlaps(sentence.span)]
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
        if indirect.rule not in ("ccomp", "zero"):
            return
        outside = remove_spans(indirect.content, [r.span for r in reading.outer])
        words = sum(len(span.text(reading.doc.text).split()) for span in outside)
        if words >= 3:
            direct.content = join_spans((*direct.content, *outside))

    def _finish(self, draft: Draft, quoted: QuotedText) -> Attribution:
        content = draft.content
        kept = remove_spans(content, (*draft.cue, *draft.source))
        content = kept or content
        return Attribution(
            draft.source, draft.cue, content, quoted.kind(content),
            Polarity.NEGATIVE if draft.negative else Polarity.POSITIVE, rule=draft.rule,
        )  # fmt: skip
