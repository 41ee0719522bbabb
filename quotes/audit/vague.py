"""Sources that are no one who can speak: an event, hearsay, opinion at large.

Which kind of doubt a source that names nobody gets, one and no more:

- unattributed       a statement was made, and there is no source at all: "it was announced that"
- ambiguous-source   the source may be one of several people of the article
- vague-attribution  nobody in particular: "the meeting noted", "reports say", "critics say", "it is
                     believed", "is said to be"
- anonymous-source   somebody whom the writer could name and does not: "officials", "an expert"
- collective-source  several, or a body of people, who could be told apart: "the parties", "the ministers"
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from quotes.audit.context import AuditContext, count_words, find_heads
from quotes.audit.passives import has_agent_or_modal, show_passive
from quotes.audit.statements import (
    base_forms,
    cue_lemmas,
    cue_tokens,
    is_quoted,
    is_speech_verb,
    makes_claim,
    makes_statement,
)
from quotes.audit.wordlists import load_words
from quotes.document import Sentence
from quotes.lexicon import read_rows
from quotes.model import (
    Attribution,
    Evidence,
    Flag,
    FlagKind,
    Outcome,
    Resolution,
    Severity,
    Span,
)
from quotes.places import SpanIndex

# Sources of these outcomes are somebody, or more than one reading of somebody.
_SOMEBODY = frozenset({Outcome.RESOLVED, Outcome.AMBIGUOUS, Outcome.NONE})
# Besides what reports statements, these credit opinion at large: "many believe".
_OPINION_VERBS = frozenset(
    {"believe", "think", "fear", "feel", "suspect", "worry", "see", "consider", "wonder"}
)
# What writing does besides saying.
_SHOWS = frozenset({"show", "find", "accord"})
# What may be said, what will be said, and what people on the spot say is no claim on others' behalf.
_NO_CLAIM = frozenset({"may", "might", "will", "would", "could", "can", "should", "here", "there"})
# Verbs whose raised passive is hearsay as well: "is said to be ill". With "it" they report a statement.
_RAISED = frozenset({"say", "report"})
# A word that "it" needs no person behind: "it is hoped", but "it is not thought likely" is the same.
_CLAUSES = ("ccomp", "csubj")


class Vagueness(StrEnum):
    """What stands where a speaker should, as `vague_sources.tsv` has it."""

    EVENT = "event"
    WRITING = "writing"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class _Words:
    """What a message and its evidence say of one class."""

    message: str
    rule: str
    severity: Severity


_SAYS = {
    Vagueness.EVENT: _Words(
        "{source} cannot speak; somebody there did{count}. The article does not say who.",
        "event-as-source",
        Severity.MEDIUM,
    ),
    Vagueness.WRITING: _Words(
        "{source}{count}: the article does not say which, or whose. Nobody can look them up.",
        "writing-without-maker",
        Severity.LOW,
    ),
    Vagueness.OPINION: _Words(
        "{source}{count}: the article does not say who they are, nor how many.",
        "opinion-at-large",
        Severity.LOW,
    ),
}


@cache
def _vague_words() -> dict[str, Vagueness]:
    return {word: Vagueness(kind) for word, kind in read_rows("audit/vague_sources.tsv")}


# ------------------------------------------------------------------ a source that is nobody in particular
def read_vagueness(
    context: AuditContext, attribution: Attribution, resolution: Resolution
) -> Vagueness | None:
    """What a source is instead of a speaker; None when it is somebody, named or not."""
    if resolution.outcome in _SOMEBODY or not attribution.source or is_quoted(context, attribution):
        return None
    heads = [place for span in attribution.source for place in find_heads(context.doc, span)]
    kinds = {_read_head(sentence, index, attribution.source) for sentence, index in heads}
    kind = kinds.pop() if len(kinds) == 1 else None
    return kind if kind and _speaks(context, attribution, kind, heads) else None


def _read_head(sentence: Sentence, index: int, source: tuple[Span, ...]) -> Vagueness | None:
    token = sentence[index]
    kind = _vague_words().get(token.lemma.casefold()) or _vague_words().get(token.text.casefold())
    if kind is None or token.upos == "PROPN":
        return None
    if kind is Vagueness.EVENT:
        return kind
    plural = token.feature("Number") != "Sing" or token.lemma.casefold() in (
        "research",
        "speculation",
        "gossip",
    )
    inside = [i for i in sentence.children(index) if any(span.overlaps(sentence[i].span) for span in source)]
    known = all(
        sentence[i].relation in ("cc", "conj", "punct", "case")
        or (i < index and sentence[i].text.casefold() in load_words("vague_modifiers.txt"))
        for i in inside
    )
    return kind if plural and known else None


def _speaks(
    context: AuditContext, attribution: Attribution, kind: Vagueness, heads: list[tuple[Sentence, int]]
) -> bool:
    """True when the cue is one with which people speak (or hold opinions), and the source is its subject."""
    lemmas = frozenset(cue_lemmas(context, attribution))
    if lemmas & _NO_CLAIM or not (
        any(map(is_speech_verb, cue_tokens(context, attribution)))
        or lemmas & _SHOWS
        or lemmas & _OPINION_VERBS
    ):
        return False
    if kind is Vagueness.EVENT:
        subject = any(sentence[i].relation == "nsubj" for sentence, i in heads)
        return (
            subject
            and makes_statement(context, attribution)
            and lemmas.isdisjoint(load_words("event_verbs.txt"))
        )
    if not makes_claim(context, attribution):
        return False
    if kind is Vagueness.OPINION:
        return bool(lemmas & _OPINION_VERBS) or makes_statement(context, attribution)
    return makes_statement(context, attribution)


def find_vague_attributions(context: AuditContext) -> Iterator[Flag]:
    """Words credited to no one who can speak; the same source is flagged once, each hearsay by itself."""
    groups: dict[str, list[tuple[int, Attribution]]] = defaultdict(list)
    kinds: dict[str, Vagueness] = {}
    for index, attribution, resolution in context.attributed:
        kind = read_vagueness(context, attribution, resolution)
        if kind is not None:
            words = " ".join(attribution.source[0].text(context.text).casefold().split())
            words = words.removeprefix("the ")
            kinds.setdefault(words, kind)
            groups[words].append((index, attribution))
    for words, items in groups.items():
        yield _make_source_flag(context, kinds[words], items)
    yield from _find_hearsay(context)


def _make_source_flag(context: AuditContext, kind: Vagueness, items: list[tuple[int, Attribution]]) -> Flag:
    spans = tuple(sorted({attribution.source[0] for _, attribution in items}))
    says = _SAYS[kind]
    count = "" if len(items) == 1 else f" ({count_words(len(items), 'statement')})"
    source = context.quote(spans[0], limit=50)
    cues = tuple(sorted({span for _, attribution in items for span in attribution.cue}))
    verbs = ", ".join(dict.fromkeys(context.quote(span, limit=30) for span in cues))
    detail = f"{source} is the source of {count_words(len(items), 'statement')}"
    return Flag(
        kind=FlagKind.VAGUE_ATTRIBUTION,
        severity=says.severity,
        message=says.message.format(source=source, count=count),
        spans=spans,
        evidence=(Evidence(says.rule, f"{detail} ({verbs})" if verbs else detail, (*spans, *cues)),),
        attribution=items[0][0] if len(items) == 1 else None,
    )


# ------------------------------------------------------------------ "it is believed", "is said to be"
def _find_hearsay(context: AuditContext) -> Iterator[Flag]:
    """Passives that pass on what is believed or said by nobody, in the article's own voice."""
    cues = {
        span: index
        for index, attribution, _ in reversed(context.attributed)
        if not attribution.source
        for span in attribution.cue
    }
    own_cues = SpanIndex(cues.items())
    credited = SpanIndex(
        (span, index)
        for index, attribution, _ in context.attributed
        if attribution.source
        for span in (*attribution.content, *attribution.cue)
    )
    for sentence in context.doc.sentences:
        for verb, token in enumerate(sentence):
            content = _hearsay_content(sentence, verb)
            if content is None or not context.in_body(token.span.start):
                continue
            if context.quoted.find(token.span) or credited.find(token.span):
                continue
            own = next(iter(own_cues.find(token.span)), None)
            yield _make_hearsay_flag(context, sentence, verb, content, own)


def _hearsay_content(sentence: Sentence, verb: int) -> Span | None:
    """What a passive passes on as hearsay; None when it is none."""
    token = sentence[verb]
    if token.upos != "VERB" or not sentence.children(verb, "aux:pass"):
        return None
    lemmas = base_forms(token)
    hearsay = not lemmas.isdisjoint(load_words("hearsay_verbs.txt"))
    subjects = [sentence[i].text.casefold() for i in sentence.children(verb, "expl", "nsubj", "csubj")]
    clauses = sentence.children(verb, *_CLAUSES)
    raised = [i for i in sentence.children(verb, "xcomp") if i > verb and _is_infinitive(sentence, i)]
    if subjects == ["it"] and clauses and hearsay:
        parts = sentence.subtree(clauses[0])
    elif subjects != ["it"] and raised and (hearsay or lemmas & _RAISED):
        parts = sentence.subtree(raised[0])
    else:
        return None
    return None if has_agent_or_modal(sentence, verb) else sentence.span_of(parts[0], parts[-1])


def _is_infinitive(sentence: Sentence, index: int) -> bool:
    return any(sentence[i].text.casefold() == "to" for i in sentence.children(index, "mark"))


def _show_hearsay(sentence: Sentence, verb: int) -> Span:
    """The words of the passive, with the "to" behind it: "it is believed", "is said to"."""
    words = show_passive(sentence, verb)
    behind = sentence[verb + 1] if verb + 1 < len(sentence) else None
    if behind is not None and behind.text.casefold() == "to":
        return Span(words.start, behind.span.end)
    return words


def _make_hearsay_flag(
    context: AuditContext, sentence: Sentence, verb: int, content: Span, index: int | None
) -> Flag:
    words = _show_hearsay(sentence, verb)
    quoted = context.quote(words)
    return Flag(
        kind=FlagKind.VAGUE_ATTRIBUTION,
        severity=Severity.LOW,
        message=f"{quoted}: the article does not say by whom. Hearsay has nobody who can be asked.",
        spans=(words, *((content,) if not content.overlaps(words) else ())),
        evidence=(Evidence("hearsay-passive", f"{quoted} is passive and has no “by”", (words,)),),
        attribution=index,
    )
