"""Scores, their table, and the card."""

from pathlib import Path

import pytest

from quotes.parse.annotation import AnnotatedSentence, RawWord
from quotes.training.parse.card import BEGIN, END, write_card
from quotes.training.parse.counting import Counts
from quotes.training.parse.evaluate import (
    METRICS,
    Scores,
    compare,
    count_relations,
    raw_text,
    score_treebank,
    to_treebank,
)
from quotes.training.parse.treebank import Sentence


def make_scores(folder: str, las: float) -> Scores:
    return Scores(
        folder,
        treebanks={"ewt": {**dict.fromkeys(METRICS, 90.0), "LAS": las, "Tokens": 99.0}},
        relations={"root": 91.0, "appos": 30.0},
        names={"all": 80.0, "Person": 86.0},
        speed={"depparse": 1750.0, "all": 1000.0},
        sizes={"pos/news.pt": 2.5},
        load=2.5,
    )


def test_counts() -> None:
    counts = Counts()
    counts.add("nsubj", "nsubj", right=True)
    counts.add("nsubj", "obj", right=False)
    assert counts.f1("nsubj") == pytest.approx(2 / 3)
    assert counts.f1("obj") == 0
    assert counts.f1() == 0.5
    counts.add_sets({(0, 1, "Person")}, {(0, 1, "Person"), (2, 2, "Date")})
    assert counts.right() == 2
    assert Counts().f1() == 0


def test_gold_scores_itself_fully(sentences: list[Sentence]) -> None:
    scores = score_treebank(sentences, sentences)
    assert scores == dict.fromkeys(METRICS, 100.0)


def test_a_wrong_head_costs_one_word(sentences: list[Sentence]) -> None:
    from dataclasses import replace

    wrong = sentences[4].with_words(
        replace(word, head=3) if word.form == "today" else word for word in sentences[4].words
    )
    scores = score_treebank([sentences[4]], [wrong])
    assert scores["LAS"] == pytest.approx(100 * 5 / 6)
    counts = Counts()
    count_relations([sentences[4]], [wrong], counts)
    assert (counts.f1("obl"), counts.f1("root")) == (0.0, 1.0)


def test_relations_of_sentences_cut_otherwise_do_not_count(sentences: list[Sentence]) -> None:
    counts = Counts()
    count_relations(sentences[:1], [sentences[0].without_last()], counts)
    assert counts.names() == []


def test_text_of_a_treebank_keeps_paragraphs(sentences: list[Sentence]) -> None:
    assert raw_text(sentences[1:3]) == f"{sentences[1].text}\n\n{sentences[2].text}"


def test_words_that_stanza_cannot_write_are_cut_from_the_text() -> None:
    found = AnnotatedSentence([RawWord("<UNK>", 0, 3)], [("X", "FW", "_")], ["x"], [(0, "root")], [])
    (sentence,) = to_treebank([found], "a\nb")
    assert sentence.words[0].form == "ab"


def test_table_shows_what_is_gained() -> None:
    table = compare([make_scores("first", 80.0), make_scores("second", 83.5)])
    (line,) = [line for line in table.split("\n") if line.startswith("ewt LAS")]
    assert "80.00" in line
    assert "+3.50" in line


def test_scores_can_be_kept(tmp_path: Path) -> None:
    scores = make_scores("x", 80.0)
    scores.save(tmp_path / "s.json")
    assert Scores.read(tmp_path / "s.json") == scores


def test_card_gets_figures_and_keeps_the_rest(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text("# Models\n\nWords.\n", encoding="utf-8")
    write_card(card, make_scores("x", 80.0))
    once = card.read_text(encoding="utf-8")
    assert once.startswith("# Models\n\nWords.\n\n" + BEGIN)
    assert "| EWT | 99.00 |" in once
    assert "| `pos/news.pt` | 2.5 |" in once
    card.write_text(once + "\nMore.\n", encoding="utf-8")
    write_card(card, make_scores("y", 83.25), before=make_scores("x", 80.0))
    twice = card.read_text(encoding="utf-8")
    assert twice.count(BEGIN) == twice.count(END) == 1
    assert "83.25" in twice
    assert twice.rstrip().endswith("More.")
