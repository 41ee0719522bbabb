"""What a description asks for, and how well a role answers to it.

A `Description` is the comparable form of words for a person, so that "The head of the Russian Foreign
Ministry" meets "Russian Foreign Minister".
"""

from dataclasses import dataclass

from quotes.model import Gender
from quotes.resolve.lexicon import load_groups
from quotes.resolve.nouns import countries_in, country_of, person_noun_gender
from quotes.resolve.spelling import plain

_SMALL = frozenset(
    {"the", "a", "an", "of", "for", "in", "at", "on", "to", "and", "s", "his", "her", "its", "their", "our"}
    | {"who", "is", "with", "from", "by", "as", "that", "this", "also", "another", "affairs"}
)
# Words that say the same in a role.
_SAME_WORDS = {
    "ministry": "minister",
    "ministries": "minister",
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "organisation": "organization",
    "democrat": "democratic",
    "democrats": "democratic",
    "republicans": "republican",
    "gop": "republican",
    "presidential": "president",
    "parliamentary": "parliament",
}

# Words that make another office of one: a deputy mayor is not "the mayor".
_SECOND = frozenset({"deputy", "vice", "assistant", "associate", "under", "sub"})
# How much of its fit a role keeps when only one of the two is such an office: too little to be the answer,
# enough to be weighed when nobody fits better.
OTHER_OFFICE = 0.2


@dataclass(frozen=True, slots=True)
class Description:
    """Comparable form of a role or description.

    heads   nouns for what the person is ("minister"), singular
    words   the other telling words
    places  countries that it speaks of
    """

    heads: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]
    gender: Gender = Gender.UNKNOWN


def describe(text: str) -> Description:
    """Read a role or description; "head of the foreign ministry" becomes a foreign minister."""
    places = countries_in(text)
    heads: set[str] = set()
    words: set[str] = set()
    gender = Gender.UNKNOWN
    for raw in text.replace("’s", " ").replace("'s", " ").split():
        raw = raw.strip(".,;:()[]\"“”‘’'").casefold()
        for form in (raw, raw.removesuffix("s")):
            shown = person_noun_gender(form)
            if shown is not None:
                heads.add(form.rpartition("ex-")[2])
                gender = shown if gender is Gender.UNKNOWN else gender
                break
        else:
            for word in plain(raw).split():
                if word not in _SMALL and not country_of(word):
                    words.add(_SAME_WORDS.get(word, word))
    if "minister" in words and heads & {"head", "chief", "boss", "leader"}:
        heads = (heads - {"head", "chief", "boss", "leader"}) | {"minister"}
        words.discard("minister")
    if "diplomat" in heads and "top" in words:
        heads, words = heads | {"minister"}, words | {"foreign"}
    words -= {"top", "former", "then", "late"}
    return Description(frozenset(heads), frozenset(words), places, gender)


def fit_description(asked: Description, role: Description) -> float:
    """How well a role answers to a description, 0 (not at all) to 1 (the same words)."""
    if asked.places and role.places and not asked.places & role.places:
        return 0.0
    if asked.heads & role.heads:
        score = 0.6
    elif _families(asked.heads) & _families(role.heads):
        score = 0.4
    else:
        return 0.0
    wanted = asked.words | asked.places
    if wanted:
        met = len(asked.words & role.words) + len(asked.places & role.places)
        score += 0.4 * met / len(wanted)
        if not met:
            score -= 0.15
    else:
        score += 0.1
    if _is_second(asked) != _is_second(role):
        score *= OTHER_OFFICE
    return score


def _is_second(description: Description) -> bool:
    """True for a deputy or vice of something; a "deputy" alone is a member of a parliament."""
    return bool(description.words & _SECOND) or ("deputy" in description.heads and len(description.heads) > 1)


def _families(heads: frozenset[str]) -> frozenset[int]:
    """Numbers of the families of nouns that any of these belongs to."""
    families = load_groups("role_families.txt")
    return frozenset().union(*(families.get(head, frozenset()) for head in heads))
