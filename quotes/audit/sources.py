"""Sources without a name, and sources with more than one likely reading.

`quotes.audit.vague` says which kind of doubt a source that names nobody gets.
"""

from collections import defaultdict
from collections.abc import Iterator

from quotes.audit.context import AuditContext, count_words, find_heads, join_words
from quotes.audit.statements import is_quoted, makes_claim, makes_statement
from quotes.audit.vague import read_vagueness
from quotes.audit.wordlists import load_words
from quotes.document import Sentence
from quotes.model import (
    Attribution,
    Evidence,
    Flag,
    FlagKind,
    MentionForm,
    Outcome,
    Resolution,
    Severity,
    Span,
)
from quotes.resolve.nouns import is_anonymous_noun, is_carrier, is_organization_noun, is_person_noun
from quotes.resolve.spelling import plain

# A reading is likely when its score is at least this share of the best one's.
LIKELY_SHARE = 0.5
# Attributions with their positions in the analysis and who is behind them.
Items = list[tuple[int, Attribution, Resolution]]

# An ambiguous source is shown with no more readings than this.
MAX_READINGS = 3
# An article may keep back a name over so many paragraphs, headlines included.
OPENING_PARAGRAPHS = 5
# Before the noun for one person they leave open which one: "a minister", "one official".
INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any"})


# ------------------------------------------------------------------ somebody without a name
def find_anonymous_sources(context: AuditContext) -> Iterator[Flag]:
    """Sources that the article keeps unnamed; the same words are flagged once."""
    for words, items in _group_by_source(context, Outcome.ANONYMOUS).items():
        spans = _source_spans(items)
        message = (
            f"The source is not named: {context.quote(spans[0])}{_count(items)}. "
            "Nobody can be asked whether these are their words."
        )
        why = Evidence("source-kept-unnamed", f"the article names nobody for “{words}”", spans)
        yield _flag_sources(FlagKind.ANONYMOUS_SOURCE, message, why, items)


def find_collective_sources(context: AuditContext) -> Iterator[Flag]:
    """Several people quoted with one voice; the same words are flagged once."""
    for words, items in _group_by_source(context, Outcome.GROUP).items():
        spans = _source_spans(items)
        message = (
            f"Several speak here with one voice: {context.quote(spans[0])}{_count(items)}. "
            "The article does not say which of them said it."
        )
        why = Evidence("source-of-several", f"“{words}” stands for several", spans)
        yield _flag_sources(FlagKind.COLLECTIVE_SOURCE, message, why, items)


def _flag_sources(kind: FlagKind, message: str, why: Evidence, items: Items) -> Flag:
    """One flag for all attributions with the same source words; it has an attribution when there is one."""
    return Flag(
        kind=kind,
        severity=Severity.LOW,
        message=message,
        spans=why.spans,
        evidence=(why, *items[0][2].evidence),
        attribution=items[0][0] if len(items) == 1 else None,
    )


def _group_by_source(context: AuditContext, outcome: Outcome) -> dict[str, Items]:
    """Attributions of one outcome by the words of their source, in order of first use."""
    groups: dict[str, Items] = defaultdict(list)
    for index, attribution, resolution in context.attributed:
        if resolution.outcome is not outcome or resolution.form is MentionForm.PRONOUN:
            continue
        if not makes_statement(context, attribution) or is_quoted(context, attribution):
            continue
        if read_vagueness(context, attribution, resolution) is not None:
            continue
        if _are_unnamed(context, attribution, outcome):
            words = " ".join(attribution.source[0].text(context.text).casefold().split())
            groups[words.removeprefix("the ")].append((index, attribution, resolution))
    return {
        words: items
        for words, items in groups.items()
        if any(makes_claim(context, attribution) for _, attribution, _ in items)
    }


def _count(items: Items) -> str:
    return "" if len(items) == 1 else f" ({count_words(len(items), 'statement')})"


def _source_spans(items: Items) -> tuple[Span, ...]:
    return tuple(sorted({attribution.source[0] for _, attribution, _ in items}))


def _are_unnamed(context: AuditContext, attribution: Attribution, outcome: Outcome) -> bool:
    """True when a source speaks of people, in a way that leaves open who they are.

    Not for names ("Moscow and Beijing"), for one person of a known role ("the nominee"), nor for a body.
    """
    heads = [(s, i) for span in attribution.source[:1] for s, i in find_heads(context.doc, span)]
    if not heads or any(s[i].upos not in ("NOUN", "ADJ") or s[i].lemma == "one" for s, i in heads):
        return False
    if outcome is Outcome.GROUP:
        return all(_is_unnamed_group(s, i) for s, i in heads)
    return all(_is_unnamed_person(s, i) for s, i in heads) and not _is_named_later(context, heads)


def _is_unnamed_group(sentence: Sentence, index: int) -> bool:
    token = sentence[index]
    lemma = token.lemma.casefold()
    if token.feature("Number") == "Plur" and lemma != "police":
        return is_person_noun(lemma) or is_organization_noun(lemma) or is_anonymous_noun(lemma)
    return lemma in load_words("collective_nouns.txt")


def _is_unnamed_person(sentence: Sentence, index: int) -> bool:
    token = sentence[index]
    lemma = token.lemma.casefold()
    if is_carrier(lemma) or is_organization_noun(lemma):  # a poll, a report; a court
        return False
    if lemma.startswith("spokes"):  # a body speaks by them
        return False
    if token.feature("Number") == "Plur" or not is_person_noun(token.lemma.casefold()):
        return True
    before = {sentence[child].lemma.casefold() for child in sentence.children(index, "det", "nummod")}
    return bool(before & INDEFINITE) or token.lemma.casefold() in {"source", "insider"}


def _is_named_later(context: AuditContext, heads: list[tuple[Sentence, int]]) -> bool:
    """True for an opening that says "a judge" and names the judge further on, as news does."""
    sentence, index = heads[0]
    place, noun = sentence[index].span, sentence[index].lemma.casefold()
    if context.doc.paragraph_at(place.start) >= OPENING_PARAGRAPHS:
        return False
    return any(
        noun in plain(" ".join(speaker.roles)).split()
        for speaker in context.analysis.speakers
        if speaker.mentions and speaker.mentions[0].span.start > place.end
    )


# ------------------------------------------------------------------ more than one reading
def find_ambiguous_sources(context: AuditContext) -> Iterator[Flag]:
    """A pronoun, role or bare name that fits more than one speaker of the article; each place once."""
    seen: set[tuple[Span, ...]] = set()
    for index, attribution, resolution in context.attributed:
        if resolution.outcome is not Outcome.AMBIGUOUS or len(resolution.candidates) < 2:
            continue
        best = max(candidate.score for candidate in resolution.candidates)
        likely = [c for c in resolution.candidates if c.score >= LIKELY_SHARE * best][:MAX_READINGS]
        if len(likely) < 2:
            likely = list(resolution.candidates[:2])
        names = tuple(dict.fromkeys(candidate.name for candidate in likely))
        spans = attribution.source or attribution.content
        if len(names) < 2 or spans in seen:
            continue
        seen.add(spans)
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
