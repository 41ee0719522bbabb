"""Styles of print."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quotes.training.parse import styles
from quotes.training.parse.treebank import Sentence, read_treebank
from tests.training.parse.conftest import TREEBANK

DOCUMENT = read_treebank(TREEBANK)


def curled(sentences: list[Sentence], seed: int = 0) -> list[str]:
    return [sentence.text for sentence in styles.curl(sentences, random.Random(seed))]


def test_marks_curl_as_they_are_tagged(sentences: list[Sentence]) -> None:
    texts = curled(sentences)
    assert texts[0] == "The mayor of Lund doesn’t like it."
    assert texts[1].startswith("“We saw her ")
    assert ",” she said." in texts[1]


def test_marks_without_a_tag_take_turns() -> None:
    untagged = [s.with_words(replace(w, xpos="") for w in s.words) for s in DOCUMENT]
    assert curled(untagged)[1].count("“") == curled(untagged)[1].count("”") == 1


def test_dashes_become_one_character_at_times(sentences: list[Sentence]) -> None:
    texts = {curled(sentences, seed)[1] for seed in range(30)}
    assert any("--" in text for text in texts)
    assert any(" — " in text for text in texts)
    assert any("her—twice" in text or "her–twice" in text for text in texts)


def test_an_address_keeps_its_apostrophe(sentences: list[Sentence]) -> None:
    word = replace(sentences[0].words[5], form="http://x.invalid/it's")
    (changed,) = styles.curl([sentences[0].with_words([word])], random.Random(0))
    assert changed.words[0].form == "http://x.invalid/it's"


def test_headline_has_capitals_and_no_full_stop(sentences: list[Sentence]) -> None:
    assert styles.make_headline(sentences[2]).text == "The Old Bridge Fell Into the River"


def test_capitals_and_none(sentences: list[Sentence]) -> None:
    assert styles.shout(sentences[4]).text == "THE WATER IS COLD TODAY."
    assert styles.whisper(sentences[4]).text == "the water is cold today."


def test_straight_undoes_curly(sentences: list[Sentence]) -> None:
    (curly,) = styles.curl([sentences[0]], random.Random(0))
    assert styles.straighten(curly) == sentences[0]


def test_space_is_lost_only_behind_closing_marks(sentences: list[Sentence]) -> None:
    (curly,) = styles.curl([sentences[1]], random.Random(0))
    texts = {styles.lose_space(curly, random.Random(seed)).text for seed in range(200)}
    assert texts == {curly.text, curly.text.replace("” ", "”")}


@given(st.integers(0, 10_000))
def test_mixed_styles_keep_every_tree(seed: int) -> None:
    mixed = styles.mix(DOCUMENT, random.Random(seed))
    assert len(mixed) == len(DOCUMENT)
    for before, after in zip(DOCUMENT, mixed, strict=True):
        dropped = len(before.words) - len(after.words)
        assert dropped in (0, 1)
        kept = before.words[: len(after.words)]
        assert [(w.head, w.deprel, w.upos) for w in kept] == [(w.head, w.deprel, w.upos) for w in after.words]
        assert all(word.head <= len(after.words) for word in after.words)
        if dropped:
            assert before.words[-1].form == "."
