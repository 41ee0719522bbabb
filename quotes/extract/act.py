"""What kind of act a cue reports: a statement, an attitude, knowledge, or a command or plan.

After the attribution types of the Penn Discourse Treebank 2.0 (Prasad et al. 2007, chapter 5). Any extractor
can ask: only the words of cue, content and source count, read against `quotes/lexicon/acts.tsv`.

- Words wholly inside quotation marks were spoken, whatever the verb ("“It failed,” he believes").
- An infinitive makes a verb of speech a command or commitment: "told him to leave", "promised to leave";
  "told him that", "promised that" report what was said. A demand stays speech ("demanded an apology").
- Refusing to speak is an act of speech ("refused to say"), refusing to leave is control.
- A report, letter or court has no mind: what it found, believes or suggests it says.
- "said he thinks" is two attributions, one of each kind.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from quotes.document import Document, Sentence, Token
from quotes.extract.cues import cue_lemma
from quotes.extract.kinds import classify_noun
from quotes.lexicon import read_rows
from quotes.model import Act, Span

# A content in quotation marks is a statement, not a word or two of the article's own sentence, from this on.
MIN_STATEMENT_WORDS = 4
# So many small words may stand between the words of a phrase: "made it very clear".
MAX_GAP = 2

# Verbs that another verb of the cue outranks: "went on to say", "continued to insist", "was quick to add".
_ASPECTUAL = frozenset(
    (
        "go",
        "continue",
        "begin",
        "start",
        "keep",
        "proceed",
        "use",
        "come",
        "quick",
        "appear",
        "seem",
        "be",
        "have",
    )
)
# Verbs that leave it to their noun: "made the claim", "has doubts", "gave an order".
_LIGHT = frozenset(
    ("make", "have", "give", "take", "hold", "put", "get", "keep", "draw", "do", "come", "reach")
)
# Verbs that give what a report or court found.
_FINDING = frozenset((Act.FACTIVE, Act.ATTITUDE))
_BODIES_THAT_FIND = frozenset(
    ("find", "determine", "establish", "identify", "discover", "conclude", "believe")
)

_SMALL = frozenset(("ADV", "DET", "PRON", "PART", "AUX", "ADJ"))
_LEXICAL = frozenset(("VERB", "NOUN", "ADJ", "PROPN"))
_OPENING = "\"“„«‘'`”‟‹"
_ANY = "*"
_WIDER = {"say": ("to",), "as": ("thing",)}  # forms that a form is one of

# Different words whose acts are kept.
_KEPT = 20_000

Place = tuple[Sentence, int]


def act_of(doc: Document, cue: Sequence[Span], content: Sequence[Span], source: Sequence[Span] = ()) -> Act:
    """The kind of act that an attribution reports.

    cue, content, source  spans of the attribution; cue and source may be empty
    """
    if _is_quoted_statement(doc.text, content):
        return Act.COMMUNICATION
    words = [place for span in cue for place in doc.tokens_in(span)]
    form = _form_of(doc, content, frozenset((s.index, i) for s, i in words))
    phrase = _find_phrase(words, form)
    if phrase is not None:
        return phrase
    found = _read_words(words, form)
    if found is None:
        return Act.CONTROL if form in ("to", "say") and words else Act.COMMUNICATION
    act, place = found
    lemma = cue_lemma(place[0][place[1]])
    if lemma in _LIGHT and form in ("thing", "as"):
        act = _act_of_nouns(doc, content) or act
    return Act.COMMUNICATION if act in _FINDING and _has_no_mind(doc, source, lemma) else act


def may_be(act: Act, sentence: Sentence, cue: Iterable[int]) -> bool:
    """False when `act_of` cannot give an act other than communication to these tokens, whatever is reported.

    Much quicker than to ask what the act is.
    """
    # Parts of one word share their place.
    near = {k for i in cue for k in sentence.tokens_in(sentence[i].span)}
    return any(
        act in _acts_of_word(cue_lemma(sentence[i]), sentence[i].lemma.lower(), sentence[i].text.lower())
        for i in near
    )


@lru_cache(maxsize=_KEPT)
def _acts_of_word(base: str, lemma: str, word: str) -> frozenset[Act]:
    """Every act that a word can give to a cue that it stands in, by itself, in a phrase, or with a noun."""
    if base in _LIGHT:
        return frozenset(Act)
    acts = {act for one in bases_of(base, word) for act in _acts_by_word().get(one, ())}
    phrases = _load_phrases()
    for first in (lemma, word):
        acts |= {phrases[number][2] for number in _phrases_by_first_word().get(first, ())}
    return frozenset(acts)


# ------------------------------------------------------------------ the content
def _is_quoted_statement(text: str, content: Sequence[Span]) -> bool:
    """True for a content inside quotation marks that is more than a word or two of the article's sentence."""
    if not content:
        return False
    opening = content[0].text(text)[:1]
    words = sum(len(span.text(text).split()) for span in content)
    last = content[-1].text(text).rstrip(",.;")[-1:]
    return (
        bool(opening)
        and opening in _OPENING
        and words >= MIN_STATEMENT_WORDS
        and _closes(last, text, content)
    )


def _closes(last: str, text: str, content: Sequence[Span]) -> bool:
    """True when the content ends with a mark, or no mark closes anywhere inside it (it was never closed)."""
    if last in _OPENING and last:
        return True
    return not any(c in _OPENING for c in content[0].text(text)[1:] if c not in "'’`")


def _form_of(doc: Document, content: Sequence[Span], cue: frozenset[tuple[int, int]]) -> str:
    """Form of a content: "clause", "to" (an infinitive), "say" (one of speech), "as" or "thing"."""
    places = [
        (sentence, index)
        for span in content
        for sentence, index in doc.tokens_in(span)
        if (sentence.index, index) not in cue
    ]
    inside = {(sentence.index, index) for sentence, index in places}
    tops = [(s, i) for s, i in places if (s.index, s[i].head) not in inside and s[i].upos != "PUNCT"]
    for sentence, top in tops:
        if _is_finite(sentence, top):
            return "clause"
        for index in (top, *_told_to(sentence, top)):
            if any(sentence[i].lemma.lower() == "to" for i in sentence.children(index, "mark")):
                return "say" if _speaks(sentence, index) else "to"
    if not places:
        return "thing"
    sentence, first = places[0]
    opens = sentence[first].text.lower()
    if opens == "to" and sentence[first].upos == "PART":
        return "to"
    if opens in ("that", "whether") and len(places) > 2:
        return "clause"
    return "as" if any(s[i].text.lower() == "as" for s, i in places) else "thing"


def _told_to(sentence: Sentence, top: int) -> tuple[int, ...]:
    """Infinitives that parsers hang on the one who is told: "the divers to leave the water"."""
    token = sentence[top]
    several = token.upos == "NOUN" and token.feature("Number") == "Plur"
    person = token.upos in ("PROPN", "PRON") or several or classify_noun(token.lemma.lower()) == "person"
    abstract = (token.lemma.lower(), "NOUN", _ANY) in _load_words()  # "demanded reasons to stay"
    if not person or abstract or sentence.children(top, "case"):
        return ()
    return sentence.children(top, "acl")


def _speaks(sentence: Sentence, index: int) -> bool:
    """True for a verb of speech."""
    return sentence[index].upos == "VERB" and _look_up(sentence, index, "clause") is Act.COMMUNICATION


def _is_finite(sentence: Sentence, index: int) -> bool:
    """True for the head of a finite clause with a subject."""
    parts = (index, *sentence.children(index, "aux", "cop"))
    finite = any(sentence[i].feature("VerbForm") == "Fin" for i in parts)
    return finite and bool(sentence.children(index, "nsubj", "expl", "csubj"))


# ------------------------------------------------------------------ the lexicon
@cache
def _load_words() -> dict[tuple[str, str, str], Act]:
    """Acts by word, part of speech and form."""
    return {(word, pos, form): Act(act) for word, pos, form, act in read_rows("acts.tsv") if pos != "-"}


@cache
def _acts_by_word() -> dict[str, frozenset[Act]]:
    """Every act that a word has in any part of speech and form."""
    found: dict[str, set[Act]] = {}
    for (word, _, _), act in _load_words().items():
        found.setdefault(word, set()).add(act)
    return {word: frozenset(acts) for word, acts in found.items()}


@cache
def _load_phrases() -> tuple[tuple[tuple[str, ...], str, Act], ...]:
    """Phrases as lemmas with form and act, longest first."""
    rows = [
        (tuple(words.split()), form, Act(act))
        for words, pos, form, act in read_rows("acts.tsv")
        if pos == "-"
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[1] == _ANY)))


@cache
def _phrases_by_first_word() -> dict[str, tuple[int, ...]]:
    """Where the phrases that begin with a lemma stand in `_load_phrases`: few do, of hundreds."""
    found: dict[str, list[int]] = {}
    for number, (lemmas, _, _) in enumerate(_load_phrases()):
        found.setdefault(lemmas[0], []).append(number)
    return {lemma: tuple(numbers) for lemma, numbers in found.items()}


def _look_up(sentence: Sentence, index: int, form: str) -> Act | None:
    """The act of one word with a content of that form."""
    table = _load_words()
    token = sentence[index]
    pos = "NOUN" if token.upos == "PROPN" else token.upos
    forms = (form, *_WIDER.get(form, ()), _ANY)
    for base in bases_of(cue_lemma(token), token.text.lower()):
        for kind in (pos, "VERB") if pos == "NOUN" else (pos, "ADJ") if pos == "VERB" else (pos, "VERB"):
            for one in forms:
                if (base, kind, one) in table:
                    return table[base, kind, one]
    return None


def bases_of(lemma: str, word: str) -> Iterator[str]:
    """Base forms that a word may have: its lemma, then what its spelling allows.

    Lemmatizers leave "endorsed", "criticizing" and "retweeet"; British spellings go to the American one.
    """
    yield lemma
    if lemma.endswith("ise"):
        yield lemma[:-3] + "ize"
    for ending, instead in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ing", "")):
        if not word.endswith(ending) or len(word) < len(ending) + 3:
            continue
        stem = word[: -len(ending)] + instead
        yield stem
        yield stem + "e"
        if stem[-1] == stem[-2]:
            yield stem[:-1]
        if stem.endswith("is"):
            yield stem[:-1] + "ze"


def _read_words(words: Sequence[Place], form: str) -> tuple[Act, Place] | None:
    """The first word of a cue that the lexicon knows; those that only help another come last."""
    lexical = [(s, i) for s, i in words if s[i].upos in _LEXICAL]
    main = [(s, i) for s, i in lexical if cue_lemma(s[i]) not in _ASPECTUAL | _LIGHT]
    for sentence, index in (*main, *reversed(lexical)):
        act = _look_up(sentence, index, form)
        if act is not None:
            return act, (sentence, index)
    return None


def _find_phrase(words: Sequence[Place], form: str) -> Act | None:
    """The act of the phrase of several words that holds a word of the cue and begins in it."""
    starts = {(s.index, i): s for s, i in words}
    begun: list[tuple[int, int, Sentence]] = []
    for (_, index), sentence in starts.items():
        token = sentence[index]
        for word in {token.lemma.lower(), token.text.lower()}:
            begun += [(number, index, sentence) for number in _phrases_by_first_word().get(word, ())]
    phrases = _load_phrases()
    for number, index, sentence in sorted(begun, key=lambda one: one[0]):
        lemmas, wanted, act = phrases[number]
        if (wanted in (_ANY, form) or (wanted == "to" and form == "say")) and _matches(
            sentence, index, lemmas
        ):
            return act
    return None


def _matches(sentence: Sentence, start: int, lemmas: Sequence[str]) -> bool:
    """True when the lemmas stand in their order from a token on, with a few small words between."""
    at = start
    for number, lemma in enumerate(lemmas):
        gap = 0
        while at < len(sentence) and lemma not in (sentence[at].lemma.lower(), sentence[at].text.lower()):
            if number == 0 or gap == MAX_GAP or sentence[at].upos not in _SMALL:
                return False
            at += 1
            gap += 1
        if at == len(sentence):
            return False
        at += 1
    return True


# ------------------------------------------------------------------ who, and nouns
def _act_of_nouns(doc: Document, content: Sequence[Span]) -> Act | None:
    """The act of the noun that a light verb leaves it to: "has doubts about"."""
    for span in content:
        for sentence, index in doc.tokens_in(span):
            if sentence[index].upos == "NOUN":
                return _load_words().get((sentence[index].lemma.lower(), "NOUN", _ANY))
    return None


def is_speech_noun(token: Token) -> bool:
    """True for a noun for what somebody says: "claim", "report"."""
    return (
        token.upos == "NOUN" and _load_words().get((token.lemma.lower(), "NOUN", _ANY)) is Act.COMMUNICATION
    )


def _has_no_mind(doc: Document, source: Sequence[Span], lemma: str) -> bool:
    """True for a source that can only state what it found: a survey, a letter; a court with "found"."""
    if not source:
        return False
    span = source[0]
    for sentence, index in doc.tokens_in(span):
        token = sentence[index]
        head = sentence[token.head] if token.head >= 0 else None
        if head is not None and span.contains(head.span):
            continue
        kind = classify_noun(token.lemma.lower()) if token.upos == "NOUN" else ""
        return kind == "carrier" or (kind == "body" and lemma in _BODIES_THAT_FIND)
    return False
