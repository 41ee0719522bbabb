"""Articles with one text are linked, whoever publishes them; versions and forms are not."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, event, func, select

from quotes.model import Analysis, Article, Provenance
from quotes.store import Store, copies
from quotes.store.engine import reading, writing
from quotes.store.tables import copies as copies_table
from quotes.store.tables import sketches

NOUNS = (
    "river bridge council mayor repair budget school winter harvest market engine signal valley storm "
    "ferry island museum garden window letter garage doctor coffee planet ticket silver engineer"
)
WORDS = NOUNS.split(" ")


def make_text(seed: int, *, words: int = 200) -> str:
    """Words in an order that no other seed gives."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words)) + "."


def write(store: Store, text: str, **about: object) -> int:
    """Write an article without attributions; its number."""
    store.write(Analysis(article=Article(text, **about), provenance=Provenance("test")))  # type: ignore[arg-type]
    return store.view.articles()[-1].id


def copy_of(store: Store) -> list[int | None]:
    return [article.copy_of for article in store.view.articles()]


def test_one_text_at_two_addresses_is_a_copy(store: Store) -> None:
    write(store, make_text(1), url="https://post.example/a", outlet="Post")
    write(store, make_text(2), url="https://post.example/b", outlet="Post")
    write(store, make_text(1), url="https://herald.example/x", outlet="Herald")
    write(store, make_text(1) + " More.", url="https://globe.example/y", outlet="Globe")
    assert copy_of(store) == [None, None, 1, 1]
    record = store.view.find_article("4")
    assert [one.id for one in record.copies] == [1, 3, 4]
    assert [one.id for one in store.view.find_article("1").copies] == [1, 3, 4]
    assert store.view.find_article("2").copies == ()


def test_a_shortened_and_a_reworded_text_are_copies(store: Store) -> None:
    text = make_text(1, words=300)
    write(store, text, url="https://agency.example/1")
    write(store, text[: len(text) // 2], url="https://post.example/1")
    words = text.split()
    words[40:44] = ["quite", "other", "words", "here"]
    write(store, "Headline of our own\n\n" + " ".join(words), url="https://herald.example/1")
    assert copy_of(store) == [None, 1, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (make_text(1), make_text(2)),
        # the second quotes a paragraph of the first
        (make_text(1, words=400), make_text(2, words=300) + " " + make_text(1, words=400)[:400]),
        ("Markets are closed today.", "Markets are closed today."),
    ],
    ids=["different", "quoted", "short"],
)
def test_others_are_no_copies(store: Store, first: str, second: str) -> None:
    write(store, first, url="https://post.example/a")
    write(store, second, url="https://herald.example/b")
    assert copy_of(store) == [None, None]


def test_a_form_that_is_filled_in_again_is_no_copy(store: Store) -> None:
    for month in (1, 2):
        write(
            store,
            make_text(1) + f" {month}",
            url=f"https://p.example/{month}",
            published=date(2026, month, 1),
        )
    assert copy_of(store) == [None, None]


def test_a_newer_version_is_no_copy_of_the_older(store: Store) -> None:
    write(store, make_text(1), url="https://post.example/a")
    write(store, make_text(1) + " Corrected.", url="https://post.example/a")
    assert copy_of(store) == [None, None]
    write(store, make_text(1), url="https://herald.example/b")
    assert copy_of(store)[:2] == [None, None]
    assert copy_of(store)[2] in (1, 2)


def test_writing_again_changes_no_link(store: Store) -> None:
    for address in ("a", "b"):
        write(store, make_text(1), url=f"https://{address}.example/1")
    analysis = Analysis(
        article=Article(make_text(1), url="https://b.example/1"), provenance=Provenance("newer")
    )
    store.write(analysis)
    assert copy_of(store) == [None, 1]
    store.write(replace(analysis, article=Article(make_text(1), url="https://a.example/1")))
    assert copy_of(store) == [None, 1]


def test_an_older_store_is_caught_up_with(store: Store) -> None:
    for address in ("a", "b", "c"):
        write(store, make_text(1), url=f"https://{address}.example/1")
    with writing(store._engine) as connection:
        connection.execute(delete(copies_table))
        connection.execute(delete(sketches))
        copies.catch_up(connection)
        copies.catch_up(connection)
    assert copy_of(store).count(None) == 1
    with reading(store._engine) as connection:
        assert connection.execute(select(func.count(sketches.c.article_id.distinct()))).scalar() == 3


def test_a_line_under_every_article_costs_no_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "SKETCH", 4)
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    costs: list[int] = []
    event.listen(store._engine, "before_cursor_execute", note)
    for number in range(30):
        asked.clear()
        write(store, f"{make_text(number)} {make_text(99, words=60)}", url=f"https://p.example/{number}")
        costs.append(len(asked))
    event.remove(store._engine, "before_cursor_execute", note)
    assert max(costs[5:]) <= costs[4] + 1
    assert copy_of(store) == [None] * 30


def test_hashes_are_the_same_on_every_machine() -> None:
    words: Sequence[str] = ["the", "bridge", "will", "be", "closed", "until", "spring"]
    assert sorted(copies.hash_runs(list(words))) == [
        4004617659297223773, 6769557697289365025, 8034988799882165142,
    ]  # fmt: skip
    assert len(copies.hash_runs([])) == 1
