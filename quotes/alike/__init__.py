"""Two wordings compared: are they the same words, altered ones, a part, or nothing alike? Pure."""

from quotes.alike.words import Word, fold_words, hash_shingles, split_words

__all__ = ["Word", "fold_words", "hash_shingles", "split_words"]
