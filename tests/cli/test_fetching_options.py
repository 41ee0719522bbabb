"""Options of fetching, and `quotes ingest` with an address of a site on this machine."""

from quotes.cli import fetching
from quotes.ingest import origin


def test_defaults_are_those_of_reading() -> None:
    assert fetching.DEFAULT_LIMIT == origin.DEFAULT_LIMIT
    assert fetching.DEFAULT_DELAY == origin.DEFAULT_DELAY
