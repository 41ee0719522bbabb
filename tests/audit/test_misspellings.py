"""Names a letter or two off an introduced one."""

from collections.abc import Callable

import pytest

from quotes.audit.misspellings import find_misspelled_names
from quotes.audit.spelling import is_slip, is_variant
from quotes.document import Document
from quotes.model import Severity
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("brenick", "brennick"),  # lost
        ("brennnick", "brennick"),  # doubled
        ("berdnick", "bredninck"),  # two letters of a long word
        ("brneck", "brenck"),  # swapped
        ("salvetora", "salvatora"),  # replaced
        ("trummp", "trump"),
        ("brennic", "brennicc"),
        ("rosser", "roseer"),  # another letter doubled
        ("orne", "orme"),  # m for n
    ],
)
def test_slips(written: str, name: str) -> None:
    assert is_slip(written, name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("olsen", "olsen"),
        ("olsens", "olsen"),  # plural
        ("sergei", "sergey"),  # transliteration
        ("zelenskyy", "zelensky"),
        ("mohammed", "muhammad"),
        ("mike", "pike"),  # one letter replaced in a short word
        ("orle", "orme"),
        ("mola", "nola"),  # a slip hardly ever changes the first letter
        ("lee", "leo"),  # too short
        ("mikey", "mike"),  # pet form
        ("georgian", "georgia"),  # people of a place
        ("petrova", "ivanova"),
    ],
)
def test_no_slips(written: str, name: str) -> None:
    assert not is_slip(written, name)


def test_swapped_letters_are_no_variant() -> None:
    assert not is_variant("mathtews", "matthews")


def test_misspelled_source_is_flagged_on_its_attribution(recorded: Recorded) -> None:
    doc = recorded(
        "Paul Brennick runs a hotel by the harbour.\n\n“The quay is too small,” Brenick said on Monday."
    )
    builder = AnalysisBuilder(doc).add("Brenick", "said", "“The quay is too small,”")
    (flag,) = find_misspelled_names(builder.context())
    assert flag.suggestions == ("Paul Brennick",)
    assert flag.severity is Severity.MEDIUM
    assert flag.attribution == 0
    assert flag.spans[0].text(doc.text) == "Brenick"
    assert flag.message.startswith("“Brenick” looks like a misspelling of Paul Brennick")


def test_misspelling_elsewhere_is_flagged_once_for_the_article(recorded: Recorded) -> None:
    doc = recorded(
        "Paul Brennick runs a hotel. Guests like Brenick for his jokes. Few knew that Brenick was a pilot."
    )
    (flag,) = find_misspelled_names(AnalysisBuilder(doc).context())
    assert flag.attribution is None


def test_full_name_with_another_first_name_spelling(recorded: Recorded) -> None:
    doc = recorded(
        "Phillipa Brennick runs a hotel. On Monday Phillipa Brennick closed it. The guests of Philippa "
        "Brennick had to leave. Later Phillipa Brennick apologised."
    )
    (flag,) = find_misspelled_names(AnalysisBuilder(doc).context())
    assert flag.spans[0].text(doc.text) == "Philippa Brennick"
    assert flag.suggestions == ("Phillipa Brennick",)


def test_two_near_names_are_a_worse_doubt(recorded: Recorded) -> None:
    doc = recorded("Anna Karlsson met Britta Karlssen in the harbour. It was cold, Karlssn said.")
    builder = AnalysisBuilder(doc).add("Karlssn", "said", "It was cold")
    (flag,) = find_misspelled_names(builder.context())
    assert flag.severity is Severity.HIGH
    assert set(flag.suggestions) == {"Anna Karlsson", "Britta Karlssen"}


def test_misspelled_country(recorded: Recorded) -> None:
    doc = recorded(
        "Portugal will send two ships. Portugal has done so before. A ship of Protugal arrived on Monday."
    )
    (flag,) = find_misspelled_names(AnalysisBuilder(doc).context())
    assert flag.suggestions == ("Portugal",)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Karlsson met Britta Karlssen in the harbour on Friday. Karlsson was late. Karlssen was not.",
        "Sergei Brennick runs a hotel. On Monday Sergey said that it was closed.",
        "Paul Brennick runs a hotel. The Brennicks have lived here for years.",
        "Erica Brennick runs a hotel. Her brother Eric Brennick is a pilot.",
        "Ivan Petrov came from Iran on Monday. The minister had been to Iran before.",
        "A ship of the Americans left. The Americans came back. The poor Americas stayed.",
        "George Brennick came from Georgia on Monday.",
    ],
)
def test_names_that_are_right(recorded: Recorded, text: str) -> None:
    assert list(find_misspelled_names(AnalysisBuilder(recorded(text)).context())) == []
