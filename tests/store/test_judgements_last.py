"""Judgements outlive the analysis that they were made on."""

from dataclasses import replace

import pytest

from quotes.model import Analysis, Span
from quotes.records import JudgementKind, QuotationRecord
from quotes.store import Store
from tests.store.store_factory import LATER, add_flag, make_analysis

ADA, BORIS = "Ada Byron", "Boris Ode"
WORDS = "The engine weaves algebraic patterns"


def analyse() -> Analysis:
    """Two people say one thing each; the first attribution has a flag."""
    return add_flag(make_analysis([(ADA, WORDS), (BORIS, "Bread rises slowly")]), 0)


def cut(analysis: Analysis, *, start: int = 0, end: int = 0, cue: Span | None = None) -> Analysis:
    """What a newer model finds: the first content begins and ends some characters further."""
    first, *others = analysis.attributions
    (content,) = first.attribution.content
    attribution = replace(
        first.attribution,
        content=(Span(content.start + start, content.end + end),),
        cue=(cue,) if cue else first.attribution.cue,
    )
    found = (replace(first, attribution=attribution), *others)
    return replace(analysis, attributions=found, provenance=LATER)


def drop(analysis: Analysis) -> Analysis:
    """What a newer model finds that misses the first attribution."""
    return replace(analysis, attributions=analysis.attributions[1:], flags=(), provenance=LATER)


def first_quotation(store: Store) -> QuotationRecord:
    """The first attribution of the only article."""
    (article,) = store.view.iterate_articles()
    return article.quotations[0]


def lost(store: Store) -> list[int]:
    """Numbers of lost judgements."""
    return [one.id for one in store.view.judgements() if one.lost]


def number_of(store: Store, name: str) -> int:
    """The number of the one speaker that a name finds."""
    (found,) = store.view.find_speakers(name)
    return found.id


def test_the_same_spans_keep_every_judgement(store: Store) -> None:
    store.write(analyse())
    store.correct_attribution(1, content="engine weaves", who="Eva")
    store.confirm_attribution(1, who="Max")
    before = first_quotation(store)
    store.write(replace(analyse(), provenance=LATER))
    after = first_quotation(store)
    assert (after.id, after.judgements, after.content) == (before.id, before.judgements, "engine weaves")
    assert lost(store) == []


def test_a_rejection_and_a_reassignment_go_on_to_the_same_words(store: Store) -> None:
    store.write(analyse())
    store.reassign_attribution(1, to=number_of(store, BORIS), who="Eva", why="see the video")
    rejected = store.reject_attribution(1, who="Max")
    store.write(cut(analyse(), start=1, end=-1))
    record = first_quotation(store)
    assert record.rejected
    assert [one.kind for one in record.judgements] == [JudgementKind.REASSIGN, JudgementKind.REJECT]
    assert [one.carried_from for one in record.judgements] == [1, 2]
    assert (record.judgements[1].who, record.judgements[1].at) == ("Max", rejected.at)
    assert "carried over from judgement 2" in record.judgements[1].tell_all()
    assert lost(store) == []
    # To take back the first judgement takes back what came of it.
    store.undo_judgement(2, who="Max")
    assert [one.name for one in first_quotation(store).speakers] == [BORIS]
    store.undo_judgement(1, who="Eva")
    assert [one.name for one in first_quotation(store).speakers] == [ADA]
    assert [one.in_force for one in store.view.judgements()] == [False] * 4 + [True, True]


def test_what_was_carried_over_is_not_carried_again(store: Store) -> None:
    store.write(analyse())
    store.reject_attribution(1, who="Eva")
    for _ in range(2):
        store.write(cut(analyse(), start=1, end=-1))
        assert first_quotation(store).rejected
        store.write(analyse())
        assert first_quotation(store).rejected
    assert len(store.view.judgements()) == 2
    store.write(cut(analyse(), start=1, end=-1))
    store.undo_judgement(2, who="Eva")  # here it is right
    assert not first_quotation(store).rejected
    store.write(analyse())
    assert first_quotation(store).rejected
    store.write(cut(analyse(), start=1, end=-1))
    assert not first_quotation(store).rejected


def test_a_confirmation_of_other_spans_does_not_carry_over(store: Store) -> None:
    store.write(analyse())
    store.confirm_attribution(1, who="Eva")
    store.write(cut(analyse(), start=1, end=-1))
    assert first_quotation(store).judgements == ()
    assert lost(store) == [1]
    store.write(analyse())
    assert lost(store) == []
    assert [one.id for one in first_quotation(store).judgements] == [1]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(cut(analyse(), start=20), id="other words"),
        pytest.param(cut(analyse(), cue=Span(0, 3)), id="another cue"),
        pytest.param(drop(analyse()), id="nothing"),
    ],
)
def test_what_finds_no_successor_is_lost_and_stays_on_the_record(store: Store, changed: Analysis) -> None:
    store.write(analyse())
    store.reject_attribution(1, who="Eva", why="a caption")
    store.write(changed)
    assert not any(one.rejected for article in store.view.iterate_articles() for one in article.quotations)
    (record,) = store.view.judgements()
    assert (record.lost, record.in_force, record.attribution_id) == (True, True, None)
    assert (record.about, record.why) == (f"“{WORDS}”", "a caption")
    store.undo_judgement(1, who="Eva")
    assert lost(store) == []
    store.undo_judgement(2, who="Eva")
    assert lost(store) == [1]
    store.write(analyse())
    assert first_quotation(store).rejected


def test_a_correction_goes_on_with_the_persons_parts(store: Store) -> None:
    store.write(analyse())
    store.correct_attribution(1, content="engine weaves algebraic patterns", who="Eva")
    before = first_quotation(store)
    # The newer model has nearly the person's own words.
    store.write(cut(analyse(), start=5))
    after = first_quotation(store)
    assert (after.content, after.attribution) == (before.content, before.attribution)
    assert after.judgements[0].carried_from == 1


def test_nothing_goes_to_what_stood_beside_it(store: Store) -> None:
    """The same words twice, once cut wrong: to reject that one says nothing of the other."""
    analysis = analyse()
    both = cut(analysis, start=1, end=-1).attributions[0]
    store.write(replace(analysis, attributions=(*analysis.attributions, both)))
    wrong = next(q for q in next(store.view.iterate_articles()).quotations if q.content == WORDS)
    store.reject_attribution(wrong.id, who="Eva")
    store.write(replace(analysis, provenance=LATER))
    assert not first_quotation(store).rejected
    assert lost(store) == [1]


def test_a_judgement_of_its_own_is_not_outranked_by_an_older_one(store: Store) -> None:
    store.write(analyse())
    store.reject_attribution(1, who="Eva")
    store.write(drop(analyse()))
    store.write(cut(analyse(), start=20))
    other = first_quotation(store)
    store.confirm_attribution(other.id, who="Max")
    store.write(replace(analyse(), provenance=LATER))
    assert first_quotation(store).rejected


def test_a_dismissal_goes_on_with_its_flag(store: Store) -> None:
    store.write(analyse())
    (flag,) = store.view.flags()
    store.dismiss_flag(flag.id, who="Eva")
    store.write(replace(analyse(), provenance=LATER))
    assert store.view.flags() == ()
    store.write(cut(analyse(), start=1, end=-1))
    assert store.view.flags() == ()
    assert store.view.dismissed_flags()[0].judgement == store.view.judgements()[1]
    store.undo_judgement(1, who="Eva")
    assert len(store.view.flags()) == 1
    store.write(drop(analyse()))
    assert lost(store) == []
    store.undo_judgement(3, who="Eva")
    assert lost(store) == [1]


def test_white_space_alone_changes_nothing(store: Store) -> None:
    """A copy that is broken into lines otherwise has other offsets, and all judgements."""
    loose = make_analysis([(ADA, WORDS), (BORIS, "Bread rises slowly")], opening="A  day.")
    tight = make_analysis([(ADA, WORDS), (BORIS, "Bread rises slowly")], opening="A day.")
    assert loose.article.identity == tight.article.identity
    store.write(loose)
    store.correct_attribution(1, content="engine weaves", who="Eva")
    store.confirm_attribution(1, who="Eva")
    store.reassign_attribution(2, to=number_of(store, ADA), who="Eva")
    store.write(replace(tight, provenance=LATER))
    (article,) = store.view.iterate_articles()
    assert "  " not in article.text
    first, second = article.quotations
    assert [one.kind for one in first.judgements] == [JudgementKind.CORRECT, JudgementKind.CONFIRM]
    assert first.content == "engine weaves"
    assert [span.text(article.text) for span in first.attribution.content] == ["engine weaves"]
    assert [one.name for one in second.speakers] == [ADA]
    assert lost(store) == []
