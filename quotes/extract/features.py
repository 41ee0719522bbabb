"""What the scorer sees of a candidate: names of features that hold, and a few that have a size.

Everything here comes from the parse, the marks and the lexicon. A name holds two words of the text at most,
the cue's and one beside it, so that the table of weights is no copy of what was learnt from.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from quotes.document import EntityLabel, Sentence
from quotes.extract.candidate import Candidate
from quotes.extract.content import case_of
from quotes.extract.kinds import classify_noun, is_carrier
from quotes.extract.lexicon import QUOTED, group_of
from quotes.extract.reading import Reading
from quotes.extract.spans import MARKS

Features = dict[str, float]

# A candidate that the lexicon alone finds this likely counts as one when others are looked at beside it.
STRONG = 0.6
# Name and unit of the feature for what the lexicon alone finds, as a logarithm of odds.
LEXICON = "lexicon"
LEXICON_SCALE = 3.0
# Limits of the classes of length of a content, in tokens.
_LENGTHS = (1, 2, 3, 5, 8, 12, 20, 30)
_DAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
_MODALS = frozenset(("will", "would", "should", "must", "may", "might", "could", "can"))


class Surroundings:
    """What the article says around its candidates: who is credited elsewhere, which cues stand where.

    candidates  every candidate of the article with what the lexicon alone finds
    """

    def __init__(self, reading: Reading, candidates: Sequence[tuple[Candidate, float]]) -> None:
        self.reading = reading
        self.credited: Counter[str] = Counter()
        self.strong: dict[int, list[Candidate]] = defaultdict(list)
        self.best: dict[tuple[int, int], float] = {}
        sources: set[tuple[int, int]] = set()
        for candidate, chance in candidates:
            key = (candidate.sentence, candidate.head)
            self.best[key] = max(chance, self.best.get(key, 0.0))
            if chance >= STRONG:
                self.strong[candidate.sentence].append(candidate)
                if candidate.source is not None and key not in sources:
                    sources.add(key)
                    self.credited[self._word(candidate)] += 1

    def _word(self, candidate: Candidate) -> str:
        assert candidate.source is not None
        return self.reading.doc.sentences[candidate.sentence][candidate.source].text.lower()

    def times_credited(self, candidate: Candidate, chance: float) -> int:
        """How often the same word is a source in this article, this candidate left out."""
        if candidate.source is None:
            return 0
        return self.credited[self._word(candidate)] - (chance >= STRONG)


def _bucket(length: int) -> int:
    return next((n for n, most in enumerate(_LENGTHS) if length <= most), len(_LENGTHS))


def features_of(candidate: Candidate, chance: float, around: Surroundings) -> Features:
    """Features of one candidate; `chance` is what the lexicon alone finds."""
    sentence = around.reading.doc.sentences[candidate.sentence]
    lexical = math.log(max(chance, 0.001) / max(1 - chance, 0.001))
    found = dict.fromkeys(_names(candidate, chance, sentence, around), 1.0)
    found[LEXICON] = lexical / LEXICON_SCALE
    found[f"{LEXICON}|{group_of(candidate.frame)}"] = lexical / LEXICON_SCALE
    return found


def _names(c: Candidate, chance: float, sentence: Sentence, around: Surroundings) -> Iterator[str]:
    lemma, group, kind = c.lemma, group_of(c.frame), c.source_class
    step = min(9, int(chance * 10))
    yield "bias"
    yield f"step={step}|{c.pos}"
    yield f"step={step}|{group}"
    yield f"step={step}|{c.context}"
    yield f"frame={c.pos}|{c.frame}"
    yield f"frame={c.pos}|{c.frame}|{kind}"
    yield f"frame={c.pos}|{c.frame}|{c.context}"
    yield f"class={c.pos}|{kind}"
    yield f"class={group}|{kind}|{c.context}"
    yield f"context={c.pos}|{c.context}"
    yield f"lemma={lemma}|{c.pos}"
    yield f"lemma={lemma}|{group}"
    yield f"lemma={lemma}|{c.frame}"
    yield f"lemma={lemma}|{kind}"
    yield f"lemma={lemma}|{c.context}"
    yield from _cue(c, sentence, group)
    yield from _source(c, sentence, around, group)
    yield from _content(c, sentence, around, group)
    yield from _place(c, chance, sentence, around, group)


def _cue(c: Candidate, sentence: Sentence, group: str) -> Iterator[str]:
    token = sentence[c.head]
    above = sentence[token.head] if token.head >= 0 else None
    yield f"tag={token.xpos}|{group}"
    yield f"relation={token.deprel}|{c.pos}|{group}"
    if above is not None:
        yield f"above={above.upos}|{token.deprel}|{group}"
        if c.pos != "VERB" or token.relation in ("xcomp", "acl", "ccomp", "advcl"):
            yield f"above={above.lemma.lower()}|{c.pos}|{token.relation}"
            yield f"above={above.lemma.lower()}|{c.lemma}"
        if c.pos == "NOUN":
            yield f"above noun={token.relation}|{c.lemma}"
    for child in sentence.children(c.head):
        here = sentence[child]
        if here.relation in ("aux", "mark", "advmod", "cop", "det", "amod", "case"):
            side = "<" if child < c.head else ">"
            yield f"{here.relation}{side}{here.lemma.lower()}|{c.pos}"
            if here.relation in ("aux", "mark"):
                yield f"{here.relation}={here.lemma.lower()}|{group}"
        elif here.relation == "obl":
            noun = here.lemma.lower()
            prep = case_of(sentence, child)
            if is_carrier(noun):
                yield f"carrier|{prep}|{c.pos}"
                yield f"carrier|{group}"
            if here.text in _DAYS:
                yield f"day|{group}"
            if prep == "to" and classify_noun(noun) in ("person", "body"):
                yield f"listener|{group}"
        elif here.relation in ("iobj", "expl", "compound"):
            yield f"has {here.deprel}|{group}"
    yield f"negative={c.negative}|{group}"


def _source(c: Candidate, sentence: Sentence, around: Surroundings, group: str) -> Iterator[str]:
    if c.source is None:
        yield f"no source|{c.context}|{c.frame}"
        return
    token = sentence[c.source]
    word = token.lemma.lower()
    yield f"source={word if token.upos in ('NOUN', 'PRON') else token.upos}|{group}"
    if token.upos in ("NOUN", "PRON"):
        yield f"source={word}|{c.lemma}"
    number = token.feature("Number")
    yield f"number={number}|{c.source_class}|{group}"
    yield f"source relation={token.deprel}|{group}"
    own = token.head == c.head
    yield f"source own={own}|{group}"
    label = next(
        (
            entity.label
            for entity in around.reading.doc.entities_of(sentence.index)
            if entity.span.overlaps(token.span)
        ),
        None,
    )
    yield f"entity={label}|{group}"
    if label == EntityLabel.LOCATION or label == EntityLabel.ORGANIZATION:
        yield f"entity={label}|{c.lemma}"
    gap = c.head - c.source
    near = "far" if abs(gap) > 6 else "near" if abs(gap) > 2 else "next"
    yield f"gap={'behind' if gap < 0 else near}|{group}|{own}"
    dets = [sentence[i].lemma.lower() for i in sentence.children(c.source, "det", "nmod:poss")]
    yield f"source det={dets[0] if dets else ''}|{c.source_class}"


def _content(c: Candidate, sentence: Sentence, around: Surroundings, group: str) -> Iterator[str]:
    tokens = c.content
    here = set(tokens)
    first = sentence[tokens[0]]
    length = _bucket(len(tokens))
    yield f"length={length}|{group}"
    yield f"length={length}|{c.pos}"
    word = first.text.lower()
    if first.upos not in ("NOUN", "PROPN", "VERB", "ADJ", "NUM"):
        yield f"first={word}|{group}"
        yield f"first={word}|{c.lemma}"
    else:
        yield f"first={first.upos}|{group}"
    top = next((i for i in tokens if sentence[i].head not in here and sentence[i].upos != "PUNCT"), tokens[0])
    head = sentence[top]
    yield f"top={head.upos}|{group}"
    yield f"top={head.upos}|{head.deprel}|{c.frame}"
    if head.upos in ("NOUN", "VERB", "ADJ", "PRON"):
        yield f"top={head.lemma.lower()}|{group}"
        if head.upos == "NOUN":
            noun = classify_noun(head.lemma.lower())
            yield f"top class={noun}|{group}"
            yield f"top class={noun}|{c.lemma}"
    elif head.upos == "PROPN":
        yield f"top class=name|{group}"
        yield f"top class=name|{c.lemma}"
    dets = [sentence[i].lemma.lower() for i in sentence.children(top, "det", "nmod:poss")]
    yield f"top det={dets[0] if dets else ''}|{group}"
    finite = any(sentence[i].feature("VerbForm") == "Fin" for i in tokens)
    verbs = any(sentence[i].upos == "VERB" for i in tokens)
    yield f"finite={finite}{verbs}|{group}|{length > 3}"
    for modal in {sentence[i].lemma.lower() for i in tokens if sentence[i].upos == "AUX"} & _MODALS:
        yield f"content modal={modal}|{group}"
    marks = any(sentence[i].text in MARKS for i in tokens) or bool(
        around.reading.regions_in(sentence.span_of(tokens[0], tokens[-1]))
    )
    yield f"marks={marks}|{group}"
    if marks:
        yield f"marks|{c.lemma}"
    after = sentence[tokens[-1] + 1].text if tokens[-1] + 1 < len(sentence) else ""
    yield f"after={after if not after.isalnum() else 'word'}|{group}"
    yield f"order={tokens[0] > c.head}|{group}"


def _place(
    c: Candidate, chance: float, sentence: Sentence, around: Surroundings, group: str
) -> Iterator[str]:
    doc = around.reading.doc
    paragraph = doc.paragraphs[sentence.paragraph]
    yield f"paragraph={paragraph.kind}|{group}"
    yield f"paragraph number={min(4, sentence.paragraph)}"
    if c.context != QUOTED and around.reading.is_quoted(sentence[c.head].span.start):
        yield "quoted"
    credited = min(3, around.times_credited(c, chance))
    yield f"credited={credited}|{c.source_class}"
    yield f"credited={credited}|{group}"
    others = [o for o in around.strong[sentence.index] if o.head != c.head]
    inside = [o for o in others if c.head in o.content]
    yield f"inside={bool(inside)}|{group}"
    if inside:
        same = any(o.source == c.source for o in inside)
        yield f"inside|{same}|{c.source_class}|{group}"
        yield f"inside|{c.context}"
        yield f"inside|{c.lemma}"
    holds = any(o.head in c.content for o in others)
    yield f"holds={holds}|{group}"
    if holds:
        yield f"holds|{c.lemma}"
    yield f"shares={any(o.source == c.source for o in others)}|{group}|{bool(c.source)}"
    best = around.best.get((c.sentence, c.head), 0.0)
    yield f"best={best <= chance}|{group}"
    opener = sentence[0].lemma.lower() if sentence[0].upos in ("SCONJ", "CCONJ", "ADV", "ADP") else ""
    yield f"opener={opener}|{c.pos}"
    last = sentence[len(sentence) - 1].text
    yield f"ends={last if last in ('.', '?', '!', ':') else ''}|{c.pos}"
