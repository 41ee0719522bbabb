"""People whom an article brings up without a name: "her own brother", "a critic", "the priest".

They are no speakers, but they are meant: "he" after "her brother" is the brother, not the mayor.
"""

from dataclasses import dataclass

from quotes.document import Document, Sentence
from quotes.model import Gender, Span
from quotes.resolve.clusters import Cluster
from quotes.resolve.nouns import is_person_noun, person_noun_gender
from quotes.resolve.sources import Names

_BRINGS_UP = frozenset({"a", "an", "one", "another", "some"})
_POINTS_BACK = frozenset({"the", "this", "that"})
_IN_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "DET"})
_HERE = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "conj"})


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Somebody without a name.

    noun    what the person is called, singular, in lower case
    token   index in the sentence of the noun
    new     True when the words bring the person up, False for "the priest"
    related True for "her brother", who is told by somebody else
    """

    number: int
    sentence: int
    token: int
    span: Span
    noun: str
    gender: Gender
    new: bool
    related: bool


def find_unnamed(doc: Document, names: Names, persons: list[Cluster]) -> list[Unnamed]:
    """Singular nouns for people that neither stand beside a name nor repeat what a named person is."""
    known = {head for cluster in persons for role in cluster.roles for head in role.description.heads}
    taken: dict[int, list[Span]] = {}
    for cluster in persons:
        for role in cluster.roles:
            sentence = doc.sentence_at(role.span.start)
            if sentence is not None:
                taken.setdefault(sentence.index, []).append(role.span)
    found: list[Unnamed] = []
    for sentence in doc.sentences:
        for i, token in enumerate(sentence):
            if token.upos != "NOUN" or token.relation not in _HERE or not is_person_noun(token.lemma):
                continue
            noun = token.lemma.casefold()
            if token.feature("Number") == "Plur" or token.xpos == "NNS" or noun in known:
                continue
            new = _determined(sentence, i)
            beside = any(span.overlaps(token.span) for span in taken.get(sentence.index, ()))
            if new is None or beside or _stands_by_name(sentence, i, names):
                continue
            related = any(sentence[k].deprel == "nmod:poss" for k in sentence.children(i, "nmod"))
            gender = person_noun_gender(noun) or Gender.UNKNOWN
            found.append(Unnamed(-1 - len(found), sentence.index, i, token.span, noun, gender, new, related))
    return found


def find_repeated_roles(doc: Document, persons: list[Cluster]) -> dict[tuple[int, int], Cluster]:
    """Definite nouns, by sentence and token, that say again what exactly one named person is.

    "Roe, a biologist, disagreed. The biologist has studied brine."
    """
    bearers: dict[str, list[tuple[int, Cluster]]] = {}
    for cluster in persons:
        for role in cluster.roles:
            for head in role.description.heads:
                bearers.setdefault(head, []).append((role.span.start, cluster))
    found: dict[tuple[int, int], Cluster] = {}
    for sentence in doc.sentences:
        for i, token in enumerate(sentence):
            known = bearers.get(token.lemma.casefold()) if token.upos == "NOUN" else None
            if not known or token.relation not in _HERE or token.xpos == "NNS":
                continue
            if len({cluster.number for _, cluster in known}) > 1 or known[0][0] >= token.span.start:
                continue
            plain_words = len(sentence.children(i, "amod", "compound", "nmod", "acl", "flat", "appos")) == 0
            if plain_words and _determined(sentence, i) is False:
                found[sentence.index, i] = known[0][1]
    return found


def _determined(sentence: Sentence, index: int) -> bool | None:
    """True when a noun brings somebody up, False when it points back, None when it does neither."""
    for i in sentence.children(index, "det", "nummod", "nmod"):
        token = sentence[i]
        word = token.text.casefold()
        if i > index:
            continue
        if token.deprel == "nmod:poss" or word in _BRINGS_UP:
            return True
        if word in _POINTS_BACK:
            return False
    return None


def _stands_by_name(sentence: Sentence, index: int, names: Names) -> bool:
    """True for "her son, Marek" and for what somebody is said to be."""
    if sentence.children(index, "cop"):
        return True
    beside = [index + 1, index + 2]
    if sentence[index].relation in ("conj", "appos"):
        beside.append(sentence[index].head)
    i = index + 1
    if i < len(sentence) and sentence[i].text == ",":  # "Their coach, former Olympian Ada Roe, ..."
        while i + 1 < min(len(sentence), index + 7) and sentence[i + 1].upos in _IN_PHRASE:
            i += 1
            beside.append(i)
    chain = [index]
    while chain:
        more = sentence.children(chain.pop(), "appos", "flat", "compound", "list", "parataxis")
        beside += more
        chain += more
    return any(names.at(sentence.index, i) is not None for i in beside)
