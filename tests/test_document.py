"""The parsed article: trees, places, JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.document import Document, Entity, EntityLabel, Paragraph, ParagraphKind, Sentence, Token
from quotes.errors import DataError
from quotes.model import Span


def make_sentence(*heads: int, relations: tuple[str, ...] = (), start: int = 0) -> Sentence:
    """A sentence of one-letter words with these heads."""
    return Sentence(
        tuple(
            Token("x", Span(start + 2 * i, start + 2 * i + 1), "x", "X", "", "", head, rel)
            for i, (head, rel) in enumerate(zip(heads, relations or ("dep",) * len(heads), strict=True))
        ),
        paragraph=0,
        index=0,
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any Document that keeps its promises; trees may have circles."""
    text = draw(st.text(alphabet=st.characters(exclude_categories=()), min_size=1, max_size=40))

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, draw(st.integers(start + 1, len(text))))

    words = st.text(alphabet=st.characters(exclude_categories=()), max_size=5)
    paragraphs = [
        Paragraph(span(), draw(st.sampled_from(ParagraphKind))) for _ in range(draw(st.integers(1, 3)))
    ]
    sentences = []
    for index in range(draw(st.integers(0, 3))):
        size = draw(st.integers(1, 4))
        tokens = tuple(
            Token(
                draw(words),
                span(),
                draw(words),
                "X",
                "",
                draw(words),
                draw(st.integers(-1, size - 1)),
                draw(words),
            )
            for _ in range(size)
        )
        sentences.append(Sentence(tokens, draw(st.integers(0, len(paragraphs) - 1)), index))
    entities = [
        Entity(span(), draw(st.sampled_from(EntityLabel)), draw(st.integers(0, len(sentences) - 1)))
        for _ in range(draw(st.integers(0, 3)) if sentences else 0)
    ]
    return Document(text, tuple(paragraphs), tuple(sentences), tuple(entities), draw(words))


# ------------------------------------------------------------------ trees
def test_a_tree() -> None:
    sentence = make_sentence(1, -1, 1, 2, relations=("nsubj:pass", "root", "obj", "nmod"))
    assert sentence.root == 1
    assert sentence.children(1) == (0, 2)
    assert sentence.children(1, "nsubj") == sentence.children(1, "nsubj:pass") == (0,)
    assert sentence.children(1, "nsubj:outer", "advmod") == ()
    assert sentence.subtree(1) == (0, 1, 2, 3)
    assert sentence.subtree(1, without=frozenset({2})) == (0, 1)
    assert list(sentence.ancestors(3)) == [2, 1]
    assert sentence.span_of(2, 3) == Span(4, 7)


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.integers(-1, n - 1), min_size=n, max_size=n)))
def test_no_circle_ever_hangs(heads: list[int]) -> None:
    sentence = make_sentence(*heads)
    for index in range(len(heads)):
        above = list(sentence.ancestors(index))
        assert len(above) == len(set(above)) <= len(heads)
        assert index not in above
        under = sentence.subtree(index)
        assert list(under) == sorted(set(under))
        assert index in under
        assert all(index in (*sentence.ancestors(other), other) for other in under)
    assert 0 <= sentence.root < len(heads)


def test_a_sentence_has_tokens() -> None:
    with pytest.raises(DataError):
        Sentence((), 0, 0)


def test_features_are_read_by_name() -> None:
    token = Token("was", Span(0, 3), "be", "AUX", "VBD", "Number=Sing|Person=3", -1, "aux:pass")
    assert (token.feature("Person"), token.feature("Per"), token.relation) == ("3", "", "aux")


# ------------------------------------------------------------------ places
def test_places() -> None:
    sentences = tuple(
        Sentence(make_sentence(-1, 0, start=start).tokens, paragraph, index)
        for index, (start, paragraph) in enumerate([(2, 0), (6, 0), (12, 1)])
    )
    entity = Entity(Span(6, 7), EntityLabel.PERSON, 1)
    doc = Document("x" * 20, (Paragraph(Span(2, 10)), Paragraph(Span(12, 15))), sentences, (entity,))
    assert doc.sentence_at(1) is None
    assert doc.sentence_at(5) == sentences[0]
    assert doc.sentence_at(19) == sentences[2]
    assert [doc.paragraph_at(offset) for offset in (0, 2, 11, 12, 19)] == [-1, 0, 0, 1, 1]
    assert doc.sentences_of(0) == sentences[:2]
    assert doc.sentences_of(7) == ()
    assert doc.entities_of(1) == (entity,)
    assert doc.entities_of(0) == ()
    assert doc.tokens_in(Span(4, 7)) == ((sentences[0], 1), (sentences[1], 0))
    assert doc.tokens_in(Span(15, 20)) == ()


@given(documents(), st.integers(0, 40), st.integers(1, 40))
def test_what_lies_in_a_stretch(doc: Document, start: int, size: int) -> None:
    span = Span(start, start + size)
    for sentence in doc.sentences:
        near = [i for i, token in enumerate(sentence) if token.span.overlaps(span)]
        assert list(sentence.tokens_in(span)) == near
    found = doc.tokens_in(span)
    assert all(sentence[i].span.overlaps(span) for sentence, i in found)
    assert doc.sentences_in(span) == tuple(dict.fromkeys(sentence.index for sentence, _ in found))


def test_what_is_found_once() -> None:
    doc = Document("Ada Roe", (Paragraph(Span(0, 7)),), (), ())
    asked: list[Document] = []

    def find(doc: Document) -> int:
        asked.append(doc)
        return len(doc.text)

    assert [doc.once(find), doc.once(find), doc.once(str), doc.once(find)] == [7, 7, str(doc), 7]
    assert len(asked) == 1


# ------------------------------------------------------------------ JSON
@given(documents())
def test_a_document_comes_back_from_json(doc: Document) -> None:
    line = doc.to_json()
    assert len(line.splitlines()) == 1
    line.encode("utf-8")
    assert Document.from_json(line) == doc


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.text() | JSON_VALUES.map(json.dumps))
def test_anything_else_is_an_error(line: str) -> None:
    with pytest.raises(DataError):
        Document.from_json(line)


def test_nesting_without_end_is_an_error() -> None:
    with pytest.raises(DataError):
        Document.from_json("[" * 100_000)


def change(**values: object) -> str:
    doc = Document(
        "ab cd", (Paragraph(Span(0, 5)),), (make_sentence(-1, 0),), (Entity(Span(0, 1), EntityLabel.DATE, 0),)
    )
    return json.dumps(json.loads(doc.to_json()) | values)


def test_what_the_broken_ones_are_made_of_is_whole() -> None:
    assert Document.from_json(change()).text == "ab cd"


@pytest.mark.parametrize(
    "values",
    [
        {"version": 2},
        {"text": "ab"},
        {"text": None},
        {"text": 5},
        {"paragraphs": []},
        {"paragraphs": [[0, 6, "body"]]},
        {"paragraphs": [[0, 2, "footnote"]]},
        {"paragraphs": [[0.0, 2.5, "body"]]},
        {"sentences": [{"paragraph": 0, "tokens": []}]},
        {"sentences": [{"paragraph": 1, "tokens": [["x", 0, 1, "x", "X", "", "", -1, "root"]]}]},
        {"sentences": [{"paragraph": 0, "tokens": [["x", 0, 1, "x", "X", "", "", 1, "root"]]}]},
        {"sentences": [{"paragraph": 0, "tokens": [["x", 0, 1, "x", "X", "", "", -2, "root"]]}]},
        {"sentences": [{"paragraph": 0, "tokens": [["x", 0, 9, "x", "X", "", "", -1, "root"]]}]},
        {"sentences": [{"paragraph": 0, "tokens": [["x", 0, 1]]}]},
        {"entities": [[0, 1, "date", 3]]},
        {"entities": [[0, 1, "animal", 0]]},
        {"entities": [[1, 1, "date", 0]]},
    ],
)
def test_a_document_that_contradicts_itself_is_an_error(values: dict[str, object]) -> None:
    with pytest.raises(DataError):
        Document.from_json(change(**values))
