"""All stages together: text in, sentences with tags, trees and entities out."""

import logging
from collections.abc import Sequence
from typing import Any

import stanza
import torch

from quotes.parse.annotation import AnnotatedSentence, Annotator, RawEntity, RawWord, Tags
from quotes.parse.inference.lemmas import Lemmatizer
from quotes.parse.inference.names import Name, NameFinder
from quotes.parse.inference.relations import DependencyParser
from quotes.parse.inference.rows import UnsupportedError, require
from quotes.parse.inference.tags import Tagger
from quotes.parse.inference.tokens import Tokenizer

log = logging.getLogger(__name__)

# The Stanza whose models and code this was written for.
STANZA = "1.15."
PROCESSORS = ("tokenize", "pos", "lemma", "depparse", "ner")

# Read by both when models are loaded: words in and out of dictionaries, names, a quotation, several lengths.
PROBE = (
    "The mayor of Kyiv, Vitali Klitschko, said on Monday: “We can’t wait for Berlin any longer.”",
    "Nobody answered him. Officials in the town of Xanvorlia asked not to be named.",
)


class FastAnnotator:
    """Sentences of any texts, by the models of a Stanza pipeline.

    Raises UnsupportedError when they are not of the make that this was written for.
    """

    def __init__(self, pipeline: Any) -> None:
        processors = pipeline.processors
        require(stanza.__version__.startswith(STANZA), f"Stanza {stanza.__version__}")
        require(tuple(processors) == PROCESSORS, f"the processors {', '.join(processors)}")
        for processor in processors.values():
            require(not hasattr(processor, "_variant"), "a variant of a processor")
            require(getattr(processor, "trainer", None), "a processor without a model")
            processor.trainer.model.eval()
        self.tokenizer = Tokenizer(processors["tokenize"])
        self.tagger = Tagger(processors["pos"])
        self.lemmatizer = Lemmatizer(processors["lemma"])
        self.parser = DependencyParser(processors["depparse"])
        self.names = NameFinder(processors["ner"])

    def annotate(self, texts: Sequence[str]) -> list[list[AnnotatedSentence]]:
        """Sentences of each text."""
        if not texts:
            return []
        with torch.inference_mode():
            split = self.tokenizer.split(texts)
            sentences = [sentence for text in split for sentence in text]
            words = [[word.text for word in sentence] for sentence in sentences]
            tags = self.tagger.tag(words)
            lemmas = self._find_lemmas(words, tags)
            arcs = self.parser.parse(words, tags, lemmas)
            entities = map(_place_names, sentences, self.names.find(words))
        done = iter(list(map(AnnotatedSentence, sentences, tags, lemmas, arcs, entities)))
        return [[next(done) for _ in text] for text in split]

    def _find_lemmas(self, words: Sequence[Sequence[str]], tags: Sequence[Sequence[Tags]]) -> list[list[str]]:
        pairs = [
            (word, upos)
            for sentence, row in zip(words, tags, strict=True)
            for word, (upos, _, _) in zip(sentence, row, strict=True)
        ]
        lemmas = iter(self.lemmatizer.find(pairs))
        return [[next(lemmas) for _ in sentence] for sentence in words]


def _place_names(words: Sequence[RawWord], names: Sequence[Name]) -> list[RawEntity]:
    return [RawEntity(words[first].start, words[last].end, label) for first, last, label in names]


def make_fast_annotator(pipeline: Any, plain: Annotator) -> FastAnnotator | None:
    """A fast annotator for a pipeline's models; None when `plain` is safer, with the reason in the log.

    This code reads the inside of Stanza, which may change with any version: whatever goes wrong here, and any
    answer to the probe that differs, leaves the work to Stanza.

    plain  the same models run by Stanza itself
    """
    try:
        fast = FastAnnotator(pipeline)
        if fast.annotate(PROBE) == plain.annotate(PROBE):
            return fast
        reason = "it answers otherwise than Stanza"
    except UnsupportedError as error:
        reason = f"the models have {error}"
    except Exception as error:  # noqa: BLE001 - anything may have moved inside Stanza
        reason = f"{type(error).__name__}: {error}"
    log.info("models run by Stanza itself, which is slower: the fast way cannot be used (%s)", reason)
    return None
