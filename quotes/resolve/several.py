"""Whom words for several mean: "both men", "the companies", "they", and the "we" of a body.

Where two named ones are meant and nobody else can be, they are the speakers; a group stays a group.
"""

from quotes.document import Document, Sentence
from quotes.model import Evidence, Gender, MentionForm, Outcome, SpeakerKind
from quotes.resolve.clusters import Cluster
from quotes.resolve.decisions import Decision
from quotes.resolve.nouns import is_organization_noun, person_noun_gender
from quotes.resolve.pronouns import PronounLinker, Reading
from quotes.resolve.running import RunningSpeaker, running_evidence
from quotes.resolve.sources import Names, Source
from quotes.resolve.unnamed import Unnamed

# "Both men" are two when the third stands out less than this share of the second.
THIRD = 0.6
# What one of two readings is worth, and a body for "they". They order the candidates of one source.
ONE_OF_TWO, THEY = 0.8, 0.6
# How many sentences back "the companies" and "they" look.
REACH = 1
# Nouns for two people, and words that say that there are two.
_PAIRS = frozenset({"pair", "couple", "duo"})
_TWO = frozenset({"both", "two"})
# Plural bodies that are more often countries, or whoever has signed something.
_NOT_FIRMS = frozenset({"party", "side", "country", "nation", "state", "government", "authority", "force"})


def decide(readings: tuple[Reading, ...], form: MentionForm) -> Decision:
    """All of the readings together, or a group that nobody names."""
    if not readings:
        return Decision(Outcome.GROUP, form)
    evidence = tuple(one for reading in readings for one in reading.evidence)
    return Decision(Outcome.RESOLVED, form, tuple(r.cluster for r in readings), readings, evidence)


def read_two(source: Source, names: Names, pronouns: PronounLinker) -> tuple[Reading, ...]:
    """The two whom "both men", "the pair" or "the companies" mean; () when it is not plain that it is two."""
    noun = source.head_word
    if noun in _PAIRS and source.determiner == "the":
        return _two_people(source, Gender.UNKNOWN, pronouns)
    if not source.plural:
        return ()
    gender = person_noun_gender(noun)
    if gender is not None and _says_two(source):
        return _two_people(source, gender, pronouns)
    definite = source.determiner in ("the", "both") or _says_two(source)
    if is_organization_noun(noun) and noun not in _NOT_FIRMS and definite and len(source.core) <= 3:
        return _two_bodies(source, names)
    return ()


def _says_two(source: Source) -> bool:
    return any(source.sentence[i].text.casefold() in _TWO for i in source.tokens)


def _two_people(source: Source, gender: Gender, pronouns: PronounLinker) -> tuple[Reading, ...]:
    salient = [
        one
        for one in pronouns.salient(source.sentence, source.span.start)
        if Gender.UNKNOWN in (gender, one.who.gender) or one.who.gender is gender
    ]
    first = [one for one in salient if isinstance(one.who, Cluster) and one.who.gender is gender]
    if gender is Gender.UNKNOWN or len(first) != 2:  # nobody else is known to be a man
        first = salient[:2]
        if len(first) < 2 or any(isinstance(one.who, Unnamed) for one in first):
            return ()
        if len(salient) > 2 and salient[2].score > THIRD * salient[1].score:
            return ()
    return tuple(
        Reading(one.who, ONE_OF_TWO, (Evidence("one-of-two", f"{one.who.name} is one of the two spoken of",
                                               (one.place.span,)),))
        for one in first
        if isinstance(one.who, Cluster)
    )  # fmt: skip


def _two_bodies(source: Source, names: Names) -> tuple[Reading, ...]:
    """The two bodies that the sentence has named so far, or the one before it."""
    for number in range(source.sentence.index, max(-1, source.sentence.index - REACH - 1), -1):
        named = {
            cluster.number: (cluster, m)
            for cluster, m in names.of_sentence(number)
            if cluster.kind is SpeakerKind.ORGANIZATION
            and not cluster.place
            and m.head.end <= source.span.start
        }
        if len(named) == 2:
            return tuple(
                Reading(
                    c, ONE_OF_TWO, (Evidence("one-of-two", f"{c.name} is one of the two named", (m.head,)),)
                )
                for c, m in named.values()
            )
        if named:
            break
    return ()


def read_they(doc: Document, source: Source, names: Names, running: RunningSpeaker) -> tuple[Reading, ...]:
    """The body, or the named people together, that "they" may mean; () for a group that nobody names.

    Subjects of this sentence and of the one before are asked, the nearest first; a plural noun among them is
    what "they" means, and nobody knows who that is.
    """
    first = source.sentence.index
    for sentence in (doc.sentences[i] for i in range(first, max(-1, first - REACH - 1), -1)):
        if sentence.paragraph != source.sentence.paragraph and sentence.index < first - REACH:
            break
        subjects = [
            i
            for i, token in enumerate(sentence)
            if token.relation == "nsubj" and token.span.start < source.span.start
        ]
        for i in reversed(subjects):
            readings = _read_subject(sentence, i, names)
            if readings is not None:
                return readings
    turn = running.before(source.span.start, reach=1)
    if turn is not None and turn.cluster.kind is SpeakerKind.ORGANIZATION and not turn.cluster.place:
        return (Reading(turn.cluster, THEY, (running_evidence(turn),)),)
    return ()


def _read_subject(sentence: Sentence, index: int, names: Names) -> tuple[Reading, ...] | None:
    """What one subject gives for "they": readings, () for an unnamed group, None for neither."""
    token = sentence[index]
    parts = [index, *(i for i in sentence.children(index, "conj"))]
    pairs = [pair for i in parts if (pair := names.at(sentence.index, i)) is not None]
    if len(parts) > 1:
        if len(pairs) < len(parts):
            return ()
        return tuple(
            Reading(c, ONE_OF_TWO, (Evidence("one-of-two", f"{c.name} is one of those named", (m.head,)),))
            for c, m in pairs
        )
    plural = token.feature("Number") == "Plur" or token.xpos in ("NNS", "NNPS")
    if pairs:
        cluster, m = pairs[0]
        if cluster.kind is SpeakerKind.PERSON or cluster.place:
            return None
        detail = f"{cluster.name} is the subject just before"
        return (Reading(cluster, THEY, (Evidence("named-before", detail, (m.head,)),)),)
    if plural and token.upos in ("NOUN", "PROPN"):
        return ()
    return None
