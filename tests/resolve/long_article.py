"""Long articles out of short ones: parses put behind one another, every copy with names of its own."""

from dataclasses import replace

from quotes.document import Document, Entity, Paragraph, Sentence, Token
from quotes.model import Span

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def make_long(docs: list[Document], words: int) -> Document:
    """A document of at least so many tokens; names are changed from copy to copy, letter by letter."""
    text: list[str] = []
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    offset = tokens = copy = 0
    while tokens < words:
        for doc in docs:
            first_paragraph, first_sentence = len(paragraphs), len(sentences)
            changed = list(doc.text)
            for sentence in doc.sentences:
                moved = []
                for token in sentence:
                    word = _shift(token.text, copy) if token.upos == "PROPN" else token.text
                    if len(word) == token.span.end - token.span.start:
                        changed[token.span.start : token.span.end] = word
                    moved.append(
                        replace(token, text=word, lemma=_lemma(token, word), span=_move(token.span, offset))
                    )
                sentences.append(Sentence(tuple(moved), sentence.paragraph + first_paragraph, len(sentences)))
                tokens += len(moved)
            paragraphs += [replace(p, span=_move(p.span, offset)) for p in doc.paragraphs]
            entities += [
                Entity(_move(e.span, offset), e.label, e.sentence + first_sentence) for e in doc.entities
            ]
            text.append("".join(changed) + "\n\n")
            offset += len(text[-1])
        copy += 1
    return Document("".join(text), tuple(paragraphs), tuple(sentences), tuple(entities), "test")


def _move(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _lemma(token: Token, word: str) -> str:
    return word if token.upos == "PROPN" else token.lemma


def _shift(word: str, steps: int) -> str:
    """The word with its small letters moved on in the alphabet; as long as before."""
    return "".join(_LETTERS[(_LETTERS.index(c) + steps) % 26] if c in _LETTERS else c for c in word)
