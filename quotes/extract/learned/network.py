"""The network: encoder, a score for each word as the head of a cue, and tags for all words seen from a cue.

The encoder has the shape and names of BERT (Devlin and others 2019) as MiniLM shrinks it; numbers of the
parse are added to its input. It runs once over a window; a small second stage runs once for each cue.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotes.extract.learned.crf import TAGS, Chain
from quotes.extract.learned.features import PAIR_SIZES, WORD_SIZES


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a network; those of MiniLM-L6 unless given.

    head_width  of a head of the encoder; None is what the width gives each of them
    """

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    heads: int = 12
    head_width: int | None = None
    layers: int = 6
    inner: int = 1536
    # second stage
    tag_width: int = 128
    tag_heads: int = 4
    tag_layers: int = 2
    feature_width: int = 16


class Layer(nn.Module):
    """One transformer layer, normalized behind each part as BERT's are."""

    def __init__(
        self, width: int, heads: int, inner: int, dropout: float, head_width: int | None = None
    ) -> None:
        super().__init__()
        self.heads = heads
        seen = heads * (head_width or width // heads)
        self.qkv = nn.Linear(width, 3 * seen)
        self.out = nn.Linear(seen, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`mask` is (batch, 1, 1, length), True for what is there."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        # no dropout inside: it would cost the fast kernel
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(self.out(seen.transpose(1, 2).reshape(batch, length, -1)).add_(x))
        inner = self.up(x)
        # the widest there is: in its own place it stays in the processor's cache
        inner = functional.gelu(inner) if self.training else torch.ops.aten.gelu_(inner)
        y: Tensor = self.norm2(self.drop(self.down(inner)).add_(x))
        return y


def _starts(sizes: Sequence[int]) -> Tensor:
    """Where each table begins when all stand below each other."""
    return torch.tensor([sum(sizes[:i]) for i in range(len(sizes))])


class Encoder(nn.Module):
    """Word pieces and features of their words to vectors."""

    starts: Tensor

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.features = nn.ModuleList(nn.Embedding(size, shape.width) for size in WORD_SIZES)
        for weight in self.features.parameters():
            nn.init.zeros_(weight)  # the pretrained encoder knows nothing of them
        self.register_buffer("starts", _starts(WORD_SIZES), persistent=False)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(shape.width, shape.heads, shape.inner, dropout, shape.head_width)
            for _ in range(shape.layers)
        )

    def forward(self, pieces: Tensor, features: Tensor, there: Tensor, mask: Tensor) -> Tensor:
        """(batch, length) pieces, (batch, length, kinds) features, `there` 0 for pieces of no word."""
        place = torch.arange(pieces.shape[1], device=pieces.device)
        table = torch.cat(list(self.features.parameters()))
        told = functional.embedding_bag((features + self.starts).flatten(0, 1), table, mode="sum")
        told = told.view(*pieces.shape, -1) * there.unsqueeze(2)
        x = self.words(pieces) + self.positions(place) + told
        x = self.drop(self.norm(x))
        y: Tensor = x
        for layer in self.layers:
            y = layer(y, mask[:, None, None, :])
        return y


class Network(nn.Module):
    """Encoder, cue head and tagger."""

    pair_starts: Tensor

    def __init__(self, shape: Shape | None = None, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape = shape or Shape()
        self.encoder = Encoder(shape, dropout)
        self.features = nn.ModuleList(nn.Embedding(size, shape.feature_width) for size in WORD_SIZES)
        wide = shape.width + shape.feature_width * len(WORD_SIZES)
        self.cue = nn.Sequential(
            nn.Linear(wide, shape.tag_width), nn.GELU(), nn.Dropout(dropout), nn.Linear(shape.tag_width, 1)
        )
        self.word_in = nn.Linear(wide, shape.tag_width)
        self.cue_in = nn.Linear(wide, shape.tag_width)
        self.pairs = nn.EmbeddingBag(sum(PAIR_SIZES), shape.tag_width, mode="sum")
        nn.init.normal_(self.pairs.weight, std=0.1)
        self.register_buffer("pair_starts", _starts(PAIR_SIZES), persistent=False)
        self.norm = nn.LayerNorm(shape.tag_width)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(shape.tag_width, shape.tag_heads, 2 * shape.tag_width, dropout)
            for _ in range(shape.tag_layers)
        )
        self.tags = nn.Linear(shape.tag_width, len(TAGS))
        self.chain = Chain()

    def read(
        self, pieces: Tensor, mask: Tensor, piece_word: Tensor, first_piece: Tensor, features: Tensor
    ) -> Tensor:
        """Vectors of words, shape (windows, words, width).

        pieces, mask  (windows, pieces) numbers, and which are there
        piece_word    (windows, pieces) index of each piece's word, -1 for none
        first_piece   (windows, words) index of each word's first piece, 0 for padding
        features      (windows, words, kinds) features of words
        """
        index = piece_word.clamp(min=0).unsqueeze(2).expand(-1, -1, features.shape[2])
        by_piece = features.gather(1, index)
        x = self.encoder(pieces, by_piece, (piece_word >= 0).to(torch.float32), mask)
        words = x.gather(1, first_piece.unsqueeze(2).expand(-1, -1, x.shape[2]))
        return torch.cat([words, *(table(features[..., i]) for i, table in enumerate(self.features))], 2)

    def score_cues(self, words: Tensor) -> Tensor:
        """Log odds that each word is the head of a cue, shape (windows, words)."""
        odds: Tensor = self.cue(words).squeeze(2)
        return odds

    def score_tags(self, words: Tensor, cues: Tensor, pairs: Tensor, mask: Tensor) -> Tensor:
        """Scores of tags, (cues, words, tags).

        words  (cues, words, width) vectors of the words around each cue
        cues   (cues, width) vectors of the cues themselves
        pairs  (cues, words, kinds) features of words seen from their cue
        mask   (cues, words)
        """
        return self.score_tags_of(self.word_in(words), self.cue_in(cues), pairs, mask)

    def score_tags_of(self, words: Tensor, cues: Tensor, pairs: Tensor, mask: Tensor) -> Tensor:
        """The same with what `word_in` says of words and `cue_in` of cues: a word is near several cues."""
        x = words + cues.unsqueeze(1)
        x = x + self.pairs((pairs + self.pair_starts).flatten(0, 1)).view(x.shape)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        scores: Tensor = self.tags(x)
        return scores
