"""Searching the words of quotations: how they are folded, what may be asked for, the index, the answer."""

from quotes.store.search.finding import search_quotations
from quotes.store.search.index import enter_all, refresh_contents
from quotes.store.search.query import Query, parse_query

__all__ = ["Query", "enter_all", "parse_query", "refresh_contents", "search_quotations"]
