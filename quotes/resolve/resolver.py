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
    Speaker,
    SpeakerKind,
)
from quotes.places import SpanIndex
from quotes.resolve import several, which_body
from quotes.resolve.clusters import Cluster, build_clusters, given_name_gender
from quotes.resolve.decisions import MOST_CANDIDATES, Decision, make_results, pick, resolved
from quotes.resolve.entities import collect_mentions
from quotes.resolve.facts import note_facts, note_role_facts
from quotes.resolve.groups import read_conjuncts, unnamed_outcome
from quotes.resolve.kinds import read_neighbours
from quotes.resolve.labels import Labels
from quotes.resolve.mentions import NameMention
from quotes.resolve.naming import ITSELF, decide_name, speaking_country
from quotes.resolve.nominals import NominalResolver, decide_unnamed, pick_clear
from quotes.resolve.nouns import is_carrier
from quotes.resolve.pronouns import PronounLinker, Reading
from quotes.resolve.relatives import find_antecedent, named_antecedent
from quotes.resolve.roles import Role, cut_role, find_roles, rank_role, title_role
from quotes.resolve.running import RunningSpeaker
from quotes.resolve.sources import Names, Source, find_source_names, named_by, read_source

# What a reading is worth that rests on the tree, on who is speaking just now. They are shown, and compared
# with nothing: each is the only reading of its source.
SAME_SUBJECT, RUNNING = 0.8, 0.6
_HE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_IT = frozenset({"it", "its", "itself"})
_WE = frozenset({"we", "us", "our", "ours", "they", "them", "their", "theirs", "themselves", "ourselves"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_I = frozenset({"i", "me", "my", "mine", "myself"})
_WHO = frozenset({"who", "which", "that", "whom", "whose"})


class ArticleResolver:
    """Resolves the sources of one article. Made for one article and used once."""

    def __init__(self, doc: Document, attributions: tuple[Attribution, ...]) -> None:
        self._doc = doc
        self._attributions = attributions
        self._sources = [read_source(doc, attribution) for attribution in attributions]
        self._source_spans = SpanIndex((s.span, s.span) for s in self._sources if s is not None)
        self._contents = SpanIndex(
            (span, (number, span)) for number, a in enumerate(attributions) for span in a.content
        )
        mentions = collect_mentions(doc)
        mentions += find_source_names(doc, self._sources, mentions)
        mentions = read_neighbours(doc, sorted(mentions, key=lambda m: m.head.start))
        self._clusters = build_clusters(doc, mentions)
        self._names = Names(self._clusters)
        for cluster in self._clusters:
            if cluster.kind is SpeakerKind.PERSON:
                self._note_roles(cluster)
        self._made: dict[str, Cluster] = {}
        self._pronouns = PronounLinker(doc, self._clusters, self._names, attributions)
        self._labels = Labels(doc, attributions, self._clusters)
        self._start_over({})

    def _start_over(self, descriptions: dict[tuple[int, int], Cluster]) -> None:
        """Begin with no decision; `descriptions` are (sentence, token) of nouns that mean a person."""
        self._pronouns.link(descriptions)
        self._running = RunningSpeaker(self._doc)
        self._nominals = NominalResolver(
            self._doc, self._clusters, self._names, self._pronouns, self._running, self._made
        )
        self._decisions: dict[int, Decision] = {}
        self._decided_in: dict[int, list[int]] = {}  # numbers of those with a source, by its sentence

    def _note_roles(self, cluster: Cluster) -> None:
        """Collect the roles of a person, and the gender that they show when no title does."""
        seen: set[str] = set()
        for m in cluster.mentions:
            note_facts(self._doc, m, cluster.facts)
            for role in self._roles_at(m):
                if role.text.casefold() not in seen:
                    seen.add(role.text.casefold())
                    cluster.roles.append(role)
                    note_role_facts(role.text, role.span, cluster.facts)
                shown = role.description.gender
                if given_name_gender(cluster) not in (Gender.UNKNOWN, shown):
                    continue  # "the daughter of Ada Roe" is more often a role read too far than a gender
                if cluster.gender is Gender.UNKNOWN and shown is not Gender.UNKNOWN:
                    cluster.gender = shown
                    cluster.gender_detail = f"“{role.text}”"

    def _roles_at(self, m: NameMention) -> list[Role]:
        others = frozenset(
            i
            for cluster, n in self._names.of_sentence(m.sentence)
            if n is not m and cluster.kind is SpeakerKind.PERSON and not n.modifier and not n.possessive
            for i in range(n.first, n.last + 1)
        )
        found = find_roles(self._doc, m, others)
        around = next((span for span in self._source_spans.find(m.head) if span.contains(m.head)), None)
        if around is not None:  # the tree may let a role run on beyond the source
            found = [
                cut_role(self._doc, role, around.end)
                if around.start <= role.span.start < around.end < role.span.end
                else role
                for role in found
            ]
        title = title_role(m)
        if title is not None:
            return [title, *found]
        rank = rank_role(self._doc, m, found)
        return [*found, rank] if rank is not None else found

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
                cluster = decision.chosen[0]
                found[source.sentence.index, source.head] = cluster
                if cluster.kind is SpeakerKind.PERSON:  # "the Ghanaian": now it is told
                    note_role_facts(source.core_text, source.span, cluster.facts)
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
        if source is not None and number not in self._decisions:
            self._decided_in.setdefault(source.sentence.index, []).append(number)
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
        reading = Reading(turn.cluster, RUNNING, (evidence,))
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
        for other in self._decided_in.get(sentence.index, ()):
            source, decision = self._sources[other], self._decisions[other]
            if source is None or len(decision.chosen) != 1:
                continue
            heads = [k for span in self._attributions[other].cue for _, k in self._doc.tokens_in(span)]
            if any(k in heads for k in sentence.ancestors(i)):
                evidence = Evidence(
                    "same-subject", "the cue hangs on another cue of this sentence", (source.span,)
                )
                reading = Reading(decision.chosen[0], SAME_SUBJECT, (evidence,))
                return Decision(Outcome.RESOLVED, MentionForm.EMPTY, decision.chosen, (reading,), (evidence,))
        return nothing

    # -------------------------------------------------------------- with a source
    def _resolve_source(self, number: int, source: Source) -> Decision:
        if (labelled := self._labels.decide(number, self._pronouns)) is not None:
            return labelled
        conjuncts = read_conjuncts(source, self._names)
        if conjuncts is not None:
            readings = tuple(self._read_one_of_several(cluster, m) for cluster, m in conjuncts.named)
            form = MentionForm.NAME if readings else MentionForm.NOMINAL
            if conjuncts.unnamed:
                return Decision(Outcome.GROUP, form, (), readings)
            chosen = tuple({reading.cluster.number: reading.cluster for reading in readings}.values())
            return Decision(Outcome.RESOLVED, form, chosen, readings)
        covered = self._names.at(source.sentence.index, source.head) is not None
        word = source.sentence[source.head].text.casefold()
        if not covered and (source.upos == "PRON" or word in _HE | _WE):
            return self._resolve_pronoun(number, source)
        pair = named_by(source, self._names)
        if pair is not None and (covered or not is_carrier(source.head_word)):
            return self._resolve_name(source, *pair)
        return self._nominals.resolve(source)

    def _read_one_of_several(self, cluster: Cluster, m: NameMention) -> Reading:
        if cluster.place:
            cluster = speaking_country(cluster, self._names)
        return Reading(cluster, ITSELF, (Evidence("one-of-several", f"names {cluster.name}", (m.head,)),))

    def _resolve_name(self, source: Source, cluster: Cluster, m: NameMention) -> Decision:
        turn = None
        if not cluster.introduced:
            everywhere = len(self._doc.paragraphs)
            turn = self._running.before(source.span.start, kind=SpeakerKind.PERSON, reach=everywhere)
        return decide_name(source, cluster, m, self._names, turn)

    # -------------------------------------------------------------- pronouns
    def _resolve_pronoun(self, number: int, source: Source) -> Decision:
        word = source.sentence[source.head].text.casefold()
        if word in _HE:
            readings = self._pronouns.readings(source.sentence.index, source.head)
            if not readings:
                unnamed = self._pronouns.unnamed(source.sentence.index, source.head)
                return decide_unnamed(unnamed, MentionForm.PRONOUN)
            return pick_clear(readings, MentionForm.PRONOUN)
        if word in _IT:
            readings = which_body.read_it(self._doc, source, self._names, self._running)
            return pick(readings, MentionForm.PRONOUN)
        if word in _I:
            return self._resolve_speaker_of_quotation(number, source)
        if word in _WHO:
            return self._resolve_relative(source)
        if word in _WE:
            return self._resolve_plural(number, source, word)
        outcome = unnamed_outcome(source) or Outcome.UNKNOWN
        return Decision(outcome, MentionForm.PRONOUN)

    def _resolve_plural(self, number: int, source: Source, word: str) -> Decision:
        """A body's "we" is the body's; "they" is what was the subject before. Else a group."""
        form = MentionForm.PRONOUN
        if word in _THEY:
            around = self._find_around(number, source)
            quoted = any(self._attributions[other].kind is Kind.DIRECT for other in around)
            readings = () if quoted else several.read_they(self._doc, source, self._names, self._running)
            return several.decide(readings, form)
        decision = self._resolve_speaker_of_quotation(number, source)
        if len(decision.chosen) == 1 and decision.chosen[0].kind is SpeakerKind.ORGANIZATION:
            return decision
        return Decision(Outcome.GROUP, form, (), decision.readings)

    def _resolve_speaker_of_quotation(self, number: int, source: Source) -> Decision:
        """Whoever says the words in which "I" stands."""
        around = self._find_around(number, source)
        for other in sorted(around, key=lambda n: (sum(map(len, self._attributions[n].content)), n)):
            outer = self._sources[other]
            if other not in self._decisions and outer is not None and outer.head_word not in _I:
                self._decide(other)
            decision = self._decisions.get(other)
            if decision is not None and len(decision.chosen) == 1:
                evidence = Evidence("first-person", "stands inside that speaker's own words", (source.span,))
                return resolved(decision.chosen[0], MentionForm.PRONOUN, ITSELF, evidence)
        return Decision(Outcome.UNKNOWN, MentionForm.PRONOUN)

    def _find_around(self, number: int, source: Source) -> set[int]:
        """Attributions in whose words a source stands, the source's own left out."""
        near = self._contents.find(source.span)
        return {other for other, span in near if other != number and span.contains(source.span)}

    def _resolve_relative(self, source: Source) -> Decision:
        """Whoever a relative clause describes: "Rivera, who said ..."."""
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
        if phrase.upos != "NOUN":
            return Decision(unnamed_outcome(phrase) or Outcome.UNKNOWN, form)
        decision = self._nominals.resolve(phrase)
        decision.form = form
        return decision
