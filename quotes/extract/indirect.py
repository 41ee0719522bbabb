"""Attributions inside one sentence: candidates from the frames, chosen by the scorer."""

from collections.abc import Iterator
from dataclasses import replace

from quotes.document import Document, ParagraphKind, Sentence
from quotes.extract.act import act_of, may_be
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
from quotes.model import Act, Span

# A candidate with a clause as its content is an attribution from this score on, by the act of its cue: what
# somebody knows, orders or plans is told in the article's own voice more often than what they say ...
MIN_CLAUSE = {Act.COMMUNICATION: 0.2, Act.ATTITUDE: 0.2, Act.FACTIVE: 0.3, Act.CONTROL: 0.35}
# ... one with a phrase ("praised the plan", "aims to") from this, where words for deeds are as common as for
# speech, when the lexicon alone gives it that ...
MIN_PHRASE = 0.3
MIN_LEXICON = 0.55
# ... or from this score on when the lexicon gives it what its act asks for. PolNeAR counts many deeds and
# aims as attributions, other guidelines fewer; beliefs and words are wanted by all. Of full attributions on
# PolNeAR dev this finds 57.3 % instead of 54.7 % (F1 65.0 instead of 63.4), of world news 82.3 instead of
# 80.1 % at the same precision; precision on the two articles of the fixtures is 88 % instead of 90 %. Asking
# nothing of the lexicon for what is said it would be 80 %, and for commands and plans too 77 % (2026-11).
SURE_PHRASE = 0.4
LEXICON_OF_ACT = {
    Act.COMMUNICATION: 0.45,
    Act.ATTITUDE: 0.0,
    Act.FACTIVE: MIN_LEXICON,
    Act.CONTROL: MIN_LEXICON,
}
# Acts with nothing asked of the lexicon, and what is asked of it for any other.
_LEXICON_ASKS_NOTHING = tuple(act for act, least in LEXICON_OF_ACT.items() if not least)
_LEAST_OF_OTHERS = min(MIN_LEXICON, *filter(None, LEXICON_OF_ACT.values()))
# A cue without a subject goes on with the speaker before it when the lexicon gives it this with a name.
MIN_SHARED = 0.4

# Frames whose content is a clause.
_CLAUSAL = frozenset(
    ("ccomp", "zero", "ccomp<", "zero<", "parataxis", "pass:ccomp", "acl:that", "ccomp:that")
)
# Verbs that give a name.
_NAMING = frozenset(("call", "name", "title", "entitle", "dub", "nickname", "label", "term", "christen"))
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
    """True for the question before an answer ("Asked whether ..., he said"), and "declined to comment on".

    Verbs of naming take no clause: "a café called “Paradiso” has opened".
    """
    token = sentence[candidate.head]
    if candidate.head == 0 and candidate.lemma == "ask" and candidate.source is None:
        return token.xpos in ("VBN", "VBD")
    if candidate.lemma in _NAMING and candidate.frame in _CLAUSAL:
        return True
    above = sentence[token.head] if token.head >= 0 else None
    return token.relation == "xcomp" and above is not None and above.lemma.lower() in DENYING - {"deny"}


def is_likely(candidate: Candidate, score: float, chance: float, reading: Reading) -> bool:
    """True for a candidate that is an attribution; `chance` is what the lexicon alone finds."""
    if score < min(*MIN_CLAUSE.values(), MIN_PHRASE):
        return False
    if candidate.frame in _CLAUSAL:
        return score >= MIN_CLAUSE[_act_of_candidate(candidate, reading)]
    if score >= MIN_PHRASE and chance >= MIN_LEXICON:
        return True
    if score < SURE_PHRASE:
        return False
    act = _act_of_candidate(candidate, reading)
    least = 0.0 if _quotes_a_phrase(candidate, reading) else LEXICON_OF_ACT[act]
    return chance >= least


def _is_topic_of_heading(candidate: Candidate, reading: Reading) -> bool:
    """True for what a heading says that the body tells in full: "Ministers Discuss Fisheries"."""
    sentence = reading.doc.sentences[candidate.sentence]
    body = reading.doc.paragraphs[sentence.paragraph].kind is ParagraphKind.BODY
    return not body and candidate.frame not in _CLAUSAL and not _quotes_a_phrase(candidate, reading)


def is_out_of_reach(candidate: Candidate, chance: float, reading: Reading) -> bool:
    """True for a phrase that no score would make likely, so that none need be worked out: most of them.

    A phrase never takes over the speaker before it either (`takes_over`).
    """
    if candidate.frame in _CLAUSAL or chance >= _LEAST_OF_OTHERS:
        return False
    sentence = reading.doc.sentences[candidate.sentence]
    if any(may_be(act, sentence, candidate.cue) for act in _LEXICON_ASKS_NOTHING):
        return False
    return not _quotes_a_phrase(candidate, reading)


def _quotes_a_phrase(candidate: Candidate, reading: Reading) -> bool:
    """True for a phrase with words in quotation marks that somebody may have said: "a “small delay”".

    A name or title has a capital ("the ship “Aurora”"), and what stands for somebody speaks of itself.
    """
    sentence = reading.doc.sentences[candidate.sentence]
    if candidate.source is None or candidate.context == QUOTED:
        return False
    if not reading.regions_in(sentence.span):
        return False
    text = reading.doc.text
    for span in spans_of(sentence, candidate.content):
        for region in reading.regions_in(span):
            if span.start <= region.start and text[region.start + 1 : region.end].lstrip()[:1].islower():
                return True
    return False


def _act_of_candidate(candidate: Candidate, reading: Reading) -> Act:
    sentence = reading.doc.sentences[candidate.sentence]
    source = () if candidate.source is None else (sentence[candidate.source].span,)
    cue, content = spans_of(sentence, candidate.cue), spans_of(sentence, candidate.content)
    return act_of(reading.doc, cue, content, source)


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
            if _is_no_report(sentence, candidate) or _is_topic_of_heading(candidate, reading):
                continue
            here = best.setdefault(candidate.sentence, {})
            if is_out_of_reach(candidate, chance, reading):
                continue
            key = (candidate.sentence, candidate.head)
            score = self._scorer.score(features_of(candidate, chance, around))
            if is_likely(candidate, score, chance, reading):
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
