"""What people judge of attributions and flags outranks the machine, and can be taken back in any order."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import update

from quotes.errors import JudgementError, NotFoundError
from quotes.model import FlagKind, Kind, Span
from quotes.records import JudgementKind, JudgementRecord, QuotationRecord
from quotes.store import Store
from quotes.store.engine import writing
from quotes.store.tables import attributions
from tests.store.store_factory import add_flag, make_analysis

ADA, BORIS = "Ada Byron", "Boris Ode"


@pytest.fixture
def two(store: Store) -> Store:
    """An article in which two people say one thing each; the first attribution has a flag."""
    store.write(add_flag(make_analysis([(ADA, "The engine weaves"), (BORIS, "Bread rises slowly")]), 0))
    return store


def number_of(store: Store, name: str) -> int:
    """The number of the one speaker that a name finds."""
    (found,) = store.view.find_speakers(name)
    return found.id


def quotation(store: Store, number: int) -> QuotationRecord:
    """An attribution as the article's page has it."""
    (article,) = store.view.iterate_articles()
    return next(one for one in article.quotations if one.id == number)


def counted(store: Store) -> dict[str, tuple[int, int]]:
    """Quotations and flags of every speaker who is credited with something."""
    return {one.name: (one.quotations, one.flags) for one in store.view.speakers()}


# ------------------------------------------------------------------ each kind
def test_a_rejected_attribution_leaves_everything_but_the_record(two: Store) -> None:
    a = number_of(two, ADA)
    made = two.reject_attribution(1, who="Eva", why="a caption")
    assert (made.kind, made.who, made.why, made.in_force) == (JudgementKind.REJECT, "Eva", "a caption", True)
    assert (made.about, made.speakers, made.attribution_id) == ("“The engine weaves”", (ADA,), 1)
    assert counted(two) == {BORIS: (1, 0)}
    assert two.view.counts().quotations == 1
    assert two.view.counts().speakers == 1
    assert two.view.counts().flags == 0
    assert (two.view.articles()[0].quotations, two.view.articles()[0].flags) == (1, 0)
    assert two.view.flags() == ()
    assert [flag.judgement for flag in two.view.dismissed_flags()] == [made]
    record = quotation(two, 1)
    assert record.rejected
    assert record.speakers == ()
    assert record.flags == ()
    assert len(record.dismissed) == 1
    assert record.judgements == (made,)
    assert record.extracted
    assert [one.name for one in record.extracted.speakers] == [ADA]
    # Whoever asks for her is told that nothing is left.
    assert two.view.speaker(a).quotations == ()
    assert number_of(two, ADA) == a


def test_a_reassigned_attribution_goes_to_the_other_speaker(two: Store) -> None:
    a, b = number_of(two, ADA), number_of(two, BORIS)
    made = two.reassign_attribution(1, to=b, who="Eva", why="see the video")
    assert counted(two) == {BORIS: (2, 1)}
    assert made.tell() == "credited to Ada Byron by the program, to Boris Ode"
    assert made.tell_all().endswith(f" by Eva on {made.at.date()}: see the video")
    record = quotation(two, 1)
    assert [one.id for one in record.speakers] == [b]
    assert record.extracted
    assert [one.id for one in record.extracted.speakers] == [a]
    assert [one.id for one in two.view.speaker(b).quotations] == [1, 2]
    assert record.attribution == record.extracted.attribution


def test_a_reassignment_can_make_a_new_speaker(two: Store) -> None:
    made = two.reassign_attribution(1, name=" Dora  Lum", who="Eva")
    assert made.speaker
    assert counted(two) == {"Dora Lum": (1, 1), BORIS: (1, 0)}
    for asked in ("Dora Lum", "Lum", str(made.speaker.id)):
        assert number_of(two, asked) == made.speaker.id
    two.write(make_analysis([("Dora Lum", "Rain falls")], opening="Another day."))
    assert counted(two)["Dora Lum"] == (2, 1)
    two.merge_speakers(number_of(two, BORIS), made.speaker.id, who="Eva")
    assert counted(two) == {BORIS: (3, 1)}


def test_a_new_speaker_goes_with_the_judgement(two: Store) -> None:
    made = two.reassign_attribution(1, name="Dora Lum", who="Eva")
    two.undo_judgement(made.id, who="Eva")
    assert two.view.find_speakers("Dora Lum") == ()
    two.undo_judgement(made.id + 1, who="Eva")
    assert number_of(two, "Dora Lum") == (made.speaker.id if made.speaker else None)


def test_a_corrected_attribution_shows_the_persons_parts(two: Store) -> None:
    made = two.correct_attribution(2, content="rises slowly", source="", who="Eva")
    assert made.tell() == "source and content corrected"
    record = quotation(two, 2)
    assert (record.source, record.cue, record.content) == ("", "said", "rises slowly")
    assert record.attribution.confidence is None
    assert record.attribution.kind is Kind.DIRECT
    assert record.extracted
    assert record.extracted.content == "“Bread rises slowly”"
    assert [one.name for one in record.speakers] == [BORIS]
    # A second correction goes on from the first.
    two.correct_attribution(2, source="Boris", who="Eva")
    assert (quotation(two, 2).source, quotation(two, 2).content) == ("Boris", "rises slowly")


def test_a_correction_takes_offsets_and_pieces(two: Store) -> None:
    text = two.view.find_article("doc").text
    at = text.index("Bread")
    two.correct_attribution(2, content=f"{at}-{at + 5}, {at + 6}-{at + 11}", who="Eva")
    assert quotation(two, 2).content == "Bread … rises"
    two.correct_attribution(2, content="“Bread ... slowly”", who="Eva")
    assert quotation(two, 2).content == "“Bread … slowly”"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Bread falls", r"“Bread falls” does not stand in the article near .* \(looked from character 0 to"),
        ("7-3", "is no list of places in a text of"),
        ("0-9999", "is no list of places in a text of"),
        ("", "without content is none"),
        ("“Bread rises slowly”", "its parts are these already"),
    ],
)
def test_a_correction_says_what_is_wrong(two: Store, content: str, said: str) -> None:
    with pytest.raises(JudgementError, match=said):
        two.correct_attribution(2, content=content, who="Eva")
    assert two.view.judgements() == ()


def test_a_confirmed_attribution_keeps_its_flag(two: Store) -> None:
    made = two.confirm_attribution(1, who="Eva")
    record = quotation(two, 1)
    assert record.judgements == (made,)
    assert record.extracted is None
    assert len(record.flags) == 1


def test_a_dismissed_flag_leaves_the_counts(two: Store) -> None:
    (flag,) = two.view.flags()
    made = two.dismiss_flag(flag.id, who="Eva", why="everybody knows her")
    assert made.about.startswith("unintroduced-speaker: ")
    assert two.view.flags() == ()
    assert [one.id for one in two.view.dismissed_flags()] == [flag.id]
    assert counted(two) == {ADA: (1, 0), BORIS: (1, 0)}
    assert two.view.articles()[0].flags == 0
    assert two.view.counts().flags == 0
    (article,) = two.view.iterate_articles()
    assert article.flags == ()
    assert [one.judgement for one in article.dismissed] == [made]
    two.undo_judgement(made.id, who="Eva")
    assert two.view.flags() == (flag,)


def test_a_flag_on_the_article_can_be_dismissed(store: Store) -> None:
    store.write(add_flag(make_analysis([(ADA, "One")]), None, kind=FlagKind.UNBALANCED_QUOTATION))
    (flag,) = store.view.flags()
    store.dismiss_flag(flag.id, who="Eva")
    assert store.view.counts().flags == 0


# ------------------------------------------------------------------ one after another
def test_a_later_judgement_outranks_an_earlier_one(two: Store) -> None:
    b = number_of(two, BORIS)
    confirmed = two.confirm_attribution(1, who="Eva")
    rejected = two.reject_attribution(1, who="Max")
    assert rejected.replaces == confirmed.id
    assert quotation(two, 1).rejected
    reassigned = two.reassign_attribution(1, to=b, who="Eva")
    assert not quotation(two, 1).rejected
    again = two.confirm_attribution(1, who="Max")
    assert quotation(two, 1).judgements == (
        two.view.judgements()[reassigned.id - 1],
        two.view.judgements()[again.id - 1],
    )
    assert [one.in_force for one in two.view.judgements()] == [False, False, True, True]
    two.undo_judgement(again.id, who="Max")
    two.undo_judgement(reassigned.id, who="Eva")
    assert quotation(two, 1).rejected


def test_a_reassignment_and_a_correction_stand_together(two: Store) -> None:
    two.reassign_attribution(1, to=number_of(two, BORIS), who="Eva")
    two.correct_attribution(1, content="engine weaves", who="Eva")
    assert quotation(two, 1).content == "engine weaves"
    assert [one.name for one in quotation(two, 1).speakers] == [BORIS]


def test_who_confirms_fixes_whom_it_is_credited_to(two: Store) -> None:
    """A newer analysis does not take it away, a decision on who is who counts."""
    a, b = number_of(two, ADA), number_of(two, BORIS)
    two.confirm_attribution(1, who="Eva")
    analysis = two.load_analysis(1)
    first, second = analysis.attributions
    moved = replace(first, resolution=second.resolution)
    two.write(replace(analysis, attributions=(moved, second)))
    assert [one.id for one in quotation(two, 1).speakers] == [a]
    assert quotation(two, 1).extracted
    two.merge_speakers(b, a, who="Eva")
    assert [one.id for one in quotation(two, 1).speakers] == [b]


@pytest.mark.parametrize(
    "judge",
    [
        lambda store: store.confirm_attribution(1, who="Eva"),
        lambda store: store.reject_attribution(1, who="Eva"),
        lambda store: store.dismiss_flag(1, who="Eva"),
    ],
)
def test_nobody_says_the_same_twice(two: Store, judge: Callable[[Store], JudgementRecord]) -> None:
    judge(two)
    with pytest.raises(JudgementError, match="judgement 1 says so already"):
        judge(two)


def test_what_has_no_meaning_is_refused(two: Store) -> None:
    with pytest.raises(JudgementError, match=r"credited to Ada Byron \(number 1\) already: .*confirm it"):
        two.reassign_attribution(1, to=number_of(two, ADA), who="Eva")
    with pytest.raises(NotFoundError, match="no attribution 99"):
        two.confirm_attribution(99, who="Eva")
    with pytest.raises(NotFoundError, match="no flag 99"):
        two.dismiss_flag(99, who="Eva")
    with pytest.raises(NotFoundError, match="no speaker 99"):
        two.reassign_attribution(1, to=99, who="Eva")
    with pytest.raises(NotFoundError, match="no judgement 1"):
        two.undo_judgement(1, who="Eva")
    two.confirm_attribution(1, who="Eva")
    two.undo_judgement(1, who="Eva")
    with pytest.raises(JudgementError, match=r"undone by judgement 2: .*undo 2"):
        two.undo_judgement(1, who="Eva")
    assert len(two.view.judgements()) == 2


# ------------------------------------------------------------------ by what they are called
def test_an_attribution_is_found_by_number_and_by_its_first_digits(two: Store) -> None:
    identity = quotation(two, 2).identity
    for reference in ("2", "#2", identity, identity[:6], identity[:8].upper()):
        assert two.find_attribution(reference) == 2
    (flag,) = two.view.flags()
    assert two.find_flag(flag.identity[:8]) == flag.id
    with pytest.raises(NotFoundError, match="is no attribution but a flag"):
        two.find_attribution(flag.identity[:8])
    for wrong in (identity[:5], "99", "zzzzzz", ""):
        with pytest.raises(NotFoundError, match="no attribution"):
            two.find_attribution(wrong)
    with pytest.raises(NotFoundError, match="no flag"):
        two.find_flag("3")


def test_an_ambiguous_beginning_lists_what_it_may_be(two: Store) -> None:
    with writing(two._engine) as connection:
        for number in (1, 2):
            change = update(attributions).where(attributions.c.id == number)
            connection.execute(change.values(identity=f"123456{number}" + "a" * 25))
    with pytest.raises(NotFoundError, match=r"123456 may be several attributions: 1 \(1234561a\), 2 \("):
        two.find_attribution("123456")
    assert two.find_attribution("1234562") == 2


def test_spans_of_a_part_are_cut_from_the_text(two: Store) -> None:
    two.correct_attribution(1, content="weaves", who="Eva")
    (article,) = two.view.iterate_articles()
    (span,) = article.quotations[0].attribution.content
    assert isinstance(span, Span)
    assert article.text[span.start : span.end] == "weaves"
