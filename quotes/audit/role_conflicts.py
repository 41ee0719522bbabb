"""One speaker, two articles, two offices that nobody holds at once. Pure.

It is what a wrong merge of two people looks like, or an error of one article. Only roles that are read
without doubt count (`quotes.audit.offices`), and only near in time: people change their offices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from quotes.audit.offices import Claim, Domain, exclude_each_other, read_claims
from quotes.model import Severity

# Days within which two offices are held at one time. Nobody changes country or party in a season, but a
# manager moves from one company to the next, and news of it runs ahead.
NEAR_DAYS = {
    Domain.COUNTRY: 365,
    Domain.STATE: 365,
    Domain.TOWN: 365,
    Domain.PARTY: 180,
    Domain.COMPANY: 14,
}
SEVERITIES = {Domain.PARTY: Severity.MEDIUM, Domain.COMPANY: Severity.MEDIUM}

# What each office is called in a message: "two countries".
NOUNS = {
    Domain.COUNTRY: "offices of two countries",
    Domain.STATE: "this office in two states",
    Domain.TOWN: "the office of mayor in two towns",
    Domain.PARTY: "to be of both parties",
    Domain.COMPANY: "the lead of two companies",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What one article says that a speaker is. `article` is its number."""

    article: int
    published: date | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleConflict:
    """Two articles whose roles exclude each other; the first is the one to doubt.

    It is the one of the office that fewer articles tell, or else the later one.
    """

    domain: Domain
    article: int
    role: str
    other_article: int
    other_role: str

    @property
    def severity(self) -> Severity:
        """How much it matters: of two countries, states or towns, they are two people."""
        return SEVERITIES.get(self.domain, Severity.HIGH)


def claims_office(roles: Sequence[str]) -> bool:
    """True when some role claims what another one may exclude. Quick."""
    return any(read_claims(role) for role in roles)


def may_conflict(roles: Sequence[str], lately: Sequence[str] | None = None) -> bool:
    """True when two of some roles exclude each other, whenever they were told. Quick.

    lately  roles of which one must be among the two; None for any
    """
    claims = {claim for role in roles for claim in read_claims(role)}
    if lately is None:
        return any(exclude_each_other(one, other) for one, other in combinations(claims, 2))
    fresh = {claim for role in lately for claim in read_claims(role)}
    return any(exclude_each_other(one, other) for one in fresh for other in claims)


def find_role_conflicts(told: Sequence[Told]) -> tuple[RoleConflict, ...]:
    """For each article whose role another article excludes, the nearest such article; in order of time.

    told  what each article says of one speaker
    """
    told = sorted(told, key=lambda one: (one.published or date.min, one.article))
    claims: dict[Claim, list[tuple[int, str]]] = {}
    for place, one_told in enumerate(told):
        for role in one_told.roles:
            for claim in read_claims(role):
                claims.setdefault(claim, []).append((place, role))
    found: dict[int, RoleConflict] = {}
    for one, other in combinations(sorted(claims, key=lambda claim: (claim.domain, claim.holder)), 2):
        if not exclude_each_other(one, other):
            continue
        ours, theirs = claims[one], claims[other]
        both = {place for place, _ in ours} & {place for place, _ in theirs}
        if both:  # an article that gives both knows why
            continue
        rare, usual = (ours, theirs) if _rank(ours) < _rank(theirs) else (theirs, ours)
        for place, role in rare:
            near = [
                (_days_apart(told[place], told[there]) or 0, there, text)
                for there, text in usual
                if _is_near(told[place], told[there], one.domain)
            ]
            if near and place not in found:
                _, there, text = min(near)
                found[place] = RoleConflict(one.domain, told[place].article, role, told[there].article, text)
    return tuple(found[place] for place in sorted(found))


def _rank(places: Sequence[tuple[int, str]]) -> tuple[int, int]:
    """The office that fewer articles tell is the doubtful one; of two equals, the one that was told later."""
    return len({place for place, _ in places}), -min(place for place, _ in places)


def _days_apart(one: Told, other: Told) -> int | None:
    return abs((one.published - other.published).days) if one.published and other.published else None


def _is_near(one: Told, other: Told, domain: Domain) -> bool:
    apart = _days_apart(one, other)
    # Without a date it may be long ago; a company is left for another one soon.
    return apart <= NEAR_DAYS[domain] if apart is not None else domain is not Domain.COMPANY
