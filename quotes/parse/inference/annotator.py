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

# Whole numbers are used when at least this share of the probe's words has the same tags and arcs as without:
# on news it is more than 997 of a thousand, with a probe of 32 words one or two may differ.
MIN_SHARE_SAME = 0.9


class FastAnnotator:
    """Sentences of any texts, by the models of a Stanza pipeline.

    integers  whether the layers that take longest multiply in 8-bit whole numbers: much faster, and one head
              or relation of some hundreds comes out otherwise

    Raises UnsupportedError when they are not of the make that this was written for.
    """

    def __init__(self, pipeline: Any, *, integers: bool = True) -> None:
        processors = pipeline.processors
        require(stanza.__version__.startswith(STANZA), f"Stanza {stanza.__version__}")
        require(tuple(processors) == PROCESSORS, f"the processors {', '.join(processors)}")
        for processor in processors.values():
            require(not hasattr(processor, "_variant"), "a variant of a processor")
            require(getattr(processor, "trainer", None), "a processor without a model")
            processor.trainer.model.eval()
        self.tokenizer = Tokenizer(processors["tokenize"])
        self.tagger = Tagger(processors["pos"], integers=integers)
        self.lemmatizer = Lemmatizer(processors["lemma"])
        self.parser = DependencyParser(processors["depparse"], integers=integers)
        self.names = NameFinder(processors["ner"], integers=integers)

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


def _is_nearly(
    found: Sequence[Sequence[AnnotatedSentence]], expected: Sequence[Sequence[AnnotatedSentence]]
) -> bool:
    """True when the same words have, but for a few, the same tags and arcs."""
    if [[s.words for s in text] for text in found] != [[s.words for s in text] for text in expected]:
        return False
    same = [
        one == other
        for found_text, expected_text in zip(found, expected, strict=True)
        for a, b in zip(found_text, expected_text, strict=True)
        for one, other in zip(zip(a.tags, a.arcs, strict=True), zip(b.tags, b.arcs, strict=True), strict=True)
    ]
    return sum(same) >= MIN_SHARE_SAME * len(same)


def make_fast_annotator(pipeline: Any, plain: Annotator) -> FastAnnotator | None:
    """A fast annotator for a pipeline's models; None when `plain` is safer, with the reason in the log.

    This code reads the inside of Stanza, which may change with any version: whatever goes wrong here, and any
    answer to the probe that differs, leaves the work to Stanza.

    plain  the same models run by Stanza itself
    """
    try:
        exact = FastAnnotator(pipeline, integers=False)
        answer = exact.annotate(PROBE)
        if answer == plain.annotate(PROBE):
            fast = FastAnnotator(pipeline)
            return fast if _is_nearly(fast.annotate(PROBE), answer) else exact
        reason = "it answers otherwise than Stanza"
    except UnsupportedError as error:
        reason = f"the models have {error}"
    except Exception as error:  # noqa: BLE001 - anything may have moved inside Stanza
        reason = f"{type(error).__name__}: {error}"
    log.info("models run by Stanza itself, which is slower: the fast way cannot be used (%s)", reason)
    return None
