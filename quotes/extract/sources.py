"""Who is said to have said it: the noun phrase of a cue's source, with its apposition.

Read from the tree where it can be, and from the order of the tokens where parsers are weak: appositions
("Ana Ruiz, director of the port, said") and shared subjects ("She rose and said").
"""

from quotes.document import Document, EntityLabel, Sentence
from quotes.extract.kinds import classify_noun
from quotes.extract.spans import MARKS, is_edge

# "I" and "you" outside quotations are the reporter, a transcript or an interview: seldom a source.
SELF = frozenset(("i", "we", "you", "me", "us"))
PERSONAL = frozenset(("he", "she", "they", "him", "her", "them", "himself", "herself", "themselves"))
RELATIVE = frozenset(("who", "whom"))
THINGS = frozenset(("it", "this", "that", "which", "these", "those", "what", "there", "itself"))
_APPOSITION_STARTS = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM"))
# Verbs whose object is the listener: "told the court".
LISTENERS = frozenset(("tell", "ask", "remind", "assure", "inform", "urge", "warn", "answer"))
# What opens a remark on the telling that stands between the source and the cue ...
_ASIDE_WORDS = frozenset(("when", "while", "if", "however", "meanwhile", "though", "too", "also", "moreover"))
# ... and what ends one: "in turn", "on the other hand", "for his part", "by contrast".
_ASIDE_ENDS = frozenset(("turn", "hand", "part", "contrast", "particular", "addition", "general", "example"))
_VERBAL = ("ccomp", "xcomp", "advcl", "conj", "obl", "parataxis", "cc", "obj", "iobj")


# Relations over which a verb shares the subject of its head: "rose and said", "went on to say".
_SHARING = frozenset(("conj", "xcomp", "advcl", "parataxis", "cop", "aux"))
_PREDICATES = frozenset(("VERB", "ADJ", "NOUN", "AUX"))


def find_subject(sentence: Sentence, verb: int) -> int | None:
    """Head of the subject that a verb has or shares; None when the tree shows none.

    A participle or relative clause takes the noun that it describes: "a letter saying".
    """
    seen: set[int] = set()
    start = verb
    misread = _subject_of_misread(sentence, verb)
    if misread is not None:
        return misread
    while verb >= 0 and verb not in seen:
        seen.add(verb)
        own = sentence.children(verb, "nsubj")
        if own:
            return _own_subject(sentence, own, start, verb)
        token = sentence[verb]
        adjective = [i for i in sentence.children(verb, "amod") if i == verb - 1 > 0]
        if adjective and sentence[verb - 2].upos == "DET":
            return adjective[0]  # "a critic wrote": nouns that were taken for adjectives
        if token.deprel in ("acl", "acl:relcl"):
            return token.head if token.head >= 0 else None
        if token.relation not in _SHARING:
            return None
        if token.relation == "xcomp":
            controller = sentence.children(token.head, "obj", "iobj")
            if controller and controller[0] < verb:
                return controller[0]
        verb = token.head
        if token.relation == "advcl" and verb >= 0 and sentence[verb].upos not in _PREDICATES:
            return None
    return None


def _own_subject(sentence: Sentence, own: tuple[int, ...], start: int, verb: int) -> int:
    """The subject of `verb`, as that of `start`, which shares it.

    "Ruiz, who keeps bees and was there, said": parsers join the main verb to the relative clause.
    """
    subject = min(own, key=lambda i: abs(i - verb))
    ahead = [i for i in own if i < verb]
    if subject > verb and ahead and sentence[verb].lemma.lower() in LISTENERS:
        subject = ahead[-1]  # "Ruiz told The Herald"
    noun = sentence[verb].head
    closed = start > 0 and sentence[start - 1].text == "," and not sentence.children(start, "cc")
    if (
        start != verb
        and closed
        and sentence[subject].text.lower() in RELATIVE
        and sentence[verb].deprel == "acl:relcl"
    ):
        return noun
    return subject


def _subject_of_misread(sentence: Sentence, verb: int) -> int | None:
    """The subject of a past tense that was taken for a participle: "A spokesman for the port declined to".

    Such a sentence is left with a noun for its root and no verb of its own.
    """
    token, root = sentence[verb], sentence.root
    if token.xpos != "VBN" or token.relation not in ("acl", "amod") or not 0 <= root < verb:
        return None
    if sentence[root].upos not in ("NOUN", "PROPN") or sentence.children(root, "cop", "aux"):
        return None
    if sentence.children(verb, "aux", "obl:agent") or token.deprel == "acl:relcl":
        return None
    between = range(root + 1, verb)
    if any(sentence[i].upos in ("VERB", "AUX") or sentence[i].text == "," for i in between[-1:]):
        return root if sentence[verb - 1].text == "," and _is_aside(sentence, root + 1, verb - 1) else None
    if any(sentence[i].upos in ("VERB", "AUX") for i in between):
        return None
    active = sentence.children(verb, "xcomp", "ccomp", "obj")
    return root if any(i > verb for i in active) else None


def source_tokens(sentence: Sentence, head: int, verb: int) -> tuple[int, ...]:
    """Tokens of the noun phrase around `head` as the source of the cue at `verb`, apposition included."""
    blocked = {i for i in sentence.children(head) if i == verb or verb in sentence.subtree(i)}
    if verb == head:
        blocked = set()
    elif blocked and _subject_of_misread(sentence, verb) == head:
        blocked = {verb}
    blocked |= {i for i in sentence.children(head) if sentence[i].deprel in ("parataxis", "cc:preconj")}
    tokens = list(sentence.subtree(head, without=frozenset(blocked)))
    tokens = _run_around(tokens, head)
    if not tokens:
        return (head,)
    first, last = tokens[0], tokens[-1]
    while last > first and sentence[last].text == ",":
        last -= 1
    if last < verb:
        last = _extend_before_verb(sentence, last, verb)
    elif first > verb and sentence[head].upos != "PRON":
        last = _extend_after_verb(sentence, last, verb)
    while first < last and sentence[first].deprel == "case" and sentence[first].head == head:
        first += 1  # "in a letter from the mayor saying": the mayor
    lone = sum(sentence[i].text in MARKS for i in range(first, last + 1)) % 2 == 1
    last = _without_aside(sentence, first, last)
    while last > first and (is_edge(sentence, last) or (lone and sentence[last].text in MARKS)):
        last -= 1
    while first < last and (is_edge(sentence, first) or (lone and sentence[first].text in MARKS)):
        first += 1
    first = _with_title(sentence, first, verb)
    if first > 0 and sentence[first - 1].upos == "DET" and sentence[first - 1].head == verb > first:
        first -= 1
    stop = max((i for i in range(first, head) if _ends_here(sentence, i)), default=-1)
    return tuple(range(max(first, stop + 1), last + 1))


def _ends_here(sentence: Sentence, index: int) -> bool:
    """True for a full stop that a sentence was not split at: "on Dec. 3. Ruiz said"."""
    following = sentence[index + 1].text if index + 1 < len(sentence) else ""
    return sentence[index].text == "." and following[:1].isupper()


def _without_aside(sentence: Sentence, first: int, last: int) -> int:
    """The end of a source without what is no part of it: ", in turn", ", when contacted"."""
    for comma in range(last, first, -1):
        if sentence[comma].text == "," and _is_aside(sentence, comma, last + 1):
            return comma - 1
    if last - 3 >= first and [sentence[i].text.lower() for i in (last - 2, last)] == ["for", "part"]:
        return last - 3  # "Ruiz for her part"
    return last


def _is_aside(sentence: Sentence, comma: int, end: int) -> bool:
    """True for a phrase of the telling from a comma up to `end`: ", for his part", ", when asked"."""
    words = [sentence[i].text.lower() for i in range(comma, end)]
    words = [word for word in words if word != ","]
    if not words or words[0] in _ASIDE_WORDS:
        return bool(words)
    return words[0] in ("in", "on", "for", "by", "at", "from") and words[-1] in _ASIDE_ENDS


def _with_title(sentence: Sentence, first: int, verb: int) -> int:
    """The start of a source with the role before its name, where parsers tore them apart.

    "The governor of the region, Ana Ruiz, said", "works council head Ana Ruiz said".
    """
    if sentence[first].upos != "PROPN":
        return first
    for other in sentence.children(verb, "nsubj"):
        tokens = sentence.subtree(other)
        near = max(i for i in tokens if i < first) if tokens[0] < first else -1
        gap = range(near + 1, first)
        if other < first < verb and all(sentence[i].text == "," for i in gap) and len(gap) <= 1:
            return tokens[0]
    before = first - 1
    if before < 0 or (sentence[before].upos != "NOUN" and sentence[before].xpos != "NN"):
        return first
    if classify_noun(sentence[before].lemma.lower()) != "person":
        return first
    while before > 0 and sentence[before - 1].upos in ("NOUN", "PROPN", "ADJ", "DET"):
        before -= 1
    return before


def _run_around(tokens: list[int], head: int) -> list[int]:
    """The unbroken run of tokens that holds `head`."""
    here = set(tokens)
    first = last = head
    while first - 1 in here:
        first -= 1
    while last + 1 in here:
        last += 1
    return list(range(first, last + 1))


def _extend_before_verb(sentence: Sentence, last: int, verb: int) -> int:
    """ "Ana Ruiz, director of the port, said": up to the comma before the verb."""
    stop = verb - 1
    while stop > last and sentence[stop].upos in ("AUX", "ADV", "PART"):
        stop -= 1
    if (
        stop > last + 1
        and sentence[stop].text == ","
        and sentence[last + 1].text == ","
        and (sentence[last + 2].upos in _APPOSITION_STARTS or sentence[last + 2].lemma in ("who", "whose"))
    ):
        return stop - 1
    return last


def _extend_after_verb(sentence: Sentence, last: int, verb: int) -> int:
    """ "said Ana Ruiz, director of the port": up to what belongs to the verb, a mark or the end."""
    index = last + 1
    if index + 1 >= len(sentence) or sentence[index].text != ",":
        return last
    following = sentence[index + 1]
    if following.upos not in _APPOSITION_STARTS and following.lemma not in ("who", "whose"):
        return last
    if following.deprel == "nsubj":
        return last
    index += 1
    while index < len(sentence):
        token = sentence[index]
        if token.text in ('"', "“", "”", "''", "``", ";", ":", "—", "--", "."):
            break
        if token.head == verb and token.relation in _VERBAL:
            start = sentence.subtree(index)[0]
            return max(last, start - 1)
        index += 1
    return index - 1


def classify_source(doc: Document, sentence: Sentence, head: int | None) -> str:
    """Class of a source for the lexicon, "none" for no source; see `classify_noun` for nouns."""
    if head is None:
        return "none"
    token = sentence[head]
    lower = token.text.lower()
    for words, name in ((SELF, "self"), (PERSONAL, "pronoun"), (RELATIVE, "who")):
        if lower in words:
            return name
    if lower in THINGS:
        return "thing"
    if lower == "one" and token.upos == "NUM":
        return "person"
    if token.upos == "PROPN":
        return "name"
    for entity in doc.entities_of(sentence.index):
        if entity.span.overlaps(token.span) and entity.label in (
            EntityLabel.PERSON,
            EntityLabel.ORGANIZATION,
            EntityLabel.NORP,
        ):
            return "name"
    return classify_noun(token.lemma.lower())


def is_date(doc: Document, sentence: Sentence, index: int) -> bool:
    """True for a token inside a date, which parsers take for a subject: "said Monday"."""
    span = sentence[index].span
    return any(
        entity.label == EntityLabel.DATE and entity.span.overlaps(span)
        for entity in doc.entities_of(sentence.index)
    )
