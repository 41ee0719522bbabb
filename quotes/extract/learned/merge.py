"""What rules and network found, brought together: one candidate for each cue, with both their words on it.

Rules are right where a quotation's marks say what its content is, however many sentences or paragraphs it
runs over, and for speech without a cue. The network cuts everything else better.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quotes.document import Document
from quotes.extract.combine import QuotedText, complete_quotations, remove_spans
from quotes.extract.features import Features
from quotes.extract.learned.finding import Finding
from quotes.extract.spans import strip_punctuation
from quotes.model import Act, Attribution, Kind, Span

# A rule's attribution without a cue is the network's with this share of either's content.
MIN_SHARED = 0.5
# The class of rules that go by words and tree, and are scored.
SCORED = "scored"
# What no part begins or ends with.
_LOOSE = " \t\r\n,;:—–"
# Log odds and log probabilities count no further than this.
_FAR = 7.0


@dataclass(frozen=True, slots=True)
class Merged:
    """A candidate: its parts, and what speaks for it.

    rule      the rules' attribution with this cue, None when they have none
    finding   the network's, None when it has none
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: Attribution | None
    finding: Finding | None
    features: Features


def merge(
    doc: Document, rules: Sequence[Attribution], findings: Sequence[Finding], quoted: QuotedText
) -> Iterator[Merged]:
    """Candidates, each rule's attribution and each finding in one of them."""
    free = list(rules)
    for finding in findings:
        partner = _find_partner(finding, free)
        if partner is not None:
            free.remove(partner)
        elif not finding.content:
            continue
        merged = _merge(doc.text, partner, finding, quoted)
        yield replace(merged, content=_end_at_next_report(doc, finding, merged.content, rules))
    for rule in free:
        yield Merged(rule.source, rule.cue, rule.content, rule, None, _features(rule, None, rule.kind))


def _find_partner(finding: Finding, rules: Sequence[Attribution]) -> Attribution | None:
    """The rules' attribution with the same cue; or one without a cue that has the same content."""
    for rule in rules:
        if _overlap(rule.cue, finding.cue):
            return rule
    for rule in rules:
        if not rule.cue and finding.content and _shares(rule.content, finding.content):
            return rule
    return None


def _merge(text: str, rule: Attribution | None, finding: Finding, quoted: QuotedText) -> Merged:
    source, cue, content = finding.source, finding.cue, finding.content
    if rule is not None:
        if _is_quotation(rule):
            content = rule.content
        source, cue, content = source or rule.source, cue or rule.cue, content or rule.content
        if class_of(rule) == "according to" and rule.source:
            source = rule.source
    content = complete_quotations(content, quoted.double)
    source = _tidy(text, remove_spans(source, cue))
    content = _tidy(text, remove_spans(content, (*cue, *source))) or content
    return Merged(source, cue, content, rule, finding, _features(rule, finding, quoted.kind(content)))


def _tidy(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans without what taking out another left at their edges: blanks, commas, dashes."""
    tidy = []
    for span in spans:
        words = span.text(text)
        start = span.start + len(words) - len(words.lstrip(_LOOSE))
        end = span.end - len(words) + len(words.rstrip(_LOOSE))
        if start < end:
            tidy.append(Span(start, end))
    return tuple(tidy)


def _end_at_next_report(
    doc: Document, finding: Finding, content: tuple[Span, ...], rules: Sequence[Attribution]
) -> tuple[Span, ...]:
    """Cut off what the same subject says with another verb: "admits that ..., but praises ..."."""
    sentence = doc.sentences[finding.sentence]
    for other in sentence.children(finding.token, "conj"):
        place = sentence[other].span
        if other < finding.token or not any(_overlap((place,), rule.cue) for rule in rules):
            continue
        before = strip_punctuation(sentence, list(range(min(sentence.subtree(other)))))
        end = sentence[before[-1]].span.end if before else 0
        kept = tuple(Span(span.start, min(span.end, end)) for span in content if span.start < end)
        content = kept or content
    return content


def class_of(rule: Attribution) -> str:
    """What kind of rule found an attribution: all that judge by words and tree are one kind."""
    name = rule.rule
    if name.startswith("quotation: quote"):
        return "report"
    return name if name.startswith(("quotation", "according", "as", "turn")) else SCORED


def _is_quotation(rule: Attribution) -> bool:
    """True where marks or a transcript's colon say what the content is."""
    return rule.kind is Kind.DIRECT and rule.rule.startswith(("quotation", "turn"))


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return max(-_FAR, min(_FAR, math.log(chance / (1 - chance))))


def _features(rule: Attribution | None, finding: Finding | None, kind: Kind) -> Features:
    """What the confidence is worked out from, by name."""
    name = class_of(rule) if rule else "none"
    found: Features = {}
    if finding is None:
        found[f"alone: {name}"] = 1.0
        if rule is not None and name == SCORED and rule.act is not Act.COMMUNICATION:
            found["alone: no statement"] = 1.0
    else:
        found["cue"] = _log_odds(finding.chance)
        found["nothing"] = _log_odds(finding.nothing)
        found["path"] = max(-_FAR, math.log(max(finding.path, 1e-6)))
        found[f"rule: {name}"] = 1.0
        found[f"kind: {kind}"] = 1.0
        if not finding.source:
            found["no source"] = 1.0
    if rule is not None and rule.confidence is not None and name == SCORED:
        found["rule's confidence" if finding else "alone: confidence"] = _log_odds(rule.confidence)
    return found


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in some for b in others)


def _shares(some: Sequence[Span], others: Sequence[Span]) -> bool:
    shared = sum(min(a.end, b.end) - max(a.start, b.start) for a in some for b in others if a.overlaps(b))
    return shared >= MIN_SHARED * min(sum(map(len, some)), sum(map(len, others)))
