"""A part of what a view has."""

from datetime import date

import pytest

from quotes.model import (
    Act,
    Article,
)
from quotes.records import Selection, View
from tests.dam import BELIEF, SAID, SAID_TOO, TEXT, make_flag
from tests.reports.fakes import FakeView, Said
from tests.selecting import select_from


@pytest.fixture
def view() -> View:
    fake = FakeView()
    said = [Said(BELIEF, ("Ana Paz",)), Said(SAID, ("Tom Reyes",)), Said(SAID_TOO, ("Ana Paz",))]
    flags = [(make_flag("the dam is safe"), 0), (make_flag("leaks"), 1), (make_flag("rains"), None)]
    fake.add(Article(TEXT, doc="dam", published=date(2026, 1, 2)), said, flags)
    fake.add(
        Article(TEXT + " ", doc="again", published=date(2026, 5, 6)),
        [Said(BELIEF, ("Ana Paz",)), Said(BELIEF, ("Eva Noor",))],
    )
    return select_from(fake, Selection(statements_only=True))  # type: ignore[arg-type]  # the fake has what is asked here


def test_counts_are_of_statements(view: View) -> None:
    counts = view.counts()
    assert (counts.articles, counts.speakers, counts.quotations, counts.flags) == (2, 2, 2, 2)


def test_speakers_without_a_statement_are_not_listed(view: View) -> None:
    assert [(one.name, one.quotations, one.articles, one.flags) for one in view.speakers()] == [
        ("Ana Paz", 1, 1, 0),
        ("Tom Reyes", 1, 1, 1),
    ]
    assert {one.last for one in view.speakers()} == {date(2026, 1, 2)}


def test_a_speaker_is_found_with_statements_alone(view: View) -> None:
    (found,) = view.find_speakers("Ana Paz")
    record = view.speaker(found.id)
    assert record.summary == found
    assert [q.attribution for q in record.quotations] == [SAID_TOO]
    (eva,) = view.find_speakers("Eva Noor")
    assert (eva.quotations, view.speaker(eva.id).quotations) == (0, ())


def test_articles_have_their_statements_and_flags(view: View) -> None:
    first, second = view.iterate_articles()
    assert view.articles() == (first.summary, second.summary)
    assert view.find_article("dam") == first
    assert [q.attribution.act for q in first.quotations] == [Act.COMMUNICATION] * 2
    assert [flag.excerpt for flag in first.flags] == ["leaks", "rains"]
    assert (first.summary.quotations, first.summary.flags, second.summary.quotations) == (2, 2, 0)


def test_flags_about_other_acts_are_left_out(view: View) -> None:
    assert sorted(record.excerpt for record in view.flags()) == ["leaks", "rains"]


def test_the_rest_is_asked_of_the_view_itself(view: View) -> None:
    assert view.decisions() == ()
