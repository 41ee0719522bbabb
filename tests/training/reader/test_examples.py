"""What the network learns from: tags out of gold, windows changed without changing who says what."""

import random
from pathlib import Path

import pytest
import torch

from quotes.document import Document
from quotes.extract.learned.crf import TAGS
from quotes.extract.learned.windows import WordPieces, cut_windows, read_units
from quotes.model import Span
from quotes.training.lexicon import GoldRow
from quotes.training.reader.augment import Augmenter
from quotes.training.reader.examples import Example, find_head, tag_gold
from quotes.training.reader.loop import Recipe, Trainer, batch_items, cut_items
from tests.extract.learned.small_reader import VOCABULARY, make_network, make_pieces, read_articles


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return make_pieces(tmp_path_factory.mktemp("pieces"))


def gold_of(doc: Document) -> list[GoldRow]:
    """In every sentence with a subject: subject, verb and the rest as one attribution."""
    rows = []
    for sentence in doc.sentences:
        subjects = sentence.children(sentence.root, "nsubj")
        if subjects and subjects[0] < sentence.root < len(sentence) - 1:
            rows.append(
                GoldRow(
                    (sentence[subjects[0]].span,),
                    (sentence[sentence.root].span,),
                    (sentence.span_of(sentence.root + 1, len(sentence) - 1),),
                )
            )
    return rows


def make_example(doc: Document, pieces: WordPieces) -> Example:
    return Example(doc, read_units(doc, pieces), tag_gold(doc, gold_of(doc)))


def test_tags_are_those_of_the_gold() -> None:
    doc = read_articles()[0]
    rows = gold_of(doc)
    gold = tag_gold(doc, rows)
    assert len(gold) == len(rows)
    for (number, head), tags in gold.items():
        sentence = doc.sentences[number]
        assert tags[number, head] == TAGS.index("B-cue")
        assert tags[number, head + 1] == TAGS.index("B-content")
        assert all(tags[number, i] == TAGS.index("I-content") for i in range(head + 2, len(sentence)))


def test_the_head_of_a_cue_is_no_mark_and_the_highest_word() -> None:
    sentence = read_articles()[0].sentences[0]
    everything = range(len(sentence))
    assert find_head(sentence, everything) == sentence.root
    marks = [i for i in everything if sentence[i].upos == "PUNCT"]
    if marks:
        assert find_head(sentence, marks) in marks


def test_a_cue_of_no_words_teaches_nothing() -> None:
    doc = read_articles()[0]
    assert tag_gold(doc, [GoldRow((), (), (Span(0, 5),))]) == {}


def test_changing_a_window_changes_no_place(pieces: WordPieces) -> None:
    example = make_example(read_articles()[0], pieces)
    augment = Augmenter([example], pieces, random.Random(3), len(VOCABULARY))
    changed = 0
    for window in cut_windows(example.units, size=192):
        for _ in range(8):
            other = augment(window)
            assert [w.token for w in other.words] == [w.token for w in window.words]
            assert len(other.pieces) == len(window.pieces)
            assert all(0 <= piece < len(VOCABULARY) for word in other.pieces for piece in word)
            changed += other != window
    assert changed


def test_every_window_is_in_one_batch(pieces: WordPieces) -> None:
    examples = [make_example(doc, pieces) for doc in read_articles()]
    items = cut_items(examples, random.Random(1))
    batches = batch_items(list(items), 3, random.Random(1))
    assert sum(map(len, batches)) == len(items)
    assert all(len(batch) <= 3 for batch in batches)


def make_trainer(pieces: WordPieces, folder: Path, epochs: int = 2) -> Trainer:
    examples = [make_example(doc, pieces) for doc in read_articles()]
    return Trainer(make_network(lively=1.0), examples, pieces, Recipe(windows=4, epochs=epochs), folder)


def test_it_learns_and_a_stopped_run_gives_the_same_weights(pieces: WordPieces, tmp_path: Path) -> None:
    for name in ("whole", "stopped"):
        (tmp_path / name).mkdir()
    whole = make_trainer(pieces, tmp_path / "whole")
    before = sum(float(loss.detach()) for loss in whole.losses(cut_items(whole.examples, random.Random(1))))
    whole.run_epoch()
    whole.run_epoch()
    after = sum(float(loss.detach()) for loss in whole.losses(cut_items(whole.examples, random.Random(1))))
    assert after < before

    make_trainer(pieces, tmp_path / "stopped").run_epoch()
    again = make_trainer(pieces, tmp_path / "stopped")
    assert again.resume()
    assert again.epoch == 1
    again.run_epoch()
    last = {name: weight.clone() for name, weight in whole.average.state_dict().items()}
    for name, weight in again.finish().state_dict().items():
        assert torch.equal(weight, whole.finish().state_dict()[name]), name
    assert any(not torch.equal(weight, last[name]) for name, weight in again.average.state_dict().items())


def test_a_run_begins_where_there_is_no_checkpoint(pieces: WordPieces, tmp_path: Path) -> None:
    assert not make_trainer(pieces, tmp_path).resume()
