"""Every word that could be a cue, with the frames it stands in and the content each would give.

A frame names how a content hangs on its cue ("ccomp": a clause, "obj": a noun phrase, "obl:for": a
prepositional phrase). Nothing is decided here: the lexicon's counts, which were made with these same frames,
say how likely each is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quotes.document import Document, Sentence
from quotes.extract.sources import classify_source, find_subject
from quotes.extract.spans import is_edge

MARKS = frozenset(('"', "“", "”", "„", "''", "``", "«", "»"))
NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nobody", "none", "nor"))

# Adverbs and auxiliaries between which a cue's words stand together.
_CUE_PARTS = ("aux", "aux:pass", "compound:prt", "cop")
# Prepositions and marks of adverbial clauses that continue the content.
_PURPOSE = frozenset(("to", "for", "of", "as", "by", "from", "if", "because", "about", "against"))
_NEVER_CONTENT = ("conj", "cc", "parataxis", "punct", "nsubj", "discourse", "vocative", "nsubj:pass", "expl")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible attribution inside one sentence; token indices.

    head     the cue's main word; `lemma`, `pos`, `frame` and `source_class` are what the lexicon counts
    cue      tokens of the cue
    source   head of the source, None when there is none
    content  tokens of the content
    """

    sentence: int
    head: int
    lemma: str
    pos: str
    frame: str
    source_class: str
    cue: tuple[int, ...]
    source: int | None
    content: tuple[int, ...]
    negative: bool = False
    context: str = ""


_MODALS = frozenset(("will", "would", "shall", "should", "can", "could", "may", "might", "must"))


def context_of(sentence: Sentence, head: int) -> str:
    """The grammatical context of a cue that changes how likely it is one: "to discuss", "would argue"."""
    token = sentence[head]
    if token.upos != "VERB":
        return "noun"
    children = sentence.children(head)
    words = {sentence[i].lemma.lower() for i in children if i < head}
    if any(sentence[i].relation == "mark" and sentence[i].lemma == "to" for i in children if i < head):
        return "purpose" if token.relation in ("advcl", "acl") else "infinitive"
    if words & _MODALS:
        return "modal"
    if words & NEGATIONS or any(sentence[i].text.lower() in NEGATIONS for i in children if i < head):
        return "negated"
    if token.relation == "advcl" and words & {"if", "when", "before", "after", "until", "unless"}:
        return "subordinate"
    if token.deprel == "acl:relcl":
        return "relative"
    if token.xpos == "VBG" and not any(sentence[i].relation == "aux" for i in children):
        return "participle"
    if token.xpos in ("VB", "VBP") and not any(sentence[i].relation in ("nsubj", "aux") for i in children):
        return "bare"
    return "present" if token.xpos in ("VBZ", "VBP") else "plain"


def find_candidates(doc: Document, sentence: Sentence) -> Iterator[Candidate]:
    """Every candidate of one sentence, words in order; several for one word that stands in several frames."""
    for index, token in enumerate(sentence):
        if token.upos == "VERB":
            yield from _verb_frames(doc, sentence, index)
        elif token.upos in ("NOUN", "ADJ"):
            yield from _noun_frames(doc, sentence, index)


# ------------------------------------------------------------------ verbs
def _verb_frames(doc: Document, sentence: Sentence, verb: int) -> Iterator[Candidate]:
    token = sentence[verb]
    passive = bool(sentence.children(verb, "aux:pass", "nsubj:pass", "obl:agent"))
    subject = find_subject(sentence, verb)
    children = sentence.children(verb)
    clauses = [i for i in children if sentence[i].deprel == "ccomp"]
    infinitives = [i for i in children if sentence[i].deprel == "xcomp" and i > verb]
    objects = [i for i in children if sentence[i].deprel in ("obj", "iobj") and i > verb]
    obliques = [i for i in children if sentence[i].relation in ("obl", "nmod") and i > verb]
    adverbials = [i for i in children if sentence[i].deprel == "advcl" and i > verb]
    agents = [
        i for i in children if sentence[i].deprel == "obl:agent" or (passive and _case(sentence, i) == "by")
    ]

    def make(
        frame: str, content: list[int], *, source: int | None = subject, extra: tuple[int, ...] = ()
    ) -> Candidate:
        if source is not None and source in content:
            source = None
        return Candidate(
            sentence.index, verb, token.lemma.lower(), token.upos, frame,
            classify_source(doc, sentence, source), cue_tokens(sentence, verb, extra), source,
            tuple(content), is_negative(sentence, verb), context_of(sentence, verb),
        )  # fmt: skip

    if passive:
        source = agents[0] if agents else None
        for clause in clauses:
            yield make("pass:ccomp", _complement(sentence, verb, clause), source=source)
        for clause in infinitives:
            yield make("pass:xcomp", _complement(sentence, verb, clause), source=source)
            yield from _raised(sentence, verb, clause, "pass:raise", make)
        patient = [i for i in sentence.children(verb, "nsubj:pass") if i < verb]
        if agents and patient:
            yield make("pass:by", list(sentence.subtree(patient[0])), source=source)
        elif agents and token.relation == "acl" and token.head >= 0 and token.head < verb:
            noun = [i for i in sentence.subtree(token.head, without=frozenset((verb,))) if i < verb]
            yield make("acl:by", noun, source=source)
        elif patient and not clauses and not infinitives:
            rest = _rest(sentence, verb, obliques[0]) if obliques else []
            yield make("pass", sorted({*sentence.subtree(patient[0]), *rest}), source=source)
        return
    for clause in [*[i for i in clauses if i < verb][:1], *[i for i in clauses if i > verb][:1]]:
        marked = _is_marked(sentence, clause)
        side = "" if clause > verb else "<"
        yield make(("ccomp" if marked else "zero") + side, _complement(sentence, verb, clause))
    first = next(iter(objects), None)
    if not clauses:
        for clause in infinitives:
            start = first if first is not None and first < clause else clause
            kind = (
                "to" if _has_to(sentence, clause) else sentence[clause].feature("VerbForm").lower() or "small"
            )
            yield make(("obj+" if start != clause else "") + f"xcomp:{kind}", _rest(sentence, verb, start))
            if start == clause:
                yield from _raised(sentence, verb, clause, f"raise:{kind}", make)
            break
        else:
            if first is not None:
                preps = [_case(sentence, i) for i in obliques + adverbials if i > first]
                prep = next(
                    (
                        p
                        for p in preps
                        if p in ("as", "for", "of", "about", "against", "on", "with", "to", "from", "over")
                    ),
                    "",
                )
                yield make("obj" + (f"+{prep}" if prep else ""), _rest(sentence, verb, first))
            else:
                for other in (*obliques, *adverbials):
                    prep = _case(sentence, other)
                    if prep:
                        place = min(sentence.subtree(other))
                        tokens = [i for i in _rest(sentence, verb, other) if i > place]
                        kind = "obl" if other in obliques else "advcl"
                        extra = (place,) if place == verb + 1 else ()
                        if tokens:
                            yield make(f"{kind}:{prep}", tokens, extra=extra)
                            break
    if token.relation == "parataxis" and token.head >= 0:
        rest = list(sentence.subtree(token.head, without=frozenset((verb,))))
        yield make("parataxis", rest)


def _raised(
    sentence: Sentence, verb: int, clause: int, frame: str, make: Callable[..., Candidate]
) -> Iterator[Candidate]:
    """Raised subjects ("The talks seem to fail", "is expected to sign"): part of the content, no source."""
    subject = next((i for i in sentence.children(verb, "nsubj") if i < verb), None)
    if subject is not None:
        content = {*sentence.subtree(subject), *_rest(sentence, verb, clause)}
        yield make(frame, sorted(content), source=None)


def _complement(sentence: Sentence, verb: int, clause: int) -> list[int]:
    """A clause with what parsers hang beside it; both halves of one that the telling interrupts."""
    tokens = sentence.subtree(clause)
    first, last = _telling(sentence, verb, clause)
    before = [i for i in tokens if i < first]
    after = [i for i in tokens if i > last] if clause < verb else _rest(sentence, verb, clause)
    if clause > verb and len(before) < 2:
        before = []
    return before + [i for i in after if i > last or clause > verb]


def _telling(sentence: Sentence, verb: int, clause: int) -> tuple[int, int]:
    """First and last token of the telling itself: subject, auxiliaries and verb."""
    parts = [verb]
    for child in sentence.children(verb):
        if child != clause and sentence[child].relation in ("nsubj", "aux", "advmod"):
            parts += sentence.subtree(child)
    return min(parts), max(parts)


def _rest(sentence: Sentence, verb: int, start: int) -> list[int]:
    """The subtree of `start` and of the later children of the verb that belong to what was said.

    Parsers hang the end of a clause on the verb that reports it; taking it back finds a tenth more of the
    contents of PolNeAR train than the subtree alone, and its exact ends more often too.
    """
    clausal = sentence[start].deprel in ("ccomp", "xcomp", "csubj")
    tokens = _cut_tail(sentence, [i for i in sentence.subtree(start) if i > verb], start, clausal=clausal)
    for child in sentence.children(verb):
        if child > start and sentence[child].relation not in _NEVER_CONTENT:
            if _tells(sentence, child, clausal=clausal):
                break
            tokens += sentence.subtree(child)
    return sorted(set(tokens))


def _tells(sentence: Sentence, child: int, *, clausal: bool) -> bool:
    """True for a later dependent of a cue that speaks of the telling ("..., adding that", "on Monday").

    Shares of such dependents inside the gold contents of PolNeAR train: participles 0.12, clauses behind a
    comma 0.2, dates beside a noun phrase 0.4; "to", "for", "as", "of" and "by" clauses 0.9.
    """
    token = sentence[child]
    if token.deprel == "advcl":
        mark = _case(sentence, child)
        if token.feature("VerbForm") in ("Part", "Ger") and not mark:
            return True
        return mark not in _PURPOSE and (not clausal or starts_behind_comma(sentence, child))
    return token.deprel in ("obl:unmarked", "obl:tmod") and not clausal


def _cut_tail(sentence: Sentence, tokens: list[int], start: int, *, clausal: bool) -> list[int]:
    """Leave out what the article adds behind a comma: ", reflecting ..."; on noun phrases ", which ..."."""
    here = set(tokens)
    for index in tokens:
        token = sentence[index]
        if index == start or not starts_behind_comma(sentence, index):
            continue
        adds = token.deprel == "advcl" and token.xpos == "VBG" and not _case(sentence, index)
        if adds or (token.deprel == "acl:relcl" and not clausal):
            tail = sentence.subtree(index)
            if tail[-1] + 1 not in here:
                return [i for i in tokens if i < tail[0]]
    return tokens


def starts_behind_comma(sentence: Sentence, index: int) -> bool:
    """True when a comma or dash stands before a subtree, as its own token or its neighbour's."""
    first = min(sentence.subtree(index))
    return is_edge(sentence, first) or (first > 0 and is_edge(sentence, first - 1))


# ------------------------------------------------------------------ nouns and adjectives
def _noun_frames(doc: Document, sentence: Sentence, head: int) -> Iterator[Candidate]:
    token = sentence[head]
    children = sentence.children(head)
    source = next((i for i in children if sentence[i].deprel == "nmod:poss"), None)
    if source is None and token.upos == "ADJ":
        source = find_subject(sentence, head)
    if source is None and token.upos == "NOUN":
        source = next(
            (i for i in children if sentence[i].relation == "nmod" and _case(sentence, i) == "by"), None
        )
    if source is None and token.upos == "NOUN" and token.head >= 0 and token.relation in ("obj", "xcomp"):
        source = find_subject(sentence, token.head)

    def make(frame: str, content: list[int], extra: tuple[int, ...] = ()) -> Candidate:
        owner = None if source in content else source
        return Candidate(
            sentence.index, head, token.lemma.lower(), token.upos, frame,
            classify_source(doc, sentence, owner), cue_tokens(sentence, head, extra), owner, tuple(content), is_negative(sentence, head), context_of(sentence, head),
        )  # fmt: skip

    for child in children:
        if child < head:
            continue
        relation = sentence[child].deprel
        if relation in ("acl", "ccomp", "xcomp", "advcl", "csubj"):
            kind = "to" if _has_to(sentence, child) else "that" if _is_marked(sentence, child) else "other"
            yield make(f"{relation}:{kind}", list(sentence.subtree(child)))
        elif sentence[child].relation in ("nmod", "obl"):
            prep = _case(sentence, child)
            if prep and prep != "by":
                place = min(sentence.subtree(child))
                tokens = [i for i in sentence.subtree(child) if i > place]
                if tokens:
                    yield make(f"nmod:{prep}", tokens, (place,) if place == head + 1 else ())


# ------------------------------------------------------------------ helpers
def cue_tokens(sentence: Sentence, head: int, extra: tuple[int, ...] = ()) -> tuple[int, ...]:
    """The cue's words: its head with the auxiliaries, negation and adverbs that stand right before it."""
    first = head
    if sentence[head].upos in ("VERB", "ADJ"):
        while first > 0:
            before = sentence[first - 1]
            if before.head == head and (
                before.relation in ("aux", "advmod", "cop") or before.text.lower() == "to"
            ):
                if before.text.lower() in ("when", "how", "why", "where", "as", "even", "just"):
                    break
                first -= 1
            else:
                break
    tokens = {*range(first, head + 1), *extra}
    tokens.update(i for i in sentence.children(head, "compound:prt") if i == head + 1)
    return tuple(sorted(tokens))


def is_negative(sentence: Sentence, head: int) -> bool:
    """True when the cue itself is negated ("never said")."""
    return any(
        sentence[i].lemma.lower() in NEGATIONS or sentence[i].text.lower() in NEGATIONS
        for i in sentence.children(head, "advmod", "det", "aux", "mark")
    )


def _case(sentence: Sentence, index: int) -> str:
    """The preposition of a nominal or of an adverbial clause, "" for none."""
    for child in sentence.children(index, "case", "mark"):
        if child < index:
            return sentence[child].lemma.lower()
    return ""


def _has_to(sentence: Sentence, index: int) -> bool:
    return any(sentence[i].lemma == "to" for i in sentence.children(index, "mark"))


def _is_marked(sentence: Sentence, clause: int) -> bool:
    """True for a clause that opens with that, whether, if or a question word."""
    first = sentence[min(sentence.subtree(clause))].text.lower()
    return first in ("that", "whether", "if", "what", "how", "why", "who", "which", "when", "where")
