"""Parts of trees under construction, and the clauses and sources of a treebank that can be such parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quotes.training.parse.treebank import Sentence, Word, find_root, subtree

# Clauses: whole sentences of this many words.
SHORTEST, LONGEST = 5, 28
# Sources: subjects of at most this many words.
LONGEST_SOURCE = 7

_PRONOUNS = frozenset({"he", "she", "they", "we", "i"})
_MARKS = frozenset("\"“”‘’'`")


class Node:
    """A word of a tree under construction, with its head as a node."""

    __slots__ = ("head", "word")

    def __init__(self, word: Word, head: "Node | None" = None) -> None:
        self.word, self.head = word, head

    def attach(self, head: "Node", deprel: str) -> None:
        """Hang this word under another."""
        self.head, self.word = head, replace(self.word, deprel=deprel)

    def change(self, **what: object) -> None:
        """Replace fields of the word."""
        self.word = replace(self.word, **what)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Nodes in order and the one that all others hang under."""

    nodes: list[Node]
    top: Node


def to_phrase(words: Sequence[Word], places: Sequence[int]) -> Phrase:
    """Some words of a sentence, whose heads but one lie among them."""
    nodes = {i: Node(words[i]) for i in places}
    top = nodes[places[0]]
    for i, node in nodes.items():
        head = nodes.get(words[i].head - 1)
        if head is None:
            top = node
        else:
            node.head = head
    nodes[places[-1]].change(space=True)
    return Phrase([nodes[i] for i in places], top)


def finish(nodes: Sequence[Node], name: str, *, opens_paragraph: bool = False) -> Sentence:
    """A sentence of nodes."""
    place = {id(node): i + 1 for i, node in enumerate(nodes)}
    words = (
        replace(
            node.word,
            head=place[id(node.head)] if node.head else 0,
            deprel=node.word.deprel if node.head else "root",
            misc="_",
        )
        for node in nodes
    )
    return Sentence(tuple(words), name, opens_paragraph=opens_paragraph)


def is_clause(sentence: Sentence) -> bool:
    """Whether a sentence can stand for what somebody said."""
    words = sentence.words
    if not SHORTEST <= len(words) <= LONGEST or words[-1].form != "." or not words[0].form[0].isupper():
        return False
    root = find_root(words)
    below = [word for word in words if word.head - 1 == root]
    return (
        words[-1].head - 1 == root
        and not any(word.form in _MARKS or word.xpos in ("``", "''") for word in words)
        and (words[root].upos == "VERB" or any(word.deprel == "cop" for word in below))
        and any(word.deprel.startswith(("nsubj", "csubj", "expl")) for word in below)
    )


def find_sources(sentence: Sentence, people: frozenset[str]) -> Iterable[list[int]]:
    """Places of the subjects that could be a source: names, pronouns, nouns whose lemma is among `people`."""
    words = sentence.words
    for i, word in enumerate(words):
        if word.deprel != "nsubj" or not (
            word.upos == "PROPN"
            or (word.upos == "NOUN" and word.lemma in people)
            or (word.upos == "PRON" and word.form.lower() in _PRONOUNS)
        ):
            continue
        places = subtree(words, i)
        if len(places) > LONGEST_SOURCE or places[-1] - places[0] + 1 != len(places):
            continue
        if not any(
            words[j].upos in ("PUNCT", "VERB", "CCONJ", "X", "SYM", "INTJ") or words[j].deprel == "acl:relcl"
            for j in places
        ):
            yield places
