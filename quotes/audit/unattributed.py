"""Statements that nobody is named for."""

from collections.abc import Iterator

from quotes.audit.context import AuditContext
from quotes.audit.passives import has_agent_or_modal, show_passive
from quotes.audit.running import find_running_speakers
from quotes.audit.statements import is_speech_verb
from quotes.document import Sentence
from quotes.model import Attribution, Evidence, Flag, FlagKind, Kind, Outcome, Severity, Span
from quotes.places import SpanIndex

# A quotation without source or cue is a statement from so many words on; shorter ones are scare quotes,
# titles and slogans.
MIN_SENTENCE_WORDS = 6


def find_unattributed(context: AuditContext) -> Iterator[Flag]:
    """A statement without a source: "it was announced that", a quotation that nobody is named for.

    Verbs of speech only: "is expected to" is the writer's own voice, and what "is said to be" is hearsay
    (see `quotes.audit.vague`).
    """
    open_starts = {region.span.start for region in context.regions if not region.closed}
    seen: set[Span] = set()
    for index, attribution, resolution in context.attributed:
        if attribution.source or resolution.outcome is not Outcome.NONE or not _in_body(context, attribution):
            continue
        if attribution.cue:
            for sentence, verb in _find_reporting_verbs(context, attribution)[:1]:
                seen.add(sentence[verb].span)
                yield _make_passive_flag(context, sentence, verb, attribution.content, index)
        elif attribution.content[0].start not in open_starts and _is_statement(context, attribution):
            yield _make_orphan_flag(context, index, attribution)
    yield from _find_impersonal(context, seen)


def _in_body(context: AuditContext, attribution: Attribution) -> bool:
    return all(context.in_body(span.start) for span in attribution.content)


# ------------------------------------------------------------------ "it was announced that"
def _find_reporting_verbs(context: AuditContext, attribution: Attribution) -> list[tuple[Sentence, int]]:
    """Passive verbs of speech in a cue, without an agent, that report a clause."""
    tokens = [place for span in attribution.cue for place in context.doc.tokens_in(span)]
    return [
        (sentence, index)
        for sentence, index in tokens
        if _is_reporting_passive(sentence, index)
        and (_reports_clause(sentence, index) or _stands_behind(sentence, index))
    ]


def _reports_clause(sentence: Sentence, index: int) -> bool:
    """True for "it was announced that": "she was told that" tells of somebody who can be asked."""
    subjects = {sentence[i].text.casefold() for i in sentence.children(index, "expl", "nsubj")}
    return subjects <= {"it"} and bool(sentence.children(index, "ccomp", "csubj"))


def _stands_behind(sentence: Sentence, index: int) -> bool:
    """True for "it" and a passive behind the clause that they report: "The port is shut, it was said"."""
    subjects = [sentence[i].text.casefold() for i in sentence.children(index, "expl", "nsubj")]
    return subjects == ["it"] and sentence[index].relation in ("conj", "parataxis")


def _find_impersonal(context: AuditContext, seen: set[Span]) -> Iterator[Flag]:
    """Sentences of the article's own voice with "it" for a subject, whether they were extracted or not."""
    cues = SpanIndex((span, index) for index, item, _ in context.attributed for span in item.cue)
    for sentence in context.doc.sentences:
        for index, token in enumerate(sentence):
            if not _is_reporting_passive(sentence, index) or token.span in seen:
                continue
            clauses = sentence.children(index, "ccomp", "csubj")
            subjects = [sentence[i].text.casefold() for i in sentence.children(index, "expl", "nsubj")]
            if subjects != ["it"] or not clauses or not context.in_body(token.span.start):
                continue
            if context.is_credited(token.span) or cues.find(token.span):
                continue
            clause = sentence.subtree(clauses[0])
            content = sentence.span_of(clause[0], clause[-1])
            yield _make_passive_flag(context, sentence, index, (content,), None)


def _is_reporting_passive(sentence: Sentence, index: int) -> bool:
    token = sentence[index]
    if token.upos != "VERB" or not is_speech_verb(token):
        return False
    if not sentence.children(index, "aux:pass", "nsubj:pass", "csubj:pass"):
        return False
    return not has_agent_or_modal(sentence, index)


def _make_passive_flag(
    context: AuditContext, sentence: Sentence, verb: int, content: tuple[Span, ...], index: int | None
) -> Flag:
    words = show_passive(sentence, verb)
    return Flag(
        kind=FlagKind.UNATTRIBUTED,
        severity=Severity.MEDIUM,
        message=f"{context.quote(words)}: the article does not say by whom. Check who made this statement.",
        spans=(words, *(span for span in content if not span.overlaps(words))),
        evidence=(
            Evidence("passive-without-agent", f"{context.quote(words)} is passive and has no “by”", (words,)),
        ),
        attribution=index,
    )


# ------------------------------------------------------------------ a quotation that nobody is named for
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
