"""From trained models to a folder that Stanza and `quotes.parse` load.

What only training needs is left out, and weights are rounded to half precision: Stanza casts them back when
it loads them. The vectors stay in single precision, which Stanza does not cast.
"""

import hashlib
import json
import logging
import shutil
from pathlib import Path
from typing import Any

import torch

from quotes.parse.models import LANGUAGE, RESOURCES, STANZA_VERSION
from quotes.training.parse.prepare import Work

log = logging.getLogger(__name__)

# Names in the folder: of all models but these, of the tokenizer of surface tokens and the splitter behind it,
# and of the vectors. Stanza adds a splitter to a tokenizer of the same name, unasked.
NAME, SURFACE, VECTORS = "news", "surface", "glove100"
# Made for this Stanza.
VERSION = "1.15"
# Steps by processor and name.
MODELS = {
    ("tokenize", NAME): "tokenize",
    ("tokenize", SURFACE): "surface",
    ("mwt", SURFACE): "mwt",
    ("pos", NAME): "pos",
    ("lemma", NAME): "lemma",
    ("depparse", NAME): "depparse",
    ("ner", NAME): "ner",
}
# Processors that read words through the vectors.
WITH_VECTORS = ("pos", "depparse", "ner")
# All files together, in bytes.
LIMIT = 80_000_000

# Parts of a checkpoint that are no weights.
_KEPT = ("config", "vocab", "dicts", "tag_columns")


def build(work: Work, folder: Path) -> int:
    """Write the folder; gives the size of all files in bytes.

    A model that was not trained (the splitter of multi-word tokens, say) is left out with its package.
    """
    sums: dict[tuple[str, str], str] = {}
    for (processor, name), step in MODELS.items():
        source = work.run(step) / "best.pt"
        if not source.exists():
            log.warning("no model of the step %s, left out", step)
            continue
        target = folder / LANGUAGE / processor / f"{name}.pt"
        target.parent.mkdir(parents=True, exist_ok=True)
        pack(source, target)
        sums[processor, name] = hash_file(target)
    target = folder / LANGUAGE / "pretrain" / f"{VECTORS}.pt"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(work.vectors, target)
    sums["pretrain", VECTORS] = hash_file(target)
    (folder / RESOURCES).write_text(json.dumps(list_resources(sums), indent=1) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in folder.rglob("*.pt"))
    if size > LIMIT:
        log.warning("%.1f MB is more than %.0f", size / 1e6, LIMIT / 1e6)
    return size


def pack(source: Path, target: Path) -> None:
    """Write a model again without what trains it, in half precision."""
    content = torch.load(source, map_location="cpu", weights_only=True)
    packed = {
        key: value if key in _KEPT else halve(value)
        for key, value in content.items()
        if "optimizer" not in key and "scheduler" not in key
    }
    torch.save(packed, target, _use_new_zipfile_serialization=False)


def halve(value: Any) -> Any:
    """Floating point tensors in half precision, everything else as it is."""
    if isinstance(value, dict):
        return {key: halve(part) for key, part in value.items()}
    if isinstance(value, torch.Tensor) and value.dtype == torch.float32:
        return value.half()
    return value


def hash_file(path: Path) -> str:
    """MD5 sum, which is what Stanza's list has."""
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def list_resources(sums: dict[tuple[str, str], str]) -> dict[str, Any]:
    """Stanza's list of packages.

    sums  MD5 sum of each file, by processor and name
    """
    vectors = [{"model": "pretrain", "package": VECTORS}]
    english: dict[str, Any] = {}
    for (processor, name), checksum in sums.items():
        entry: dict[str, Any] = {"md5": checksum}
        if processor in WITH_VECTORS:
            entry["dependencies"] = vectors
        english.setdefault(processor, {})[name] = entry
    shared = {p: NAME for p in ("pos", "lemma", "depparse", "ner") if (p, NAME) in sums}
    packages = {"words": {"tokenize": NAME, **shared}}
    if ("tokenize", SURFACE) in sums and ("mwt", SURFACE) in sums:
        packages["default"] = {"tokenize": SURFACE, "mwt": SURFACE, **shared}
    english["default_processors"] = packages.get("default", packages["words"])
    english["default_dependencies"] = {p: vectors for p in WITH_VECTORS if p in shared}
    english["packages"] = packages
    english["lang_name"] = "English"
    return {"url": "", STANZA_VERSION: VERSION, LANGUAGE: english}
