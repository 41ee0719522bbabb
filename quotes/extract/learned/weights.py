"""The network on disk: safetensors, which execute nothing when they are read; whole numbers for matrices.

Matrices are kept as 8-bit numbers with one scale a row, which costs a quarter of the space and, as measured,
no accuracy; everything else as 16-bit floats. The tokenizer's own file lies beside.
"""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from quotes.errors import ModelError
from quotes.extract.learned import BUNDLED, REMEDY, TOKENIZER, WEIGHTS
from quotes.extract.learned.integers import use_integers
from quotes.extract.learned.network import Network, Shape
from quotes.extract.learned.reader import Reader
from quotes.extract.learned.windows import WordPieces

# Changed whenever a file of before cannot be read any more.
FORMAT = "1"
# Largest 8-bit number; its negative is used, -128 is not.
_MOST = 127
_SCALE = "#scale"
_ABOUT = "quotes"


def save_network(network: Network, folder: Path) -> None:
    """Write a network's weights; the same weights give the same bytes."""
    tensors: dict[str, Tensor] = {}
    for name, value in network.state_dict().items():
        if value.dim() == 2 and min(value.shape) > 16:
            scale = (value.abs().amax(1) / _MOST).clamp(min=1e-12)
            tensors[name] = torch.round(value / scale.unsqueeze(1)).to(torch.int8)
            tensors[name + _SCALE] = scale.to(torch.float32)
        else:
            tensors[name] = value.to(torch.float16).contiguous()
    # one entry: the order of several is not fixed
    about = json.dumps({"format": FORMAT, "shape": asdict(network.shape)}, sort_keys=True)
    save_file(tensors, folder / WEIGHTS, metadata={_ABOUT: about})


def load_network(folder: Path, *, dropout: float = 0.0) -> Network:
    """The network that `save_network` wrote; `dropout` counts when it learns on.

    Raises ModelError for a file that is missing, damaged or of another version.
    """
    path = folder / WEIGHTS
    if not path.is_file():
        raise ModelError(path, "missing", remedy=REMEDY)
    try:
        with safe_open(path, framework="pt") as file:
            about = json.loads((file.metadata() or {})[_ABOUT])
            if about["format"] != FORMAT:
                raise ModelError(path, f"of format {about['format']!r}, not {FORMAT!r}")
            network = Network(Shape(**about["shape"]), dropout=dropout)
            state = {}
            for name in file.keys():  # noqa: SIM118 - no dict
                if not name.endswith(_SCALE):
                    value = file.get_tensor(name).to(torch.float32)
                    if file.get_tensor(name).dtype == torch.int8:
                        value *= file.get_tensor(name + _SCALE).unsqueeze(1)
                    state[name] = value
        network.load_state_dict(state)
    except (SafetensorError, OSError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelError(path, f"damaged: {error}", remedy=REMEDY) from error
    return network.eval()


@cache
def load_reader(folder: Path = BUNDLED) -> Reader:
    """The reader with the weights of a folder, the bundled ones by default; read once a folder."""
    if not (folder / TOKENIZER).is_file():
        raise ModelError(folder / TOKENIZER, "missing", remedy=REMEDY)
    network = load_network(folder)
    use_integers(network)
    return Reader(network, WordPieces(folder / TOKENIZER))
