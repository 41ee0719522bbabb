"""Where an indirect content begins and ends: the tree, with what parsers usually get wrong put right."""

from quotes.document import Sentence
from quotes.extract.kinds import is_carrier
from quotes.extract.spans import MARKS, is_edge

# Prepositions and marks of adverbial clauses that continue the content.
_CONTINUES = frozenset(("to", "for", "of", "as", "by", "from", "if", "because", "about", "against", "in"))
_NEVER_CONTENT = ("conj", "cc", "parataxis", "punct", "nsubj", "discourse", "vocative", "nsubj:pass", "expl")

_STOPS = frozenset((";", ":", "—", "–", "--"))

_WEEKDAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
# Prepositions that say when or despite what something was said, not what.
_WHEN = frozenset(("during", "after", "before", "until", "despite"))

# What may stand before the name in the source of a telling: "its former chairman Ruiz said".
_BEFORE_NAME = frozenset(("NOUN", "PROPN", "ADJ", "DET", "PRON"))

# A clause that no tree holds together has at least so many tokens.
MIN_TORN = 5

# How far a "that" may stand from the verb it belongs to: "told the committee on Monday that".
MAX_BEFORE_THAT = 12


def complement(sentence: Sentence, verb: int, clause: int) -> list[int]:
    """A clause with what parsers hang beside it; both halves of one that the telling interrupts."""
    tokens = sentence.subtree(clause)
    first, last = _telling(sentence, verb, clause)
    before = [i for i in tokens if i < first]
    after = [i for i in tokens if i > last] if clause < verb else rest_of(sentence, verb, clause)
    if clause > verb and len(before) < 2:
        before = []
    return before + [i for i in after if i > last or clause > verb]


def _telling(sentence: Sentence, verb: int, clause: int) -> tuple[int, int]:
    """First and last token of the telling itself: subject, auxiliaries and verb."""
    parts = [verb]
    for child in sentence.children(verb):
        if child != clause and sentence[child].relation in ("nsubj", "aux", "advmod"):
            parts += sentence.subtree(child)
    return min(parts), max(parts)


def rest_of(sentence: Sentence, verb: int, start: int) -> list[int]:
    """The subtree of `start` and of the later children of the verb that belong to what was said.

    Parsers hang the end of a clause on the verb that reports it; taking it back finds a tenth more of the
    contents of PolNeAR train than the subtree alone, and its exact ends more often too.
    """
    clausal = sentence[start].deprel in ("ccomp", "xcomp", "csubj")
    tokens = _cut_tail(sentence, [i for i in sentence.subtree(start) if i > verb], start, clausal=clausal)
    for child in sentence.children(verb):
        known = sentence[child].relation not in _NEVER_CONTENT
        if child > start and (known or _goes_on(sentence, child, clausal=clausal)):
            if _tells(sentence, child, clausal=clausal):
                break
            tokens += sentence.subtree(child)
    return sorted(set(tokens))


def _goes_on(sentence: Sentence, child: int, *, clausal: bool) -> bool:
    """True for what parsers hang beside the cue though it goes on with the content.

    Behind a colon ("two concerns: where food will come from"); a second "that"; a clause that follows another
    without a comma. Inside the gold contents of PolNeAR train: 0.64, 0.96 and 0.73 of such.
    """
    relation = sentence[child].relation
    first = sentence.subtree(child)[0]
    marks = (sentence[first].text, sentence[first - 1].text if first else "")
    if relation in ("parataxis", "conj") and ":" in marks:
        return True
    if not clausal or relation != "conj":
        return False
    if any(sentence[i].text.lower() == "that" for i in sentence.children(child, "mark")):
        return True
    return bool(sentence.children(child, "nsubj")) and not starts_behind_comma(sentence, child)


def _tells(sentence: Sentence, child: int, *, clausal: bool) -> bool:
    """True for a later dependent of a cue that speaks of the telling ("..., adding that", "on Monday").

    Shares of such dependents inside the gold contents of PolNeAR train: participles 0.12, clauses behind a
    comma 0.2, dates beside a noun phrase 0.3, "during" and "after" 0.2; clauses with
    "to", "for", "as", "of" and "by" 0.9.
    """
    token = sentence[child]
    if token.deprel == "advcl":
        mark = case_of(sentence, child)
        if mark == "as" and sentence.children(child, "obl") and token.xpos == "VBN":
            return True  # "as estimated by"
        if token.feature("VerbForm") in ("Part", "Ger") and not mark:
            return True
        if not clausal and sentence.children(child, "nsubj") and mark != "for":
            return True  # "as prices rose"
        return mark not in _CONTINUES and (not clausal or starts_behind_comma(sentence, child))
    if clausal:
        return False
    if case_of(sentence, child) in ("in", "at", "on") and is_carrier(token.lemma.lower()):
        return True  # "in a statement"
    day = token.text in _WEEKDAYS and case_of(sentence, child) == "on"
    return day or token.deprel in ("obl:unmarked", "obl:tmod") or case_of(sentence, child) in _WHEN


def _cut_tail(sentence: Sentence, tokens: list[int], start: int, *, clausal: bool) -> list[int]:
    """Leave out what the article adds behind a comma: ", reflecting ..."; on noun phrases ", which ..."."""
    for index in tokens:
        token = sentence[index]
        adds = token.deprel == "advcl" and token.xpos == "VBG" and not case_of(sentence, index)
        if not adds and (clausal or token.deprel != "acl:relcl"):
            continue
        if index != start and starts_behind_comma(sentence, index):
            tail = sentence.subtree(index)
            quoted = any(sentence[i].text in MARKS for i in tail)
            if tail[-1] + 1 not in tokens and not quoted:
                return [i for i in tokens if i < tail[0]]
    return tokens


def clause_told(sentence: Sentence, verb: int) -> list[int]:
    """The clause ahead of a telling that parsers take for the main one: "The port closed, Ruiz said".

    Empty unless the telling has a subject of its own behind a comma, and nothing that it could report
    behind it but what a comma parts from it ("..., hours after the vote").
    """
    token = sentence[verb]
    torn = token.relation == "root"  # the clause is in pieces: behind a dateline, for one
    if not torn and (token.relation not in ("conj", "parataxis", "dep") or not 0 <= token.head < verb):
        return []
    if sentence.children(verb, "cc", "mark", "obj", "xcomp") or is_apart(sentence, verb):
        return []
    behind = sentence[verb + 1].text if verb + 1 < len(sentence) else "."
    if behind == ":":
        return []
    clauses = sentence.children(verb, "ccomp")
    if any(is_marked(sentence, i) or not starts_behind_comma(sentence, i) for i in clauses):
        return []
    subjects = [i for i in sentence.children(verb, "nsubj") if i < verb]
    first = sentence.subtree(subjects[-1])[0] if subjects else -1
    while first > 0 and not is_edge(sentence, first - 1) and sentence[first - 1].upos in _BEFORE_NAME:
        first -= 1
    if first < 3 or sentence[first - 1].text != ",":
        return []
    top = token.head
    if torn:
        loose = any(i < first for i in (*sentence.children(verb, "advcl", "obl"), *clauses))
        return [] if loose or not _has_verb(sentence, first) else list(range(first - 1))
    if not is_clause(sentence, top) or top > first:
        return []
    content = [i for i in sentence.subtree(top, without=frozenset((verb,))) if i < first - 1]
    if behind == ",":  # put in between, as a parenthesis: the clause goes on behind it
        content += _behind_telling(sentence, verb)
    return content if len(content) > 1 else []


def _behind_telling(sentence: Sentence, verb: int) -> list[int]:
    """What follows ", she said," up to the end; nothing when it tells what came of it: ", adding ..."."""
    after = sentence[verb + 2] if verb + 2 < len(sentence) else None
    if after is None or (after.xpos == "VBG" and after.lemma != "include"):
        return []
    return [i for i in range(verb + 2, len(sentence)) if i < len(sentence) - 1 or not is_edge(sentence, i)]


def is_apart(sentence: Sentence, verb: int) -> bool:
    """True for a clause behind a semicolon: it reports nothing of what stands before that."""
    first = sentence.subtree(verb)[0]
    return ";" in (sentence[first].text, sentence[first - 1].text if first else "")


def _has_verb(sentence: Sentence, end: int) -> bool:
    """True when what stands before token `end` has a subject-like noun and a verb in the past or present."""
    return end > MIN_TORN and any(
        sentence[i].xpos in ("VBD", "VBZ", "VBP", "MD") and sentence[i].relation != "advcl"
        for i in range(1, end)
    )


def is_clause(sentence: Sentence, top: int) -> bool:
    """True for a verb or predicate in a finite form, with a subject."""
    finite = any(
        sentence[i].feature("VerbForm") == "Fin" for i in (top, *sentence.children(top, "aux", "cop"))
    )
    return finite and bool(sentence.children(top, "nsubj", "expl"))


def starts_behind_comma(sentence: Sentence, index: int) -> bool:
    """True when a comma or dash stands before a subtree, as its own token or its neighbour's."""
    first = sentence.subtree(index)[0]
    return is_edge(sentence, first) or (first > 0 and is_edge(sentence, first - 1))


def case_of(sentence: Sentence, index: int) -> str:
    """The preposition of a nominal or of an adverbial clause, "" for none."""
    for child in sentence.children(index, "case", "mark"):
        if child < index:
            return sentence[child].lemma.lower()
    return ""


def has_to(sentence: Sentence, index: int) -> bool:
    return any(sentence[i].lemma == "to" for i in sentence.children(index, "mark"))


def is_marked(sentence: Sentence, clause: int) -> bool:
    """True for a clause that opens with that, whether, if or a question word."""
    first = sentence[sentence.subtree(clause)[0]].text.lower()
    return first in ("that", "whether", "if", "what", "how", "why", "who", "which", "when", "where")


def that_clause(sentence: Sentence, verb: int) -> list[int]:
    """The clause behind a "that" which parsers hung elsewhere: "said in a statement that ...".

    Empty when no such "that" follows the verb in its own clause.
    """
    for index in range(verb + 1, min(len(sentence), verb + 2 + MAX_BEFORE_THAT)):
        token = sentence[index]
        if token.text.lower() == "that" and token.deprel == "mark":
            if index + 2 >= len(sentence):
                return []
            last = max(*sentence.subtree(verb), *sentence.subtree(max(token.head, 0)), index + 2)
            return _cut_tail(sentence, list(range(index, last + 1)), index, clausal=True)
        if (
            token.upos in ("VERB", "AUX", "SCONJ")
            or token.text in (";", ":", "—", "–", "--")
            or token.text in MARKS
        ):
            return []
    return []


def clause_without_that(sentence: Sentence, verb: int, thing: int) -> list[int]:
    """A clause whose subject was taken for the object: "found the bridge was unsafe"; empty for none."""
    last = sentence.subtree(thing)[-1]
    if last + 1 >= len(sentence) or any(sentence[i].text == "," for i in range(verb + 1, last + 1)):
        return []
    following = sentence[last + 1]
    if following.upos not in ("AUX", "VERB") or following.feature("VerbForm") != "Fin":
        return []
    end = max(*sentence.subtree(verb), *sentence.subtree(last + 1))
    return _cut_tail(sentence, list(range(verb + 1, end + 1)), verb + 1, clausal=True)
