"""Two wordings compared: are they the same words, altered ones, a part, or nothing alike? Pure."""

from quotes.alike.compare import Comparison, Sense, compare_wordings
from quotes.alike.quoted import Likeness, Words, compare_words
from quotes.alike.words import Word, fold_words, hash_shingles, split_words

__all__ = [
    "Comparison",
    "Likeness",
    "Sense",
    "Word",
    "Words",
    "compare_wordings",
    "compare_words",
    "fold_words",
    "hash_shingles",
    "split_words",
]
