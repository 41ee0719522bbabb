"""What "who" and "which" hang on: "Ada Roe, who said ...", "the ministers who agreed ..."."""

from dataclasses import replace

from quotes.resolve.clusters import Cluster
from quotes.resolve.mentions import NameMention, climb_back
from quotes.resolve.sources import Names, Source


def find_antecedent(source: Source) -> Source | None:
    """The noun phrase that a relative pronoun stands for, as a source; None when the sentence shows none.

    The tree is asked first; where it hangs the clause on a verb, the nearest noun before the pronoun is
    taken.
    """
    sentence = source.sentence
    for i in sentence.ancestors(source.head):
        token = sentence[i]
        if token.head < 0 or not (token.deprel.startswith("acl") or token.deprel.endswith(":relcl")):
            continue
        if sentence[token.head].upos in ("NOUN", "PROPN", "PRON"):
            return _phrase(source, token.head)
        break
    for i in range(source.head - 1, -1, -1):
        if sentence[i].upos in ("NOUN", "PROPN", "PRON"):
            return _phrase(source, climb_back(sentence, i, "flat", "compound"))
        if sentence[i].upos in ("VERB", "AUX"):
            break
    return None


def _phrase(source: Source, head: int) -> Source:
    inside = {i for i in source.sentence.subtree(head) if i < source.head}
    return replace(source, head=head, tokens=tuple(sorted({head, *inside})))


def named_antecedent(phrase: Source, names: Names) -> tuple[Cluster, NameMention] | None:
    """The name at the head of an antecedent, or in apposition to it."""
    sentence = phrase.sentence
    for i in (phrase.head, *reversed(phrase.tokens)):
        pair = names.at(sentence.index, i)
        if pair is not None and (i == phrase.head or sentence[i].relation in ("appos", "flat")):
            return pair
    return None
