"""What the store knows of a surname: the people whom articles quote under a full name that ends in it.

The audit asks for all names of an article at once. Candidates come through the blocking keys of known
speakers, those of the surname and of every surname that is a letter off it, so that an answer takes
milliseconds in a store of any size.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection, Engine, bindparam, select

from quotes.audit.acquaintance import KNOWN_ARTICLES, Acquaintance
from quotes.model import SpeakerKind
from quotes.resolve.across import PERSON_KEY
from quotes.resolve.spelling import plain, skeleton
from quotes.store.engine import reading
from quotes.store.numbers import cut_bound
from quotes.store.tables import aliases, roles, speaker_keys, speakers

# Letters that a skeleton is made of, as far as a slip puts one in.
_LETTERS = "abcdfhjklmnprstvxz"
# Descriptions of one person that the audit gets.
MAX_ROLES = 3

# Statements are put together once. Most bearers of a name stand in fewer articles than count: they are not
# even read.
_PEOPLE = (
    select(speaker_keys.c.key, aliases.c.speaker_id, aliases.c.text, aliases.c.articles)
    .join(aliases, aliases.c.speaker_id == speaker_keys.c.speaker_id)
    .join(speakers, speakers.c.id == aliases.c.speaker_id)
    .where(
        speaker_keys.c.key.in_(bindparam("keys", expanding=True)),
        aliases.c.articles >= KNOWN_ARTICLES,
        speakers.c.kind == SpeakerKind.PERSON,
    )
)
_ROLES = (
    select(roles.c.speaker_id, roles.c.text)
    .where(roles.c.speaker_id.in_(bindparam("ids", expanding=True)))
    .order_by(roles.c.articles.desc(), roles.c.id)
)
_USUAL_ROLES = _ROLES.where(roles.c.articles > 1)


class StoredAcquaintances:
    """Answers the audit's questions (`quotes.audit.acquaintance`) from a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def people(self, words: Collection[str]) -> Mapping[str, tuple[Acquaintance, ...]]:
        """People of each surname, or of one much alike; see `Acquaintances`."""
        asked = {
            word: frozenset(PERSON_KEY + bones for bones in near_skeletons(word)) for word in words if word
        }
        if not asked:
            return {}
        with reading(self._engine) as connection:
            holders, known = _find_people(connection, frozenset().union(*asked.values()))
        people: dict[str, tuple[Acquaintance, ...]] = {}
        for word, keys in asked.items():
            numbers = {number for key in keys for number in holders.get(key, ())}
            found = {person for number in numbers for person in known.get(number, ())}
            if found:
                people[word] = tuple(sorted(found, key=lambda person: (-person.articles, person.name)))
        return people


def near_skeletons(word: str) -> frozenset[str]:
    """The skeleton of a surname in plain letters, and all that one slip makes of it.

    A letter more, less, other, or two swapped. The first letter stays: a slip hardly ever changes it.
    """
    bones = skeleton(word)
    return frozenset({bones, *_edits(bones)})


def _edits(bones: str) -> Iterator[str]:
    for place in range(1, len(bones) + 1):
        first, rest = bones[:place], bones[place:]
        yield from (first + letter + rest for letter in _LETTERS)
        if rest:
            yield first + rest[1:]
            yield from (first + letter + rest[1:] for letter in _LETTERS)
        if len(rest) > 1:
            yield first + rest[1] + rest[0] + rest[2:]


def _find_people(
    connection: Connection, keys: Iterable[str]
) -> tuple[dict[str, list[int]], dict[int, list[Acquaintance]]]:
    """Full names of people under some keys, each form that enough articles use, with their descriptions.

    Returns their numbers by key, and the people by number.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    forms: dict[int, dict[str, int]] = {}
    for chunk in cut_bound(keys):
        for key, number, text, count in connection.execute(_PEOPLE, {"keys": chunk}):
            if len(plain(text).split()) > 1:
                holders[key].append(number)
                forms.setdefault(number, {})[text] = count
    told = _find_roles(connection, forms)
    people = {
        number: [Acquaintance(text, count, told.get(number, ())) for text, count in counts.items()]
        for number, counts in forms.items()
    }
    return holders, people


def _find_roles(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Descriptions of some speakers, the commonest first."""
    told: dict[int, list[str]] = {number: [] for number in numbers}
    # Of one who is known well, most descriptions were given once: they are hundreds, and hardly ever needed.
    for query in (_USUAL_ROLES, _ROLES):
        short = [number for number, texts in told.items() if len(texts) < MAX_ROLES]
        told |= {number: [] for number in short}
        for chunk in cut_bound(short):
            for number, text in connection.execute(query, {"ids": chunk}):
                if len(told[number]) < MAX_ROLES:
                    told[number].append(text)
    return {number: tuple(texts) for number, texts in told.items()}
