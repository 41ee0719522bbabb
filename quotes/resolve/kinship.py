"""Who is whose wife, brother, mother: "his brother" after "the brothers Hassan and Karim Aziz"."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from quotes.document import Document, Sentence
from quotes.model import Evidence, Gender, Span, SpeakerKind
from quotes.resolve.clusters import Cluster, given_name_gender
from quotes.resolve.mentions import NameMention
from quotes.resolve.nouns import person_noun_gender
from quotes.resolve.pronouns import PronounLinker, Reading
from quotes.resolve.sources import Names, Source

# What a reading is worth that rests on who is whose: it is the only one of its source, or one of a few alike.
RELATED = 0.9

# Nouns for relatives by what they are to somebody, and what that one is to them.
_SORTS = {
    "sibling": ("brother", "sister", "sibling", "twin"),
    "spouse": ("wife", "husband", "spouse", "widow", "widower", "partner", "fiance", "fiancee", "fiancé",
               "fiancée", "girlfriend", "boyfriend"),
    "parent": ("mother", "father", "parent", "mum", "mom", "dad", "stepmother", "stepfather"),
    "child": ("son", "daughter", "child", "stepson", "stepdaughter"),
    "grandparent": ("grandmother", "grandfather", "grandparent"),
    "grandchild": ("grandson", "granddaughter", "grandchild"),
    "cousin": ("cousin",),
    "elder": ("aunt", "uncle"),
    "younger": ("niece", "nephew"),
}  # fmt: skip
_SORT_OF = {noun: sort for sort, nouns in _SORTS.items() for noun in nouns}
_INVERSE = {
    "sibling": "sibling",
    "spouse": "spouse",
    "cousin": "cousin",
    "parent": "child",
    "child": "parent",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
    "elder": "younger",
    "younger": "elder",
}
# Nouns before or behind two names that make each the other's ("the sisters Ada and Jo Roe", "a couple").
_BOTH = {"brother": "sibling", "sister": "sibling", "sibling": "sibling", "twin": "sibling",
         "cousin": "cousin", "couple": "spouse", "spouse": "spouse", "newlywed": "spouse"}  # fmt: skip
_ONES = frozenset({"his", "her"})
_MANY = frozenset({"their"})
# How far before two names the noun for both stands, in tokens ("The twin brothers, Ada ...").
_BEFORE = 3


@dataclass(frozen=True, slots=True)
class _Tie:
    """`relative` is some sort of relative of `owner`; None for the relative of several ("their mother")."""

    owner: Cluster | None
    sort: str
    relative: Cluster
    place: Span


class Kinship:
    """Relatives whom an article names, found when the first source asks for one."""

    def __init__(self, doc: Document, clusters: list[Cluster], names: Names, pronouns: PronounLinker) -> None:
        self._doc = doc
        self._persons = [cluster for cluster in clusters if cluster.kind is SpeakerKind.PERSON]
        self._names = names
        self._pronouns = pronouns

    def read(self, source: Source) -> tuple[Reading, ...]:
        """Whom "his brother" or "Roe's widow" means, by what the article says of families; () for nobody."""
        noun = source.head_word
        if noun not in _SORT_OF or source.plural:
            return ()
        owner, known = self._owner_of(source.sentence, source.head)
        if not known or owner is None:
            return ()
        gender, sort = person_noun_gender(noun) or Gender.UNKNOWN, _SORT_OF[noun]
        found: dict[int, Reading] = {}
        for tie in self._ties:
            if tie.sort == sort and tie.owner in (owner, None):
                who = tie.relative
            elif tie.relative is owner and _INVERSE[tie.sort] == sort and tie.owner is not None:
                who = tie.owner
            else:
                continue
            if who is owner or not _may_be(who, gender) or who.number in found:
                continue
            detail = f"the article names {who.name} as the {noun} of {owner.name}"
            found[who.number] = Reading(who, RELATED, (Evidence("relative", detail, (tie.place,)),))
        return tuple(found.values())

    # ------------------------------------------------------------------ ties
    @cached_property
    def _ties(self) -> list[_Tie]:
        found: list[_Tie] = []
        for cluster in self._persons:
            for role in cluster.roles:
                if role.description.heads & _SORT_OF.keys():
                    found += self._ties_of_role(cluster, role.span)
        for sentence in self._doc.sentences:
            found += self._ties_of_pair(sentence)
            found += self._ties_of_wedding(sentence)
        return found

    def _ties_of_role(self, cluster: Cluster, span: Span) -> list[_Tie]:
        found = []
        for sentence, i in self._doc.tokens_in(span):
            sort = _SORT_OF.get(sentence[i].lemma.casefold())
            if sort is not None:
                owner, known = self._owner_of(sentence, i)
                if known and owner is not cluster:
                    found.append(_Tie(owner, sort, cluster, span))
        return found

    def _owner_of(self, sentence: Sentence, noun: int) -> tuple[Cluster | None, bool]:
        """Whose relative a noun means, None for "their"; False when nothing tells."""
        for i in sentence.children(noun, "nmod"):
            token = sentence[i]
            if token.deprel != "nmod:poss":
                continue
            word = token.text.casefold()
            if word in _MANY:
                return None, True
            if word in _ONES:
                readings = self._pronouns.readings(sentence.index, i)
                return (readings[0].cluster, True) if readings else (None, False)
            pair = self._names.at(sentence.index, i)
            if pair is not None and pair[0].kind is SpeakerKind.PERSON:
                return pair[0], True
        return None, False

    def _ties_of_wedding(self, sentence: Sentence) -> list[_Tie]:
        """ "Ada Roe married the singer Bo Holm": each is the other's spouse."""
        found = []
        for i, token in enumerate(sentence):
            if token.lemma != "marry" or token.upos != "VERB":
                continue
            one, other = (self._named_part(sentence, i, part) for part in ("nsubj", "obj"))
            if one is not None and other is not None and one is not other:
                found += [_Tie(one, "spouse", other, token.span), _Tie(other, "spouse", one, token.span)]
        return found

    def _named_part(self, sentence: Sentence, verb: int, part: str) -> Cluster | None:
        """The person who is subject or object of a verb, by name, beside a noun or not."""
        for i in sentence.children(verb, part):
            for k in (i, *sentence.children(i, "appos", "flat")):
                pair = self._names.at(sentence.index, k)
                if pair is not None and pair[0].kind is SpeakerKind.PERSON:
                    return pair[0]
        return None

    def _ties_of_pair(self, sentence: Sentence) -> list[_Tie]:
        """Two people who are something to each other: "twins Ada and Bo Roe", "Ada and Bo Roe, twins"."""
        pairs = [
            (cluster, m)
            for cluster, m in self._names.of_sentence(sentence.index)
            if cluster.kind is SpeakerKind.PERSON
        ]
        found = []
        for (one, first), (other, second) in pairwise(pairs):
            if first.last + 2 != second.first or sentence[first.last + 1].text not in ("and", "&"):
                continue
            sort = _sort_of_both(sentence, first, second)
            if sort and one is not other:
                found += [_Tie(one, sort, other, second.head), _Tie(other, sort, one, first.head)]
        return found


def _sort_of_both(sentence: Sentence, first: NameMention, second: NameMention) -> str:
    """What two people are to each other by the noun before them, behind a comma, or behind "are"."""
    near = [sentence[i] for i in range(max(0, first.first - _BEFORE), first.first)]
    after = sentence.tokens[second.last + 1 : second.last + 4]
    if after and (after[0].text == "," or after[0].lemma == "be"):
        near += after[1:]
    for token in near:
        sort = _BOTH.get(token.lemma.casefold()) or _BOTH.get(token.text.casefold().removesuffix("s"))
        plural = token.text.casefold().endswith("s") or token.lemma.casefold() == "couple"
        if sort and plural:
            return sort
    return ""


def _may_be(who: Cluster, gender: Gender) -> bool:
    shown = who.gender if who.gender is not Gender.UNKNOWN else given_name_gender(who)
    return Gender.UNKNOWN in (shown, gender) or shown is gender
