"""Statements that nobody is named for, and sources with more than one likely reading."""

from collections import defaultdict
from collections.abc import Iterator

from quotes.audit.context import AuditContext, count_words, find_heads, join_words
from quotes.audit.running import find_running_speakers
from quotes.audit.wordlists import load_words
from quotes.document import Sentence, Token
from quotes.model import (
    Attribution,
    Evidence,
    Flag,
    FlagKind,
    Kind,
    MentionForm,
    Outcome,
    Resolution,
    Severity,
    Span,
)

# A reading is likely when its score is at least this share of the best one's.
LIKELY_SHARE = 0.5
# An ambiguous source is shown with no more readings than this.
MAX_READINGS = 3
# A quotation without source or cue is a statement from so many words on; shorter ones are scare quotes,
# titles and slogans.
MIN_SENTENCE_WORDS = 6


# ------------------------------------------------------------------ nobody
def find_unattributed(context: AuditContext) -> Iterator[Flag]:
    """A statement without a source: "it was announced that", a quotation that nobody is named for."""
    open_starts = {region.span.start for region in context.regions if not region.closed}
    for index, attribution, resolution in context.attributed:
        if attribution.source or resolution.outcome is not Outcome.NONE or not _in_body(context, attribution):
            continue
        if attribution.cue:
            cue = _find_reporting_verb(context, attribution)
            if cue is not None:
                yield _make_sourceless_flag(context, index, attribution, cue)
        elif attribution.content[0].start not in open_starts and _is_statement(context, attribution):
            yield _make_orphan_flag(context, index, attribution)


def _in_body(context: AuditContext, attribution: Attribution) -> bool:
    return all(context.in_body(span.start) for span in attribution.content)


def _find_reporting_verb(context: AuditContext, attribution: Attribution) -> tuple[Sentence, int] | None:
    """The passive verb of speech in a cue; None for beliefs ("is expected to") and for other cues."""
    for span in attribution.cue:
        for sentence, index in context.doc.tokens_in(span):
            token = sentence[index]
            if token.lemma.casefold() in load_words("speech_verbs.txt") and _is_passive(
                sentence, index, token
            ):
                return sentence, index
    return None


def _is_passive(sentence: Sentence, index: int, token: Token) -> bool:
    return token.upos == "VERB" and bool(
        sentence.children(index, "aux:pass", "nsubj:pass", "csubj:pass")
    ) and not sentence.children(index, "obl:agent")  # fmt: skip


def _make_sourceless_flag(
    context: AuditContext, index: int, attribution: Attribution, cue: tuple[Sentence, int]
) -> Flag:
    sentence, verb = cue
    passive = sentence.children(verb, "nsubj:pass", "aux:pass", "expl")
    first = min((*passive, verb), key=lambda i: sentence[i].span.start)
    words = Span(sentence[first].span.start, sentence[verb].span.end)
    if len(words) > 40:
        words = attribution.cue[0]
    return Flag(
        kind=FlagKind.UNATTRIBUTED,
        severity=Severity.MEDIUM,
        message=f"{context.quote(words)}: the article does not say by whom. Check who made this statement.",
        spans=(words, *attribution.content),
        evidence=(
            Evidence("passive-without-agent", f"{context.quote(words)} is passive and has no “by”", (words,)),
        ),
        attribution=index,
    )


def _is_statement(context: AuditContext, attribution: Attribution) -> bool:
    """True for a direct quotation with a verb of its own and some length."""
    if attribution.kind is not Kind.DIRECT:
        return False
    tokens = [s[i] for span in attribution.content for s, i in context.doc.tokens_in(span)]
    words = [token for token in tokens if token.upos != "PUNCT"]
    finite = any(t.upos in ("VERB", "AUX") and t.feature("VerbForm") == "Fin" for t in words)
    return finite and len(words) >= MIN_SENTENCE_WORDS


def _make_orphan_flag(context: AuditContext, index: int, attribution: Attribution) -> Flag:
    quoted = context.quote(attribution.content[0], limit=50)
    running = [r for r in find_running_speakers(context, attribution.content[0], skip=index) if r.speaks]
    message = f"The article does not say whose words these are: {quoted}."
    if running:
        message += f" The speaker around it is {running[0].name}."
    return Flag(
        kind=FlagKind.UNATTRIBUTED,
        severity=Severity.MEDIUM,
        message=f"{message} Check who said them.",
        spans=attribution.content,
        evidence=(
            Evidence(
                "quotation-without-source",
                "no source and no reporting word stand with it",
                attribution.content,
            ),
            *(each.evidence for each in running),
        ),
        suggestions=tuple(each.name for each in running),
        attribution=index,
    )


# ------------------------------------------------------------------ somebody without a name
def find_anonymous_sources(context: AuditContext) -> Iterator[Flag]:
    """Sources that the article keeps unnamed; the same words are flagged once."""
    for words, items in _group_by_source(context, Outcome.ANONYMOUS).items():
        spans = _source_spans(items)
        yield Flag(
            kind=FlagKind.ANONYMOUS_SOURCE,
            severity=Severity.LOW,
            message=f"The source is not named: {context.quote(spans[0])}{_count(items)}. "
            "Nobody can be asked whether these are their words.",
            spans=spans,
            evidence=(
                Evidence("source-kept-unnamed", f"the article names nobody for “{words}”", spans),
                *items[0][2].evidence,
            ),
            attribution=items[0][0] if len(items) == 1 else None,
        )


def find_collective_sources(context: AuditContext) -> Iterator[Flag]:
    """Several people quoted with one voice; the same words are flagged once."""
    for words, items in _group_by_source(context, Outcome.GROUP).items():
        spans = _source_spans(items)
        yield Flag(
            kind=FlagKind.COLLECTIVE_SOURCE,
            severity=Severity.LOW,
            message=f"Several speak here with one voice: {context.quote(spans[0])}{_count(items)}. "
            "The article does not say which of them said it.",
            spans=spans,
            evidence=(
                Evidence("source-of-several", f"“{words}” stands for several", spans),
                *items[0][2].evidence,
            ),
            attribution=items[0][0] if len(items) == 1 else None,
        )


def _group_by_source(
    context: AuditContext, outcome: Outcome
) -> dict[str, list[tuple[int, Attribution, Resolution]]]:
    """Attributions of one outcome by the words of their source, in order of first use."""
    groups: dict[str, list[tuple[int, Attribution, Resolution]]] = defaultdict(list)
    for index, attribution, resolution in context.attributed:
        if resolution.outcome is outcome and attribution.source and _is_about_people(context, attribution):
            if resolution.form is MentionForm.PRONOUN:
                continue
            words = " ".join(attribution.source[0].text(context.text).casefold().split())
            groups[words.removeprefix("the ")].append((index, attribution, resolution))
    return groups


def _count(items: list[tuple[int, Attribution, Resolution]]) -> str:
    return "" if len(items) == 1 else f" ({count_words(len(items), 'statement')})"


def _source_spans(items: list[tuple[int, Attribution, Resolution]]) -> tuple[Span, ...]:
    return tuple(sorted({attribution.source[0] for _, attribution, _ in items}))


def _is_about_people(context: AuditContext, attribution: Attribution) -> bool:
    """False for names of places and bodies ("Moscow and Beijing") and for talks and texts ("the report")."""
    tokens = [s[i] for span in attribution.source for s, i in context.doc.tokens_in(span)]
    nouns = [t for t in tokens if t.upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")]
    if nouns and all(t.upos == "PROPN" for t in nouns):
        return False
    heads = [s[i] for span in attribution.source for s, i in find_heads(context.doc, span)]
    return not any(head.lemma.casefold() in load_words("happenings.txt") for head in heads)


# ------------------------------------------------------------------ more than one reading
def find_ambiguous_sources(context: AuditContext) -> Iterator[Flag]:
    """A pronoun, role or bare name that fits more than one speaker of the article."""
    for index, attribution, resolution in context.attributed:
        if resolution.outcome is not Outcome.AMBIGUOUS or len(resolution.candidates) < 2:
            continue
        best = max(candidate.score for candidate in resolution.candidates)
        likely = [c for c in resolution.candidates if c.score >= LIKELY_SHARE * best][:MAX_READINGS]
        if len(likely) < 2:
            likely = list(resolution.candidates[:2])
        names = tuple(dict.fromkeys(candidate.name for candidate in likely))
        spans = attribution.source or attribution.content
        if len(names) < 2:
            continue
        what = context.quote(spans[0], limit=50)
        yield Flag(
            kind=FlagKind.AMBIGUOUS_SOURCE,
            severity=Severity.MEDIUM,
            message=f"{what} can be {join_words(names, 'or')}. Check which of them is meant.",
            spans=spans,
            evidence=(
                Evidence("several-readings", f"{len(names)} people fit {what}", spans),
                *(item for candidate in likely for item in candidate.evidence),
                *resolution.evidence,
            ),
            suggestions=names,
            attribution=index,
        )
