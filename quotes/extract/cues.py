"""The cue itself: its words, whether it is negated, and the context it stands in."""

from quotes.document import Sentence, Token

NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nobody", "none", "nor"))
_MODALS = frozenset(("will", "would", "shall", "should", "can", "could", "may", "might", "must"))


# Verbs whose base form does end in -ie.
_ENDING_IN_IE = frozenset(("belie", "untie", "underlie", "overlie"))


def cue_lemma(token: Token) -> str:
    """The base form that the lexicon knows a cue by; lemmatizers cut "denies" to "denie"."""
    lemma = token.lemma.lower()
    cut = lemma.endswith("ie") and len(lemma) > 4 and token.text.lower().endswith(("ies", "ied"))
    return lemma[:-2] + "y" if cut and lemma not in _ENDING_IN_IE else lemma


def context_of(sentence: Sentence, head: int) -> str:
    """The grammatical context of a cue that changes how likely it is one: "to discuss", "would argue"."""
    token = sentence[head]
    if token.upos != "VERB":
        return "noun"
    children = sentence.children(head)
    words = {sentence[i].lemma.lower() for i in children if i < head}
    if any(sentence[i].relation == "mark" and sentence[i].lemma == "to" for i in children if i < head):
        return "purpose" if token.relation in ("advcl", "acl") else "infinitive"
    if words & _MODALS:
        return "modal"
    if words & NEGATIONS or any(sentence[i].text.lower() in NEGATIONS for i in children if i < head):
        return "negated"
    if token.relation == "advcl" and words & {"if", "when", "before", "after", "until", "unless"}:
        return "subordinate"
    if token.deprel == "acl:relcl":
        return "relative"
    if token.xpos == "VBG" and not any(sentence[i].relation == "aux" for i in children):
        return "participle"
    if token.xpos in ("VB", "VBP") and not any(sentence[i].relation in ("nsubj", "aux") for i in children):
        return "bare"
    return "present" if token.xpos in ("VBZ", "VBP") else "plain"


def cue_tokens(sentence: Sentence, head: int, extra: tuple[int, ...] = ()) -> tuple[int, ...]:
    """The cue's words: its head with the auxiliaries, negation and adverbs that stand right before it."""
    first = head
    if sentence[head].upos in ("VERB", "ADJ"):
        while first > 0:
            before = sentence[first - 1]
            if before.head == head and (
                before.relation in ("aux", "advmod", "cop") or before.text.lower() == "to"
            ):
                if before.text.lower() in ("when", "how", "why", "where", "as", "even", "just"):
                    break
                first -= 1
            else:
                break
    tokens = {*range(first, head + 1), *extra}
    tokens.update(i for i in sentence.children(head, "compound:prt") if i == head + 1)
    return tuple(sorted(tokens))


def is_negative(sentence: Sentence, head: int) -> bool:
    """True when the cue or its subject is negated: "never said", "nobody said", "no minister said"."""
    for subject in sentence.children(head, "nsubj"):
        words = (subject, *sentence.children(subject, "det"))
        if any(sentence[i].text.lower() in NEGATIONS for i in words):
            return True
    return any(
        sentence[i].lemma.lower() in NEGATIONS or sentence[i].text.lower() in NEGATIONS
        for i in sentence.children(head, "advmod", "det", "aux", "mark")
    )
