"""Where else the words of a quotation are reported, as `quotes speaker` and `quotes article` say it."""

from dataclasses import replace
from datetime import date

import pytest

from quotes.cli.variants import find_differences, print_variants
from quotes.cli.versions import print_copies
from quotes.records import (
    Change,
    PlaceRecord,
    Relation,
    Segment,
    SpeakerName,
    VariantRecord,
)
from tests.export.test_export_rows import ARTICLE, QUOTATION, WHOLE_ARTICLE

THERE = replace(ARTICLE, id=7, outlet="The Courier", published=date(2026, 3, 2))
SAME, REMOVED, ADDED = Change.EQUAL, Change.REMOVED, Change.ADDED


def vary(relation: Relation, *segments: Segment, id: int = 7, who: str = "") -> VariantRecord:
    speakers = (SpeakerName(99, who),) if who else QUOTATION.speakers
    return VariantRecord(PlaceRecord(replace(THERE, id=id), 5, "words", speakers), relation, segments)


def tell(capsys: pytest.CaptureFixture[str], *variants: VariantRecord) -> list[str]:
    print_variants(replace(QUOTATION, variants=variants))
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_the_same_words_elsewhere_take_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    told = tell(capsys, vary(Relation.SAME), vary(Relation.SAME, id=8, who="Eve Woe"))
    assert told == ["also in [7] The Courier, 2026-03-02; [8] The Courier, 2026-03-02 (credited to Eve Woe)"]


def test_a_copy_of_the_article_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    variant = vary(Relation.SAME)
    copy = replace(variant, place=replace(variant.place, article=replace(THERE, copy_of=ARTICLE.id)))
    assert tell(capsys, copy) == ["also in [7] The Courier, 2026-03-02 (a copy of the text)"]


def test_altered_words_are_told_on_both_sides(capsys: pytest.CaptureFixture[str]) -> None:
    segments = (
        Segment(SAME, "an even"),
        Segment(REMOVED, "smaller"),
        Segment(ADDED, "greater"),
        Segment(SAME, "shift"),
        Segment(REMOVED, "away"),
    )
    assert tell(capsys, vary(Relation.ALTERED, *segments)) == [
        "also in [7] The Courier, 2026-03-02, altered: “smaller” here, “greater” there; “away” only here"
    ]


@pytest.mark.parametrize(
    ("relation", "told"), [(Relation.PART, "at more length"), (Relation.WHOLE, "in part")]
)
def test_longer_and_shorter_ones(capsys: pytest.CaptureFixture[str], relation: Relation, told: str) -> None:
    assert tell(capsys, vary(relation)) == [f"also in [7] The Courier, 2026-03-02, {told}"]


def test_many_places_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    told = tell(capsys, *(vary(Relation.SAME, id=id) for id in range(1, 10)))
    assert len(told) == 2
    assert told[-1] == "and in 4 more; --json has them all"


def test_nothing_where_there_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell(capsys) == []


def test_what_stands_before_and_behind_is_no_difference() -> None:
    segments = [Segment(ADDED, "First,"), Segment(SAME, "we will"), Segment(ADDED, "and soon")]
    assert list(find_differences(segments)) == []


def test_copies_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    print_copies(replace(WHOLE_ARTICLE, copies=(ARTICLE, THERE)))
    print_copies(replace(WHOLE_ARTICLE, copies=(ARTICLE,)))
    assert capsys.readouterr().out == "  the same words: [7] The Courier, 2026-03-02\n"
