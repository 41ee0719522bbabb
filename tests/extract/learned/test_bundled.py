"""The bundled network on parses that were recorded: it finds what it must, the same every time."""

import pytest

from quotes.document import Document
from quotes.evaluate import Evaluation, Row, evaluate_output, load_gold
from quotes.extract import make_extractor
from quotes.extract.learned import BUNDLED, WEIGHTS
from quotes.extract.learned.extractor import LearnedExtractor
from quotes.resolve import resolve_article
from tests.extract.learned.small_reader import read_articles
from tests.extract.test_unseen import read_unseen
from tests.record_unseen import FOLDER

pytestmark = pytest.mark.models

# On articles that were written before any program read them, and that nothing was tuned to.
FLOORS = {"found": 0.90, "precision": 0.92, "source right": 0.97, "speaker right": 0.85}
# What comes with the program must not grow.
MAX_SIZE = 40_000_000


@pytest.fixture(scope="module")
def unseen() -> Evaluation:
    extractor = make_extractor("learned")
    output = {}
    for name, doc in read_unseen().items():
        attributions = extractor.extract(doc)
        speakers, resolutions = resolve_article(doc, attributions)
        names = {speaker.key: speaker.name for speaker in speakers}
        output[name] = tuple(
            Row(a.source, a.cue, a.content, tuple(names[key] for key in r.speakers))
            for a, r in zip(attributions, resolutions, strict=True)
        )
    return evaluate_output(load_gold(FOLDER), output)


@pytest.mark.parametrize("figure", FLOORS)
def test_figures_on_unseen_articles(unseen: Evaluation, figure: str) -> None:
    assert unseen.figures()[figure] >= FLOORS[figure], unseen.tables()


def test_reading_again_in_another_order_gives_the_same() -> None:
    first, second = LearnedExtractor(), LearnedExtractor()
    docs: tuple[Document, ...] = read_articles()
    there = [first.extract(doc) for doc in docs]
    back = [second.extract(doc) for doc in reversed(docs)]
    assert there == back[::-1]


def test_every_part_is_cut_from_the_text() -> None:
    for doc in read_articles():
        for attribution in make_extractor("learned").extract(doc):
            assert attribution.confidence is not None
            for span in attribution.spans:
                words = span.text(doc.text)
                assert words == words.strip()


def test_the_bundle_stays_small() -> None:
    assert sum(path.stat().st_size for path in BUNDLED.iterdir()) < MAX_SIZE
    assert (BUNDLED / WEIGHTS).read_bytes()[8:9] == b"{"  # safetensors: a header of JSON, then numbers
