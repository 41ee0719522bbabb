"""Sources that are several, collective or unnamed: "Putin and Xi", "the ministers", "officials"."""

from dataclasses import dataclass

from quotes.model import Outcome, SpeakerKind
from quotes.resolve.clusters import Cluster
from quotes.resolve.mentions import NameMention
from quotes.resolve.nouns import is_anonymous_noun, is_person_noun
from quotes.resolve.sources import Names, Source
from quotes.resolve.spelling import plain

_INDEFINITE = frozenset(
    {"", "a", "an", "one", "another", "some", "any", "no", "every", "each", "several", "many"}
)
_QUANTITIES = frozenset(
    {
        "many",
        "some",
        "others",
        "several",
        "few",
        "most",
        "all",
        "both",
        "more",
        "none",
        "those",
        "these",
        "half",
    }
    | {"percent", "percentage", "%", "majority", "minority", "number", "third", "quarter", "rest", "share"}
)


@dataclass(frozen=True, slots=True)
class Conjuncts:
    """Parts of a coordinated source: those that name somebody, and how many do not."""

    named: tuple[tuple[Cluster, NameMention], ...]
    unnamed: int


def read_conjuncts(source: Source, names: Names) -> Conjuncts | None:
    """Parts of "A and B"; None when a source is no coordination.

    A second role of one person ("Kashin, a professor, and an expert of the club") is no second part.
    """
    sentence = source.sentence
    inside = set(source.tokens)
    parts = [source.head]
    for i in sentence.subtree(source.head):
        token = sentence[i]
        is_part = i in inside and token.relation == "conj" and token.head in parts
        if is_part and not _is_second_role(source, token.head, i, names):
            parts.append(i)
    if len(parts) < 2:
        return None
    named: list[tuple[Cluster, NameMention]] = []
    unnamed = 0
    for i in parts:
        pair = names.at(sentence.index, i)
        if pair is None:
            pair = next(
                (
                    names.at(sentence.index, child)
                    for child in sentence.children(i, "appos", "flat")
                    if child in inside and names.at(sentence.index, child)
                ),
                None,
            )
        if pair is not None:
            if pair[0] not in [cluster for cluster, _ in named]:
                named.append(pair)
        elif (
            sentence[i].upos == "NOUN"
            and named
            and not _is_plural(source, i)
            and is_person_noun(sentence[i].lemma)
        ):
            continue  # a further role of the one before
        else:
            unnamed += 1
    if not unnamed and len(named) < 2:
        return None
    return Conjuncts(tuple(named), unnamed)


def _is_second_role(source: Source, first: int, second: int, names: Names) -> bool:
    """True for two roles under one article of somebody named: "a trader and member of the union, Ada Roe"."""
    sentence = source.sentence
    articles = [sentence[i].text.casefold() for i in sentence.children(first, "det")]
    return (
        articles in (["a"], ["an"])
        and sentence[second].upos == "NOUN"
        and not sentence.children(second, "det", "nmod:poss", "nummod")
        and not _is_plural(source, second)
        and any(cluster.kind is SpeakerKind.PERSON for cluster, _ in names.inside(source))
    )


def _is_plural(source: Source, index: int) -> bool:
    token = source.sentence[index]
    return token.feature("Number") == "Plur" or token.xpos in ("NNS", "NNPS")


def unnamed_outcome(source: Source) -> Outcome | None:
    """GROUP or ANONYMOUS for a source that keeps its people unnamed; None when it points to somebody.

    Plural people are a group, or anonymous under a noun that news uses for that ("officials", "experts");
    one person with an indefinite article is anonymous.
    """
    word = source.head_word
    if source.upos in ("DET", "NUM", "ADJ", "SYM") or word in _QUANTITIES:
        return Outcome.GROUP
    if source.plural:
        return Outcome.ANONYMOUS if is_anonymous_noun(word) else Outcome.GROUP
    if word in ("someone", "somebody", "everyone", "everybody", "nobody", "anyone", "people", "public"):
        return Outcome.ANONYMOUS
    if is_anonymous_noun(word) and source.determiner in _INDEFINITE:
        return Outcome.ANONYMOUS
    if is_person_noun(word) and source.determiner in _INDEFINITE - {""}:
        return Outcome.ANONYMOUS
    if word in ("community", "crowd", "media", "press"):
        return Outcome.ANONYMOUS
    return None


def stand_for_group(m: NameMention, source: Source, names: Names) -> bool:
    """True for a family or people in the plural: "the Guptas", "the Clintons"."""
    if m.kind is not SpeakerKind.PERSON:
        return False
    if source.sentence[source.head].xpos == "NNPS":
        return True
    name = plain(m.name)
    return source.determiner == "the" and name[-1:] == "s" and names.is_family(name[:-1])
