"""Bodies and what carries their words: "the ministry", "the opposition party", "a survey by X"."""

from quotes.document import Document
from quotes.model import Evidence, SpeakerKind
from quotes.resolve.clusters import Cluster
from quotes.resolve.compare import is_acronym, organization_words
from quotes.resolve.lexicon import load_groups
from quotes.resolve.mentions import NameMention, tidy_organization
from quotes.resolve.names import parse_name
from quotes.resolve.nouns import countries_in, country_of, is_carrier, is_organization_noun
from quotes.resolve.pronouns import Reading
from quotes.resolve.running import RunningSpeaker, running_evidence
from quotes.resolve.sources import Names, Source
from quotes.resolve.spelling import plain

# What the readings of "the agency" are worth: a body whose name or description holds that noun, one whose
# name says nothing of its sort (letters), and how both fade with each sentence. They only order readings.
SAME_NOUN, NO_NOUN = 1.0, 0.5
OTHER_SORT = 0.7  # "the group" for a body that is called a company
FADE, JUST_QUOTED = 0.9, 1.6
# A reading below ENOUGH is no answer; one that is to outweigh a name in the source itself must be SURE.
ENOUGH, SURE = 0.2, 0.55
# How far back "it" and "the agency" look, in sentences.
REACH = 12
# Nouns for bodies whose names often do not tell what they are ("NPA" is an agency).
_OFTEN_NAMELESS = (
    frozenset({"agency", "company", "firm", "network", "party", "corporation", "giant", "maker", "startup"})
    | frozenset({"authority", "watchdog", "regulator", "union", "bloc", "alliance", "charity", "ngo"})
    | frozenset({"nonprofit", "outlet", "website"})
)
# Nouns that may mean a body of any sort.
_ANY_BODY = frozenset({"group", "organization", "organisation", "body", "institution"})
_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any", "no"})
# Nouns for bodies that carry the name of a person or country ("the Keller campaign").
_MORE_BODIES = frozenset({"campaign", "administration", "team", "camp", "government", "cabinet", "family"})
# Before "by": whoever only got to see what carries the words did not make it ("a report seen by X").
_GOT_TO_SEE = frozenset(
    {"seen", "obtained", "reviewed", "viewed", "read", "cited", "quoted", "examined", "verified"}
) | frozenset({"received", "circulated", "leaked"})
# A name behind one of these is whom it was meant for or what it is about ("a letter to X").
_NO_MAKER = frozenset({"to", "about", "against", "on"})


def find_issuer(source: Source, names: Names) -> tuple[Cluster, NameMention] | None:
    """Who made what carries the words: "a survey by X", "X's statement", "the findings of X".

    None for "a report seen by X" and "a letter to X", whose makers nobody tells.
    """
    pairs = names.inside(source)
    sentence = source.sentence
    best: tuple[int, tuple[Cluster, NameMention]] | None = None
    for cluster, m in pairs:
        if cluster.place and not country_of(cluster.name):
            continue
        first = m.first
        if first > 1 and sentence[first - 1].text.casefold() in ("the", "a", "an"):
            first -= 1
        before = sentence[first - 1].text.casefold() if first else ""
        got_it = before == "by" and first > 1 and sentence[first - 2].text.casefold() in _GOT_TO_SEE
        if got_it or (before in _NO_MAKER and first - 1 in source.tokens):
            continue
        token = sentence[m.first]
        beside = (
            token.relation in ("compound", "nmod", "flat", "amod", "appos") or m.first == source.tokens[0]
        )
        if before == "by":
            worth = 4
        elif m.possessive:
            worth = 3
        else:
            worth = 2 if before in ("from", "of") or beside else 1
        if cluster.place and worth < 3:
            worth -= 1
        if worth > 0 and (best is None or worth > best[0]):
            best = (worth, (cluster, m))
    return best[1] if best else None


def is_body_description(source: Source) -> bool:
    """True for "the ministry", "its government": a singular noun for a body."""
    return is_organization_noun(source.head_word) and not source.plural


def name_new_body(doc: Document, source: Source, names: Names) -> str:
    """Name of a body that a source describes by somebody's name ("the Trump campaign") or country
    ("the Iraqi foreign ministry", "the Government of Uruguay"); "" when it names nobody."""
    if source.determiner in _INDEFINITE:
        return ""
    sentence = source.sentence
    tokens = [i for i in source.tokens if i <= source.head]
    follows = source.head + 1
    if (
        follows + 1 < len(sentence)
        and sentence[follows].text == "of"
        and sentence[follows + 1].upos in ("PROPN", "DET")
    ):
        tokens = [i for i in source.tokens if sentence[i].relation not in ("acl", "advcl")]
    while tokens and (
        sentence[tokens[0]].upos in ("DET", "ADP", "PUNCT") or sentence[tokens[0]].text.islower()
    ):
        tokens = tokens[1:]
    if not tokens:
        return ""
    text = tidy_organization(sentence.span_of(tokens[0], tokens[-1]).text(doc.text))
    if source.head_word in _MORE_BODIES and tokens[-1] == source.head:
        owners = [pair for i in tokens if (pair := names.at(sentence.index, i)) is not None]
        if owners and owners[0][0].kind is SpeakerKind.PERSON:  # "Ada Roe's campaign" is "the Roe campaign"
            return f"{parse_name(owners[0][0].name).family} {source.head_word}"
    owned = any(names.at(sentence.index, i) for i in tokens)
    possessive = any(sentence[i].deprel == "nmod:poss" for i in tokens)
    told = owned or (countries_in(text) and source.head_word not in ("country", "nation", "side"))
    capital = sentence[source.head].text[:1].isupper()
    if not told or (possessive and source.head_word not in _MORE_BODIES and not capital):
        return ""
    return text if len(text.split()) > 1 and len(text.split()) <= 8 else ""


def read_body(
    doc: Document, source: Source, clusters: list[Cluster], running: RunningSpeaker
) -> tuple[Reading, ...]:
    """Bodies of the article that "the agency" or "the opposition party" may mean, best first."""
    text = source.span.text(doc.text)
    wanted = set(organization_words(text))
    places = countries_in(text)
    noun = source.head_word
    families = load_groups("organization_families.txt")
    turn = running.before(source.span.start, kind=SpeakerKind.ORGANIZATION)
    readings = []
    for cluster in clusters:
        if cluster.kind is not SpeakerKind.ORGANIZATION:
            continue
        country = cluster.place and bool(countries_in(cluster.name))
        if cluster.place and not (country and noun in ("country", "nation", "state", "republic", "kingdom")):
            continue
        before = [m for m in cluster.mentions if m.head.end <= source.span.start]
        if not before:
            continue
        distance = source.sentence.index - before[-1].sentence
        if distance > REACH:
            continue
        words = {word for m in cluster.mentions for word in organization_words(m.name)}
        words |= _described_words(doc, cluster)
        evidence = [
            Evidence(
                "named-before", f"{cluster.name} is named {distance} sentences before", (before[-1].head,)
            )
        ]
        if noun in words or country:
            score = SAME_NOUN
            evidence.insert(
                0, Evidence("same-noun", f"{cluster.name} is called a {noun}", (before[-1].head,))
            )
        elif any(families.get(noun, frozenset()) & families.get(word, frozenset()) for word in words):
            score = 0.7 * SAME_NOUN
        elif noun in _ANY_BODY:
            score = NO_NOUN * (OTHER_SORT if any(map(is_organization_noun, words)) else 1.0)
        elif noun not in _OFTEN_NAMELESS or not _is_nameless_kind(cluster, words):
            continue
        else:
            score = NO_NOUN
        other = wanted - {noun} - {plain(place) for place in places}
        telling = {word for word in other if len(word) > 2 and not countries_in(word)}
        if telling:
            score *= 0.4 + 0.8 * len(telling & words) / len(telling)
        score *= FADE**distance
        if all(m.modifier for m in before):
            score *= 0.7
        if turn is not None and turn.cluster is cluster:
            score *= JUST_QUOTED
            evidence.append(running_evidence(turn))
        readings.append(Reading(cluster, round(score, 3), tuple(evidence)))
    return tuple(sorted(readings, key=lambda reading: -reading.score))


def _is_nameless_kind(cluster: Cluster, words: set[str]) -> bool:
    """True for a body whose name does not tell what it is: letters, one word, a brand."""
    if any(map(is_organization_noun, words)):
        return False
    return any(is_acronym(m.name) or len(m.name.split()) <= 3 for m in cluster.mentions)


def _described_words(doc: Document, cluster: Cluster) -> set[str]:
    """Nouns for bodies beside the name: "the Popular Union opposition party", "nonprofit Food Bank Komae"."""
    found: set[str] = set()
    for m in cluster.mentions:
        sentence = doc.sentences[m.sentence]
        near = [*range(max(0, m.first - 2), m.first), *range(m.last + 1, min(len(sentence), m.last + 8))]
        for i in near:
            token = sentence[i]
            if token.upos == "NOUN" and is_organization_noun(token.lemma):
                between = sentence.tokens[m.last + 1 : i]
                joined = (
                    0 < len(between) <= 4 and between[-1].relation == "compound" and between[0].text == "("
                )
                joined = (
                    joined
                    or token.head in range(m.first, m.last + 1)
                    or any(sentence[k].head == i for k in range(m.first, m.last + 1))
                )
                if joined:
                    found.add(token.lemma.casefold())
    return found


def read_it(
    doc: Document, source: Source, clusters: list[Cluster], running: RunningSpeaker
) -> tuple[Reading, ...]:
    """Bodies and countries that "it" may mean, best first."""
    turn = running.before(source.span.start, kind=SpeakerKind.ORGANIZATION)
    readings = []
    for cluster in clusters:
        if cluster.kind is not SpeakerKind.ORGANIZATION or (cluster.place and not country_of(cluster.name)):
            continue
        before = [m for m in cluster.mentions if m.head.end <= source.span.start and not m.modifier]
        if not before:
            continue
        m = before[-1]
        distance = source.sentence.index - m.sentence
        if distance > 2:
            continue
        relation = doc.sentences[m.sentence][m.first].relation
        worth = {"nsubj": 1.0, "compound": 0.8, "obj": 0.6, "flat": 0.8}.get(relation, 0.4)
        score = worth * 0.7**distance
        evidence = [
            Evidence("named-before", f"{cluster.name} is named {distance} sentences before", (m.head,))
        ]
        if turn is not None and turn.cluster is cluster:
            score *= JUST_QUOTED
            evidence.append(running_evidence(turn))
        readings.append(Reading(cluster, round(score, 3), tuple(evidence)))
    return tuple(sorted(readings, key=lambda reading: -reading.score))


def is_carrier_description(source: Source) -> bool:
    """True for "the statement", "its findings"."""
    return source.upos in ("NOUN", "PROPN") and is_carrier(source.head_word)
