"""A network of a few thousand random weights with a vocabulary of letters: everything but the accuracy."""

from functools import cache
from pathlib import Path

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from quotes.document import Document
from quotes.extract.learned.network import Network, Shape
from quotes.extract.learned.windows import WordPieces
from tests.conftest import PARSES

# Tensors this small gain nothing from a second thread, and a busy machine makes one dear.
torch.set_num_threads(1)

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,;:!?'\"“”‘’-–—()$%&"
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *_LETTERS, *(f"##{c}" for c in _LETTERS), "said", "that"]
SHAPE = Shape(
    vocabulary=len(VOCABULARY), positions=256, width=32, heads=2, layers=2, inner=48, tag_width=24,
    tag_heads=2, tag_layers=1, feature_width=4,
)  # fmt: skip


def write_tokenizer(path: Path) -> None:
    """A tokenizer's file with the small vocabulary."""
    model = WordPiece({word: i for i, word in enumerate(VOCABULARY)}, unk_token="[UNK]")
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.save(str(path))


def make_pieces(folder: Path) -> WordPieces:
    """The small vocabulary, ready to split words."""
    write_tokenizer(folder / "tokenizer.json")
    return WordPieces(folder / "tokenizer.json")


def make_network(seed: int = 1, *, lively: float = 20.0) -> Network:
    """A network of random weights; the livelier, the more different tags it gives."""
    torch.manual_seed(seed)
    network = Network(SHAPE).eval()
    with torch.no_grad():
        network.tags.weight *= lively
        network.cue[3].weight *= lively
    return network


@cache
def read_articles() -> tuple[Document, ...]:
    """Recorded parses of the two articles of the fixtures."""
    lines = (PARSES / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(map(Document.from_json, lines))
