"""Across articles: is this article's speaker one that is known already? Pure functions, no store.

The store keeps `blocking_keys` of every speaker in an indexed table. For a new speaker it fetches those
that share a key, makes each a `KnownSpeaker`, and asks `match_speaker`. When in doubt the answer is None:
two entries that a person can merge are better than one that mixes two people's words.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quotes.model import Evidence, Gender, Speaker, SpeakerKind
from quotes.resolve.compare import (
    NameComparison,
    Verdict,
    is_acronym,
    may_be_one,
    may_be_one_organization,
    same_name,
)
from quotes.resolve.keys import (
    PERSON_KEY,
    WHOLE_NAME,
    blocking_keys,
    fits_query,
    person_words,
    query_keys,
    rank_query,
    search_key,
)
from quotes.resolve.lexicon import load_genders
from quotes.resolve.names import is_initial, parse_name
from quotes.resolve.spelling import fold_word, plain
from quotes.resolve.surroundings import (
    ENOUGH_COMPANY,
    Surroundings,
    are_near_in_time,
    find_clash,
    find_common_ground,
    weigh_common_ground,
)

__all__ = [
    "PERSON_KEY",
    "WHOLE_NAME",
    "KnownSpeaker",
    "Match",
    "NameComparison",
    "Surroundings",
    "Verdict",
    "best_name",
    "blocking_keys",
    "compare_all_names",
    "find_rivals",
    "find_shared_role",
    "fits_query",
    "is_namesake",
    "match_speaker",
    "may_be_known",
    "may_be_one",
    "may_be_one_organization",
    "query_keys",
    "rank_query",
    "same_name",
    "search_key",
]

# A score below which two names are no match even when roles agree. Set by hand: the best "unclear" pair that
# is often two people ("Ivanov", "Ivanova": 0.8 of a name) must not pass, "S. Lavrov" with his role must.
UNCLEAR_WITH_ROLE = 0.8
# Share of the words of the smaller role description that must stand in the other, so that roles support.
ROLE_OVERLAP = 0.6
# A score from which on names outweigh a gender, which an article shows by pronouns and may be misread.
SURE_OF_NAME = 0.97
# A family name alone, without introduction, is taken for the known speaker who bears it when that one is in
# this many articles or more, and all others of the name together in no more than this share of them. News
# calls a president so; a name that two people share in the news is left open.
KNOWN_BY_FAMILY_NAME = 8
OTHER_BEARERS = 0.1
# Worth of such a match: below any by name and role.
BY_FAMILY_NAME = 0.4
# Two known speakers whose scores lie this close are both possible: unless a role settles it, none is taken.
CLEAR_LEAD = 0.02
# A known speaker in this many articles is whoever bears the whole name, in whatever walk of life.
WELL_KNOWN = 20

NOWHERE = Surroundings()


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A speaker who is known from other articles.

    id       the store's name for it; comes back in `Match`
    aliases  every other form of the name seen so far
    roles    every description seen so far ("Russian Foreign Minister")
    gender   as far as any article showed it
    articles number of articles that have this speaker, 0 when nobody counted
    surroundings  where it is quoted, None when nobody looked
    """

    id: str
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    gender: Gender = Gender.UNKNOWN
    articles: int = 0
    surroundings: Surroundings | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The known speaker that an article's speaker is. `score` (0 to 1) orders matches; no probability."""

    id: str
    score: float
    evidence: tuple[Evidence, ...]


# ------------------------------------------------------------------ matching
def match_speaker(
    speaker: Speaker,
    known: Sequence[KnownSpeaker],
    taken: Sequence[KnownSpeaker] = (),
    surroundings: Surroundings = NOWHERE,
) -> Match | None:
    """The one of `known` that an article's speaker is, or None for a new one.

    `taken` are known speakers who share a key too, but whom another speaker of the article already is;
    `surroundings` are the article's.

    Persons match persons, organizations organizations. A bare family name matches a full name only when a
    single known speaker carries it and a role supports it, or when one is in most articles by far. A
    generation ("Jr.") that disagrees forbids a match, and so does a gender, unless the full names are equal
    and either the given name shows a gender itself or the roles agree. Two walks of life (a goalkeeper, a
    judge) make two people of one name, unless others are quoted beside both. Company and time make one of
    names that leave it open ("J. Kovacs"), and tell which of several of one name it is.
    """
    if speaker.kind not in (SpeakerKind.PERSON, SpeakerKind.ORGANIZATION):
        return None
    weighed = [
        (match, other) for other in known if (match := _weigh(speaker, other, surroundings)) is not None
    ]
    if _is_bare(speaker.name, speaker.kind):
        return _match_bare(speaker, weighed, known, taken)
    if not weighed:
        return None
    weighed.sort(key=lambda pair: -pair[0].score)
    best = weighed[0][0]
    rivals = [pair for pair in weighed if pair[0].score > best.score - CLEAR_LEAD]
    if len(rivals) > 1:
        by_role = [pair for pair in rivals if _roles_support(speaker, pair[1])]
        rivals = by_role if len(by_role) == 1 else _keep_best_surrounded(by_role or rivals, surroundings)
    return rivals[0][0] if len(rivals) == 1 else None


def _keep_best_surrounded(
    rivals: list[tuple[Match, KnownSpeaker]], surroundings: Surroundings
) -> list[tuple[Match, KnownSpeaker]]:
    """The one of several that has most in common with where the article's speaker stands, people first."""
    if any(other.surroundings is None for _, other in rivals):
        return []
    weights = [weigh_common_ground(surroundings, other.surroundings or NOWHERE) for _, other in rivals]
    best = max(weights)
    if best[0] == 0 or weights.count(best) > 1:
        return []
    match, other = rivals[weights.index(best)]
    ground = find_common_ground(surroundings, other.surroundings or NOWHERE)
    return [(replace(match, evidence=match.evidence + ground), other)]


def find_rivals(speaker: Speaker, known: Sequence[KnownSpeaker]) -> list[KnownSpeaker]:
    """Those whose names may be a speaker's, as far as names tell; a family name alone is nobody's."""
    return [other for other in known if other.kind is speaker.kind and _may_be_told(speaker, other)]


def _may_be_told(speaker: Speaker, other: KnownSpeaker) -> bool:
    """False where no surroundings make two names one speaker; see `_weigh`."""
    initialed = _is_initialed(speaker, other)
    if not initialed and (_is_bare(speaker.name, speaker.kind) or _is_bare(other.name, other.kind)):
        return False
    comparison = compare_all_names(speaker, other)
    if comparison.verdict is Verdict.UNCLEAR:
        return initialed or comparison.score >= UNCLEAR_WITH_ROLE
    return comparison.verdict is Verdict.SAME


def _match_bare(
    speaker: Speaker,
    weighed: list[tuple[Match, KnownSpeaker]],
    known: Sequence[KnownSpeaker],
    taken: Sequence[KnownSpeaker],
) -> Match | None:
    """A bare family name: the full name whose role agrees, the one that all know by it, or itself."""
    full = {other.id: match for match, other in weighed if not _is_bare(other.name, other.kind)}
    bearers, present = (
        [
            other
            for other in others
            if other.kind is speaker.kind
            and not _is_bare(other.name, other.kind)
            and same_name(speaker.name, other.name).verdict is not Verdict.DIFFERENT
        ]
        for others in (known, taken)
    )
    famous = None if present else _match_by_fame(speaker, bearers)
    if famous and any(one.id == famous.id and _genders_clash(speaker, one) for one in bearers):
        return None  # more often a misread pronoun than the one whom few articles know
    if full:
        if famous:  # "President Obama" is not Michelle Obama, whatever one article calls her
            return full.get(famous.id)
        return next(iter(full.values())) if len(full) == 1 else None
    if famous and not speaker.roles:
        return famous
    if bearers or present:
        return None
    bare = [match for match, other in weighed if _is_bare(other.name, other.kind)]
    return bare[0] if len(bare) == 1 else None


def _match_by_fame(speaker: Speaker, bearers: Sequence[KnownSpeaker]) -> Match | None:
    """The known speaker whom news calls by the family name alone, as it does nobody else of that name."""
    if not bearers:
        return None
    best = max(bearers, key=lambda other: other.articles)
    others = sum(other.articles for other in bearers if other is not best)
    if best.articles < KNOWN_BY_FAMILY_NAME or others > OTHER_BEARERS * best.articles:
        return None
    if search_key(speaker.name) != search_key(parse_name(best.name).family):
        return None
    detail = f"only “{speaker.name}” here; {best.name} bears it in {best.articles} articles"
    detail += f", others in {others}" if others else ", nobody else does"
    return Match(best.id, BY_FAMILY_NAME, (Evidence("known-by-family-name", detail, (), BY_FAMILY_NAME),))


def _weigh(speaker: Speaker, other: KnownSpeaker, surroundings: Surroundings) -> Match | None:
    if speaker.kind is not other.kind:
        return None
    comparison = compare_all_names(speaker, other)
    if comparison.verdict is Verdict.DIFFERENT:
        return None
    if _genders_clash(speaker, other) and not (
        comparison.score >= SURE_OF_NAME and _outweighs_gender(speaker, other)
    ):
        return None
    support = find_shared_role(speaker, other)
    if comparison.verdict is Verdict.SAME and (support or not _by_alias_only(speaker, other)):
        if support or not is_namesake(speaker, other):
            return Match(other.id, comparison.score, comparison.evidence + support)
        ground = find_common_ground(surroundings, other.surroundings or NOWHERE)
        beside = bool(ground) and ground[0].rule == "same-company"
        return Match(other.id, comparison.score, comparison.evidence + ground) if beside else None
    bare = _is_bare(speaker.name, speaker.kind) or _is_bare(other.name, other.kind)
    if (
        not support
        and (not bare or _is_initialed(speaker, other))
        and _is_well_surrounded(surroundings, other)
    ):
        support = find_common_ground(surroundings, other.surroundings or NOWHERE)
    if not support or (
        comparison.score < UNCLEAR_WITH_ROLE and not bare and not _is_initialed(speaker, other)
    ):
        return None
    return Match(other.id, round(comparison.score * 0.9, 3), comparison.evidence + support)


def is_namesake(speaker: Speaker, other: KnownSpeaker) -> bool:
    """True when two of one name go walks of life that one person does not go at one time.

    Of whom many articles tell, one more role is sooner misread than somebody else's.
    """
    if speaker.kind is not SpeakerKind.PERSON or other.articles >= WELL_KNOWN:
        return False
    return find_clash(speaker.roles, other.roles) is not None


def _is_well_surrounded(surroundings: Surroundings, other: KnownSpeaker) -> bool:
    """True when the company and the time of both speak for one person."""
    if other.surroundings is None:
        return False
    beside, _, _ = weigh_common_ground(surroundings, other.surroundings)
    return beside >= ENOUGH_COMPANY and are_near_in_time(surroundings, other.surroundings)


def _genders_clash(speaker: Speaker, other: KnownSpeaker) -> bool:
    return Gender.UNKNOWN not in (speaker.gender, other.gender) and speaker.gender is not other.gender


def _outweighs_gender(speaker: Speaker, other: KnownSpeaker) -> bool:
    """True when one article more likely misread a pronoun than that two of one full name differ in gender.

    So it is when the given name itself speaks for one gender, or when both have one role.
    """
    if _is_bare(speaker.name, speaker.kind):
        return False
    return plain(parse_name(speaker.name).given) in load_genders("given_names.tsv") or _roles_support(
        speaker, other
    )


def compare_all_names(speaker: Speaker | KnownSpeaker, other: KnownSpeaker) -> NameComparison:
    """The best comparison among the full names of both; a bare alias never decides for a full name."""
    ours = _telling_names((speaker.name, *speaker.aliases), speaker.kind)
    theirs = _telling_names((other.name, *other.aliases), other.kind)
    first = same_name(speaker.name, other.name, speaker.kind)
    if first.verdict is Verdict.SAME:
        return first
    if speaker.kind is SpeakerKind.ORGANIZATION and all(map(is_acronym, ours)):
        theirs = [other.name, *other.aliases]  # letters alone meet letters
    elif other.kind is SpeakerKind.ORGANIZATION and all(map(is_acronym, theirs)):
        ours = [speaker.name, *speaker.aliases]
    done = (speaker.name, other.name)
    found = [first, *(same_name(a, b, speaker.kind) for a in ours for b in theirs if (a, b) != done)]
    rank = {Verdict.SAME: 2, Verdict.UNCLEAR: 1, Verdict.DIFFERENT: 0}
    return max(found, key=lambda comparison: (rank[comparison.verdict], comparison.score))


def _by_alias_only(speaker: Speaker, other: KnownSpeaker) -> bool:
    """True for persons whose full names disagree and only a rarer form of one agrees.

    Ted Cruz, whom one article calls Rafael Edward Cruz, is not every Rafael Cruz.
    """
    if speaker.kind is not SpeakerKind.PERSON:
        return False
    full = not _is_bare(speaker.name, speaker.kind) and not _is_bare(other.name, other.kind)
    return full and same_name(speaker.name, other.name).verdict is Verdict.DIFFERENT


def _telling_names(names: Iterable[str], kind: SpeakerKind) -> list[str]:
    names = list(dict.fromkeys(names))
    short = is_acronym if kind is SpeakerKind.ORGANIZATION else _is_bare_person
    return [name for name in names if not short(name)] or names


def may_be_known(names: Sequence[str], known: str, forms: Iterable[str]) -> bool:
    """False when `match_speaker` surely takes a person for nobody of a name. Quick.

    names  of a person of an article: the name, and its aliases
    known  name of a known speaker
    forms  its aliases
    """
    if _is_bare_person(names[0]) or _is_bare_person(known):
        return True
    ours = [name for name in names if not _is_bare_person(name)]
    theirs = [known, *(form for form in forms if not _is_bare_person(form))]
    return any(may_be_one(name, form) for name in ours for form in theirs)


def _is_bare(name: str, kind: SpeakerKind) -> bool:
    """True for a person's name of one word."""
    return kind is SpeakerKind.PERSON and _is_bare_person(name)


@lru_cache(maxsize=50_000)
def _is_bare_person(name: str) -> bool:
    return len(person_words(name)) < 2


def _is_initialed(speaker: Speaker, other: KnownSpeaker) -> bool:
    return parse_name(speaker.name).initials_only or parse_name(other.name).initials_only


# Words of a role that say nothing about whose it is: small ones, kin, and what a person is to another.
_ROLE_SMALL = (
    frozenset({"the", "a", "an", "of", "for", "and", "at", "in", "on", "to", "his", "her", "its", "former"})
    | {"father", "mother", "son", "daughter", "brother", "sister", "husband", "wife"}
    | {"man", "woman", "guy", "person", "friend", "rival", "opponent", "supporter", "critic", "ally"}
)


@lru_cache(maxsize=20_000)
def _role_words(role: str) -> frozenset[str]:
    return frozenset(fold_word(word) for word in plain(role).split() if word not in _ROLE_SMALL)


def find_shared_role(speaker: Speaker | KnownSpeaker, other: KnownSpeaker) -> tuple[Evidence, ...]:
    """Evidence that both are described alike; () for none."""
    for ours in speaker.roles:
        for theirs in other.roles:
            x, y = _role_words(ours), _role_words(theirs)
            if x and y and len(x & y) >= max(1, ROLE_OVERLAP * min(len(x), len(y))):
                return (Evidence("shared-role", f"“{ours}” here, “{theirs}” elsewhere"),)
    return ()


def _roles_support(speaker: Speaker, other: KnownSpeaker) -> bool:
    return bool(find_shared_role(speaker, other))


# ------------------------------------------------------------------ showing
def best_name(names: Sequence[str]) -> str:
    """The spelling to show, of all under which one speaker was seen (repeat a name for each time).

    Full names before bare ones, names without initials or capitals throughout before others, then the most
    frequent, then the first. Empty when there is none.
    """
    if not names:
        return ""
    counts = Counter(names)
    order = {name: number for number, name in reversed(list(enumerate(names)))}

    def worth(name: str) -> tuple[bool, bool, bool, int, int]:
        words = name.split()
        return (
            len(words) > 1,
            not name.isupper() and not name.islower(),
            not any(map(is_initial, words)),
            counts[name],
            -order[name],
        )

    return max(counts, key=worth)
