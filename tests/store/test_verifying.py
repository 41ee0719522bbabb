"""Who is on record as saying some words: each verdict, planted."""

from dataclasses import replace
from datetime import date

import pytest

from quotes.model import Analysis, Kind, Outcome, Polarity, Resolution, SpeakerKind
from quotes.records import SpeakerName
from quotes.store import Store
from quotes.verify import Answer, Verdict, read_question
from tests.store.store_factory import make_analysis

HARBOUR = "We will close the harbour at night and keep the ferries in the bay"
MONEY = "The council has to vote on the money before the summer holidays begin"


def recast(analysis: Analysis, position: int, **of: object) -> Analysis:
    """The analysis with one attribution changed; a kind other than direct loses its marks."""
    found = list(analysis.attributions)
    attribution = found[position].attribution
    found[position] = replace(found[position], attribution=replace(attribution, **of))  # type: ignore[arg-type]
    return replace(analysis, attributions=tuple(found))


@pytest.fixture
def harbour(store: Store) -> Store:
    """Six speakers, one kind of record each."""
    said = [
        ("Ada Roe", HARBOUR),
        ("Ben Poe", MONEY),
        ("Cleo Moe", "Nobody will ever sell the old lighthouse to a stranger"),
        ("Dan Foe", "I never asked for a new bridge over the river"),
    ]
    analysis = make_analysis(
        said,
        doc="bay",
        published=date(2024, 5, 1),
        opening="The mayor likes to plant apple trees along every road of the island.",
        aliases={"Ada Roe": ("Ada", "Mayor Roe")},
    )
    analysis = recast(analysis, 2, kind=Kind.INDIRECT)
    analysis = recast(analysis, 3, polarity=Polarity.NEGATIVE)
    store.write(analysis)
    return store


def ask(store: Store, words: str, name: str = "") -> Answer:
    speakers = tuple(SpeakerName(one.id, one.name) for one in store.view.find_speakers(name)) if name else ()
    assert bool(speakers) == bool(name)
    (answer,) = store.verify(read_question(words), speakers)
    return answer


def names(answer: Answer) -> list[str]:
    return [speaker.name for finding in answer.findings for speaker in finding.quotation.speakers]


# ------------------------------------------------------------------ verdicts
@pytest.mark.parametrize(
    "words",
    [
        HARBOUR,
        f"“{HARBOUR}.”",
        HARBOUR.upper(),
        HARBOUR.replace("harbour", "harbor"),
        HARBOUR.replace(" will", "’ll"),
    ],
)
@pytest.mark.parametrize("name", ["", "Ada Roe", "Mayor Roe", "roe", "Ada  ROE"])
def test_as_quoted(harbour: Store, words: str, name: str) -> None:
    answer = ask(harbour, words, name)
    assert answer.verdict is Verdict.AS_QUOTED
    assert names(answer) == ["Ada Roe"]
    assert answer.findings[0].quotation.article.published == date(2024, 5, 1)


def test_altered_tells_the_difference(harbour: Store) -> None:
    answer = ask(harbour, HARBOUR.replace("will", "will never"), "Ada Roe")
    assert answer.verdict is Verdict.ALTERED
    removed = [part.text for part in answer.findings[0].segments if part.change == "removed"]
    assert removed == ["never"]
    assert any("a negation" in note for note in answer.findings[0].notes)


@pytest.mark.parametrize(
    "words",
    [
        "close the harbour at night",
        "We will ... keep the ferries in the bay",
        "the ferries",
        f"{HARBOUR}, said the mayor to all of us",
    ],
)
def test_partial(harbour: Store, words: str) -> None:
    answer = ask(harbour, words)
    assert answer.verdict is Verdict.PARTIAL
    assert names(answer) == ["Ada Roe"]


def test_credited_to_someone_else(harbour: Store) -> None:
    answer = ask(harbour, HARBOUR, "Ben Poe")
    assert answer.verdict is Verdict.ELSEWHERE
    assert answer.findings[0].verdict is Verdict.AS_QUOTED
    assert names(answer) == ["Ada Roe"]
    assert [speaker.name for speaker in answer.speakers] == ["Ben Poe"]


def test_reported_is_not_quoted(harbour: Store) -> None:
    answer = ask(harbour, "Nobody will ever sell the old lighthouse", "Cleo Moe")
    assert answer.verdict is Verdict.REPORTED
    assert any("nobody’s exact words" in note for note in answer.findings[0].notes)


def test_denied_is_not_said(harbour: Store) -> None:
    answer = ask(harbour, "I never asked for a new bridge over the river")
    assert answer.verdict is Verdict.DENIED
    assert "the article says that this was not said" in answer.findings[0].notes


@pytest.mark.parametrize("name", ["", "Ada Roe"])
def test_nobodys_quotation(harbour: Store, name: str) -> None:
    answer = ask(harbour, "plant apple trees along every road", name)
    assert answer.verdict is Verdict.NOBODYS
    assert [place.line for place in answer.places] == [
        "The mayor likes to plant apple trees along every road of the island."
    ]


def test_not_found_tells_the_nearest(harbour: Store) -> None:
    answer = ask(harbour, "The council will vote on other money, and the summer begins with long holidays")
    assert answer.verdict is Verdict.NOT_FOUND
    assert [one.quotation.content for one in answer.nearest] == [f"“{MONEY}”"]


@pytest.mark.parametrize(
    "words",
    [
        "Our submarines are painted yellow",
        "Мы построим новый мост",
        "我們要建一座新橋",
        "% _",
        "x' OR 1=1 --",
        "a" * 20_000,
    ],
)
def test_nothing_like_it(harbour: Store, words: str) -> None:
    if words == "% _":  # signs alone are no words
        words = "% _ hundred%"
    answer = ask(harbour, words)
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.findings


@pytest.mark.parametrize("words", ["ferries", "Ferries?", "harbor", "we’ll"])
def test_one_word_is_enough(harbour: Store, words: str) -> None:
    assert "Ada Roe" in names(ask(harbour, words))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("We’ll see", "we will"),
        ("It can’t be so", "can not"),
        ("The café at the pier", "CAFÉ"),
        ("Мы построим мост", "мост"),
        ("Twenty-five of them", "twenty five"),
        ("25 of them", "twenty-five"),
        ("All the harbours", "harbors"),
    ],
)
def test_few_words_in_any_spelling(store: Store, said: str, words: str) -> None:
    store.write(make_analysis([("Ada Roe", said)]))
    assert ask(store, words).verdict is Verdict.PARTIAL


# ------------------------------------------------------------------ several at once
def test_words_in_quotation_marks_inside_a_mixed_content_are_quoted(store: Store) -> None:
    analysis = make_analysis([("Ada Roe", "a gift to nobody at all")], opening="Ada spoke today.")
    content = analysis.attributions[0].attribution.content[0]
    text = analysis.article.text.replace("said: ", "said: that the plan was ")
    shifted = len("that the plan was ")
    wider = replace(content, end=content.end + shifted)
    analysis = replace(analysis, article=replace(analysis.article, text=text))
    store.write(recast(analysis, 0, content=(wider,), kind=Kind.MIXED))
    assert ask(store, "a gift to nobody at all").verdict is Verdict.AS_QUOTED
    assert ask(store, "gift to nobody").verdict is Verdict.PARTIAL
    assert ask(store, "the plan was a gift to nobody at all").verdict is Verdict.REPORTED


def test_the_same_words_of_two_speakers_are_both_told_the_first_first(store: Store) -> None:
    store.write(make_analysis([("Ben Poe", HARBOUR)], doc="b", published=date(2024, 5, 9)))
    store.write(make_analysis([("Ada Roe", HARBOUR)], doc="a", published=date(2024, 5, 1)))
    assert names(ask(store, HARBOUR)) == ["Ada Roe", "Ben Poe"]
    assert names(ask(store, HARBOUR, "Ben Poe")) == ["Ben Poe", "Ada Roe"]


def test_a_source_without_a_name_is_someone_else(store: Store) -> None:
    analysis = make_analysis([("An official", HARBOUR), ("Ben Poe", MONEY)])
    first, second = analysis.attributions
    unnamed = Resolution(Outcome.ANONYMOUS, first.resolution.form, description="An official")
    store.write(replace(analysis, attributions=(replace(first, resolution=unnamed), second)))
    assert ask(store, HARBOUR).verdict is Verdict.AS_QUOTED
    assert ask(store, HARBOUR, "Ben Poe").verdict is Verdict.ELSEWHERE


def test_an_earlier_version_says_so(store: Store) -> None:
    url = "https://example.org/bay"
    store.write(make_analysis([("Ada Roe", HARBOUR), ("Ben Poe", MONEY)], doc="v1", url=url))
    store.write(make_analysis([("Ben Poe", MONEY)], doc="v2", url=url))
    (finding,) = ask(store, HARBOUR).findings
    assert any("an earlier version" in note for note in finding.notes)


def test_a_rejected_attribution_is_told_and_does_not_count(harbour: Store) -> None:
    number = ask(harbour, HARBOUR).findings[0].quotation.id
    harbour.reject_attribution(number, who="an editor", why="misread")
    answer = ask(harbour, HARBOUR)
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.findings[0].counts
    assert any("rejected by an editor" in note for note in answer.findings[0].notes)


def test_a_passage_is_answered_by_its_quotations(harbour: Store) -> None:
    passage = f"“{HARBOUR},” said Roe on Monday. “Our submarines are painted yellow.”"
    answers = harbour.verify(read_question(passage))
    assert [answer.verdict for answer in answers] == [Verdict.AS_QUOTED, Verdict.NOT_FOUND]


def test_an_empty_store_knows_nothing(store: Store) -> None:
    assert ask(store, HARBOUR).verdict is Verdict.NOT_FOUND
    assert ask(store, "harbour").verdict is Verdict.NOT_FOUND


def test_organizations_are_asked_for_too(store: Store) -> None:
    kinds = {"Harbour Board": SpeakerKind.ORGANIZATION}
    store.write(make_analysis([("Harbour Board", MONEY)], kinds=kinds))
    assert ask(store, MONEY, "harbour board").verdict is Verdict.AS_QUOTED


# ------------------------------------------------------------------ copies
def test_copies_of_one_text_are_no_further_confirmation(store: Store) -> None:
    said = [("Ada Roe", HARBOUR), ("Ben Poe", MONEY), ("Cleo Moe", "Nobody sells the lighthouse " * 5)]
    for number, paper in enumerate(("agency", "post", "herald")):
        store.write(make_analysis(said, doc=paper, url=f"https://{paper}.example/", opening="-" * number))
    copied = ask(store, HARBOUR)
    assert copied.verdict is Verdict.AS_QUOTED
    assert (len(copied.findings), copied.articles) == (3, 1)
    note = "a copy of article 1: the same text, no further confirmation"
    assert [finding.notes for finding in copied.findings] == [(), (note,), (note,)]

    store.write(make_analysis([("Ada Roe", HARBOUR)], doc="own", url="https://own.example/"))
    answer = ask(store, HARBOUR, "Ada Roe")
    assert [finding.quotation.article.id for finding in answer.findings] == [1, 4, 2, 3]
    assert answer.articles == 2
