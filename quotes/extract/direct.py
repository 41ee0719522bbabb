"""Direct quotations: which quoted regions report speech, and the clause that says whose.

Works on the order of marks and tokens, paragraph by paragraph; the tree is only asked for subjects.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.document import Document, Sentence, Token
from quotes.extract.sources import LISTENERS, classify_source, find_subject, is_date
from quotes.model import Span
from quotes.quotation_marks import QuotedRegion

# A region is a statement, not a name or a scare quote, from this many words on when nothing else shows it.
MIN_STATEMENT_WORDS = 4

# A plural noun may be a verb when at most so many words stand between it and the quotation.
MAX_BEFORE_MISREAD = 4

# What may follow the closing mark of a statement that ends without a mark of its own.
_AFTER_STATEMENT = (",", ".", "", "—", "–", "--", "―", "-")
_SENTENCE_END = frozenset((".", "?", "!", "…", "..."))


@dataclass(frozen=True, slots=True)
class Place:
    """A token in its sentence."""

    sentence: Sentence
    index: int

    @property
    def token(self) -> Token:
        return self.sentence[self.index]


@dataclass(frozen=True, slots=True)
class Report:
    """A verb or mark that may report a region: where it stands, on which side ("quote<": behind it)."""

    place: Place
    frame: str
    source: int | None
    source_class: str


@dataclass(slots=True)
class Segment:
    """A quoted region of a paragraph, or the words between two."""

    places: list[Place]
    region: QuotedRegion | None = None
    span: Span | None = None


def segment_paragraph(doc: Document, paragraph: int, regions: Sequence[QuotedRegion]) -> list[Segment]:
    """The paragraph as quoted regions and what stands between them, in order.

    regions  outermost regions of this paragraph, in order and apart
    """
    places = [Place(s, i) for s in doc.sentences_of(paragraph) for i in range(len(s))]
    segments: list[Segment] = []
    at = 0
    for region in regions:
        outside = []
        while at < len(places) and places[at].token.span.start < region.span.start:
            outside.append(places[at])
            at += 1
        inside = []
        while at < len(places) and places[at].token.span.start < region.span.end:
            inside.append(places[at])
            at += 1
        segments.append(Segment(outside))
        segments.append(Segment(inside, region, region.span))
    segments.append(Segment(places[at:]))
    return segments


def is_statement(text: str, region: QuotedRegion, before: Segment, after: Segment) -> bool:
    """True when a region holds somebody's sentence or a piece of one that stands by itself.

    A title, a name or a scare quote is built into the article's own sentence instead.
    """
    if region.inner is None:
        return False
    inner = region.inner.text(text).strip()
    words = inner.split()
    if not words:
        return False
    ends = inner[-1] in ".,?!…—–-" or (inner[-1] in "'’”\"" and len(inner) > 1 and inner[-2] in ".,?!…")
    upper = next((c for c in inner if c.isalpha()), "x").isupper()
    lead = before.places[-1].token if before.places else None
    fresh = all(p.token.upos == "NUM" for p in before.places)  # nothing, or the time of day
    fresh |= lead is not None and lead.text in (",", ":", ".", "?", "!", ";", "—", "–", "--", "-")
    follow = after.places[0].token.text if after.places else ""
    if fresh:
        if upper and (ends or (lead is None and follow == ",")):
            return True
        if upper and len(words) >= MIN_STATEMENT_WORDS and (follow in _AFTER_STATEMENT or lead is not None):
            return True
        return lead is not None and lead.text in (",", ":") and (ends or len(words) >= MIN_STATEMENT_WORDS)
    return upper and len(words) >= MIN_STATEMENT_WORDS and (ends or follow in (",", "."))


def reports_behind(doc: Document, segment: Segment) -> Iterator[Report]:
    """Verbs behind a region, up to the end of the sentence, that may report it; first ones first."""
    yield from _reports(doc, _first_sentence(segment.places), "quote<")


def reports_before(doc: Document, segment: Segment) -> Iterator[Report]:
    """Verbs before a region, in the same sentence, that may report it; nearest first."""
    yield from reversed(list(_reports(doc, _last_sentence(segment.places), "quote>")))


def _first_sentence(places: Sequence[Place]) -> list[Place]:
    found = []
    for number, place in enumerate(places):
        found.append(place)
        if place.token.text in _SENTENCE_END and _ends_sentence(places, number):
            break
    return found


def _last_sentence(places: Sequence[Place]) -> list[Place]:
    found: list[Place] = []
    for number in reversed(range(len(places))):
        if places[number].token.text in _SENTENCE_END and _ends_sentence(places, number):
            break
        found.append(places[number])
    return found[::-1]


def _ends_sentence(places: Sequence[Place], number: int) -> bool:
    """True for a stop that is no abbreviation's: "Rep. Ana Ruiz (D-Md.) said"."""
    if number + 1 == len(places):
        return True
    following = places[number + 1]
    return following.sentence is not places[number].sentence and following.token.text != ")"


def _reports(doc: Document, places: Sequence[Place], frame: str) -> Iterator[Report]:
    inside = {(place.sentence.index, place.index) for place in places}
    for number, place in enumerate(places):
        token = place.token
        if token.text.lower() == "according" or not (
            token.upos == "VERB" or (frame == "quote<" and _is_misread(places, number))
        ):
            continue
        sentence = place.sentence
        source = find_subject(sentence, place.index)
        if source is not None and is_date(doc, sentence, source):
            source = None
        if source is not None and (sentence.index, source) not in inside:
            source = None
        if source is None:
            source = _nearest_nominal(doc, places, number)
        yield Report(place, frame, source, classify_source(doc, sentence, source))


def _is_misread(places: Sequence[Place], number: int) -> bool:
    """True for a verb at the end that was taken for a plural noun: "..., the letter reads"."""
    place = places[number]
    last = number + 1 == len(places) or places[number + 1].token.upos == "PUNCT"
    return (
        place.token.xpos == "NNS"
        and last
        and 0 < number <= MAX_BEFORE_MISREAD
        and places[number - 1].token.upos in _NOMINAL
        and places[0].token.upos in ("DET", "PRON", "PROPN")
    )


_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
# Listeners that stand where a speaker does in none but these: "asked one of them", but "told the court".
_INVERTED = frozenset(("ask", "answer", "warn", "urge", "remind"))


def _nearest_nominal(doc: Document, places: Sequence[Place], verb: int) -> int | None:
    """The noun by the order of tokens: "Ruiz said", "said Ruiz", "Ruiz, the mayor of Cádiz, said"."""
    here = places[verb]
    at = verb - 1
    while at >= 0 and places[at].token.upos in ("AUX", "ADV", "PART"):
        at -= 1
    if at >= 0 and places[at].sentence is here.sentence:
        if places[at].token.upos in _NOMINAL:
            return None if is_date(doc, places[at].sentence, places[at].index) else places[at].index
        if places[at].token.text == ",":  # behind an apposition: the first noun of the stretch
            first = next((p for p in places[:at] if p.token.upos in _NOMINAL), None)
            if (
                first is not None
                and first.sentence is here.sentence
                and not is_date(doc, first.sentence, first.index)
            ):
                return first.index
    opens = at < 0 or (at == 0 and places[0].token.text in (",", "-", "—", "–"))
    if here.token.lemma.lower() in LISTENERS and not (opens and here.token.lemma.lower() in _INVERTED):
        return None
    following = [p.index for p in places[verb + 1 :] if p.sentence is here.sentence]
    head = _noun_behind(here.sentence, following)
    if head is not None and is_date(doc, here.sentence, head):
        return None
    return head


def _noun_behind(sentence: Sentence, following: Sequence[int]) -> int | None:
    """The head of a noun phrase that begins right behind a verb; also "one of them", "the 22-year-old"."""
    head = None
    bare = None  # a number or adjective that stands for a noun
    for number, index in enumerate(following):
        token = sentence[index]
        if token.upos in _NOMINAL:
            head = index
            if token.upos == "PRON":
                break
        elif token.text == "-" and number:
            head = None
        elif head is not None or token.upos not in ("DET", "ADJ", "NUM"):
            break
        else:
            bare = index if number or token.upos == "NUM" else None
    return bare if head is None else head
