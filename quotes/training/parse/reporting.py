"""Invented sentences of reported speech, with their trees, out of clauses and names of the training data.

Reported speech as newspapers print it is rare in the treebanks: a quotation with its source behind it, or in
its middle, over several paragraphs, with "according to". The trees follow what UD English does: the reporting
verb is the root and the content its `ccomp`, unless the report interrupts the content, which makes it a
`parataxis`. Sentences like these also carry appositions ("Ann Lee, the mayor of York, said").
"""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from quotes.training.parse.phrases import Node, Phrase, find_sources, finish, is_clause, to_phrase
from quotes.training.parse.styles import straighten
from quotes.training.parse.treebank import Sentence, Word

# How often a source is a person's name out of the lists, and how often such a name has an apposition.
NAMED, DESCRIBED = 0.4, 0.35
# Of paragraphs: those typed with straight marks.
TYPED = 0.25


def _read_words() -> dict[str, list[tuple[str, str]]]:
    """Words and lemmas by kind, each as often as it is to be drawn."""
    words: dict[str, list[tuple[str, str]]] = defaultdict(list)
    text = (Path(__file__).parent / "reporting.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            kind, form, lemma, times = line.split("\t")
            for name in {kind, kind.replace("inverting", "verb")}:
                words[name] += [(form, lemma)] * int(times)
    return words


_WORDS = _read_words()
_VERBS = _WORDS["verb"]
_INVERTING = frozenset(form for form, _ in _WORDS["inverting"])
PEOPLE = frozenset(lemma for _, lemma in _WORDS["person"])
_ROLES = [form for form, _ in _WORDS["role"]]


class Inventor:
    """Makes paragraphs out of a treebank's clauses and sources and of persons' names (first, last)."""

    def __init__(
        self, sentences: Sequence[Sentence], names: Sequence[tuple[str, str]], rng: random.Random
    ) -> None:
        self._clauses = [sentence.words for sentence in sentences if is_clause(sentence)]
        self._sources = [
            (sentence.words, places)
            for sentence in sentences
            if not sentence.joined
            for places in find_sources(sentence, PEOPLE)
        ]
        self._places = sorted(
            {
                word.form
                for sentence in sentences
                for word in sentence.words
                if word.upos == "PROPN"
                and word.deprel == "nmod"
                and word.form.isalpha()
                and word.form.istitle()
            }
        )
        self._names, self._rng = list(names), rng

    def invent(self, number: int) -> list[Sentence]:
        """One paragraph."""
        plans: tuple[tuple[float, tuple[Callable[[], list[Node]], ...]], ...] = (
            (0.20, (self.quotation_first, self.whole)),
            (0.14, (self.opening, self.closing, self.plain)),
            (0.12, (self.whole, self.plain)),
            (0.10, (self.plain, self.quotation_first)),
            (0.14, (self.interrupted, self.plain)),
            (0.12, (self.quotation_last, self.plain)),
            (0.08, (self.indirect, self.quotation_first, self.whole)),
            (0.05, (self.according_first, self.whole)),
            (0.05, (self.plain, self.according_last, self.quotation_last)),
        )
        chosen = self._rng.choices([plan for _, plan in plans], [share for share, _ in plans])[0]
        paragraph = [
            finish(make(), f"invented-{number}-{i}", opens_paragraph=not i) for i, make in enumerate(chosen)
        ]
        if self._rng.random() < TYPED:
            return [straighten(sentence) for sentence in paragraph]
        return [
            sentence.with_words(replace(word, form=word.form.replace("'", "’")) for word in sentence.words)
            for sentence in paragraph
        ]

    # ------------------------------------------------------------------ parts
    def _clause(self) -> Phrase:
        words = self._rng.choice(self._clauses)
        return to_phrase(words, range(len(words)))

    def _source(self) -> Phrase:
        if self._rng.random() >= NAMED:
            words, places = self._rng.choice(self._sources)
            return to_phrase(words, places)
        first, last = self._rng.choice(self._names)
        top = Node(Word(first, first, "PROPN", "NNP", "Number=Sing", 0, "nsubj"))
        nodes = [top, Node(Word(last, last, "PROPN", "NNP", "Number=Sing", 0, "flat"), top)]
        if self._rng.random() < DESCRIBED:
            nodes += self._describe(top, nodes)
        return Phrase(nodes, top)

    def _describe(self, top: Node, before: Sequence[Node]) -> list[Node]:
        """An apposition behind a name: ", the mayor of York,"."""
        role = Node(Word(self._rng.choice(_ROLES), "", "NOUN", "NN", "Number=Sing", 0, "appos"), top)
        role.change(lemma=role.word.form)
        the = Node(Word("the", "the", "DET", "DT", "Definite=Def|PronType=Art", 0, "det"), role)
        place = Node(Word(self._rng.choice(self._places), "", "PROPN", "NNP", "Number=Sing", 0, "nmod"), role)
        place.change(lemma=place.word.form)
        of = Node(Word("of", "of", "ADP", "IN", "_", 0, "case"), place)
        before[-1].change(space=False)
        place.change(space=False)
        return [_mark(",", role), the, role, of, place, _mark(",", role)]

    def _verb(self, source: Node) -> Node:
        form, lemma = self._rng.choice(_VERBS)
        plural, person = "Number=Plur" in source.word.feats, "1" if "Person=1" in source.word.feats else "3"
        if form.endswith("s") and (plural or person == "1"):
            form, lemma = "said", "say"
        number = "Plur" if plural else "Sing"
        if form.endswith("s"):
            feats, xpos = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "VBZ"
        else:
            feats, xpos = f"Mood=Ind|Number={number}|Person={person}|Tense=Past|VerbForm=Fin", "VBD"
        return Node(Word(form, lemma, "VERB", xpos, feats, 0, "root"))

    def _report(self, *, starts: bool, may_invert: bool) -> Phrase:
        """Source and verb, in either order, with whom was told."""
        source = self._source()
        _fit_case(source.nodes[0], starts=starts)
        verb = self._verb(source.top)
        source.top.attach(verb, "nsubj")
        inverts = may_invert and verb.word.form in _INVERTING and source.top.word.upos != "PRON"
        if inverts and self._rng.random() < 0.45:
            return Phrase([verb, *source.nodes], verb)
        nodes = [*source.nodes, verb]
        if verb.word.form == "told":
            nodes.append(Node(Word("reporters", "reporter", "NOUN", "NNS", "Number=Plur", 0, "obj"), verb))
        return Phrase(nodes, verb)

    # ------------------------------------------------------------------ sentences
    def plain(self) -> list[Node]:
        """A sentence of the article's own."""
        return self._clause().nodes

    def whole(self) -> list[Node]:
        """“Clause.”"""
        clause = self._clause()
        clause.nodes[-1].change(space=False)
        return [_mark("“", clause.top, space=False), *clause.nodes, _mark("”", clause.top)]

    def opening(self) -> list[Node]:
        """“Clause. (the quotation goes on)"""
        clause = self._clause()
        return [_mark("“", clause.top, space=False), *clause.nodes]

    def closing(self) -> list[Node]:
        """Clause,” source verb."""
        return self._behind(opened=True)

    def quotation_first(self) -> list[Node]:
        """“Clause,” source verb."""
        return self._behind(opened=False)

    def _behind(self, *, opened: bool) -> list[Node]:
        clause, report = self._clause(), self._report(starts=False, may_invert=True)
        body = clause.nodes[:-1]
        clause.top.attach(report.top, "ccomp")
        body[-1].change(space=False)
        report.nodes[-1].change(space=False)
        mark = [] if opened else [_mark("“", clause.top, space=False)]
        marks = [_mark(",", clause.top, space=False), _mark("”", clause.top)]
        return [*mark, *body, *marks, *report.nodes, _mark(".", report.top)]

    def quotation_last(self) -> list[Node]:
        """Source verb, “clause.”"""
        clause, report = self._clause(), self._report(starts=True, may_invert=False)
        clause.top.attach(report.top, "ccomp")
        clause.nodes[-1].change(space=False)
        report.nodes[-1].change(space=False)
        mark = _mark(self._rng.choice(",,:"), clause.top)
        return [
            *report.nodes,
            mark,
            _mark("“", clause.top, space=False),
            *clause.nodes,
            _mark("”", clause.top),
        ]

    def interrupted(self) -> list[Node]:
        """Subject, source verb, rest of the clause: the report hangs under the clause as a parataxis."""
        for _ in range(20):
            clause = self._clause()
            split = _end_of_subject(clause)
            if 0 < split < len(clause.nodes) - 2:
                break
        else:
            return clause.nodes
        report = self._report(starts=False, may_invert=True)
        report.top.attach(clause.top, "parataxis")
        before, behind = clause.nodes[:split], clause.nodes[split:]
        before[-1].change(space=False)
        report.nodes[-1].change(space=False)
        if self._rng.random() < 0.5:
            return [*before, _mark(",", report.top), *report.nodes, _mark(",", report.top), *behind]
        behind[-1].change(space=False)
        return [
            _mark("“", clause.top, space=False), *before, _mark(",", report.top, space=False),
            _mark("”", clause.top), *report.nodes, _mark(",", report.top),
            _mark("“", clause.top, space=False), *behind, _mark("”", clause.top),
        ]  # fmt: skip

    def indirect(self) -> list[Node]:
        """Source verb (that) clause."""
        clause, report = self._clause(), self._report(starts=True, may_invert=False)
        clause.top.attach(report.top, "ccomp")
        clause.nodes[-1].attach(report.top, "punct")
        _lower_first(clause.nodes[0])
        that = [Node(Word("that", "that", "SCONJ", "IN", "_", 0, "mark"), clause.top)]
        silent = self._rng.random() < 0.15 and report.top.word.form != "told"
        return [*report.nodes, *([] if silent else that), *clause.nodes]

    def according_first(self) -> list[Node]:
        """According to source, clause."""
        clause, phrase = self._clause(), self._according("According")
        phrase.top.attach(clause.top, "obl")
        phrase.nodes[-1].change(space=False)
        _lower_first(clause.nodes[0])
        return [*phrase.nodes, _mark(",", phrase.top), *clause.nodes]

    def according_last(self) -> list[Node]:
        """Clause, according to source."""
        clause, phrase = self._clause(), self._according("according")
        phrase.top.attach(clause.top, "obl")
        body = clause.nodes[:-1]
        body[-1].change(space=False)
        phrase.nodes[-1].change(space=False)
        return [*body, _mark(",", phrase.top), *phrase.nodes, clause.nodes[-1]]

    def _according(self, form: str) -> Phrase:
        source = self._source()
        while source.top.word.upos == "PRON":
            source = self._source()
        _fit_case(source.nodes[0], starts=False)
        feats = "ExtPos=ADP|Tense=Pres|VerbForm=Part"
        first = Node(Word(form, "accord", "VERB", "VBG", feats, 0, "case"), source.top)
        second = Node(Word("to", "to", "ADP", "IN", "_", 0, "fixed"), first)
        return Phrase([first, second, *source.nodes], source.top)


_TAGS = {",": ",", ".": ".", "“": "``", "”": "''", ":": ":"}


def _mark(form: str, head: Node, *, space: bool = True) -> Node:
    lemma = '"' if form in "“”" else form
    return Node(Word(form, lemma, "PUNCT", _TAGS[form], "_", 0, "punct", space), head)


def _fit_case(node: Node, *, starts: bool) -> None:
    """First letter of a source, at the start of a sentence or inside."""
    word = node.word
    if starts:
        node.change(form=word.form[0].upper() + word.form[1:])
    elif word.upos in ("DET", "PRON", "ADJ", "NOUN") and word.form != "I" and word.lemma[:1].islower():
        node.change(form=word.form[0].lower() + word.form[1:])


def _lower_first(node: Node) -> None:
    """First letter of a clause that now stands inside a sentence."""
    word = node.word
    if word.upos != "PROPN" and word.form != "I" and word.lemma[:1].islower():
        node.change(form=word.form[0].lower() + word.form[1:])


def _end_of_subject(clause: Phrase) -> int:
    """Place behind the subject of a clause that begins with it; 0 where it does not."""
    nodes = clause.nodes
    subject = next((n for n in nodes if n.head is clause.top and n.word.deprel.startswith("nsubj")), None)
    if subject is None or subject.word.upos == "PRON":
        return 0
    inside = [_is_below(node, subject) for node in nodes]
    end = inside.index(False)
    return end if end and not any(inside[end:]) else 0


def _is_below(node: Node, top: Node) -> bool:
    at: Node | None = node
    while at is not None and at is not top:
        at = at.head
    return at is top
