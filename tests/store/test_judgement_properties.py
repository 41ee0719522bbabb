"""Whatever people judge, decide and take back, in whatever order, while articles come and change."""

import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from quotes.errors import DecisionError, JudgementError, NotFoundError
from quotes.model import Analysis, Span
from quotes.records import JudgementKind
from quotes.store import Store
from quotes.store.engine import reading
from quotes.store.tables import aliases, judgements, speaker_keys
from tests.store.store_factory import LATER, add_flag, make_analysis
from tests.store.test_credits import anew, held
from tests.store.test_decisions import open_empty

PEOPLE = ("Ada Byron", "Boris Ode", "Clara Welk")


def invent(chance: random.Random) -> Analysis:
    """One of some articles, as one of some analyses."""
    number = chance.randrange(3)
    said = [(PEOPLE[(number + at) % 3], f"Word after word of number {at}") for at in range(3)]
    analysis = add_flag(make_analysis(said, doc=f"doc{number}", opening=f"Number {number}."), 0)
    found = []
    for one in analysis.attributions:
        (content,) = one.attribution.content
        shift = chance.choice((0, 0, 1, 9))
        attribution = replace(one.attribution, content=(Span(content.start + shift, content.end),))
        found.append(replace(one, attribution=attribution))
    if chance.randrange(4) == 0:
        return replace(analysis, attributions=tuple(found[1:]), flags=(), provenance=LATER)
    return replace(
        analysis, attributions=tuple(found), provenance=chance.choice((analysis.provenance, LATER))
    )


def judge(store: Store, chance: random.Random) -> None:
    """One judgement; some are refused."""
    ids = [one.id for article in store.view.iterate_articles() for one in article.quotations]
    number = chance.choice(ids)
    who = chance.choice(("Eva", "Max"))
    match chance.randrange(7):
        case 0:
            store.confirm_attribution(number, who=who)
        case 1:
            store.reject_attribution(number, who=who)
        case 2:
            store.reassign_attribution(number, to=chance.randrange(1, 5), who=who)
        case 3:
            store.reassign_attribution(number, name="Dora Lum", who=who)
        case 4:
            store.correct_attribution(number, content="after word", who=who)
        case 5 if store.view.flags():
            store.dismiss_flag(store.view.flags()[0].id, who=who)
        case _:
            store.undo_judgement(chance.randrange(1, 12), who=who)


def step(store: Store, chance: random.Random) -> None:
    """One thing that can happen to a store; some are refused."""
    match chance.randrange(6):
        case 0:
            store.write(invent(chance))
        case 1:
            store.merge_speakers(chance.randrange(1, 5), chance.randrange(1, 5), who="Eva")
        case 2:
            store.undo_decision(chance.randrange(1, 4), who="Eva")
        case _:
            judge(store, chance)


def record(store: Store) -> list[object]:
    """Every row of the record."""
    with reading(store._engine) as connection:
        return [
            tuple(map(repr, row)) for row in connection.execute(select(judgements).order_by(judgements.c.id))
        ]


def seen(store: Store) -> list[object]:
    """All that people see, but for the record itself, and the keys by which speakers are found."""
    rows: list[object] = [
        *(store.view.counts(), store.view.speakers(), store.view.articles(), store.view.flags())
    ]
    for article in store.view.iterate_articles():
        rows += [
            (one.id, one.speakers, one.attribution, one.content, one.extracted, one.flags, one.match_evidence)
            for one in article.quotations
        ]
    with reading(store._engine) as connection:
        credited = {one.id for one in store.view.speakers()}
        for table in (aliases, speaker_keys):
            query = select(table).where(table.c.speaker_id.in_(credited)).order_by(*table.c)
            rows.append(connection.execute(query).all())
    return rows


MANY = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(seed=st.integers(0, 2**32))
def test_credits_are_what_all_else_says_and_the_record_only_grows(
    tmp_path: Path, empty_store: bytes, seed: int
) -> None:
    chance = random.Random(seed)
    with open_empty(tmp_path, empty_store) as store:
        check_steps(store, chance)


def check_steps(store: Store, chance: random.Random) -> None:
    """Let some things happen, and look at everything after each."""
    store.write(invent(chance))
    before = record(store)
    for _ in range(10):
        try:
            step(store, chance)
        except (DecisionError, JudgementError, NotFoundError):
            assert record(store) == before
        after = record(store)
        assert after[: len(before)] == before
        before = after
        assert held(store) == anew(store)
        counts = store.view.counts()
        speakers = store.view.speakers()
        assert counts.speakers == len(speakers)
        articles = list(store.view.iterate_articles())
        assert counts.quotations == sum(not one.rejected for a in articles for one in a.quotations)
        assert counts.flags == len(store.view.flags()) == sum(len(a.flags) for a in articles)
        assert [a.summary.flags for a in articles] == [len(a.flags) for a in articles]
        assert sum(one.flags for one in speakers) == sum(
            len(q.flags) * len(q.speakers) for a in articles for q in a.quotations
        )
        for one in speakers:
            assert one.quotations == len(store.view.speaker(one.id).quotations)


@MANY
@given(seed=st.integers(0, 2**32))
def test_undoing_everything_in_any_order_restores_what_was(
    tmp_path: Path, empty_store: bytes, seed: int
) -> None:
    chance = random.Random(seed)
    with open_empty(tmp_path, empty_store) as store:
        for number in range(3):
            said = [(name, f"Word after word {number}") for name in PEOPLE[:2]]
            store.write(add_flag(make_analysis(said, doc=f"doc{number}", opening=f"{number}."), 0))
        before = seen(store)
        while len(store.view.judgements()) < 6:
            with suppress(JudgementError, NotFoundError):
                judge(store, chance)
        while standing := [
            one.id for one in store.view.judgements() if one.in_force and one.kind is not JudgementKind.UNDO
        ]:
            store.undo_judgement(chance.choice(standing), who="Eva")
        assert seen(store) == before
