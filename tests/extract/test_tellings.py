"""Where the telling stands, and what stands beside it that is neither source nor content."""

from collections.abc import Callable

import pytest

from quotes.document import Document
from quotes.model import Polarity, text_of
from tests.extract.helpers import extract, rows

Recorded = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The parish will not sell the old mill, Deputy Mayor Ana Ruiz said on Monday, hours after "
            "farmers had blocked the road.",
            "Deputy Mayor Ana Ruiz", "said", "The parish will not sell the old mill",
        ),
        (
            "The firm now sells more bread than ever, it said in a statement.",
            "it", "said", "The firm now sells more bread than ever",
        ),
        (
            "LIMA, May 4 (Andes Wire) — A bus carrying pilgrims left the road on Sunday, and nine were hurt, "
            "police officials said.",
            "police officials", "said",
            "A bus carrying pilgrims left the road on Sunday, and nine were hurt",
        ),
        (
            "In her opinion, the dam harms the valley more than the drought.",
            "her", "In … opinion", "the dam harms the valley more than the drought",
        ),
        (
            "“It costs a fortune,” said one of them, who asked not to be named.",
            "one of them, who asked not to be named", "said", "“It costs a fortune,”",
        ),
        (
            "“Who will feed us?” asked one widow, who has six children.",
            "one widow, who has six children", "asked", "“Who will feed us?”",
        ),
        (
            "“I never saw the sea,” said the 70-year-old, who still mends nets.",
            "the 70-year-old, who still mends nets", "said", "“I never saw the sea,”",
        ),
        (
            "“They read no English,” Anil Das, one of them, told The Ganges Post.",
            "Anil Das, one of them", "told", "“They read no English,”",
        ),
        (
            "Tobias Rann, who maps reefs and was not part of the study, warned that the figures were old.",
            "Tobias Rann, who maps reefs and was not part of the study", "warned",
            "that the figures were old",
        ),
        (
            "“Nobody has shown us a paper,” the letter reads.",
            "the letter", "reads", "“Nobody has shown us a paper,”",
        ),
    ],
)  # fmt: skip
def test_telling(recorded: Recorded, text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in rows(recorded(text))


@pytest.mark.xfail(strict=True, reason="the parser takes the verb for a participle of the clause before")
def test_telling_behind_two_commas(recorded: Recorded) -> None:
    doc = recorded("The queen wants a loan, his finance minister, Bruno Paz, announced on Friday.")
    assert ("his finance minister, Bruno Paz", "announced", "The queen wants a loan") in rows(doc)


@pytest.mark.parametrize("verb", ["denies having", "denied having"])
def test_denial_with_a_gerund(recorded: Recorded, verb: str) -> None:
    doc = recorded(f"Councillor Anneke Bos {verb} leaked the plan.")
    (found,) = extract(doc)
    assert text_of(found.source, doc.text) == "Councillor Anneke Bos"
    assert text_of(found.content, doc.text) == "having leaked the plan"
    assert found.polarity is Polarity.NEGATIVE


@pytest.mark.parametrize("aside", ["on the other hand", "for their part", "when asked"])
def test_asides_are_no_part_of_a_source(recorded: Recorded, aside: str) -> None:
    doc = recorded(f"Farmers, {aside}, said that the dam must go.")
    assert rows(doc) == [("Farmers", "said", "that the dam must go")]


def test_a_question_before_its_answer_is_no_report(recorded: Recorded) -> None:
    doc = recorded("Asked whether the wells had been tested, she replied: “Not all of them.”")
    assert rows(doc) == [("she", "replied", "“Not all of them.”")]


def test_a_refusal_is_one_report(recorded: Recorded) -> None:
    doc = recorded("A league spokeswoman declined to comment on the state of the lawn.")
    assert [source for source, _, _ in rows(doc)] == ["A league spokeswoman"]


def test_a_semicolon_parts(recorded: Recorded) -> None:
    doc = recorded("Commander Ibrahim Sow insisted his men had aimed at nobody; witnesses said otherwise.")
    assert ("Commander Ibrahim Sow", "insisted", "his men had aimed at nobody") in rows(doc)
    assert not any("insisted" in content for _, _, content in rows(doc))
