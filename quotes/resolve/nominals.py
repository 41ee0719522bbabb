"""Sources that describe: "the minister", "the Oslo-based firm", "the statement", "his report"."""

from dataclasses import replace

from quotes.document import Document
from quotes.model import Evidence, MentionForm, Outcome, SpeakerKind
from quotes.resolve import bodies, people, several, which_body
from quotes.resolve.clusters import Cluster
from quotes.resolve.decisions import Decision, pick, resolved
from quotes.resolve.groups import unnamed_outcome
from quotes.resolve.kinship import Kinship
from quotes.resolve.naming import ITSELF
from quotes.resolve.nouns import carries_own_words, is_firm_noun
from quotes.resolve.pronouns import PronounLinker, Reading, is_ambiguous
from quotes.resolve.running import RunningSpeaker, Turn, running_evidence
from quotes.resolve.sources import Names, Source, narrow_source
from quotes.resolve.spelling import plain
from quotes.resolve.unnamed import Unnamed

# What a reading is worth that rests on who made a survey, on who is speaking just now. They are shown and
# compared with nothing: each is the only reading of its source.
ISSUER, RUNNING = 0.9, 0.6

_HE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_DEFINITE = frozenset({"the", "this", "that"})
_INDEFINITE = frozenset({"a", "an", "one", "another", "no", "any", "every", "each", "some"})


def pick_clear(readings: tuple[Reading, ...], form: MentionForm) -> Decision:
    """The best of some readings, or AMBIGUOUS when the next one is as good."""
    if is_ambiguous(readings):
        return Decision(Outcome.AMBIGUOUS, form, (), readings, readings[0].evidence)
    return pick(readings, form)


def decide_unnamed(unnamed: Unnamed | None, form: MentionForm) -> Decision:
    """Nobody named: ANONYMOUS after "a critic", UNKNOWN after "her brother" and where nobody is told."""
    if unnamed is None:
        return Decision(Outcome.UNKNOWN, form)
    detail = f"“{unnamed.noun}” is meant, whom the article does not name"
    evidence = (Evidence("unnamed", detail, (unnamed.span,)),)
    return Decision(Outcome.UNKNOWN if unnamed.related else Outcome.ANONYMOUS, form, evidence=evidence)


class NominalResolver:
    """Resolves descriptions in one round over an article."""

    def __init__(
        self,
        doc: Document,
        clusters: list[Cluster],
        names: Names,
        pronouns: PronounLinker,
        running: RunningSpeaker,
        made: dict[str, Cluster],
    ) -> None:
        """`made` takes in, by plain name, bodies that only descriptions name ("the Trump campaign")."""
        self._doc = doc
        self._clusters = clusters
        self._names = names
        self._pronouns = pronouns
        self._running = running
        self._made = made
        self._kinship = Kinship(doc, clusters, names, pronouns)

    def resolve(self, source: Source) -> Decision:
        form = MentionForm.NOMINAL
        if bodies.is_carrier_description(source):
            return self._resolve_carrier(source)
        two = several.read_two(source, self._names, self._pronouns)
        if two:
            return several.decide(two, form)
        person = people.describes_person(source)
        outcome = unnamed_outcome(source)
        if outcome is not None and not (person and source.determiner in _DEFINITE and not source.plural):
            return Decision(outcome, form)
        if person:
            return self._resolve_person(source)
        if bodies.is_body_description(source) or is_firm_noun(source.head_word):
            return self._resolve_body(source)
        return Decision(Outcome.UNKNOWN, form)

    def _resolve_person(self, source: Source) -> Decision:
        """Whoever has the role; else whoever stands out and may be called that; else nobody named."""
        form = MentionForm.NOMINAL
        if relatives := self._kinship.read(source):
            return pick_clear(relatives, form)
        readings = people.read_description(self._doc, source, self._names, self._pronouns, self._running)
        if readings and readings[0].score >= people.ENOUGH:
            return pick_clear(readings, form)
        if is_firm_noun(source.head_word):
            decision = self._resolve_body(source)
            if decision.chosen:
                return decision
        renamed, unnamed = people.read_renaming(source, self._names, self._pronouns, self._running)
        if unnamed is not None:
            return replace(decide_unnamed(unnamed, form), readings=readings)
        if renamed:
            return pick_clear(renamed, form)
        of_a_body = any(one.kind is not SpeakerKind.PERSON for one, _ in self._names.inside(source))
        nobody = of_a_body and source.determiner not in _DEFINITE
        return Decision(Outcome.ANONYMOUS if nobody else Outcome.UNKNOWN, form, (), readings)

    def _resolve_body(self, source: Source) -> Decision:
        if bodies.speaks_for_owner(source) and (decision := self._resolve_owner(source)) is not None:
            return decision
        name = bodies.name_new_body(self._doc, source, self._names)
        readings = which_body.read_body(self._doc, source, self._names, self._running)
        indefinite = source.determiner in _INDEFINITE
        if (
            not indefinite
            and readings
            and readings[0].score >= (which_body.SURE if name else which_body.ENOUGH)
        ):
            return pick(readings, MentionForm.NOMINAL)
        if name:
            cluster = self._make_body(name)
            evidence = Evidence("named-body", f"the source names it: “{name}”", (source.span,))
            return resolved(cluster, MentionForm.NAME, ITSELF, evidence)
        if indefinite:
            return Decision(Outcome.ANONYMOUS, MentionForm.NOMINAL)
        return Decision(Outcome.GROUP, MentionForm.NOMINAL, (), readings)

    def _resolve_owner(self, source: Source) -> Decision | None:
        """The body that a description owns something by: "the office's own figures"; None for none."""
        for i in source.sentence.children(source.head, "nmod:poss"):
            owner = narrow_source(source, i)
            if i in source.tokens and bodies.is_body_description(owner):
                decision = self._resolve_body(owner)
                if decision.chosen:
                    return decision
        return None

    def _make_body(self, name: str) -> Cluster:
        key = plain(name)
        cluster = self._names.body_called(key)
        if cluster is not None:
            return cluster
        if key not in self._made:
            number = len(self._clusters) + len(self._made)
            self._made[key] = Cluster(number, SpeakerKind.ORGANIZATION, known_name=name)
        return self._made[key]

    def _resolve_carrier(self, source: Source) -> Decision:
        """Whoever made what carries the words: "the statement", "a survey by X", "his report"."""
        form = MentionForm.NOMINAL
        sentence = source.sentence
        for i in sentence.children(source.head, "nmod"):
            word = sentence[i].text.casefold()
            if word in _HE and i in source.tokens:
                return pick(self._pronouns.readings(sentence.index, i), form)
        pair = bodies.find_issuer(source, self._names)
        if pair is not None:
            evidence = Evidence("issuer", f"made by {pair[0].name}", (pair[1].head,))
            return resolved(pair[0], form, ISSUER, evidence)
        owner = self._resolve_owner(source)
        if owner is not None:
            return owner
        if source.determiner in ("the", "this", "that", "its", "their"):
            own = carries_own_words(source.head_word)
            turn = self._turn_of_carrier(source) if source.determiner == "the" else None
            kind = None if own else SpeakerKind.ORGANIZATION
            pair = bodies.find_announcer(self._doc, source, self._names) if turn is None else None
            if pair is not None:
                detail = f"{pair[0].name} is said to have made it"
                return resolved(pair[0], form, ISSUER, Evidence("issuer", detail, (pair[1].head,)))
            turn = turn or self._running.before(source.span.start, kind=kind)
            if turn is not None and (own or not turn.cluster.place):
                return resolved(turn.cluster, form, RUNNING, running_evidence(turn))
        return Decision(Outcome.ANONYMOUS if source.plural else Outcome.UNKNOWN, form)

    def _turn_of_carrier(self, source: Source) -> Turn | None:
        """Who spoke where the article first brought up the statement: "Acme said this in a statement"."""
        here = source.sentence.index
        for sentence in reversed(self._doc.sentences[max(0, here - bodies.ANNOUNCED_BEFORE) : here]):
            if any(token.lemma.casefold() == source.head_word for token in sentence):
                turn = self._running.first_of(sentence.span)
                own = carries_own_words(source.head_word)
                if turn is not None and (own or turn.cluster.kind is SpeakerKind.ORGANIZATION):
                    return turn
        return None
