"""The same words in two articles: what is doubted, what is not, and what becomes of a doubt later."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from quotes.model import FlagKind, Kind, Severity, SpeakerKind
from quotes.records import Change, FlagRecord, Relation
from quotes.store import Store
from tests.store.store_factory import LATER, find, make_analysis

ADA, BEN = "Ada Byron", "Ben Okri"
SAID = "We will plant five hundred trees along the canal next spring, if the council agrees"
KINDS = {FlagKind.CONFLICTING_ATTRIBUTION, FlagKind.ALTERED_QUOTATION, FlagKind.PARTIAL_QUOTATION}


def write(
    store: Store, doc: str, *said: tuple[str, str], kind: Kind = Kind.DIRECT, **options: object
) -> None:
    analysis = make_analysis(said, doc=doc, opening=f"{doc}.", **options)  # type: ignore[arg-type]
    changed = tuple(
        replace(found, attribution=replace(found.attribution, kind=kind)) for found in analysis.attributions
    )
    store.write(replace(analysis, attributions=changed))


def flags(store: Store) -> list[FlagRecord]:
    return [record for record in store.view.flags() if record.flag.kind in KINDS]


def told(store: Store) -> list[tuple[str, str, str]]:
    """Kind, severity and article of every such flag."""
    return sorted((one.flag.kind.value, one.flag.severity.value, one.article.doc) for one in flags(store))


def both(kind: FlagKind, severity: Severity) -> list[tuple[str, str, str]]:
    return [(kind.value, severity.value, "one"), (kind.value, severity.value, "two")]


CONFLICT, ALTERED, PARTIAL = (
    FlagKind.CONFLICTING_ATTRIBUTION,
    FlagKind.ALTERED_QUOTATION,
    FlagKind.PARTIAL_QUOTATION,
)


# ------------------------------------------------------------------ two wordings of one speaker
@pytest.mark.parametrize(
    ("there", "severity", "difference"),
    [
        (SAID.replace("trees", "bushes"), Severity.MEDIUM, "bushes"),
        (SAID.replace("five hundred", "six hundred"), Severity.HIGH, "six hundred"),
        (SAID.replace("will plant", "will not plant"), Severity.HIGH, "not"),
        (SAID.replace("We will", "We may"), Severity.HIGH, "may"),
        (SAID.replace("the canal", "that canal"), Severity.LOW, "that"),
        (SAID.replace("next spring", "next spring or autumn"), Severity.MEDIUM, "or autumn"),
    ],
    ids=["word", "number", "not", "modal", "small word", "more words"],
)
def test_an_altered_quotation(store: Store, there: str, severity: Severity, difference: str) -> None:
    write(store, "one", (ADA, SAID))
    write(store, "two", (ADA, there))
    assert told(store) == both(ALTERED, severity)
    first, second = flags(store)
    assert difference in first.flag.message
    assert any(difference in one.detail for one in first.flag.evidence)
    assert first.elsewhere is not None
    assert first.elsewhere.article.doc == "two"
    assert first.elsewhere.excerpt == f"“{there}”"
    assert [speaker.name for speaker in first.elsewhere.speakers] == [ADA]
    assert second.elsewhere is not None
    assert second.elsewhere.article.doc == "one"


@pytest.mark.parametrize(
    "there",
    [
        SAID,
        SAID.upper().replace("“", '"'),
        SAID.replace("five hundred", "500"),
        "We'll plant five hundred trees along the canal next spring -- if the council agrees!",
        SAID.replace("next spring", "… next spring"),
        SAID.replace("five hundred trees along the canal", "[...]"),
        SAID.replace("the canal", "[it]"),
    ],
    ids=["copy", "case", "number", "marks", "empty ellipsis", "ellipsis", "brackets"],
)
def test_what_is_no_alteration(store: Store, there: str) -> None:
    write(store, "one", (ADA, SAID))
    write(store, "two", (ADA, there))
    assert told(store) == []


def test_spelling_of_two_countries_is_no_alteration(store: Store) -> None:
    write(store, "one", (ADA, "Our neighbours organised the defence of the labour programme"))
    write(store, "two", (ADA, "Our neighbors organized the defense of the labor program"))
    assert told(store) == []


@pytest.mark.parametrize("kind", [Kind.INDIRECT, Kind.MIXED])
def test_a_paraphrase_is_no_alteration(store: Store, kind: Kind) -> None:
    write(store, "one", (ADA, SAID))
    words = SAID.replace("We will plant", "the town would plant").replace("next spring", "in spring")
    analysis = make_analysis([(ADA, words)], doc="two", opening="two.")
    found = analysis.attributions[0]
    place = find(analysis.article.text, words)  # without the marks
    changed = replace(found, attribution=replace(found.attribution, kind=kind, content=(place,)))
    store.write(replace(analysis, attributions=(changed,)))
    assert told(store) == []


def test_two_statements_of_one_pattern_are_two(store: Store) -> None:
    write(store, "one", (ADA, "We expect to win the mayoral vote in Ashford with a clear majority"))
    write(store, "two", (ADA, "We expect to lose the council seat in Borden by a few ballots"))
    assert told(store) == []


# ------------------------------------------------------------------ cut quotations
@pytest.mark.parametrize(
    ("part", "severity"),
    [
        (SAID.removesuffix(", if the council agrees"), Severity.MEDIUM),
        (SAID.removesuffix(" along the canal next spring, if the council agrees"), Severity.LOW),
        (SAID.removeprefix("We will plant "), Severity.LOW),
    ],
    ids=["condition", "end", "start"],
)
def test_a_cut_quotation(store: Store, part: str, severity: Severity) -> None:
    write(store, "one", (ADA, SAID))
    write(store, "two", (ADA, part))
    assert told(store) == [(PARTIAL.value, severity.value, "two")]
    record = flags(store)[0]
    assert record.elsewhere is not None
    assert record.elsewhere.excerpt == f"“{SAID}”"


def test_a_cut_not_turns_the_sense(store: Store) -> None:
    write(store, "one", (ADA, "I do not believe that the old bridge will ever be safe for lorries"))
    write(store, "two", (ADA, "the old bridge will ever be safe for lorries"))
    assert told(store) == [(PARTIAL.value, "medium", "two")]
    assert "“not”" in flags(store)[0].flag.message


def test_one_whole_sentence_of_several_is_no_cut(store: Store) -> None:
    write(store, "one", (ADA, "The old bridge is tired. It will be closed for two years. But we are not sad"))
    write(store, "two", (ADA, "It will be closed for two years"))
    assert told(store) == []


def test_a_cut_that_an_ellipsis_marks_is_no_cut(store: Store) -> None:
    write(store, "one", (ADA, SAID))
    write(store, "two", (ADA, SAID.replace(" along the canal next spring,", " …,")))
    assert told(store) == []


def test_an_ellipsis_that_hides_a_condition_is_told(store: Store) -> None:
    write(store, "one", (ADA, SAID))
    write(store, "two", (ADA, SAID.replace(", if the council agrees", " …")))
    assert told(store) == [(PARTIAL.value, "medium", "two")]


# ------------------------------------------------------------------ two speakers
def test_the_same_words_of_two_speakers(store: Store) -> None:
    write(store, "one", (ADA, SAID))
    write(store, "two", (BEN, SAID))
    assert told(store) == both(CONFLICT, Severity.HIGH)
    assert [one.flag.suggestions for one in flags(store)] == [(BEN,), (ADA,)]
    assert "Ben Okri" in flags(store)[0].flag.message


def test_nearly_the_same_words_of_two_speakers(store: Store) -> None:
    write(store, "one", (ADA, SAID))
    write(store, "two", (BEN, SAID.replace("next spring", "this spring")))
    assert told(store) == both(CONFLICT, Severity.HIGH)


@pytest.mark.parametrize(
    "phrase",
    [
        "We will not comment on ongoing investigations",
        "Our thoughts and prayers are with the victims and their families",
        "We are cooperating fully with law enforcement in this matter",
        "Thank you very much",
        "Therefore",
        "The trees are green",
    ],
)
def test_a_stock_phrase_of_two_speakers_is_no_conflict(store: Store, phrase: str) -> None:
    write(store, "one", (ADA, phrase))
    write(store, "two", (BEN, phrase))
    assert told(store) == []


def test_a_group_and_its_member_are_no_conflict(store: Store) -> None:
    write(store, "one", ("Garden Society", SAID), kinds={"Garden Society": SpeakerKind.GROUP})
    write(store, "two", (ADA, SAID))
    assert told(store) == []


def test_an_organization_and_its_spokeswoman_are_no_conflict(store: Store) -> None:
    write(store, "one", ("Garden Society", SAID), kinds={"Garden Society": SpeakerKind.ORGANIZATION})
    write(store, "two", (ADA, SAID), roles={ADA: ("a spokeswoman for the Garden Society",)})
    assert told(store) == []


def test_two_names_that_may_be_one_are_no_conflict(store: Store) -> None:
    write(store, "one", ("Katharina Lindqvist", SAID))
    write(store, "two", ("Katarina Lindquist", SAID))
    assert told(store) == []


def test_a_wire_copy_raises_nothing(store: Store) -> None:
    said = [(ADA, f"{SAID} and number {n} is my favourite of all") for n in range(5)]
    for doc in ("one", "two", "three"):
        write(store, doc, *said)
    assert told(store) == []


def test_what_many_articles_have_alike_is_not_doubted_for_one_that_has_not(store: Store) -> None:
    for doc in ("a", "b", "c"):
        write(store, doc, (ADA, SAID))
    write(store, "z", (ADA, SAID.replace("five", "six")))
    assert told(store) == [(ALTERED.value, "high", "z")]
    assert any("2 more" in one.detail or "“b”" in one.detail for one in flags(store)[0].flag.evidence)


# ------------------------------------------------------------------ what becomes of a doubt
def number(store: Store, name: str) -> int:
    return store.view.find_speakers(name)[0].id


def test_a_merge_settles_a_conflict_and_its_undoing_brings_it_back(store: Store) -> None:
    write(store, "one", (ADA, SAID))
    write(store, "two", (BEN, SAID))
    before = [one.identity for one in flags(store)]
    decision = store.merge_speakers(number(store, ADA), number(store, BEN), who="editor")
    assert told(store) == []
    store.undo_decision(decision.id, who="editor")
    assert told(store) == both(CONFLICT, Severity.HIGH)
    assert [one.identity for one in flags(store)] == before


def test_a_split_makes_a_conflict(store: Store) -> None:
    for doc in ("one", "two"):
        write(store, doc, (ADA, SAID))
    second = store.view.find_article("two").summary.identity
    store.split_speaker(number(store, ADA), [second], name="Grace Hopper", who="editor")
    assert told(store) == both(CONFLICT, Severity.HIGH)


def test_an_article_written_again_takes_its_doubts_away(store: Store) -> None:
    write(store, "one", (ADA, SAID))
    write(store, "two", (BEN, SAID), (BEN, "The library opens on Monday"))
    assert told(store) == both(CONFLICT, Severity.HIGH)
    write(store, "two", (BEN, SAID), (BEN, "The library opens on Monday"), provenance=LATER)
    assert told(store) == both(CONFLICT, Severity.HIGH)
    again = make_analysis(
        [(BEN, SAID), (BEN, "The library opens on Monday")], doc="two", opening="two.", provenance=LATER
    )
    store.write(replace(again, attributions=again.attributions[1:]))
    assert told(store) == []


def test_the_order_of_writing_does_not_matter(store: Store) -> None:
    write(store, "two", (ADA, SAID.replace("five", "six")))
    write(store, "one", (ADA, SAID))
    assert told(store) == both(ALTERED, Severity.HIGH)


def said_by(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, SAID) for name in names]


def test_one_article_alone_raises_nothing_across(store: Store) -> None:
    write(store, "one", *said_by([ADA, BEN]))
    assert told(store) == []


# ------------------------------------------------------------------ where else it is quoted
def test_places_elsewhere_are_told_with_what_differs(store: Store) -> None:
    write(store, "one", (ADA, SAID), (ADA, "The library opens on Monday"))
    write(store, "two", (ADA, SAID))
    write(store, "three", (ADA, SAID.replace("five", "six")))
    write(store, "four", (ADA, SAID.removesuffix(", if the council agrees")))
    for record in (store.view.find_article("one"), store.view.speaker(number(store, ADA))):
        quotation, *others = (one for one in record.quotations if one.article.doc == "one")
        assert [(one.relation, one.place.article.doc) for one in quotation.variants] == [
            (Relation.ALTERED, "three"),
            (Relation.WHOLE, "four"),
            (Relation.SAME, "two"),
        ]
        altered, whole, same = quotation.variants
        differing = [one.text for one in altered.segments if one.change is not Change.EQUAL]
        assert differing == ["five hundred", "six hundred"]
        assert [one.change for one in whole.segments] == [Change.EQUAL, Change.REMOVED]
        assert same.segments == ()
        assert same.place.excerpt == f"“{SAID}”"
        assert [speaker.name for speaker in same.place.speakers] == [ADA]
        assert all(one.variants == () for one in others)
