"""Invented reports."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.training.parse.phrases import find_sources, finish, is_clause
from quotes.training.parse.reporting import PEOPLE, Inventor
from quotes.training.parse.treebank import Sentence, find_root, read_treebank, subtree
from tests.training.parse.conftest import TREEBANK

NAMES = [("Omar", "Diallo")]


def inventor(seed: int = 0) -> Inventor:
    return Inventor(read_treebank(TREEBANK), NAMES, random.Random(seed))


def relations(sentence: Sentence) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sentence.words:
        found.setdefault(word.deprel, []).append(word.form)
    return found


def test_clauses_are_whole_sentences_without_marks(sentences: list[Sentence]) -> None:
    assert [is_clause(sentence) for sentence in sentences] == [True, False, True, True, True]


def test_sources_are_people_offices_and_pronouns(sentences: list[Sentence]) -> None:
    found = [
        [" ".join(sentence.words[i].form for i in places) for places in find_sources(sentence, PEOPLE)]
        for sentence in sentences
    ]
    assert found == [["The mayor of Lund"], ["We", "she"], [], ["Two ministers from Chad"], []]


@given(st.integers(0, 10_000))
def test_every_invented_sentence_is_one_tree(seed: int) -> None:
    for sentence in inventor(seed).invent(seed):
        words = sentence.words
        assert sum(word.head == 0 for word in words) == 1
        assert subtree(words, find_root(words)) == list(range(len(words)))
        assert all((word.deprel == "root") == (word.head == 0) for word in words)
        assert "  " not in sentence.text


@pytest.mark.parametrize("seed", range(5))
def test_content_before_its_report_is_the_complement_of_the_verb(seed: int) -> None:
    sentence = finish(inventor(seed).quotation_first(), "x")
    content = next(word for word in sentence.words if word.deprel == "ccomp")
    assert sentence.words[content.head - 1].deprel == "root"
    assert sentence.text.startswith("“")
    assert sentence.text.endswith(".")


def test_a_report_inside_its_content_is_a_parataxis() -> None:
    made = [finish(inventor(seed).interrupted(), "x") for seed in range(20)]
    reports = [sentence for sentence in made if "parataxis" in relations(sentence)]
    assert len(reports) > 10
    for sentence in reports:
        verb = next(word for word in sentence.words if word.deprel == "parataxis")
        assert sentence.words[verb.head - 1].deprel == "root"
        assert verb.upos == "VERB"


def test_names_may_have_an_apposition() -> None:
    made = [finish(inventor(seed).quotation_last(), "x") for seed in range(60)]
    described = [sentence for sentence in made if "appos" in relations(sentence)]
    assert described
    for sentence in described:
        role = next(word for word in sentence.words if word.deprel == "appos")
        assert sentence.words[role.head - 1].form == "Omar"
        assert "Omar Diallo, the " in sentence.text


def test_according_to() -> None:
    sentence = finish(inventor(3).according_first(), "x")
    assert sentence.text.startswith("According to ")
    assert relations(sentence)["fixed"] == ["to"]
    assert sentence.words[0].deprel == "case"


def test_the_same_seed_invents_the_same() -> None:
    assert inventor(4).invent(0) == inventor(4).invent(0)
