"""Doubts about roles in the store: raised, placed, and gone when they are settled."""

from dataclasses import replace
from datetime import date

from quotes.model import Analysis, FlagKind
from quotes.records import FlagRecord
from quotes.store import Store
from tests.store.store_factory import LATER, make_analysis

RUSSIAN, UKRAINIAN = "Russian Foreign Minister", "foreign minister of Ukraine"
NAME = "Ivan Petrenko"


def paper(day: int, role: str, doc: str = "", **of: object) -> Analysis:
    analysis = make_analysis(
        [(NAME, f"We shall meet again on day {day} of the month")],
        doc=doc or f"d{day}",
        opening=f"He is the {role}. His people were at the table.",
        published=date(2024, 5, day),
        roles={NAME: (role,)},
    )
    return replace(analysis, article=replace(analysis.article, **of))  # type: ignore[arg-type]


def conflicts(store: Store) -> list[FlagRecord]:
    return [record for record in store.view.flags() if record.flag.kind is FlagKind.ROLE_CONFLICT]


def write(store: Store, *analyses: Analysis) -> list[FlagRecord]:
    for analysis in analyses:
        store.write(analysis)
    return conflicts(store)


def test_it_stands_at_the_role_and_names_the_other_article(store: Store) -> None:
    (record,) = write(
        store, paper(1, RUSSIAN, title="Talks begin", outlet="The Islander"), paper(2, UKRAINIAN)
    )
    assert record.excerpt == UKRAINIAN
    assert record.article.doc == "d2"
    assert [speaker.name for speaker in record.speakers] == [NAME]
    assert record.elsewhere
    assert record.elsewhere.article.doc == "d1"
    assert record.elsewhere.excerpt.startswith("“We shall meet again on day 1")
    assert "“Talks begin” (The Islander, 2024-05-01)" in record.flag.message


def test_agreeing_roles_raise_nothing(store: Store) -> None:
    assert write(store, paper(1, RUSSIAN), paper(2, "the foreign minister of Russia")) == []


def test_reading_either_again_settles_it(store: Store) -> None:
    first, second = paper(1, RUSSIAN), paper(2, UKRAINIAN)
    assert len(write(store, first, second)) == 1
    for doubted in (first, second):
        speakers = tuple(replace(speaker, roles=()) for speaker in doubted.speakers)
        assert write(store, replace(doubted, speakers=speakers, provenance=LATER)) == []
        assert len(write(store, doubted)) == 1


def test_a_corrected_version_settles_it(store: Store) -> None:
    assert len(write(store, paper(1, RUSSIAN), paper(2, UKRAINIAN, url="https://example.org/a"))) == 1
    assert write(store, paper(2, RUSSIAN, doc="d2", url="https://example.org/a")) == []


def test_splitting_the_speaker_settles_it(store: Store) -> None:
    (record,) = write(store, paper(1, RUSSIAN), paper(2, UKRAINIAN))
    number = store.view.find_speakers(NAME)[0].id
    made = store.split_speaker(number, [record.article.identity], who="an editor")
    assert conflicts(store) == []
    store.undo_decision(made.id, who="an editor")
    assert [one.identity for one in conflicts(store)] == [record.identity]
