"""Direct quotations that were cut or added to."""

from collections.abc import Callable

import pytest

from quotes.audit.truncated import find_truncated_quotations
from quotes.document import Document
from quotes.model import Flag, Kind, Severity
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]


def find(doc: Document, kind: Kind = Kind.DIRECT) -> list[Flag]:
    """Flags of a text that is one quotation and " Olsen said." behind it."""
    content = doc.text[: doc.text.index(" Olsen said")]
    builder = AnalysisBuilder(doc).add("Olsen", "said", content, speakers=["Marta Olsen"], kind=kind)
    return list(find_truncated_quotations(builder.context()))


@pytest.mark.parametrize(
    "text",
    [
        "“The old quay … is safe,” Olsen said.",
        "“The old quay ... is safe,” Olsen said.",
        "“The old quay [...] is safe,” Olsen said.",
        "“The old quay […] is safe,” Olsen said.",
    ],
)
def test_cut_inside_a_sentence(recorded: Recorded, text: str) -> None:
    (flag,) = find(recorded(text))
    assert flag.severity is Severity.LOW
    assert "words are left out in “quay" in flag.message
    assert flag.attribution == 0


@pytest.mark.parametrize(
    ("text", "detail", "severity"),
    [
        ("“The old quay is [not] safe,” Olsen said.", "“[not]” puts in a negation", Severity.MEDIUM),
        ("“The old quay [isn’t] safe,” Olsen said.", "“[isn’t]” puts in a negation", Severity.MEDIUM),
        ("“The old quay [was closed] in May,” Olsen said.", "“[was closed]” puts in a verb", Severity.LOW),
    ],
)
def test_words_put_in(recorded: Recorded, text: str, detail: str, severity: Severity) -> None:
    (flag,) = find(recorded(text))
    assert flag.severity is severity
    assert flag.evidence[0].detail == detail


def test_quotation_that_is_patched_together(recorded: Recorded) -> None:
    doc = recorded("“The old quay … is safe … for the ferries [that come] in May,” Olsen said.")
    (flag,) = find(doc)
    assert flag.severity is Severity.MEDIUM
    assert len(flag.spans) == len(flag.evidence) == 3
    assert "and 2 more places like it" in flag.message


@pytest.mark.parametrize(
    "text",
    [
        "“The old quay is safe,” Olsen said.",
        "“The old quay is safe…” Olsen said.",
        "“The old quay is safe. … It will open in May,” Olsen said.",
        "“It is safe ... It will open in May,” Olsen said.",
        "“... and the old quay is safe,” Olsen said.",
        "“and the old quay is safe,” Olsen said.",
        "“Well... the old quay is safe, I think,” Olsen said.",
        "“I ... I think the old quay is safe,” Olsen said.",
        "“[T]he old quay is safe,” Olsen said.",
        "“He [the mayor] says the quay is safe,” Olsen said.",
        "“[Brennick] told [us] the quay is safe,” Olsen said.",
        "“The old quay is save [sic],” Olsen said.",
        "“The old quay is [expletive] safe,” Olsen said.",
        "“The old quay is safe [laughs],” Olsen said.",
    ],
)
def test_good_style(recorded: Recorded, text: str) -> None:
    assert find(recorded(text)) == []


def test_indirect_speech_has_the_article_s_own_words(recorded: Recorded) -> None:
    doc = recorded("The old quay … is safe, Olsen said.")
    assert find(doc, Kind.INDIRECT) == []
