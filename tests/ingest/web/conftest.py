"""A site and a fetcher for each test."""

from collections.abc import Iterator

import pytest

from quotes.ingest.web import Fetcher
from tests.ingest.web.site import FakeTime, Site, make_fetcher, run_site


@pytest.fixture
def site() -> Iterator[Site]:
    with run_site() as site:
        yield site


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def fetcher(time: FakeTime) -> Iterator[Fetcher]:
    with make_fetcher(time=time) as fetcher:
        yield fetcher
