"""Tags and lemmas for the parser's training data, with about as many errors as new text will have.

A parser that learned from the gold's tags trusts them too much: with the tags of a tagger it loses five
points. The tagger's own tags of what it learned from are too good as well. So it tags with dropout, as much
of it as makes it err on the training data as often as it does, without, on the development data.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from stanza.models.common.pretrain import Pretrain
from stanza.models.lemma.trainer import Trainer as LemmaTrainer
from stanza.models.pos.trainer import Trainer as TaggerTrainer
from torch import nn

from quotes.parse.annotation import Tags
from quotes.parse.inference.layout import Layout
from quotes.parse.inference.lemmas import Lemmatizer
from quotes.parse.inference.rows import Repeated
from quotes.parse.inference.tags import Tagger
from quotes.training.parse.treebank import Sentence, parse_treebank, with_tags, write_treebank

log = logging.getLogger(__name__)

# Shares of dropout that are tried.
SHARES = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
# Sentences that they are tried on: every n-th of the training data.
SAMPLE_EVERY = 20


class ForgetfulTagger(Tagger):
    """The project's runner of Stanza's tagger, which forgets a share of what it reads and thinks."""

    def __init__(self, processor: Any, share: float) -> None:
        super().__init__(processor)
        self.share = share

    def _tag_words(self, words: Sequence[str], layout: Layout) -> list[Tags]:
        inputs = nn.functional.dropout(self._vectors.take(words), self.share)
        # What is forgotten of a word is another part each time it comes: no two are alike.
        each = Repeated(inputs, torch.arange(len(words)))
        states = nn.functional.dropout(self._network.run(each, layout), self.share)
        return [self._name(ids) for ids in map(tuple, self._choose(states).tolist())]


def load_tagger(path: Path, vectors: Pretrain, share: float = 0.0) -> ForgetfulTagger:
    """A tagger that Stanza saved."""
    trainer = TaggerTrainer(model_file=str(path), pretrain=vectors, device="cpu")
    trainer.model.eval()
    return ForgetfulTagger(SimpleNamespace(trainer=trainer, pretrain=vectors), share)


def load_lemmatizer(path: Path) -> Lemmatizer:
    """A lemmatizer that Stanza saved."""
    trainer = LemmaTrainer(model_file=str(path), device="cpu")
    trainer.model.eval()
    config = {**trainer.args, "batch_size": 5_000}
    return Lemmatizer(
        SimpleNamespace(trainer=trainer, config=config, vocab=trainer.vocab, use_identity=False)
    )


def share_right(tagger: Tagger, sentences: Sequence[Sentence]) -> float:
    """Share of words with the right UPOS."""
    found = tag(tagger, sentences)
    right = [
        upos == word.upos
        for sentence, tags in zip(sentences, found, strict=True)
        for word, (upos, _, _) in zip(sentence.words, tags, strict=True)
    ]
    return sum(right) / len(right)


def find_share(right: Callable[[float], float], wanted: float) -> float:
    """The smallest share of dropout with which no more than `wanted` is right."""
    for share in SHARES:
        if right(share) <= wanted:
            return share
    return SHARES[-1]


def tag(tagger: Tagger, sentences: Sequence[Sentence]) -> list[list[Tags]]:
    """Tags of all words."""
    with torch.inference_mode():
        return tagger.tag([[word.form for word in sentence.words] for sentence in sentences])


def retag(
    files: Sequence[tuple[Path, Path]],
    dev: tuple[Path, Path],
    tagger: ForgetfulTagger,
    lemmatizer: Lemmatizer,
) -> None:
    """Write treebanks again with the models' tags and lemmas.

    files  training files with gold tags, and where to write them with others; the first sets the dropout
    dev    the same of the development data, which is tagged without dropout
    """
    gold_dev, first = _read(dev[0]), _read(files[0][0])
    sample = first[::SAMPLE_EVERY]
    wanted = share_right(tagger, gold_dev)

    def right(share: float) -> float:
        tagger.share = share
        return share_right(tagger, sample)

    _write(dev[1], _with_models(gold_dev, tagger, lemmatizer))
    share = tagger.share = find_share(right, wanted)
    log.info("UPOS %.2f on dev; so dropout of %.2f on the training data", 100 * wanted, share)
    for source, target in files:
        _write(target, _with_models(_read(source), tagger, lemmatizer))


def _with_models(sentences: Sequence[Sentence], tagger: Tagger, lemmatizer: Lemmatizer) -> Iterator[Sentence]:
    for sentence, tags in zip(sentences, tag(tagger, sentences), strict=True):
        pairs = [(word.form, upos) for word, (upos, _, _) in zip(sentence.words, tags, strict=True)]
        with torch.inference_mode():
            yield with_tags(sentence, tags, lemmatizer.find(pairs))


def _read(path: Path) -> list[Sentence]:
    return list(parse_treebank(path.read_text(encoding="utf-8")))


def _write(path: Path, sentences: Iterator[Sentence]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_treebank(sentences), encoding="utf-8")
