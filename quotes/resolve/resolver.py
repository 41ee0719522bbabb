"""Composes the steps of one article: names, clusters, roles, pronouns, then each source in turn."""

from quotes.document import Document
from quotes.model import (
    Attribution,
    Evidence,
    Gender,
    Kind,
    MentionForm,
    Outcome,
    Resolution,
    Span,
    Speaker,
    SpeakerKind,
)
from quotes.resolve import bodies, people
from quotes.resolve.clusters import Cluster, build_clusters
from quotes.resolve.decisions import Decision, make_results, pick, resolved
from quotes.resolve.entities import collect_mentions
from quotes.resolve.groups import read_conjuncts, stand_for_group, unnamed_outcome
from quotes.resolve.mentions import NameMention
from quotes.resolve.nouns import carries_own_words, country_of, is_carrier, is_person_noun
from quotes.resolve.pronouns import PronounLinker, Reading, is_ambiguous
from quotes.resolve.relatives import find_antecedent, named_antecedent
from quotes.resolve.roles import cut_role, find_roles, title_role
from quotes.resolve.running import RunningSpeaker, Turn, running_evidence
from quotes.resolve.sources import Names, Source, find_source_names, named_by, read_source
from quotes.resolve.spelling import plain

# What a name is worth as a reading of itself, the other bearer of a shared family name, and the running
# speaker beside a name that nothing introduces. They order the candidates of one source.
ITSELF, OTHER_BEARER, RUNNING_BESIDE = 1.0, 0.4, 0.3
# Candidates kept for one source.
MOST_CANDIDATES = 5

_HE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_IT = frozenset({"it", "its", "itself"})
_WE = frozenset({"we", "us", "our", "ours", "they", "them", "their", "theirs", "themselves", "ourselves"})
_I = frozenset({"i", "me", "my", "mine", "myself"})
_WHO = frozenset({"who", "which", "that", "whom", "whose"})


class ArticleResolver:
    """Resolves the sources of one article. Made for one article and used once."""

    def __init__(self, doc: Document, attributions: tuple[Attribution, ...]) -> None:
        self._doc = doc
        self._attributions = attributions
        self._sources = [read_source(doc, attribution) for attribution in attributions]
        mentions = collect_mentions(doc)
        mentions += find_source_names(doc, self._sources, mentions)
        mentions.sort(key=lambda m: m.head.start)
        self._clusters = build_clusters(doc, mentions)
        self._names = Names(self._clusters)
        for cluster in self._clusters:
            if cluster.kind is SpeakerKind.PERSON:
                self._read_roles(cluster)
        self._made: dict[str, Cluster] = {}
        self._start_over({})

    def _start_over(self, descriptions: dict[tuple[int, int], Cluster]) -> None:
        """Begin with no decision; `descriptions` are (sentence, token) of nouns that mean a person."""
        self._pronouns = PronounLinker(
            self._doc, self._clusters, self._names, self._attributions, descriptions
        )
        self._running = RunningSpeaker(self._doc)
        self._decisions: dict[int, Decision] = {}

    def _read_roles(self, cluster: Cluster) -> None:
        """Collect the roles of a person, and the gender that they show when no title does."""
        seen: set[str] = set()
        sources = [source.span for source in self._sources if source is not None]
        for m in cluster.mentions:
            taken = frozenset(
                i
                for other, n in self._names.of_sentence(m.sentence)
                if n is not m and other.kind is SpeakerKind.PERSON and not n.modifier and not n.possessive
                for i in range(n.first, n.last + 1)
            )
            if (title := title_role(m)) is not None and title.text.casefold() not in seen:
                seen.add(title.text.casefold())
                cluster.roles.append(title)
            around = next((span for span in sources if span.contains(m.head)), None)
            for role in find_roles(self._doc, m, taken):
                if around is not None and around.start <= role.span.start < around.end < role.span.end:
                    role = cut_role(self._doc, role, around.end)
                if role.text.casefold() not in seen:
                    seen.add(role.text.casefold())
                    cluster.roles.append(role)
                if cluster.gender is Gender.UNKNOWN and role.description.gender is not Gender.UNKNOWN:
                    cluster.gender = role.description.gender
                    cluster.gender_detail = f"“{role.text}”"

    def resolve(self) -> tuple[tuple[Speaker, ...], tuple[Resolution, ...]]:
        """The article's speakers and one Resolution for each attribution, in its order.

        Descriptions need the pronouns linked ("the minister" after "he"), pronouns the descriptions, so
        all is done twice.
        """
        self._decide_all()
        self._start_over(self._resolved_descriptions())
        self._decide_all()
        decisions = [self._decisions[number] for number in range(len(self._attributions))]
        return make_results(self._doc, self._attributions, self._sources, decisions, self._pronouns)

    def _resolved_descriptions(self) -> dict[tuple[int, int], Cluster]:
        found: dict[tuple[int, int], Cluster] = {}
        for number, decision in self._decisions.items():
            source = self._sources[number]
            if source is not None and decision.form is MentionForm.NOMINAL and len(decision.chosen) == 1:
                found[source.sentence.index, source.head] = decision.chosen[0]
        return found

    def _decide_all(self) -> None:
        order = sorted(range(len(self._attributions)), key=self._position)
        later = []
        for number in order:
            if self._sources[number] is None and not self._attributions[number].cue:
                later.append(number)  # speakers after it may decide
            else:
                self._decide(number)
        for number in later:
            self._decide(number)

    def _position(self, number: int) -> int:
        attribution = self._attributions[number]
        spans = attribution.source or attribution.cue or attribution.content
        return spans[0].start

    def _decide(self, number: int) -> None:
        attribution, source = self._attributions[number], self._sources[number]
        decision = self._resolve_empty(number) if source is None else self._resolve_source(number, source)
        decision.readings = decision.readings[:MOST_CANDIDATES]
        self._decisions[number] = decision
        if decision.outcome is Outcome.RESOLVED and len(decision.chosen) == 1:
            self._running.note(attribution, decision.chosen[0])

    # -------------------------------------------------------------- no source
    def _resolve_empty(self, number: int) -> Decision:
        attribution = self._attributions[number]
        if attribution.cue:
            return self._resolve_elided(number)
        if attribution.kind is Kind.INDIRECT:
            return Decision(Outcome.NONE, MentionForm.EMPTY)
        found = self._running.for_quotation(attribution)
        if found is None:
            return Decision(Outcome.UNKNOWN, MentionForm.EMPTY)
        turn, evidence = found
        reading = Reading(turn.cluster, 0.6, (evidence,))
        return Decision(Outcome.RESOLVED, MentionForm.EMPTY, (turn.cluster,), (reading,), (evidence,))

    def _resolve_elided(self, number: int) -> Decision:
        """A cue whose subject stands further up: "..., he said, adding that ..."."""
        nothing = Decision(Outcome.NONE, MentionForm.EMPTY)
        places = self._doc.tokens_in(self._attributions[number].cue[0])
        verbs = [(sentence, i) for sentence, i in places if sentence[i].upos == "VERB"]
        if not verbs:
            return nothing
        sentence, i = verbs[0]
        if sentence.children(i, "nsubj", "aux:pass") or sentence[i].relation not in (
            "advcl",
            "conj",
            "xcomp",
        ):
            return nothing
        for other, decision in self._decisions.items():
            source = self._sources[other]
            if source is None or source.sentence is not sentence or len(decision.chosen) != 1:
                continue
            heads = [k for span in self._attributions[other].cue for _, k in self._doc.tokens_in(span)]
            if any(k in heads for k in sentence.ancestors(i)):
                evidence = Evidence(
                    "same-subject", "the cue hangs on another cue of this sentence", (source.span,)
                )
                reading = Reading(decision.chosen[0], 0.8, (evidence,))
                return Decision(Outcome.RESOLVED, MentionForm.EMPTY, decision.chosen, (reading,), (evidence,))
        return nothing

    # -------------------------------------------------------------- with a source
    def _resolve_source(self, number: int, source: Source) -> Decision:
        conjuncts = read_conjuncts(source, self._names)
        if conjuncts is not None:
            readings = tuple(
                Reading(cluster, ITSELF, (Evidence("one-of-several", f"names {cluster.name}", (m.head,)),))
                for cluster, m in conjuncts.named
            )
            form = MentionForm.NAME if readings else MentionForm.NOMINAL
            if conjuncts.unnamed:
                return Decision(Outcome.GROUP, form, (), readings)
            chosen = tuple(cluster for cluster, _ in conjuncts.named)
            return Decision(Outcome.RESOLVED, form, chosen, readings)
        covered = self._names.at(source.sentence.index, source.head) is not None
        word = source.sentence[source.head].text.casefold()
        if not covered and (source.upos == "PRON" or word in _HE | _WE):
            return self._resolve_pronoun(number, source)
        pair = named_by(source, self._names)
        if pair is not None and (covered or not is_carrier(source.head_word)):
            return self._resolve_name(source, *pair)
        return self._resolve_nominal(source)

    def _resolve_name(self, source: Source, cluster: Cluster, m: NameMention) -> Decision:
        if stand_for_group(cluster, source):
            return Decision(Outcome.GROUP, MentionForm.NAME)
        if cluster.place and (country := country_of(cluster.name)):
            capital = cluster
            cluster = self._country(country, cluster)
            if cluster is not capital:
                evidence = Evidence("seat", f"“{m.name}” stands for {cluster.name}", (m.head,))
                return resolved(cluster, MentionForm.NAME, ITSELF, evidence)
        bearers: list[Cluster] = []
        if len(m.name.split()) == 1:
            cluster, bearers = self._choose_bearer(cluster, m)
        reasons = [Evidence("name", _tell_name(cluster, m), (m.head, *_full_mention(cluster)))]
        if m.misspelled:
            detail = f"“{m.name}” is a letter or two off “{cluster.name}”"
            reasons.append(Evidence("misspelling", detail, (m.head, *_full_mention(cluster))))
        readings = [Reading(cluster, ITSELF, tuple(reasons))]
        for other in bearers:
            shared = Evidence("shared-name", f"{other.name} bears the name as well", _full_mention(other))
            readings.append(Reading(other, OTHER_BEARER, (shared,)))
        if not cluster.introduced:
            turn = self._other_turn(source, cluster)
            if turn is not None:
                readings.append(Reading(turn.cluster, RUNNING_BESIDE, (running_evidence(turn),)))
        if self._is_open(m, cluster, bearers):
            return Decision(Outcome.AMBIGUOUS, MentionForm.NAME, (), tuple(readings), tuple(reasons))
        return Decision(Outcome.RESOLVED, MentionForm.NAME, (cluster,), tuple(readings), tuple(reasons))

    def _choose_bearer(self, cluster: Cluster, m: NameMention) -> tuple[Cluster, list[Cluster]]:
        """The bearer of a shared family name, and the others whom the gender of a title does not exclude."""
        bearers = [cluster, *(self._clusters[number] for number in sorted(cluster.shares_with))]
        if m.gender is not Gender.UNKNOWN:
            fitting = [one for one in bearers if one.gender is m.gender]
            bearers = fitting or [one for one in bearers if one.gender is Gender.UNKNOWN] or [cluster]
        return bearers[0], bearers[1:]

    def _is_open(self, m: NameMention, cluster: Cluster, bearers: list[Cluster]) -> bool:
        """Two bearers of one family name, both named in the sentence before and as often."""

        def state(one: Cluster) -> tuple[int, int]:
            before = [x for x in one.mentions if x.head.start < m.head.start and len(x.name.split()) > 1]
            return (m.sentence - before[-1].sentence if before else 99, len(before))

        ours = state(cluster)
        return any(state(other)[0] <= min(1, ours[0]) and state(other)[1] >= ours[1] for other in bearers)

    def _other_turn(self, source: Source, cluster: Cluster) -> Turn | None:
        turn = self._running.before(
            source.span.start, kind=SpeakerKind.PERSON, reach=len(self._doc.paragraphs)
        )
        return turn if turn is not None and turn.cluster is not cluster else None

    def _country(self, country: str, cluster: Cluster) -> Cluster:
        """The article's cluster of a country, or the one at hand when the country itself is not named."""
        if cluster.name == country:
            return cluster
        for other in self._clusters:
            if other.place and country_of(other.name) == country and plain(other.name) == plain(country):
                return other
        return cluster

    # -------------------------------------------------------------- pronouns
    def _resolve_pronoun(self, number: int, source: Source) -> Decision:
        word = source.sentence[source.head].text.casefold()
        if word in _HE:
            readings = self._pronouns.readings(source.sentence.index, source.head)
            if not readings:
                return Decision(Outcome.UNKNOWN, MentionForm.PRONOUN)
            if is_ambiguous(readings):
                return Decision(Outcome.AMBIGUOUS, MentionForm.PRONOUN, (), readings, readings[0].evidence)
            return pick(readings, MentionForm.PRONOUN)
        if word in _IT:
            readings = bodies.read_it(self._doc, source, self._clusters, self._running)
            return pick(readings, MentionForm.PRONOUN)
        if word in _I:
            return self._resolve_speaker_of_quotation(number, source)
        if word in _WHO:
            return self._resolve_relative(source)
        if word in _WE:
            return Decision(Outcome.GROUP, MentionForm.PRONOUN)
        outcome = unnamed_outcome(source) or Outcome.UNKNOWN
        return Decision(outcome, MentionForm.PRONOUN)

    def _resolve_speaker_of_quotation(self, number: int, source: Source) -> Decision:
        """ "I" is whoever says the words in which it stands."""
        around = [
            (sum(map(len, attribution.content)), other)
            for other, attribution in enumerate(self._attributions)
            if other != number and any(span.contains(source.span) for span in attribution.content)
        ]
        for _, other in sorted(around):
            if other not in self._decisions and self._sources[other] is not None:
                self._decide(other)
            decision = self._decisions.get(other)
            if decision is not None and len(decision.chosen) == 1:
                evidence = Evidence("first-person", "stands inside that speaker's own words", (source.span,))
                return resolved(decision.chosen[0], MentionForm.PRONOUN, ITSELF, evidence)
        return Decision(Outcome.UNKNOWN, MentionForm.PRONOUN)

    def _resolve_relative(self, source: Source) -> Decision:
        """ "Rivera, who said ...": whoever the clause describes."""
        form = MentionForm.PRONOUN
        phrase = find_antecedent(source)
        if phrase is None:
            return Decision(Outcome.UNKNOWN, form)
        pair = named_antecedent(phrase, self._names)
        if pair is not None:
            evidence = Evidence("relative-clause", f"the clause describes {pair[0].name}", (pair[1].head,))
            return resolved(pair[0], form, ITSELF, evidence)
        if phrase.sentence[phrase.head].text.casefold() in _HE:
            return pick(self._pronouns.readings(phrase.sentence.index, phrase.head), form)
        return Decision(unnamed_outcome(phrase) or Outcome.UNKNOWN, form)

    # -------------------------------------------------------------- descriptions
    def _resolve_nominal(self, source: Source) -> Decision:
        form = MentionForm.NOMINAL
        if bodies.is_carrier_description(source):
            return self._resolve_carrier(source)
        outcome = unnamed_outcome(source)
        if outcome is not None:
            return Decision(outcome, form)
        if is_person_noun(source.head_word):
            readings = people.read_description(
                self._doc, source, self._clusters, self._names, self._pronouns, self._running
            )
            if readings and readings[0].score >= people.ENOUGH:
                if is_ambiguous(readings):
                    return Decision(Outcome.AMBIGUOUS, form, (), readings, readings[0].evidence)
                return pick(readings, form)
            named = any(cluster.kind is not SpeakerKind.PERSON for cluster, _ in self._names.inside(source))
            return Decision(Outcome.ANONYMOUS if named else Outcome.UNKNOWN, form, (), readings)
        if bodies.is_body_description(source):
            return self._resolve_body(source)
        return Decision(Outcome.UNKNOWN, form)

    def _resolve_body(self, source: Source) -> Decision:
        name = bodies.name_new_body(self._doc, source, self._names)
        readings = bodies.read_body(self._doc, source, self._clusters, self._running)
        indefinite = source.determiner in ("a", "an", "one", "another")
        if not indefinite and readings and readings[0].score >= (0.55 if name else bodies.ENOUGH):
            return pick(readings, MentionForm.NOMINAL)
        if name:
            cluster = self._make_body(name, source)
            evidence = Evidence("named-body", f"the source names it: “{name}”", (source.span,))
            return resolved(cluster, MentionForm.NAME, ITSELF, evidence)
        if indefinite:
            return Decision(Outcome.ANONYMOUS, MentionForm.NOMINAL)
        return Decision(Outcome.GROUP, MentionForm.NOMINAL, (), readings)

    def _make_body(self, name: str, source: Source) -> Cluster:
        key = plain(name)
        for cluster in self._clusters:
            if cluster.kind is SpeakerKind.ORGANIZATION and plain(cluster.name) == key:
                return cluster
        if key not in self._made:
            number = len(self._clusters) + len(self._made)
            self._made[key] = Cluster(number, SpeakerKind.ORGANIZATION, known_name=name)
        del source
        return self._made[key]

    def _resolve_carrier(self, source: Source) -> Decision:
        """ "The statement", "a survey by X", "his report"."""
        form = MentionForm.NOMINAL
        sentence = source.sentence
        for i in sentence.children(source.head, "nmod"):
            word = sentence[i].text.casefold()
            if word in _HE and i in source.tokens:
                return pick(self._pronouns.readings(sentence.index, i), form)
        pair = bodies.find_issuer(source, self._names)
        if pair is not None:
            evidence = Evidence("issuer", f"made by {pair[0].name}", (pair[1].head,))
            return resolved(pair[0], form, 0.9, evidence)
        if source.determiner in ("the", "this", "that", "its", "their"):
            own = carries_own_words(source.head_word)
            turn = self._turn_of_carrier(source) if source.determiner == "the" else None
            kind = None if own else SpeakerKind.ORGANIZATION
            turn = turn or self._running.before(source.span.start, kind=kind)
            if turn is not None and (own or not turn.cluster.place):
                return resolved(turn.cluster, form, 0.5, running_evidence(turn))
        return Decision(Outcome.ANONYMOUS if source.plural else Outcome.UNKNOWN, form)

    def _turn_of_carrier(self, source: Source) -> Turn | None:
        """Who spoke where the article first brought up the statement: "Acme said this in a statement"."""
        for sentence in reversed(self._doc.sentences[: source.sentence.index]):
            if any(token.lemma.casefold() == source.head_word for token in sentence):
                turn = self._running.first_of(sentence.span)
                own = carries_own_words(source.head_word)
                if turn is not None and (own or turn.cluster.kind is SpeakerKind.ORGANIZATION):
                    return turn
        return None


def _full_mention(cluster: Cluster) -> tuple[Span, ...]:
    """Where the best name stands."""
    return next(((m.head,) for m in cluster.mentions if m.name == cluster.name), ())


def _tell_name(cluster: Cluster, m: NameMention) -> str:
    if m.name == cluster.name:
        return f"the source names {cluster.name}"
    return f"“{m.name}” is a part or form of “{cluster.name}”"
