"""Stanza's tagger, parser and name finder as tasks of the loop.

Stanza builds the models and takes the steps. Scores on the development set come from the project's own runner
of these models, which is several times faster and must be able to run what is trained here anyway.
"""

import json
import logging
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from stanza.models import ner_tagger, parser, tagger
from stanza.models.common.doc import Document as StanzaDocument
from stanza.models.common.pretrain import Pretrain
from stanza.models.depparse import data as parser_data
from stanza.models.depparse.trainer import GraphTrainer
from stanza.models.ner import data as ner_data
from stanza.models.ner.trainer import Trainer as NerTrainer
from stanza.models.ner.utils import decode_from_bioes
from stanza.models.pos import data as tagger_data
from stanza.models.pos.trainer import Trainer as TaggerTrainer
from stanza.utils.conll import CoNLL
from torch import nn

from quotes.parse.inference.names import Name, NameFinder
from quotes.parse.inference.relations import DependencyParser
from quotes.parse.inference.tags import Tagger
from quotes.training.parse.counting import Counts
from quotes.training.parse.loop import batch_by_length

log = logging.getLogger(__name__)

# Same name in every model: Stanza keeps it in the files and in some vocabularies.
SHORTHAND = "en_news"

# Of the extra sentences, the share that an epoch sees.
EXTRA_SHARE = 0.3
# Relations that reported speech hangs on, named in the log of the parser's scores.
WATCHED = ("ccomp", "parataxis", "appos")


def load_vectors(path: Path) -> Pretrain:
    """Pretrained word vectors as Stanza keeps them."""
    vectors = Pretrain(str(path), save_to_file=False)
    vectors.load()
    return vectors


class Variants:
    """Sentences that exist in several versions side by side, of which an epoch sees one each, and extra ones.

    sentences  of each version; version `k` of sentence `i` is at k * sentences + i
    versions   how many
    extra      sentences behind all versions, of which an epoch sees `share`
    """

    def __init__(self, sentences: int, versions: int, extra: int = 0, share: float = 1.0) -> None:
        self.sentences, self.versions, self.extra, self.share = sentences, versions, extra, share

    def choose(self, rng: random.Random) -> list[int]:
        """Indices of one epoch's sentences."""
        first = self.sentences * self.versions
        added = rng.sample(range(first, first + self.extra), round(self.share * self.extra))
        return [rng.randrange(self.versions) * self.sentences + i for i in range(self.sentences)] + added


def read_versions(files: Sequence[Path], extra: Path | None) -> tuple[list[Any], Variants]:
    """Sentences of parallel CoNLL-U files and of one with more, as Stanza reads them."""
    versions = [CoNLL.conll2dict(str(path))[0] for path in files]
    more = CoNLL.conll2dict(str(extra))[0] if extra else []
    if len({len(version) for version in versions}) != 1:
        raise ValueError("the versions of the training data are not parallel")
    sentences = [sentence for version in versions for sentence in version] + more
    return sentences, Variants(len(versions[0]), len(versions), len(more), EXTRA_SHARE)


class _Words:
    """What tagger and parser share: batches of a dataset by its sentences' lengths."""

    def __init__(self, dataset: Any, variants: Variants, words: int, lengths: Sequence[int]) -> None:
        self._dataset, self._variants, self._words, self._lengths = dataset, variants, words, lengths

    def plan_epoch(self, rng: random.Random) -> list[list[int]]:
        chosen = self._variants.choose(rng)
        batches = batch_by_length([self._lengths[i] for i in chosen], self._words, rng)
        return [[chosen[i] for i in batch] for batch in batches]


class TaggerTask(_Words):
    """Parts of speech and features."""

    def __init__(
        self,
        files: Sequence[Path],
        extra: Path | None,
        dev: Path,
        vectors: Path,
        words: int,
        flags: Iterable[str],
    ) -> None:
        args = tagger.parse_args(["--lang", "en", "--shorthand", SHORTHAND, *flags])
        sentences, variants = read_versions(files, extra)
        self._vectors = load_vectors(vectors)
        dataset = tagger_data.Dataset(StanzaDocument(sentences), args, self._vectors, evaluation=False)
        super().__init__(dataset, variants, words, [len(sample.text) for sample in dataset.data])
        self._trainer = TaggerTrainer(args=args, vocab=dataset.vocab, pretrain=self._vectors, device="cpu")
        self._dev = read_rows(dev)
        self.model: nn.Module = self._trainer.model
        self.optimizers = list(self._trainer.optimizers.values())

    def update(self, batch: Sequence[int]) -> float:
        """One step of Stanza's."""
        return float(self._trainer.update(self._dataset.collate_fn([self._dataset[i] for i in batch])))

    def judge(self) -> float:
        """Mean of the shares of right UPOS, XPOS and features."""
        self.model.eval()
        processor = SimpleNamespace(trainer=self._trainer, pretrain=self._vectors)
        with torch.inference_mode():
            found = Tagger(processor).tag([[row[1] for row in sentence] for sentence in self._dev])
        pairs = [
            (row, tags)
            for rows, line in zip(self._dev, found, strict=True)
            for row, tags in zip(rows, line, strict=True)
        ]
        shares = [sum(row[3 + i] == tags[i] for row, tags in pairs) / len(pairs) for i in range(3)]
        log.info("UPOS %.2f, XPOS %.2f, features %.2f", *(100 * share for share in shares))
        return sum(shares) / 3

    def save(self, path: Path) -> None:
        """As Stanza does."""
        self._trainer.save(str(path))


class ParserTask(_Words):
    """Heads and relations.

    files, extra  with the tags and lemmas of the models that come before the parser
    gold          the same data with its own tags: vocabularies are taken from it, so that they stay the same
                  when the files are tagged anew
    """

    def __init__(
        self,
        files: Sequence[Path],
        extra: Path | None,
        dev: Path,
        vectors: Path,
        words: int,
        flags: Iterable[str],
        *,
        gold: Sequence[Path],
    ) -> None:
        args = parser.parse_args(["--lang", "en", "--shorthand", SHORTHAND, *flags])
        self._vectors = load_vectors(vectors)
        sentences, variants = read_versions(files, extra)
        known = [sentence for path in gold for sentence in CoNLL.conll2dict(str(path))[0]]
        dataset = parser_data.Dataset(
            StanzaDocument(sentences),
            args,
            self._vectors,
            vocab=parser_data.Dataset(StanzaDocument(known), args, None).vocab,
            evaluation=False,
        )
        # Stanza shuffles a training set when it reads it; here places must keep their meaning.
        dataset.data = dataset.preprocess(
            dataset.load_doc(dataset.doc), dataset.vocab, dataset.pretrain_vocab, args
        )
        super().__init__(dataset, variants, words, [len(sentence[0]) for sentence in dataset.data])
        self._trainer = GraphTrainer(args=args, vocab=dataset.vocab, pretrain=self._vectors, device="cpu")
        self._dev = read_rows(dev)
        self.model: nn.Module = self._trainer.model
        self.optimizers = list(self._trainer.optimizer.values())

    def update(self, batch: Sequence[int]) -> float:
        """One step of Stanza's."""
        collated = parser_data.DataLoader.collate([self._dataset[i] for i in batch])
        return float(self._trainer.update(collated)[0])

    def judge(self) -> float:
        """Share of words with the right head and relation (without subtype)."""
        self.model.eval()
        processor = SimpleNamespace(
            trainer=self._trainer, pretrain=self._vectors, config={"resolve_head_constraints": False}
        )
        counts = Counts()
        heads = total = 0
        with torch.inference_mode():
            found = DependencyParser(processor).parse(
                [[row[1] for row in rows] for rows in self._dev],
                [[(row[3], row[4], row[5]) for row in rows] for rows in self._dev],
                [[row[2] for row in rows] for rows in self._dev],
            )
        for rows, arcs in zip(self._dev, found, strict=True):
            for row, (head, relation) in zip(rows, arcs, strict=True):
                gold, relation = row[7].partition(":")[0], relation.partition(":")[0]
                total += 1
                heads += head == int(row[6])
                counts.add(gold, relation, right=head == int(row[6]) and gold == relation)
        log.info(
            "UAS %.2f, LAS %.2f, %s",
            100 * heads / total,
            100 * counts.right() / total,
            ", ".join(f"{name} {100 * counts.f1(name):.1f}" for name in WATCHED),
        )
        return counts.right() / total

    def save(self, path: Path) -> None:
        """As Stanza does."""
        self._trainer.save(str(path))


class NamesTask:
    """Named entities. Files hold lists of sentences, lists of {"text": ..., "ner": ...} (BIOES)."""

    def __init__(
        self,
        files: Sequence[Path],
        extra: Path | None,
        dev: Path,
        vectors: Path,
        words: int,
        flags: Iterable[str],
    ) -> None:
        args = ner_tagger.parse_args(["--shorthand", SHORTHAND, *flags])
        self._vectors = load_vectors(vectors)
        args["word_emb_dim"] = self._vectors.emb.shape[1]
        versions = [json.loads(path.read_text(encoding="utf-8")) for path in files]
        more = json.loads(extra.read_text(encoding="utf-8")) if extra else []
        sentences = [sentence for version in versions for sentence in version] + more
        self._variants = Variants(len(versions[0]), len(versions), len(more), EXTRA_SHARE)
        loader = ner_data.DataLoader(
            StanzaDocument(sentences), 1, {**args, "shorthand": SHORTHAND}, self._vectors, evaluation=False
        )
        self._loader, self._words = loader, words
        # Stanza shuffles here too.
        self._sentences = loader.preprocess(loader._load_doc(loader.doc, None), loader.vocab, args)
        self._trainer = NerTrainer(args=args, vocab=loader.vocab, pretrain=self._vectors, device="cpu")
        self._dev = json.loads(dev.read_text(encoding="utf-8"))
        self.model: nn.Module = self._trainer.model
        self.optimizers = [self._trainer.optimizer]

    def plan_epoch(self, rng: random.Random) -> list[list[int]]:
        """Batches of sentences, by place."""
        chosen = self._variants.choose(rng)
        batches = batch_by_length([len(self._sentences[i][0]) for i in chosen], self._words, rng)
        return [[chosen[i] for i in batch] for batch in batches]

    def update(self, batch: Sequence[int]) -> float:
        """One step of Stanza's."""
        self._loader.data = [[self._sentences[i] for i in batch]]
        return float(self._trainer.update(self._loader[0]))

    def judge(self) -> float:
        """F1 of entities, with their exact words and class."""
        self.model.eval()
        processor = SimpleNamespace(trainers=[self._trainer])
        with torch.inference_mode():
            found = NameFinder(processor).find([[word["text"] for word in line] for line in self._dev])
        counts = Counts()
        for line, names in zip(self._dev, found, strict=True):
            gold = set(names_of([word["ner"] for word in line]))
            counts.add_sets(gold, set(names))
        log.info(
            "F1 %.2f, %s",
            100 * counts.f1(),
            ", ".join(f"{name} {100 * counts.f1(name):.1f}" for name in counts.names()),
        )
        return counts.f1()

    def save(self, path: Path) -> None:
        """As Stanza does."""
        self._trainer.save(str(path))


def names_of(tags: Sequence[str]) -> list[Name]:
    """First and last word and class of each entity of a sentence, by BIOES tags."""
    return [(name["start"], name["end"], name["type"]) for name in decode_from_bioes(list(tags))]


def read_rows(path: Path) -> list[list[list[str]]]:
    """Columns of the words of each sentence of a CoNLL-U file."""
    sentences: list[list[list[str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        row = line.split("\t")
        if row[0].isdigit():
            sentences[-1].append(row)
        elif not line and sentences[-1]:
            sentences.append([])
    return [rows for rows in sentences if rows]
