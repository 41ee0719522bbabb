"""Reads the source of an attribution: its words in the tree, its head, the names inside it."""

from dataclasses import dataclass, replace
from functools import cached_property

from quotes.document import Document, EntityLabel, Sentence
from quotes.model import Attribution, Span, SpeakerKind
from quotes.resolve.clusters import Cluster
from quotes.resolve.kinds import BODY_TAILS, BRAND
from quotes.resolve.lexicon import load_words
from quotes.resolve.mentions import NameMention, climb_back, head_token, is_title, make_mention, tokens_of
from quotes.resolve.names import parse_name
from quotes.resolve.nouns import (
    country_of,
    is_anonymous_noun,
    is_carrier,
    is_firm_noun,
    is_organization_noun,
    is_person_noun,
    one_of_people,
)
from quotes.resolve.spelling import plain

# Relations over which a name inside a source still is the source ("spokesman Joe Smith").
_SAME_THING = frozenset(
    {"appos", "flat", "compound", "list", "dep", "parataxis", "nsubj", "nmod", "goeswith"}
)


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one attribution inside its sentence: token indices in order, the head among them."""

    span: Span
    sentence: Sentence
    tokens: tuple[int, ...]
    head: int

    @property
    def head_word(self) -> str:
        """The head as a singular noun in lower case."""
        token = self.sentence[self.head]
        return (token.lemma or token.text).casefold()

    @property
    def upos(self) -> str:
        """Part of speech of the head."""
        return self.sentence[self.head].upos

    @property
    def plural(self) -> bool:
        """True when the head is a plural noun or name."""
        token = self.sentence[self.head]
        return token.feature("Number") == "Plur" or token.xpos in ("NNS", "NNPS")

    @property
    def determiner(self) -> str:
        """The head's article, demonstrative or possessive pronoun in lower case, "" for none."""
        for i in self.sentence.children(self.head, "det", "nmod", "nummod"):
            token = self.sentence[i]
            one = token.relation == "nummod" and token.text.casefold() == "one"
            if i < self.head and (token.relation == "det" or one or token.upos in ("PRON", "DET")):
                return token.text.casefold()
        return ""

    @property
    def core(self) -> tuple[int, ...]:
        """Tokens of the noun phrase itself, without relative clauses and what follows a comma."""
        inside = set(self.tokens)
        without = {i for i in self.sentence.children(self.head, "acl", "advcl", "parataxis") if i in inside}
        for i in self.sentence.children(self.head, "nmod", "obl"):
            marks = {self.sentence[k].text.casefold() for k in self.sentence.children(i, "case")}
            if marks & (_LEADS_AWAY | {"in", "on", "during", "amid"}):
                without.add(i)
        kept = self.sentence.subtree(self.head, without=frozenset(without))
        return tuple(i for i in self.tokens if i in kept) or self.tokens

    @property
    def core_text(self) -> str:
        """Words of the noun phrase itself."""
        return " ".join(self.sentence[i].text for i in self.core)


def read_source(doc: Document, attribution: Attribution) -> Source | None:
    """The source in the sentence that holds most of it; None for an attribution without source."""
    by_sentence: dict[int, list[int]] = {}
    for span in attribution.source:
        for sentence, i in doc.tokens_in(span):
            if sentence[i].upos != "PUNCT" and sentence[i].text not in ("'s", "’s"):
                by_sentence.setdefault(sentence.index, []).append(i)
    if not by_sentence:
        return None
    index = max(by_sentence, key=lambda number: len(by_sentence[number]))
    sentence, tokens = doc.sentences[index], by_sentence[index]
    inside = set(tokens)
    tops = [i for i in tokens if sentence[i].head not in inside]
    nominal = [i for i in tops if sentence[i].upos in ("NOUN", "PROPN", "PRON")]
    heads = nominal or tops or tokens
    head = max(heads, key=lambda i: (len(inside.intersection(sentence.subtree(i))), -i))
    span = Span(attribution.source[0].start, attribution.source[-1].end)
    return Source(span, sentence, tuple(tokens), head)


def narrow_source(source: Source, head: int) -> Source:
    """The part of a source that hangs under one of its tokens."""
    under = source.sentence.subtree(head)
    tokens = tuple(i for i in source.tokens if i in under) or (head,)
    return replace(source, head=head, tokens=tokens)


def find_source_names(
    doc: Document, sources: list[Source | None], mentions: list[NameMention]
) -> list[NameMention]:
    """Names at the head of a source that no entity covers: a bare "Asafov" that the model overlooked."""
    covered = {(m.sentence, i) for m in mentions for i in range(m.first, m.last + 1)}
    for entity in doc.entities:
        if entity.label is EntityLabel.DATE:
            covered.update((entity.sentence, i) for i in tokens_of(doc, entity.span, entity.sentence))
    # A surname that is a word as well may be tagged as one: "Askew insisted".
    surnames = {
        word
        for m in mentions
        if m.kind is SpeakerKind.PERSON and m.last > m.first
        for word in [doc.sentences[m.sentence][m.last].text]
        if word[:1].isupper()
    }
    found: list[NameMention] = []
    for source in sources:
        if source is None or (source.sentence.index, source.head) in covered:
            continue
        label = _is_label(doc, source)
        if source.upos != "PROPN" and not label and source.sentence[source.head].text not in surnames:
            continue
        sentence, run = source.sentence, list(source.tokens) if label else [source.head]
        while run[-1] + 1 in source.tokens and sentence[run[-1] + 1].upos == "PROPN":
            run.append(run[-1] + 1)
        while run[0] - 1 in source.tokens and sentence[run[0] - 1].upos == "PROPN":
            run.insert(0, run[0] - 1)
        if any((sentence.index, i) in covered for i in run):
            run = [i for i in run if (sentence.index, i) not in covered]
        words = [sentence[i].text for i in run]
        if not words or source.plural or is_anonymous_noun(words[-1]):
            continue
        if any(c.isdigit() for word in words for c in word):
            continue
        person = not any(map(is_organization_noun, words)) and not words[-1].isupper()
        if label and source.upos == "NOUN":
            person = False  # "Evening Courier: Will there be strikes?"
        if len(words) == 1 and (source.determiner == "the" or BRAND.match(words[0])):
            person = False  # "The Gazette", "EgyptAir"
        if source.determiner and one_of_people(words[-1]) is not None:
            continue  # "The Frenchwoman"
        if len(words) == 1 and is_firm_noun(words[0].casefold()):
            continue  # "Carmaker Lindqvist"
        if is_carrier(words[-1]) or max(map(len, words)) < 2 or is_person_noun(words[-1].removesuffix("s")):
            continue
        if person and (is_person_noun(words[-1]) or not parse_name(" ".join(words)).words):
            continue
        if all(plain(word) in load_words("titles.tsv") for word in words) or country_of(" ".join(words)):
            continue
        kind = SpeakerKind.PERSON if person else SpeakerKind.ORGANIZATION
        mention = make_mention(doc, sentence, run, kind)
        if mention is not None:
            found.append(mention)
            covered.update((sentence.index, i) for i in run)
    return found


def _is_label(doc: Document, source: Source) -> bool:
    """True for a name with a colon at the head of a paragraph, as interviews have them."""
    words = [source.sentence[i].text for i in source.tokens]
    start = doc.paragraphs[doc.paragraph_at(source.span.start)].span.start
    behind = doc.text[source.span.end : source.span.end + 2].lstrip()
    capitals = len(words) > 1 and all(word[:1].isupper() for word in words)
    return source.span.start == start and behind[:1] == ":" and capitals


class Names:
    """Which cluster is named where: look-up of mentions by sentence and token."""

    def __init__(self, clusters: list[Cluster]) -> None:
        self.clusters = clusters
        self._at: dict[tuple[int, int], tuple[Cluster, NameMention]] = {}
        self._in: dict[int, list[tuple[Cluster, NameMention]]] = {}
        for cluster in clusters:
            for m in cluster.mentions:
                self.add(cluster, m)

    def add(self, cluster: Cluster, mention: NameMention) -> None:
        """Take in one more mention."""
        for i in range(mention.first, mention.last + 1):
            self._at[mention.sentence, i] = (cluster, mention)
        self._in.setdefault(mention.sentence, []).append((cluster, mention))

    def at(self, sentence: int, token: int) -> tuple[Cluster, NameMention] | None:
        """The mention that covers a token."""
        return self._at.get((sentence, token))

    def inside(self, source: Source) -> list[tuple[Cluster, NameMention]]:
        """Mentions that share a token with a source, in order."""
        found: list[tuple[Cluster, NameMention]] = []
        for i in source.tokens:
            pair = self.at(source.sentence.index, i)
            if pair is not None and pair not in found:
                found.append(pair)
        return found

    def clusters_of(self, sentences: range) -> list[Cluster]:
        """Everybody whom some sentences name, in the order of the clusters."""
        found = {c.number: c for number in sentences for c, _ in self._in.get(number, ())}
        return [found[number] for number in sorted(found)]

    @cached_property
    def _families(self) -> frozenset[str]:
        persons = (cluster for cluster in self.clusters if cluster.kind is SpeakerKind.PERSON)
        return frozenset(plain(parse_name(cluster.name).family) for cluster in persons)

    def is_family(self, name: str) -> bool:
        """True for the family name, in plain letters, of a person whom the article names."""
        return name in self._families

    @cached_property
    def _bodies(self) -> dict[tuple[bool, str], Cluster]:
        found: dict[tuple[bool, str], Cluster] = {}
        for cluster in self.clusters:
            if cluster.kind is SpeakerKind.ORGANIZATION:
                for place in {False, cluster.place}:
                    found.setdefault((place, plain(cluster.name)), cluster)
        return found

    def body_called(self, name: str, *, place: bool = False) -> Cluster | None:
        """The first body of a name in plain letters; with `place` the first place."""
        return self._bodies.get((place, name))

    def of_sentence(self, sentence: int) -> list[tuple[Cluster, NameMention]]:
        """Mentions of one sentence, in order."""
        return sorted(self._in.get(sentence, []), key=lambda pair: pair[1].head.start)


def named_by(source: Source, names: Names) -> tuple[Cluster, NameMention] | None:
    """The one whom a source names outright: its head, or a name that its words introduce."""
    pairs = names.inside(source)
    if not pairs:
        return None
    persons = [pair for pair in pairs if pair[0].kind is SpeakerKind.PERSON]
    sentence = source.sentence
    begin = next((i for i in source.tokens if sentence[i].upos != "DET"), source.tokens[0])
    for pair in pairs:
        m = pair[1]
        after = sentence[m.last + 1].text if m.last + 1 < len(sentence) else ""
        if pair[0].kind is not SpeakerKind.PERSON and after == "(":
            continue  # letters, then perhaps more of the source
        free = m.last + 1 < len(sentence) and sentence[m.last + 1].span.start > m.head.end
        dash = after in ("—", "–", "-") and free  # "Perth-based" is none
        if m.first == begin and (after in (",", "(") or dash or m.last == source.tokens[-1]):
            return pair
    on_head = names.at(source.sentence.index, source.head)
    if on_head is not None and not (
        on_head[0].kind is not SpeakerKind.PERSON and _ends_in_person(source, persons)
    ):
        return on_head
    if persons and _ends_in_person(source, persons):
        return persons[-1]
    for pair in (*persons, *(pair for pair in pairs if pair not in persons)):
        if _is_same_thing(source, pair):
            return pair
    for pair in pairs:
        if source.head_word == "one" and _is_apposition(sentence, pair[1]):
            return pair  # "one of its owners, the fund Zorgvast,"
    return None


def _is_apposition(sentence: Sentence, m: NameMention) -> bool:
    """True for a name behind a comma that is set beside something, alone or with a noun for it."""
    at = head_token(sentence, list(range(m.first, m.last + 1)))
    return sentence[climb_back(sentence, at, "flat")].relation == "appos"


def _ends_in_person(source: Source, persons: list[tuple[Cluster, NameMention]]) -> bool:
    """True for a role and a name at its end: "MMC for Economic Development Nkululeko Mbundu"."""
    if not persons or persons[-1][1].last != source.tokens[-1]:
        return False
    m = persons[-1][1]
    sentence = source.sentence
    before = [i for i in source.tokens if sentence[i].span.start < m.span.start]
    if any(sentence[i].text.casefold() in _LEADS_AWAY for i in before if i > source.head):
        return False
    while len(before) > 1 and is_title(sentence[before[-1]].text):
        if sentence[before[-2]].upos == "ADP":
            return False  # "a source close to Mr Roe"
        before = before[:-1]
    if not before or sentence[before[-1]].upos in ("ADP", "CCONJ", "VERB"):
        return False
    head = head_token(sentence, list(range(m.first, m.last + 1)))
    marked = any(i < m.first and sentence[i].text.casefold() != "of" for i in sentence.children(head, "case"))
    person = any(is_person_noun(sentence[i].lemma) or is_person_noun(sentence[i].text) for i in before)
    if person:
        return True
    return not marked and sentence[before[-1]].upos == "PROPN" and not is_organization_noun(source.head_word)


# Prepositions after which a name is somebody else ("the minister in talks with Ada Roe").
_LEADS_AWAY = frozenset(
    {"with", "by", "from", "against", "between", "about", "than", "near", "like", "as", "after"}
)


_CALLED = frozenset({"called", "named", "dubbed", "nicknamed"})


def _is_same_thing(source: Source, pair: tuple[Cluster, NameMention]) -> bool:
    """True when the tree leads from a name to the head of the source without leaving the thing itself."""
    sentence, (cluster, m) = source.sentence, pair
    noun = source.head_word
    if m.first == source.head + 1 and not cluster.place:
        body = cluster.kind is not SpeakerKind.PERSON and is_organization_noun(noun)
        if body or is_person_noun(noun):
            return True  # "the historian Ada Roe", "the operator SeaWest", "the newspaper El Farol"
    if sentence[m.first - 1].text in _CALLED and m.first > 1 and is_person_noun(sentence[m.first - 2].lemma):
        return True  # "a retired colonel called Ada Roe"
    at = head_token(sentence, list(range(m.first, m.last + 1)))
    steps = 0
    while at != source.head:
        token = sentence[at]
        if token.relation not in _SAME_THING or token.deprel == "nmod:poss" or sentence.children(at, "case"):
            return False
        if token.relation == "compound" and cluster.kind is SpeakerKind.PERSON:
            return False
        if token.relation == "compound" and not _compound_is_name(sentence, token.head):
            return False
        at = token.head
        steps += 1
        if at < 0 or steps > len(sentence):
            return False
    return True


def _compound_is_name(sentence: Sentence, over: int) -> bool:
    """True when a body's name before this noun names the same body: "the Popular Union party"."""
    return sentence[over].lemma.casefold() in BODY_TAILS
