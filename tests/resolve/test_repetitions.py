"""Where names stand in a text: one walk over it finds what looking for each name by itself does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.resolve.repetitions import find_repetitions

WORDS = st.sampled_from(
    ["Roe", "Ada", "O'Neill", "Jean-Luc", "Roe’s", "A.", "AT&T", "Ada  Roe", "é", "&", "-", "."]
)
TEXTS = st.lists(
    st.sampled_from(["Roe", "Ada", "O'Neill", "Jean-Luc", "A.", "AT&T", "é", "&", "-", " ", "\n"])
)


def look_for_each(text: str, names: list[str]) -> list[str]:
    """What each name finds by itself."""
    found = []
    for name in sorted(set(names)):
        words = r"\s+".join(map(re.escape, name.split()))
        found += [match[0] for match in re.finditer(rf"\b{words}(?!\w)", text) if match[0]]
    return found


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("Ada Roe", [(0, 7), (34, 41)]),
        ("Roe", [(4, 7), (15, 18), (38, 41)]),
        ("Ada Ro", []),
        ("da Roe", []),
    ],
)
def test_names_begin_and_end_where_words_do(name: str, places: list[tuple[int, int]]) -> None:
    text = "Ada Roe, Boris Roe, and Roesler's Ada\nRoe"
    assert [(span.start, span.end) for span in find_repetitions(text, [name])] == places


@given(TEXTS.map("".join), st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=4))
def test_one_walk_finds_what_each_name_does(text: str, names: list[str]) -> None:
    assert [span.text(text) for span in find_repetitions(text, names)] == look_for_each(text, names)
