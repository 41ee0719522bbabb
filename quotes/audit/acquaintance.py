"""What other articles tell of a name: the seam between the audit and whatever keeps them.

The audit of one article is pure. Who has read other articles passes in `Acquaintances`; who has not passes in
`NOBODY`, and then every name is as strange as the article makes it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from quotes.audit.spelling import is_slip
from quotes.resolve.spelling import plain

# A person is known from so many articles on that credit words to the full name.
KNOWN_ARTICLES = 3
# A name that is a letter off one of so many articles is rather a slip than another person's.
MANY_ARTICLES = 5
# One of several people of a surname is meant when known from so many times the articles of the next.
DOMINANT = 3
# A person whom a message calls by a description is called by no more than so many characters of it.
MAX_ROLE = 60


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A person whom other articles quote under a full name.

    name      the name in full, as they write it
    articles  how many of them credit words to that very name
    roles     descriptions that they give, the commonest first
    """

    name: str
    articles: int
    roles: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name in plain letters."""
        return tuple(word.replace(" ", "") for word in map(plain, self.name.split()) if word)

    def tell(self) -> str:
        """ "Marta Olsen (director of the port), who is quoted in 41 other articles"."""
        role = next((f" ({role})" for role in self.roles if len(role) <= MAX_ROLE), "")
        return f"{self.name}{role}, who is quoted in {self.articles} other articles"


class Acquaintances(Protocol):
    """Answers what other articles tell."""

    def people(self, words: Collection[str]) -> Mapping[str, tuple[Acquaintance, ...]]:
        """For each surname (plain letters): people whose full names end in it, or in one much like it.

        Known from `KNOWN_ARTICLES` on, most articles first. Words that nobody fits are left out.
        """
        ...


class _Nobody:
    """Knows nobody."""

    def people(self, words: Collection[str]) -> Mapping[str, tuple[Acquaintance, ...]]:  # noqa: ARG002
        """Nobody fits."""
        return {}


NOBODY: Acquaintances = _Nobody()


def find_namesakes(word: str, people: tuple[Acquaintance, ...]) -> tuple[Acquaintance, ...]:
    """Of people whose surnames are alike, those of this very one; only the one who dominates, if any."""
    same = tuple(person for person in people if person.words and person.words[-1] == word)
    if len(same) > 1 and same[0].articles >= DOMINANT * same[1].articles:
        return same[:1]
    return same


def find_near_names(words: tuple[str, ...], people: tuple[Acquaintance, ...]) -> tuple[Acquaintance, ...]:
    """People of many articles from whose name a name (plain words, surname last) is a slip.

    A bare surname is compared with surnames, a full name with full names that differ in one word. Nobody,
    when other articles know the name as it is written: two real people may be a letter apart.
    """
    if not words or any(person.words[-1:] == words[-1:] and _fits(words, person) for person in people):
        return ()
    return tuple(
        person for person in people if person.articles >= MANY_ARTICLES and _is_slip_of(words, person.words)
    )


def _fits(words: tuple[str, ...], person: Acquaintance) -> bool:
    """True when a name can be the person's as it is written."""
    return len(words) == 1 or words[0] == person.words[0]


def _is_slip_of(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    if len(words) == 1:
        return bool(known) and is_slip(words[0], known[-1], limit=1)
    pairs = [pair for pair in zip(words, known, strict=False) if pair[0] != pair[1]]
    if len(words) != len(known) or len(pairs) != 1 or len(pairs[0][0]) <= 2:
        return False
    one, other = pairs[0]
    if pairs[0] == (words[0], known[0]) and one.rstrip("aeio") == other.rstrip("aeio"):
        return False  # Erica and Eric are two people
    return is_slip(one, other, limit=1)
