"""Credits follow the machine's word, decisions and judgements, whatever happens in whatever order."""

import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from quotes.errors import DecisionError, NotFoundError
from quotes.store import Store
from quotes.store.credits import refresh_credits, work_out_credits
from quotes.store.decisions import load_identities
from quotes.store.engine import reading, writing
from quotes.store.tables import attributions, credits_
from tests.store.store_factory import LATER, make_analysis
from tests.store.test_decisions import open_empty

PEOPLE = ("Ada Byron", "Boris Ode", "Clara Welk", "Dora Lum")


def held(store: Store) -> dict[int, tuple[int, ...]]:
    """Credits as they stand in their table."""
    found: dict[int, list[int]] = {}
    with reading(store._engine) as connection:
        query = select(credits_).order_by(credits_.c.attribution_id, credits_.c.position)
        for row in connection.execute(query):
            found.setdefault(row.attribution_id, []).append(row.speaker_id)
    return {id: tuple(listed) for id, listed in found.items()}


def anew(store: Store) -> dict[int, tuple[int, ...]]:
    """Credits worked out from every other table."""
    with reading(store._engine) as connection:
        ids = list(connection.execute(select(attributions.c.id)).scalars())
        return work_out_credits(connection, ids, load_identities(connection))


def test_a_new_article_is_credited(store: Store) -> None:
    store.write(make_analysis([("Ada Byron", "One"), ("Boris Ode", "Two"), ("Ada Byron", "Three")]))
    a, b = (store.view.find_speakers(name)[0].id for name in PEOPLE[:2])
    assert list(held(store).values()) == [(a,), (b,), (a,)]
    assert held(store) == anew(store)


def test_a_merge_moves_credits_and_its_undo_moves_them_back(store: Store) -> None:
    store.write(make_analysis([("Ada Byron", "One"), ("Boris Ode", "Two")]))
    before = held(store)
    a, b = (store.view.find_speakers(name)[0].id for name in PEOPLE[:2])
    store.merge_speakers(a, b, who="Eva")
    assert list(held(store).values()) == [(a,), (a,)]
    assert store.view.counts().speakers == 1
    store.undo_decision(1, who="Eva")
    assert held(store) == before


def test_two_of_a_group_who_are_one_are_credited_once(store: Store) -> None:
    analysis = make_analysis([("Ada Byron", "One"), ("Boris Ode", "Two")])
    both = replace(analysis.attributions[0].resolution, speakers=("s1", "s2"))
    first = replace(analysis.attributions[0], resolution=both)
    store.write(replace(analysis, attributions=(first, analysis.attributions[1])))
    a, b = (store.view.find_speakers(name)[0].id for name in PEOPLE[:2])
    assert list(held(store).values()) == [(a, b), (b,)]
    store.merge_speakers(b, a, who="Eva")
    assert list(held(store).values()) == [(b,), (b,)]
    assert store.view.speakers()[0].quotations == 2


def test_refreshing_tells_whose_credits_changed(store: Store) -> None:
    store.write(make_analysis([("Ada Byron", "One"), ("Boris Ode", "Two")]))
    with writing(store._engine) as connection:
        identities = load_identities(connection)
        assert refresh_credits(connection, [1, 2], identities) == frozenset()
        connection.execute(delete(credits_).where(credits_.c.attribution_id == 2))
        assert refresh_credits(connection, [1, 2], identities) == {2}
    assert held(store) == anew(store)


def step(store: Store, chance: random.Random) -> None:
    """One thing that can happen to a store; some are refused."""
    match chance.randrange(6):
        case 0 | 1:
            count = chance.randrange(1, 4)
            said = [(chance.choice(PEOPLE), f"Word {at}") for at in range(count)]
            number = chance.randrange(5)
            analysis = make_analysis(said, doc=f"doc{number}", opening=f"Number {number}.")
            store.write(replace(analysis, provenance=chance.choice((LATER, analysis.provenance))))
        case 2:
            store.merge_speakers(chance.randrange(1, 6), chance.randrange(1, 6), who="Eva")
        case 3:
            article = chance.choice([*store.view.articles()]).identity if store.view.articles() else ""
            store.split_speaker(chance.randrange(1, 6), [article], who="Eva")
        case _:
            store.undo_decision(chance.randrange(1, 6), who="Eva")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_credits_are_what_all_else_says(tmp_path: Path, empty_store: bytes, seed: int) -> None:
    chance = random.Random(seed)
    with open_empty(tmp_path, empty_store) as store:
        for _ in range(12):
            with suppress(DecisionError, NotFoundError):
                step(store, chance)
            assert held(store) == anew(store)


def test_counts_are_those_of_credits(store: Store) -> None:
    store.write(make_analysis([("Ada Byron", "One"), ("Boris Ode", "Two"), ("Ada Byron", "Three")]))
    assert {one.name: one.quotations for one in store.view.speakers()} == {"Ada Byron": 2, "Boris Ode": 1}
    assert store.view.counts().speakers == 2
