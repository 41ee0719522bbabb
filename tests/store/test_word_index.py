"""The same words are found again, in any number of articles, and nothing is missed in silence."""

import pytest
from sqlalchemy import delete, func, select

from quotes.store import Store
from quotes.store.engine import reading, writing
from quotes.store.index import MOST_SHARING, find_alike, is_indexed
from quotes.store.tables import attributions, shingles
from tests.store.store_factory import make_analysis

SAID = "We will plant five hundred trees along the canal next spring"


def ask(store: Store, words: str) -> list[str]:
    with reading(store._engine) as connection:
        return [one.content for one in find_alike(connection, words).candidates]


@pytest.mark.parametrize(
    "words",
    [
        SAID,
        "we’ll plant 500 trees along the canal next spring",
        "We will not plant five hundred trees along the canal next spring",
        "We will plant six hundred trees along the canal next spring",
        "trees along the canal",
        "the canal, next",  # two content words
        "canal",  # too little for the index
    ],
)
def test_words_are_found_in_other_forms_and_in_part(store: Store, words: str) -> None:
    store.write(make_analysis([("Ada Byron", SAID), ("Ada Byron", "The bridge stays closed for two years")]))
    assert ask(store, words) == [f"“{SAID}”"]


def test_other_words_are_not_found(store: Store) -> None:
    store.write(make_analysis([("Ada Byron", SAID)]))
    assert ask(store, "The bridge stays closed for two years") == []
    assert ask(store, "bridge") == []
    assert ask(store, "“…”") == []


def test_an_article_that_is_written_again_is_found_as_it_is_now(store: Store) -> None:
    store.write(make_analysis([("Ada Byron", SAID), ("Ada Byron", "The bridge stays closed")]))
    store.write(make_analysis([("Ada Byron", SAID), ("Ada Byron", "The bridge stays closed")]))
    assert ask(store, SAID) == [f"“{SAID}”"]
    with reading(store._engine) as connection:
        indexed = select(func.count(shingles.c.attribution_id.distinct()))
        assert connection.execute(indexed).scalar() == 2


def test_a_store_without_an_index_is_caught_up_with_at_the_next_write(store: Store) -> None:
    store.write(make_analysis([("Ada Byron", SAID), ("Ada Byron", "The bridge stays closed")], doc="old"))
    with writing(store._engine) as connection:
        connection.execute(delete(shingles))
        assert not is_indexed(connection)
    store.write(make_analysis([("Ben Okri", "The library opens on Monday")], doc="new"))
    with reading(store._engine) as connection:
        assert is_indexed(connection)
    assert ask(store, SAID) == [f"“{SAID}”"]


def test_a_phrase_of_thousands_is_read_in_part_and_says_so(store: Store) -> None:
    store.write(make_analysis([("Ada Byron", f"{SAID}, and that is all")]))
    phrase = "We will not comment on any ongoing investigation"
    for number in range(MOST_SHARING + 5):
        store.write(make_analysis([("Ben Okri", phrase)], doc=f"d{number}", opening=f"Number {number}"))
    with reading(store._engine) as connection:
        found = find_alike(connection, phrase)
        assert len(found.candidates) == MOST_SHARING
        assert not found.complete
        found = find_alike(connection, f"{phrase}, and five hundred trees along the canal next spring")
        assert found.candidates[0].content == f"“{SAID}, and that is all”"


def test_every_attribution_has_a_number(store: Store) -> None:
    store.write(make_analysis([("Ada Byron", "..."), ("Ada Byron", "No")]))
    with reading(store._engine) as connection:
        count = connection.execute(select(func.count(shingles.c.attribution_id.distinct()))).scalar()
        assert count == connection.execute(select(func.count()).select_from(attributions)).scalar() == 2
