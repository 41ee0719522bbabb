"""What an attribution on record is to the words that were asked for, and what all of them come to."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from quotes.alike import fold_words
from quotes.alike.compare import Comparison, Sense
from quotes.document import Paragraph
from quotes.model import Act, Kind, Polarity, Span
from quotes.quotation_marks import find_quoted_regions
from quotes.records import Change, JudgementKind, QuotationRecord, Relation, SpeakerName
from quotes.verify.answers import Answer, Finding, LoosePlace, Verdict

# A shorter quotation that stands inside the asked words says something of them from this share of them on,
# and from so many words: every passage has a "we will" in it.
WHOLE_SHARE = 0.25
WHOLE_WORDS = 3

# An altered quotation shares so many words with what is asked for, or is not much longer than that.
ALTERED_WORDS = 4
ALTERED_SCORE = 0.6

# Characters of an article's text around words that nobody is credited with.
AROUND = 120

_ELLIPSIS = re.compile(r"\[?\s*(?:…|\.\s?\.\s?\.+)\s*\]?")
_RAW_WORD = re.compile(r"[^\W_]+")
_TURNS = {
    Sense.NEGATION: "a negation",
    Sense.NUMBER: "a number",
    Sense.MODAL: "a word such as “will” or “must”",
    Sense.CONDITION: "a condition",
}
_ACTS = {
    Act.ATTITUDE: "given as what the speaker thinks or feels, not as a statement",
    Act.FACTIVE: "given as what the speaker knows or found, not as a statement",
    Act.CONTROL: "given as what the speaker ordered or plans, not as a statement",
}


def judge_finding(
    words: str, quotation: QuotationRecord, comparison: Comparison, asked: frozenset[int]
) -> Finding | None:
    """What one attribution is to the words; None when it says nothing of them.

    asked  numbers of the speakers who were asked for; empty for anybody
    """
    verdict = _tell_verdict(words, quotation, comparison)
    if verdict is None:
        return None
    return Finding(
        verdict,
        quotation,
        comparison.segments,
        tuple(_note(quotation, comparison, verdict)),
        comparison.score,
        is_asked=not asked or any(speaker.id in asked for speaker in quotation.speakers),
        counts=not quotation.rejected,
    )


def _tell_verdict(words: str, quotation: QuotationRecord, comparison: Comparison) -> Verdict | None:
    attribution, relation = quotation.attribution, comparison.relation
    if relation is Relation.WHOLE:
        said, all_words = fold_words(quotation.content), fold_words(words)
        if len(said) < max(WHOLE_WORDS, WHOLE_SHARE * len(all_words)):
            return None
    if relation is Relation.ALTERED and not _is_enough(comparison):
        return None
    if attribution.polarity is Polarity.NEGATIVE:
        return Verdict.DENIED
    if attribution.kind is Kind.INDIRECT:
        return Verdict.REPORTED
    if relation is Relation.SAME and attribution.kind is Kind.DIRECT:
        return Verdict.AS_QUOTED
    if relation is Relation.ALTERED:
        return Verdict.ALTERED
    if relation is Relation.WHOLE:
        return Verdict.PARTIAL
    asked = f" {' '.join(fold_words(words))} "
    marked = [f" {' '.join(fold_words(part))} " for part in _quoted_parts(quotation)]
    if asked in marked:
        return Verdict.AS_QUOTED
    if attribution.kind is Kind.MIXED and not any(asked in part for part in marked):
        return Verdict.REPORTED  # the words stand outside its quotation marks, wholly or in part
    return Verdict.PARTIAL


def _is_enough(comparison: Comparison) -> bool:
    """False for a few usual words somewhere in a longer quotation: they are another sentence."""
    same = sum(len(fold_words(part.text)) for part in comparison.segments if part.change is Change.EQUAL)
    return same >= ALTERED_WORDS or comparison.score >= ALTERED_SCORE


def _quoted_parts(quotation: QuotationRecord) -> list[str]:
    """What stands in quotation marks in a content."""
    content = quotation.content
    if not content:
        return []
    regions = find_quoted_regions(content, [Paragraph(Span(0, len(content)))])
    return [region.span.text(content) for region in regions]


def _note(quotation: QuotationRecord, comparison: Comparison, verdict: Verdict) -> Iterator[str]:
    """What one has to know before one cites it."""
    rejected = quotation.judged(JudgementKind.REJECT)
    if rejected:
        yield f"does not count: {rejected.tell_all()}"
    for kind in (JudgementKind.CONFIRM, JudgementKind.REASSIGN, JudgementKind.CORRECT):
        if judgement := quotation.judged(kind):
            yield judgement.tell_all()
    if verdict is Verdict.DENIED:
        yield "the article says that this was not said"
    elif verdict is Verdict.REPORTED:
        yield "in the article’s own words: nobody’s exact words"
    if quotation.attribution.act in _ACTS:
        yield _ACTS[quotation.attribution.act]
    if comparison.altered:
        yield f"the difference touches {_list_senses(comparison.altered)}"
    if comparison.cut:
        yield f"what is left out turns the sense: it has {_list_senses(comparison.cut)}"
    if quotation.article.newer is not None:
        yield f"from an earlier version of the article; article {quotation.article.newer} is newer"
    if quotation.article.copy_of is not None:
        yield f"a copy of article {quotation.article.copy_of}: the same text, no further confirmation"


def _list_senses(senses: frozenset[Sense]) -> str:
    return " and ".join(_TURNS[sense] for sense in Sense if sense in senses)


# ------------------------------------------------------------------ all of them
def judge_answer(
    words: str,
    speakers: tuple[SpeakerName, ...],
    findings: Sequence[Finding],
    places: Sequence[LoosePlace] = (),
    nearest: Sequence[Finding] = (),
    *,
    complete: bool = True,
) -> Answer:
    """The verdict on all that was found, best first; of equals the first that was published.

    A copy of another article comes after all that have the words for themselves.
    """
    found = sorted(findings, key=_rank)
    counting = [finding for finding in found if finding.counts]
    verdicts = [finding.verdict for finding in counting if finding.is_asked]
    if verdicts:
        verdict = min(verdicts, key=lambda one: one.rank)
    elif counting:
        verdict = Verdict.ELSEWHERE
    else:
        verdict = Verdict.NOBODYS if places else Verdict.NOT_FOUND
    return Answer(
        words,
        verdict,
        speakers,
        tuple(found),
        tuple(places) if verdict in (Verdict.NOBODYS, Verdict.NOT_FOUND) else (),
        tuple(nearest) if verdict is Verdict.NOT_FOUND else (),
        complete,
    )


def _rank(finding: Finding) -> tuple[bool, bool, int, bool, float, date, int]:
    article = finding.quotation.article
    return (
        not finding.counts,
        not finding.is_asked,
        finding.verdict.rank,
        article.copy_of is not None,
        -finding.score,
        article.published or date.max,
        article.id,
    )


# ------------------------------------------------------------------ outside attributions
def compile_words(words: str) -> re.Pattern[str] | None:
    """A pattern for some words in a row, in small letters, whatever marks are between; None without words.

    Where the words have an ellipsis, anything may stand in its place inside one line.
    """
    parts = [_RAW_WORD.findall(part.lower()) for part in _ELLIPSIS.split(words)]
    rows = [r"[\W_]+".join(map(re.escape, part)) for part in parts if part]
    return re.compile(r"[^\n]{0,400}?".join(rows)) if rows else None


def find_words(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    """Every place of a text where a pattern of `compile_words` stands as whole words."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter that has no small form of its own
        lower = "".join(letter.lower()[:1] for letter in text)
    # A condition at the beginning of a pattern would make the search many times slower.
    spans = (Span(match.start(), match.end()) for match in pattern.finditer(lower))
    return tuple(
        span
        for span in spans
        if not lower[span.start - 1 : span.start].isalnum() and not lower[span.end : span.end + 1].isalnum()
    )


def cut_line(text: str, span: Span) -> str:
    """The words of a span with some of their line around them."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - AROUND)
    end = text.find("\n", span.end)
    end = min(len(text) if end < 0 else end, span.end + AROUND)
    before = "… " if start > text.rfind("\n", 0, span.start) + 1 else ""
    after = " …" if end < len(text) and text[end] != "\n" else ""
    return f"{before}{' '.join(text[start:end].split())}{after}"
