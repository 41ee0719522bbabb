"""Rows become records. The number of queries does not depend on how much is asked for.

What to load is told by a SELECT of row numbers, which becomes a subquery of each query: no list of
numbers travels to the database and back. Texts of articles are read one after another and only what is
cut out of them is kept.
"""

from quotes.store.loading.analysis import load_analysis
from quotes.store.loading.articles import BATCH, iterate_articles, load_articles
from quotes.store.loading.flags import load_flags
from quotes.store.loading.quotations import find_context, find_line_breaks, load_quotations
from quotes.store.loading.summaries import load_summaries

__all__ = [
    "BATCH",
    "find_context",
    "find_line_breaks",
    "iterate_articles",
    "load_analysis",
    "load_articles",
    "load_flags",
    "load_quotations",
    "load_summaries",
]
