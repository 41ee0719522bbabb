"""Any text and any analysis at all: the audit raises flags or none, and every flag is in order."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.audit import EXPLANATIONS, RULES, Acquaintance, audit_article
from quotes.audit.registry import ACROSS_ARTICLES
from quotes.document import (
    Document,
    Entity,
    EntityLabel,
    Paragraph,
    ParagraphKind,
    Sentence,
    Token,
)
from quotes.model import (
    Analysis,
    Article,
    Attribution,
    Candidate,
    FlagKind,
    Kind,
    MentionForm,
    Outcome,
    Resolution,
    ResolvedAttribution,
    Severity,
    Span,
    Speaker,
    SpeakerKind,
    join_spans,
)

# fmt: off
WORDS = st.sampled_from([
    "Anna", "Brennick", "Brenick", "Mr.", "President", "said", "we", "our", "I", "US", "“", "”", '"',
    "'", "«", "announced", "was", "it", "the", "ministers", "al-Hadi", "O’Brien", "Lopez-Olsen", "van",
    "D-Ohio", "Putin", "…", "ß", "ﬁ", "İ", ",", ".", "and", "of", "BRICS", "5", "\u00a0", "\U0001f600",
    "e\u0301", "x" * 40, "‘", "’", "...", "[", "]", "[not]", "is", "believed", "to", "that", "critics",
    "meeting", "according", "he", "she", "reports", "told", "noted"
])
# fmt: on
UPOS = st.sampled_from(["PROPN", "NOUN", "VERB", "PRON", "PUNCT", "ADJ", "DET", "AUX"])
RELATIONS = st.sampled_from(["nsubj", "nsubj:pass", "aux:pass", "appos", "compound", "conj", "det", "expl"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document of some words in some paragraphs with any tags, heads and entities."""
    text = ""
    paragraphs, sentences, entities = [], [], []
    for number in range(draw(st.integers(1, 4))):
        start = len(text)
        tokens: list[Token] = []
        size = draw(st.integers(1, 14))
        for index in range(size):
            word = draw(WORDS)
            span = Span(len(text), len(text) + len(word))
            head = draw(st.integers(-1, size - 1))
            tokens.append(
                Token(
                    word,
                    span,
                    word.lower(),
                    draw(UPOS),
                    "",
                    "",
                    -1 if head == index else head,
                    draw(RELATIONS),
                )
            )
            text += word + draw(st.sampled_from([" ", "", ""]) if word in "“«" else st.just(" "))
        text = text.rstrip(" ")
        paragraphs.append(Paragraph(Span(start, len(text)), draw(st.sampled_from(list(ParagraphKind)))))
        sentences.append(Sentence(tuple(tokens), number, number))
        if draw(st.booleans()):
            token = draw(st.sampled_from(tokens))
            entities.append(Entity(token.span, draw(st.sampled_from(list(EntityLabel))), number))
        text += "\n\n"
    return Document(text, tuple(paragraphs), tuple(sentences), tuple(entities))


@st.composite
def analyses(draw: st.DrawFn, doc: Document) -> Analysis:
    """Any attributions at all, with any outcome."""
    names = st.sampled_from(["Anna Brennick", "x", "Brenick", "…"])
    kinds = st.sampled_from(list(SpeakerKind))
    speakers = tuple(Speaker(f"s{n}", draw(names), draw(kinds)) for n in range(3))
    place = st.integers(0, max(0, len(doc.text) - 1))
    span = st.builds(lambda a, n: Span(a, min(len(doc.text), a + n)), place, st.integers(1, 30))
    spans = st.lists(span, max_size=2).map(join_spans)
    keys = st.sampled_from([speaker.key for speaker in speakers])
    candidate = st.builds(
        Candidate, keys, st.sampled_from(["Anna Brennick", "x"]), st.floats(-1, 1, allow_nan=False)
    )
    items = draw(
        st.lists(
            st.builds(
                ResolvedAttribution,
                st.builds(
                    Attribution,
                    spans,
                    spans,
                    st.lists(span, min_size=1, max_size=2).map(join_spans),
                    st.sampled_from(list(Kind)),
                ),
                st.builds(
                    Resolution,
                    st.sampled_from(list(Outcome)),
                    st.sampled_from(list(MentionForm)),
                    st.lists(keys, max_size=2).map(tuple),
                    st.lists(candidate, max_size=3).map(tuple),
                ),
            ),
            max_size=5,
        )
    )
    return Analysis(Article(doc.text), tuple(items), speakers)


# A source gets one of these doubts and no second one, see `quotes.audit.vague`.
OF_SOURCES = (FlagKind.ANONYMOUS_SOURCE, FlagKind.COLLECTIVE_SOURCE, FlagKind.AMBIGUOUS_SOURCE)


def assert_one_kind_each(analysis: Analysis) -> None:
    """No two kinds doubt the same source of the same outcome."""
    sources = [
        (flag.kind, span)
        for flag in analysis.flags
        if flag.kind in OF_SOURCES
        or (flag.kind is FlagKind.VAGUE_ATTRIBUTION and flag.evidence[0].rule != "hearsay-passive")
        for span in flag.spans
    ]
    for index, item in enumerate(analysis.attributions):
        kinds = {
            kind
            for kind, span in sources
            if span in item.attribution.source
            and not any(
                other.attribution.source == item.attribution.source
                for number, other in enumerate(analysis.attributions)
                if number != index
            )
        }
        assert len(kinds) <= 1


class Everybody:
    """Knows somebody of any surname."""

    def __init__(self, people: Sequence[Acquaintance]) -> None:
        self._people = tuple(people)

    def people(self, words: Collection[str]) -> Mapping[str, tuple[Acquaintance, ...]]:
        """The same people for every word."""
        return dict.fromkeys(words, self._people)


ACQUAINTANCES = st.lists(
    st.builds(
        Acquaintance,
        st.sampled_from(["Anna Brennick", "Ada Brenick", "Vladimir Putin", "van Olsen", "… …"]),
        st.integers(3, 50),
        st.lists(st.sampled_from(["mayor", "x" * 80]), max_size=2).map(tuple),
    ),
    max_size=3,
    unique_by=lambda person: person.name,
).map(Everybody)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_analysis_at_all(data: st.DataObject) -> None:
    doc = data.draw(documents())
    analysis = data.draw(analyses(doc))
    acquaintances = data.draw(ACQUAINTANCES)
    audited = audit_article(doc, analysis, acquaintances)
    assert (audited.article, audited.attributions) == (analysis.article, analysis.attributions)
    for flag in audited.flags:
        assert flag.spans
        assert flag.evidence
        assert flag.message.strip()
        assert all(flag.suggestions)
        assert len(set(flag.suggestions)) == len(flag.suggestions)
        assert any(item.spans for item in flag.evidence)
        for item in flag.evidence:
            assert item.rule
            assert item.detail
            assert item.spans or any(map(str.isdigit, item.detail)), "neither a place nor a figure"
        for span in (*flag.spans, *(span for item in flag.evidence for span in item.spans)):
            assert 0 <= span.start < span.end <= len(doc.text)
        assert flag.attribution is None or 0 <= flag.attribution < len(audited.attributions)
    assert_one_kind_each(audited)
    order = [(flag.severity.rank, flag.spans[0].start) for flag in audited.flags]
    assert all(a <= b for a, b in pairwise(order))
    assert audit_article(doc, audited, acquaintances).flags == audited.flags


@given(st.text())
def test_any_text_without_attributions(text: str) -> None:
    words = text.split()
    paragraphs, sentences, end = [], [], 0
    for number, word in enumerate(words):
        start = text.index(word, end)
        end = start + len(word)
        paragraphs.append(Paragraph(Span(start, end)))
        token = Token(word, Span(start, end), word, "PROPN", "NNP", "", -1, "root")
        sentences.append(Sentence((token,), number, number))
    doc = Document(text, tuple(paragraphs), tuple(sentences), ())
    for flag in audit_article(doc, Analysis(Article(text))).flags:
        assert all(span.end <= len(text) for span in flag.spans)


def test_every_kind_has_a_rule_and_an_explanation() -> None:
    assert set(RULES) | ACROSS_ARTICLES == set(EXPLANATIONS) == set(FlagKind)
    assert not set(RULES) & ACROSS_ARTICLES
    for explanation in EXPLANATIONS.values():
        assert explanation.title
        assert explanation.meaning.endswith(".")
        assert explanation.advice.endswith(".")


def test_severities_are_ordered() -> None:
    assert sorted(Severity, key=lambda severity: severity.rank) == [
        Severity.HIGH,
        Severity.MEDIUM,
        Severity.LOW,
    ]
