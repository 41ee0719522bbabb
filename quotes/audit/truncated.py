"""Direct quotations that were cut or added to: "..." and [brackets]."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.audit.context import AuditContext, count_words
from quotes.audit.wordlists import load_words
from quotes.model import Evidence, Flag, FlagKind, Kind, Severity, Span
from quotes.places import SpanIndex
from quotes.quotation_marks import QuotedRegion
from quotes.resolve.spelling import plain

# A quotation that is cut or added to so often is patched together.
MANY = 3
# Words in brackets from so many on say more than a name or a pronoun put in.
MANY_WORDS = 8

# Words left out, as style guides have it: an ellipsis between blanks, or one in brackets. One that touches
# the word before it is a voice that trails off.
_CUT = re.compile(r"[\[(]\s?(?:…|\.\s?\.\s?\.)\s?[\])]|(?<=[\s\u00a0])(?:…|\.\s?\.\s?\.)(?=[\s\u00a0])")
_BRACKET = re.compile(r"\[(?P<words>[^\[\]\n]{1,200})\]")
_SENTENCE_END = re.compile(r"[.!?…:]['’”\")]?\s*\Z")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nor|neither|without)\b|n['’]t\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Change:
    """One place where a quotation does not have the words as they were said."""

    span: Span
    rule: str
    detail: str
    severity: Severity


def find_truncated_quotations(context: AuditContext) -> Iterator[Flag]:
    """A direct quotation that is cut inside a sentence, or has verbs or negations put in.

    A name or pronoun in brackets, a letter made capital, a cut between sentences and a voice that trails off
    are good style.
    """
    seen: set[Span] = set()
    outer = SpanIndex((region.span, region) for region in context.regions if region.depth == 0)
    for index, attribution, _ in context.attributed:
        if attribution.kind is Kind.INDIRECT:
            continue
        for region in (region for span in attribution.content for region in outer.find(span)):
            if region.inner is None or region.span in seen or not context.in_body(region.span.start):
                continue
            seen.add(region.span)
            changes = (*_find_cuts(context, region.inner), *_find_brackets(context, region.inner))
            if changes:
                yield _make_flag(index, region, sorted(changes, key=lambda change: change.span))


def _find_cuts(context: AuditContext, inner: Span) -> Iterator[_Change]:
    """Ellipses with words of one sentence on both sides."""
    for found in _CUT.finditer(context.text, inner.start, inner.end):
        before, after = (
            context.text[inner.start : found.start()],
            context.text[found.end() : inner.end].lstrip(),
        )
        words_before = before.split()
        if not words_before or not after or _SENTENCE_END.search(before) or not after[0].islower():
            continue
        words_after = after.split()
        if plain(words_before[-1]) == plain(words_after[0]):
            continue  # "I ... I don't know": somebody searches for words
        first = found.start() - len(before) + before.rindex(words_before[-1])
        last = inner.end - len(after) + len(words_after[0])
        place = Span(first, last)
        yield _Change(
            Span(found.start(), found.end()),
            "cut-inside-sentence",
            f"words are left out in {context.quote(place)}",
            Severity.LOW,
        )


def _find_brackets(context: AuditContext, inner: Span) -> Iterator[_Change]:
    """Brackets that put a verb, a negation or a whole clause into a speaker's mouth."""
    for found in _BRACKET.finditer(context.text, inner.start, inner.end):
        words = found["words"]
        if plain(words) in load_words("brackets.txt") or len(words) == 1 or not any(map(str.isalpha, words)):
            continue
        span = Span(found.start(), found.end())
        tokens = [s[i] for s, i in context.doc.tokens_in(Span(*found.span("words")))]
        quoted = f"“[{words}]”"
        if _NEGATION.search(words):
            detail = f"{quoted} puts in a negation"
            yield _Change(span, "negation-in-brackets", detail, Severity.MEDIUM)
        elif any(token.upos in ("VERB", "AUX") for token in tokens):
            yield _Change(span, "verb-in-brackets", f"{quoted} puts in a verb", Severity.LOW)
        elif len(words.split()) >= MANY_WORDS:
            detail = f"{quoted} puts in {count_words(len(words.split()), 'word')}"
            yield _Change(span, "words-in-brackets", detail, Severity.LOW)


def _make_flag(index: int, region: QuotedRegion, changes: list[_Change]) -> Flag:
    worst = min((change.severity for change in changes), key=lambda severity: severity.rank)
    if len(changes) >= MANY:
        worst = min(worst, Severity.MEDIUM, key=lambda severity: severity.rank)
    first = changes[0].detail
    more = f", and {count_words(len(changes) - 1, 'more place')} like it" if len(changes) > 1 else ""
    return Flag(
        kind=FlagKind.TRUNCATED_QUOTATION,
        severity=worst,
        message=f"These are not all the words as they were said: {first}{more}. "
        "Compare with the original before you cite them.",
        spans=tuple(change.span for change in changes),
        evidence=tuple(
            Evidence(change.rule, change.detail, (change.span, region.span)) for change in changes
        ),
        attribution=index,
    )
