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
from quotes.places import SpanIndex

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
    free = _Free(rules)
    for finding in findings:
        partner = free.take_partner(finding)
        if partner is None and not finding.content:
            continue
        merged = _merge(doc.text, partner, finding, quoted)
        content = _end_at_next_report(doc, finding, merged.content, free.cues)
        yield merged if content == merged.content else replace(merged, content=content)
    for rule in free.left():
        yield Merged(rule.source, rule.cue, rule.content, rule, None, _features(rule, None, rule.kind))


class _Free:
    """The rules' attributions that no finding has taken yet, by the places of their cues and contents."""

    def __init__(self, rules: Sequence[Attribution]) -> None:
        self._rules = rules
        self._taken: set[int] = set()
        self.cues = SpanIndex((span, number) for number, rule in enumerate(rules) for span in rule.cue)
        self._contents = SpanIndex(
            (span, number) for number, rule in enumerate(rules) if not rule.cue for span in rule.content
        )

    def take_partner(self, finding: Finding) -> Attribution | None:
        """The first with the same cue; or the first without a cue that has the same content."""
        for number in self._near(self.cues, finding.cue):
            return self._take(number)
        for number in self._near(self._contents, finding.content):
            if _shares(self._rules[number].content, finding.content):
                return self._take(number)
        return None

    def _near(self, index: SpanIndex[int], spans: Sequence[Span]) -> list[int]:
        return sorted({number for span in spans for number in index.find(span)} - self._taken)

    def _take(self, number: int) -> Attribution:
        self._taken.add(number)
        return self._rules[number]

    def left(self) -> Iterator[Attribution]:
        """Those that nothing took, in order."""
        return (rule for number, rule in enumerate(self._rules) if number not in self._taken)


def _merge(text: str, rule: Attribution | None, finding: Finding, quoted: QuotedText) -> Merged:
    source, cue, content = finding.source, finding.cue, finding.content
    if rule is not None:
        if _is_quotation(rule):
            content = rule.content
        source, cue, content = source or rule.source, cue or rule.cue, content or rule.content
        if class_of(rule) == "according to" and rule.source:
            source = rule.source
    content = complete_quotations(content, quoted.double_in(content))
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
    doc: Document, finding: Finding, content: tuple[Span, ...], cues: SpanIndex[int]
) -> tuple[Span, ...]:
    """Cut off what the same subject says with another verb: "admits that ..., but praises ..."."""
    sentence = doc.sentences[finding.sentence]
    for other in sentence.children(finding.token, "conj"):
        place = sentence[other].span
        if other < finding.token or not cues.find(place):
            continue
        before = strip_punctuation(sentence, list(range(sentence.subtree(other)[0])))
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


def _shares(some: Sequence[Span], others: Sequence[Span]) -> bool:
    shared = sum(min(a.end, b.end) - max(a.start, b.start) for a in some for b in others if a.overlaps(b))
    return shared >= MIN_SHARED * min(sum(map(len, some)), sum(map(len, others)))
