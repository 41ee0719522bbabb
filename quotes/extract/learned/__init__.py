"""The learned extractor: a small pretrained encoder finds cues and, for each, its source and content.

Only `network`, `crf`, `batches`, `reader` and `weights` import torch, so that an extractor can be named, and
look-ups can run, without it.
"""

from pathlib import Path

# Weights, tokenizer, table of confidence and their card, as they come with the program.
BUNDLED = Path(__file__).parent / "weights"
WEIGHTS, TOKENIZER, CONFIDENCE = "reader.safetensors", "tokenizer.json", "confidence.tsv"
# What to do when one of them is no good.
REMEDY = "install quotes again, or use --extractor rules"
