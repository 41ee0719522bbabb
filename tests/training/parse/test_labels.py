"""Labels of characters."""

from quotes.training.parse.labels import label_characters
from quotes.training.parse.treebank import Sentence


def test_words_end_where_their_labels_say(sentences: list[Sentence]) -> None:
    text, labels = label_characters(sentences[:2], joined=False)
    assert text == 'The mayor of Lund doesn\'t like it. "We saw her -- twice," she said.'
    assert labels == "0010" + "000010" + "010" + "00010" + "0001" + "0010" + "00010" + "01" + "2" + "0" + (
        "1" + "010" + "0010" + "0010" + "010" + "00001" + "1" + "10" + "0010" + "0001" + "2"
    )


def test_surface_tokens_have_labels_of_their_own(sentences: list[Sentence]) -> None:
    text, labels = label_characters(sentences[:1], joined=True)
    assert labels[text.index("doesn't") : text.index("doesn't") + 7] == "0000003"


def test_paragraphs_are_apart_in_text_and_labels(sentences: list[Sentence]) -> None:
    text, labels = label_characters(sentences, joined=False)
    assert len(text) == len(labels)
    assert [len(part) for part in text.split("\n\n")] == [len(part) for part in labels.split("\n\n")]
    assert text.count("\n\n") == 2
