"""Whatever is called a source, resolving it ends, breaks nothing and keeps the promises of its types."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.document import Document
from quotes.model import Attribution, Kind, MentionForm, Outcome, Span
from quotes.resolve import resolve_article
from tests.conftest import PARSES

DOCS = [
    Document.from_json(line)
    for name in ("test_resolve_people", "test_resolve_groups")
    for line in (PARSES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]


@st.composite
def attributed(draw: st.DrawFn) -> tuple[Document, tuple[Attribution, ...]]:
    """A document and attributions whose parts are any stretches of its text."""
    doc = draw(st.sampled_from(DOCS))

    def span() -> Span:
        start = draw(st.integers(0, len(doc.text) - 1))
        return Span(start, draw(st.integers(start + 1, min(len(doc.text), start + 80))))

    def spans() -> tuple[Span, ...]:
        return (span(),) if draw(st.booleans()) else ()

    found = tuple(
        Attribution(spans(), spans(), (span(),), draw(st.sampled_from(list(Kind))))
        for _ in range(draw(st.integers(0, 5)))
    )
    return doc, found


@given(attributed())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_attributions_resolve(case: tuple[Document, tuple[Attribution, ...]]) -> None:
    doc, attributions = case
    speakers, resolutions = resolve_article(doc, attributions)
    assert len(resolutions) == len(attributions)
    keys = [speaker.key for speaker in speakers]
    assert len(set(keys)) == len(keys)
    for speaker in speakers:
        assert speaker.name.strip()
        assert speaker.name not in speaker.aliases
        assert list(speaker.mentions) == sorted(speaker.mentions, key=lambda mention: mention.span)
        for mention in speaker.mentions:
            assert mention.span.end <= len(doc.text)
    for attribution, resolution in zip(attributions, resolutions, strict=True):
        assert set(resolution.speakers) <= set(keys)
        assert {candidate.speaker for candidate in resolution.candidates} <= set(keys)
        assert bool(resolution.speakers) == (resolution.outcome is Outcome.RESOLVED)
        assert all(candidate.evidence for candidate in resolution.candidates)
        if not attribution.source:
            assert resolution.form is MentionForm.EMPTY
