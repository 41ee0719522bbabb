"""Datelines in front of sentences."""

import random

from hypothesis import given
from hypothesis import strategies as st

from quotes.training.parse import entities
from quotes.training.parse.datelines import date, date_names, find_places, invent_datelines
from quotes.training.parse.treebank import Sentence, find_root, read_treebank, subtree
from tests.training.parse.conftest import ARTICLE, TREEBANK

SENTENCES = read_treebank(TREEBANK)


@given(st.integers(0, 10_000))
def test_the_sentence_behind_keeps_its_tree(seed: int) -> None:
    for sentence in SENTENCES:
        dated = date(sentence, "Lund", random.Random(seed))
        count = len(dated.words) - len(sentence.words)
        assert count in (2, 5)
        assert dated.text.endswith(sentence.text)
        assert dated.words[find_root(dated.words)].form == sentence.words[find_root(sentence.words)].form
        assert [max(0, word.head - count) for word in dated.words[count:]] == [w.head for w in sentence.words]
        assert subtree(dated.words, 0) == list(range(count))
        assert dated.words[0].deprel == "parataxis"


def test_datelines_as_printed() -> None:
    texts = {date(SENTENCES[2], "Lund", random.Random(seed)).text for seed in range(400)}
    ends = " The old bridge fell into the river."
    assert f"LUND —{ends}" in texts
    assert f"LUND:{ends}" in texts
    assert any(text.startswith("LUND, ") and text.endswith(f" —{ends}") for text in texts)


def test_multi_word_tokens_move_along() -> None:
    dated = date(SENTENCES[0], "Lund", random.Random(0))
    ((first, last),) = dated.joined
    assert [dated.words[i].form for i in (first, last)] == ["does", "n't"]


def test_names_of_a_dateline_have_their_tags() -> None:
    line = entities.parse_article(ARTICLE)[0]
    seen = set()
    for seed in range(50):
        dated = date_names(line, "Lund", random.Random(seed))
        assert dated[-len(line) :] == line
        seen.add(tuple(word.tag for word in dated[: -len(line)]))
    assert seen == {("S-Location", "O"), ("S-Location", "O", "B-Date", "E-Date", "O")}


def test_places_are_single_names(sentences: list[Sentence]) -> None:
    article = [[entities.Tagged("Lund", "S-Location"), entities.Tagged("US", "S-Location")]]
    assert find_places([article]) == ["Lund"]
    dated = invent_datelines(sentences, ["Lund"], 2, random.Random(0))
    assert len(dated) == 2
    assert all(sentence.opens_paragraph for sentence in dated)
