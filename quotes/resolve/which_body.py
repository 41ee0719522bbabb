"""Which body a description or "it" means: "the agency", "the Oslo-based firm", "the union"."""

import bisect
from dataclasses import dataclass

from quotes.document import Document, ParagraphKind
from quotes.model import Evidence, Span, SpeakerKind
from quotes.resolve.clusters import Cluster
from quotes.resolve.compare import is_acronym, organization_words
from quotes.resolve.lexicon import load_groups
from quotes.resolve.mentions import NameMention
from quotes.resolve.nouns import countries_in, country_of, is_firm_noun, is_organization_noun, may_be_firm
from quotes.resolve.pronouns import Reading
from quotes.resolve.running import RunningSpeaker, Turn, running_evidence
from quotes.resolve.sources import Names, Source
from quotes.resolve.spelling import plain

# What the readings of "the agency" are worth: a body whose name or description holds that noun, one that is
# called by a noun of the same family, one whose name says nothing of its sort (letters), any body for "the
# group". They only order readings.
SAME_NOUN, SAME_FAMILY, NO_NOUN = 1.0, 0.7, 0.5
OTHER_SORT = 0.7  # "the group" for a body that is called a company
# How a reading fades with each sentence, how far at most: the one firm of an article stays "the firm".
FADE, FLOOR = 0.9, 0.45
JUST_QUOTED = 1.6
# A body that is named only as where somebody works, or only describes another noun.
EMPLOYER, MODIFIER = 0.5, 0.7
# What each further mention adds, and how many count.
AGAIN, MOST_MENTIONS = 0.08, 5
# The article speaks of "the local authority" before it says "the authority": not of some ministry.
OWN_THREAD = 0.25
# Words of a description that the body's names lack ("the aid group"), the same where the noun itself does not
# stand there, and a country that fits.
UNMET, UNMET_BESIDES, SAME_COUNTRY = 0.7, 0.4, 1.3
# The article is about the bodies of its first sentence.
TOPIC = 1.3
# A reading below ENOUGH is no answer; one that is to outweigh a name in the source itself must be SURE.
ENOUGH, SURE = 0.2, 0.55
# How many sentences back a body may be named, how many of its mentions are looked at, and where an article's
# own thread of a noun is looked for.
REACH, MOST_LOOKED_AT, THREAD = 150, 30, 2
# How far back "it" looks, in sentences, how it fades, and what the parts of a sentence are worth for it.
IT_REACH, IT_FADE = 2, 0.7
IT_PARTS = {"nsubj": 1.0, "compound": 0.8, "obj": 0.6, "flat": 0.8}
IT_OTHER, IT_QUOTED = 0.4, 1.0

# Nouns that may mean a body of any sort.
_ANY_BODY = frozenset({"group", "organization", "organisation", "body", "institution"})
_COUNTRIES = frozenset({"country", "nation", "state", "republic", "kingdom"})


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a description of a body asks for."""

    noun: str
    words: frozenset[str]
    places: frozenset[str]
    own_thread: Span | None


def read_body(doc: Document, source: Source, names: Names, running: RunningSpeaker) -> tuple[Reading, ...]:
    """Bodies of the article that "the agency" or "the opposition party" may mean, best first."""
    wanted = _read_wanted(doc, source, names)
    latest = running.before(source.span.start, kind=SpeakerKind.ORGANIZATION)
    readings = []
    for cluster in _find_bodies(source, names):
        if cluster.place and not (countries_in(cluster.name) and wanted.noun in _COUNTRIES):
            continue
        reading = _read_one(doc, source, wanted, cluster, running, latest)
        if reading is not None:
            readings.append(reading)
    return tuple(sorted(readings, key=lambda reading: -reading.score))


def _find_bodies(source: Source, names: Names) -> list[Cluster]:
    """Bodies that the sentences before a source name, in the order of their clusters."""
    here = source.sentence.index
    near = names.clusters_of(range(max(0, here - REACH), here + 1))
    return [cluster for cluster in near if cluster.kind is SpeakerKind.ORGANIZATION]


def _read_wanted(doc: Document, source: Source, names: Names) -> _Wanted:
    text = source.core_text
    noun = source.head_word
    places = countries_in(text)
    based = {
        plain(source.sentence[i - 2].text)
        for i in source.tokens
        if i > 1 and source.sentence[i].text.casefold() == "based"
    }
    small = {
        plain(source.sentence[i].text)
        for i in source.core
        if source.sentence[i].upos not in ("NOUN", "PROPN", "ADJ", "VERB")
    }
    words = set(organization_words(text)) - {noun, "based"} - based - small
    telling = frozenset(word for word in words if len(word) > 2 and not countries_in(word))
    return _Wanted(noun, telling, places, _find_own_thread(doc, source, names))


def _find_own_thread(doc: Document, source: Source, names: Names) -> Span | None:
    """Where the article spoke last of such a body without a name, in the sentences just before."""
    before = doc.sentences[max(0, source.sentence.index - THREAD) : source.sentence.index]
    named = {
        (m.sentence, i)
        for sentence in before
        for _, m in names.of_sentence(sentence.index)
        for i in range(m.first - 2, m.last + 3)
    }
    for sentence in reversed(before):
        for i, token in enumerate(sentence):
            alone = (sentence.index, i) not in named and token.relation != "compound"
            if alone and token.upos == "NOUN" and token.lemma.casefold() == source.head_word:
                return token.span
    return None


def _read_one(
    doc: Document,
    source: Source,
    wanted: _Wanted,
    cluster: Cluster,
    running: RunningSpeaker,
    latest: Turn | None,
) -> Reading | None:
    count = bisect.bisect_right(cluster.mentions, source.span.start, key=lambda m: m.head.end)
    before = [m for m in cluster.mentions[max(0, count - MOST_LOOKED_AT) : count] if not _is_dateline(doc, m)]
    if not before:
        return None
    words = {word for name in cluster.forms() for word in organization_words(name)}
    words |= described_words(doc, before)
    if any(len(wanted.noun) > 3 and word.endswith(wanted.noun) for word in words):
        words.add(wanted.noun)  # "Fjordbank" is a bank
    places = _places_of(doc, before) | countries_in(cluster.name)
    if wanted.places and places and not wanted.places & places:
        return None
    score, evidence = _fit_noun(wanted, cluster, words, before[-1])
    if score == 0:
        return None
    turn = running.last_of(cluster, source.span.start)
    near = max(before[-1].sentence, -1 if turn is None else turn.sentence)
    distance = max(0, source.sentence.index - near)
    evidence.append(
        Evidence("named-before", f"{cluster.name} is named {distance} sentences before", (before[-1].head,))
    )
    if wanted.words:
        least = UNMET if wanted.noun in words | _ANY_BODY else UNMET_BESIDES
        score *= least + (1.2 - least) * len(wanted.words & words) / len(wanted.words)
    if wanted.places & places:
        score *= SAME_COUNTRY
        detail = f"{cluster.name} is named beside that country"
        evidence.append(Evidence("country", detail, (before[-1].head,)))
    score *= max(FLOOR, FADE**distance)
    if all(m.modifier for m in before):
        score *= MODIFIER
    elif wanted.noun not in words and all(_is_employer(doc, m) for m in before):
        score *= EMPLOYER
    score *= 1 + AGAIN * (min(len(before), MOST_MENTIONS) - 1)
    if cluster.mentions[0].sentence <= doc.once(_lead):
        score *= TOPIC
    if latest is not None and latest.cluster is cluster:
        since = max(0, source.sentence.index - latest.sentence)
        score *= 1 + (JUST_QUOTED - 1) * IT_FADE**since
        evidence.append(running_evidence(latest))
    return Reading(cluster, round(score, 3), tuple(evidence))


def _fit_noun(
    wanted: _Wanted, cluster: Cluster, words: set[str], last: NameMention
) -> tuple[float, list[Evidence]]:
    """How well the noun of a description fits what a body is called."""
    noun = wanted.noun
    if noun in words or (cluster.place and noun in _COUNTRIES):
        return SAME_NOUN, [Evidence("same-noun", f"{cluster.name} is called a {noun}", (last.head,))]
    families = load_groups("organization_families.txt")
    ours = families.get(noun, frozenset())
    share = OWN_THREAD if wanted.own_thread is not None else 1.0
    if any(ours & families.get(word, frozenset()) for word in words):
        return SAME_FAMILY * share, []
    if noun in _ANY_BODY:
        return NO_NOUN * (OTHER_SORT if any(map(is_organization_noun, words)) else 1.0) * share, []
    if (
        may_be_firm(noun)
        and not any(map(is_organization_noun, words - _ANY_BODY))
        and _tells_nothing(cluster)
    ):
        return NO_NOUN * share, []
    return 0.0, []


def _tells_nothing(cluster: Cluster) -> bool:
    """True for a body whose name does not tell what it is: letters, a few words, a brand."""
    return any(is_acronym(name) or len(name.split()) <= 3 for name in cluster.forms())


def described_words(doc: Document, mentions: list[NameMention]) -> set[str]:
    """Nouns for bodies beside the name: "the Popular Union opposition party", "nonprofit Food Bank Komae"."""
    found: set[str] = set()
    for m in mentions:
        sentence = doc.sentences[m.sentence]
        near = [*range(max(0, m.first - 2), m.first), *range(m.last + 1, min(len(sentence), m.last + 8))]
        for i in near:
            token = sentence[i]
            noun = token.lemma.casefold()
            if token.upos != "NOUN" or not (is_organization_noun(noun) or is_firm_noun(noun)):
                continue
            between = sentence.tokens[m.last + 1 : i]
            joined = 0 < len(between) <= 4 and between[-1].relation == "compound" and between[0].text == "("
            joined = (
                joined
                or token.head in range(m.first, m.last + 1)
                or any(sentence[k].head == i for k in range(m.first, m.last + 1))
                or i == m.first - 1
            )
            if joined:
                found.add(noun)
    return found


def _places_of(doc: Document, mentions: list[NameMention]) -> frozenset[str]:
    """Countries that stand right before a body's name: "Finland's Kultaleipä", "Norwegian bakery group X"."""
    found: frozenset[str] = frozenset()
    for m in mentions:
        words = [token.text for token in doc.sentences[m.sentence].tokens[max(0, m.first - 4) : m.first]]
        for position, word in enumerate(words):
            if country_of(word) and all(w[:1].islower() or w in ("'s", "’s") for w in words[position + 1 :]):
                found |= {country_of(word)}
    return found


def _lead(doc: Document) -> int:
    """Index of the first sentence of the body; 0 for an article of headings."""
    body = (s.index for s in doc.sentences if doc.paragraphs[s.paragraph].kind is ParagraphKind.BODY)
    return next(body, 0)


def _is_dateline(doc: Document, m: NameMention) -> bool:
    """True for the agency in "ROME (Reuters) -"."""
    sentence = doc.sentences[m.sentence]
    behind = "".join(token.text for token in sentence.tokens[m.last + 1 : m.last + 4])
    return m.first > 0 and sentence[m.first - 1].text == "(" and behind[:2] in (")-", ")–", ")—")


def _is_employer(doc: Document, m: NameMention) -> bool:
    """True for "an analyst at Hanbit Securities"."""
    sentence = doc.sentences[m.sentence]
    return m.first > 0 and sentence[m.first - 1].text in ("at", "from")


def _last_before(cluster: Cluster, source: Source) -> NameMention | None:
    """The last mention in reach ahead of a source that does not only describe another noun."""
    count = bisect.bisect_right(cluster.mentions, source.span.start, key=lambda m: m.head.end)
    for number in range(count - 1, -1, -1):
        m = cluster.mentions[number]
        if source.sentence.index - m.sentence > IT_REACH:
            break
        if not m.modifier:
            return m
    return None


def read_it(doc: Document, source: Source, names: Names, running: RunningSpeaker) -> tuple[Reading, ...]:
    """Bodies and countries that "it" may mean, best first."""
    turn = running.before(source.span.start, kind=SpeakerKind.ORGANIZATION)
    readings = []
    for cluster in _find_bodies(source, names):
        if cluster.place and not country_of(cluster.name):
            continue
        evidence: list[Evidence] = []
        score = 0.0
        m = _last_before(cluster, source)
        distance = source.sentence.index - m.sentence if m is not None else IT_REACH + 1
        if m is not None and distance <= IT_REACH:
            relation = doc.sentences[m.sentence][m.first].relation
            score = IT_PARTS.get(relation, IT_OTHER) * IT_FADE**distance
            detail = f"{cluster.name} is named {distance} sentences before"
            evidence.append(Evidence("named-before", detail, (m.head,)))
        if turn is not None and turn.cluster is cluster:
            since = source.sentence.index - turn.sentence
            quoted = IT_QUOTED * IT_FADE**since if since <= IT_REACH else 0.0
            score = max(score, quoted) * JUST_QUOTED
            evidence.append(running_evidence(turn))
        if score:
            readings.append(Reading(cluster, round(score, 3), tuple(evidence)))
    return tuple(sorted(readings, key=lambda reading: -reading.score))
