"""A selected store answers what the selection means: SQL against `tests.selecting`, on random stores."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quotes.errors import DataError
from quotes.model import Act, Analysis, FlagKind, Severity
from quotes.records import Counts, Selection, View
from quotes.store import Store
from tests.selecting import select_from
from tests.store.store_factory import add_flag, make_analysis

NAMES = ["Ada Byron", "Boris Ode", "Clara Welk", "Dora Lum"]
OUTLETS = ["The Quay", "THE QUAY", "Straße", "Tide", ""]
DAYS = [None, date(2031, 5, 4), date(2031, 5, 9), date(2031, 6, 1)]
KINDS = [FlagKind.UNINTRODUCED_SPEAKER, FlagKind.COLLECTIVE_SOURCE, FlagKind.REPEATED_PASSAGE]
WORDS = ["the harbour wall will hold", "we plant trees", "no comment on it", "the plan is sound"]


def make_article(draw: random.Random, number: int) -> Analysis:
    said = [
        (draw.choice(NAMES), f"{draw.choice(WORDS)} {number} {n} {draw.randrange(99)}")
        for n in range(draw.randrange(1, 6))
    ]
    analysis = make_analysis(
        said,
        doc=f"d{number}",
        published=draw.choice(DAYS),
        url=f"https://news.example/{number}",
        opening=f"{draw.choice(WORDS).title()} {number}: a long first line that versions share.",
    )
    acts = [
        replace(one, attribution=replace(one.attribution, act=draw.choice([Act.COMMUNICATION, Act.ATTITUDE])))
        for one in analysis.attributions
    ]
    analysis = replace(
        analysis,
        article=replace(analysis.article, outlet=draw.choice(OUTLETS)),
        attributions=tuple(acts),
    )
    for _ in range(draw.randrange(4)):
        about = draw.choice([None, *range(len(said))])
        analysis = add_flag(analysis, about, kind=draw.choice(KINDS), severity=draw.choice(list(Severity)))
    return analysis


def make_version(draw: random.Random, analysis: Analysis) -> Analysis:
    """A later version of an article under its address: the same with a line more."""
    article = analysis.article
    text = f"{article.text}\nThis is an update of {draw.randrange(99)} words."
    return replace(analysis, article=replace(article, text=text, published=draw.choice(DAYS)))


@pytest.fixture
def filled(store: Store, request: pytest.FixtureRequest) -> Store:
    """A store of random articles, some of them in versions, with judgements on some."""
    draw = random.Random(request.param + 40)
    for number in range(6):
        analysis = make_article(draw, number)
        store.write(analysis)
        if draw.random() < 0.3:
            store.write(make_version(draw, analysis))
    if request.param == 0:
        return store  # one in which nobody judged anything
    for record in list(store.view.iterate_articles()):
        for quotation in record.quotations:
            match draw.randrange(10):
                case 0:
                    store.reject_attribution(quotation.id, who="Eva")
                case 1:
                    store.reassign_attribution(quotation.id, name="Eva Noor", who="Eva")
                case 2:
                    store.confirm_attribution(quotation.id, who="Eva")
    for flag in draw.sample(store.view.flags(), 3):
        store.dismiss_flag(flag.id, who="Eva")
    if request.param == 2:
        first, second = (store.view.find_speakers(name)[0].id for name in NAMES[:2])
        store.merge_speakers(first, second, who="Eva")
    return store


SELECTIONS = st.builds(
    Selection,
    speakers=st.none() | st.frozensets(st.integers(1, 6), max_size=3),
    since=st.sampled_from(DAYS),
    until=st.sampled_from(DAYS),
    outlets=st.frozensets(st.sampled_from(["the quay", "STRASSE", "nowhere", "Tide"]), max_size=2),
    flag_kinds=st.frozensets(st.sampled_from(KINDS), max_size=2),
    flagged_only=st.booleans(),
    statements_only=st.booleans(),
)


def answers(view: View) -> dict[str, object]:
    """Everything that a selection changes."""
    speakers = view.speakers()
    return {
        "counts": view.counts(),
        "speakers": speakers,
        "each speaker": list(view.iterate_speakers()),
        "outlets": view.outlets(),
        "articles": view.articles(),
        "each article": list(view.iterate_articles()),
        "one article": view.find_article("3"),
        "flags": view.flags(),
        "some flags": view.flags(limit=2, offset=1),
        "dismissed": view.dismissed_flags(),
        "found": {one.id: one for name in NAMES for one in view.find_speakers(name)},
        "by name": [view.speaker(view.find_speakers(name)[0].id) for name in NAMES],
        "some said": [view.speaker(one.id, limit=2, offset=1).quotations for one in speakers],
    }


@pytest.mark.parametrize("filled", [0, 1, 2], indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=8)
@given(selection=SELECTIONS)
@example(selection=Selection(statements_only=True))
@example(selection=Selection(flagged_only=True))
@example(selection=Selection(until=date(2031, 5, 9)))
@example(selection=Selection(speakers=frozenset()))
def test_the_store_answers_what_the_selection_means(filled: Store, selection: Selection) -> None:
    wanted = answers(select_from(filled.view, selection))
    found = answers(filled.view.select(selection))
    for question, answer in wanted.items():
        assert found[question] == answer, question


@pytest.mark.parametrize("filled", [1], indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=6)
@given(first=SELECTIONS, second=SELECTIONS)
def test_what_two_selections_ask_for_is_what_both_ask_for(
    filled: Store, first: Selection, second: Selection
) -> None:
    view = filled.view
    one, other, both = view.select(first), view.select(second), view.select(first).select(second)
    assert list_said(both) == list_said(one) & list_said(other)
    assert both.counts() == view.select(second).select(first).counts()


def list_said(view: View) -> set[int]:
    """Numbers of all quotations."""
    return {quotation.id for record in view.iterate_articles() for quotation in record.quotations}


@pytest.mark.parametrize("filled", [1], indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=6)
@given(selection=SELECTIONS, asked=st.sampled_from(["the", "wall -hold", '"we plant"', "pla*", "sound"]))
def test_a_search_honours_the_selection(filled: Store, selection: Selection, asked: str) -> None:
    whole = filled.view.search(asked, limit=1000)
    found = filled.view.select(selection).search(asked, limit=1000)
    assert [one for one in whole.hits if selection.covers(one.quotation)] == list(found.hits)
    assert found.total == len(found.hits)


@pytest.mark.parametrize("filled", [0], indirect=True)
def test_the_random_stores_have_something_of_everything(filled: Store) -> None:
    view = filled.view
    assert any(article.newer for article in view.articles())
    assert len(view.speakers()) == len(NAMES)
    assert {one.attribution_id is None for one in view.flags()} == {True, False}
    said = [quotation for record in view.iterate_articles() for quotation in record.quotations]
    assert {quotation.attribution.act for quotation in said} > {Act.ATTITUDE}
    assert len(view.outlets()) > 1
    assert view.counts() != view.select(Selection(statements_only=True)).counts() != Counts(0, 0, 0, 0)


@pytest.mark.parametrize("filled", [1], indirect=True)
def test_a_selection_that_asks_for_nothing_is_the_view_itself(filled: Store) -> None:
    view = filled.view
    assert view.select(Selection()) is view
    with pytest.raises(DataError):
        view.select(Selection(flagged_only=True)).search("")
    assert view.decisions() == view.select(Selection(flagged_only=True)).decisions()
