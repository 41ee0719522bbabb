"""From the data that was downloaded to the files that the models learn from.

All of it goes into one folder (`Work`), and the same data always gives the same files.
"""

import json
import logging
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes.training.parse import entities, styles
from quotes.training.parse.datelines import date_names, find_places, invent_datelines
from quotes.training.parse.labels import label_characters
from quotes.training.parse.reporting import Inventor
from quotes.training.parse.treebank import Sentence, group_documents, read_treebank, write_treebank
from quotes.training.parse.vectors import make_pretrain, read_vectors

log = logging.getLogger(__name__)

TREEBANKS = ("ewt", "gum")
# Each sentence exists as it was published, with curly marks, and in mixed styles.
VERSIONS = 3
# Paragraphs of invented reports.
INVENTED = 1_200
# Sentences with a dateline; of the data of names, the share of articles that get one.
DATED, NAMES_DATED = 900, 0.1
# Words of one line of the lemmatizer's file: it learns words one by one, and only the file must be CoNLL-U.
LEMMAS_A_LINE = 25
SEED = 7


@dataclass(frozen=True, slots=True)
class Data:
    """Where the downloaded data lies: `ud/{ewt,gum}/{train,dev,test}.conllu` and `ner/*.tsv`."""

    folder: Path

    def treebank(self, name: str, part: str) -> Path:
        """A treebank's file."""
        return self.folder / "ud" / name / f"{part}.conllu"

    def articles(self) -> list[Path]:
        """Files of named entities."""
        return sorted((self.folder / "ner").glob("*.tsv"))


@dataclass(frozen=True, slots=True)
class Work:
    """Where the files that are made lie."""

    folder: Path

    @property
    def vectors(self) -> Path:
        """Pretrained vectors as Stanza reads them."""
        return self.folder / "vectors.pt"

    def file(self, step: str, name: str) -> Path:
        """A file that a step learns from."""
        return self.folder / "data" / step / name

    def versions(self, step: str, ending: str) -> list[Path]:
        """The parallel training files of a step."""
        return [self.file(step, f"train{k}.{ending}") for k in range(VERSIONS)]

    def run(self, step: str) -> Path:
        """Where a step keeps checkpoints and models."""
        return self.folder / "runs" / step


def prepare(data: Data, work: Work, vectors: Path) -> None:
    """Write everything that does not hang on a trained model.

    vectors  the JSON file that `quotes.training.parse.vectors` tells of
    """
    treebanks = [sentence for name in TREEBANKS for sentence in read_treebank(data.treebank(name, "train"))]
    dev = [sentence for name in TREEBANKS for sentence in read_treebank(data.treebank(name, "dev"))]
    parts = {
        part: [entities.parse_article(path.read_text(encoding="utf-8")) for path in paths]
        for part, paths in entities.split_files(data.articles()).items()
    }
    prepare_vectors(treebanks, parts["train"], vectors, work)
    persons = entities.find_persons(parts["train"])
    invented = invent(treebanks, persons)
    places = find_places(parts["train"])
    dated = invent_datelines(treebanks, places, DATED, random.Random(SEED))
    prepare_tokens(treebanks, dev, [*invented, *dated], work)
    prepare_splitter(treebanks, dev, work)
    prepare_tags(treebanks, dev, invented, dated, work)
    prepare_lemmas([*treebanks, *invented], dev, work)
    prepare_names(parts, work)


def prepare_vectors(
    treebanks: Sequence[Sentence], articles: Iterable[Iterable[entities.Line]], source: Path, work: Work
) -> None:
    """Vectors of frequent words and of all words of the training data."""
    needed = {word.form.lower() for sentence in treebanks for word in sentence.words}
    needed |= {text.lower() for article in articles for line in article for text, _ in line}
    words, table = read_vectors(source)
    work.folder.mkdir(parents=True, exist_ok=True)
    make_pretrain(words, table, needed).save(str(work.vectors))


def invent(treebanks: Sequence[Sentence], persons: Sequence[tuple[str, str]]) -> list[Sentence]:
    """Invented sentences of reported speech."""
    inventor = Inventor(treebanks, persons, random.Random(SEED))
    return [sentence for number in range(INVENTED) for sentence in inventor.invent(number)]


def make_versions(treebanks: Sequence[Sentence]) -> list[list[Sentence]]:
    """Parallel versions of a treebank: as published, curly, mixed."""
    rng = random.Random(SEED)
    documents = group_documents(treebanks)
    return [
        list(treebanks),
        [sentence for document in documents for sentence in styles.curl(document, rng)],
        [sentence for document in documents for sentence in styles.mix(document, rng)],
    ]


def prepare_tokens(
    treebanks: Sequence[Sentence], dev: Sequence[Sentence], invented: Sequence[Sentence], work: Work
) -> None:
    """Files of the tokenizer of words and of the one of surface tokens."""
    published, _, mixed = make_versions(treebanks)
    for kind, sentences in (("words", [*published, *mixed, *invented]), ("surface", [*published, *mixed])):
        text, labels = label_characters(sentences, joined=kind == "surface")
        _write(work.file("tokenize", f"{kind}.txt"), text)
        _write(work.file("tokenize", f"{kind}.labels"), labels)
    _write(work.file("tokenize", "dev.conllu"), write_treebank(dev, joined=True))


def prepare_splitter(treebanks: Sequence[Sentence], dev: Sequence[Sentence], work: Work) -> None:
    """Files of the splitter of multi-word tokens: sentences that have some, and a few that have none."""
    for part, sentences in (("train", make_versions(treebanks)[2]), ("dev", list(dev))):
        some = [sentence for sentence in sentences if sentence.joined]
        none = [sentence for sentence in sentences if not sentence.joined]
        chosen = some + random.Random(SEED).sample(none, min(len(none), len(some) // 4))
        _write(work.file("mwt", f"{part}.conllu"), write_treebank(chosen, joined=True))


def prepare_tags(
    treebanks: Sequence[Sentence],
    dev: Sequence[Sentence],
    invented: Sequence[Sentence],
    dated: Sequence[Sentence],
    work: Work,
) -> None:
    """Files of the tagger, and of the parser before they are tagged anew."""
    for path, version in zip(work.versions("pos", "conllu"), make_versions(treebanks), strict=True):
        _write(path, write_treebank(version))
    _write(work.file("pos", "invented.conllu"), write_treebank(invented))
    _write(work.file("pos", "invented-dated.conllu"), write_treebank([*invented, *dated]))
    _write(work.file("pos", "dev.conllu"), write_treebank(dev))


def choose_lemmas(sentences: Iterable[Sentence]) -> list[tuple[str, str, str]]:
    """Word, part of speech, and its most frequent lemma; the most frequent words first."""
    counts = Counter(
        (word.form, word.upos, word.lemma)
        for sentence in sentences
        for word in sentence.words
        if word.lemma != "_"
    )
    best: dict[tuple[str, str], tuple[str, int]] = {}
    for (form, upos, lemma), count in counts.most_common():
        best.setdefault((form, upos), (lemma, count))
    ranked = sorted(best.items(), key=lambda item: -item[1][1])
    return [(form, upos, lemma) for (form, upos), (lemma, _) in ranked]


def prepare_lemmas(sentences: Iterable[Sentence], dev: Sequence[Sentence], work: Work) -> None:
    """Files of the lemmatizer: each word once, beside every way in which newspapers write it."""
    sentences = list(sentences)
    written = [*sentences, *styles.curl(sentences, random.Random(SEED))]
    chosen = choose_lemmas(written)
    lines = []
    for begin in range(0, len(chosen), LEMMAS_A_LINE):
        lines.append(f"# sent_id = words-{begin}")
        for i, (form, upos, lemma) in enumerate(chosen[begin : begin + LEMMAS_A_LINE]):
            lines.append(
                "\t".join((str(i + 1), form, lemma, upos, "_", "_", str(min(i, 1)), "dep", "_", "_"))
            )
        lines.append("")
    _write(work.file("lemma", "train.conllu"), "\n".join(lines) + "\n")
    _write(work.file("lemma", "dev.conllu"), write_treebank(dev))


def prepare_names(parts: dict[str, list[list[entities.Line]]], work: Work) -> None:
    """Files of the name finder."""
    rng = random.Random(SEED)
    train = parts["train"]
    places = find_places(train)
    versions = [
        [entities.straighten(article) for article in train],
        [entities.curl(article) for article in train],
        [_date_article(entities.mix(article, rng), places, rng) for article in train],
    ]
    for path, version in zip(work.versions("ner", "json"), versions, strict=True):
        _write(path, json.dumps(entities.to_stanza(version), ensure_ascii=False))
    for part in ("dev", "test"):
        _write(
            work.file("ner", f"{part}.json"), json.dumps(entities.to_stanza(parts[part]), ensure_ascii=False)
        )


def _date_article(
    article: list[entities.Line], places: Sequence[str], rng: random.Random
) -> list[entities.Line]:
    if rng.random() >= NAMES_DATED:
        return article
    return [date_names(article[0], rng.choice(places), rng), *article[1:]]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    log.info("wrote %s (%.1f MB)", path, len(text) / 1e6)
