"""Whom a description means: "The Russian Foreign Minister", "the trader", "the interlocutor"."""

from dataclasses import replace

from quotes.document import Document
from quotes.model import Evidence, Gender, Span, SpeakerKind
from quotes.resolve.clusters import Cluster
from quotes.resolve.descriptions import describe, fit_description
from quotes.resolve.lexicon import load_words
from quotes.resolve.nouns import countries_in
from quotes.resolve.pronouns import PronounLinker, Reading
from quotes.resolve.running import RunningSpeaker, running_evidence
from quotes.resolve.sources import Names, Source
from quotes.resolve.spelling import plain

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
FADE, FLOOR, JUST_QUOTED = 0.9, 0.35, 1.3
# What is left of a reading when the person is named only further down.
ONLY_LATER = 0.2
# ... and what when the next sentence or the one after names the person for the first time ("a programmer who
# found the flaw ... The developer Ada Roe wrote").
NAMED_NEXT, NEXT_SENTENCES = 0.65, 2
# What a person without a role gains from being named beside the country of the description ("the Uruguayan").
BESIDE_PLACE = 1.4


def read_description(
    doc: Document,
    source: Source,
    clusters: list[Cluster],
    names: Names,
    pronouns: PronounLinker,
    running: RunningSpeaker,
) -> tuple[Reading, ...]:
    """Persons of the article whom a singular description may mean, best first."""
    core = replace(source, tokens=source.core)
    text = " ".join(source.sentence[i].text for i in core.tokens)
    asked = describe(text)
    word = source.head_word
    turn = running.before(source.span.start, kind=SpeakerKind.PERSON)
    stand_in = word in load_words("stand_in_nouns.txt")
    named = {cluster.number for cluster, _ in names.inside(core)}
    owned = {
        part for cluster, m in names.inside(source) if not cluster.place for part in plain(m.name).split()
    }
    owned_by_person = any(cluster.kind is SpeakerKind.PERSON for cluster, _ in names.inside(core))
    readings = []
    for cluster in clusters:
        if cluster.kind is not SpeakerKind.PERSON or cluster.number in named:
            continue
        if Gender.UNKNOWN not in (asked.gender, cluster.gender) and asked.gender is not cluster.gender:
            continue
        evidence: list[Evidence] = []
        score = 0.0
        if word not in ONLY_RUNNING:
            for role in cluster.roles:
                fit = fit_description(asked, role.description)
                if owned and not owned & (asked.words & role.description.words):
                    fit = 0.0 if owned_by_person else fit - NOT_OWNED
                if fit > score:
                    score = fit
                    evidence = [
                        Evidence("role", f"the article calls {cluster.name} “{role.text}”", (role.span,))
                    ]
        is_running = turn is not None and turn.cluster is cluster
        if (
            stand_in
            and score < STAND_IN
            and (is_running or not cluster.roles or not asked.places)
            and not owned
        ):
            if word in ONLY_RUNNING and not is_running:
                continue
            clash = any(r.description.places and asked.places and not r.description.places & asked.places
                        for r in cluster.roles)  # fmt: skip
            score = 0.0 if clash else STAND_IN
            told = any(role.description.places for role in cluster.roles)
            if asked.places and not told and _is_beside(doc, cluster, asked.places):
                score *= BESIDE_PLACE
        if score == 0:
            continue
        distance, near = _nearness(doc, source, cluster, pronouns)
        if word not in ONLY_RUNNING:
            if near is not None:
                score *= max(FLOOR, FADE**distance)
            else:
                ahead = cluster.mentions[0].sentence - source.sentence.index if cluster.mentions else 99
                score *= NAMED_NEXT if 0 < ahead <= NEXT_SENTENCES else ONLY_LATER
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
        if evidence:
            readings.append(Reading(cluster, round(score, 3), tuple(evidence)))
    return tuple(sorted(readings, key=lambda reading: -reading.score))


def _is_beside(doc: Document, cluster: Cluster, places: frozenset[str]) -> bool:
    """True when a sentence that names the person speaks of one of these countries."""
    spans = (doc.sentences[m.sentence].span for m in cluster.mentions)
    return any(countries_in(span.text(doc.text)) & places for span in spans)


def _nearness(
    doc: Document, source: Source, cluster: Cluster, pronouns: PronounLinker
) -> tuple[int, Span | None]:
    """Sentences since a person was last named or meant by a pronoun; a large number for "only later"."""
    here = source.sentence.index
    places = [(m.sentence, m.head) for m in cluster.mentions if m.head.start < source.span.start]
    for number, token in pronouns.linked(cluster):
        span = doc.sentences[number][token].span
        if span.start < source.span.start:
            places.append((number, span))
    if not places:
        return len(doc.sentences), None
    number, span = max(places)
    return here - number, span
