"""Sources that a phrase brings in: "according to X", "as X said", "as emphasized by X"."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from quotes.document import Sentence
from quotes.extract.lexicon import Lexicon, Use
from quotes.extract.sources import LISTENERS, source_tokens
from quotes.extract.spans import MARKS, is_edge

# A verb behind "as" is a cue when it is one this often with a clause or beside a quotation.
MIN_AS_PROBABILITY = 0.4

_AS_RELATIONS = frozenset(("advcl", "acl", "parataxis", "root", "conj", "dep"))
_AS_FRAMES = ("ccomp", "zero", "quote<", "zero<")
# Longer ones are clauses of the article's own: "as the court said on the day on which ...".
MAX_AS_LENGTH = 30

# "In his opinion": nouns for what somebody thinks or how somebody puts it ...
_OPINIONS = frozenset(("opinion", "view", "word", "estimation", "assessment"))
# ... and owners that are nobody but the writer.
SELF_OWNERS = frozenset(("my", "our", "your", "other", "its"))

_CLAUSE = frozenset(("root", "ccomp", "conj", "parataxis"))
_APPOSITION = frozenset(("DET", "NOUN", "PROPN", "ADJ", "NUM"))
_RELATIVES = ("who", "whose", "which", "that")
_LINKS = frozenset(("and", "but", "or", ",", "so", "yet", ";", "—", "–", "-", "--"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of source and cue in one sentence; token indices. `whole` is all that is not content."""

    head: int
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    whole: tuple[int, ...]
    rule: str


def find_phrases(sentence: Sentence, lexicon: Lexicon) -> Iterator[Phrase]:
    """Every "according to" and "as ..." phrase of a sentence with the content around it."""
    for index, token in enumerate(sentence):
        lower = token.text.lower()
        if lower == "according" and index + 2 < len(sentence) and sentence[index + 1].text.lower() == "to":
            yield from _according(sentence, index)
        elif lower == "as" and index + 1 < len(sentence):
            yield from _as_clause(sentence, index, lexicon)
        elif token.lemma.lower() in _OPINIONS:
            yield from _opinion(sentence, index)


def _according(sentence: Sentence, index: int) -> Iterator[Phrase]:
    start = index + 2
    head = sentence[index].head
    if sentence[index].deprel not in ("case", "mark") or not head >= start:
        found = [i for i in sentence.children(index) if i >= start]
        head = found[0] if found else start
    run = _unbroken([i for i in sentence.subtree(head) if i >= start], start)
    stop = next((i for i in range(start + 1, len(sentence)) if _ends_phrase(sentence, i)), len(sentence))
    if head > run[-1] and head < stop:  # the tree tears the phrase apart
        run = list(range(start, stop))
    clause = _clause_of(sentence, index, head)
    leads = not any(sentence[i].upos in ("VERB", "AUX") for i in range(index))
    last = _leading_end(sentence, start, run[-1]) if leads else _trailing_end(sentence, run[-1])
    while last > start and is_edge(sentence, last):
        last -= 1
    source = tuple(range(start, last + 1))
    whole = tuple(range(index, last + 1))
    content = _around(sentence, clause, whole)
    if content:
        yield Phrase(index, (index, index + 1), source, content, whole, "according to")


def _opinion(sentence: Sentence, noun: int) -> Iterator[Phrase]:
    """ "In his opinion, the dam is safe", "In the minister's words, ..."."""
    owners = sentence.children(noun, "nmod:poss")
    cases = [i for i in sentence.children(noun, "case") if sentence[i].lemma.lower() in ("in", "to")]
    if not owners or not cases or cases[0] > owners[0]:
        return
    if (cases[0] > 0 and sentence[cases[0] - 1].text != ",") or noun + 1 >= len(sentence):
        return
    if sentence[noun + 1].text != ",":
        return
    owner = [i for i in sentence.subtree(owners[0]) if sentence[i].text not in ("'s", "’s", "'", "’")]
    whole = tuple(range(cases[0], noun + 1))
    content = _around(sentence, _clause_of(sentence, cases[0], noun), whole)
    if content and sentence[owners[0]].text.lower() not in SELF_OWNERS:
        cue = tuple(i for i in whole if i not in owner)
        yield Phrase(noun, cue, tuple(owner), content, whole, "in the opinion of")


def _ends_phrase(sentence: Sentence, index: int) -> bool:
    return is_edge(sentence, index) or sentence[index].upos in ("VERB", "AUX")


def _as_clause(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Phrase]:
    verb = sentence[index].head
    token = sentence[verb]
    if not index < verb <= index + 12 or token.upos != "VERB" or token.relation not in _AS_RELATIONS:
        return
    if token.lemma != "use" and sentence.children(verb, "xcomp"):
        return
    listener = token.lemma.lower() in LISTENERS  # "as she told the court"
    if (
        sentence.children(verb, "ccomp")
        or (sentence.children(verb, "obj") and not listener)
        or not _stands_apart(sentence, index, verb)
    ):
        return
    lemma = token.lemma.lower()
    if lemma == "use":  # "as my father used to say"
        habit = sentence.children(verb, "xcomp")
        lemma = sentence[habit[0]].lemma.lower() if habit else lemma
    chance = max(lexicon.probability(Use(lemma, "VERB", frame, "name")) for frame in _AS_FRAMES)
    if chance < MIN_AS_PROBABILITY:
        return
    agent = [i for i in sentence.children(verb, "obl") if i > verb and _case(sentence, i) == "by"]
    if agent:
        tokens = [i for i in sentence.subtree(agent[0]) if i > verb + 1]
        if not tokens:
            return
        last = _trailing_end(sentence, max(_unbroken(tokens, tokens[0])))
        while last > tokens[0] and is_edge(sentence, last):
            last -= 1
        source = tuple(range(tokens[0], last + 1))
        cue = tuple(range(index, tokens[0]))
    else:
        own = sentence.children(verb, "nsubj")
        if not own or sentence[own[0]].deprel != "nsubj" or sentence[own[0]].lemma in ("it", "that", "which"):
            return
        source = tuple(i for i in source_tokens(sentence, own[0], verb) if i > index)
        cue = (verb, *(i for i in sentence.children(verb, "xcomp") if i == verb + 2))
        cue = tuple(range(verb, cue[-1] + 1))
    whole = tuple(range(index, max(i for i in (*sentence.subtree(verb), *source) if i >= index) + 1))
    content = _around(sentence, token.head if token.head >= 0 else sentence.root, whole)
    if content and source:
        yield Phrase(verb, cue, source, content, whole, "as")


def _stands_apart(sentence: Sentence, index: int, verb: int) -> bool:
    """True for a phrase between commas or at an edge of the sentence, that ends soon behind its verb."""
    before = index - 1
    if before > 0 and sentence[before].text in MARKS:
        before -= 1
    if before >= 0 and not is_edge(sentence, before):
        return False
    end = max(sentence.subtree(verb))
    return end - index <= MAX_AS_LENGTH


def _case(sentence: Sentence, index: int) -> str:
    return next((sentence[i].lemma.lower() for i in sentence.children(index, "case") if i < index), "")


def _unbroken(tokens: list[int], first: int) -> list[int]:
    run = [first]
    here = set(tokens)
    while run[-1] + 1 in here:
        run.append(run[-1] + 1)
    return run


def _clause_of(sentence: Sentence, index: int, head: int) -> int:
    """The verb or predicate that the phrase belongs to."""
    at = sentence[head].head
    line: list[int] = [at, *sentence.ancestors(at)] if at >= 0 else []
    for ancestor in line:
        if ancestor in (index, head) or sentence[ancestor].deprel not in _CLAUSE:
            continue
        if sentence[ancestor].deprel != "conj" or sentence.children(ancestor, "nsubj"):
            return ancestor
    return sentence.root


def _around(sentence: Sentence, clause: int, whole: tuple[int, ...]) -> tuple[int, ...]:
    """The clause without the phrase, its commas and a link word at the front."""
    blocked = set(whole)
    tokens = [i for i in sentence.subtree(clause) if i not in blocked]
    if sentence[clause].deprel == "root" or len(tokens) < 3:
        tokens = [i for i in range(len(sentence)) if i not in blocked]
    while tokens and sentence[tokens[0]].text.lower() in _LINKS:
        tokens.pop(0)
    return tuple(tokens)


def _leading_end(sentence: Sentence, start: int, last: int) -> int:
    """Last token of a source that opens its sentence, apposition included; by the order of the tokens.

    "According to Ana Ruiz, a professor at Faro University, Lisbon and Madrid share ...": the commas of an
    apposition look like those of the main clause to a parser. What the main verb leaves is the subject's.
    """
    verb = _main_verb(sentence, start)
    if verb is None:
        return last
    commas = [i for i in range(start, verb) if sentence[i].text == ","]
    subject = min((sentence.subtree(i)[0] for i in sentence.children(verb, "nsubj", "expl")), default=-1)
    if subject - 1 in commas:
        commas = [i for i in commas if i < subject]
    return _walk_segments(sentence, commas) if commas else min(last, verb - 1)


def _main_verb(sentence: Sentence, start: int) -> int | None:
    """First verb behind the phrase that stands in no relative clause; finite ones first."""
    verbs = []
    relative = False
    for index in range(start + 1, len(sentence)):
        token = sentence[index]
        if token.text == ",":
            relative = False
        if token.lemma.lower() in _RELATIVES:
            relative = True
        if token.upos in ("VERB", "AUX") and token.deprel != "amod":
            if relative or token.deprel in ("acl", "acl:relcl"):
                relative = False
            elif token.feature("VerbForm") == "Fin":
                return index
            else:
                verbs.append(index)
    return verbs[0] if verbs else None


def _walk_segments(sentence: Sentence, commas: list[int]) -> int:
    """From comma to comma as long as what follows one goes on with the source."""
    for comma, after in pairwise(commas):
        if not _goes_on(sentence, comma + 1) or after == comma + 1:
            return comma - 1
    return commas[-1] - 1


def _trailing_end(sentence: Sentence, last: int) -> int:
    """Last token of a source that closes its sentence: ", director of the port", ", which measures ..."."""
    while last + 2 < len(sentence) and sentence[last + 1].text == "," and _goes_on(sentence, last + 2):
        first = last + 2
        end = next((i for i in range(first, len(sentence)) if is_edge(sentence, i)), len(sentence))
        finite = any(sentence[i].feature("VerbForm") == "Fin" for i in range(first, end))
        if finite and sentence[first].lemma.lower() not in _RELATIVES:
            break
        if finite:
            verb = next(i for i in range(first, end) if sentence[i].feature("VerbForm") == "Fin")
            return max(end - 1, max(sentence.subtree(verb)))
        last = end - 1
    return last


def _goes_on(sentence: Sentence, index: int) -> bool:
    token = sentence[index]
    return token.upos in _APPOSITION or token.lemma.lower() in (*_RELATIVES, "and", "formerly")
