"""What a folder of models is worth, beside another one: scores from raw text, names, speed, size.

Scores of the treebanks come from UD's own scorer (the package udtools), by relation from sentences that were
tokenized rightly; names are found in the words of the gold. Everything runs as the program runs it.
"""

import io
import json
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch

from quotes.parse.annotation import AnnotatedSentence
from quotes.parse.inference.annotator import FastAnnotator
from quotes.parse.inference.tokens import Tokenizer
from quotes.parse.loading import load_pipeline
from quotes.parse.models import LANGUAGE, RESOURCES, check_models
from quotes.training.parse.counting import Counts
from quotes.training.parse.entities import MERGED, Line
from quotes.training.parse.letters import WORD, load_tokenizer, score_tokens
from quotes.training.parse.tasks import names_of
from quotes.training.parse.treebank import Sentence, Word, write_treebank

log = logging.getLogger(__name__)

METRICS = ("Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS")
RELATIONS = ("root", "mark", "nsubj", "obj", "ccomp", "xcomp", "obl", "advcl", "acl", "conj", "nmod",
             "parataxis", "appos")  # fmt: skip
STAGES = ("tokenize", "pos", "lemma", "depparse", "ner")


@dataclass(slots=True)
class Scores:
    """All figures of one folder of models, in percent, words a second, seconds, and megabytes.

    treebanks  metric of UD's scorer by name of the test set
    relations  F1 by relation, over all test sets
    names      F1 by class, "all" for all of them
    speed      words a second of processor time by processor, "all" for one behind the other
    sizes      files of the package that the program uses
    """

    folder: str
    treebanks: dict[str, dict[str, float]] = field(default_factory=dict)
    relations: dict[str, float] = field(default_factory=dict)
    names: dict[str, float] = field(default_factory=dict)
    speed: dict[str, float] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    load: float = 0.0

    def save(self, path: Path) -> None:
        """Write them as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Scores":
        """Read what `save` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def evaluate(folder: Path, tests: dict[str, list[Sentence]], names: Sequence[Line]) -> Scores:
    """Score a folder of models.

    tests  sentences of each test set, by its name
    names  sentences with BIOES tags
    """
    models = check_models(folder)
    scores = Scores(str(folder))
    scores.sizes = {
        f"{file.path.parent.name}/{file.path.name}": file.path.stat().st_size / 1e6 for file in models.files
    }
    started = time.time()
    annotator = FastAnnotator(load_pipeline(models))
    scores.load = time.time() - started
    surface = load_surface(folder)
    relations = Counts()
    for name, sentences in tests.items():
        text = raw_text(sentences)
        (found,) = annotator.annotate([text])
        log.info("%s: %d sentences", name, len(found))
        system = list(to_treebank(found, text))
        scores.treebanks[name] = score_treebank(sentences, system)
        if surface:
            scores.treebanks[name]["Tokens"] = 100 * score_tokens(surface, sentences, joined=True).f1(WORD)
        count_relations(sentences, system, relations)
    scores.relations = {name: 100 * relations.f1(name) for name in RELATIONS}
    scores.names = score_names(annotator, names)
    scores.speed = measure_speed(annotator, [raw_text(sentences) for sentences in tests.values()])
    return scores


def load_surface(folder: Path) -> Tokenizer | None:
    """The tokenizer of surface tokens, if the folder has one: that of the package `default`."""
    english = json.loads((folder / RESOURCES).read_text(encoding="utf-8"))[LANGUAGE]
    name = english["packages"].get("default", {}).get("tokenize")
    return load_tokenizer(folder / LANGUAGE / "tokenize" / f"{name}.pt") if name else None


def raw_text(sentences: Sequence[Sentence]) -> str:
    """Text of a treebank: paragraphs with a line between, sentences with a space."""
    parts: list[str] = []
    for sentence in sentences:
        if parts:
            parts.append("\n\n" if sentence.opens_paragraph else " ")
        parts.append(sentence.text)
    return "".join(parts)


def to_treebank(found: Iterable[AnnotatedSentence], text: str) -> Iterator[Sentence]:
    """What models found, as a treebank's sentences. Words are cut from the text: long ones are no <UNK>."""
    for number, sentence in enumerate(found):
        words = [
            Word(text[raw.start : raw.end].replace("\n", ""), lemma, *tags, head, deprel)
            for raw, tags, lemma, (head, deprel) in zip(
                sentence.words, sentence.tags, sentence.lemmas, sentence.arcs, strict=True
            )
        ]
        yield Sentence(tuple(words), str(number))


def score_treebank(gold: Sequence[Sentence], system: Sequence[Sentence]) -> dict[str, float]:
    """UD's scores, in percent."""
    from stanza.models.common.utils import ud_scores

    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        result = ud_scores(io.StringIO(write_treebank(gold)), io.StringIO(write_treebank(system)))
    return {name: 100 * result[name].f1 for name in METRICS}


def count_relations(gold: Sequence[Sentence], system: Sequence[Sentence], counts: Counts) -> None:
    """Count arcs of the sentences whose words are the same in both."""
    waiting: dict[tuple[str, ...], list[Sentence]] = {}
    for sentence in gold:
        waiting.setdefault(tuple(word.form for word in sentence.words), []).append(sentence)
    for sentence in system:
        same = waiting.get(tuple(word.form for word in sentence.words))
        if not same:
            continue
        for right, word in zip(same.pop().words, sentence.words, strict=True):
            wanted, got = right.deprel.partition(":")[0], word.deprel.partition(":")[0]
            counts.add(wanted, got, right=wanted == got and right.head == word.head)


def score_names(annotator: FastAnnotator, lines: Sequence[Line]) -> dict[str, float]:
    """F1 of names in the gold's words, classes as the gold merges them."""
    with torch.inference_mode():
        found = annotator.names.find([[word.text for word in line] for line in lines])
    counts = Counts()
    for line, names in zip(lines, found, strict=True):
        gold = names_of([word.tag for word in line])
        counts.add_sets(gold, [(first, last, MERGED.get(name, name)) for first, last, name in names])
    return {"all": 100 * counts.f1(), **{name: 100 * counts.f1(name) for name in counts.names()}}


def measure_speed(annotator: FastAnnotator, texts: Sequence[str]) -> dict[str, float]:
    """Words a second of processor time, each stage on the output of the one before.

    Models remember words that they have read: the last text counts, as one in the middle of a long run.
    """
    for text in texts:
        count, spent = _time_stages(annotator, text)
    speed = {name: count / seconds for name, seconds in spent.items()}
    return {**speed, "all": count / sum(spent.values())}


def _time_stages(annotator: FastAnnotator, text: str) -> tuple[int, dict[str, float]]:
    """Words of a text and seconds of processor time of each stage."""
    clocks = [time.process_time()]
    with torch.inference_mode():
        (sentences,) = annotator.tokenizer.split([text])
        clocks.append(time.process_time())
        words = [[word.text for word in sentence] for sentence in sentences]
        tags = annotator.tagger.tag(words)
        clocks.append(time.process_time())
        lemmas = [
            annotator.lemmatizer.find([(word, upos) for word, (upos, _, _) in zip(line, row, strict=True)])
            for line, row in zip(words, tags, strict=True)
        ]
        clocks.append(time.process_time())
        annotator.parser.parse(words, tags, lemmas)
        clocks.append(time.process_time())
        annotator.names.find(words)
        clocks.append(time.process_time())
    spent = [after - before for before, after in pairwise(clocks)]
    return sum(map(len, words)), dict(zip(STAGES, spent, strict=True))


def compare(scores: Sequence[Scores]) -> str:
    """A table of figures, a folder a column, what it gains or loses against the first in brackets."""
    rows: list[tuple[str, list[float]]] = []
    for title, attribute in (
        ("", "treebanks"),
        ("F1 ", "relations"),
        ("names ", "names"),
        ("words/s ", "speed"),
    ):
        first: dict[str, Any] = getattr(scores[0], attribute)
        for name, value in first.items():
            if isinstance(value, dict):
                rows += [(f"{name} {m}", [getattr(s, attribute)[name][m] for s in scores]) for m in value]
            else:
                rows.append((title + name, [getattr(s, attribute).get(name, 0.0) for s in scores]))
    rows.append(("load, s", [s.load for s in scores]))
    rows.append(("MB", [sum(s.sizes.values()) for s in scores]))
    lines = [f"{'':28}" + "".join(f"{Path(s.folder).name:>20}" for s in scores)]
    for name, values in rows:
        cells = [f"{values[0]:20.2f}"]
        cells += [f"{value:10.2f} ({value - values[0]:+7.2f})" for value in values[1:]]
        lines.append(f"{name:28}" + "".join(f"{cell:>20}" for cell in cells))
    return "\n".join(lines)
