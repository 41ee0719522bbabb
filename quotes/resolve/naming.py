"""Sources that name their speaker: whose name it is, who else bears it, what speaks against it."""

import bisect

from quotes.model import Evidence, Gender, MentionForm, Outcome, Span
from quotes.resolve.clusters import Cluster
from quotes.resolve.decisions import MOST_CANDIDATES, Decision, resolved
from quotes.resolve.groups import stand_for_group
from quotes.resolve.mentions import NameMention
from quotes.resolve.nouns import country_of
from quotes.resolve.pronouns import Reading
from quotes.resolve.running import Turn, running_evidence
from quotes.resolve.sources import Names, Source
from quotes.resolve.spelling import plain

# What a name is worth as a reading of itself, the other bearer of a shared family name, and the running
# speaker beside a name that nothing introduces. They order the candidates of one source.
ITSELF, OTHER_BEARER, RUNNING_BESIDE = 1.0, 0.4, 0.3


def decide_name(
    source: Source, cluster: Cluster, m: NameMention, names: Names, turn: Turn | None
) -> Decision:
    """The one whom a source names; `turn` is the running speaker, for a name that nothing introduces.

    The name stands for itself even then: the running speaker becomes a candidate, and a reader decides.
    """
    form = MentionForm.NAME
    if stand_for_group(m, source, names):
        return Decision(Outcome.GROUP, form)
    if cluster.place and (country := speaking_country(cluster, names)) is not cluster:
        return resolved(
            country, form, ITSELF, Evidence("seat", f"“{m.name}” stands for {country.name}", (m.head,))
        )
    bearers: list[Cluster] = []
    if len(m.name.split()) == 1:
        cluster, bearers = _choose_bearer(cluster, m, names.clusters)
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
    for other in bearers[:MOST_CANDIDATES]:
        shared = Evidence("shared-name", f"{other.name} bears the name as well", _full_mention(other))
        readings.append(Reading(other, OTHER_BEARER, (shared,)))
    if turn is not None and turn.cluster is not cluster:
        readings.append(Reading(turn.cluster, RUNNING_BESIDE, (running_evidence(turn),)))
    if _is_open(m, cluster, bearers, names):
        return Decision(Outcome.AMBIGUOUS, form, (), tuple(readings), tuple(reasons))
    return Decision(Outcome.RESOLVED, form, (cluster,), tuple(readings), tuple(reasons))


def speaking_country(cluster: Cluster, names: Names) -> Cluster:
    """The country for whose government a capital speaks, when the article names it; else the place itself."""
    country = plain(country_of(cluster.name))
    if not country or plain(cluster.name) == country:
        return cluster
    return names.body_called(country, place=True) or cluster


def _choose_bearer(
    cluster: Cluster, m: NameMention, clusters: list[Cluster]
) -> tuple[Cluster, list[Cluster]]:
    """The bearer of a shared family name, and the others whom the gender of a title does not exclude."""
    bearers = [cluster, *(clusters[number] for number in sorted(cluster.shares_with))]
    if m.gender is not Gender.UNKNOWN:
        fitting = [one for one in bearers if one.gender is m.gender]
        bearers = fitting or [one for one in bearers if one.gender is Gender.UNKNOWN] or [cluster]
    return bearers[0], bearers[1:]


def _is_open(m: NameMention, cluster: Cluster, bearers: list[Cluster], names: Names) -> bool:
    """True when another bearer was named in full as shortly before, and as often."""
    if not bearers:
        return False

    def state(one: Cluster) -> tuple[int, int]:
        count = bisect.bisect_left(one.full_mentions, m.head.start, key=lambda x: x.head.start)
        return (m.sentence - one.full_mentions[count - 1].sentence if count else 99, count)

    ours = state(cluster)
    latest = min(1, ours[0])
    numbers = {other.number for other in bearers}
    # Nobody else is named so shortly before.
    near = names.clusters_of(range(m.sentence - latest, m.sentence + 1))
    states = (state(other) for other in near if other.number in numbers)
    return any(distance <= latest and count >= ours[1] for distance, count in states)


def _full_mention(cluster: Cluster) -> tuple[Span, ...]:
    """Where the best name stands."""
    name = cluster.name
    return next(((m.head,) for m in cluster.mentions if m.name == name), ())
