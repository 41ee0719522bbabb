"""Collects the name mentions of an article.

Named entities come first, cut to the name proper. Where the model labelled a name wrongly or not at all,
patterns of the text step in: a family name seen elsewhere, a body's name repeated, names in headings.
"""

import re

from quotes.document import Document, Entity, EntityLabel, ParagraphKind, Sentence, Token
from quotes.model import SpeakerKind
from quotes.places import SpanIndex
from quotes.resolve.eponyms import drop_eponyms
from quotes.resolve.firms import read_firms
from quotes.resolve.kinds import FIRM_TAILS, PARTY_AND_STATE, is_false_person, read_neighbours, settle_kinds
from quotes.resolve.lexicon import load_abbreviations
from quotes.resolve.mentions import (
    NameMention,
    head_token,
    is_title,
    make_mention,
    title_key,
    tokens_of,
)
from quotes.resolve.names import is_initial, parse_name, strip_possessive
from quotes.resolve.nouns import (
    country_of,
    is_organization_noun,
    is_person_noun,
)
from quotes.resolve.repetitions import find_repetitions
from quotes.resolve.spelling import plain

# Share of the longer words of a sentence with a capital from which on it is read as a heading.
HEADING_CAPITALS = 0.75
# What parts two names in one entity; "V." is an initial.
_SPLIT = re.compile(r"^(?:(?i:and|&|,|;|/|or|nor|versus|vs\.?)|v\.?)$")
# Nouns for bodies that are no name by themselves, capital or not.
_GENERIC = frozenset({"campaign", "administration", "team", "government", "office", "department", "ministry"})


def collect_mentions(doc: Document) -> list[NameMention]:
    """Name mentions of an article in the order of its text, none inside another."""
    found: list[NameMention] = []
    for entity in doc.entities:
        found.extend(_read_entity(doc, entity))
    found = settle_kinds(read_neighbours(doc, read_firms(doc, drop_eponyms(doc, _cut_headings(doc, found)))))
    found.extend(_find_unlabelled(doc, found))
    found.extend(_find_repeated(doc, found))
    found.sort(key=lambda mention: (mention.head.start, -mention.head.end))
    kept: list[NameMention] = []
    for mention in found:
        if not kept or mention.head.start >= kept[-1].head.end:
            kept.append(mention)
    return kept


def _read_entity(doc: Document, entity: Entity) -> list[NameMention]:
    sentence = doc.sentences[entity.sentence]
    tokens = tokens_of(doc, entity.span, entity.sentence)
    if not tokens:
        return []
    if entity.label is EntityLabel.PERSON:
        tokens = _extend_firm(sentence, tokens)
        if any(_joins_firm(sentence, i) for i in tokens):  # "Wagenbach & Sohn"
            firm = make_mention(doc, sentence, tokens, SpeakerKind.ORGANIZATION)
            return [firm] if firm is not None else []
        runs: list[list[int]] = [[]]
        for i in tokens:
            if _SPLIT.match(sentence[i].text):
                runs.append([])
            else:
                runs[-1].append(i)
        if not is_heading(doc, sentence):
            runs[-1] = _extend_name(sentence, runs[-1])
        runs = [_cut_title(sentence, _cut_edges(sentence, run)) for run in runs]
        found = [make_mention(doc, sentence, run, SpeakerKind.PERSON) for run in runs if run]
        return [m for m in found if m is not None and not is_false_person(m)]
    if entity.label is EntityLabel.ORGANIZATION:
        if title_key(sentence[tokens[0]].text) in ("mr", "mrs", "ms", "dr", "sen", "rep", "gov"):
            mention = make_mention(doc, sentence, tokens, SpeakerKind.PERSON)
            return [mention] if mention else []
        tokens = _extend_organization(doc, sentence, tokens)
        if _names_people(sentence, tokens):
            return []
        mention = make_mention(doc, sentence, tokens, SpeakerKind.ORGANIZATION)
        if mention is None or plain(mention.name) in _GENERIC or PARTY_AND_STATE.match(mention.name):
            return []
        return [mention]
    if entity.label is EntityLabel.LOCATION:
        mention = make_mention(doc, sentence, tokens, SpeakerKind.ORGANIZATION, place=True)
        return [mention] if mention else []
    return []


def _joins_firm(sentence: Sentence, index: int) -> bool:
    """True for the joint in "Wagenbach & Sohn", "Holt and Sons"."""
    if index + 1 >= len(sentence) or index < 1:
        return False
    tail = sentence[index + 1].text
    if sentence[index].text == "&":
        return tail[:1].isupper()
    return sentence[index].text == "and" and tail[:1].isupper() and tail.casefold() in FIRM_TAILS


def _extend_firm(sentence: Sentence, tokens: list[int]) -> list[int]:
    """Add the rest of a firm's name of which the entity model saw the founder ("Samir Nasser" + "& Sons")."""
    joint = tokens[-1] + 1
    return [*tokens, joint, joint + 1] if joint < len(sentence) and _joins_firm(sentence, joint) else tokens


def _cut_edges(sentence: Sentence, tokens: list[int]) -> list[int]:
    """Drop what stands around a name and is none: a state's abbreviation before, numbers, half a word."""
    states = load_abbreviations("states.tsv")
    while len(tokens) > 1:
        first, second = sentence[tokens[0]], sentence[tokens[1]]
        marked = first.text.endswith(".") or second.text in (".", ",")
        if first.upos == "NUM" or (marked and plain(first.text) in states):
            tokens = tokens[1:]
        else:
            break
    while len(tokens) > 1:
        last = sentence[tokens[-1]]
        half = last.text == "co"  # "Roe co-chairman"
        if not (half or last.upos == "NUM" or last.text.isdigit()):
            break
        tokens = tokens[:-1]
    return tokens


# Letters with full stops that are no initials, beside countries and states.
_NO_INITIALS = frozenset({"D.C.", "L.A.", "U.N.", "E.U.", "A.M.", "P.M."})


def _is_loose_initial(token: Token) -> bool:
    text = token.text
    if not text.endswith(".") or not is_initial(text) or token.upos not in _NAMELIKE:
        return False
    state = plain(text).replace(" ", "") in load_abbreviations("states.tsv")
    return not (state or text in _NO_INITIALS or country_of(text))


def _extend_name(sentence: Sentence, tokens: list[int]) -> list[int]:
    """Add the rest of a name that the entity model cut off ("Mario Abdo" + "Benítez")."""
    while tokens and tokens[-1] + 1 < len(sentence):
        token = sentence[tokens[-1] + 1]
        if token.upos != "PROPN" or token.relation != "flat" or token.head not in tokens:
            break
        if _SPLIT.match(token.text):  # "Marin v Roe"
            break
        tokens = [*tokens, tokens[-1] + 1]
    while tokens and tokens[0] > 0:
        before, first = sentence[tokens[0] - 1], sentence[tokens[0]]
        joined = first.relation == "flat" and first.head == tokens[0] - 1
        if _is_loose_initial(before):  # "the plant S." + "Kim"
            tokens = [tokens[0] - 1, *tokens]
            continue
        if not joined or _SPLIT.match(before.text):
            break
        if before.upos != "PROPN" or is_person_noun(before.text) or is_title(before.text):
            break
        if country_of(before.text) or is_organization_noun(before.text):
            break
        tokens = [tokens[0] - 1, *tokens]
    return tokens


# Titles at which a name that the entity model began too early is cut: "Ohio Sen. Ada Roe".
_CUTTING = frozenset(
    {
        "sen",
        "rep",
        "gov",
        "senator",
        "congressman",
        "congresswoman",
        "governor",
        "president",
        "secretary",
        "mr",
        "mrs",
    }
    | {
        "ms",
        "dr",
        "minister",
        "chairman",
        "mayor",
        "ag",
        "icon",
        "judge",
        "professor",
        "spokesman",
        "spokeswoman",
    }
)


def _cut_title(sentence: Sentence, tokens: list[int]) -> list[int]:
    """Drop everything up to a title inside a name, and verbs at its end ("Ada Roe Slams")."""
    for i in tokens[:-1]:
        if title_key(sentence[i].text) in _CUTTING and sentence[i].text[:1].isupper():
            rest = [k for k in tokens if k > i and sentence[k].text != "."]
            if rest and (i > tokens[0] or not is_title(sentence[i].text)):
                tokens = rest if i == tokens[0] else [i, *rest]
    while len(tokens) > 1 and sentence[tokens[-1]].upos in ("VERB", "AUX", "ADP", "SCONJ", "ADV"):
        tokens = tokens[:-1]
    return tokens


def is_heading(doc: Document, sentence: Sentence) -> bool:
    """True for a heading, or a sentence that is written like one: nearly Every Long Word With a Capital."""
    return sentence.index in doc.once(_find_headings)


def _find_headings(doc: Document) -> frozenset[int]:
    return frozenset(sentence.index for sentence in doc.sentences if _looks_like_heading(doc, sentence))


def _looks_like_heading(doc: Document, sentence: Sentence) -> bool:
    if doc.paragraphs[sentence.paragraph].kind is not ParagraphKind.BODY:
        return True
    long = [token.text for token in sentence if len(token.text) > 3 and token.text.isalpha()]
    return len(long) >= 4 and sum([word[0].isupper() for word in long]) >= HEADING_CAPITALS * len(long)


def _cut_headings(doc: Document, mentions: list[NameMention]) -> list[NameMention]:
    """Names in headings, where every word has a capital, cut to names that the body knows."""
    heading = doc.once(_find_headings)
    known = {
        tuple(m.name.split())
        for m in mentions
        if m.kind is SpeakerKind.PERSON and m.sentence not in heading and 1 < len(m.name.split()) <= 4
    }
    families = {name[-1] for name in known}
    found: list[NameMention] = []
    for m in mentions:
        words = [doc.sentences[m.sentence][i].text for i in range(m.first, m.last + 1)]
        if (
            m.sentence not in heading
            or m.kind is not SpeakerKind.PERSON
            or len(words) < 3
            or tuple(words) in known
        ):
            found.append(m)
            continue
        parts = []
        for start in range(len(words)):
            for end in range(len(words), start + 1, -1):
                if tuple(words[start:end]) in known:
                    tokens = list(range(m.first + start, m.first + end))
                    parts.append(make_mention(doc, doc.sentences[m.sentence], tokens, m.kind))
        found.extend(part for part in parts if part is not None)
        if not parts and len(words) == 3 and words[1] in families:  # "Ada Roe Joins"
            parts = [make_mention(doc, doc.sentences[m.sentence], [m.first, m.first + 1], m.kind)]
            found.extend(part for part in parts if part is not None)
        elif not parts and len(words) == 3:
            found.append(m)
    return found


# Small words inside a body's name.
NAME_GLUE = frozenset({"of", "for"})


def _extend_organization(doc: Document, sentence: Sentence, tokens: list[int]) -> list[int]:
    """Add words of a body's name that the entity model cut off ("African" + "Traders Organisation")."""
    taken = {
        i
        for entity in doc.entities_of(sentence.index)
        if entity.label in (EntityLabel.PERSON, EntityLabel.DATE)
        for i in tokens_of(doc, entity.span, sentence.index)
    }

    def belongs(i: int) -> bool:
        token = sentence[i]
        return (
            token.text[:1].isupper()
            and token.upos in ("PROPN", "ADJ", "NOUN")
            and i not in taken
            and not is_person_noun(token.lemma)
            and not is_title(token.text)
            and (i > 0 or token.upos == "PROPN" or bool(country_of(token.text)))
        )

    first, last = tokens[0], tokens[-1]
    while first > 0:
        if belongs(first - 1):
            first -= 1
        elif (
            first > 1
            and sentence[first - 1].text in NAME_GLUE
            and belongs(first - 2)
            and _is_body(sentence, first - 2)
        ):
            first -= 2
        else:
            break
    while last + 1 < len(sentence):
        if belongs(last + 1):
            last += 1
        elif last + 2 < len(sentence) and sentence[last + 1].text in NAME_GLUE and belongs(last + 2):
            last += 2
        elif sentence[last].text in NAME_GLUE and belongs(last + 1):
            last += 1
        else:
            break
    if (
        last + 1 < len(sentence)
        and is_person_noun(sentence[last + 1].lemma)
        and sentence[last + 1].text[:1].isupper()
    ):
        return tokens  # part of a role: "Interior Ministry Spokesman"
    while last > first and sentence[last].text in NAME_GLUE | {"the"}:
        last -= 1
    return list(range(first, last + 1))


def _is_body(sentence: Sentence, index: int) -> bool:
    """True for the noun that a body's name begins with ("Ministry of ...", "City of ...")."""
    return is_organization_noun(sentence[index].text)


def _names_people(sentence: Sentence, tokens: list[int]) -> bool:
    """True for people of a sort ("Democrats"), or an office, that the entity model takes for a body."""
    last = sentence[tokens[-1]]
    if len(tokens) > 1 and last.text.casefold() in FIRM_TAILS:
        return False
    head = head_token(sentence, tokens)
    if head < tokens[-1] and sentence[head + 1].text == "of" and is_person_noun(sentence[head].text):
        return True  # an office: "National Director of Prosecutions"
    plural = last.xpos in ("NNS", "NNPS") or last.feature("Number") == "Plur"
    people = is_person_noun(last.lemma) or is_person_noun(last.text.removesuffix("s"))
    if not people or any(is_organization_noun(sentence[i].text) for i in tokens):
        return False
    describes = last.relation == "compound" and last.head > tokens[-1]  # "the Global Adviser survey"
    return plural or not describes


_NAMELIKE = frozenset({"PROPN", "NOUN", "X"})


def _find_unlabelled(doc: Document, mentions: list[NameMention]) -> list[NameMention]:
    """Family names of known persons, and letters in brackets after a body, that no entity covers."""
    families = {
        plain(word): m
        for m in mentions
        if m.kind is SpeakerKind.PERSON and len(m.name.split()) > 1
        for word in [parse_name(m.name).family]
        if len(word) > 2
    }
    if not families:
        return []
    starts = {i for m in mentions for i in range(m.head.start, m.head.end)}
    found: list[NameMention] = []
    for sentence in doc.sentences:
        for i, token in enumerate(sentence):
            if token.upos not in _NAMELIKE or not token.text[:1].isupper() or token.span.start in starts:
                continue
            text = strip_possessive(token.text)
            if plain(text) in families and len(text) > 2:
                mention = make_mention(doc, sentence, [i], SpeakerKind.PERSON)
                if mention is not None and not mention.modifier:
                    found.append(mention)
    return found


def _find_repeated(doc: Document, mentions: list[NameMention]) -> list[NameMention]:
    """Bodies' names of several words where they stand again and the entity model saw less."""
    names = {m.name for m in mentions if m.kind is SpeakerKind.ORGANIZATION and not m.place and " " in m.name}
    heads = SpanIndex((m.head, m.head) for m in mentions)
    found: list[NameMention] = []
    for span in find_repetitions(doc.text, names):
        sentence = doc.sentence_at(span.start)
        if sentence is None or any(head.contains(span) for head in heads.find(span)):
            continue
        tokens = tokens_of(doc, span, sentence.index)
        mention = make_mention(doc, sentence, tokens, SpeakerKind.ORGANIZATION) if tokens else None
        if mention is not None:
            found.append(mention)
    return found
