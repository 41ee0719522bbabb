"""Rules and network brought together: whose word counts for which part."""

from dataclasses import replace

import pytest

from quotes.document import Document, Paragraph, Sentence, Token
from quotes.extract.combine import QuotedText
from quotes.extract.learned.confidence import ALWAYS, Confidence, Lines
from quotes.extract.learned.finding import Finding
from quotes.extract.learned.merge import Merged, merge
from quotes.extract.scorer import Scorer
from quotes.model import Act, Attribution, Kind, Span
from quotes.quotation_marks import find_quoted_regions

TEXT = 'The mayor, Ana Ruiz, said: "The harbour is open. It will stay so." She hopes that ships come back.'


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


QUOTED = QuotedText(TEXT, find_quoted_regions(TEXT, [Paragraph(Span(0, len(TEXT)))]))
DIRECT = Attribution(
    (span("Ana Ruiz"),), (span("said"),), (span('"The harbour is open. It will stay so."'),), Kind.DIRECT,
    confidence=0.9, rule="quotation: quote>",
)  # fmt: skip
SCORED = Attribution(
    (span("She"),), (span("hopes"),), (span("that ships come"),), Kind.INDIRECT, confidence=0.6, rule="ccomp"
)
READ = Finding(
    0, 1, 0.99, 0.8, 0.01, (span("The mayor, Ana Ruiz"),), (span("said"),), (span("The harbour is open"),)
)
HOPED = Finding(0, 4, 0.9, 0.7, 0.05, (span("She"),), (span("hopes"),), (span("that ships come back"),))


def token(word: str, head: int, relation: str) -> Token:
    return Token(word, span(word), word, "X", "", "", head, relation)


# "said" and "hopes" as two verbs of one sentence, so that a test can say which hangs on which.
DOC = Document(
    TEXT,
    (Paragraph(Span(0, len(TEXT))),),
    (
        Sentence(
            (
                token("Ana Ruiz", 1, "nsubj"), token("said", -1, "root"),
                token("The harbour is open", 1, "ccomp"), token("She", 4, "nsubj"), token("hopes", 1, "conj"),
                token("that ships come back", 4, "ccomp"),
            ),
            0,
            0,
        ),
    ),
    (),
)  # fmt: skip


def merge_all(rules: list[Attribution], findings: list[Finding]) -> list[Merged]:
    return list(merge(DOC, rules, findings, QUOTED))


def test_marks_say_what_a_quotation_is_and_the_network_who_said_it() -> None:
    (found,) = merge_all([DIRECT], [READ])
    assert found.content == DIRECT.content
    assert found.source == READ.source
    assert (found.rule, found.finding) == (DIRECT, READ)


def test_the_network_cuts_what_no_marks_cut() -> None:
    (found,) = merge_all([SCORED], [HOPED])
    assert found.content == HOPED.content


def test_what_the_network_leaves_open_the_rules_fill() -> None:
    (found,) = merge_all([SCORED], [replace(HOPED, source=(), content=())])
    assert (found.source, found.content) == (SCORED.source, SCORED.content)


def test_nothing_is_lost_and_nothing_comes_twice() -> None:
    found = merge_all([DIRECT, SCORED], [READ])
    assert [(one.rule, one.finding) for one in found] == [(DIRECT, READ), (SCORED, None)]


def test_a_finding_without_content_is_none() -> None:
    assert merge_all([], [replace(HOPED, content=())]) == []


def test_a_quotation_without_a_cue_takes_the_networks() -> None:
    alone = replace(DIRECT, source=(), cue=(), rule="quotation: no speaker")
    (found,) = merge_all([alone], [READ])
    assert found.cue == READ.cue
    assert found.content == DIRECT.content


def test_a_content_ends_where_the_same_subject_reports_again() -> None:
    long = replace(READ, content=(Span(span("The harbour").start, span("back").end),))
    (said, _) = merge_all([SCORED], [long])
    assert said.content[-1].end == span("The harbour is open").end
    (alone,) = merge_all([], [long])
    assert alone.content[-1].end == span("back").end


def test_parts_do_not_overlap() -> None:
    tangled = replace(HOPED, source=(span("She hopes"),), content=(span("hopes that ships come back"),))
    (found,) = merge_all([], [tangled])
    assert found.source == (span("She"),)
    assert not any(part.overlaps(cue) for part in found.content for cue in found.cue)


@pytest.mark.parametrize(
    ("rules", "findings", "line"),
    [
        ([DIRECT], [], 0.0),
        ([DIRECT], [READ], Lines().marked),
        ([SCORED], [], Lines().scored),
        ([SCORED], [HOPED], Lines().both),
        ([], [HOPED], Lines().other),
        ([], [READ], Lines().statement),
        ([], [replace(HOPED, source=())], Lines().sourceless),
        ([replace(SCORED, source=())], [], Lines().sourceless),
    ],
)
def test_where_the_line_is_drawn(rules: list[Attribution], findings: list[Finding], line: float) -> None:
    (found,) = merge_all(rules, findings)
    act = Act.ATTITUDE if HOPED in findings else Act.COMMUNICATION
    assert Lines().least(found, act) == line


def test_confidence_adds_what_speaks_for_a_candidate() -> None:
    (found,) = merge_all([SCORED], [HOPED])
    confidence = Confidence(Scorer({ALWAYS: -1.0, "rule: scored": 3.0}))
    assert confidence.of(found.features) == pytest.approx(0.88)
    assert confidence.is_enough(0.88, found, Act.ATTITUDE)
    assert not confidence.is_enough(0.1, found, Act.ATTITUDE)
