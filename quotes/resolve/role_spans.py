"""Where a sentence may say what a person is: before a name, behind it, beside it in the tree, by "is"."""

from collections.abc import Iterator

from quotes.document import Document, Sentence
from quotes.model import Span
from quotes.resolve.mentions import NameMention, climb_back, head_token, is_title
from quotes.resolve.nouns import is_person_noun
from quotes.resolve.spelling import plain

# Words before a name are read as its role no further than this many tokens back.
LONGEST_ROLE = 18

# Forms of address: they say nothing of what a person is, and may stand between a role and the name.
_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "dr"})
# Titles that may stand between a role with its comma and the name.
COURTESY = _ADDRESS | {"prof", "professor", "sir", "dame", "rev", "cllr"}
_DASHES = frozenset({"-", "–", "—", "―", "--"})
# What denies a role: "Roe is no minister".
DENIALS = frozenset({"not", "n't", "n’t", "never", "no"})
# Small words and marks inside a role ("Minister of State for Legal Affairs and Head of the Committee").
_ROLE_GLUE = frozenset(
    {"of", "for", "and", "the", "in", "on", "at", "to", "'s", "’s", ".", "-", "a", "an", "&"}
)


def find_role_spans(
    doc: Document, mention: NameMention, taken: frozenset[int], *, with_predicates: bool
) -> Iterator[Span]:
    """Words that may say what the bearer of a name is; they may overlap, and begin with a mark.

    taken            tokens of its sentence that name other persons
    with_predicates  also what it says by a verb: "Roe is the minister"
    """
    sentence = doc.sentences[mention.sentence]
    found = [_before(doc, sentence, mention, taken), _before_comma(sentence, mention, taken)]
    found += _appositions(sentence, mention, taken)
    if with_predicates:
        found += _predicates(sentence, mention)
    found.append(_after(sentence, mention, taken))
    return (span for span in found if span is not None)


def _reaches(sentence: Sentence, noun: int, name: int) -> bool:
    """True when a role noun before a name speaks of it: side by side, or by "of" and what hangs there."""
    between = [sentence[i] for i in range(noun + 1, name)]
    if between and between[-1].text.casefold() in ("and", "&"):
        return False
    named = any(token.upos in ("NOUN", "PROPN") for token in between)
    return not named or any(
        token.text.casefold() in ("of", "for", "to", ",", "at", "in") for token in between
    )


def _before(doc: Document, sentence: Sentence, mention: NameMention, taken: frozenset[int]) -> Span | None:
    """Words before the name: "Minister of State for Legal Affairs Wafa ...", "spokesman Joe ..."."""
    first = mention.first
    if first > 1 and is_title(sentence[first - 1].text) and sentence[first - 2].text == ",":
        closed = mention.last + 1 < len(sentence) and sentence[mention.last + 1].text == ","
        if closed or plain(sentence[first - 1].text) in COURTESY:
            first -= 1  # "Its wolf expert, Dr Imke Sievers"; not "sold to a developer, Mayor Ada Roe said"
    start = first
    while start > 0 and first - start < LONGEST_ROLE:
        token = sentence[start - 1]
        if start - 1 in taken:
            break
        if token.text == ")" and (opening := _opening(sentence, start - 1)) >= 0:
            start = opening  # letters in brackets: "Public Prosecutions (NPA) Shamila Batohi"
            continue
        comma = token.text == "," and _comma_belongs(sentence, start - 1, first, mention)
        small = token.text.casefold() in _ROLE_GLUE
        if not (token.upos in ("NOUN", "PROPN", "ADJ", "NUM") or small or comma or token.upos == "DET"):
            break
        start -= 1
        joined = start > 0 and sentence[start - 1].upos in ("ADP", "PART", "CCONJ", "PUNCT")
        if token.upos == "DET" and not joined:
            break  # "In Harbourton the mayor, Ada Roe"
    tokens = _cut_before(sentence, list(range(start, first)))
    nouns = [i for i in tokens if is_person_noun(sentence[i].lemma) or is_person_noun(sentence[i].text)]
    nouns = [i for i in nouns if sentence[i].feature("Number") != "Plur" or i >= first - 3]
    if not any(_reaches(sentence, noun, first) for noun in nouns):
        return None
    begin = tokens[0]
    while begin < tokens[-1] and (
        sentence[begin].upos in ("PUNCT", "ADP", "CCONJ", "DET", "PART", "AUX", "VERB")
        or sentence[begin].text in (".", ",")
    ):
        begin += 1
    if begin > nouns[0]:
        begin = nouns[0]
    text = sentence.span_of(begin, tokens[-1])
    return None if plain(text.text(doc.text)) in _ADDRESS else text


def _cut_before(sentence: Sentence, tokens: list[int]) -> list[int]:
    """Of the words before a name those that may speak of its bearer; none when the last is "for" or "and".

    "Aides to President" keeps "President", "adviser to Mr." nothing, "Minister of State for Legal Affairs"
    all, and nothing passes a dash that stands free ("ROME (Reuters) - President").
    """
    for i in reversed(tokens):
        free = sentence[i].span.start > sentence[i - 1].span.end if i > 0 else True
        if sentence[i].text in _DASHES and free:
            tokens = [k for k in tokens if k > i]
            break
    while tokens and (
        sentence[tokens[-1]].text in {",", "the", "."} | _DASHES
        or plain(sentence[tokens[-1]].text) in _ADDRESS
    ):
        tokens = tokens[:-1]
    if not tokens:
        return []
    person = _is_person_word(sentence, tokens[-1])
    if not person:
        return tokens if sentence[tokens[-1]].upos in ("NOUN", "PROPN") else []
    if _is_plural(sentence, tokens[-1]):
        return []
    for i in reversed(tokens[1:-1]):
        named = sentence[i - 1].upos == sentence[i + 1].upos == "PROPN"  # "University of Harbourton pilot"
        if sentence[i].upos == "CCONJ" and not _is_person_word(sentence, i - 1):
            return [k for k in tokens if k > i]
        if sentence[i].upos == "ADP" and not (named and not _is_person_word(sentence, i - 1)):
            return [k for k in tokens if k > i]
    return tokens


def _before_comma(sentence: Sentence, mention: NameMention, taken: frozenset[int]) -> Span | None:
    """A role further off: "Their coach, former Olympian Ada Roe,"; "a colonel called Ada Roe"."""
    i = mention.first - 1
    called = i > 0 and sentence[i].text in ("called", "named")
    while not called and i > 0 and i not in taken and sentence[i].upos in ("ADJ", "NOUN", "PROPN"):
        i -= 1
    closed = mention.last + 1 < len(sentence) and sentence[mention.last + 1].text == ","
    joined = sentence[i].text == "," and closed and i < mention.first - 1
    if i < 1 or not (called or joined) or not is_person_noun(sentence[i - 1].lemma):
        return None
    if _is_plural(sentence, i - 1) or i - 1 in taken:
        return None
    tokens = [k for k in sentence.subtree(i - 1) if k < i]
    while tokens and tokens[0] + len(tokens) - 1 != tokens[-1]:
        tokens = tokens[1:]  # what hangs there from further up
    return sentence.span_of(tokens[0], i - 1) if tokens else None


def _is_plural(sentence: Sentence, index: int) -> bool:
    return sentence[index].feature("Number") == "Plur" or sentence[index].xpos in ("NNS", "NNPS")


def _is_person_word(sentence: Sentence, index: int) -> bool:
    token = sentence[index]
    forms = (token.lemma, token.text.rstrip("."), token.text.removesuffix("s"))
    return any(map(is_person_noun, forms)) or is_title(token.text)


def _opening(sentence: Sentence, closing: int) -> int:
    """Index of the bracket that opens what one closes, no more than four tokens before; -1 for none."""
    for i in range(closing - 1, max(-1, closing - 5), -1):
        if sentence[i].text == "(":
            return i
    return -1


def _comma_belongs(sentence: Sentence, comma: int, name: int, mention: NameMention) -> bool:
    """True for the comma between a role and the name in apposition: "the deputy's spokesperson, Ada Roe,"."""
    after = sentence[mention.last + 1].text if mention.last + 1 < len(sentence) else ""
    if comma == name - 1 and after == ",":
        return True
    return comma == name - 1 and sentence[name].relation in ("appos", "flat", "nmod", "conj", "list")


def _appositions(sentence: Sentence, mention: NameMention, taken: frozenset[int]) -> list[Span]:
    head = head_token(sentence, list(range(mention.first, mention.last + 1)))
    found = []
    for child in sentence.children(head, "appos"):
        if not _heads_person(sentence, child) or _is_plural(sentence, child):
            continue
        if child in taken or taken.intersection(sentence.children(child, "appos", "flat", "nsubj")):
            continue  # the next name of a list
        aside = {
            i
            for k in sentence.children(child, "parataxis", "conj")
            if sentence[k].relation != "conj" or taken.intersection(sentence.subtree(k))
            for i in sentence.subtree(k)
        }
        tokens = [
            i for i in sentence.subtree(child) if not mention.first <= i <= mention.last and i not in aside
        ]
        if tokens and tokens[0] > mention.last and sentence[tokens[0]].upos != "CCONJ":
            found.append(sentence.span_of(tokens[0], _trim(sentence, tokens)))
    # "Her former husband, actor Dex Roe": the name hangs on "actor"
    at = climb_back(sentence, head, "flat")
    token = sentence[at]
    if (
        token.relation == "appos"
        and token.head < mention.first
        and is_person_noun(sentence[token.head].lemma)
        and not _is_plural(sentence, token.head)
    ):
        case = {i for k in sentence.children(token.head, "case") for i in sentence.subtree(k)}
        tokens = [
            i
            for i in sentence.subtree(token.head, without=frozenset({at}))
            if i < mention.first and i not in case
        ]
        if tokens:
            found.append(sentence.span_of(tokens[0], _trim(sentence, tokens)))
    return found


def _after(sentence: Sentence, mention: NameMention, taken: frozenset[int]) -> Span | None:
    """A role after a comma that the tree does not show: ", director of the Center ..., "."""
    i = mention.last + 1
    if i >= len(sentence) or sentence[i].text != ",":
        return None
    i += 1
    if (
        i < len(sentence)
        and sentence[i].upos == "NUM"
        and i + 1 < len(sentence)
        and sentence[i + 1].text == ","
    ):
        i += 2  # an age
    begin = i
    noun = -1
    while i < len(sentence) and i - begin < LONGEST_ROLE and (sentence[i].upos in (
        "DET", "ADJ", "NOUN", "PROPN", "ADP", "PART", "PRON", "CCONJ", "ADV", "VERB",
    ) or _is_hyphen(sentence, i)):  # fmt: skip
        if i in taken and i - 1 not in taken and not _after_preposition(sentence, begin, i):
            return None  # "Ada Roe, former governor Bob Poe and ...": a list
        if sentence[i].upos == "VERB" and sentence[i].relation not in ("amod", "compound"):
            break
        if sentence[i].upos == "PRON" and not sentence[i].deprel.startswith("nmod"):
            break
        if noun < 0 and is_person_noun(sentence[i].lemma):
            noun = i
        if noun < 0 and sentence[i].upos in ("ADP", "CCONJ"):
            return None
        i += 1
    if (
        noun < 0
        or noun - begin > 6
        or sentence[begin].upos == "VERB"
        or (i < len(sentence) and sentence[i].upos in ("VERB", "AUX"))
    ):
        return None
    return sentence.span_of(begin, _trim(sentence, list(range(begin, i))))


def _heads_person(sentence: Sentence, index: int) -> bool:
    """True for a noun for a person, "one of the ministers", or a noun that such a one is joined to."""
    if _is_person_word(sentence, index) or sentence[index].upos in ("NUM", "PRON"):
        return True
    joined = sentence.children(index, "compound", "flat", "conj")
    return any(_is_person_word(sentence, i) for i in joined)


def _is_hyphen(sentence: Sentence, index: int) -> bool:
    """True for the mark inside "front-runner"."""
    token = sentence[index]
    inside = 0 < index < len(sentence) - 1
    return (
        token.text in _DASHES
        and inside
        and sentence[index - 1].span.end == token.span.start
        and sentence[index + 1].span.start == token.span.end
    )


def _after_preposition(sentence: Sentence, begin: int, index: int) -> bool:
    return any(sentence[i].upos == "ADP" for i in range(begin, index))


def _predicates(sentence: Sentence, mention: NameMention) -> list[Span]:
    """What a sentence says a person is: "Roe is the director of ..."."""
    head = head_token(sentence, list(range(mention.first, mention.last + 1)))
    over = sentence[head].head
    if sentence[head].relation != "nsubj" or over < 0 or not sentence.children(over, "cop"):
        return []
    if sentence[over].upos not in ("NOUN", "PROPN") or not is_person_noun(sentence[over].lemma):
        return []
    if any(sentence[i].text.casefold() in DENIALS for i in sentence.children(over)):
        return []
    tokens = [
        i
        for i in sentence.subtree(over)
        if i >= over or (i > mention.last and sentence[i].upos in ("ADJ", "NOUN", "PROPN"))
    ]
    relative = {
        i
        for child in sentence.children(over, "acl", "advcl", "conj", "parataxis", "punct")
        for i in sentence.subtree(child)
    }
    tokens = [i for i in tokens if i not in relative]
    return [sentence.span_of(tokens[0], _trim(sentence, tokens))] if tokens else []


def _trim(sentence: Sentence, tokens: list[int]) -> int:
    """Last token of a run without closing punctuation."""
    while (
        len(tokens) > 1
        and sentence[tokens[-1]].upos == "PUNCT"
        and sentence[tokens[-1]].text not in (")", "”")
    ):
        tokens = tokens[:-1]
    return tokens[-1]
