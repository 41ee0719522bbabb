"""Which attributions report a statement that somebody could be asked for, and which verbs do."""

from functools import cache, lru_cache

from quotes.audit.context import AuditContext
from quotes.audit.passives import MODALS
from quotes.audit.wordlists import load_words
from quotes.document import Token
from quotes.lexicon import read_rows
from quotes.model import Act, Attribution, Kind, MentionForm, Resolution, Span

# Forms of a verb that tell of something said before.
PAST = frozenset({"VBD", "VBN"})
# These claim something of whatever stands behind them: "denied it", "confirmed the plan".
ASSERTING = frozenset({"deny", "confirm", "admit", "acknowledge", "reveal", "disclose", "announce", "claim"})
# Forms of content of `acts.tsv` that hold for a clause.
_CLAUSE = frozenset({"clause", "*"})


@cache
def _speech_verbs() -> frozenset[str]:
    """Verbs that report a statement, by the table that tells acts apart."""
    return frozenset(
        word
        for word, pos, form, act in read_rows("acts.tsv")
        if pos == "VERB" and form in _CLAUSE and act == Act.COMMUNICATION
    )


def base_forms(token: Token) -> frozenset[str]:
    """Base forms that a verb may have, in small letters: lemmatizers leave "emphasised" and "rumoured"."""
    return _base_forms(token.lemma.casefold(), token.text.casefold())


@lru_cache(maxsize=20_000)
def _base_forms(lemma: str, text: str) -> frozenset[str]:
    forms = {lemma}
    for ending in ("ed", "ing"):
        if lemma.endswith(ending) and text == lemma:
            stem = lemma.removesuffix(ending)
            forms |= {stem, stem + "e"}
    return frozenset(forms | {form[:-3] + "ize" for form in forms if form.endswith("ise")})


def is_speech_verb(token: Token) -> bool:
    """True for a verb that reports what somebody said: "announced", not "believed"."""
    return not _speech_verbs().isdisjoint(base_forms(token))


def makes_statement(context: AuditContext, attribution: Attribution) -> bool:
    """False for states of mind, plans and talks: nobody can be asked for a statement there."""
    verbs = load_words("no_statement_verbs.txt")
    return attribution.act is Act.COMMUNICATION and verbs.isdisjoint(cue_lemmas(context, attribution))


def makes_claim(context: AuditContext, attribution: Attribution) -> bool:
    """True for words in quotation marks and for "said that": "praised the plan" leaves nothing to be checked.

    Nor does what somebody may say, or would ("to tell", "would rule").
    """
    cue = cue_tokens(context, attribution)
    if any(token.lemma.casefold() in MODALS for token in cue) or (cue and cue[0].text.casefold() == "to"):
        return False
    if attribution.kind is not Kind.INDIRECT:
        return True
    if any(token.lemma.casefold() in ASSERTING for token in cue):
        return True
    content = (s[i] for span in attribution.content for s, i in context.doc.tokens_in(span))
    return any(token.feature("VerbForm") == "Fin" for token in content)


def cue_tokens(context: AuditContext, attribution: Attribution) -> tuple[Token, ...]:
    """The words of a cue, in order."""
    places = (place for span in attribution.cue for place in context.doc.tokens_in(span))
    return tuple(sentence[index] for sentence, index in places)


def cue_lemmas(context: AuditContext, attribution: Attribution) -> tuple[str, ...]:
    """Base forms of the words of a cue, in small letters."""
    return tuple(token.lemma.casefold() for token in cue_tokens(context, attribution))


def is_quoted(context: AuditContext, attribution: Attribution) -> bool:
    """True when the source stands inside quotation marks: a speaker names it, not the article."""
    place = attribution.source[0].start if attribution.source else attribution.start
    return any(region.span.start < place for region in context.quoted.find(Span(place, place + 1)))


def name_source(context: AuditContext, attribution: Attribution, resolution: Resolution) -> str:
    """How a message calls a source: the names of its speakers, or else its own words in quotation marks."""
    names = context.analysis.names_of(resolution)
    if names:
        return " and ".join(names)
    if not attribution.source or resolution.form is MentionForm.EMPTY:
        return "an unnamed source"
    return context.quote(attribution.source[0], limit=50)
