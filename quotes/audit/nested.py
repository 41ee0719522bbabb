"""Quotations inside quotations: whose words are they, and do the marks tell?"""

from collections.abc import Iterator

from quotes.audit.context import AuditContext
from quotes.audit.statements import PAST, is_speech_verb, name_source
from quotes.document import Sentence, Token
from quotes.model import Attribution, Evidence, Flag, FlagKind, Outcome, Resolution, Severity, Span
from quotes.quotation_marks import QuotedRegion

# Inner quotations of fewer words are titles, names and scare quotes.
MIN_WORDS = 4
# So many tokens before an inner quotation may stand between the verb that introduces it and its mark.
MAX_BEFORE = 3
# With these the speaker quotes himself or those he speaks with, or nobody: "people say", "you say".
_NOBODY = frozenset(
    {
        "i",
        "we",
        "you",
        "it",
        "they",
        "people",
        "person",
        "one",
        "some",
        "many",
        "everyone",
        "everybody",
        "anyone",
    }
    | {"someone", "somebody", "nobody", "that", "this", "which", "who", "what", "there", "guy", "folk", "us"}
)
# Opening marks that open a quotation of their own level when the outer one uses them too.
_MARKS = '“”„"«»'

Item = tuple[int, Attribution, Resolution]


def find_nested_quotations(context: AuditContext) -> Iterator[Flag]:
    """An inner quotation by another person or by nobody who is named, and levels that marks do not tell."""
    outermost: list[QuotedRegion] = []
    for region in context.regions:
        if region.depth == 0:
            outermost.append(region)
            continue
        outer = outermost[-1] if outermost and outermost[-1].span.contains(region.span) else None
        if outer is None or not outer.closed or not context.in_body(region.span.start):
            continue
        speaker = _find_speaker(context, outer)
        if speaker is None:
            continue
        if _has_same_marks(context, outer, region):
            yield _make_marks_flag(context, speaker, outer, region)
        elif _is_statement(context, region):
            flag = _read_inner(context, speaker, outer, region)
            if flag is not None:
                yield flag


def _find_speaker(context: AuditContext, outer: QuotedRegion) -> Item | None:
    """The attribution whose content is the outer quotation."""
    for index in context.by_content.find(outer.span):
        item = context.attributed[index]
        if any(span.start <= outer.span.start and outer.span.end <= span.end + 1 for span in item[1].content):
            return item
    return None


def _is_statement(context: AuditContext, region: QuotedRegion) -> bool:
    """True for a clause with a finite verb and some length."""
    words = [s[i] for s, i in context.doc.tokens_in(region.span) if s[i].upos != "PUNCT"]
    finite = any(t.upos in ("VERB", "AUX") and t.feature("VerbForm") == "Fin" for t in words)
    return finite and len(words) >= MIN_WORDS


def _has_same_marks(context: AuditContext, outer: QuotedRegion, region: QuotedRegion) -> bool:
    """True when the inner quotation opens with the outer one's mark: nobody sees which one a mark closes."""
    one, other = (context.text[each.span.start] for each in (outer, region))
    return one == other and one in _MARKS and region.closed


# ------------------------------------------------------------------ who speaks inside
def _read_inner(
    context: AuditContext, speaker: Item, outer: QuotedRegion, region: QuotedRegion
) -> Flag | None:
    """A flag when the inner words are somebody else's, or when it stays open whose they are."""
    own = _find_attribution(context, outer, region)
    if own is not None:
        if set(own[2].speakers) & set(speaker[2].speakers):
            return None
        if own[2].outcome is Outcome.RESOLVED:
            return _make_other_flag(context, speaker, region, name_source(context, own[1], own[2]), own)
    before = _tokens_before(context, region)
    verb = next(((s, i) for s, i in reversed(before) if s[i].xpos in PAST and is_speech_verb(s[i])), None)
    if verb is None:
        return None
    subject = _find_subject(*verb)
    if subject is None or not outer.span.contains(subject[1]) or subject[1].overlaps(region.span):
        return None
    if subject[0].lemma.casefold() in _NOBODY or subject[0].feature("Number") == "Plur":
        return None
    return _make_other_flag(context, speaker, region, context.quote(subject[1], limit=50), own)


def _find_attribution(context: AuditContext, outer: QuotedRegion, region: QuotedRegion) -> Item | None:
    for index in context.by_content.find(region.span):
        item = context.attributed[index]
        attribution = item[1]
        inside = attribution.source and all(outer.span.contains(span) for span in attribution.source)
        within = all(outer.span.contains(span) for span in attribution.content)
        if inside and within and any(region.span.overlaps(span) for span in attribution.content):
            return item
    return None


def _tokens_before(context: AuditContext, region: QuotedRegion) -> list[tuple[Sentence, int]]:
    start = max(0, region.span.start - 60)
    if start >= region.span.start:
        return []
    found = context.doc.tokens_in(Span(start, region.span.start))
    return [place for place in found if place[0][place[1]].span.end <= region.span.start][-MAX_BEFORE:]


def _find_subject(sentence: Sentence, verb: int) -> tuple[Token, Span] | None:
    """Head and words of a verb's subject; of the verb that it is joined to when it has none."""
    for index in (verb, *sentence.ancestors(verb)):
        for child in sentence.children(index, "nsubj"):
            parts = sentence.subtree(child)
            return sentence[child], sentence.span_of(parts[0], parts[-1])
        if sentence[index].relation not in ("conj", "xcomp", "advcl"):
            return None
    return None


# ------------------------------------------------------------------ the flags
def _make_other_flag(
    context: AuditContext, speaker: Item, region: QuotedRegion, inner: str, own: Item | None
) -> Flag:
    teller = name_source(context, speaker[1], speaker[2])
    sources = own[1].source if own else ()
    return Flag(
        kind=FlagKind.NESTED_QUOTATION,
        severity=Severity.LOW,
        message=f"Inside the words of {teller} stand words of {inner}: "
        f"{context.quote(region.inner or region.span, limit=50)}. "
        f"Only {teller} vouches for them.",
        spans=(region.span,),
        evidence=(
            Evidence(
                "quotation-inside-quotation",
                f"{inner} is quoted inside a quotation of {teller}",
                (*sources, region.span),
            ),
        ),
        attribution=own[0] if own else speaker[0],
    )


def _make_marks_flag(context: AuditContext, speaker: Item, outer: QuotedRegion, region: QuotedRegion) -> Flag:
    mark = context.text[region.span.start]
    teller = name_source(context, speaker[1], speaker[2])
    return Flag(
        kind=FlagKind.NESTED_QUOTATION,
        severity=Severity.MEDIUM,
        message=f"{context.quote(region.inner or region.span, limit=50)} stands in the same marks as the "
        f"quotation of {teller} around it. Check where the words of {teller} begin and end.",
        spans=(region.span,),
        evidence=(
            Evidence(
                "same-marks-inside",
                f"two quotations that are both open begin with {mark}",
                (
                    Span(outer.span.start, outer.span.start + 1),
                    Span(region.span.start, region.span.start + 1),
                ),
            ),
        ),
        attribution=speaker[0],
    )
