"""Attributions inside one sentence: candidates from the frames, chosen by the scorer."""

from collections.abc import Iterator
from dataclasses import replace

from quotes.document import Document, Sentence
from quotes.extract.candidate import Candidate
from quotes.extract.chains import share_sources, takes_over
from quotes.extract.combine import complete_quotations
from quotes.extract.draft import Draft
from quotes.extract.features import Surroundings, features_of
from quotes.extract.lexicon import QUOTED, Lexicon
from quotes.extract.polarity import DENYING
from quotes.extract.reading import Reading, use_of
from quotes.extract.scorer import Scorer
from quotes.extract.sources import source_tokens
from quotes.extract.spans import spans_of
from quotes.model import Span

# A candidate is an attribution from this score on: with a clause as its content ...
MIN_CLAUSE = 0.2
# ... and with a phrase ("praised the plan", "aims to"), where words for deeds are as common as for speech.
MIN_PHRASE = 0.3
# Whatever the scorer says, a phrase needs this from the lexicon. PolNeAR counts many deeds and aims as
# attributions, other guidelines fewer. Without it (0.4 for both scores above, no LEXICON_TRUST) F1 of full
# attributions on PolNeAR dev is 66.0 instead of 63.3, on world news as many are found at the same precision,
# but precision on the two articles of the fixtures is 77 % instead of 90 % (2026-11).
MIN_LEXICON = 0.55
# A cue without a subject goes on with the speaker before it when the lexicon gives it this with a name.
MIN_SHARED = 0.4

# Frames whose content is a clause.
_CLAUSAL = frozenset(
    ("ccomp", "zero", "ccomp<", "zero<", "parataxis", "pass:ccomp", "acl:that", "ccomp:that")
)
# Contents of one such word say nothing: "he said this".
_POINTERS = frozenset(("this", "that", "it", "so", "these", "those", "which", "what", "one"))


def weigh_candidates(reading: Reading, lexicon: Lexicon) -> list[tuple[Candidate, float]]:
    """Every candidate of an article, in order, with what the lexicon alone finds."""
    return [
        (candidate, lexicon.probability(use_of(candidate)))
        for sentence in reading.doc.sentences
        for candidate in reading.candidates(sentence)
        if candidate.content
    ]


def draft_candidate(candidate: Candidate, reading: Reading) -> Draft:
    """The spans that a candidate stands for."""
    sentence = reading.doc.sentences[candidate.sentence]
    content = spans_of(sentence, candidate.content)
    source: tuple[Span, ...] = ()
    if candidate.source is not None:
        source = spans_of(sentence, source_tokens(sentence, candidate.source, candidate.head))
    if candidate.context != QUOTED:
        content = complete_quotations(content, reading.regions_in(sentence.span))
    return Draft(
        source, spans_of(sentence, candidate.cue), content, candidate.frame,
        sentence[candidate.head].span.start,
    )  # fmt: skip


def _is_no_report(sentence: Sentence, candidate: Candidate) -> bool:
    """True for the question before an answer ("Asked whether ..., he said"), and "declined to comment on"."""
    token = sentence[candidate.head]
    if candidate.head == 0 and candidate.lemma == "ask" and candidate.source is None:
        return token.xpos in ("VBN", "VBD")
    above = sentence[token.head] if token.head >= 0 else None
    return token.relation == "xcomp" and above is not None and above.lemma.lower() in DENYING - {"deny"}


def is_likely(candidate: Candidate, score: float, chance: float) -> bool:
    """True for a candidate that is an attribution; `chance` is what the lexicon alone finds."""
    if candidate.frame in _CLAUSAL:
        return score >= MIN_CLAUSE
    return score >= MIN_PHRASE and chance >= MIN_LEXICON


class IndirectRules:
    """Finds attributions whose content is no quoted statement of its own."""

    def __init__(self, lexicon: Lexicon, scorer: Scorer) -> None:
        self._lexicon = lexicon
        self._scorer = scorer

    def find(self, doc: Document, reading: Reading) -> Iterator[Draft]:
        """One draft a cue at most, sentences in order."""
        weighed = weigh_candidates(reading, self._lexicon)
        around = Surroundings(reading, weighed)
        best: dict[int, dict[int, tuple[float, Candidate]]] = {}
        likely: set[tuple[int, int]] = set()
        for candidate, chance in weighed:
            sentence = doc.sentences[candidate.sentence]
            if len(candidate.content) == 1 and sentence[candidate.content[0]].text.lower() in _POINTERS:
                continue
            if _is_no_report(sentence, candidate):
                continue
            here = best.setdefault(candidate.sentence, {})
            key = (candidate.sentence, candidate.head)
            score = self._scorer.score(features_of(candidate, chance, around))
            if is_likely(candidate, score, chance):
                if key not in likely or score > here[candidate.head][0]:
                    here[candidate.head] = (score, candidate)
                likely.add(key)
            elif candidate.head not in here and takes_over(sentence, candidate):
                shared = self._lexicon.probability(replace(use_of(candidate), source="name"))
                if shared >= MIN_SHARED:
                    here[candidate.head] = (score, candidate)
        for number, here in best.items():
            scores = {candidate.head: score for score, candidate in here.values()}
            chosen = [(candidate, (number, candidate.head) in likely) for _, candidate in here.values()]
            for candidate in share_sources(doc.sentences[number], chosen):
                draft = draft_candidate(candidate, reading)
                draft.score = scores[candidate.head]
                yield draft
