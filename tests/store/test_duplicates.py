"""Pairs of speakers who may be one: which, in what order, for what reasons."""

from dataclasses import replace
from datetime import date

import pytest

from quotes.model import Gender, SpeakerKind
from quotes.records import DuplicateRecord
from quotes.store import Store, duplicates
from tests.store.store_factory import make_analysis


def pairs(store: Store) -> list[set[str]]:
    """Names of the pairs, best first."""
    return [{pair.first.name, pair.second.name} for pair in store.view.duplicates()]


def details(pair: DuplicateRecord) -> str:
    """All evidence of a pair."""
    return "; ".join(evidence.detail for evidence in pair.evidence)


def write(store: Store, number: int, *names: str, **options: object) -> None:
    """An article in which each says one thing."""
    said = [(name, f"Word {number}.{at}") for at, name in enumerate(names)]
    store.write(make_analysis(said, opening=f"Number {number}.", **options))  # type: ignore[arg-type]


def test_likely_misspellings_are_listed_and_strangers_are_not(store: Store) -> None:
    write(store, 1, "Mirella Zandler", "Boris Ode")
    write(store, 2, "Mirella Zander")
    write(store, 3, "Otto Zandler", "Clara Welk")
    assert pairs(store) == [{"Mirella Zandler", "Mirella Zander"}]


def test_company_and_roles_raise_a_pair(store: Store) -> None:
    role = ("harbour engineer",)
    write(store, 1, "Mirella Zandler", "Boris Ode", published=date(2031, 5, 1))
    write(store, 2, "Mirella Zander", "Boris Ode", published=date(2031, 5, 9))
    write(store, 3, "Sergio Kolmer")
    write(store, 4, "Sergio Kolmar")
    write(store, 5, "Petra Holmar", roles={"Petra Holmar": role})
    write(store, 6, "Petra Holmer", roles={"Petra Holmer": ("mayor",)})
    first, *_ = store.view.duplicates()
    assert {first.first.name, first.second.name} == {"Mirella Zandler", "Mirella Zander"}
    assert "both are quoted beside Boris Ode" in details(first)
    assert "at about the same time" in details(first)
    assert len(pairs(store)) == 3
    scores = [pair.score for pair in store.view.duplicates()]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_what_speaks_against_a_pair_is_said_and_lowers_it(store: Store) -> None:
    write(store, 1, "Mirella Zandler", "Mirella Zander")
    write(store, 2, "Sergio Kolmer")
    write(store, 3, "Sergio Kolmar")
    write(store, 4, "Robin Welker", genders={"Robin Welker": Gender.FEMININE})
    write(store, 5, "Robin Welkar", genders={"Robin Welkar": Gender.MASCULINE})
    found = store.view.duplicates()
    assert [pair.first.name for pair in found] == ["Sergio Kolmer", "Robin Welker", "Mirella Zandler"]
    assert "but articles show one as feminine" in details(found[1])
    assert "but an article quotes both" in details(found[2])


def test_an_outlet_may_have_its_own_spelling(store: Store) -> None:
    for number, name in enumerate(("Mirella Zandler", "Mirella Zander")):
        analysis = make_analysis([(name, "One")], opening=f"Number {number}.")
        store.write(replace(analysis, article=replace(analysis.article, outlet="The Quay")))
    assert "both are quoted in The Quay" in details(store.view.duplicates()[0])


def test_the_more_quoted_comes_first(store: Store) -> None:
    write(store, 1, "Mirella Zander")
    write(store, 2, "Mirella Zandler")
    write(store, 3, "Mirella Zandler")
    assert store.view.duplicates()[0].first.name == "Mirella Zandler"


def test_judged_pairs_are_not_listed(store: Store) -> None:
    for number, name in enumerate(("Mirella Zandler", "Mirella Zander", "Mirela Zandler")):
        write(store, number, name)
    before = pairs(store)
    one = store.view.duplicates()[0]
    store.mark_not_same(one.first.id, one.second.id, who="Eva")
    assert pairs(store) == before[1:]
    store.undo_decision(1, who="Eva")
    assert pairs(store) == before
    store.merge_speakers(one.first.id, one.second.id, who="Eva")
    assert {one.second.name} not in pairs(store)
    assert all(one.second.id not in (pair.first.id, pair.second.id) for pair in store.view.duplicates())


def test_organizations_by_their_letters(store: Store) -> None:
    kinds = dict.fromkeys(("Harbour Works Office", "HWO"), SpeakerKind.ORGANIZATION)
    write(store, 1, "Harbour Works Office", kinds=kinds)
    write(store, 2, "HWO", kinds=kinds)
    assert pairs(store) == [{"Harbour Works Office", "HWO"}]


def test_a_key_that_many_share_tells_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "MOST_SHARING", 3)
    for number, name in enumerate(("Ada", "Boris", "Clara", "Dora")):
        write(store, number, f"{name} Zandler")
    write(store, 9, "Zandler")
    assert pairs(store) == []
    monkeypatch.setattr(duplicates, "MOST_SHARING", 5)
    assert pairs(store)


def test_the_best_pairs_only(store: Store) -> None:
    for number, name in enumerate(("Kolmer", "Kolmar", "Kolmir", "Kolmur")):
        write(store, number, f"Mirella {name}")
    assert len(pairs(store)) > 2
    assert store.view.duplicates(limit=2) == store.view.duplicates()[:2]
