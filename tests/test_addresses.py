"""What of an address tells pages apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.addresses import clean_url, list_beginnings, normalize_url


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://A.Example/News/1", "https://a.example/News/1"),
        ("HTTPS://a.example:443/x#part", "https://a.example/x"),
        ("https://a.example:8080/x", "https://a.example:8080/x"),
        ("https://a.example", "https://a.example/"),
        ("https://a.example/x?utm_source=m&id=2&fbclid=9&gbraid=1", "https://a.example/x?id=2"),
        ("https://a.example/x?b=%20&a=1", "https://a.example/x?b=%20&a=1"),
        ("https://eva:secret@a.example/x", "https://a.example/x"),
        ("https://[2606:4700::1111]/x", "https://[2606:4700::1111]/x"),
        ("no address", "no address"),
        ("http://[", "http://["),
        ("", ""),
    ],
)
def test_what_is_kept_with_an_article(url: str, kept: str) -> None:
    assert clean_url(url) == kept
    assert clean_url(kept) == kept


@pytest.mark.parametrize("query", ["gallery=2", "game=7", "reference=15", "source=3", "uid=1", "session=am"])
def test_what_only_looks_like_tracking_stays(query: str) -> None:
    assert clean_url(f"https://a.example/x?{query}").endswith(query)
    assert normalize_url(f"https://a.example/x?{query}").endswith(query)


@given(st.text(max_size=60) | st.from_regex(r"https?://[a-z.:@\[\]%]{0,20}[/?#&=a-z%]{0,20}", fullmatch=True))
def test_any_words_are_taken(url: str) -> None:
    once = clean_url(url)
    assert clean_url(once) == once
    assert normalize_url(url) == normalize_url(once)
    assert list(list_beginnings(url))
