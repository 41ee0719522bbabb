"""Makes the encoder of a network smaller: heads and inner units that say least go, the rest is refitted.

What goes is chosen one after the other by what its loss costs once the others have made up for it as well as
they can, and the matrix behind is changed so that they do (Optimal Brain Surgeon, Hassibi and Stork 1993, for
whole units as in Kurtic and others 2023). It needs nothing but what comes out of each layer over some text. A
network that is cut so answers nearly as before; `Trainer` with the whole one as its teacher mends the rest.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn

from quotes.extract.learned.batches import make_batch
from quotes.extract.learned.network import Layer, Network, Shape
from quotes.extract.learned.windows import Window, WordPieces

# Added to the diagonal of the squares, as a share of its mean: units that never differ have no inverse.
RIDGE = 1e-4
# Units that go in one step: they are about as good a choice as one by one, and it takes minutes less.
AT_ONCE = 8
# Numbers hidden while it learns on: few, for its teacher says already how sure to be.
DROPOUT = 0.05


def choose_units(squares: Tensor, weight: Tensor, keep: int, size: int = 1) -> tuple[Tensor, Tensor]:
    """Which units to keep, and the matrix behind them, refitted.

    squares  (units, units) sums of products of what the units give over some text
    weight   (out, units) the matrix that reads them
    keep     groups to keep
    size     units of a group, which lie side by side: they stay or go together

    Gives the numbers of the units that stay, in order, and the matrix (out, kept units) in 64-bit floats.
    """
    count = len(squares)
    squares, weight = squares.double(), weight.double().clone()
    inverse = torch.linalg.inv(
        squares + torch.eye(count, dtype=torch.float64) * squares.diagonal().mean() * RIDGE
    )
    left = torch.arange(0, count, size)
    while len(left) > keep:
        groups = left.unsqueeze(1) + torch.arange(size)
        costs = _price(inverse, weight, groups)
        gone = costs.argsort()[: min(max(1, AT_ONCE // size), len(left) - keep)]
        units = groups[gone].flatten()
        # what the others can say of those that go, they say from now on
        share = torch.linalg.solve(inverse[units][:, units], inverse[units])
        weight -= weight[:, units] @ share
        inverse -= inverse[:, units] @ share
        left = left[~torch.isin(left, left[gone])]
    kept = (left.unsqueeze(1) + torch.arange(size)).flatten()
    return kept, weight[:, kept]


def _price(inverse: Tensor, weight: Tensor, groups: Tensor) -> Tensor:
    """What the loss of each group costs: squares of what the matrix says otherwise."""
    blocks = inverse[groups.unsqueeze(2), groups.unsqueeze(1)]
    parts = weight.T[groups]  # (groups, size, out)
    # a division is what solving comes to for one unit, hundreds of times as fast
    made_up = parts / blocks if groups.shape[1] == 1 else torch.linalg.solve(blocks, parts)
    costs: Tensor = (made_up * parts).sum((1, 2))
    return costs


def prune(network: Network, windows: Sequence[Window], pieces: WordPieces, heads: int, inner: int) -> Network:
    """A network with so many heads and inner units in each layer of the encoder.

    First the heads, then the units, which are chosen by what they say once the heads are gone.
    """
    shape = network.shape
    width = shape.head_width or shape.width // shape.heads
    network = _cut(
        network, windows, pieces, replace(shape, heads=heads, head_width=width), ("qkv", "out"), heads, width
    )
    return _cut(network, windows, pieces, replace(network.shape, inner=inner), ("up", "down"), inner)


def _cut(
    network: Network,
    windows: Sequence[Window],
    pieces: WordPieces,
    shape: Shape,
    around: tuple[str, str],
    keep: int,
    size: int = 1,
) -> Network:
    """A network of a smaller shape, without some units of each layer of the encoder.

    around      names of the matrices that give the units and that read them
    keep, size  as `choose_units` has them
    """
    giver, reader = around
    state = network.state_dict()
    sums = _sum_squares(network, windows, pieces, [getattr(layer, reader) for layer in _layers(network)])
    for number, squares in enumerate(sums):
        gives, reads = (f"encoder.layers.{number}.{name}" for name in (giver, reader))
        kept, weight = choose_units(squares, state[f"{reads}.weight"], keep, size)
        state[f"{reads}.weight"] = weight.float()
        for kind in ("weight", "bias"):
            given = state[f"{gives}.{kind}"]
            # heads are given in three parts, one behind the other: queries, keys, values
            rows = torch.cat([kept + first for first in range(0, len(given), len(squares))])
            state[f"{gives}.{kind}"] = given[rows]
    cut = Network(shape, dropout=DROPOUT)
    cut.load_state_dict(state)
    return cut.eval()


def _layers(network: Network) -> Iterator[Layer]:
    for layer in network.encoder.layers:
        assert isinstance(layer, Layer)
        yield layer


def _sum_squares(
    network: Network, windows: Sequence[Window], pieces: WordPieces, readers: Iterable[nn.Linear]
) -> list[Tensor]:
    """Sums of products of all that goes into some matrices while the network reads."""
    there = torch.zeros(0, dtype=torch.bool)
    sums: list[Tensor] = []
    hooks = []

    def watch(reader: nn.Linear) -> None:
        total = torch.zeros(reader.in_features, reader.in_features)
        sums.append(total)

        def add(_: nn.Module, given: tuple[Tensor]) -> None:
            seen = given[0][there]
            total.addmm_(seen.T, seen)

        hooks.append(reader.register_forward_pre_hook(add))

    for reader in readers:
        watch(reader)
    with torch.no_grad():
        for window in windows:
            batch = make_batch([window], pieces)
            there = batch.mask
            network.read(batch.pieces, batch.mask, batch.piece_word, batch.first_piece, batch.features)
    for hook in hooks:
        hook.remove()
    return sums
