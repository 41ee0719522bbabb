"""Whom a description means: "The Russian Foreign Minister", "the trader", "the interlocutor"."""

import bisect
from dataclasses import dataclass, replace

from quotes.document import Document
from quotes.model import Evidence, Gender, Span, SpeakerKind
from quotes.resolve.clusters import Cluster, given_name_gender
from quotes.resolve.descriptions import Description, describe, fit_description
from quotes.resolve.lexicon import load_words
from quotes.resolve.nouns import countries_in, is_person_noun, one_of_people, points_to_anybody
from quotes.resolve.occupations import Kinship, compare_occupations
from quotes.resolve.pronouns import PronounLinker, Reading
from quotes.resolve.running import RunningSpeaker, Turn, running_evidence
from quotes.resolve.sources import Names, Source
from quotes.resolve.spelling import plain
from quotes.resolve.unnamed import Unnamed

# A reading below this is no answer, only a candidate. Set by hand: a role of one family ("leader" for a
# president) that was named in the last sentences is enough, the running speaker alone only for nouns that
# stand for anybody.
ENOUGH = 0.24
# What a noun such as "the expert" is worth for somebody of whom the article gives no role.
STAND_IN = 0.35
# What a role loses that does not speak of the body that the description names.
NOT_OWNED = 0.1
# Nouns that mean whoever was just quoted and nobody else.
ONLY_RUNNING = frozenset({"interlocutor", "speaker", "source", "interviewee"})
# How a reading fades with each sentence since the person was last named, how far at most, and what it gains
# when the person is the one just quoted.
FADE, FLOOR, JUST_QUOTED = 0.9, 0.35, 1.25
# How many sentences back a person may be named who is described.
REACH = 120
# What is left of a reading when the person is named only further down.
ONLY_LATER = 0.2
# ... and what when the next sentence or the one after names the person for the first time ("a programmer who
# found the flaw ... The developer Ada Roe wrote").
NAMED_NEXT, NEXT_SENTENCES = 0.65, 2
# ... by the very noun of the description ("the minister told him ... Labour Minister Ada Roe denied this").
NAMED_NEXT_SAME = 0.8
# What a person without a role gains from being named beside the country of the description ("the Uruguayan").
BESIDE_PLACE = 1.4


# What the age of a description is worth that the article gives a person, and its country.
SAME_AGE, SAME_COUNTRY = 0.9, 0.5
# "The biologist" after "Roe said": whoever stands out gets another name. What that is worth, by how the noun
# goes with what the article says of the person.
RENAMED = 0.4
RENAMED_BY_KIND = {Kinship.COVERS: 1.0, Kinship.SAME_KIND: 0.8, Kinship.OPEN: 0.9, Kinship.APART: 0.6}
# Nouns that fit anybody, so that whoever was just brought up without a name is meant.
_ANYBODY = frozenset({"man", "woman", "person"})
_DEFINITE = frozenset({"the", "this", "that"})
# "The mother of two", "the single father": news says so of people whom it names, not of somebody's mother.
_PARENTS = frozenset({"mother", "father", "parent", "mum", "mom", "dad", "grandmother", "grandfather"})
_CHILDREN = frozenset({"boy", "girl", "son", "daughter", "child", "baby", "toddler", "teenager"})
_ALONE = frozenset({"single", "widowed", "divorced", "young", "proud", "working"})
# "The driver" for somebody who drives.
DOES_SO = 0.5
# What is left of somebody of the other gender when the words go on with "he" or "she" ("the minister said
# she"), by what the article tells, and by a given name alone.
OTHER_PRONOUN, OTHER_NAME = 0.4, 0.6
_PRONOUNS = {"he": Gender.MASCULINE, "she": Gender.FEMININE}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A source that describes one person, as all its readings see it."""

    source: Source
    noun: str
    description: Description
    named: frozenset[int]
    owned: frozenset[str]
    owned_by_person: bool
    turn: Turn | None
    unnamed: bool
    shown: Gender


def describes_person(source: Source) -> bool:
    """True for a singular description of a person: a role, "the 38-year-old", "the Belgian"."""
    if is_person_noun(source.head_word):
        return True
    if source.determiner not in _DEFINITE or source.plural:
        return False
    return one_of_people(source.head_word) is not None or describe(source.core_text).age is not None


def read_description(
    doc: Document,
    source: Source,
    names: Names,
    pronouns: PronounLinker,
    running: RunningSpeaker,
) -> tuple[Reading, ...]:
    """Persons of the article whom a singular description may mean, best first."""
    asked = _read_source(source, names, running, pronouns)
    readings = []
    here = source.sentence.index
    for cluster in names.clusters_of(range(max(0, here - REACH), here + NEXT_SENTENCES + 1)):
        if cluster.kind is not SpeakerKind.PERSON or cluster.number in asked.named:
            continue
        if _clashes(asked.description, cluster):
            continue
        reading = _read_one(doc, asked, cluster, pronouns)
        if reading is not None:
            readings.append(reading)
    return tuple(sorted(readings, key=lambda reading: -reading.score))


def _read_source(source: Source, names: Names, running: RunningSpeaker, pronouns: PronounLinker) -> _Asked:
    core = replace(source, tokens=source.core)
    return _Asked(
        source=source,
        noun=source.head_word,
        description=_narrow(describe(source.core_text), source),
        named=frozenset(cluster.number for cluster, _ in names.inside(core)),
        owned=frozenset(
            part for cluster, m in names.inside(source) if not cluster.place for part in plain(m.name).split()
        ),
        owned_by_person=any(cluster.kind is SpeakerKind.PERSON for cluster, _ in names.inside(core)),
        turn=running.before(source.span.start, kind=SpeakerKind.PERSON),
        shown=_read_pronoun(source),
        unnamed=source.head_word in _ANYBODY and pronouns.brings_up(source.sentence.index, source.head),
    )


def _narrow(description: Description, source: Source) -> Description:
    """The description with what only tells which one taken from its heads: a "rebel leader" is a leader."""
    before = {
        source.sentence[i].lemma.casefold()
        for i in source.sentence.children(source.head, "compound", "amod")
        if i in source.tokens
    }
    modifiers = (description.heads & before) - {source.head_word}
    if not modifiers or source.head_word not in description.heads:
        return description
    return replace(description, heads=description.heads - modifiers, words=description.words | modifiers)


def _read_pronoun(source: Source) -> Gender:
    """The gender of a pronoun with which the words of a description go on: "the minister said she would"."""
    sentence = source.sentence
    verb = sentence[source.head].head
    for i in sentence.children(verb, "ccomp") if verb >= 0 else ():
        for subject in sentence.children(i, "nsubj"):
            return _PRONOUNS.get(sentence[subject].text.casefold(), Gender.UNKNOWN)
    return Gender.UNKNOWN


def _weigh_pronoun(shown: Gender, cluster: Cluster) -> float:
    """What is left of a reading when the pronoun behind a description is of the other gender."""
    if shown is Gender.UNKNOWN or shown is cluster.gender:
        return 1.0
    if cluster.gender is not Gender.UNKNOWN:
        return OTHER_PRONOUN
    return 1.0 if given_name_gender(cluster) in (Gender.UNKNOWN, shown) else OTHER_NAME


def _is_parent_of_some(source: Source) -> bool:
    """True for "the mother of two" and "the single father", who need not be anybody's in the article."""
    sentence = source.sentence
    if source.head_word not in _PARENTS:
        return False
    if any(sentence[i].lemma.casefold() in _ALONE for i in sentence.children(source.head, "amod")):
        return True
    for i in sentence.children(source.head, "nmod"):
        cased = any(sentence[k].text.casefold() == "of" for k in sentence.children(i, "case"))
        articles = {sentence[k].text.casefold() for k in sentence.children(i, "det")}
        one = sentence[i].lemma.casefold() in _CHILDREN and bool(articles & {"a", "an"})
        if cased and (one or sentence[i].upos == "NUM" or sentence.children(i, "nummod")):
            return True
    return False


def _clashes(asked: Description, cluster: Cluster) -> bool:
    """True when the article tells something of a person that a description contradicts: gender or age."""
    if Gender.UNKNOWN not in (asked.gender, cluster.gender) and asked.gender is not cluster.gender:
        return True
    ages = cluster.facts.ages
    return asked.age is not None and bool(ages) and asked.age not in ages


def _read_one(doc: Document, asked: _Asked, cluster: Cluster, pronouns: PronounLinker) -> Reading | None:
    """One person as a reading of a description, by what the article says of the person; None for none."""
    turn, source, noun = asked.turn, asked.source, asked.noun
    score, evidence = (0.0, []) if noun in ONLY_RUNNING else _fit(asked, cluster)
    is_running = turn is not None and turn.cluster is cluster
    places = asked.description.places
    if (
        noun in load_words("stand_in_nouns.txt")
        and not asked.unnamed
        and score < STAND_IN
        and (is_running or not cluster.roles or not places)
        and not asked.owned
    ):
        if noun in ONLY_RUNNING and not is_running:
            return None
        clash = any(r.description.places and places and not r.description.places & places
                    for r in cluster.roles)  # fmt: skip
        score = 0.0 if clash else STAND_IN
        told = any(role.description.places for role in cluster.roles)
        if places and not told and _is_beside(doc, cluster, places):
            score *= BESIDE_PLACE
    if score == 0:
        return None
    distance, near = _nearness(doc, source, cluster, pronouns)
    if noun not in ONLY_RUNNING:
        if near is not None:
            score *= max(FLOOR, FADE**distance)
        else:
            ahead = cluster.mentions[0].sentence - source.sentence.index if cluster.mentions else 99
            same = any(role.description.heads & asked.description.heads for role in cluster.roles)
            near_by = 0 < ahead <= NEXT_SENTENCES
            score *= (NAMED_NEXT_SAME if same else NAMED_NEXT) if near_by else ONLY_LATER
            if evidence and 0 < ahead <= NEXT_SENTENCES:
                head = cluster.mentions[0].head
                evidence.append(
                    Evidence("named-next", f"{cluster.name} is named {ahead} sentences later", (head,))
                )
    if near is not None:
        evidence.append(
            Evidence("named-before", f"{cluster.name} is named {distance} sentences before", (near,))
        )
    if is_running and turn is not None:
        score *= JUST_QUOTED
        evidence.append(running_evidence(turn))
    score *= _weigh_pronoun(asked.shown, cluster)
    return Reading(cluster, round(score, 3), tuple(evidence)) if evidence else None


def _fit(asked: _Asked, cluster: Cluster) -> tuple[float, list[Evidence]]:
    """How well age, roles and country of a person answer to a description, and which of them does."""
    wanted, facts = asked.description, cluster.facts
    if wanted.age is not None and wanted.age in facts.ages:
        told = Evidence(
            "age", f"the article gives {cluster.name} the age {wanted.age}", (facts.ages[wanted.age],)
        )
        return SAME_AGE, [told]
    best, evidence = 0.0, []
    for noun in wanted.heads & facts.deeds.keys() if not wanted.words else ():
        told = Evidence("deed", f"the article tells what {cluster.name} does", (facts.deeds[noun],))
        best, evidence = DOES_SO, [told]
    if not wanted.heads:
        for country in wanted.places & facts.places.keys():
            told = Evidence(
                "country", f"the article sets {cluster.name} beside {country}", (facts.places[country],)
            )
            best, evidence = SAME_COUNTRY, [told]
    for role in cluster.roles:
        description = role.description
        if facts.words:
            description = replace(description, words=description.words | facts.words.keys())
        fit = fit_description(wanted, description)
        if asked.owned and not asked.owned & (wanted.words & description.words):
            fit = 0.0 if asked.owned_by_person else fit - NOT_OWNED
        if fit > best:
            best = fit
            evidence = [Evidence("role", f"the article calls {cluster.name} “{role.text}”", (role.span,))]
    return best, evidence


def read_renaming(
    source: Source, names: Names, pronouns: PronounLinker, running: RunningSpeaker
) -> tuple[tuple[Reading, ...], Unnamed | None]:
    """Persons to whom a description that fits no role may give another name: "the biologist", "the Belgian".

    Nothing for nouns that as readily bring up somebody new ("the minister"). The second value is the unnamed
    person who is meant rather than any of them ("the insider" after "a close friend").
    """
    asked = _read_source(source, names, running, pronouns)
    wanted = asked.description
    definite = source.determiner in _DEFINITE and not source.plural
    owners = [cluster for cluster, m in names.inside(source) if not (m.modifier or cluster.place)]
    aged = wanted.age is not None  # an age is one person's: "the 26-year-old founder of Acme"
    anybody = (points_to_anybody(asked.noun) and not _is_parent_of_some(source)) or bool(owners)
    if not definite or asked.unnamed or asked.owned_by_person or (anybody and not aged):
        return (), None
    readings: list[Reading] = []
    top = 0.0
    for salient in pronouns.salient(source.sentence, source.span.start):
        who = salient.who
        if isinstance(who, Unnamed):
            if not readings and _may_be(wanted, who):
                return (), who
            continue
        if who.number in asked.named or _clashes(wanted, who):
            continue
        places = who.facts.places.keys()
        if wanted.places and places and not wanted.places & places:
            continue
        told = frozenset().union(*(role.description.heads for role in who.roles))
        top = top or salient.score
        score = RENAMED * RENAMED_BY_KIND[compare_occupations(wanted.heads, told)] * salient.score / top
        score *= _weigh_pronoun(asked.shown, who)
        detail = (
            f"{who.name} stands out most just before" if not readings else f"{who.name} is spoken of before"
        )
        evidence = [Evidence("salient", detail, (salient.place.span,))]
        if asked.turn is not None and asked.turn.cluster is who:
            evidence.append(running_evidence(asked.turn))
        readings.append(Reading(who, round(score, 3), tuple(evidence)))
    return tuple(sorted(readings, key=lambda reading: -reading.score)), None


def _may_be(wanted: Description, who: Unnamed) -> bool:
    """True when a description may be of somebody unnamed: by gender and by what the noun says."""
    if Gender.UNKNOWN not in (wanted.gender, who.gender) and wanted.gender is not who.gender:
        return False
    told = frozenset({who.noun})
    if not wanted.heads:  # "the Belgian", "the 38-year-old": news says so of people whom it names
        return False
    return bool(wanted.heads & told) or compare_occupations(wanted.heads, told) is not Kinship.APART


def _is_beside(doc: Document, cluster: Cluster, places: frozenset[str]) -> bool:
    """True when a sentence that names the person speaks of one of these countries."""
    if cluster.countries_beside is None:
        numbers = sorted({m.sentence for m in cluster.mentions})
        texts = (doc.sentences[number].span.text(doc.text) for number in numbers)
        cluster.countries_beside = frozenset().union(*map(countries_in, texts))
    return bool(cluster.countries_beside & places)


def _nearness(
    doc: Document, source: Source, cluster: Cluster, pronouns: PronounLinker
) -> tuple[int, Span | None]:
    """Sentences since a person was last named or meant by a pronoun; a large number for "only later"."""
    here = source.sentence.index
    start = source.span.start
    places: list[tuple[int, Span]] = []
    if count := bisect.bisect_left(cluster.mentions, start, key=lambda m: m.head.start):
        last = cluster.mentions[count - 1]
        places.append((last.sentence, last.head))
    linked = pronouns.linked(cluster)
    if count := bisect.bisect_left(linked, start, key=lambda at: doc.sentences[at[0]][at[1]].span.start):
        number, token = linked[count - 1]
        places.append((number, doc.sentences[number][token].span))
    if not places:
        return len(doc.sentences), None
    number, span = max(places)
    return here - number, span
