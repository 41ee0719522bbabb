"""What a reader finds is cut from the text, the same every time and whatever stands beside it."""

import itertools
from dataclasses import replace

import pytest
import torch

from quotes.document import Document
from quotes.extract.learned import reader
from quotes.extract.learned.batches import make_batch
from quotes.extract.learned.crf import TAGS
from quotes.extract.learned.features import WordReader
from quotes.extract.learned.reader import Reader, spans_of_tags
from quotes.extract.learned.windows import WordPieces, cut_windows, read_units
from tests.extract.learned.small_reader import make_network, make_pieces, read_articles


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return make_pieces(tmp_path_factory.mktemp("pieces"))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("number", [0, 1])
def test_spans_are_sorted_and_inside_the_text(seed: int, number: int, pieces: WordPieces) -> None:
    doc = read_articles()[number]
    findings = Reader(make_network(seed), pieces).read(doc, min_cue=0.02)
    assert findings
    for finding in findings:
        assert 0 <= finding.path <= 1
        assert 0 <= finding.nothing <= 1
        for spans in (finding.source, finding.cue, finding.content):
            assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
            for span in spans:
                assert span.end <= len(doc.text)
                assert span.text(doc.text) == span.text(doc.text).strip()
                assert "\n\n" not in span.text(doc.text)


def test_reading_twice_gives_the_same(pieces: WordPieces) -> None:
    same = Reader(make_network(), pieces)
    first, second = (same.read(read_articles()[0]) for _ in range(2))
    assert first == second


def test_how_many_cues_are_read_at_once_changes_nothing(
    pieces: WordPieces, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = read_articles()[0]
    found = Reader(make_network(), pieces).read(doc, min_cue=0.02)
    monkeypatch.setattr(reader, "CUES_AT_ONCE", 3)
    monkeypatch.setattr(reader, "CUES_TOGETHER", 7)
    again = Reader(make_network(), pieces).read(doc, min_cue=0.02)
    assert len(found) > 7
    for one, other in zip(found, again, strict=True):
        assert replace(one, path=other.path, nothing=other.nothing) == other
        assert (one.path, one.nothing) == pytest.approx((other.path, other.nothing), rel=1e-3, abs=1e-6)


def test_a_document_without_words(pieces: WordPieces) -> None:
    assert Reader(make_network(), pieces).read(Document("", (), (), ())) == ()


def test_padding_changes_nothing(pieces: WordPieces) -> None:
    network = make_network()
    windows = list(cut_windows(read_units(read_articles()[0], pieces), size=120))[:4]
    with torch.inference_mode():
        together = make_batch(windows, pieces)
        many = network.read(
            together.pieces, together.mask, together.piece_word, together.first_piece, together.features
        )
        for number, window in enumerate(windows):
            batch = make_batch([window], pieces)
            one = network.read(batch.pieces, batch.mask, batch.piece_word, batch.first_piece, batch.features)
            assert torch.allclose(one[0], many[number, : len(window.words)], atol=1e-4)


def test_tags_become_spans_by_role_and_paragraph() -> None:
    doc = read_articles()[0]
    words = WordReader(doc).read(doc.sentences[0], starts_paragraph=True)[:6]
    tags = [TAGS.index(t) for t in ("B-source", "I-source", "B-cue", "B-content", "O", "B-content")]
    found = spans_of_tags(words, tags)
    assert [s.start for s in found["source"]] == [words[0].token.span.start]
    assert found["source"][0].end == words[1].token.span.end
    assert [(s.start, s.end) for s in found["content"]] == [
        (words[3].token.span.start, words[3].token.span.end),
        (words[5].token.span.start, words[5].token.span.end),
    ]
