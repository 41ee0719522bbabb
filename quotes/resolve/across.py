"""Across articles: is this article's speaker one that is known already? Pure functions, no store.

The store keeps `blocking_keys` of every speaker in an indexed table. For a new speaker it fetches those
that share a key, makes each a `KnownSpeaker`, and asks `match_speaker`. When in doubt the answer is None:
two entries that a person can merge are better than one that mixes two people's words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.model import Evidence, Gender, Speaker, SpeakerKind
from quotes.resolve.compare import (
    NameComparison,
    Verdict,
    compare_words,
    initials_of,
    is_acronym,
    organization_words,
    same_name,
)
from quotes.resolve.lexicon import load_genders, load_words
from quotes.resolve.names import is_initial, parse_name
from quotes.resolve.romanization import fold_chinese, fold_korean
from quotes.resolve.spelling import fold_word, plain, skeleton

__all__ = [
    "KnownSpeaker",
    "Match",
    "NameComparison",
    "Verdict",
    "best_name",
    "blocking_keys",
    "fits_query",
    "match_speaker",
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


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A speaker who is known from other articles.

    id       the store's name for it; comes back in `Match`
    aliases  every other form of the name seen so far
    roles    every description seen so far ("Russian Foreign Minister")
    gender   as far as any article showed it
    articles number of articles that have this speaker, 0 when nobody counted
    """

    id: str
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    gender: Gender = Gender.UNKNOWN
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """The known speaker that an article's speaker is. `score` (0 to 1) orders matches; no probability."""

    id: str
    score: float
    evidence: tuple[Evidence, ...]


# ------------------------------------------------------------------ keys
def blocking_keys(name: str, kind: SpeakerKind) -> frozenset[str]:
    """Keys of one name (or alias): two names that `match_speaker` may take for one share at least one.

    Cheap and spelling-folded; meant for an indexed table. Empty for a name without letters and for groups
    and anonymous sources, which are never matched across articles.
    """
    if kind is SpeakerKind.ORGANIZATION:
        return _organization_keys(name)
    if kind is not SpeakerKind.PERSON:
        return frozenset()
    words = [skeleton(word) for word in _person_words(name)]
    if not words:
        return frozenset()
    keys = {f"p:{word}" for word in words[1:] or words}
    if parse_name(name).family_first or len(words) == 1:
        keys.add(f"p:{words[0]}")
    if len(words) > 1:
        keys.add("p:" + "+".join(sorted((words[0], words[-1]))))
        keys.add("p:=" + skeleton("".join(plain(parse_name(name).text).split())))
        if _person_words(name)[0] in load_words("family_names_first.txt"):
            keys.add("p:~" + fold_korean(fold_chinese("".join(_person_words(name)))))
    return frozenset(keys)


def _organization_keys(name: str) -> frozenset[str]:
    words = organization_words(name)
    if not words:
        return frozenset()
    keys = {"o:" + " ".join(sorted(map(fold_word, words)))}
    acronyms = {re.sub(r"[^A-Za-z]", "", name)} if is_acronym(name) else initials_of(name)
    return frozenset(keys | {f"o:{letters.lower()}" for letters in acronyms if 2 <= len(letters) <= 8})


def _person_words(name: str) -> list[str]:
    """Plain words that carry a name; particles left out ("van"), but not a given name ("Ben", "Al")."""
    parts = parse_name(name).words
    words = [word for part in parts for word in plain(part).split()]
    particles = load_words("particles.txt")
    given = 1 if parts and parts[0][:1].isupper() else 0
    kept = [w for number, w in enumerate(words) if (number < given or w not in particles) and len(w) > 1]
    return kept or words


# ------------------------------------------------------------------ matching
def match_speaker(
    speaker: Speaker, known: Sequence[KnownSpeaker], taken: Sequence[KnownSpeaker] = ()
) -> Match | None:
    """The one of `known` that an article's speaker is, or None for a new one.

    `taken` are known speakers who share a key too, but whom another speaker of the article already is.

    Persons match persons, organizations organizations. A bare family name matches a full name only when a
    single known speaker carries it and a role supports it, or when one is in most articles by far. A
    generation ("Jr.") that disagrees forbids a match, and so does a gender, unless the full names are equal
    and either the given name shows a gender itself or the roles agree.
    """
    if speaker.kind not in (SpeakerKind.PERSON, SpeakerKind.ORGANIZATION):
        return None
    weighed = [(match, other) for other in known if (match := _weigh(speaker, other)) is not None]
    if _is_bare(speaker.name, speaker.kind):
        return _match_bare(speaker, weighed, known, taken)
    if not weighed:
        return None
    weighed.sort(key=lambda pair: -pair[0].score)
    best = weighed[0][0]
    rivals = [pair for pair in weighed if pair[0].score > best.score - CLEAR_LEAD]
    if len(rivals) > 1:
        rivals = [pair for pair in rivals if _roles_support(speaker, pair[1])]
    return rivals[0][0] if len(rivals) == 1 else None


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


def _weigh(speaker: Speaker, other: KnownSpeaker) -> Match | None:
    if speaker.kind is not other.kind:
        return None
    comparison = _compare_names(speaker, other)
    if comparison.verdict is Verdict.DIFFERENT:
        return None
    if _genders_clash(speaker, other) and not (
        comparison.score >= SURE_OF_NAME and _outweighs_gender(speaker, other)
    ):
        return None
    support = _role_evidence(speaker, other)
    if comparison.verdict is Verdict.SAME and (support or not _by_alias_only(speaker, other)):
        return Match(other.id, comparison.score, comparison.evidence + support)
    bare = _is_bare(speaker.name, speaker.kind) or _is_bare(other.name, other.kind)
    if not support or (
        comparison.score < UNCLEAR_WITH_ROLE and not bare and not _is_initialed(speaker, other)
    ):
        return None
    return Match(other.id, round(comparison.score * 0.9, 3), comparison.evidence + support)


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


def _compare_names(speaker: Speaker, other: KnownSpeaker) -> NameComparison:
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
    found = [first, *(same_name(a, b, speaker.kind) for a in ours for b in theirs)]
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


def _is_bare(name: str, kind: SpeakerKind) -> bool:
    """True for a person's name of one word."""
    return kind is SpeakerKind.PERSON and _is_bare_person(name)


def _is_bare_person(name: str) -> bool:
    return len(_person_words(name)) < 2


def _is_initialed(speaker: Speaker, other: KnownSpeaker) -> bool:
    return parse_name(speaker.name).initials_only or parse_name(other.name).initials_only


# Words of a role that say nothing about whose it is: small ones, kin, and what a person is to another.
_ROLE_SMALL = (
    frozenset({"the", "a", "an", "of", "for", "and", "at", "in", "on", "to", "his", "her", "its", "former"})
    | {"father", "mother", "son", "daughter", "brother", "sister", "husband", "wife"}
    | {"man", "woman", "guy", "person", "friend", "rival", "opponent", "supporter", "critic", "ally"}
)


def _role_words(role: str) -> frozenset[str]:
    return frozenset(fold_word(word) for word in plain(role).split() if word not in _ROLE_SMALL)


def _role_evidence(speaker: Speaker, other: KnownSpeaker) -> tuple[Evidence, ...]:
    for ours in speaker.roles:
        for theirs in other.roles:
            x, y = _role_words(ours), _role_words(theirs)
            if x and y and len(x & y) >= max(1, ROLE_OVERLAP * min(len(x), len(y))):
                return (Evidence("shared-role", f"“{ours}” here, “{theirs}” elsewhere"),)
    return ()


def _roles_support(speaker: Speaker, other: KnownSpeaker) -> bool:
    return bool(_role_evidence(speaker, other))


# ------------------------------------------------------------------ looking up and showing
def search_key(text: str) -> str:
    """A name as it is looked up: plain, spelling-folded words ("Sergei Lavrov" -> "sergi lavrov")."""
    return " ".join(map(fold_word, plain(text).split()))


def query_keys(query: str) -> frozenset[str]:
    """Blocking keys under which a speaker asked for by any name may stand."""
    keys = blocking_keys(query, SpeakerKind.PERSON) | blocking_keys(query, SpeakerKind.ORGANIZATION)
    return keys | {f"p:{skeleton(word)}" for word in _person_words(query)}


def rank_query(query: str, name: str, aliases: Iterable[str] = ()) -> float:
    """How well a speaker answers to a query, 0 for not at all, 1 for the very name.

    Every word of the query must stand in one form of the name, in any order and any spelling; the last may
    be cut short ("Lavr").
    """
    asked = plain(query).split()
    if not asked:
        return 0.0
    best = 0.0
    for number, form in enumerate((name, *aliases)):
        words = plain(form).split()
        if words == asked:
            best = max(best, 1.0 if number == 0 else 0.97)
        elif search_key(form) == search_key(query):
            best = max(best, 0.95 if number == 0 else 0.93)
        elif all(any(_answers(word, other) for other in words) for word in asked):
            best = max(best, 0.8)
        elif len(asked[-1]) >= 3 and _starts(asked, words):
            best = max(best, 0.5)
    return best


def fits_query(query: str, name: str, aliases: Iterable[str] = ()) -> bool:
    """True when a speaker of this name answers to the query; see `rank_query`."""
    return rank_query(query, name, aliases) > 0


def _answers(asked: str, word: str) -> bool:
    worth, reason = compare_words(asked, word)
    return worth > 0 and reason in ("same", "spelling", "variant", "nickname")


def _starts(asked: list[str], words: list[str]) -> bool:
    whole = all(any(_answers(word, other) for other in words) for word in asked[:-1])
    return whole and any(word.startswith(asked[-1]) for word in words)


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
