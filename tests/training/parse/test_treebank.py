"""Reading and writing treebanks."""

from quotes.training.parse.treebank import (
    Sentence,
    find_root,
    group_documents,
    parse_treebank,
    subtree,
    with_tags,
    write_treebank,
)
from tests.training.parse.conftest import TREEBANK


def test_reads_words_text_and_multi_word_tokens(sentences: list[Sentence]) -> None:
    first = sentences[0]
    assert first.text == "The mayor of Lund doesn't like it."
    assert [word.form for word in first.words][4:6] == ["does", "n't"]
    assert first.joined == ((4, 5),)
    assert (first.words[4].space, first.words[5].space) == (False, True)
    assert [s.opens_paragraph for s in sentences] == [True, False, True, True, False]


def test_written_with_its_tokens_a_treebank_is_what_was_read(sentences: list[Sentence]) -> None:
    written = write_treebank(sentences, joined=True)
    assert [line for line in written.split("\n") if line[:1].isdigit()] == [
        line for line in TREEBANK.read_text(encoding="utf-8").split("\n") if line[:1].isdigit()
    ]
    again = list(parse_treebank(written))
    assert [(s.text, s.joined, s.opens_document) for s in again] == [
        (s.text, s.joined, s.opens_document) for s in sentences
    ]


def test_written_without_tokens_it_has_words_alone(sentences: list[Sentence]) -> None:
    written = write_treebank(sentences)
    assert "5-6" not in written
    assert [s.text for s in parse_treebank(written)] == [s.text for s in sentences]


def test_empty_nodes_and_enhanced_columns_are_left_out() -> None:
    text = "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t0:root\t_\n1.1\tnow\tnow\tADV\tRB\t_\t_\t_\t1:advmod\t_\n\n"
    (sentence,) = parse_treebank(text)
    assert [word.form for word in sentence.words] == ["Go"]


def test_a_file_without_empty_line_at_its_end_loses_nothing() -> None:
    (sentence,) = parse_treebank("1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_")
    assert sentence.text == "Go"


def test_documents_begin_where_the_file_says(sentences: list[Sentence]) -> None:
    assert [len(document) for document in group_documents(sentences)] == [3, 2]


def test_subtree_and_root(sentences: list[Sentence]) -> None:
    words = sentences[0].words
    assert find_root(words) == 6
    assert subtree(words, 1) == [0, 1, 2, 3]


def test_without_its_last_word(sentences: list[Sentence]) -> None:
    shorter = sentences[0].without_last()
    assert shorter.text == "The mayor of Lund doesn't like it"
    assert shorter.joined == ((4, 5),)


def test_with_tags_keeps_the_tree(sentences: list[Sentence]) -> None:
    sentence = sentences[4]
    count = len(sentence.words)
    changed = with_tags(sentence, [("X", "FW", "_")] * count, ["z"] * count)
    assert {(w.upos, w.xpos, w.lemma) for w in changed.words} == {("X", "FW", "z")}
    assert [w.head for w in changed.words] == [w.head for w in sentence.words]
