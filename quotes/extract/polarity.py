"""Whether an attribution says that the content was said, or that it was not.

Negative is what the source is reported not to have said, thought or done, or to call false: "never said",
"no minister said", "refused to say whether", "denied that". The content stays what stands behind the cue. A
negation inside the content is no matter of the cue ("said that it would never open": positive), and a denial
that is denied is none ("did not deny that": positive).

Like the act this reads only the words of cue, content and source, so that any extractor can ask.
"""

from collections.abc import Iterator, Sequence

from quotes.document import Document, Sentence
from quotes.extract.act import bases_of, is_speech_noun
from quotes.extract.cues import NEGATIONS, cue_lemma
from quotes.model import Polarity, Span

# Verbs that report by denying: nothing was said, or the opposite. Negated they report nothing of the kind.
DENYING = frozenset(("deny", "decline", "refuse", "refute", "dispute", "reject", "disavow", "disclaim"))
# Verbs of not doing, when a verb of the cue or the content follows: "failed to mention", "avoided naming".
_OMITTING = frozenset(("fail", "avoid", "refrain", "neglect", "omit", "forbear", "forget", "stop"))
# Negated they say the same as before: "did not hesitate to say", "has no doubt that".
_UNMOVED = frozenset(("hesitate", "doubt", "stop", "wonder", "resist", "help", "afraid"))
# "not only said", "didn't just say".
_FOCUS = frozenset(("only", "just", "merely", "simply", "solely", "alone"))
_NOBODY = frozenset(("nobody", "none", "nothing", "no-one", "noone", "neither"))
_LEXICAL = frozenset(("VERB", "NOUN", "ADJ", "AUX"))
# So many tokens before the cue are looked at for "has yet to", "stopped short of".
_NEAR = 4

Place = tuple[Sentence, int]


def polarity_of(
    doc: Document, cue: Sequence[Span], content: Sequence[Span], source: Sequence[Span] = ()
) -> Polarity:
    """The polarity of an attribution.

    cue, content, source  spans of the attribution; cue and source may be empty
    """
    words = [place for span in cue for place in doc.tokens_in(span)]
    if not words:
        return Polarity.POSITIVE
    heads = [(s, i) for s, i in words if s[i].upos in _LEXICAL]
    negated = _has_negation(words) or _is_nobody(doc, source)
    negated = negated or any(_is_negated(sentence, index) for sentence, index in heads)
    lemmas = {base for s, i in heads for base in bases_of(cue_lemma(s[i]), s[i].text.lower())}
    if _is_withheld(words, lemmas) or "without" in _marks(heads):
        return Polarity.NEGATIVE
    if lemmas & DENYING or _denies(doc, lemmas, words, content):
        both = "confirm" in lemmas or any(_is_beside(s, i, "confirm") for s, i in heads)
        return Polarity.NEGATIVE if not negated or both else Polarity.POSITIVE
    if _is_omitted(heads, lemmas):
        return Polarity.POSITIVE if negated else Polarity.NEGATIVE
    return Polarity.NEGATIVE if negated and not lemmas & _UNMOVED else Polarity.POSITIVE


# ------------------------------------------------------------------ negations
def _has_negation(words: Sequence[Place]) -> bool:
    """True for a negation among the words of the cue: "makes no mention"."""
    return any(_negates(sentence, index) for sentence, index in words)


def _negates(sentence: Sentence, index: int) -> bool:
    token = sentence[index]
    if token.text.lower() not in NEGATIONS and token.lemma.lower() not in NEGATIONS | _NOBODY:
        return False
    following = [sentence[i].text.lower() for i in range(index + 1, min(len(sentence), index + 3))]
    return not _FOCUS & set(following)


def _is_negated(sentence: Sentence, head: int) -> bool:
    """True when a word of the cue is negated by what hangs on it: "never said", "told nobody"."""
    small = sentence.children(head, "advmod", "det", "aux", "mark", "cc")
    below = (i for child in small for i in sentence.children(child, "det", "advmod"))  # "no longer"
    if any(child < head and _negates(sentence, child) for child in (*small, *below)):
        return True
    for child in sentence.children(head, "obj", "iobj", "nsubj"):
        if _names_nobody(sentence, child) or _names_nobody(sentence, sentence.subtree(child)[0]):
            return True
    return any(_is_negated(sentence, above) for above in _sharing(sentence, head))


def _sharing(sentence: Sentence, head: int) -> Iterator[int]:
    """The word whose negation holds for this one too: "does not want to say", "did not come or say"."""
    token = sentence[head]
    if not 0 <= token.head < head:
        return
    close = token.relation == "xcomp" and head - token.head <= _NEAR
    if close and cue_lemma(sentence[token.head]) not in _UNMOVED:
        yield token.head
    linked = {sentence[i].text.lower() for i in sentence.children(head, "cc")}
    if token.relation == "conj" and linked & {"or", "nor"} and not sentence.children(head, "nsubj"):
        yield token.head


def _is_nobody(doc: Document, source: Sequence[Span]) -> bool:
    """True for a source that is nobody: "no minister", "none of the ministers", "not one witness"."""
    places = doc.tokens_in(source[0]) if source else ()
    return bool(places) and _names_nobody(*places[0])


def _names_nobody(sentence: Sentence, index: int) -> bool:
    """True for the first word of a noun phrase that stands for nobody; "nobody's neighbour" is somebody."""
    token = sentence[index]
    lower = token.text.lower()
    if token.relation == "nmod" and token.deprel == "nmod:poss":
        return False
    following = sentence[index + 1].text.lower() if index + 1 < len(sentence) else ""
    if lower == "not":
        return following in ("one", "a", "a single", "any")
    return lower in _NOBODY or (lower == "no" and token.relation in ("det", "nsubj", "compound", "advmod"))


# ------------------------------------------------------------------ verbs that say no
def _is_withheld(words: Sequence[Place], lemmas: set[str]) -> bool:
    """True behind "has yet to" and "stopped short of"."""
    sentence, first = words[0]
    last = max(i for s, i in words if s is sentence)
    near = [sentence[i].text.lower() for i in range(max(0, first - _NEAR), min(len(sentence), last + 2))]
    text = " ".join(near)
    return "yet to" in text or ("short of" in text and "stop" in lemmas | _lemmas_before(sentence, first))


def _lemmas_before(sentence: Sentence, first: int) -> set[str]:
    return {sentence[i].lemma.lower() for i in range(max(0, first - _NEAR), first)}


def _marks(heads: Sequence[Place]) -> set[str]:
    """What opens the clause of the cue: "without saying"."""
    return {s[i].lemma.lower() for s, head in heads for i in s.children(head, "mark", "case") if i < head}


def _governors(heads: Sequence[Place]) -> Iterator[Place]:
    """The verbs right before the cue that its words are complements of: "failed to", "refrained from"."""
    for sentence, index in heads:
        token = sentence[index]
        marks = {sentence[i].lemma.lower() for i in sentence.children(index, "mark", "case")}
        close = 0 <= index - token.head <= _NEAR
        if close and (token.relation == "xcomp" or (token.relation == "advcl" and "from" in marks)):
            yield sentence, token.head


def _is_omitted(heads: Sequence[Place], lemmas: set[str]) -> bool:
    """True for "failed to mention", "avoided naming", also where the cue is only the second verb."""
    if lemmas & (_OMITTING - {"stop", "forget"}):
        return True
    return any(
        cue_lemma(s[i]) in (_OMITTING | DENYING) - {"stop", "deny", "reject", "dispute"}
        for s, i in _governors(heads)
    )


def _denies(doc: Document, lemmas: set[str], words: Sequence[Place], content: Sequence[Span]) -> bool:
    """True for "ruled out" and for a claim that is dismissed."""
    sentence, last = words[-1]
    behind = sentence[last + 1].text.lower() if last + 1 < len(sentence) else ""
    if "rule" in lemmas and "out" in {behind, *(s[i].text.lower() for s, i in words)}:
        return True
    if not lemmas & {"dismiss", "rebuff", "repudiate"}:
        return False
    things = [(s, i) for s, head in words for i in s.children(head, "obj")]
    things += doc.tokens_in(content[0]) if content else ()
    return any(is_speech_noun(s[i]) for s, i in things)


def _is_beside(sentence: Sentence, index: int, lemma: str) -> bool:
    """True when a verb is joined to one of that lemma: "neither confirmed nor denied"."""
    token = sentence[index]
    joined = [*sentence.children(index, "conj"), *([token.head] if token.relation == "conj" else [])]
    return any(sentence[i].lemma.lower() == lemma for i in joined if i >= 0)
