"""Names of an article that look like a misspelling of another name of the same article."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quotes.audit.names import NameInventory, NameUse
from quotes.audit.spelling import MIN_LENGTH_SOUND, is_other_spelling, is_slip
from quotes.audit.wordlists import is_no_person, known_people
from quotes.document import EntityLabel

# A name that the parser's model takes for a place or a body is a slip only when it is used no more often:
# a slip seldom happens twice, a place or a body is named again.
MAX_UNSURE_USES = 1
# A well-known place, body or group needs no introduction; a name near it is a slip when the article uses
# the well-known one at least so often.
MIN_KNOWN_USES = 2
MIN_KNOWN_LENGTH = 5


# Words of names by their first letter, which a slip hardly ever changes, and length; each with a use.
_Index = Mapping[tuple[str, int], list[tuple[str, NameUse]]]


@dataclass(frozen=True, slots=True)
class Slip:
    """One spelling that the article uses and the names that it may be meant for.

    places  where the odd spelling stands
    word    the odd word, plain letters
    names   uses of the names that it may stand for, likeliest first
    better  the same names as text, with the better spelling
    """

    places: tuple[NameUse, ...]
    word: str
    names: tuple[NameUse, ...]
    better: tuple[str, ...]


def find_slips(names: NameInventory, text: str) -> tuple[Slip, ...]:
    """Every spelling that is a letter or two off a name that the article introduces, in order of the text."""
    index = _index_introduced(names)
    slips: list[Slip] = []
    done: set[str] = set()
    for use in names.uses:
        if len(use.words) == 1 and use.last not in done:
            done.add(use.last)
            slips.extend(_read_single(names, use, index, text))
    slips.extend(_read_full_names(names, text))
    return tuple(sorted(slips, key=lambda slip: slip.places[0].span))


# ------------------------------------------------------------------ a bare name near an introduced one
def _index_introduced(names: NameInventory) -> _Index:
    """Words of names that the article introduces, or that need no introduction."""
    index: dict[tuple[str, int], list[tuple[str, NameUse]]] = defaultdict(list)
    titled = tuple(
        use
        for use in names.uses
        if len(use.words) == 1
        and use.described
        and use.label is EntityLabel.PERSON
        and not names.is_full_name(use.last)
    )
    for use in (*names.full_people(), *titled):
        for word in reversed(use.words):  # the surname first
            index[word[0], len(word)].append((word, use))
    for word, uses in names.by_word.items():
        if is_no_person(word) and len(uses) >= MIN_KNOWN_USES and len(word) > MIN_KNOWN_LENGTH:
            plain_use = next((use for use in uses if use.words == (word,)), None)
            if plain_use is not None:
                index[word[0], len(word)].append((word, plain_use))
    return index


def _read_single(names: NameInventory, use: NameUse, index: _Index, text: str) -> Iterator[Slip]:
    written = use.last
    places = names.with_word(written)
    if (
        names.is_full_name(written)
        or is_no_person(written)
        or is_no_person(written.removesuffix("s"))
        or written in names.common
        or not _can_be_person(places)
    ):
        return
    near: dict[tuple[str, ...], tuple[str, NameUse]] = {}
    for length in range(len(written) - 2, len(written) + 3):
        for word, name in index.get((written[0], length), ()):
            limit = 1 if is_no_person(word) else 2
            if is_slip(written, word, limit=limit) or _is_respelled(written, word, name):
                near.setdefault(name.words, (word, name))
    if not near:
        return
    found = sorted(near.values(), key=lambda pair: -len(names.with_word(pair[0])))
    word, name = found[0]
    is_better = written in known_people() and word not in known_people()
    if len(names.with_word(word)) == 1 < len(places) or is_better:
        # the name is misspelled where it is introduced, and right everywhere else
        better = _respell(name, word, use.span.text(text), text)
        yield Slip((name,), word, places, (better,))
    else:
        yield Slip(
            places,
            written,
            tuple(each for _, each in found),
            tuple(each.span.text(text) for _, each in found),
        )


def _is_respelled(written: str, word: str, name: NameUse) -> bool:
    """True for a surname in another transliteration than where the article introduces it."""
    long = min(len(written), len(word)) >= MIN_LENGTH_SOUND
    return long and word == name.last and is_other_spelling(written, word)


def _can_be_person(places: tuple[NameUse, ...]) -> bool:
    labels = [place.label for place in places]
    if EntityLabel.PERSON in labels:
        return True
    return EntityLabel.NORP not in labels and len(places) <= MAX_UNSURE_USES


def _respell(name: NameUse, word: str, written: str, text: str) -> str:
    """The text of a full name with one word put in another spelling."""
    parts = name.span.text(text).split()
    return " ".join(
        written if i == name.words.index(word) else part for i, part in enumerate(parts)
    ) if len(parts) == len(name.words) else written  # fmt: skip


# ------------------------------------------------------------------ two full names that differ in one word
def _read_full_names(names: NameInventory, text: str) -> Iterator[Slip]:
    """ "Hilary Duffield" where the article otherwise has "Hillary Duffield"."""
    groups: dict[tuple[int, int, str], list[NameUse]] = defaultdict(list)
    for use in names.full_people():
        for number, word in enumerate(use.words):
            if len(word) > 2:  # an initial that two names share says nothing
                groups[(len(use.words), number, word)].append(use)
    later = {word for use in names.full_people() for word in use.words[1:]}
    done: set[tuple[str, ...]] = set()
    for uses in groups.values():
        for odd in uses:
            if odd.words in done or not known_people().isdisjoint(odd.words[:1]):
                continue
            for name in uses:
                pair = _differing_word(odd, name)
                surname = pair is not None and not later.isdisjoint(pair)
                if (
                    pair
                    and (surname or not _is_pair_of_forms(*pair))
                    and is_slip(*pair)
                    and _is_rarer(names, odd, name)
                ):
                    places = tuple(use for use in names.with_word(pair[0]) if use.words == odd.words)
                    yield Slip(places, pair[0], (name,), (name.span.text(text),))
                    done.add(odd.words)
                    break


def _differing_word(odd: NameUse, name: NameUse) -> tuple[str, str] | None:
    """The one pair of words in which two names of the same length differ."""
    pairs = [pair for pair in zip(odd.words, name.words, strict=True) if pair[0] != pair[1]]
    return pairs[0] if len(pairs) == 1 else None


def _is_pair_of_forms(one: str, other: str) -> bool:
    """True when first names differ in a last vowel: Erica and Eric are two people."""
    return one.rstrip("aeio") == other.rstrip("aeio")


def _is_rarer(names: NameInventory, odd: NameUse, name: NameUse) -> bool:
    """True when a name is used less often than another, or as often and later."""
    counts = [sum(use.words == each.words for use in names.with_word(each.last)) for each in (odd, name)]
    return counts[0] < counts[1] or (counts[0] == counts[1] and odd.span > name.span)
