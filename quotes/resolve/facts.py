"""What the article tells of a person beside roles: age, country, whom or what the person belongs to.

"Graham Pellow, 58,", "Italy's Carlo Bassi", "Lars Högberg of Uppsala University".
"""

import re
from dataclasses import dataclass, field

from quotes.document import Document, Sentence
from quotes.model import Span
from quotes.resolve.descriptions import describe
from quotes.resolve.mentions import NameMention
from quotes.resolve.nouns import countries_in, country_of

# How far after or before a name its age and what it belongs to are looked for, in characters.
REACH = 90
# The oldest person of whom a number after a name is the age.
OLDEST = 115

_AGE_AFTER = re.compile(
    r"\s*(?:[(,]\s*(?:aged?\s+|who\s+(?:is|was|turns|turned)\s+|now\s+)?(\d{1,3})(?=\s*(?:[),.;]|$))"
    r"|,\s*an?\s+(\d{1,3})[-‐‑–]year[-‐‑–]old\b|\s+(?:is|was|turns|turned)\s+(\d{1,3})(?=\s*(?:[,.;]|$|on\b|in\b)))"
)
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[-‐‑–]year[-‐‑–]old\s+(?:[\w'’.-]+\s+){0,4}$")
_BELONGS = re.compile(
    r"\s*(?:\([^)]*\)\s*)?,?\s*(?:of|from|at)\s+(?:the\s+)?([A-Z][\w'’-]*(?:\s+(?:of\s+)?[\w'’-]+){0,3})"
)
# Verbs for what somebody lives by, with the noun for who does it. Written by hand, 2026.
_DOERS = {
    "bake": "baker", "build": "builder", "coach": "coach", "dance": "dancer", "direct": "director",
    "drive": "driver", "edit": "editor", "farm": "farmer", "fish": "fisherman", "found": "founder",
    "lead": "leader", "manage": "manager", "own": "owner", "paint": "painter", "photograph": "photographer",
    "produce": "producer", "research": "researcher", "sing": "singer", "study": "student",
    "teach": "teacher", "train": "trainer", "trade": "trader", "write": "writer",
}  # fmt: skip
_OWNER = re.compile(r"([\w.’'-]+(?:\s[A-Z][\w.-]*)?)['’]s?\s+(?:[\w-]+\s+){0,2}$")


@dataclass(slots=True)
class Facts:
    """Ages, countries and telling words of one person, each with the place that tells it.

    deeds  nouns for who does what the person is said to do: "driver" for "she drives a bus"
    """

    ages: dict[int, Span] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    words: dict[str, Span] = field(default_factory=dict)
    deeds: dict[str, Span] = field(default_factory=dict)


def note_facts(doc: Document, mention: NameMention, facts: Facts) -> None:
    """Add to `facts` what stands around one mention of a person, no further than its sentence."""
    if mention.modifier:
        return
    _note_deed(doc.sentences[mention.sentence], mention, facts)
    sentence = doc.sentences[mention.sentence].span
    start = mention.span.start
    before = doc.text[max(sentence.start, start - REACH) : start]
    after = doc.text[mention.head.end : min(sentence.end, mention.head.end + REACH)]
    if found := _AGE_AFTER.match(after):
        _note_age(facts, next(filter(None, found.groups())), mention)
    if found := _AGE_BEFORE.search(before):
        _note_age(facts, found[1], mention)
    if found := _BELONGS.match(after):
        span = Span(mention.head.end + found.start(1), mention.head.end + found.end(1))
        told = describe(found[1])
        for country in told.places:
            facts.places.setdefault(country, span)
        for word in told.words - {str(age) for age in facts.ages}:
            facts.words.setdefault(word, span)
    if (found := _OWNER.search(before)) and (country := country_of(found[1])):
        offset = start - len(before)
        facts.places.setdefault(country, Span(offset + found.start(1), offset + found.end(1)))


def _note_deed(sentence: Sentence, mention: NameMention, facts: Facts) -> None:
    token = sentence[mention.first]
    if token.relation == "nsubj" and token.head >= 0:
        verb = sentence[token.head]
        doer = _DOERS.get(verb.lemma)
        if doer is not None and verb.upos == "VERB":
            facts.deeds.setdefault(doer, verb.span)


def _note_age(facts: Facts, digits: str, mention: NameMention) -> None:
    age = int(digits)
    if 0 < age <= OLDEST:
        facts.ages.setdefault(age, mention.head)


def note_role_facts(text: str, span: Span, facts: Facts) -> None:
    """Add to `facts` the age and the countries that a role tells ("a 47-year-old Dutch engineer")."""
    told = describe(text)
    if told.age is not None:
        facts.ages.setdefault(told.age, span)
    for country in countries_in(text):
        facts.places.setdefault(country, span)
