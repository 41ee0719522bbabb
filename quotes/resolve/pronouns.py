"""Whom "he" and "she" mean, by gender, nearness and grammatical part; genders come from the article itself.

Pronouns are linked in the order of the text, so that each link makes its person nearer for the next one.
A first round with what titles and nouns show finds the pronouns that can mean one person only; those tell
the genders of the others for the second round. Given names are used last, and only to weigh.
"""

from dataclasses import dataclass

from quotes.document import Document, Sentence
from quotes.model import Attribution, Evidence, Gender, Kind, Span, SpeakerKind
from quotes.resolve.clusters import Cluster, given_name_gender
from quotes.resolve.sources import Names

# How far back a pronoun looks, in sentences.
REACH = 6
# What a mention is worth by its part in its sentence, and how that fades with each sentence between.
# Set by hand on the general findings of salience models (Lappin and Leass 1994): subjects first.
SUBJECT, OBJECT, OBLIQUE, OWNER, OTHER = 1.0, 0.7, 0.6, 0.55, 0.5
FADE = 0.72
NEW_PARAGRAPH = 0.9
# A person who was just quoted goes on speaking; one who is named inside the words of another seldom does.
IS_SOURCE = 1.5
IN_QUOTATION = 0.35
IN_INDIRECT = 0.75
GENDER_KNOWN = 1.25
NAME_AGREES, NAME_DISAGREES = 1.05, 0.6
# How many pronouns a given name outvotes that mostly the other gender bears.
NAME_VOTES = 5.0
# The subject of the same sentence: "Roe said that the road would open, he added".
SAME_SENTENCE = 1.4
# The best reading must lead by this factor to tell a gender, and by that one not to be ambiguous.
CLEAR_LEAD = 1.6
AMBIGUOUS_LEAD = 1.06

_GENDERS = {
    "he": Gender.MASCULINE,
    "him": Gender.MASCULINE,
    "his": Gender.MASCULINE,
    "himself": Gender.MASCULINE,
    "she": Gender.FEMININE,
    "her": Gender.FEMININE,
    "hers": Gender.FEMININE,
    "herself": Gender.FEMININE,
}
_WORDS = {Gender.MASCULINE: "he", Gender.FEMININE: "she"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One person that a pronoun may mean, with its worth and reasons."""

    cluster: Cluster
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention or linked pronoun as the linker sees it."""

    sentence: int
    token: int
    span: Span
    worth: float


class PronounLinker:
    """Links every third-person singular pronoun of an article, once, when made."""

    def __init__(
        self,
        doc: Document,
        clusters: list[Cluster],
        names: Names,
        attributions: tuple[Attribution, ...],
        descriptions: dict[tuple[int, int], Cluster],
    ) -> None:
        """`descriptions`: (sentence, token) of nouns that are known to mean a person ("the minister")."""
        self._descriptions = descriptions
        self._doc = doc
        self._names = names
        self._persons = [cluster for cluster in clusters if cluster.kind is SpeakerKind.PERSON]
        self._sources = [span for attribution in attributions for span in attribution.source]
        self._contents = [(span, a.kind) for a in attributions for span in a.content]
        self._links: dict[tuple[int, int], tuple[Reading, ...]] = {}
        self._link_all()
        self._settle_genders()
        self._link_all()

    def readings(self, sentence: int, token: int) -> tuple[Reading, ...]:
        """Persons that a pronoun may mean, best first."""
        return self._links.get((sentence, token), ())

    def linked(self, cluster: Cluster) -> list[tuple[int, int]]:
        """Every (sentence, token) whose pronoun means a person."""
        return [
            place for place, readings in self._links.items() if readings and readings[0].cluster is cluster
        ]

    # -------------------------------------------------------------- linking
    def _link_all(self) -> None:
        self._links.clear()
        places: dict[int, list[_Place]] = {cluster.number: [] for cluster in self._persons}
        for sentence in self._doc.sentences:
            here = {
                m.first: (cluster, m)
                for cluster, m in self._names.of_sentence(sentence.index)
                if cluster.kind is SpeakerKind.PERSON
            }
            for i, token in enumerate(sentence):
                if i in here:
                    cluster, m = here[i]
                    worth = self._worth(sentence, i, m.head) * (0.4 if m.modifier else 1.0)
                    places.setdefault(cluster.number, []).append(_Place(sentence.index, i, m.head, worth))
                described = self._descriptions.get((sentence.index, i))
                if described is not None and described.number in places:
                    worth = self._worth(sentence, i, token.span)
                    places[described.number].append(_Place(sentence.index, i, token.span, worth))
                gender = _GENDERS.get(token.text.casefold()) if token.upos in ("PRON", "DET") else None
                if gender is None:
                    continue
                readings = self._weigh(sentence, i, gender, places)
                self._links[sentence.index, i] = readings
                if readings:
                    worth = 0.9 * self._worth(sentence, i, token.span)
                    places[readings[0].cluster.number].append(_Place(sentence.index, i, token.span, worth))

    def _worth(self, sentence: Sentence, index: int, span: Span) -> float:
        token = sentence[index]
        while token.relation == "conj" and token.head >= 0:
            token = sentence[token.head]
        worth = {"nsubj": SUBJECT, "obj": OBJECT, "iobj": OBJECT, "obl": OBLIQUE, "appos": OBJECT}.get(
            token.relation, OWNER if token.deprel == "nmod:poss" else OTHER
        )
        if any(source.contains(span) or span.contains(source) for source in self._sources):
            worth = max(worth, SUBJECT if token.deprel != "nmod:poss" else OWNER) * IS_SOURCE
        inside = [kind for content, kind in self._contents if content.contains(span)]
        if Kind.DIRECT in inside:
            worth *= IN_QUOTATION
        elif inside:
            worth *= IN_INDIRECT
        return worth

    def _weigh(
        self, sentence: Sentence, index: int, gender: Gender, places: dict[int, list[_Place]]
    ) -> tuple[Reading, ...]:
        readings = []
        for cluster in self._persons:
            if cluster.gender is not Gender.UNKNOWN and cluster.gender is not gender:
                continue
            best, where = 0.0, None
            for place in places[cluster.number][-8:]:
                distance = sentence.index - place.sentence
                if distance > REACH:
                    continue
                score = place.worth * FADE**distance
                if distance == 0 and place.worth >= SUBJECT:
                    score *= SAME_SENTENCE
                if distance and self._doc.sentences[place.sentence].paragraph != sentence.paragraph:
                    score *= NEW_PARAGRAPH
                if score > best:
                    best, where = score, place
            if where is None:
                continue
            evidence = [
                Evidence("named-before", f"{cluster.name} is named {_ago(sentence, where)}", (where.span,))
            ]
            if cluster.gender is gender:
                best *= GENDER_KNOWN
                evidence.append(Evidence("gender", f"{cluster.gender_detail} fits “{sentence[index].text}”"))
            else:
                best *= _given_name_weight(cluster, gender)
            readings.append(Reading(cluster, round(best, 3), tuple(evidence)))
        if not readings:
            readings = self._look_ahead(sentence, index, gender)
        return tuple(sorted(readings, key=lambda reading: -reading.score))

    def _look_ahead(self, sentence: Sentence, index: int, gender: Gender) -> list[Reading]:
        """Nobody is named before: "When she spoke, Rivera said"."""
        for cluster, m in self._names.of_sentence(sentence.index):
            fits = cluster.gender in (gender, Gender.UNKNOWN)
            if cluster.kind is SpeakerKind.PERSON and m.first > index and fits:
                evidence = Evidence(
                    "named-after", f"{cluster.name} is named later in the sentence", (m.head,)
                )
                return [Reading(cluster, 0.3, (evidence,))]
        return []

    # -------------------------------------------------------------- genders
    def _settle_genders(self) -> None:
        """Genders from pronouns that can mean one person only; a majority of two to one decides."""
        votes: dict[int, dict[Gender, list[Span]]] = {}
        for (number, token), readings in self._links.items():
            if not readings:
                continue
            clear = len(readings) == 1 or readings[0].score >= CLEAR_LEAD * readings[1].score
            if clear:
                word = self._doc.sentences[number][token]
                gender = _GENDERS[word.text.casefold()]
                votes.setdefault(readings[0].cluster.number, {}).setdefault(gender, []).append(word.span)
        for cluster in self._persons:
            if cluster.gender is not Gender.UNKNOWN or cluster.number not in votes:
                continue
            counts = {gender: len(spans) for gender, spans in votes[cluster.number].items()}
            best = max(counts, key=lambda gender: counts[gender])
            against = float(sum(counts.values()) - counts[best])
            if given_name_gender(cluster) not in (Gender.UNKNOWN, best):
                against += NAME_VOTES
            if counts[best] >= 2 * max(against, 0.5):
                cluster.gender = best
                cluster.gender_detail = f"“{_WORDS[best]}” elsewhere in the article"


def is_ambiguous(readings: tuple[Reading, ...]) -> bool:
    """True when the second reading is as good as the first."""
    return len(readings) > 1 and readings[0].score < AMBIGUOUS_LEAD * readings[1].score


def _given_name_weight(cluster: Cluster, gender: Gender) -> float:
    shown = given_name_gender(cluster)
    if shown is Gender.UNKNOWN:
        return 1.0
    return NAME_AGREES if shown is gender else NAME_DISAGREES


def _ago(sentence: Sentence, place: _Place) -> str:
    distance = sentence.index - place.sentence
    return {0: "in the same sentence", 1: "in the sentence before"}.get(
        distance, f"{distance} sentences before"
    )
