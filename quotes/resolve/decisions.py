"""What comes of each source while an article is resolved, and how it becomes the public data types."""

from dataclasses import dataclass

from quotes.document import Document
from quotes.model import (
    Attribution,
    Candidate,
    Evidence,
    Gender,
    Mention,
    MentionForm,
    Outcome,
    Resolution,
    Speaker,
    SpeakerKind,
)
from quotes.resolve.clusters import Cluster
from quotes.resolve.pronouns import PronounLinker, Reading
from quotes.resolve.sources import Source

# Candidates kept for one source.
MOST_CANDIDATES = 5


@dataclass(slots=True)
class Decision:
    """What came of one source, in clusters; becomes a Resolution when all keys are known."""

    outcome: Outcome
    form: MentionForm
    chosen: tuple[Cluster, ...] = ()
    readings: tuple[Reading, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def resolved(cluster: Cluster, form: MentionForm, score: float, evidence: Evidence) -> Decision:
    """One speaker, for one reason."""
    return Decision(Outcome.RESOLVED, form, (cluster,), (Reading(cluster, score, (evidence,)),), (evidence,))


def pick(readings: tuple[Reading, ...], form: MentionForm) -> Decision:
    """The best of some readings, or UNKNOWN when there is none."""
    if not readings:
        return Decision(Outcome.UNKNOWN, form)
    return Decision(Outcome.RESOLVED, form, (readings[0].cluster,), readings, readings[0].evidence)


def make_results(
    doc: Document,
    attributions: tuple[Attribution, ...],
    sources: list[Source | None],
    decisions: list[Decision],
    pronouns: PronounLinker,
) -> tuple[tuple[Speaker, ...], tuple[Resolution, ...]]:
    """Speakers who speak or are candidates, numbered in the order of the text, and one Resolution each."""
    used: dict[int, Cluster] = {}
    for decision in decisions:
        for cluster in (*decision.chosen, *(reading.cluster for reading in decision.readings)):
            used[cluster.number] = cluster
    keys = {number: f"s{index}" for index, number in enumerate(sorted(used), start=1)}
    linked: dict[int, list[Mention]] = {number: [] for number in used}
    for decision, source in zip(decisions, sources, strict=True):
        if source is None or decision.outcome is not Outcome.RESOLVED:
            continue
        for cluster in decision.chosen:
            if decision.form is MentionForm.NAME and cluster.mentions:
                continue  # its names are there already
            linked[cluster.number].append(Mention(source.span, decision.form, source.span))
    speakers = tuple(_make_speaker(doc, used[n], keys[n], linked[n], pronouns) for n in sorted(used))
    resolutions = tuple(
        _make_resolution(doc, decision, attribution, keys)
        for decision, attribution in zip(decisions, attributions, strict=True)
    )
    return speakers, resolutions


def _make_speaker(
    doc: Document, cluster: Cluster, key: str, linked: list[Mention], pronouns: PronounLinker
) -> Speaker:
    mentions = [Mention(m.span, MentionForm.NAME, m.head) for m in cluster.mentions]
    for number, token in pronouns.linked(cluster):
        span = doc.sentences[number][token].span
        mentions.append(Mention(span, MentionForm.PRONOUN, span))
    taken = {mention.span for mention in mentions}
    mentions += [mention for mention in linked if mention.span not in taken]
    return Speaker(
        key=key,
        name=cluster.name,
        kind=cluster.kind,
        gender=cluster.gender if cluster.kind is SpeakerKind.PERSON else Gender.UNKNOWN,
        mentions=tuple(sorted(mentions, key=lambda mention: mention.span)),
        aliases=cluster.aliases,
        roles=tuple(dict.fromkeys(role.text for role in cluster.roles)),
        introduced=cluster.introduced,
    )


def _make_resolution(
    doc: Document, decision: Decision, attribution: Attribution, keys: dict[int, str]
) -> Resolution:
    chosen = decision.chosen if decision.outcome is Outcome.RESOLVED else ()
    return Resolution(
        outcome=decision.outcome,
        form=decision.form,
        speakers=tuple(keys[cluster.number] for cluster in chosen),
        candidates=tuple(
            Candidate(keys[r.cluster.number], r.cluster.name, r.score, r.evidence) for r in decision.readings
        ),
        evidence=decision.evidence,
        description=" ".join(" ".join(span.text(doc.text) for span in attribution.source).split()),
    )
