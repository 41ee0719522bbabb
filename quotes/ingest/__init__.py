"""Whatever holds articles becomes Articles: texts exactly as they are, pages by their main text."""

from quotes.ingest.files import find_files, read_article
from quotes.ingest.inputs import count_articles, find_inputs, name_article, read_articles
from quotes.ingest.origin import Origin, ReadingRules

__all__ = [
    "Origin",
    "ReadingRules",
    "count_articles",
    "find_files",
    "find_inputs",
    "name_article",
    "read_article",
    "read_articles",
]
