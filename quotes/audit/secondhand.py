"""Statements that the article knows from another source only: "Petrova, according to the agency, said"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from quotes.audit.context import AuditContext, find_heads
from quotes.audit.statements import (
    PAST,
    cue_lemmas,
    cue_tokens,
    is_quoted,
    is_speech_verb,
    makes_statement,
    name_source,
)
from quotes.model import (
    Attribution,
    Evidence,
    Flag,
    FlagKind,
    MentionForm,
    Outcome,
    Polarity,
    Resolution,
    Severity,
    Span,
    SpeakerKind,
)
from quotes.places import SpanIndex
from quotes.resolve.nouns import is_carrier, is_person_noun
from quotes.resolve.spelling import plain

Item = tuple[int, Attribution, Resolution]

# Whose statement can be passed on: somebody, also when the article does not name them.
_SOMEBODY = frozenset({Outcome.RESOLVED, Outcome.UNKNOWN, Outcome.AMBIGUOUS})
# Who passes it on without a name: then nobody who can be asked vouches for what a named person said.
_NAMELESS = frozenset({Outcome.ANONYMOUS, Outcome.GROUP, Outcome.UNKNOWN})
# Relations over which a clause still is what is said, not an aside of it.
_MAIN = frozenset({"ccomp", "conj", "parataxis", "xcomp"})
# Words that open an aside.
_ASIDES = frozenset(
    {"when", "if", "while", "because", "after", "before", "until", "since", "although", "though", "what"}
    | {"which", "who", "where", "why", "how", "whenever", "unless"}
)
# Besides verbs of speech these open a frame that reports another one.
_FRAMES = frozenset({"accord"})
# With these the outer speaker speaks of what is known or public: "she noted that the agency had said".
_REFERRING = frozenset(
    {"note", "point", "remind", "recall", "mention", "cite", "invoke", "refer", "reference", "observe"}
    | {"acknowledge", "compare", "discuss", "question", "dispute", "deny", "reject", "mock", "criticize"}
    | {"criticise", "attack", "blame", "praise", "defend", "quote", "repeat", "echo", "accuse", "dismiss"}
)
# What people tell of themselves, besides the carriers of words that the resolver knows.
_WRITINGS = frozenset({"account", "version"})
_SELF = frozenset({"i", "we", "you", "me", "us", "who", "it", "they"})


def find_secondhand(context: AuditContext) -> Iterator[Flag]:
    """A statement inside another one's content, by another speaker; the inner one is the doubtful one."""
    held = {number: _index_contents(items) for number, items in _index_by_paragraph(context).items()}
    quoted = SpanIndex((region.span, region.span) for region in context.regions if region.depth > 0)
    for inner in context.attributed:
        _, attribution, resolution = inner
        if not _can_be_passed_on(context, attribution, resolution):
            continue
        if any(region.contains(span) for span in attribution.content for region in quoted.find(span)):
            continue  # `quotes.audit.nested` doubts words with marks of their own inside a quotation
        paragraph = context.doc.paragraph_at(attribution.start)
        holding = held[paragraph].find(attribution.source[0]) if paragraph in held else []
        outer = next((o for o in holding if _passes_on(context, o, inner)), None)
        if outer is not None:
            yield _make_flag(context, inner, outer)


def _index_by_paragraph(context: AuditContext) -> Mapping[int, Sequence[Item]]:
    """Attributions by each paragraph that their content stands in, in order."""
    held: dict[int, list[Item]] = defaultdict(list)
    for item in context.attributed:
        paragraphs = {
            number
            for span in item[1].content
            for number in range(
                context.doc.paragraph_at(span.start), context.doc.paragraph_at(span.end - 1) + 1
            )
        }
        for number in sorted(paragraphs):
            held[number].append(item)
    return held


def _index_contents(items: Sequence[Item]) -> SpanIndex[Item]:
    return SpanIndex((span, item) for item in items for span in item[1].content)


# ------------------------------------------------------------------ what is passed on, and by whom
def _can_be_passed_on(context: AuditContext, attribution: Attribution, resolution: Resolution) -> bool:
    """True for somebody's statement: not what a text says, nor what the speaker says of himself."""
    if not attribution.source or not attribution.cue or attribution.polarity is Polarity.NEGATIVE:
        return False
    if resolution.outcome not in _SOMEBODY or not makes_statement(context, attribution):
        return False
    if attribution.source[0].text(context.text).casefold() in _SELF:
        return False
    tokens = [s[i] for span in attribution.source[:1] for s, i in context.doc.tokens_in(span)]
    nouns = [token.lemma.casefold() for token in tokens if token.upos == "NOUN"]
    if resolution.outcome is not Outcome.RESOLVED and (
        resolution.form is not MentionForm.NOMINAL or not any(map(is_person_noun, nouns[:1]))
    ):
        return False
    return not any(map(is_carrier, nouns[:1])) and _reports_past_speech(context, attribution)


def _reports_past_speech(context: AuditContext, attribution: Attribution) -> bool:
    """True for "said" and "had told": "what she says she stands for" tells of no statement."""
    return any(
        t.upos == "VERB" and is_speech_verb(t) and t.xpos in PAST for t in cue_tokens(context, attribution)
    )


def _passes_on(context: AuditContext, outer: Item, inner: Item) -> bool:
    """True when the outer statement holds the inner one's source and cue, and somebody else makes it."""
    (index, attribution, resolution), (other, within, of) = outer, inner
    if index == other or not attribution.source or not attribution.cue:
        return False
    if attribution.polarity is Polarity.NEGATIVE or not _is_inside(within, attribution):
        return False
    if resolution.outcome in (Outcome.NONE, Outcome.AMBIGUOUS):
        return False
    if not _makes_known(context, attribution) or _is_aside(context, within, attribution):
        return False
    if _is_inside(attribution, within) and not _frames(context, attribution, within):
        return False
    if not _is_framed(context, attribution) and not _can_be_overheard(context, of, within):
        return False
    return not _are_same(context, (attribution, resolution), (within, of)) and not _speaks_for(
        context, attribution, resolution, of
    )


def _can_be_overheard(context: AuditContext, resolution: Resolution, attribution: Attribution) -> bool:
    """True for a person outside quotation marks: what a body said is public, and can be looked up."""
    if is_quoted(context, attribution) and resolution.form is MentionForm.PRONOUN:
        return False
    return resolution.outcome is not Outcome.RESOLVED or _is_person(context, resolution)


def _is_framed(context: AuditContext, attribution: Attribution) -> bool:
    """True for "according to" and "as reported by"."""
    cue = attribution.cue[0].text(context.text).casefold()
    return bool(_FRAMES.intersection(cue_lemmas(context, attribution))) or (
        cue.endswith(" by") and any(map(is_speech_verb, cue_tokens(context, attribution)))
    )


def _speaks_for(
    context: AuditContext, attribution: Attribution, resolution: Resolution, of: Resolution
) -> bool:
    """True for somebody's own spokesman or aide, who is called so with the name."""
    roles = [role for key in resolution.speakers for role in context.analysis.speaker(key).roles]
    told = plain(" ".join((*(span.text(context.text) for span in attribution.source), *roles))).split()
    names = [plain(name).split() for name in context.analysis.names_of(of)]
    return any(name[-1] in told for name in names if name)


def _is_aside(context: AuditContext, within: Attribution, attribution: Attribution) -> bool:
    """True for "when she said", "what she called": the outer statement is about something else."""
    verbs = [(s, i) for span in within.cue for s, i in context.doc.tokens_in(span) if s[i].upos == "VERB"]
    if not verbs:
        return True
    sentence, index = verbs[-1]
    if any(sentence[i].text.casefold() in _ASIDES for i in sentence.children(index)):
        return True
    for each in (index, *sentence.ancestors(index)):
        if not any(content.overlaps(sentence[each].span) for content in attribution.content):
            return False
        if sentence[each].relation not in _MAIN:
            return sentence[each].relation != "root"
    return False


def _is_inside(within: Attribution, attribution: Attribution) -> bool:
    return all(
        any(content.contains(span) for content in attribution.content)
        for span in (*within.source, *within.cue)
    )


def _makes_known(context: AuditContext, attribution: Attribution) -> bool:
    nouns = [
        s[i].lemma.casefold() for span in attribution.source[:1] for s, i in find_heads(context.doc, span)
    ]
    if any(is_carrier(noun) or noun in _WRITINGS for noun in nouns):
        return False  # a report or letter can be read again
    return _is_framed(context, attribution) or (
        makes_statement(context, attribution)
        and any(map(is_speech_verb, cue_tokens(context, attribution)))
        and _REFERRING.isdisjoint(cue_lemmas(context, attribution))
    )


def _frames(context: AuditContext, attribution: Attribution, within: Attribution) -> bool:
    """Of two statements that hold each other: true for the one whose cue frames the sentence.

    "Petrova said, as the agency reported": the second. "The mayor had told them, the source added": the one
    whose verb the tree has above the other, or else the later one.
    """
    if _FRAMES.intersection(cue_lemmas(context, attribution)):
        return True
    if _FRAMES.intersection(cue_lemmas(context, within)):
        return False
    words = context.text[max(0, attribution.cue[0].start - 3) : attribution.cue[0].start].casefold()
    return words.endswith("as ") or attribution.cue[0].start > within.cue[0].start


def _are_same(
    context: AuditContext, one: tuple[Attribution, Resolution], other: tuple[Attribution, Resolution]
) -> bool:
    if set(one[1].speakers) & set(other[1].speakers):
        return True
    names = [set(context.analysis.names_of(resolution)) for _, resolution in (one, other)]
    if names[0] & names[1]:
        return True
    words = [name_source(context, *each).casefold().removeprefix("“the ") for each in (one, other)]
    return words[0] == words[1]


# ------------------------------------------------------------------ the flag
def _make_flag(context: AuditContext, inner: Item, outer: Item) -> Flag:
    (index, within, of), (_, attribution, resolution) = inner, outer
    said, teller = name_source(context, within, of), name_source(context, attribution, resolution)
    named = of.outcome is Outcome.RESOLVED and _is_person(context, of)
    nameless = resolution.outcome in _NAMELESS
    what = f"What {said} said is known here from {teller} only."
    do = f"Check with {said}" if nameless else f"Cite {teller} with it, or check with {said}"
    place = Span(within.source[0].start, within.source[-1].end)
    return Flag(
        kind=FlagKind.SECONDHAND,
        severity=Severity.MEDIUM if named and nameless else Severity.LOW,
        message=f"{what} {do}.",
        spans=(place, *(span for span in within.cue if not span.overlaps(place))),
        evidence=(
            Evidence(
                "statement-inside-statement",
                f"the words of {said} stand inside those of {teller}",
                within.content,
            ),
            Evidence(
                "reported-by-another",
                f"{context.quote(attribution.cue[0], limit=50)} makes {teller} the source of it",
                (*attribution.source, *attribution.cue),
            ),
        ),
        attribution=index,
    )


def _is_person(context: AuditContext, resolution: Resolution) -> bool:
    return any(context.analysis.speaker(key).kind is SpeakerKind.PERSON for key in resolution.speakers)
