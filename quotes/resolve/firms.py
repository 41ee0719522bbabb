"""Firms that are named after people, and the noun before their name: "Developer Hartwell Partners".

At the head of a sentence the noun has a capital, and the entity model takes it for a part of the name, or
the whole for a person.
"""

import re
from collections.abc import Iterable

from quotes.document import Document, Sentence
from quotes.model import SpeakerKind
from quotes.resolve.lexicon import load_genders
from quotes.resolve.mentions import NameMention, climb_back, head_token, make_mention
from quotes.resolve.nouns import may_be_firm

# Plural nouns that stand before a firm's name as before people's ("Architects Bell Okoro said").
_PRACTICES = frozenset(
    {"accountants", "advisers", "advisors", "analysts", "architects", "auctioneers", "auditors", "bankers"}
    | {"brokers", "builders", "consultants", "developers", "engineers", "lawyers", "publishers", "solicitors"}
    | {"surveyors", "valuers"}
)
# Endings of nouns for firms that are made from what they do ("retailer", "insurer", "operator").
_DOERS = ("er", "or")
# Verbs whose subject "it" is as often what somebody speaks of ("said it would take years").
_OF_THINGS = frozenset(
    {"be", "take", "cost", "mean", "make", "happen", "seem", "appear", "look", "hurt", "matter", "depend"}
    | {"go", "work", "come", "become", "rise", "fall", "open", "start", "begin", "end", "last", "help"}
    | {"need", "show", "bring", "create", "give", "let", "stand", "provide", "transform", "have", "do"}
    | {"get", "remain", "feel"}
)
_ITS, _IT = frozenset({"its", "itself"}), frozenset({"it"})
_SOMEBODY = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_AND = frozenset({"and", "&", ","})


def read_firms(doc: Document, mentions: list[NameMention]) -> list[NameMention]:
    """Mentions without the noun before a firm's name, and firms that the words show to be no people."""
    names = {m.name for m in mentions}
    found: list[NameMention] = []
    for m in mentions:
        cut = _cut_noun(doc, m, names)
        found.append(cut if cut is not None else m)
    people = [m for m in found if m.kind is SpeakerKind.PERSON and not m.title]
    firms = {m.name for m in people if _is_firm(doc, m)}
    return [_as_firm(doc, m) if m in people and m.name in firms else m for m in found] if firms else found


def _as_firm(doc: Document, m: NameMention) -> NameMention:
    tokens = list(range(m.first, m.last + 1))
    made = make_mention(doc, doc.sentences[m.sentence], tokens, SpeakerKind.ORGANIZATION)
    return made if made is not None else m


def _cut_noun(doc: Document, m: NameMention, names: Iterable[str]) -> NameMention | None:
    """The mention without a noun at the head of its sentence that only says what the firm does."""
    sentence = doc.sentences[m.sentence]
    if m.place or m.first == m.last or any(token.upos != "PUNCT" for token in sentence.tokens[: m.first]):
        return None
    noun, rest = sentence[m.first].text.casefold(), list(range(m.first + 1, m.last + 1))
    if noun in _PRACTICES:
        return make_mention(doc, sentence, rest, m.kind) if m.kind is SpeakerKind.PERSON else None
    if not may_be_firm(noun) or sentence[m.first + 1].text in _AND:
        return None
    body = make_mention(doc, sentence, rest, SpeakerKind.ORGANIZATION)
    if body is None or not sentence[rest[0]].text[:1].isupper():
        return None
    alone = body.name in names or body.name.split()[0] in names  # "Hartwell" further down
    whole = re.search(
        rf"(?:\w|,[\"”’]?) {re.escape(sentence[m.first].text)} {re.escape(body.name)}\b", doc.text
    )
    if whole is not None:  # "..., Baker Hughes said"
        return None
    return body if alone or (len(rest) > 1 and noun.endswith(_DOERS)) else None


def _is_firm(doc: Document, m: NameMention) -> bool:
    """True for "Consultants Bell Okoro said", and for "retailer Hugo Marin said its sales fell"."""
    if m.first == 0:
        return False
    sentence = doc.sentences[m.sentence]
    noun = sentence[m.first - 1].text.casefold()
    if noun in _PRACTICES:
        after = sentence[m.last + 1].text if m.last + 1 < len(sentence) else ""
        return after not in _AND and sentence[m.first - 1].text[:1].isupper()
    return may_be_firm(noun) and _speaks_as_it(sentence, m)


def _speaks_as_it(sentence: Sentence, m: NameMention) -> bool:
    """True when a name speaks of itself as "its", or as "it" that does what firms do."""
    if any(token.text.casefold() in _SOMEBODY for token in sentence.tokens[m.last + 1 :]):
        return False
    head = climb_back(sentence, head_token(sentence, list(range(m.first, m.last + 1))), "flat", "appos")
    verb = sentence[head].head
    if sentence[head].relation != "nsubj" or verb < 0:
        return False
    given = sentence[m.first].text.casefold() in load_genders("given_names.tsv")
    for clause in sentence.children(verb, "ccomp"):
        for subject in sentence.children(clause, "nsubj"):
            word = sentence[subject].text.casefold()
            verb_of_firm = sentence[clause].upos == "VERB" and sentence[clause].lemma not in _OF_THINGS
            if word in _IT and not given and verb_of_firm and not sentence.children(clause, "aux:pass"):
                return True
            owners = sentence.children(subject, "nmod")
            if any(sentence[i].text.casefold() in _ITS for i in owners if i < subject):
                return True
    return False
