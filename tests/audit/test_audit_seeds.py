"""The two articles with their hand-made attributions: exactly these flags, and no other."""

import pytest

from quotes.audit import audit_article
from quotes.document import Document
from quotes.model import Analysis, Flag, FlagKind, Severity
from tests.audit.audit_factory import flags_of, make_gold_analysis
from tests.conftest import FIXTURES, PARSES, read_gold

FIRST, SECOND = "000_f50e68e8fcddc8c2", "001_b050d626f1275417"


def audit(name: str) -> tuple[Document, Analysis]:
    text = (FIXTURES / "articles" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (PARSES / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    doc = next(doc for doc in map(Document.from_json, lines) if doc.text == text)
    return doc, audit_article(doc, make_gold_analysis(doc, read_gold(name)))


@pytest.fixture(scope="module")
def second() -> tuple[Document, Analysis]:
    return audit(SECOND)


def only(analysis: Analysis, kind: FlagKind) -> Flag:
    (flag,) = flags_of(analysis.flags, kind)
    return flag


def test_first_article_has_these_flags_and_no_other() -> None:
    """The article gives to their talks what two ministers said, and that is doubted on purpose."""
    doc, analysis = audit(FIRST)
    found = [(flag.kind, flag.severity, flag.spans[0].text(doc.text)) for flag in analysis.flags]
    assert found == [
        (FlagKind.VAGUE_ATTRIBUTION, Severity.MEDIUM, "Their dialogue"),
        (FlagKind.VAGUE_ATTRIBUTION, Severity.MEDIUM, "The discussions"),
    ]
    assert analysis.flags[0].message == (
        "“Their dialogue” cannot speak; somebody there did. The article does not say who."
    )


def test_second_article_has_these_flags_and_no_other(second: tuple[Document, Analysis]) -> None:
    doc, analysis = second
    found = [(flag.kind, flag.severity, flag.spans[0].text(doc.text)[:34]) for flag in analysis.flags]
    assert found == [
        (FlagKind.UNINTRODUCED_SPEAKER, Severity.HIGH, "Asafov"),
        (FlagKind.UNATTRIBUTED, Severity.MEDIUM, "it was announced"),
        (FlagKind.REPEATED_PASSAGE, Severity.MEDIUM, "According to Stanislav Tkachenko, "),
        (FlagKind.UNBALANCED_QUOTATION, Severity.MEDIUM, "“Therefore, Russia and China"),
        (FlagKind.UNMARKED_QUOTATION, Severity.MEDIUM, "The United States, relying on its "),
        (FlagKind.COLLECTIVE_SOURCE, Severity.LOW, "The heads of diplomatic department"),
        (FlagKind.COLLECTIVE_SOURCE, Severity.LOW, "The parties"),
        (FlagKind.ANONYMOUS_SOURCE, Severity.LOW, "The expert community"),
        (FlagKind.ANONYMOUS_SOURCE, Severity.LOW, "The experts"),
    ]


def test_stranger_is_explained_and_the_running_speaker_suggested(
    second: tuple[Document, Analysis],
) -> None:
    analysis = second[1]
    flag = only(analysis, FlagKind.UNINTRODUCED_SPEAKER)
    assert flag.suggestions == ("Vasily Kashin",)
    assert flag.message == (
        "“Asafov” is given as the source, but the article never says who that is: no full name, no role, "
        "and it stands nowhere else in the text. Around this place the article reports what Vasily Kashin "
        "said. Check whose words these are."
    )
    assert flag.attribution is not None
    assert analysis.attributions[flag.attribution].attribution.source == flag.spans
    assert any("credited with 4 statements" in item.detail for item in flag.evidence)


def test_sentence_that_stands_three_times_is_one_flag(second: tuple[Document, Analysis]) -> None:
    doc, analysis = second
    flag = only(analysis, FlagKind.REPEATED_PASSAGE)
    assert len(flag.spans) == 3
    assert len({span.text(doc.text) for span in flag.spans}) == 1
    assert "stands three times in this article, word for word" in flag.message


def test_unclosed_quotation_names_its_first_words(second: tuple[Document, Analysis]) -> None:
    flag = only(second[1], FlagKind.UNBALANCED_QUOTATION)
    assert flag.message.startswith(
        "The quotation that opens before “Therefore, Russia and China” never closes."
    )
    assert flag.attribution is not None


def test_statement_without_a_source(second: tuple[Document, Analysis]) -> None:
    flag = only(second[1], FlagKind.UNATTRIBUTED)
    assert flag.message == (
        "“it was announced”: the article does not say by whom. Check who made this statement."
    )


def test_first_person_in_the_article_s_voice(second: tuple[Document, Analysis]) -> None:
    doc, analysis = second
    flag = only(analysis, FlagKind.UNMARKED_QUOTATION)
    assert "“our countries” stands outside quotation marks" in flag.message
    assert flag.suggestions == ("Vasily Kashin",)
    assert flag.evidence[0].spans[0].text(doc.text) == "our countries"


def test_one_flag_for_a_group_that_speaks_again(second: tuple[Document, Analysis]) -> None:
    doc, analysis = second
    flags = flags_of(analysis.flags, FlagKind.COLLECTIVE_SOURCE)
    parties = flags[1]
    assert [span.text(doc.text) for span in parties.spans] == ["The parties", "The parties"]
    assert "“The parties” (3 statements)" in parties.message
