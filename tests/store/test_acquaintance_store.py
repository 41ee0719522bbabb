"""What the store tells the audit of a surname."""

import time

import pytest

from quotes.audit.acquaintance import KNOWN_ARTICLES
from quotes.model import SpeakerKind
from quotes.resolve.spelling import skeleton
from quotes.store import Store
from quotes.store.acquaintance import near_skeletons
from tests.store.store_factory import make_analysis


def write(store: Store, name: str, articles: int, **options: object) -> None:
    """Some articles that quote somebody."""
    for number in range(articles):
        store.write(
            make_analysis([(name, f"We will plant {number} trees")], opening=f"{name} {number}", **options)
        )  # type: ignore[arg-type]


def test_person_of_several_articles(store: Store) -> None:
    write(store, "Paul Brennick", KNOWN_ARTICLES, roles={"Paul Brennick": ("hotel owner",)})
    found = store.acquaintances.people(["brennick", "olsen"])
    assert set(found) == {"brennick"}
    (person,) = found["brennick"]
    assert (person.name, person.articles, person.roles) == ("Paul Brennick", KNOWN_ARTICLES, ("hotel owner",))


@pytest.mark.parametrize("word", ["brenick", "brenninck", "brennck", "bernnick", "brendick", "brennik"])
def test_surname_a_letter_off(store: Store, word: str) -> None:
    write(store, "Paul Brennick", KNOWN_ARTICLES)
    assert [person.name for person in store.acquaintances.people([word])[word]] == ["Paul Brennick"]


def test_few_articles_bare_names_and_bodies_are_no_acquaintances(store: Store) -> None:
    write(store, "Paul Brennick", KNOWN_ARTICLES - 1)
    write(store, "Olsen", KNOWN_ARTICLES)
    write(store, "Harbour Karlsson", KNOWN_ARTICLES, kinds={"Harbour Karlsson": SpeakerKind.ORGANIZATION})
    assert store.acquaintances.people(["brennick", "olsen", "karlsson"]) == {}


def test_most_articles_come_first(store: Store) -> None:
    write(store, "Ada Brennick", KNOWN_ARTICLES)
    write(store, "Paul Brennick", KNOWN_ARTICLES + 1)
    names = [person.name for person in store.acquaintances.people(["brennick"])["brennick"]]
    assert names == ["Paul Brennick", "Ada Brennick"]


def test_nothing_is_asked(store: Store) -> None:
    assert store.acquaintances.people([]) == {}
    assert store.acquaintances.people([""]) == {}


def test_names_of_an_article_take_milliseconds(store: Store) -> None:
    write(store, "Paul Brennick", KNOWN_ARTICLES)
    words = [f"brennick{letter}" for letter in "abcdefghijklmnop"]
    start = time.process_time()
    store.acquaintances.people(words)
    assert time.process_time() - start < 0.5  # some 20 ms


def test_skeletons_around_a_name_are_few() -> None:
    near = near_skeletons("brennick")
    assert {skeleton("brennick"), skeleton("brenick"), skeleton("bernnick")} <= near
    assert len(near) < 300
    assert all(bones[0] == "b" for bones in near)
