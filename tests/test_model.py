"""The values that every stage passes on: what they promise, and identities."""

import unicodedata
from dataclasses import FrozenInstanceError, replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quotes.errors import DataError
from quotes.model import (
    IDENTITY_DIGITS,
    Analysis,
    Article,
    Attribution,
    Evidence,
    Flag,
    FlagKind,
    Kind,
    MentionForm,
    Outcome,
    Resolution,
    Severity,
    Span,
    Speaker,
    SpeakerKind,
    hash_identity,
    join_spans,
    normalize_text,
    text_of,
)

SPANS = st.builds(
    lambda start, length: Span(start, start + length),
    st.integers(0, 60),
    st.integers(min_value=1, max_value=20),
)
EVIDENCE = (Evidence("rule", "It says so."),)


def covered(spans: tuple[Span, ...] | list[Span]) -> set[int]:
    return {offset for span in spans for offset in range(span.start, span.end)}


# ------------------------------------------------------------------ spans
@given(st.integers(), st.integers())
def test_a_span_is_never_empty_nor_before_the_text(start: int, end: int) -> None:
    if 0 <= start < end:
        assert Span(start, end).end - Span(start, end).start >= 1
    else:
        with pytest.raises(DataError):
            Span(start, end)


@given(SPANS, SPANS)
def test_overlapping_is_sharing_a_character(first: Span, second: Span) -> None:
    shared = covered([first]) & covered([second])
    assert first.overlaps(second) == second.overlaps(first) == bool(shared)
    assert first.contains(second) == (covered([second]) <= covered([first]))


@given(st.lists(SPANS, max_size=8))
def test_joined_spans_cover_the_same_and_stand_apart(spans: list[Span]) -> None:
    joined = join_spans(spans)
    assert covered(joined) == covered(spans)
    assert all(a.end < b.start for a, b in pairwise(joined))
    assert join_spans(joined) == joined == join_spans(reversed(spans))


def test_the_words_of_several_spans() -> None:
    assert text_of((Span(0, 2), Span(3, 4)), "ab cd") == "ab … c"
    assert text_of((), "ab") == ""


def test_values_are_frozen() -> None:
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        Span(0, 1).start = 5  # type: ignore[misc]


# ------------------------------------------------------------------ identities
@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_different_parts_have_different_hashes(first: list[str], second: list[str]) -> None:
    assert (hash_identity(*first) == hash_identity(*second)) == (first == second)


def test_parts_are_told_apart() -> None:
    assert (
        len(
            {
                hash_identity("ab", "c"),
                hash_identity("a", "bc"),
                hash_identity("abc"),
                hash_identity("abc", ""),
            }
        )
        == 4
    )


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_has_an_identity(text: str) -> None:
    identity = Article(text).identity
    assert len(identity) == IDENTITY_DIGITS
    assert set(identity) <= set("0123456789abcdef")


@given(st.text())
def test_an_identity_knows_neither_composition_nor_white_space(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    assume(unicodedata.normalize("NFC", decomposed) == composed)
    spread = "\r\n \t".join(["", *decomposed.split(), ""])
    assert Article(spread).identity == Article(composed).identity


def test_an_identity_knows_the_words_and_the_url_and_nothing_else() -> None:
    article = Article("Café.", doc="a", path="/a", outlet="A")
    assert article.identity == replace(article, doc="b", path="/b", outlet="B", title="C").identity
    assert article.identity != Article("Cafe.").identity
    assert article.identity != replace(article, url="https://example.org/a").identity


def test_identities_stay_what_they_are() -> None:
    """They are kept in stores and named by judgements: a change of this test loses those."""
    article = Article("“Rain,” she said.\n")
    attribution = Attribution((Span(8, 11),), (Span(12, 16),), (Span(0, 7),), Kind.DIRECT)
    assert normalize_text(" a\u00a0\n b ") == "a b"
    assert article.identity == "cddc558e9216b9f7f2de138d3def985c"
    assert attribution.identity(article.identity) == "cdea9554c9b7f56b0fa25da6d229e580"


def test_the_identity_of_an_attribution_knows_its_roles() -> None:
    one = Attribution((Span(0, 1),), (), (Span(5, 6),), Kind.DIRECT)
    other = Attribution((), (Span(0, 1),), (Span(5, 6),), Kind.DIRECT)
    assert one.identity("a") != other.identity("a")
    assert one.identity("a") != one.identity("b")
    assert one.identity("a") == replace(one, confidence=0.5, rule="x", kind=Kind.MIXED).identity("a")


# ------------------------------------------------------------------ attributions and flags
def test_content_is_never_empty() -> None:
    with pytest.raises(DataError, match="without content"):
        Attribution((Span(0, 1),), (Span(1, 2),), (), Kind.DIRECT)


@pytest.mark.parametrize("role", ["source", "cue", "content"])
@pytest.mark.parametrize(
    "spans", [(Span(4, 6), Span(0, 2)), (Span(0, 3), Span(2, 5)), (Span(0, 1), Span(0, 1))]
)
def test_spans_of_a_role_are_sorted_and_apart(role: str, spans: tuple[Span, ...]) -> None:
    roles = {"source": (), "cue": (), "content": (Span(8, 9),)} | {role: spans}
    with pytest.raises(DataError, match=role):
        Attribution(**roles, kind=Kind.INDIRECT)


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_a_confidence_is_a_probability(confidence: float) -> None:
    with pytest.raises(DataError, match="probability"):
        Attribution((), (), (Span(0, 1),), Kind.DIRECT, confidence=confidence)


def test_an_attribution_begins_with_its_first_part() -> None:
    attribution = Attribution((Span(8, 9),), (Span(3, 4),), (Span(5, 6), Span(10, 12)), Kind.DIRECT)
    assert attribution.start == 3
    assert attribution.spans == (Span(3, 4), Span(5, 6), Span(8, 9), Span(10, 12))


def test_a_flag_has_a_place_and_evidence() -> None:
    made = Flag(FlagKind.UNATTRIBUTED, Severity.LOW, "Who?", (Span(0, 1),), EVIDENCE)
    assert made.attribution is None
    for missing in ({"spans": ()}, {"evidence": ()}):
        with pytest.raises(DataError, match="unattributed"):
            replace(made, **missing)


def test_severities_rank_from_the_worst() -> None:
    assert [severity.rank for severity in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)] == [0, 1, 2]


def test_a_headline_lies_in_the_text() -> None:
    assert Article("Rain", headline=Span(0, 4)).headline == Span(0, 4)
    with pytest.raises(DataError, match="headline"):
        Article("Rain", headline=Span(0, 5))


def test_speakers_are_found_by_key() -> None:
    analysis = Analysis(
        Article("", doc="talks"),
        speakers=(
            Speaker("s1", "Ana Torres", SpeakerKind.PERSON),
            Speaker("s2", "Bo Li", SpeakerKind.PERSON),
        ),
    )
    both = Resolution(Outcome.RESOLVED, MentionForm.NAME, speakers=("s2", "s1"))
    assert analysis.names_of(both) == ("Bo Li", "Ana Torres")
    with pytest.raises(DataError, match="'s3' in article 'talks'"):
        analysis.speaker("s3")
