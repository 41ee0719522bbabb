"""Collects the places of an article that name a person, a body or a country.

Named entities come first, cut to the name proper. Where the model labelled a name wrongly or not at all,
patterns of the text step in: a family name seen elsewhere, letters in brackets, the head of a source.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from quotes.document import Document, Entity, EntityLabel, Sentence
from quotes.model import Gender, Span, SpeakerKind
from quotes.resolve.lexicon import load_genders
from quotes.resolve.names import parse_name, strip_possessive
from quotes.resolve.nouns import country_named, country_of, is_carrier, is_organization_noun, is_person_noun
from quotes.resolve.spelling import plain

# A name of more words than this is a mistake of the entity model (a list, a headline in capitals).
LONGEST_NAME = 7

_DAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
_SPLIT = re.compile(r"^(?:and|&|,|;|/|or)$", re.IGNORECASE)
_SAINTS = frozenset({"st", "san", "santa", "sao", "saint", "fort", "port", "mount", "lake", "new", "cape"})


@dataclass(frozen=True, slots=True)
class NameMention:
    """One place that names somebody.

    span     the name with its title
    name     the name proper, title and possessive left out
    head     the name proper, as a place
    sentence, first, last   sentence number; tokens of the head, last included
    place    True for a country, city or region
    modifier True when it only describes another noun ("the Trump campaign")
    possessive True for "Lavrov's"
    """

    span: Span
    head: Span
    name: str
    kind: SpeakerKind
    sentence: int
    first: int
    last: int
    title: str = ""
    gender: Gender = Gender.UNKNOWN
    place: bool = False
    modifier: bool = False
    possessive: bool = False
    misspelled: bool = False


def collect_mentions(doc: Document) -> list[NameMention]:
    """Name mentions of an article in the order of its text, none inside another."""
    found: list[NameMention] = []
    for entity in doc.entities:
        found.extend(_read_entity(doc, entity))
    found = _settle_kinds(found)
    found.extend(_find_unlabelled(doc, found))
    found.extend(_find_repeated(doc, found))
    found.sort(key=lambda mention: (mention.head.start, -mention.head.end))
    kept: list[NameMention] = []
    for mention in found:
        if not kept or mention.head.start >= kept[-1].head.end:
            kept.append(mention)
    return kept


def tokens_of(doc: Document, span: Span, sentence: int) -> list[int]:
    """Indices of the tokens of one sentence that share a character with a span."""
    return [i for i, token in enumerate(doc.sentences[sentence]) if token.span.overlaps(span)]


def make_mention(
    doc: Document, sentence: Sentence, tokens: list[int], kind: SpeakerKind, *, place: bool = False
) -> NameMention | None:
    """A mention from a run of tokens, cut to the name proper; None when no name is left."""
    while tokens and (
        sentence[tokens[-1]].upos in ("PART", "PUNCT", "SYM") or _is_clitic(sentence, tokens[-1])
    ):
        tokens = tokens[:-1]
    while (
        tokens
        and (sentence[tokens[0]].upos in ("DET", "PUNCT", "ADP", "SYM"))
        and not _is_particle(sentence, tokens)
    ):
        tokens = tokens[1:]
    while kind is not SpeakerKind.PERSON and len(tokens) > 1 and sentence[tokens[-1]].text in _DAYS:
        tokens = tokens[:-1]
    if not tokens:
        return None
    outer = tokens
    title, gender = "", Gender.UNKNOWN
    if kind is SpeakerKind.PERSON:
        tokens, title, gender = _strip_title(doc, sentence, tokens)
    head = sentence.span_of(tokens[0], tokens[-1])
    raw = strip_possessive(head.text(doc.text))
    if not any(c.isalpha() for c in raw):
        return None
    head = Span(head.start, head.start + len(raw))
    name = parse_name(raw) if kind is SpeakerKind.PERSON else None
    if name is not None and (not name.words or len(name.words) > LONGEST_NAME):
        return None
    return NameMention(
        span=Span(sentence[outer[0]].span.start, head.end),
        head=head,
        name=name.text if name is not None else tidy_organization(raw),
        kind=kind,
        sentence=sentence.index,
        first=tokens[0],
        last=tokens[-1],
        title=title or (name.title if name else ""),
        gender=gender if gender is not Gender.UNKNOWN or name is None else name.gender,
        place=place,
        modifier=_is_modifier(sentence, tokens),
        possessive=tokens[-1] + 1 < len(sentence) and _is_clitic(sentence, tokens[-1] + 1),
    )


def tidy_organization(text: str) -> str:
    """A body's name on one line, without article, closing bracket or quotation marks."""
    text = " ".join(text.split()).strip(' ,;:"“”')
    text = re.sub(r"^(?:the|The|THE)\s+", "", text)
    return text + ")" if text.count("(") > text.count(")") else text


def head_token(sentence: Sentence, tokens: list[int]) -> int:
    """The token of a run that the others hang under."""
    inside = set(tokens)
    for i in tokens:
        if sentence[i].head not in inside:
            return i
    return tokens[0]


# ------------------------------------------------------------------ from entities
def _read_entity(doc: Document, entity: Entity) -> list[NameMention]:
    sentence = doc.sentences[entity.sentence]
    tokens = tokens_of(doc, entity.span, entity.sentence)
    if not tokens:
        return []
    if entity.label is EntityLabel.PERSON:
        runs: list[list[int]] = [[]]
        for i in tokens:
            if _SPLIT.match(sentence[i].text):
                runs.append([])
            else:
                runs[-1].append(i)
        runs[-1] = _extend_name(sentence, runs[-1])
        found = [make_mention(doc, sentence, run, SpeakerKind.PERSON) for run in runs if run]
        return [m for m in found if m is not None and not _is_false_person(m)]
    if entity.label is EntityLabel.ORGANIZATION:
        tokens = _extend_organization(doc, sentence, tokens)
        mention = make_mention(doc, sentence, tokens, SpeakerKind.ORGANIZATION)
        return [mention] if mention else []
    if entity.label is EntityLabel.LOCATION:
        mention = make_mention(doc, sentence, tokens, SpeakerKind.ORGANIZATION, place=True)
        return [mention] if mention else []
    return []


def _extend_name(sentence: Sentence, tokens: list[int]) -> list[int]:
    """Add the rest of a name that the entity model cut off ("Mario Abdo" + "Benítez")."""
    while tokens and tokens[-1] + 1 < len(sentence):
        token = sentence[tokens[-1] + 1]
        if token.upos != "PROPN" or token.relation != "flat" or token.head not in tokens:
            break
        tokens = [*tokens, tokens[-1] + 1]
    while tokens and tokens[0] > 0:
        before, first = sentence[tokens[0] - 1], sentence[tokens[0]]
        joined = first.relation == "flat" and first.head == tokens[0] - 1
        if not joined or before.upos != "PROPN" or is_person_noun(before.text) or _is_title(before.text):
            break
        if country_of(before.text) or is_organization_noun(before.text):
            break
        tokens = [tokens[0] - 1, *tokens]
    return tokens


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
            and not _is_title(token.text)
            and (i > 0 or token.upos == "PROPN" or bool(country_of(token.text)))
        )

    first, last = tokens[0], tokens[-1]
    while first > 0:
        if belongs(first - 1):
            first -= 1
        elif (
            first > 1
            and sentence[first - 1].text in _INSIDE
            and belongs(first - 2)
            and _is_body(sentence, first - 2)
        ):
            first -= 2
        else:
            break
    while last + 1 < len(sentence):
        if belongs(last + 1):
            last += 1
        elif last + 2 < len(sentence) and sentence[last + 1].text in _INSIDE and belongs(last + 2):
            last += 2
        elif sentence[last].text in _INSIDE and belongs(last + 1):
            last += 1
        else:
            break
    if (
        last + 1 < len(sentence)
        and is_person_noun(sentence[last + 1].lemma)
        and sentence[last + 1].text[:1].isupper()
    ):
        return tokens  # part of a role: "Interior Ministry Spokesman"
    while last > first and sentence[last].text in _INSIDE | {"the"}:
        last -= 1
    return list(range(first, last + 1))


# Small words inside a body's name.
_INSIDE = frozenset({"of", "for"})


def _is_body(sentence: Sentence, index: int) -> bool:
    """True for the noun that a body's name begins with ("Ministry of ...", "City of ...")."""
    return is_organization_noun(sentence[index].text)


def _strip_title(doc: Document, sentence: Sentence, tokens: list[int]) -> tuple[list[int], str, Gender]:
    """Drop titles and role words at the front of a person's name."""
    name = parse_name(sentence.span_of(tokens[0], tokens[-1]).text(doc.text))
    gender, given = name.gender, load_genders("given_names.tsv")
    start = tokens[0]
    while len(tokens) > 1:
        word = sentence[tokens[0]].text
        known = word.casefold() in given and not _is_title(word)
        if known or not (_is_title(word) or is_person_noun(word) or word in (".", "-")):
            break
        if word.casefold() in ("don", "u", "tun") and len(tokens) == 2:
            break
        tokens = tokens[1:]
    title = doc.text[sentence[start].span.start : sentence[tokens[0]].span.start].strip()
    if not title and start > 0:  # a title that stands before the entity
        before = sentence[start - 1]
        if before.text == "." and start > 1:
            before = sentence[start - 2]
        if _is_title(before.text):
            title = before.text
            gender = load_genders("titles.tsv")[_title_key(before.text)]
    return tokens, title, gender


def _title_key(word: str) -> str:
    return word.casefold().replace(".", "")


def _is_title(word: str) -> bool:
    return _title_key(word) in load_genders("titles.tsv") and word[:1].isupper()


def _is_clitic(sentence: Sentence, index: int) -> bool:
    return sentence[index].text in ("'s", "’s", "'", "’", "‘s", "`s")


def _is_particle(sentence: Sentence, tokens: list[int]) -> bool:
    return len(tokens) > 1 and sentence[tokens[0]].text.casefold() not in (
        "the",
        "a",
        "an",
        "of",
        "in",
        "by",
        "for",
    )


def _is_modifier(sentence: Sentence, tokens: list[int]) -> bool:
    head = head_token(sentence, tokens)
    token = sentence[head]
    if (
        token.relation not in ("compound", "nmod", "amod")
        or token.deprel == "nmod:poss"
        or token.head <= tokens[-1]
    ):
        return False
    over = sentence[token.head]
    return over.upos in ("NOUN", "PROPN") and token.relation != "nmod" and not is_person_noun(over.lemma)


def _is_false_person(mention: NameMention) -> bool:
    """Titles taken for names, towns named after saints, a word that is a country."""
    words = plain(mention.name).split()
    if not words or (len(words) == 1 and (is_person_noun(words[0]) or is_organization_noun(words[0]))):
        return not mention.title
    if words[0] in _SAINTS and mention.modifier:
        return True
    return bool(country_named(mention.name)) and not mention.title


# ------------------------------------------------------------------ kinds that disagree
def _settle_kinds(mentions: list[NameMention]) -> list[NameMention]:
    """One string, one kind: the majority's, a person's when it is part of a full name of a person."""
    family_words = {
        word
        for m in mentions
        if m.kind is SpeakerKind.PERSON and len(m.name.split()) > 1
        for word in [plain(parse_name(m.name).family)]
    }
    votes: dict[str, Counter[tuple[SpeakerKind, bool]]] = {}
    for m in mentions:
        votes.setdefault(plain(m.name), Counter())[m.kind, m.place] += 1
    settled: list[NameMention] = []
    for m in mentions:
        key = plain(m.name)
        if key in family_words and not m.modifier:
            settled.append(replace(m, kind=SpeakerKind.PERSON, place=False))
            continue
        last = key.rpartition(" ")[2]
        if m.kind is SpeakerKind.PERSON and " " in key and (is_organization_noun(last) or is_carrier(last)):
            if is_carrier(last):
                continue
            m = replace(m, kind=SpeakerKind.ORGANIZATION)
            settled.append(m)
            continue
        if m.kind is SpeakerKind.PERSON and m.name.isupper() and 2 <= len(key) <= 6 and not m.title:
            settled.append(replace(m, kind=SpeakerKind.ORGANIZATION))
            continue
        (kind, place), count = votes[key].most_common(1)[0]
        if count > votes[key][m.kind, m.place] and not (m.kind is SpeakerKind.PERSON and m.title):
            m = replace(m, kind=kind, place=place)
        settled.append(m)
    return settled


def _find_unlabelled(doc: Document, mentions: list[NameMention]) -> list[NameMention]:
    """Family names of known persons, and letters in brackets after a body, that no entity covers."""
    families = {
        plain(word): m
        for m in mentions
        if m.kind is SpeakerKind.PERSON and len(m.name.split()) > 1
        for word in [parse_name(m.name).family]
        if len(word) > 2
    }
    covered = [m.head for m in mentions]
    starts = {i for span in covered for i in range(span.start, span.end)}
    found: list[NameMention] = []
    for sentence in doc.sentences:
        for i, token in enumerate(sentence):
            if (
                token.span.start in starts
                or not token.text[:1].isupper()
                or token.upos not in ("PROPN", "NOUN", "X")
            ):
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
    whole = {m.head for m in mentions}
    found: list[NameMention] = []
    for name in sorted(names):
        pattern = r"\b" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"
        for match in re.finditer(pattern, doc.text):
            span = Span(match.start(), match.end())
            sentence = doc.sentence_at(span.start)
            if sentence is None or any(head.contains(span) for head in whole):
                continue
            tokens = tokens_of(doc, span, sentence.index)
            mention = make_mention(doc, sentence, tokens, SpeakerKind.ORGANIZATION) if tokens else None
            if mention is not None:
                found.append(mention)
    return found
