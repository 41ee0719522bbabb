"""How much a mention stands out: by its part in its sentence, by who speaks there, by what is only reported.

Weights were set by hand on the general findings of salience models (Lappin and Leass 1994): subjects first,
the nearer the better; who was just quoted goes on speaking.
"""

from dataclasses import dataclass

from quotes.document import Document, Sentence
from quotes.model import Attribution, Kind, Span
from quotes.resolve.clusters import Cluster
from quotes.resolve.sources import Names
from quotes.resolve.unnamed import Unnamed

# What a mention is worth by its part in its sentence.
SUBJECT, OBJECT, OBLIQUE, OWNER, OTHER = 1.0, 0.7, 0.6, 0.55, 0.5
# A person who was just quoted goes on speaking; one who is named inside the words of another seldom does, and
# one of whom somebody was only asked ("Asked whether Roe would come, he said") hardly ever.
IS_SOURCE = 1.5
IN_QUOTATION = 0.35
IN_INDIRECT = 0.75
IN_QUESTION = 0.3
# A modifier ("the Trump campaign"), a pronoun as against a name.
IS_MODIFIER = 0.4
IS_PRONOUN = 0.9
# How worth fades with each sentence between, in another paragraph, and how far back it is looked for.
FADE = 0.72
NEW_PARAGRAPH = 0.9
REACH = 6
# The subject of the same sentence: "Roe said that the road would open, he added".
SAME_SENTENCE = 1.4
# What each further mention in reach adds: who is spoken of all the time is meant again.
AGAIN = 0.12
# Mentions of one person that are looked at, the nearest ones.
MOST_PLACES = 8

_ASKING = frozenset({"ask", "question", "press", "quiz", "challenge", "grill", "query"})


@dataclass(frozen=True, slots=True)
class Place:
    """A mention, linked pronoun or description: where it stands and how much it stands out."""

    sentence: int
    token: int
    span: Span
    worth: float


@dataclass(frozen=True, slots=True)
class Salient:
    """Somebody who stands out at some place, and the mention that does most for it."""

    who: Cluster | Unnamed
    score: float
    place: Place


class Scene:
    """The sources and contents of an article by sentence, and whose direct words are whose."""

    def __init__(self, doc: Document, names: Names, attributions: tuple[Attribution, ...]) -> None:
        self._doc = doc
        self._sources: dict[int, list[Span]] = {}
        self._contents: dict[int, list[tuple[Span, Kind]]] = {}
        self._own_words: dict[int, list[tuple[Span, Cluster]]] = {}
        self._worths: dict[tuple[int, int, Span], float] = {}
        for attribution in attributions:
            for span in attribution.source:
                for number in doc.sentences_in(span):
                    self._sources.setdefault(number, []).append(span)
            speaker = self._named_source(names, attribution)
            for span in attribution.content:
                for number in doc.sentences_in(span):
                    self._contents.setdefault(number, []).append((span, attribution.kind))
                    if speaker is not None and attribution.kind is Kind.DIRECT:
                        self._own_words.setdefault(number, []).append((span, speaker))

    def _named_source(self, names: Names, attribution: Attribution) -> Cluster | None:
        for span in attribution.source:
            for sentence, i in self._doc.tokens_in(span):
                pair = names.at(sentence.index, i)
                if pair is not None and not pair[1].possessive:
                    return pair[0]
        return None

    def speaks(self, cluster: Cluster, sentence: int, span: Span) -> bool:
        """True for a place inside the person's own direct words, where "he" is somebody else."""
        return any(who is cluster and own.contains(span) for own, who in self._own_words.get(sentence, ()))

    def is_source(self, sentence: int, span: Span) -> bool:
        """True when a mention is (part of) the source of an attribution."""
        return any(
            source.contains(span) or span.contains(source) for source in self._sources.get(sentence, ())
        )

    def is_quoted(self, sentence: int, span: Span) -> bool:
        """True inside direct words."""
        return any(k is Kind.DIRECT and c.contains(span) for c, k in self._contents.get(sentence, ()))

    def worth(self, sentence: Sentence, index: int, span: Span) -> float:
        """What a mention is worth where it stands."""
        key = (sentence.index, index, span)
        if key not in self._worths:
            self._worths[key] = self._weigh(sentence, index, span)
        return self._worths[key]

    def _weigh(self, sentence: Sentence, index: int, span: Span) -> float:
        token = sentence[index]
        for above in sentence.ancestors(index):  # ends where a parse goes in a circle
            if token.relation not in ("conj", "flat", "appos"):
                break
            token = sentence[above]  # "Keeper Jonas Roe": the name hangs on the keeper
        worth = {"nsubj": SUBJECT, "obj": OBJECT, "iobj": OBJECT, "obl": OBLIQUE}.get(
            token.relation, OWNER if token.deprel == "nmod:poss" else OTHER
        )
        if self.is_source(sentence.index, span) and not _is_agent(sentence, index):
            worth = (worth if token.deprel == "nmod:poss" else max(worth, SUBJECT)) * IS_SOURCE
        if token.deprel == "nsubj:pass" and _is_asking(sentence, token.head):
            worth *= IS_SOURCE  # "Roe was asked whether ...": the answer is Roe's
        inside = [kind for content, kind in self._contents.get(sentence.index, ()) if content.contains(span)]
        if Kind.DIRECT in inside:
            worth *= IN_QUOTATION
        elif inside:
            worth *= IN_INDIRECT
        if _is_asked_about(sentence, index):
            worth *= IN_QUESTION
        return worth


def fade(doc: Document, place: Place, sentence: Sentence) -> float:
    """What is left of a mention's worth in a later sentence; 0 beyond reach."""
    distance = sentence.index - place.sentence
    if distance > REACH:
        return 0.0
    score = place.worth * FADE**distance
    if distance == 0 and place.worth >= SUBJECT:
        score *= SAME_SENTENCE
    if distance and doc.sentences[place.sentence].paragraph != sentence.paragraph:
        score *= NEW_PARAGRAPH
    return score


def _is_agent(sentence: Sentence, index: int) -> bool:
    """True for "confirmed by her daughter, Nuala": said in passing, the sentence is about something else."""
    token = sentence[index]
    steps = (token, sentence[token.head]) if token.head >= 0 else (token,)
    return any(step.deprel == "obl:agent" for step in steps) or (
        token.relation == "obl"
        and any(sentence[i].text.casefold() == "by" for i in sentence.children(index, "case"))
    )


def _is_asking(sentence: Sentence, index: int) -> bool:
    return index >= 0 and sentence[index].lemma.casefold() in _ASKING


def _is_asked_about(sentence: Sentence, index: int) -> bool:
    """True inside what somebody was asked, ahead of the answer: "Asked whether Roe would come, ..."."""
    for i in sentence.ancestors(index):
        if i < index and sentence[i].lemma.casefold() in _ASKING and sentence[i].upos == "VERB":
            if any(sentence[k].text == "," for k in range(i + 1, index)):
                return False
            return not any(sentence[k].relation == "nsubj" for k in range(i))
    return False
