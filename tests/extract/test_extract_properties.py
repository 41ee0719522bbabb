"""Whatever the text and whatever the parse: no crash, spans in bounds, nothing twice."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.document import Document, Entity, EntityLabel, Paragraph, Sentence, Token
from quotes.extract import make_extractor
from quotes.model import Span

WORDS = (
    ("said", "say"), ("says", "say"), ("told", "tell"), ("adding", "add"), ("announced", "announce"),
    ("claim", "claim"), ("that", "that"), ("to", "to"), ("not", "not"), ("by", "by"), ("as", "as"),
    ("According", "accord"), ("Ruiz", "Ruiz"), ("she", "she"), ("it", "it"), ("who", "who"),
    ("In", "in"), ("opinion", "opinion"), ("her", "her"), ("for", "for"), ("part", "part"), ("one", "one"),
    ("reads", "read"), ("denies", "denie"), ("Asked", "ask"), (";", ";"), ("16.20", "16.20"), ("used", "use"),
    ("harbour", "harbour"), ("minister", "minister"), ("open", "open"), ("is", "be"), ("and", "and"),
    (",", ","), (".", "."), (":", ":"), ("—", "—"), ('"', '"'), ("“", "“"), ("”", "”"), ("‘", "‘"),
    ("’", "’"), ("''", "''"), ("«", "«"), ("»", "»"), ("WALLACE", "WALLACE"), ("\U0001f600", "\U0001f600"),
)  # fmt: skip
UPOS = ("VERB", "NOUN", "PROPN", "PRON", "ADJ", "ADP", "AUX", "PUNCT", "DET", "SCONJ", "CCONJ", "ADV", "PART")
XPOS = ("VBD", "VBG", "VBN", "VBZ", "NN", "NNS", "IN")
RELATIONS = (
    "root", "nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "ccomp", "xcomp", "advcl", "acl", "acl:relcl",
    "mark", "case", "aux", "aux:pass", "conj", "cc", "parataxis", "punct", "nmod", "nmod:poss", "fixed",
    "appos",
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents with any tree at all, cycles and several roots included."""
    text = ""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for number in range(draw(st.integers(0, 3))):
        text += "\n" if text else ""
        paragraph_start = len(text)
        for _ in range(draw(st.integers(1, 3))):
            size = draw(st.integers(1, 9))
            tokens = []
            for _ in range(size):
                word, lemma = draw(st.sampled_from(WORDS))
                start = len(text)
                text += word
                tokens.append(
                    Token(
                        word,
                        Span(start, len(text)),
                        lemma,
                        draw(st.sampled_from(UPOS)),
                        draw(st.sampled_from(XPOS)),
                        draw(st.sampled_from(("", "VerbForm=Fin|Tense=Past", "VerbForm=Part"))),
                        draw(st.integers(-1, size - 1)),
                        draw(st.sampled_from(RELATIONS)),
                    )
                )
                text += draw(st.sampled_from((" ", "")))
            sentences.append(Sentence(tuple(tokens), number, len(sentences)))
            if draw(st.booleans()):
                label = draw(st.sampled_from(list(EntityLabel)))
                entities.append(Entity(tokens[0].span, label, len(sentences) - 1))
        paragraphs.append(Paragraph(Span(paragraph_start, len(text.rstrip()))))
    return Document(text, tuple(paragraphs), tuple(sentences), tuple(entities))


def check(doc: Document) -> None:
    attributions = make_extractor("rules").extract(doc)
    assert list(attributions) == sorted(attributions, key=lambda a: a.start)
    assert len({(a.source, a.cue, a.content) for a in attributions}) == len(attributions)
    for attribution in attributions:
        assert attribution.rule
        assert attribution.confidence is None or 0 < attribution.confidence < 1
        for span in attribution.spans:
            assert span.end <= len(doc.text)
            assert len(span) > 0
        for span in attribution.cue:
            assert not any(span.overlaps(other) for other in attribution.source)


@settings(max_examples=300, deadline=None)
@given(documents())
def test_any_parse(doc: Document) -> None:
    check(doc)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n \n",
        '"',
        "“”",
        "?!?! ... --- said.",
        "https://example.org/a?b=c#said said said",
        "😀 said “😀” 😀",
        "MAYOR SAYS HARBOUR TO OPEN",
        "said: said: said:",
        "According to",
        "“According to” said “that” said “as” said",
        "\u202ethe mayor said that\u202c the harbour is open.\u200b",
        '"A" "B" "C" said "D" "E.',
    ],
)
def test_odd_texts(recorded: Callable[[str], Document], text: str) -> None:
    check(recorded(text))
