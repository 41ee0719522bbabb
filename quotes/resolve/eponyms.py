"""Awards that bear somebody's name: in "the Nobel laureate" and "an Oscar" nobody speaks who is called so."""

from quotes.document import Document, Sentence
from quotes.model import SpeakerKind
from quotes.resolve.mentions import NameMention, head_token
from quotes.resolve.names import parse_name

# Nouns behind the name of an award: who has it, and what it is.
_HAS_IT = frozenset(
    {"laureate", "winner", "medallist", "medalist", "prizewinner", "recipient", "holder", "titleholder"}
)
_IS_IT = frozenset({"prize", "award", "medal", "trophy", "cup", "ceremony", "statuette"})
# ... and those that stand as well behind the name of a party or university that has one ("the GOP nominee").
_OF_MANY = frozenset(
    {"nominee", "scholar", "fellow", "finalist", "scholarship", "fellowship", "grant", "lecture", "grantee"}
)
# What is joined to an award's name by a hyphen: "the Pulitzer-winning author".
_JOINED = frozenset({"win", "winning", "nominate", "nominated", "awarded"})
_ONE_OF_THEM = frozenset({"a", "an", "two", "three", "several", "another"})


def drop_eponyms(doc: Document, mentions: list[NameMention]) -> list[NameMention]:
    """Mentions without the names that stand for nothing but an award, wherever the article has them."""
    awards: set[str] = set()
    others: set[str] = set()
    for m in mentions:
        (awards if _is_award(doc, m) else others).add(m.name)
    awards -= others | {parse_name(name).family for name in others}
    return [m for m in mentions if m.name not in awards]


def _is_award(doc: Document, m: NameMention) -> bool:
    if m.title or m.place or m.possessive:
        return False
    sentence = doc.sentences[m.sentence]
    person = m.kind is SpeakerKind.PERSON
    nouns = _HAS_IT | _IS_IT | _OF_MANY if person else _HAS_IT | _IS_IT
    i = m.last + 1
    if i + 1 < len(sentence) and sentence[i].text in ("-", "‑", "–") and sentence[i + 1].lemma in _JOINED:
        return True
    if _is_before(sentence, m, nouns):
        return True
    return person and m.first > 0 and " " not in m.name and sentence[m.first - 1].text in _ONE_OF_THEM


def _is_before(sentence: Sentence, m: NameMention, nouns: frozenset[str]) -> bool:
    """True when a name only tells which prize: what hangs on its noun, with names alone between."""
    over = sentence[head_token(sentence, list(range(m.first, m.last + 1)))].head
    while m.last < over and sentence[over].relation == "compound" and sentence[over].head > over:
        over = sentence[over].head
    if over <= m.last or sentence[over].lemma.casefold() not in nouns:
        return False
    return all(sentence[i].upos == "PROPN" for i in range(m.last + 1, over))
