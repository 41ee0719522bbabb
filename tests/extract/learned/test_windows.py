"""Windows hold every word once, in order, and fit; features stay inside their tables."""

import pytest

from quotes.document import Document
from quotes.extract.learned.features import PAIR_SIZES, WORD_SIZES, WordReader, pair_features, places_of
from quotes.extract.learned.windows import MAX_WORD_PIECES, Window, WordPieces, cut_windows, read_units
from tests.extract.learned.small_reader import make_pieces, read_articles

DOCS = pytest.mark.parametrize("number", [0, 1])
SIZES = pytest.mark.parametrize("size", [24, 60, 192, 400])


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return make_pieces(tmp_path_factory.mktemp("pieces"))


def cut(doc: Document, pieces: WordPieces, size: int) -> list[Window]:
    return list(cut_windows(read_units(doc, pieces), size=size))


@DOCS
@SIZES
def test_every_word_stands_in_one_window(number: int, size: int, pieces: WordPieces) -> None:
    doc = read_articles()[number]
    words = [(w.sentence, w.index) for window in cut(doc, pieces, size) for w in window.words]
    assert words == [(s.index, i) for s in doc.sentences for i in range(len(s))]


@DOCS
@SIZES
def test_a_window_fits_the_encoder(number: int, size: int, pieces: WordPieces) -> None:
    for window in cut(read_articles()[number], pieces, size):
        paragraphs = len({word.paragraph for word in window.words})
        assert sum(map(len, window.pieces)) + 1 + paragraphs <= size


@DOCS
def test_a_paragraph_that_fits_is_not_cut(number: int, pieces: WordPieces) -> None:
    seen = cut(read_articles()[number], pieces, 10_000)
    assert len(seen) == 1


@DOCS
def test_features_are_inside_their_tables(number: int, pieces: WordPieces) -> None:
    doc = read_articles()[number]
    for window in cut(doc, pieces, 192):
        for word in window.words:
            assert all(0 <= f < size for f, size in zip(word.features, WORD_SIZES, strict=True))
        for cue in range(0, len(window.words), 7):
            sentence = doc.sentences[window.words[cue].sentence]
            for row in pair_features(places_of(window.words), cue, sentence).tolist():
                assert all(0 <= f < size for f, size in zip(row, PAIR_SIZES, strict=True))


def test_a_word_of_many_pieces_is_cut_off(pieces: WordPieces) -> None:
    assert len(pieces.split("a" * 80)) == MAX_WORD_PIECES
    assert pieces.split("\u4e16") == (pieces.unknown,)
    assert len(pieces.split("")) == 1


def test_pairs_tell_the_way_from_the_cue() -> None:
    doc = read_articles()[0]
    sentence = next(s for s in doc.sentences if any(t.relation == "nsubj" and t.head == s.root for t in s))
    words = WordReader(doc).read(sentence, starts_paragraph=True)
    subject = next(i for i, t in enumerate(sentence) if t.relation == "nsubj" and t.head == sentence.root)
    rows = pair_features(places_of(words), sentence.root, sentence).tolist()
    assert rows[sentence.root][0] == 0
    _, _, up, down, branch, _, _ = rows[subject]
    assert (up, down) == (0, 1)
    assert branch > 0
    back = pair_features(places_of(words), subject, sentence)[sentence.root]
    assert (back[2], back[3]) == (1, 0)


def test_pairs_tell_how_far_a_word_is() -> None:
    doc = read_articles()[0]
    reader = WordReader(doc)
    words = [word for s in doc.sentences for word in reader.read(s, starts_paragraph=False)][:200]
    places, cue = places_of(words), 100
    rows = pair_features(places, cue, doc.sentences[words[cue].sentence])
    assert rows[[100, 99, 98, 95, 51, 50, 0], 0].tolist() == [0, 1, 2, 5, 9, 10, 10]
    assert rows[[101, 102, 105, 149, 150, 199], 0].tolist() == [11, 12, 15, 19, 20, 20]
    paragraph = words[cue].paragraph
    classes = {(w.paragraph > paragraph) - (w.paragraph < paragraph): set() for w in words}
    for word, row in zip(words, rows.tolist(), strict=True):
        classes[(word.paragraph > paragraph) - (word.paragraph < paragraph)].add(row[1])
    assert (classes[-1], classes[1]) == ({5}, {6})
    assert classes[0] <= {0, 1, 2, 3, 4}
