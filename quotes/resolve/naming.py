"""Sources that name their speaker: whose name it is, who else bears it, what speaks against it."""

from quotes.model import Evidence, Gender, MentionForm, Outcome, Span
from quotes.resolve.clusters import Cluster
from quotes.resolve.decisions import Decision, resolved
from quotes.resolve.groups import stand_for_group
from quotes.resolve.mentions import NameMention
from quotes.resolve.nouns import country_of
from quotes.resolve.pronouns import Reading
from quotes.resolve.running import Turn, running_evidence
from quotes.resolve.sources import Source
from quotes.resolve.spelling import plain

# What a name is worth as a reading of itself, the other bearer of a shared family name, and the running
# speaker beside a name that nothing introduces. They order the candidates of one source.
ITSELF, OTHER_BEARER, RUNNING_BESIDE = 1.0, 0.4, 0.3


def decide_name(
    source: Source, cluster: Cluster, m: NameMention, clusters: list[Cluster], turn: Turn | None
) -> Decision:
    """The one whom a source names; `turn` is the running speaker, for a name that nothing introduces.

    The name stands for itself even then: the running speaker becomes a candidate, and a reader decides.
    """
    form = MentionForm.NAME
    if stand_for_group(m, source, clusters):
        return Decision(Outcome.GROUP, form)
    if cluster.place and (country := speaking_country(cluster, clusters)) is not cluster:
        return resolved(
            country, form, ITSELF, Evidence("seat", f"“{m.name}” stands for {country.name}", (m.head,))
        )
    bearers: list[Cluster] = []
    if len(m.name.split()) == 1:
        cluster, bearers = _choose_bearer(cluster, m, clusters)
    full = _full_mention(cluster)
    if m.name == cluster.name:
        told = f"the source names {cluster.name}"
    else:
        told = f"“{m.name}” is a part or form of “{cluster.name}”"
    reasons = [Evidence("name", told, (m.head, *full))]
    if m.misspelled:
        detail = f"“{m.name}” is a letter or two off “{cluster.name}”"
        reasons.append(Evidence("misspelling", detail, (m.head, *full)))
    readings = [Reading(cluster, ITSELF, tuple(reasons))]
    for other in bearers:
        shared = Evidence("shared-name", f"{other.name} bears the name as well", _full_mention(other))
        readings.append(Reading(other, OTHER_BEARER, (shared,)))
    if turn is not None and turn.cluster is not cluster:
        readings.append(Reading(turn.cluster, RUNNING_BESIDE, (running_evidence(turn),)))
    if _is_open(m, cluster, bearers):
        return Decision(Outcome.AMBIGUOUS, form, (), tuple(readings), tuple(reasons))
    return Decision(Outcome.RESOLVED, form, (cluster,), tuple(readings), tuple(reasons))


def speaking_country(cluster: Cluster, clusters: list[Cluster]) -> Cluster:
    """The country for whose government a capital speaks, when the article names it; else the place itself."""
    country = plain(country_of(cluster.name))
    if not country or plain(cluster.name) == country:
        return cluster
    return next((other for other in clusters if other.place and plain(other.name) == country), cluster)


def _choose_bearer(
    cluster: Cluster, m: NameMention, clusters: list[Cluster]
) -> tuple[Cluster, list[Cluster]]:
    """The bearer of a shared family name, and the others whom the gender of a title does not exclude."""
    bearers = [cluster, *(clusters[number] for number in sorted(cluster.shares_with))]
    if m.gender is not Gender.UNKNOWN:
        fitting = [one for one in bearers if one.gender is m.gender]
        bearers = fitting or [one for one in bearers if one.gender is Gender.UNKNOWN] or [cluster]
    return bearers[0], bearers[1:]


def _is_open(m: NameMention, cluster: Cluster, bearers: list[Cluster]) -> bool:
    """True when another bearer was named in full as shortly before, and as often."""
    if not bearers:
        return False

    def state(one: Cluster) -> tuple[int, int]:
        before = [x for x in one.mentions if x.head.start < m.head.start and len(x.name.split()) > 1]
        return (m.sentence - before[-1].sentence if before else 99, len(before))

    ours = state(cluster)
    return any(state(other)[0] <= min(1, ours[0]) and state(other)[1] >= ours[1] for other in bearers)


def _full_mention(cluster: Cluster) -> tuple[Span, ...]:
    """Where the best name stands."""
    return next(((m.head,) for m in cluster.mentions if m.name == cluster.name), ())
