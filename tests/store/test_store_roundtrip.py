"""Any analysis at all comes back as it was written."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.audit.registry import ACROSS_ARTICLES
from quotes.model import (
    Analysis,
    Article,
    Attribution,
    Candidate,
    Evidence,
    Flag,
    FlagKind,
    Gender,
    Kind,
    Mention,
    MentionForm,
    Outcome,
    Polarity,
    Provenance,
    Resolution,
    ResolvedAttribution,
    Severity,
    Span,
    Speaker,
    SpeakerKind,
)
from quotes.store import Store, WriteOutcome
from quotes.store.engine import writing
from quotes.store.tables import metadata
from tests.store.store_factory import LATER

# Everything that a database can keep: no half characters, no NUL.
ANY = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
TEXT = st.text(ANY, max_size=12)
NAME = st.sampled_from(["Ada Byron", "A. Byron", "Byron", "Boris Ode", "Port Authority", "", " "]) | TEXT
# The others come from the store, which works them out again with each write.
INSIDE = sorted(set(FlagKind) - ACROSS_ARTICLES)
SCORE = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def spans_of(draw: st.DrawFn, length: int, least: int = 0, most: int = 3) -> tuple[Span, ...]:
    """Sorted spans that do not overlap."""
    edges = draw(st.lists(st.integers(0, length), min_size=2 * least, max_size=2 * most, unique=True))
    return tuple(Span(a, b) for a, b in list(pairwise(sorted(edges)))[::2])


def evidence_in(length: int, least: int = 0) -> st.SearchStrategy[tuple[Evidence, ...]]:
    one = st.builds(Evidence, TEXT, TEXT, spans_of(length), st.none() | SCORE)
    return st.lists(one, min_size=least, max_size=2).map(tuple)


@st.composite
def speakers_in(draw: st.DrawFn, length: int) -> tuple[Speaker, ...]:
    mention = st.builds(
        lambda spans, form: Mention(spans[0], form, spans[-1]),
        spans_of(length, least=1, most=2),
        st.sampled_from(MentionForm),
    )
    return tuple(
        Speaker(
            key=f"s{number}",
            name=draw(NAME),
            kind=draw(st.sampled_from(SpeakerKind)),
            gender=draw(st.sampled_from(Gender)),
            mentions=tuple(draw(st.lists(mention, max_size=2))),
            aliases=tuple(draw(st.lists(NAME, max_size=3))),
            roles=tuple(draw(st.lists(TEXT, max_size=2))),
            introduced=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 4)))
    )


@st.composite
def found_in(draw: st.DrawFn, length: int, keys: list[str]) -> ResolvedAttribution:
    outcome = draw(st.sampled_from(Outcome))
    credited = (
        draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True))
        if outcome is Outcome.RESOLVED and keys
        else []
    )
    candidate = st.builds(Candidate, st.sampled_from([*keys, ""]), NAME, SCORE, evidence_in(length))
    return ResolvedAttribution(
        Attribution(
            source=draw(spans_of(length)),
            cue=draw(spans_of(length)),
            content=draw(spans_of(length, least=1)),
            kind=draw(st.sampled_from(Kind)),
            polarity=draw(st.sampled_from(Polarity)),
            confidence=draw(st.none() | st.floats(0, 1)),
            rule=draw(TEXT),
        ),
        Resolution(
            outcome=outcome,
            form=draw(st.sampled_from(MentionForm)),
            speakers=tuple(credited),
            candidates=tuple(draw(st.lists(candidate, max_size=2))),
            evidence=draw(evidence_in(length)),
            description=draw(TEXT),
        ),
    )


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """An analysis that contradicts itself nowhere."""
    text = draw(st.text(ANY, min_size=8, max_size=60))
    length = len(text)
    speakers = draw(speakers_in(length))
    found = draw(
        st.lists(
            found_in(length, [speaker.key for speaker in speakers]),
            max_size=4,
            unique_by=lambda one: (one.attribution.source, one.attribution.cue, one.attribution.content),
        )
    )
    about = st.none() | st.integers(0, len(found) - 1) if found else st.none()
    flag = st.builds(
        Flag,
        st.sampled_from(INSIDE),
        st.sampled_from(Severity),
        TEXT,
        spans_of(length, least=1),
        evidence_in(length, least=1),
        st.lists(TEXT, max_size=2).map(tuple),
        about,
    )
    models = st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple)
    return Analysis(
        article=Article(
            text=text,
            doc=draw(TEXT),
            title=draw(TEXT),
            headline=draw(st.none() | spans_of(length, least=1).map(lambda spans: spans[0])),
            path=draw(TEXT),
            url=draw(TEXT),
            outlet=draw(TEXT),
            author=draw(TEXT),
            published=draw(st.none() | st.dates(min_value=date(1, 1, 1))),
            language=draw(TEXT),
            extracted=draw(st.booleans()),
        ),
        attributions=tuple(found),
        speakers=speakers,
        flags=tuple(draw(st.lists(flag, max_size=3))),
        provenance=draw(st.builds(Provenance, TEXT, models)),
    )


def number_of(store: Store, analysis: Analysis) -> int:
    return next(one.id for one in store.view.articles() if one.identity == analysis.article.identity)


QUICK = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(analysis=analyses(), other=analyses())
def test_any_analysis_comes_back(store: Store, analysis: Analysis, other: Analysis) -> None:
    clear(store).write(other)
    if store.write(analysis) is not WriteOutcome.NEW:  # both drew the same text
        return
    assert store.load_analysis(number_of(store, analysis)) == analysis
    assert store.write(analysis) is WriteOutcome.UNCHANGED
    check_views(store, analysis)


@QUICK
@given(analysis=analyses(), other=analyses())
def test_any_analysis_can_be_replaced_by_any_other(store: Store, analysis: Analysis, other: Analysis) -> None:
    length = len(analysis.article.text)
    if len(other.article.text) > length:
        analysis, other = other, analysis
    other = replace(other, article=replace(analysis.article), provenance=LATER)
    clear(store).write(analysis)
    assert store.write(other) is WriteOutcome.UPDATED
    assert store.load_analysis(number_of(store, other)) == other
    check_views(store, other)


def check_views(store: Store, analysis: Analysis) -> None:
    """Whatever the view tells of the article is what the analysis says."""
    record = store.view.find_article(str(number_of(store, analysis)))
    text = analysis.article.text
    assert record.text == text
    assert sorted(one.attribution.spans for one in record.quotations) == sorted(
        found.attribution.spans for found in analysis.attributions
    )
    for quotation in record.quotations:
        assert all(quotation.context.contains(span) for span in quotation.attribution.spans)
        assert quotation.context_text == quotation.context.text(text)
    assert [one.flag for one in record.flags] == list(analysis.flags)
    listed = {one.id for one in store.view.speakers()}
    assert {name.id for one in record.quotations for name in one.speakers} <= listed
    assert store.view.counts().speakers == len(listed)
    for one in store.view.speakers():
        for name in (one.name, *one.aliases):
            if name.strip():
                store.view.find_speakers(name)
    assert {one.id for one in store.view.flags()} >= {flag.id for flag in record.flags}


def clear(store: Store) -> Store:
    """The store without a row: cheaper than a new one for every example."""
    with writing(store._engine) as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return store
