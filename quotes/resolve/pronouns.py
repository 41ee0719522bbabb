"""Whom "he" and "she" mean, by gender, nearness and grammatical part; genders come from the article itself.

Pronouns are linked in the order of the text, so that each link makes its person nearer for the next one.
A first round with what titles and nouns show finds the pronouns that can mean one person only; those tell
the genders of the others for the second round. Given names are used last, and only to weigh.
"""

import bisect
from dataclasses import dataclass

from quotes.document import Document, Sentence
from quotes.model import Attribution, Evidence, Gender, Span, SpeakerKind
from quotes.resolve.clusters import Cluster, given_name_gender
from quotes.resolve.mentions import NameMention
from quotes.resolve.salience import (
    AGAIN,
    IS_MODIFIER,
    IS_PRONOUN,
    MOST_PLACES,
    REACH,
    Place,
    Salient,
    Scene,
    fade,
)
from quotes.resolve.sources import Names
from quotes.resolve.unnamed import Unnamed, find_repeated_roles, find_unnamed

GENDER_KNOWN = 1.25
NAME_AGREES, NAME_DISAGREES = 1.05, 0.6
# What is left of a person whom the pronouns so far have shown to be of the other gender, and how many of them
# it takes, all of one gender.
SHOWN_OTHERWISE, ENOUGH_SHOWN = 0.35, 2
# How many pronouns a given name outvotes that mostly the other gender bears.
NAME_VOTES = 5.0
# The best reading must lead by this factor to tell a gender, and by that one not to be ambiguous.
CLEAR_LEAD = 1.6
AMBIGUOUS_LEAD = 1.06
# What a person is worth who is named only later in the sentence ("When she spoke, Rivera said").
LOOK_AHEAD = 0.3

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


class PronounLinker:
    """Links every third-person singular pronoun of an article, once, when made."""

    def __init__(
        self,
        doc: Document,
        clusters: list[Cluster],
        names: Names,
        attributions: tuple[Attribution, ...],
    ) -> None:
        self._doc = doc
        self._names = names
        self._persons = [cluster for cluster in clusters if cluster.kind is SpeakerKind.PERSON]
        self._roles = find_repeated_roles(doc, self._persons)
        self._scene = Scene(doc, names, attributions)
        unnamed = find_unnamed(doc, names, self._persons)
        self._unnamed = {(u.sentence, u.token): u for u in unnamed}
        self._first_unnamed: dict[int, int] = {}  # by sentence
        for u in unnamed:
            self._first_unnamed.setdefault(u.sentence, u.token)
        self._named = self._find_named()
        self._who: dict[int, Cluster | Unnamed] = {cluster.number: cluster for cluster in self._persons}
        self._who.update((u.number, u) for u in unnamed)
        self._descriptions: dict[tuple[int, int], Cluster] = {}
        self._links: dict[tuple[int, int], tuple[_Weighed, ...]] = {}
        self._to_unnamed: dict[tuple[int, int], Unnamed] = {}
        self._places: dict[int, list[Place]] = {}
        self._here: dict[int, set[int]] = {}
        self._shown: dict[int, dict[Gender, int]] = {}  # clear pronouns of each person so far
        self._linked: dict[int, list[tuple[int, int]]] = {}

    def _find_named(self) -> dict[int, dict[int, tuple[Cluster, NameMention]]]:
        """Mentions of persons by sentence and first token."""
        found: dict[int, dict[int, tuple[Cluster, NameMention]]] = {}
        for number in range(len(self._doc.sentences)):
            here = {
                m.first: (cluster, m)
                for cluster, m in self._names.of_sentence(number)
                if cluster.kind is SpeakerKind.PERSON
            }
            if here:
                found[number] = here
        return found

    def link(self, descriptions: dict[tuple[int, int], Cluster]) -> None:
        """Link all pronouns; forgets what was linked before.

        descriptions  (sentence, token) of nouns that are known to mean a person ("the minister")
        """
        self._descriptions = self._roles | descriptions
        self._link_all()
        self._settle_genders()
        self._link_all()
        self._linked = {}
        for place, weighed in self._links.items():
            if weighed:
                self._linked.setdefault(weighed[0].cluster.number, []).append(place)

    def readings(self, sentence: int, token: int) -> tuple[Reading, ...]:
        """Persons that a pronoun may mean, best first."""
        place = self._doc.sentences[sentence]
        return tuple(_tell(place, token, weighed) for weighed in self._links.get((sentence, token), ()))

    def unnamed(self, sentence: int, token: int) -> Unnamed | None:
        """Whom a pronoun means whom the article does not name ("her brother"); None for all others."""
        return self._to_unnamed.get((sentence, token))

    def brings_up(self, sentence: int, token: int) -> bool:
        """True when a sentence has somebody unnamed before a token ("by the priest, in which the man")."""
        return sentence in self._first_unnamed and self._first_unnamed[sentence] < token

    def linked(self, cluster: Cluster) -> list[tuple[int, int]]:
        """Every (sentence, token) whose pronoun means a person, in order."""
        return self._linked.get(cluster.number, [])

    def salient(self, sentence: Sentence, offset: int) -> list[Salient]:
        """Everybody who stands out before a character of a sentence, best first."""
        found = []
        for number in self._near(sentence.index):
            places = self._places[number]
            end = bisect.bisect_left(places, offset, key=lambda place: place.span.start)
            salient = self._stand_out(self._who[number], places[max(0, end - MOST_PLACES) : end], sentence)
            if salient is not None:
                found.append(salient)
        return sorted(found, key=lambda salient: -salient.score)

    # -------------------------------------------------------------- linking
    def _link_all(self) -> None:
        self._links.clear()
        self._to_unnamed.clear()
        self._places = {}
        self._here = {}
        self._shown = {}
        pronouns = self._doc.once(_find_pronouns)
        places = {*self._descriptions, *self._unnamed, *pronouns}
        places.update((number, i) for number, here in self._named.items() for i in here)
        for number, i in sorted(places):
            sentence = self._doc.sentences[number]
            span = sentence[i].span
            named = self._named.get(number, {}).get(i)
            if named is not None:
                cluster, m = named
                self._note(cluster.number, sentence, i, m.head, IS_MODIFIER if m.modifier else 1.0)
            described = self._descriptions.get((number, i))
            if described is not None and described.kind is SpeakerKind.PERSON:
                self._note(described.number, sentence, i, span, 1.0)
            elif (unnamed := self._unnamed.get((number, i))) is not None:
                self._note(unnamed.number, sentence, i, span, 1.0)
            gender = pronouns.get((number, i))
            if gender is not None:
                self._link(sentence, i, gender)

    def _note(self, number: int, sentence: Sentence, i: int, span: Span, share: float) -> None:
        worth = share * self._scene.worth(sentence, i, span)
        self._places.setdefault(number, []).append(Place(sentence.index, i, span, worth))
        self._here.setdefault(sentence.index, set()).add(number)

    def _near(self, sentence: int) -> list[int]:
        """Numbers of everybody who is mentioned in reach of a sentence, in order."""
        near: set[int] = set()
        for index in range(max(0, sentence - REACH), sentence + 1):
            near |= self._here.get(index, set())
        return sorted(near)

    def _link(self, sentence: Sentence, i: int, gender: Gender) -> None:
        """Link one pronoun to the person, or the unnamed one, who stands out most."""
        weighed = self._weigh(sentence, i, gender)
        span = sentence[i].span
        best = weighed[0][0] if weighed else None
        if isinstance(best, Unnamed):
            self._to_unnamed[sentence.index, i] = best
            self._links[sentence.index, i] = ()
        else:
            readings = tuple(reading for _, reading in weighed if reading is not None)
            readings = readings or self._look_ahead(sentence, i, gender)
            self._links[sentence.index, i] = readings
            best = readings[0].cluster if readings else None
            if _is_clear(readings) and isinstance(best, Cluster):
                shown = self._shown.setdefault(best.number, {})
                shown[gender] = shown.get(gender, 0) + 1
        if best is not None:
            self._note(best.number, sentence, i, span, IS_PRONOUN)

    def _weigh(
        self, sentence: Sentence, index: int, gender: Gender
    ) -> list[tuple[Cluster | Unnamed, "_Weighed | None"]]:
        """Everybody whom a pronoun may mean, best first; those without a name have no reading."""
        weighed: list[tuple[float, Cluster | Unnamed, _Weighed | None]] = []
        for number in self._near(sentence.index):
            who = self._who[number]
            if Gender.UNKNOWN not in (who.gender, gender) and who.gender is not gender:
                continue
            places = self._places[number][-MOST_PLACES:]
            if isinstance(who, Unnamed):
                if not who.new:
                    continue
            elif self._scene.speaks(who, sentence.index, sentence[index].span):
                continue
            if any(_are_apart(sentence, index, place) for place in places):
                continue
            salient = self._stand_out(who, places, sentence)
            if salient is None:
                continue
            score = salient.score
            if isinstance(who, Unnamed):
                weighed.append((score * (GENDER_KNOWN if who.gender is gender else 1.0), who, None))
                continue
            if who.gender is gender:
                score *= GENDER_KNOWN
            else:
                score *= _given_name_weight(who, gender)
                shown = self._shown.get(who.number, {})
                if gender not in shown and sum(shown.values()) >= ENOUGH_SHOWN:
                    score *= SHOWN_OTHERWISE
            weighed.append((score, who, _Weighed(who, round(score, 3), salient.place, gender)))
        weighed.sort(key=lambda row: -row[0])
        return [(who, reading) for _, who, reading in weighed]

    def _stand_out(self, who: Cluster | Unnamed, places: list[Place], sentence: Sentence) -> Salient | None:
        scores = [fade(self._doc, place, sentence) for place in places]
        if not scores or not max(scores):
            return None
        best = max(scores)
        return Salient(who, best + AGAIN * (sum(scores) - best), places[scores.index(best)])

    def _look_ahead(self, sentence: Sentence, index: int, gender: Gender) -> "tuple[_Weighed, ...]":
        """Nobody is named before: "When she spoke, Rivera said"."""
        for cluster, m in self._names.of_sentence(sentence.index):
            fits = cluster.gender in (gender, Gender.UNKNOWN)
            if cluster.kind is not SpeakerKind.PERSON or m.first <= index or not fits:
                continue
            if _are_apart(sentence, index, Place(sentence.index, m.first, m.head, 0.0)):
                continue
            return (_Weighed(cluster, LOOK_AHEAD, Place(sentence.index, m.first, m.head, 0.0), None),)
        return ()

    # -------------------------------------------------------------- genders
    def _settle_genders(self) -> None:
        """Genders from pronouns that can mean one person only; a majority of two to one decides."""
        votes: dict[int, dict[Gender, list[Span]]] = {}
        for (number, token), readings in self._links.items():
            if not readings:
                continue
            if _is_clear(readings):
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


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A reading before its reasons are put in words: few of them are ever shown.

    gender  what the pronoun shows; None for a person who is named only behind it
    """

    cluster: Cluster
    score: float
    place: Place
    gender: Gender | None


def _tell(sentence: Sentence, index: int, weighed: _Weighed) -> Reading:
    """A reading with its reasons."""
    who, where = weighed.cluster, weighed.place
    if weighed.gender is None:
        detail = f"{who.name} is named later in the sentence"
        return Reading(who, weighed.score, (Evidence("named-after", detail, (where.span,)),))
    evidence = [Evidence("named-before", f"{who.name} is named {_ago(sentence, where)}", (where.span,))]
    if who.gender is weighed.gender:
        evidence.append(Evidence("gender", f"{who.gender_detail} fits “{sentence[index].text}”"))
    return Reading(who, weighed.score, tuple(evidence))


def _find_pronouns(doc: Document) -> dict[tuple[int, int], Gender]:
    """Pronouns for one person, by sentence and token."""
    return {
        (sentence.index, i): _GENDERS[word]
        for sentence in doc.sentences
        for i, token in enumerate(sentence)
        if token.upos in ("PRON", "DET") and (word := token.text.casefold()) in _GENDERS
    }


def _is_clear(readings: tuple[_Weighed, ...]) -> bool:
    """True when a pronoun can hardly mean anybody but the first."""
    return bool(readings) and (len(readings) == 1 or readings[0].score >= CLEAR_LEAD * readings[1].score)


def is_ambiguous(readings: tuple[Reading, ...]) -> bool:
    """True when the second reading is as good as the first."""
    return len(readings) > 1 and readings[0].score < AMBIGUOUS_LEAD * readings[1].score


def _given_name_weight(cluster: Cluster, gender: Gender) -> float:
    shown = given_name_gender(cluster)
    if shown is Gender.UNKNOWN:
        return 1.0
    return NAME_AGREES if shown is gender else NAME_DISAGREES


def _are_apart(sentence: Sentence, index: int, place: Place) -> bool:
    """True when grammar keeps a pronoun and a mention of its sentence apart.

    "Roe told him": two parts of one verb are two people. "Roe, with whom she worked": she is somebody else.
    "His widow, Jo": nobody is his own widow.
    """
    if place.sentence != sentence.index:
        return False
    token, other = sentence[index], sentence[place.token]
    if token.text.casefold().endswith("self"):
        return False
    parts = ("nsubj", "obj", "iobj", "obl")
    if token.head == other.head and token.relation in parts and other.relation in parts:
        return True
    if token.relation == "nsubj" and token.head >= 0:
        verb = sentence[token.head]
        return verb.deprel.startswith("acl") and _lead_word(sentence, verb.head) == _lead_word(
            sentence, place.token
        )
    if token.deprel != "nmod:poss" or token.head < 0:
        return False
    owned = token.head
    beside = (owned, *sentence.children(owned, "appos", "flat"))
    return place.token in beside or (other.head in beside and other.relation in ("appos", "flat", "compound"))


def _lead_word(sentence: Sentence, index: int) -> int:
    """The word that a part of a name, a noun beside it or a relative pronoun hangs on in the end."""
    for _ in range(len(sentence)):
        token = sentence[index]
        relative = token.xpos in ("WP", "WDT", "WP$")
        if token.head < 0 or not (relative or token.relation in ("flat", "appos")):
            break
        index = token.head
    return index


def _ago(sentence: Sentence, place: Place) -> str:
    distance = sentence.index - place.sentence
    return {0: "in the same sentence", 1: "in the sentence before"}.get(
        distance, f"{distance} sentences before"
    )
