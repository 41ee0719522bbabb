"""The fast way of running the models gives what Stanza gives, and steps back where it cannot."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quotes.parse.annotation import AnnotatedSentence, Annotator
from quotes.parse.inference import FastAnnotator, make_fast_annotator, tokens
from quotes.parse.loading import load_pipeline
from quotes.parse.models import check_models
from quotes.parse.stanza_annotator import StanzaAnnotator
from quotes.parse.stanza_parser import StanzaParser
from quotes.settings import BUNDLED_MODELS
from tests.conftest import FIXTURES

pytestmark = pytest.mark.models

# Sums of floating-point numbers come out a little otherwise in another order, so that a choice between two
# that are as good as equal may fall otherwise: in less than one of a thousand words.
MAX_SHARE_DIFFERENT = 0.001
# In whole numbers, fewer than three of a thousand words of news come out otherwise in anything.
MAX_SHARE_DIFFERENT_IN_INTEGERS = 0.01


@pytest.fixture(scope="module")
def pipeline() -> Any:
    torch.set_num_threads(1)  # two wait for each other at every step of a layer where the machine is busy
    return load_pipeline(check_models(BUNDLED_MODELS))


@pytest.fixture(scope="module")
def plain(pipeline: Any) -> StanzaAnnotator:
    return StanzaAnnotator(pipeline)


@pytest.fixture(scope="module")
def fast(pipeline: Any) -> FastAnnotator:
    return FastAnnotator(pipeline, integers=False)


@pytest.fixture(scope="module")
def rounded(pipeline: Any) -> FastAnnotator:
    return FastAnnotator(pipeline, integers=True)


def read_words(texts: Sequence[Sequence[AnnotatedSentence]]) -> Iterator[object]:
    """Everything that is said of each word, and every entity."""
    for number, text in enumerate(texts):
        for sentence in text:
            for row in zip(sentence.words, sentence.tags, sentence.lemmas, sentence.arcs, strict=True):
                yield number, sentence.words[0].start, row
            yield from ((number, entity) for entity in sentence.entities)


@pytest.fixture(autouse=True)
def as_stanza(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences as Stanza ends them: behind names in capitals, too, when the tokenizer says so."""
    monkeypatch.setattr(tokens, "_SURE_WITHOUT_MARK", 0.0)


def read_paragraphs() -> list[str]:
    paths = sorted((FIXTURES / "articles").glob("*.txt")) + sorted((FIXTURES / "unseen").glob("*.txt"))[:4]
    texts = (path.read_text(encoding="utf-8") for path in paths)
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def test_articles_are_read_as_stanza_reads_them(fast: FastAnnotator, plain: StanzaAnnotator) -> None:
    texts = read_paragraphs()
    found, expected = set(read_words(fast.annotate(texts))), set(read_words(plain.annotate(texts)))
    assert len(expected) > 3_000
    assert len(expected - found) <= MAX_SHARE_DIFFERENT * len(expected)


def test_whole_numbers_cost_few_words(fast: FastAnnotator, rounded: FastAnnotator) -> None:
    texts = read_paragraphs()
    found, expected = set(read_words(rounded.annotate(texts))), set(read_words(fast.annotate(texts)))
    assert found != expected  # they are used
    assert len(expected - found) <= MAX_SHARE_DIFFERENT_IN_INTEGERS * len(expected)


LONG = "“The bridge is closed,” said the mayor of Xanvorlia, who had not been asked. " * 20
STRANGE = (
    "What?!? No!!!", "x" * 350, "See https://news.example/" + "a" * 320 + " for more.", "<UNK> <PAD>",
    "Call (713) 571-9571 before 28/10/2027 and pay $62,500.", "e\u0301te\u0301 \U0001f600", "a\u0097b",
    "\u0097", "_", "_ _", "one\n\ntwo\n \nthree", "no end", "word " * 90,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.one_of(st.sampled_from(STRANGE), st.text(min_size=1, max_size=30)), min_size=1, max_size=5)
)
@example([LONG, "Short.", LONG[:1_000], LONG[:999]])
@example(list(STRANGE))
def test_any_text_is_read_as_stanza_reads_it(
    fast: FastAnnotator, plain: StanzaAnnotator, texts: list[str]
) -> None:
    texts = [text.strip() or "x" for text in texts]
    assert [[sentence.words for sentence in text] for text in fast.annotate(texts)] == [
        [sentence.words for sentence in text] for text in plain.annotate(texts)
    ]


@pytest.mark.parametrize("way", ["fast", "rounded"])
def test_a_text_is_read_the_same_alone_and_among_others(way: str, request: pytest.FixtureRequest) -> None:
    annotator: FastAnnotator = request.getfixturevalue(way)
    texts = read_paragraphs()[:40]
    together = annotator.annotate(texts)
    alone = [annotator.annotate([text])[0] for text in texts]
    assert len(set(read_words(together)) - set(read_words(alone))) <= 2
    assert annotator.annotate([]) == []


def test_whole_numbers_that_answer_otherwise_are_left(
    pipeline: Any, plain: StanzaAnnotator, fast: FastAnnotator, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Officials said on Monday that the bridge over the river would be closed."
    monkeypatch.setattr("quotes.parse.inference.annotator._is_nearly", lambda *_: False)
    chosen = make_fast_annotator(pipeline, plain)
    assert chosen is not None
    assert not chosen.parser.integers
    assert chosen.annotate([text]) == fast.annotate([text])


# ------------------------------------------------------------------ where it steps back
class Otherwise:
    """Stanza as it would be if it answered otherwise than today."""

    def annotate(self, texts: Sequence[str]) -> list[list[AnnotatedSentence]]:
        return [[] for _ in texts]


def test_it_is_used_for_the_bundled_models(pipeline: Any, plain: StanzaAnnotator) -> None:
    chosen = make_fast_annotator(pipeline, plain)
    assert isinstance(chosen, FastAnnotator)
    assert chosen.parser.integers
    models = check_models(BUNDLED_MODELS)
    assert isinstance(StanzaParser(models, threads=1).annotator, FastAnnotator)
    assert isinstance(StanzaParser(models, threads=1, fast=False).annotator, StanzaAnnotator)


def test_models_of_another_make_are_left_to_stanza() -> None:
    assert isinstance(
        StanzaParser(check_models(BUNDLED_MODELS, "default"), threads=1).annotator, StanzaAnnotator
    )


def check_stepping_back(
    pipeline: Any, plain: Annotator, caplog: pytest.LogCaptureFixture, reason: str
) -> None:
    with caplog.at_level(logging.INFO):
        assert make_fast_annotator(pipeline, plain) is None
    assert reason in caplog.text


def test_an_answer_that_differs_leaves_the_work_to_stanza(
    pipeline: Any, caplog: pytest.LogCaptureFixture
) -> None:
    check_stepping_back(pipeline, Otherwise(), caplog, "answers otherwise")


def test_another_version_of_stanza_is_left_alone(
    pipeline: Any, plain: StanzaAnnotator, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stanza.__version__", "1.16.0")
    check_stepping_back(pipeline, plain, caplog, "Stanza 1.16.0")


def test_whatever_has_moved_inside_stanza_leaves_the_work_to_it(
    pipeline: Any, plain: StanzaAnnotator, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.processors["depparse"], "_trainer", SimpleNamespace(args={}))
    check_stepping_back(pipeline, plain, caplog, "AttributeError")


@pytest.mark.parametrize(
    ("processor", "change"),
    [
        ("depparse", {"use_arc_embedding": True}),
        ("depparse", {"charlm": True}),
        ("depparse", {"distance": False}),
        ("pos", {"pretrain": False}),
        ("pos", {"char_num_layers": 2}),
        ("ner", {"charlm": True}),
        ("tokenize", {"use_dictionary": True}),
        ("tokenize", {"conv_res": "3,5"}),
    ],
)
def test_models_with_other_parts_are_left_to_stanza(
    pipeline: Any,
    plain: StanzaAnnotator,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    processor: str,
    change: dict[str, object],
) -> None:
    args = pipeline.processors[processor].trainer.model.args
    for name, value in change.items():
        monkeypatch.setitem(args, name, value)
    check_stepping_back(pipeline, plain, caplog, "the models have")


def test_loading_makes_nothing_that_only_training_needs(pipeline: Any) -> None:
    from stanza.models.common import utils

    assert not pipeline.processors["tokenize"].trainer.optimizer
    assert not pipeline.processors["depparse"].trainer.optimizer
    assert "_without_optimizers" not in utils.get_optimizer.__qualname__
    assert Path(utils.get_optimizer.__code__.co_filename).name == "utils.py"
