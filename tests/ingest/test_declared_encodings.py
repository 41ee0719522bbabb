"""What a page calls its encoding may be anything; its text is read all the same."""

import pytest

from quotes.ingest.decoding import decode
from quotes.ingest.origin import Origin


@pytest.mark.parametrize("declared", ["\0", "utf\0-8", "no-such-encoding", "utf-8", "x" * 500, "café"])
def test_an_encoding_that_is_none_is_passed_over(declared: str) -> None:
    raw = "Jürgen Groß sagte: „Schön“, und André verließ das Café.".encode("cp1252")
    assert "sagte" in decode(raw, Origin("page.html"), declared=declared)
