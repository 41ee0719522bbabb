"""What a body is called by its owner's name, and who made what carries words: "a survey by X"."""

from quotes.document import Document
from quotes.model import SpeakerKind
from quotes.resolve.clusters import Cluster
from quotes.resolve.mentions import NameMention, tidy_organization
from quotes.resolve.names import parse_name
from quotes.resolve.nouns import countries_in, country_of, is_carrier, is_organization_noun, may_be_nameless
from quotes.resolve.sources import Names, Source

_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any", "no"})
# How many sentences back a statement was first spoken of.
ANNOUNCED_BEFORE = 40
# Nouns for bodies that carry the name of a person or country ("the Keller campaign").
_MORE_BODIES = frozenset({"campaign", "administration", "team", "camp", "government", "cabinet", "family"})
# Before "by": whoever only got to see what carries the words did not make it ("a report seen by X").
_GOT_TO_SEE = frozenset(
    {"seen", "obtained", "reviewed", "viewed", "read", "cited", "quoted", "examined", "verified"}
) | frozenset({"received", "circulated", "leaked"})
# A name behind one of these is whom it was meant for or what it is about ("a letter to X").
_MADE_IN = frozenset({"in", "by", "via", "through"})
_NO_MAKER = frozenset({"to", "about", "against", "on"})


def find_issuer(source: Source, names: Names) -> tuple[Cluster, NameMention] | None:
    """Who made what carries the words: "a survey by X", "X's statement", "the findings of X".

    None for "a report seen by X" and "a letter to X", whose makers nobody tells.
    """
    pairs = names.inside(source)
    sentence = source.sentence
    best: tuple[int, tuple[Cluster, NameMention]] | None = None
    for cluster, m in pairs:
        if cluster.place and not country_of(cluster.name):
            continue
        first = m.first
        if first > 1 and sentence[first - 1].text.casefold() in ("the", "a", "an"):
            first -= 1
        before = sentence[first - 1].text.casefold() if first else ""
        got_it = before == "by" and first > 1 and sentence[first - 2].text.casefold() in _GOT_TO_SEE
        if got_it or (before in _NO_MAKER and first - 1 in source.tokens):
            continue
        token = sentence[m.first]
        beside = (
            token.relation in ("compound", "nmod", "flat", "amod", "appos") or m.first == source.tokens[0]
        )
        if before == "by":
            worth = 4
        elif m.possessive:
            worth = 3
        else:
            worth = 2 if before in ("from", "of") or beside else 1
        if cluster.place and worth < 3:
            worth -= 1
        if worth > 0 and (best is None or worth > best[0]):
            best = (worth, (cluster, m))
    return best[1] if best else None


# Parts of a body that speak for it and for nobody else.
_VOICES = frozenset({"service", "office", "department", "bureau", "team", "centre", "center"})
_OF_VOICES = frozenset({"press", "media", "communications", "information", "spokesperson"})


def speaks_for_owner(source: Source) -> bool:
    """True for "the ministry's press service", whose words are the ministry's."""
    words = {source.sentence[i].text.casefold() for i in source.sentence.children(source.head, "compound")}
    return source.head_word in _VOICES and bool(words & _OF_VOICES)


def find_announcer(doc: Document, source: Source, names: Names) -> tuple[Cluster, NameMention] | None:
    """Who was last said to have made what carries the words: "Acme said this in a statement"."""
    here = source.sentence.index
    for sentence in reversed(doc.sentences[max(0, here - ANNOUNCED_BEFORE) : here]):
        for i, token in enumerate(sentence):
            if token.lemma.casefold() != source.head_word or token.relation not in ("obl", "nmod"):
                continue
            if not any(sentence[k].text.casefold() in _MADE_IN for k in sentence.children(i, "case")):
                continue
            for verb in sentence.ancestors(i):
                subjects = sentence.children(verb, "nsubj")
                if subjects:  # whoever it is: a board without a name is not the museum further up
                    return names.at(sentence.index, subjects[0])
    return None


def is_body_description(source: Source) -> bool:
    """True for "the ministry", "its government": a singular noun for a body."""
    return is_organization_noun(source.head_word) and not source.plural


def name_new_body(doc: Document, source: Source, names: Names) -> str:
    """Name of a body that a source describes by somebody's name ("the Trump campaign") or country
    ("the Iraqi foreign ministry", "the Government of Uruguay"); "" when it names nobody."""
    sentence = source.sentence
    if source.determiner in _INDEFINITE or any(sentence[i].text.casefold() == "based" for i in source.tokens):
        return ""
    tokens = [i for i in source.tokens if i <= source.head]
    follows = source.head + 1
    if (
        follows + 1 < len(sentence)
        and sentence[follows].text == "of"
        and sentence[follows + 1].upos in ("PROPN", "DET")
    ):
        tokens = [i for i in source.tokens if sentence[i].relation not in ("acl", "advcl")]
    while tokens and (
        sentence[tokens[0]].upos in ("DET", "ADP", "PUNCT") or sentence[tokens[0]].text.islower()
    ):
        tokens = tokens[1:]
    if not tokens:
        return ""
    text = tidy_organization(sentence.span_of(tokens[0], tokens[-1]).text(doc.text))
    if source.head_word in _MORE_BODIES and tokens[-1] == source.head:
        owners = [pair for i in tokens if (pair := names.at(sentence.index, i)) is not None]
        if owners and owners[0][0].kind is SpeakerKind.PERSON:  # "Ada Roe's campaign" is "the Roe campaign"
            return f"{parse_name(owners[0][0].name).family} {source.head_word}"
    owned = any(names.at(sentence.index, i) for i in tokens)
    possessive = any(sentence[i].deprel == "nmod:poss" for i in tokens)
    generic = may_be_nameless(source.head_word) or source.head_word == "group"
    if generic and not owned and sentence[source.head].text.islower():
        return ""  # "the Finnish company" is told by its country, not named
    told = owned or (countries_in(text) and source.head_word not in ("country", "nation", "side"))
    capital = sentence[source.head].text[:1].isupper()
    if not told or (possessive and source.head_word not in _MORE_BODIES and not capital):
        return ""
    return text if len(text.split()) > 1 and len(text.split()) <= 8 else ""


def is_carrier_description(source: Source) -> bool:
    """True for "the statement", "its findings"."""
    return source.upos in ("NOUN", "PROPN") and is_carrier(source.head_word)
