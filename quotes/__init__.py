"""Find who said what in news text, keep it, look it up, doubt it."""

__version__ = "0.1.0"
