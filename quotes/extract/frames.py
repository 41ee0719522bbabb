"""Every word that could be a cue, with the frames it stands in and the content each would give.

A frame names how a content hangs on its cue ("ccomp": a clause, "obj": a noun phrase, "obl:for": a
prepositional phrase). Nothing is decided here: the lexicon's counts, which were made with these same frames,
say how likely each is.
"""

from collections.abc import Iterator, Sequence

from quotes.document import Document, Sentence
from quotes.extract.candidate import Candidate
from quotes.extract.content import (
    case_of,
    clause_told,
    clause_without_that,
    complement,
    has_to,
    is_apart,
    is_clause,
    is_marked,
    rest_of,
    that_clause,
)
from quotes.extract.cues import context_of, cue_lemma, cue_tokens, is_negative
from quotes.extract.nouns import find_noun_frames
from quotes.extract.sources import classify_source, find_subject, is_date

# Prepositions that make a frame of their own with an object: "praised X for", "described X as".
_WITH_OBJECT = frozenset(("as", "for", "of", "about", "against", "on", "with", "to", "from", "over"))


def find_candidates(doc: Document, sentence: Sentence) -> Iterator[Candidate]:
    """Every candidate of one sentence, words in order; several for one word that stands in several frames."""
    for index, token in enumerate(sentence):
        if token.upos == "VERB":
            yield from _Verb(doc, sentence, index).frames()
        elif token.upos in ("NOUN", "ADJ"):
            yield from find_noun_frames(doc, sentence, index)
            yield from _mistagged(doc, sentence, index)


class _Verb:
    """A verb with its dependents, sorted by what they can be."""

    def __init__(self, doc: Document, sentence: Sentence, verb: int) -> None:
        self.doc, self.sentence, self.verb = doc, sentence, verb
        self.token = sentence[verb]
        subject = find_subject(sentence, verb)
        self.subject = None if subject is not None and is_date(doc, sentence, subject) else subject
        later = [i for i in sentence.children(verb) if i > verb]
        self.clauses = sentence.children(verb, "ccomp")
        self.infinitives = [i for i in later if sentence[i].deprel == "xcomp"]
        self.objects = [i for i in later if sentence[i].deprel in ("obj", "iobj")]
        self.obliques = [i for i in later if sentence[i].relation in ("obl", "nmod")]
        self.adverbials = [i for i in later if sentence[i].deprel == "advcl"]
        self.passive = bool(sentence.children(verb, "aux:pass", "nsubj:pass", "obl:agent"))

    def make(
        self, frame: str, content: Sequence[int], source: int | None, extra: tuple[int, ...] = ()
    ) -> Candidate:
        sentence, verb = self.sentence, self.verb
        if source is not None and source in content:
            source = None
        return Candidate(
            sentence.index, verb, cue_lemma(self.token), "VERB", frame,
            classify_source(self.doc, sentence, source), cue_tokens(sentence, verb, extra), source,
            tuple(content), is_negative(sentence, verb), context_of(sentence, verb),
        )  # fmt: skip

    def frames(self) -> Iterator[Candidate]:
        """Candidates in every frame of the verb."""
        if self.passive:
            yield from self._passive()
            return
        told = clause_told(self.sentence, self.verb)
        if told:
            yield self.make("zero<", told, self.subject)
            return
        before = [i for i in self.clauses if i < self.verb]
        # Of two, the place of a dateline is none: "LIMA, May 4 - A bus left the road, police said."
        before = ([i for i in before if is_clause(self.sentence, i)] or before)[:1]
        behind = [i for i in self.clauses if i > self.verb][:1]
        for clause in (*before, *behind):
            frame = "ccomp" if is_marked(self.sentence, clause) else "zero"
            tokens = complement(self.sentence, self.verb, clause)
            yield self.make(frame + ("" if clause > self.verb else "<"), tokens, self.subject)
        moved = that_clause(self.sentence, self.verb) if not behind else []
        if moved:
            yield self.make("ccomp", moved, self.subject)
        elif not self.clauses:
            yield from self._phrases()
        if (
            self.token.relation == "parataxis"
            and self.token.head >= 0
            and not is_apart(self.sentence, self.verb)
        ):
            rest = self.sentence.subtree(self.token.head, without=frozenset((self.verb,)))
            yield self.make("parataxis", rest, self.subject)

    def _passive(self) -> Iterator[Candidate]:
        sentence, verb = self.sentence, self.verb
        agents = [i for i in sentence.children(verb, "obl") if self._is_agent(i)]
        source = agents[0] if agents else None
        told = clause_told(sentence, verb)
        if told:
            yield self.make("pass:ccomp", told, source)
            return
        for clause in self.clauses:
            yield self.make("pass:ccomp", complement(sentence, verb, clause), source)
        for clause in self.infinitives:
            yield self.make("pass:xcomp", complement(sentence, verb, clause), source)
            yield from self._raised(clause, "pass:raise")
        patient = [i for i in sentence.children(verb, "nsubj:pass") if i < verb]
        if agents and patient:
            yield self.make("pass:by", sentence.subtree(patient[0]), source)
        elif agents and self.token.relation == "acl" and 0 <= self.token.head < verb:
            noun = [i for i in sentence.subtree(self.token.head, without=frozenset((verb,))) if i < verb]
            yield self.make("acl:by", noun, source)
        elif patient and not self.clauses and not self.infinitives:
            start = next(iter((*self.obliques, *self.adverbials)), None)
            rest = rest_of(sentence, verb, start) if start is not None else []
            frame = f"pass:{case_of(sentence, start)}" if start is not None else "pass"
            yield self.make(frame, sorted({*sentence.subtree(patient[0]), *rest}), source)

    def _is_agent(self, index: int) -> bool:
        return self.sentence[index].deprel == "obl:agent" or case_of(self.sentence, index) == "by"

    def _phrases(self) -> Iterator[Candidate]:
        """Infinitives, noun phrases and prepositional phrases as contents."""
        sentence, verb = self.sentence, self.verb
        first = next(iter(self.objects), None)
        if self.infinitives:
            clause = self.infinitives[0]
            start = first if first is not None and first < clause else clause
            form = sentence[clause].feature("VerbForm").lower() or "small"
            kind = "to" if has_to(sentence, clause) else form
            frame = f"xcomp:{kind}" if start == clause else f"obj+xcomp:{kind}"
            yield self.make(frame, rest_of(sentence, verb, start), self.subject)
            if start == clause:
                yield from self._raised(clause, f"raise:{kind}")
        elif first is not None:
            clause_tokens = clause_without_that(sentence, verb, first)
            if clause_tokens:
                yield self.make("zero", clause_tokens, self.subject)
            others = [i for i in (*self.obliques, *self.adverbials) if i > first and not self._is_aside(i)]
            prep = next((p for p in (case_of(sentence, i) for i in others) if p in _WITH_OBJECT), "")
            yield self.make(f"obj+{prep}" if prep else "obj", rest_of(sentence, verb, first), self.subject)
        else:
            yield from self._prepositional()

    def _is_aside(self, index: int) -> bool:
        """True for clauses beside an object that make no frame: "as prices rose", "as estimated by"."""
        return self.sentence[index].xpos == "VBN" or bool(self.sentence.children(index, "nsubj"))

    def _prepositional(self) -> Iterator[Candidate]:
        sentence, verb = self.sentence, self.verb
        for other in (*self.obliques, *self.adverbials):
            prep = case_of(sentence, other)
            place = sentence.subtree(other)[0]
            tokens = [i for i in rest_of(sentence, verb, other) if i > place]
            if prep and tokens:
                kind = "obl" if other in self.obliques else "advcl"
                extra = (place,) if place == verb + 1 else ()
                yield self.make(f"{kind}:{prep}", tokens, self.subject, extra)
                return

    def _raised(self, clause: int, frame: str) -> Iterator[Candidate]:
        """Raised subjects ("The talks seem to fail", "is expected to sign"): content, no source."""
        sentence, verb = self.sentence, self.verb
        subject = next((i for i in sentence.children(verb, "nsubj") if i < verb), None)
        if subject is not None:
            content = {*sentence.subtree(subject), *rest_of(sentence, verb, clause)}
            yield self.make(frame, sorted(content), None)


def _mistagged(doc: Document, sentence: Sentence, index: int) -> Iterator[Candidate]:
    """Verbs that taggers take for plural nouns: "UNICEF estimates that", "but highlights the"."""
    token = sentence[index]
    if token.xpos != "NNS" or not 0 < index < len(sentence) - 3:
        return
    before, behind = sentence[index - 1], sentence[index + 1]
    source, frame = None, ""
    if (
        behind.text.lower() == "that"
        and before.upos in ("PROPN", "PRON", "NOUN")
        and before.text.lower() != "'s"
    ):
        source, frame = index - 1, "ccomp"
    elif behind.upos == "DET" and before.upos == "CCONJ" and sentence.root < index:
        source, frame = find_subject(sentence, sentence.root), "obj"
    if source is None:
        return
    content = tuple(range(index + 1, len(sentence)))
    yield Candidate(
        sentence.index, index, token.lemma.lower(), "VERB", frame, classify_source(doc, sentence, source),
        (index,), source, content, context="present",
    )  # fmt: skip
