"""A parsed article: paragraphs, sentences, tokens, entities. No parser's own types, no torch.

Made by `quotes.parse`, read by `quotes.extract`, `quotes.resolve` and `quotes.audit`. It can be
written and read as JSON, so that most tests need no model.

Tokens are the syntactic words of Universal Dependencies. Indices of tokens are 0-based inside their
sentence; offsets are code points into `Document.text`, half-open.
"""

import bisect
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, TypeVar, cast

from quotes.errors import DataError
from quotes.model import Span

JSON_VERSION = 1

T = TypeVar("T")

# Different relations, and sets of features, that are kept taken apart: a model has dozens of the one and
# hundreds of the other.
_KEPT = 5_000

# Some programs take these for line ends; half characters (lone surrogates) fit no UTF-8 file.
_TO_ESCAPE = re.compile("[\ud800-\udfff\x85\u2028\u2029]")


@lru_cache(maxsize=_KEPT)
def _cut_subtype(deprel: str) -> str:
    return deprel.partition(":")[0]


@lru_cache(maxsize=_KEPT)
def _read_features(feats: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in feats.split("|"):
        key, _, value = pair.partition("=")
        found.setdefault(key, value)
    return found


class ParagraphKind(StrEnum):
    """What a paragraph is for."""

    HEADLINE = "headline"
    HEADING = "heading"  # a line that titles a section, or any other line that is no sentence
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text between line breaks, without white space at its edges."""

    span: Span
    kind: ParagraphKind = ParagraphKind.BODY


class EntityLabel(StrEnum):
    """Kinds of named entity that the project tells apart, whatever the model calls them."""

    PERSON = "person"
    ORGANIZATION = "organization"
    LOCATION = "location"
    NORP = "norp"  # nationality, religious or political group: "Russian", "Republicans"
    DATE = "date"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity inside one sentence."""

    span: Span
    label: EntityLabel
    sentence: int


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word (Universal Dependencies v2).

    span    its characters; words of one multi-word token that has no parts of its own share them
    head    index of its head in the sentence, -1 for the root
    deprel  relation to the head with its subtype ("nsubj:pass")
    feats   morphological features as UD writes them ("Number=Sing|Person=3"), "" for none
    """

    text: str
    span: Span
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str

    @property
    def relation(self) -> str:
        """Relation without its subtype: "nsubj:pass" -> "nsubj"."""
        return _cut_subtype(self.deprel)

    def feature(self, name: str) -> str:
        """Value of one morphological feature, "" when it has none."""
        return _read_features(self.feats).get(name, "")


@dataclass(frozen=True)
class Sentence:
    """Tokens of one sentence with their tree. `paragraph` is an index into `Document.paragraphs`."""

    tokens: tuple[Token, ...]
    paragraph: int
    index: int

    def __post_init__(self) -> None:
        if not self.tokens:
            raise DataError("a sentence without tokens")

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    @cached_property
    def span(self) -> Span:
        """From its first to its last token."""
        return Span(self.tokens[0].span.start, max(token.span.end for token in self.tokens))

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head >= 0:
                children[token.head].append(index)
        return tuple(map(tuple, children))

    @cached_property
    def _relations(self) -> tuple[str, ...]:
        return tuple([_cut_subtype(token.deprel) for token in self.tokens])

    # What the rules of every stage ask for again and again. A parse never changes, and goes when it is read.
    @cached_property
    def _known_children(self) -> dict[tuple[int, tuple[str, ...]], tuple[int, ...]]:
        return {}

    @cached_property
    def _known_subtrees(self) -> dict[int, tuple[int, ...]]:
        return {}

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]] | None:
        """Where tokens begin and where they end; None when they are not in order."""
        starts = [token.span.start for token in self.tokens]
        ends = [token.span.end for token in self.tokens]
        return (starts, ends) if starts == sorted(starts) and ends == sorted(ends) else None

    def tokens_in(self, span: Span) -> Sequence[int]:
        """Indices of the tokens that share a character with a span, in order."""
        if self._bounds is None:
            return [i for i, token in enumerate(self.tokens) if token.span.overlaps(span)]
        starts, ends = self._bounds
        return range(bisect.bisect_right(ends, span.start), bisect.bisect_left(starts, span.end))

    @cached_property
    def root(self) -> int:
        """Index of the first token without a head."""
        return next((i for i, token in enumerate(self.tokens) if token.head < 0), 0)

    def children(self, index: int, *relations: str) -> tuple[int, ...]:
        """Indices of the dependents of a token, in order; only those of the named relations, if any.

        A relation matches with or without its subtype: "nsubj" also finds "nsubj:pass".
        """
        found = self._children[index]
        if not relations or not found:
            return found
        known = self._known_children.get((index, relations))
        if known is None:
            known = self._known_children[index, relations] = tuple(
                i for i in found if self.tokens[i].deprel in relations or self._relations[i] in relations
            )
        return known

    def subtree(self, index: int, *, without: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """Indices of a token and all that hangs under it, in order, branches in `without` left out."""
        if not without:
            known = self._known_subtrees.get(index)
            if known is None:
                known = self._known_subtrees[index] = self._walk(index, without)
            return known
        return self._walk(index, without)

    def _walk(self, index: int, without: frozenset[int]) -> tuple[int, ...]:
        if index >= 0 and not self._children[index]:
            return () if index in without else (index,)
        found: list[int] = []
        stack = [index]
        seen = set(without)
        while stack:
            i = stack.pop()
            if i in seen:
                continue
            seen.add(i)
            found.append(i)
            stack.extend(self._children[i])
        return tuple(sorted(found))

    def ancestors(self, index: int) -> Iterator[int]:
        """Indices of the head, its head, and so on to the root."""
        seen = {index}
        index = self.tokens[index].head
        while index >= 0 and index not in seen:
            seen.add(index)
            yield index
            index = self.tokens[index].head

    def span_of(self, first: int, last: int) -> Span:
        """Characters from token `first` to token `last`, both included."""
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)


@dataclass(frozen=True)
class Document:
    """A parsed article."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    parser: str = ""  # name and version of what made it

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.tokens[0].span.start for sentence in self.sentences]

    @cached_property
    def _found(self) -> dict[object, object]:
        return {}

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.span.start for paragraph in self.paragraphs]

    @cached_property
    def _by_paragraph(self) -> dict[int, tuple[Sentence, ...]]:
        found: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.paragraph, []).append(sentence)
        return {index: tuple(sentences) for index, sentences in found.items()}

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Entity, ...]]:
        found: dict[int, list[Entity]] = {}
        for entity in self.entities:
            found.setdefault(entity.sentence, []).append(entity)
        return {index: tuple(entities) for index, entities in found.items()}

    def sentences_of(self, paragraph: int) -> tuple[Sentence, ...]:
        """Sentences of one paragraph, in order."""
        return self._by_paragraph.get(paragraph, ())

    def entities_of(self, sentence: int) -> tuple[Entity, ...]:
        """Entities of one sentence, in order."""
        return self._by_sentence.get(sentence, ())

    def sentence_at(self, offset: int) -> Sentence | None:
        """The last sentence that begins at or before a character; None before the first."""
        index = bisect.bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[index] if index >= 0 else None

    def paragraph_at(self, offset: int) -> int:
        """Index of the last paragraph that begins at or before a character; -1 before the first."""
        return bisect.bisect_right(self._paragraph_starts, offset) - 1

    def tokens_in(self, span: Span) -> tuple[tuple[Sentence, int], ...]:
        """Every (sentence, token index) that shares a character with a span, in order."""
        found: list[tuple[Sentence, int]] = []
        for number in range(self._first_near(span), len(self.sentences)):
            if self._sentence_starts[number] >= span.end:
                break
            sentence = self.sentences[number]
            found += [(sentence, i) for i in sentence.tokens_in(span)]
        return tuple(found)

    def sentences_in(self, span: Span) -> tuple[int, ...]:
        """Indices of the sentences with a token that shares a character with a span, in order."""
        found: list[int] = []
        for number in range(self._first_near(span), len(self.sentences)):
            if self._sentence_starts[number] >= span.end:
                break
            if self.sentences[number].tokens_in(span):
                found.append(number)
        return tuple(found)

    def _first_near(self, span: Span) -> int:
        return max(0, bisect.bisect_right(self._sentence_starts, span.start) - 1)

    def once(self, find: "Callable[[Document], T]") -> T:
        """What a function finds in this document, worked out when it is first asked for and then kept.

        Several stages read the same marks. What is found must not be changed.
        """
        if find not in self._found:
            self._found[find] = find(self)
        return cast(T, self._found[find])

    # ------------------------------------------------------------------ JSON
    def to_json(self) -> str:
        """One line of JSON; `from_json` gives an equal Document back."""
        line = json.dumps(
            {
                "version": JSON_VERSION,
                "parser": self.parser,
                "text": self.text,
                "paragraphs": [[p.span.start, p.span.end, p.kind] for p in self.paragraphs],
                "sentences": [
                    {
                        "paragraph": s.paragraph,
                        "tokens": [
                            [
                                t.text,
                                t.span.start,
                                t.span.end,
                                t.lemma,
                                t.upos,
                                t.xpos,
                                t.feats,
                                t.head,
                                t.deprel,
                            ]
                            for t in s
                        ],
                    }
                    for s in self.sentences
                ],
                "entities": [[e.span.start, e.span.end, e.label, e.sentence] for e in self.entities],
            },
            ensure_ascii=False,
        )
        return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)

    @classmethod
    def from_json(cls, line: str) -> "Document":
        """Read what `to_json` wrote; raises DataError when it is something else."""
        try:
            raw: dict[str, Any] = json.loads(line)
            if raw.get("version") != JSON_VERSION:
                raise DataError(f"a parsed document of version {raw.get('version')!r}, not {JSON_VERSION}")
            doc = cls(
                text=raw["text"],
                paragraphs=tuple(Paragraph(Span(s, e), ParagraphKind(k)) for s, e, k in raw["paragraphs"]),
                sentences=tuple(
                    Sentence(
                        tokens=tuple(
                            Token(text, Span(s, e), lemma, upos, xpos, feats, head, deprel)
                            for text, s, e, lemma, upos, xpos, feats, head, deprel in row["tokens"]
                        ),
                        paragraph=row["paragraph"],
                        index=index,
                    )
                    for index, row in enumerate(raw["sentences"])
                ),
                entities=tuple(Entity(Span(s, e), EntityLabel(k), i) for s, e, k, i in raw["entities"]),
                parser=raw["parser"],
            )
            doc._check()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise DataError(f"not a parsed document: {error}") from error
        return doc

    def _check(self) -> None:
        """Raise DataError for an index or offset that points nowhere, TypeError for what is no number."""
        spans = [
            *(paragraph.span for paragraph in self.paragraphs),
            *(token.span for sentence in self.sentences for token in sentence),
            *(entity.span for entity in self.entities),
        ]
        for span in spans:
            if type(span.start) is not int or type(span.end) is not int or span.end > len(self.text):
                raise DataError(f"{span} is no place in a text of {len(self.text)} characters")
        for sentence in self.sentences:
            if sentence.paragraph not in range(len(self.paragraphs)):
                raise DataError(f"sentence {sentence.index} is in no paragraph")
            for token in sentence:
                if token.head not in range(-1, len(sentence)):
                    raise DataError(
                        f"sentence {sentence.index} has no token {token.head}, the head of another"
                    )
        for entity in self.entities:
            if entity.sentence not in range(len(self.sentences)):
                raise DataError(f"an entity in sentence {entity.sentence}, which is not there")
