"""Names in an article: every place where one is used, and what the article tells with it.

A name is introduced when the article gives it in full ("Anna Petrova"), with a role ("Minister Petrova",
"the economist Petrova") or with an apposition ("Petrova, head of the institute") anywhere in its text,
headings included.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quotes.audit.wordlists import load_words
from quotes.document import Document, Entity, EntityLabel, ParagraphKind, Sentence, Token
from quotes.model import Span
from quotes.resolve.lexicon import load_words as load_resolver_words
from quotes.resolve.spelling import plain

# A word of a name: letters with inner apostrophes, hyphens and stops ("O’Brien", "Lopez-Cantera", "J.").
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
# Arabic names keep their article small: "Anwar al-Awlaki".
_ARTICLE = re.compile(r"(?:al|el|ul|as|ash|ad|an|ar)-[A-Z]")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)

# A sentence with more than this share of capitals among its words of so many letters is in title case.
MAX_CAPITALS, MIN_TITLE_WORD = 0.6, 4

# A party with its state (D-Ohio), and addresses (example.com).
_NO_NAME = re.compile(r"[A-Z]-[A-Z][\w.]*$|\S+\.[a-z]{2,4}$")

# Longer words are no names: what page scripts left in the text.
MAX_WORD = 24

# Titles that only address somebody and tell nothing of what they are.
COURTESY_TITLES = frozenset(
    {"mr", "mister", "mrs", "ms", "miss", "mx", "madam", "madame", "mme", "mlle", "monsieur"}
    | {"sir", "herr", "frau", "señor", "señora", "senor", "senora"}
)

# Titles that are first names far more often in English news.
FIRST_NAMES = frozenset({"don", "dona", "constable", "marshal", "sri", "tun", "u", "chase"})

# Directly behind a name, these begin a description of it: ", a professor", ", 54,", " (D-Ohio)".
_APPOSITION = re.compile(
    r"\s?(?:,\s(?:an?|the|one\sof|its|his|her|their|our|former|then|now|head|director|president|chairman|"
    r"chairwoman|chief|professor|founder|leader|author|spokes\w+|minister|editor|deputy|senior|\d{1,3})\b|"
    r"\s?\([A-Z(]|(?-i:,\s(?:[A-Z][\w.&’'-]*\s){1,4}(?:of|at|for|and\sChief)\b)|"
    r",\swhich\s|,\swho\s(?:is|was|has\sbeen|leads|led|heads|headed|runs|ran|chairs|chaired|serves|served|works|worked|"
    r"teaches|taught|represents|represented|directs|directed|founded|owns|owned)\b)",
    re.IGNORECASE,
)
# What may stand between two words of one name: a full stop behind an initial, small particles.
_BETWEEN = re.compile(r"(?P<stop>\.)?[ \u00a0](?P<particles>(?:[^\W\d_]+[ \u00a0])*)")

# How many tokens behind a name a description begins at the latest: a comma or bracket stands between. What
# comes later is seldom one ("Petrova, in turn, expressed hope" reads like one to parsers).
MAX_BEFORE_APPOSITION = 3

# A full stop behind a longer word ends a sentence, not an abbreviation ("Sens. Reid", not "Petrova. Reid").
MAX_ABBREVIATION = 4

_QUOTATION_MARK = re.compile('["“”„«»]')
_OF = re.compile(r"\s(?:of|from)\s(?:the\s)?[A-Z]")

_PERSON_PARTS = ("appos", "flat", "compound")


@dataclass(frozen=True, slots=True)
class NameUse:
    """One place where the article uses a name.

    span       the words of the name, without title and without possessive ending
    words      each word in plain letters ("O’Brien's" is "obrien", "Lopez-Cantera" is "lopezcantera")
    label      what the parser's model takes it for, None for nothing
    described  a role, a title that is one, or an apposition stands with it here
    heading    it stands in a headline, in the title of a section, or in a sentence in title case
    certain    the parser takes every word for a name; else some are told by their capitals only
    """

    span: Span
    words: tuple[str, ...]
    label: EntityLabel | None
    described: bool
    heading: bool
    certain: bool = True

    @property
    def last(self) -> str:
        """Its last word: the surname of most names."""
        return self.words[-1]


@dataclass(frozen=True)
class NameInventory:
    """All uses of names in one article: in order, by each of their words."""

    uses: tuple[NameUse, ...]
    by_word: Mapping[str, tuple[NameUse, ...]]
    common: frozenset[str]  # words that the article also writes small, and their base forms

    def with_word(self, word: str) -> tuple[NameUse, ...]:
        """Uses that hold a word (plain letters)."""
        return self.by_word.get(word, ())

    def overlapping(self, span: Span) -> tuple[NameUse, ...]:
        """Uses that share a character with a span."""
        first = bisect_right(self.uses, span.start, key=lambda use: use.span.end)
        last = bisect_left(self.uses, span.end, key=lambda use: use.span.start)
        return self.uses[first:last]

    def is_introduced(self, word: str) -> bool:
        """True when any use gives the word as part of a longer name, or with a description."""
        return word in self._full_words or word in self._described_words

    def is_full_name(self, word: str) -> bool:
        """True when any use gives the word as part of a longer name."""
        return word in self._full_words

    @cached_property
    def _full_words(self) -> frozenset[str]:
        found = self.by_word.items()
        return frozenset(word for word, uses in found if any(len(use.words) > 1 for use in uses))

    @cached_property
    def _described_words(self) -> frozenset[str]:
        return frozenset(word for word, uses in self.by_word.items() if any(use.described for use in uses))

    def full_people(self) -> tuple[NameUse, ...]:
        """The first use of each name of several words that a person can have, in order.

        Headings count only where the model sees a person: their capitals make names of other words.
        """
        found: dict[tuple[str, ...], NameUse] = {}
        for use in self.uses:
            is_plain = use.label is None and use.certain and not use.heading
            if len(use.words) > 1 and (use.label is EntityLabel.PERSON or use.described or is_plain):
                found.setdefault(use.words, use)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a sentence that can be part of a name."""

    span: Span
    token: Token
    entity: Entity | None
    certain: bool


def read_names(doc: Document) -> NameInventory:
    """Every use of a name in a document."""
    uses = tuple(
        use
        for sentence in doc.sentences
        for run in _find_runs(doc, sentence)
        for use in _make_uses(doc, sentence, run)
    )
    by_word: dict[str, list[NameUse]] = defaultdict(list)
    for use in uses:
        for word in dict.fromkeys((*use.words, *plain(use.span.text(doc.text)).split())):
            by_word[word].append(use)
    common = frozenset(_SMALL.findall(doc.text)) | {
        token.lemma for sentence in doc.sentences for token in sentence if token.text.islower()
    }
    return NameInventory(uses, {word: tuple(found) for word, found in by_word.items()}, common)


def _find_runs(doc: Document, sentence: Sentence) -> Iterator[list[_Word]]:
    """Words of names that follow each other with nothing but a blank (or a small particle) between."""
    text = doc.text
    particles = load_resolver_words("particles.txt")
    tokens = {token.span.start: token for token in reversed(sentence.tokens)}
    entities = doc.entities_of(sentence.index)
    tells = not _is_heading(doc, sentence)
    run: list[_Word] = []
    for found in _WORD.finditer(text, sentence.span.start, sentence.span.end):
        word = _read_word(found, tokens, entities)
        if word is None or not (word.certain or (tells and _is_inside(text, found.start(), sentence))):
            continue
        if run and not _joins(text, run[-1], word, particles):
            yield from _keep(run)
            run = []
        run.append(word)
    yield from _keep(run)


def _is_heading(doc: Document, sentence: Sentence) -> bool:
    """True in a headline or heading, and for a sentence with nearly all its words in capitals."""
    if doc.paragraphs[sentence.paragraph].kind is not ParagraphKind.BODY:
        return True
    words = [t.text for t in sentence if t.text.isalpha() and len(t.text) >= MIN_TITLE_WORD]
    return bool(words) and sum(word[0].isupper() for word in words) > MAX_CAPITALS * len(words)


def _keep(run: list[_Word]) -> Iterator[list[_Word]]:
    """A run, unless it is a single word that only its capital makes look like a name."""
    if len(run) > 1 or any(word.certain for word in run):
        yield run


def _is_inside(text: str, place: int, sentence: Sentence) -> bool:
    """True when a word does not begin its sentence, nor a quotation in it: there its capital tells a name."""
    return text[sentence.span.start : place].rstrip(" \u00a0")[-1:].isalpha()


def _read_word(found: re.Match[str], tokens: Mapping[int, Token], entities: Sequence[Entity]) -> _Word | None:
    token = tokens.get(found.start())
    if token is None or not (found[0][0].isupper() or _ARTICLE.match(found[0])) or _NO_NAME.match(found[0]):
        return None
    bare = _POSSESSIVE.sub("", found[0])
    if not plain(bare) or len(bare) > MAX_WORD:
        return None
    span = Span(found.start(), found.start() + len(bare))
    entity = next((entity for entity in entities if entity.span.overlaps(span)), None)
    if entity is not None and entity.label is EntityLabel.DATE:
        return None
    if bare == "I" or token.upos in ("PRON", "DET"):
        return None
    certain = token.upos == "PROPN" or (entity is not None and entity.label is EntityLabel.PERSON)
    return _Word(span, token, entity, certain)


def _joins(text: str, left: _Word, right: _Word, particles: frozenset[str]) -> bool:
    """True when two words can be parts of one name."""
    between = _BETWEEN.fullmatch(text, left.span.end, right.span.start)
    if between is None or any(word not in particles for word in between["particles"].split()):
        return False
    if between["stop"] and len(left.span) > MAX_ABBREVIATION:
        return False
    if left.entity is not None and right.entity is not None and left.entity != right.entity:
        return False
    return all(word.entity is None or word.entity.label is not EntityLabel.NORP for word in (left, right))


def _make_uses(doc: Document, sentence: Sentence, run: list[_Word]) -> Iterator[NameUse]:
    """The name in a run without what stands before it; nothing when only titles are left."""
    name, described = _strip_titles([plain(word.span.text(doc.text)) for word in run], run)
    if not name:
        return
    yield NameUse(
        span=Span(name[0].span.start, name[-1].span.end),
        words=tuple(plain(word.span.text(doc.text)).replace(" ", "") for word in name),
        label=_label(name),
        described=described or _has_role_before(doc, sentence, name) or _has_apposition(doc, sentence, name),
        heading=_is_heading(doc, sentence),
        certain=all(word.certain for word in name),
    )


def _strip_titles(words: Sequence[str], run: list[_Word]) -> tuple[list[_Word], bool]:
    """A run from the word behind its last title on, and whether any title tells what the person is.

    "Ohio Gov. John Kasich" is John Kasich, described. Names of bodies ("Justice Department") stay whole.
    """
    titles = load_resolver_words("titles.tsv") - FIRST_NAMES
    roles = load_words("roles.txt")
    if words[-1] in titles and (len(run) == 1 or _label(run) is not EntityLabel.PERSON):
        return [], False
    if _label(run) not in (EntityLabel.PERSON, None):
        return run, False
    last = max((i for i, word in enumerate(words[:-1]) if word in titles or word in roles), default=-1)
    if len(run) == 1 and words[0] in roles and run[0].entity is None:
        return [], False
    return run[last + 1 :], any(word not in COURTESY_TITLES for word in words[: last + 1])


def _label(run: Sequence[_Word]) -> EntityLabel | None:
    labels = [word.entity.label for word in run if word.entity]
    if EntityLabel.PERSON in labels:
        return EntityLabel.PERSON
    return labels[0] if labels else None


def _has_role_before(doc: Document, sentence: Sentence, run: Sequence[_Word]) -> bool:
    """True for "the economist Petrova": a noun right before the name that the parser joins to it."""
    index = next((i for i, token in enumerate(sentence) if token.span.start == run[0].span.start), 0)
    if index == 0:
        return False
    before = sentence[index - 1]
    if not before.text.isalpha():
        return False
    if before.upos not in ("NOUN", "PROPN") or doc.text[before.span.end : run[0].span.start].strip(
        " \u00a0."
    ):
        return False
    if before.upos == "PROPN" and before.text[:1].isupper():
        return plain(before.text) in load_resolver_words("titles.tsv") - COURTESY_TITLES
    inside = range(index, index + len(run))
    linked = (before.head in inside and before.relation in _PERSON_PARTS) or any(
        sentence[i].head == index - 1 and sentence[i].relation in _PERSON_PARTS
        for i in inside
        if i < len(sentence)
    )
    return linked or plain(before.lemma) in load_words("roles.txt")


def _has_apposition(doc: Document, sentence: Sentence, run: Sequence[_Word]) -> bool:
    """True for "Petrova, head of the institute," and "the head of the institute, Petrova,"."""
    end = run[-1].span.end
    if _APPOSITION.match(doc.text, end) or _OF.match(doc.text, end):
        return True
    for index, token in enumerate(sentence):
        if token.span.start == run[-1].span.start:
            if token.relation == "appos" and sentence[token.head].upos == "NOUN":
                return True
            return any(
                sentence[child].upos in ("NOUN", "PROPN")
                and child > index
                and min(sentence.subtree(child)) <= index + MAX_BEFORE_APPOSITION
                and not _QUOTATION_MARK.search(doc.text, end, sentence[child].span.start)
                for child in sentence.children(index, "appos")
            )
    return False
