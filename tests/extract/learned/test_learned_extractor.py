"""The learned extractor with a network of random weights: any text, any parse, no crash; the seams."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from quotes.document import Document
from quotes.errors import ModelError, SettingsError
from quotes.extract import CertainOnly, make_extractor
from quotes.extract.learned.confidence import ALWAYS, Confidence, Lines, load_confidence
from quotes.extract.learned.extractor import LEARNED, LearnedExtractor
from quotes.extract.learned.reader import Reader
from quotes.extract.scorer import Scorer
from tests.extract.learned.small_reader import make_network, make_pieces, read_articles
from tests.extract.test_extract_properties import documents

# Everything that is found counts.
OPEN = Confidence(
    Scorer({ALWAYS: 1.0}), Lines(both=0, scored=0, statement=0, other=0, sourceless=0, marked=0)
)


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> LearnedExtractor:
    pieces = make_pieces(tmp_path_factory.mktemp("pieces"))
    return LearnedExtractor(Reader(make_network(), pieces), confidence=OPEN)


def check(extractor: LearnedExtractor, doc: Document) -> None:
    attributions = extractor.extract(doc)
    assert list(attributions) == sorted(attributions, key=lambda a: a.start)
    assert len({(a.source, a.cue, a.content) for a in attributions}) == len(attributions)
    for attribution in attributions:
        assert attribution.rule
        assert attribution.confidence is not None
        assert all(span.end <= len(doc.text) for span in attribution.spans)
        for cue in attribution.cue:
            assert not any(cue.overlaps(other) for other in attribution.source)


@settings(max_examples=100, deadline=None)
@given(doc=documents())
def test_any_parse(extractor: LearnedExtractor, doc: Document) -> None:
    check(extractor, doc)


@pytest.mark.parametrize("number", [0, 1])
def test_articles(extractor: LearnedExtractor, number: int) -> None:
    doc = read_articles()[number]
    check(extractor, doc)
    attributions = extractor.extract(doc)
    assert any(a.rule == LEARNED for a in attributions)
    assert attributions == extractor.extract(doc)


def test_a_higher_line_leaves_out(extractor: LearnedExtractor) -> None:
    doc = read_articles()[0]
    assert CertainOnly(extractor, 0.9).extract(doc) == ()
    assert CertainOnly(extractor, 0.5).extract(doc) == extractor.extract(doc)
    assert CertainOnly(extractor, 0.5).name == f"{extractor.name}, confidence from 0.5"


def test_an_extractor_that_does_not_exist() -> None:
    with pytest.raises(SettingsError, match="magic"):
        make_extractor("magic")


def test_missing_weights_are_said_before_anything_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.extract.learned.extractor.BUNDLED", tmp_path)
    with pytest.raises(ModelError, match="missing"):
        _ = make_extractor("learned").name


def test_a_table_that_is_no_good(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        load_confidence(tmp_path)
    (tmp_path / "confidence.tsv").write_text("one cell\n", encoding="utf-8")
    with pytest.raises(ModelError, match="1 cells"):
        load_confidence(tmp_path)


def test_naming_an_extractor_loads_no_torch() -> None:
    code = (
        "import sys\n"
        "from quotes.extract import make_extractor\n"
        "make_extractor('learned')\n"
        "sys.exit('torch' in sys.modules or 'tokenizers' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
