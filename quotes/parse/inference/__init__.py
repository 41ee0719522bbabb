"""The same Stanza models, run faster: what Stanza's pipeline gives, at several times its speed on one core.

Stanza's processors are written for training and for graphics cards. Here the same weights are read by code
that does, on a plain processor, only what the answer needs: sentences of all articles sorted by length, what
depends on a word alone worked out once and kept, labels scored for chosen arcs only, no loss, no objects that
nobody reads. `tests/parse/test_inference.py` holds the output to Stanza's own.

It leans on the inside of Stanza 1.15. Where the models are of another make, or the answers to a probe differ
from Stanza's, `make_fast_annotator` gives None and Stanza's own pipeline does the work.
"""

from quotes.parse.inference.annotator import FastAnnotator, make_fast_annotator

__all__ = ["FastAnnotator", "make_fast_annotator"]
