"""What the parse says of a word, and of a word seen from a cue, as small numbers for the network.

The encoder reads lower-case word pieces; what it cannot see is told here: letter case, quotation marks, tags,
the tree, names. Every number indexes an embedding; the lists below fix their order, which the bundled weights
were learned with: only ever add at the end of one, and learn anew.
"""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quotes.document import Document, EntityLabel, ParagraphKind, Sentence, Token
from quotes.quotation_marks import QuotedRegion, find_quoted_regions

UPOS = (
    "", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
RELATIONS = (
    "", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case",
    "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:pass", "dep",
    "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod",
    "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:pass", "nsubj:outer", "nummod", "obj", "obl",
    "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip
LABELS = ("", *EntityLabel)
PARAGRAPHS = tuple(ParagraphKind)
_UPOS = {name: index for index, name in enumerate(UPOS)}
_RELATION = {name: index for index, name in enumerate(RELATIONS)}
_LABEL = {name: index for index, name in enumerate(LABELS)}
_PARAGRAPH = {name: index for index, name in enumerate(PARAGRAPHS)}

# Letter case: none, lower, Capital, CAPITALS, mIxed, with a digit.
SHAPES = 6
# Where a word stands: outside quotation marks, inside double ones, single ones, ones that nothing closes,
# inside ones inside others, an opening mark, a closing mark.
QUOTED_STATES = 7
# Position: inside a sentence, its first word, the first of a paragraph; times the kinds of paragraph.
PLACES = 3 * len(PARAGRAPHS)
# Depth in the tree, from the root.
MAX_DEPTH = 8
# Number of values of each feature of a word.
WORD_SIZES = (SHAPES, QUOTED_STATES, len(UPOS), len(RELATIONS), len(LABELS), PLACES, MAX_DEPTH + 1)

# Distances in words from a cue fall into classes that end here, on either side of it.
DISTANCES = (1, 2, 3, 4, 6, 9, 14, 24, 49)
# Steps up from a cue to the lowest node above both, and down to the word; more count as this many.
MAX_UP, MAX_DOWN = 4, 4
ELSEWHERE = MAX_UP + 1  # "up" for a word of another sentence
# Another sentence: how many before or behind; or another paragraph, before or behind.
MAX_SENTENCES = 2
# Quotation marks: both outside, in the same ones, only the word, only the cue, in different ones.
QUOTED_PAIRS = 5
# Number of values of each feature of a word seen from a cue.
PAIR_SIZES = (
    2 * (len(DISTANCES) + 1) + 1,
    2 * MAX_SENTENCES + 3,
    ELSEWHERE + 1,
    MAX_DOWN + 1,
    len(RELATIONS),
    len(RELATIONS),
    QUOTED_PAIRS,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One token with where it stands and its features, in the order of WORD_SIZES.

    region  index of the outermost quoted region that it stands in, -1 for none
    """

    token: Token
    sentence: int
    index: int
    paragraph: int
    region: int
    features: tuple[int, ...]


def relation_class(name: str) -> int:
    """Index in RELATIONS of a relation, without its subtype if the whole name is not there."""
    return _RELATION.get(name) or _RELATION.get(name.partition(":")[0], 0)


@lru_cache(maxsize=50_000)
def shape_of(text: str) -> int:
    """Class of a word's letter case."""
    if any(c.isdigit() for c in text):
        return 5
    if not any(c.isalpha() for c in text):
        return 0
    if text.islower():
        return 1
    if text.isupper() and len(text) > 1:
        return 3
    return 2 if text[0].isupper() and not any(c.isupper() for c in text[1:]) else 4


class WordReader:
    """Makes the words of a document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.regions = find_quoted_regions(doc.text, doc.paragraphs)
        self.outer = [region for region in self.regions if region.depth == 0]
        self._starts = [region.span.start for region in self.outer]
        self._inner = [region for region in self.regions if region.depth > 0]
        self._opening = {region.span.start for region in self.regions}
        self._closing = {region.span.end for region in self.regions if region.closed}

    def read(self, sentence: Sentence, *, starts_paragraph: bool) -> list[Word]:
        """The words of one sentence."""
        labels = self._labels(sentence)
        kind = _PARAGRAPH[self.doc.paragraphs[sentence.paragraph].kind]
        words = []
        for i, token in enumerate(sentence):
            region = self._region(token)
            first = 0 if i else 2 if starts_paragraph else 1
            features = (
                shape_of(token.text),
                self._quoted_state(token, region),
                _UPOS.get(token.upos, 0),
                relation_class(token.deprel),
                labels[i],
                3 * kind + first,
                _depth(sentence, i),
            )
            words.append(Word(token, sentence.index, i, sentence.paragraph, region, features))
        return words

    def _labels(self, sentence: Sentence) -> list[int]:
        """The class of the name that each word is part of."""
        labels = [0] * len(sentence)
        entities = self.doc.entities_of(sentence.index)
        if entities:
            starts = [token.span.start for token in sentence]
            ends = [token.span.end for token in sentence]
        for entity in entities:
            first = bisect.bisect_right(ends, entity.span.start)
            for i in range(first, bisect.bisect_left(starts, entity.span.end)):
                labels[i] = _LABEL[entity.label]
        return labels

    def _region(self, token: Token) -> int:
        index = bisect.bisect_right(self._starts, token.span.start) - 1
        return index if index >= 0 and token.span.start < self.outer[index].span.end else -1

    def _quoted_state(self, token: Token, region: int) -> int:
        if region < 0:
            return 0
        if token.upos == "PUNCT" or len(token.span) <= 2:
            if token.span.start in self._opening:
                return 5
            if token.span.end in self._closing:
                return 6
        if any(inner.span.overlaps(token.span) for inner in self._inner):
            return 4
        here: QuotedRegion = self.outer[region]
        if not here.closed:
            return 3
        return 2 if here.style == "single" else 1


def _depth(sentence: Sentence, index: int) -> int:
    """Steps from a word up to the root, MAX_DEPTH at most."""
    depth, node = 0, sentence[index].head
    while node >= 0 and depth < MAX_DEPTH:
        depth, node = depth + 1, sentence[node].head
    return depth


# Where words stand: sentence, index, paragraph, region; one row a word.
Places = NDArray[np.int64]


def places_of(words: Sequence[Word]) -> Places:
    """What `pair_features` needs of some words."""
    rows = [(word.sentence, word.index, word.paragraph, word.region) for word in words]
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def _tree_classes(sentence: Sentence, cue: int) -> list[tuple[int, int, int, int]]:
    """For each token: steps up from the cue, steps down to it, and the relations where the two ways part."""
    tokens = sentence.tokens
    chain = {cue: 0}
    for step, ancestor in enumerate(sentence.ancestors(cue), start=1):
        chain[ancestor] = step
    below = {step: node for node, step in chain.items()}
    found = []
    for i in range(len(tokens)):
        node, down, branch = i, 0, -1
        while node >= 0 and node not in chain and down <= len(tokens):
            branch, node, down = node, tokens[node].head, down + 1
        up = chain.get(node, MAX_UP)
        found.append(
            (
                min(up, MAX_UP),
                min(down, MAX_DOWN),
                relation_class(tokens[branch].deprel) if branch >= 0 else 0,
                relation_class(tokens[below[up - 1]].deprel) if up > 0 and up - 1 in below else 0,
            )
        )
    return found


def pair_features(places: Places, cue: int, sentence: Sentence) -> NDArray[np.int64]:
    """Features of each word seen from the word `cue`, in the order of PAIR_SIZES, one row a word.

    places    of consecutive words; `cue` indexes them
    sentence  the sentence that the cue stands in
    """
    sentences, indices, paragraphs, regions = places.T
    its_sentence, its_index, its_paragraph, its_region = places[cue].tolist()
    found = np.zeros((len(places), len(PAIR_SIZES)), dtype=np.int64)

    # 0 for the cue itself, then classes before it, then classes behind
    distance = np.arange(-cue, len(places) - cue)
    found[:, 0] = 1 + np.searchsorted(DISTANCES, np.abs(distance))
    found[cue + 1 :, 0] += len(DISTANCES) + 1
    found[cue, 0] = 0

    found[:, 1] = np.clip(sentences - its_sentence, -MAX_SENTENCES, MAX_SENTENCES) + MAX_SENTENCES
    found[paragraphs < its_paragraph, 1] = 2 * MAX_SENTENCES + 1
    found[paragraphs > its_paragraph, 1] = 2 * MAX_SENTENCES + 2

    found[:, 2] = ELSEWHERE
    same = sentences == its_sentence
    found[same, 2:6] = np.array(_tree_classes(sentence, its_index))[indices[same]]

    if its_region < 0:
        found[:, 6] = np.where(regions < 0, 0, 2)
    else:
        found[:, 6] = np.where(regions == its_region, 1, np.where(regions < 0, 3, 4))
    return found
