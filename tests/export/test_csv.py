"""Records as CSV: they read back as they were written, and no spreadsheet takes a cell for a formula."""

import csv
import io
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.audit import EXPLANATIONS
from quotes.export.csv import (
    ANSWER_COLUMNS,
    ARTICLE_COLUMNS,
    DECISION_COLUMNS,
    DUPLICATE_COLUMNS,
    EXPLANATION_COLUMNS,
    FLAG_COLUMNS,
    FORMULA_STARTS,
    JUDGEMENT_COLUMNS,
    QUOTATION_COLUMNS,
    SPEAKER_COLUMNS,
    Columns,
    answer_to_rows,
    dump_heading,
    dump_record,
    make_cell,
)
from quotes.export.rows import (
    article_summary_to_row,
    decision_to_row,
    duplicate_to_row,
    flag_to_row,
    judgement_to_row,
    quotation_to_row,
    speaker_summary_to_row,
)
from quotes.model import FlagKind
from quotes.records import DecisionKind, DecisionRecord, DuplicateRecord, PlaceRecord, SpeakerName
from tests.export.test_export_rows import (
    ARTICLE,
    EVIDENCE,
    FLAG,
    JUDGED,
    JUDGEMENT,
    QUOTATION,
    SPEAKER,
)

DECISION = DecisionRecord(
    1,
    DecisionKind.MERGE,
    (SpeakerName(2, "Ana Torres"), SpeakerName(3, "Bo Li")),
    (),
    "",
    "Eva",
    JUDGEMENT.at,
    "why",
    None,
    None,
    True,
)
PAIR = DuplicateRecord(SpeakerName(2, "Ana Torres"), SpeakerName(3, "Ana Tores"), 0.5, (EVIDENCE,))
ANSWER: dict[str, Any] = {"words": "w", "verdict": "as quoted", "findings": []}
FINDING: dict[str, Any] = {
    "verdict": "partial",
    "score": 0.5,
    "notes": ["n"],
    "quotation": quotation_to_row(QUOTATION),
}

# Any text but halves of surrogate pairs, which no UTF-8 has.
TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)))
PLAIN: Columns = {"a": "a", "b": "b", "c": "c"}


def read(text: str) -> list[dict[str, str]]:
    """What another program reads."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def dump(columns: Columns, *rows: dict[str, Any]) -> str:
    """A whole file."""
    return dump_heading(columns) + "".join(dump_record(row, columns) for row in rows)


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (SPEAKER_COLUMNS, speaker_summary_to_row(SPEAKER)),
        (ARTICLE_COLUMNS, article_summary_to_row(ARTICLE)),
        (QUOTATION_COLUMNS, quotation_to_row(JUDGED)),
        (FLAG_COLUMNS, flag_to_row(FLAG)),
        (JUDGEMENT_COLUMNS, judgement_to_row(JUDGEMENT)),
        (DECISION_COLUMNS, decision_to_row(DECISION)),
        (DUPLICATE_COLUMNS, duplicate_to_row(PAIR)),
        (EXPLANATION_COLUMNS, {"kind": "secondhand"} | asdict(EXPLANATIONS[FlagKind.SECONDHAND])),
        (ANSWER_COLUMNS, next(answer_to_rows(ANSWER | {"findings": [FINDING]}))),
    ],
)
def test_every_column_has_its_value(columns: Columns, row: dict[str, Any]) -> None:
    (record,) = read(dump(columns, row))
    assert list(record) == list(columns)
    for name, path in columns.items():
        if name == path and not isinstance(row[name], bool | list):
            assert record[name] == ("" if row[name] is None else str(row[name])), name


def test_a_quotation_is_flat() -> None:
    (record,) = read(dump(QUOTATION_COLUMNS, quotation_to_row(JUDGED)))
    assert record["speakers"] == "Ana Torres; Bo Li"
    assert record["content"] == "content-q"
    assert record["article_title"] == "title-x"
    assert record["article_published"] == "2026-03-09"
    assert record["flags"] == "misspelled-name"
    assert record["rejected"] == "false"
    assert record["judgements"] == "credited to Ana Torres by the program, to Bo Li"


def test_the_place_of_a_flag_in_another_article() -> None:
    elsewhere = replace(FLAG, elsewhere=PlaceRecord(replace(ARTICLE, id=12), 9, "the words", ()))
    (with_place,) = read(dump(FLAG_COLUMNS, flag_to_row(elsewhere)))
    (without,) = read(dump(FLAG_COLUMNS, flag_to_row(FLAG)))
    assert (with_place["elsewhere_article_id"], with_place["elsewhere_excerpt"]) == ("12", "the words")
    assert (without["elsewhere_article_id"], without["elsewhere_excerpt"]) == ("", "")


def test_an_answer_without_a_finding_is_a_record() -> None:
    (record,) = read(dump(ANSWER_COLUMNS, *answer_to_rows(ANSWER)))
    assert (record["words"], record["verdict"], record["finding_verdict"]) == ("w", "as quoted", "")


@given(st.lists(st.fixed_dictionaries({"a": TEXT, "b": st.integers(), "c": TEXT | st.none()})))
def test_what_is_written_reads_back(rows: list[dict[str, Any]]) -> None:
    text = dump(PLAIN, *rows)
    records = read(text)
    assert len(records) == len(rows)
    for record, row in zip(records, rows, strict=True):
        assert record["b"] == str(row["b"]), "numbers stay numbers"
        for name in ("a", "c"):
            value, cell = row[name] or "", record[name]
            assert cell == ("'" if value.startswith(FORMULA_STARTS) else "") + value
            assert not cell.startswith(FORMULA_STARTS)
    assert text.startswith("a,b,c\r\n")
    assert text.endswith("\r\n")


@given(TEXT, st.lists(TEXT))
def test_no_cell_begins_like_a_formula(text: str, several: list[str]) -> None:
    for value in (text, several):
        assert not str(make_cell(value)).startswith(FORMULA_STARTS)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_formula_becomes_text(text: str) -> None:
    assert make_cell(text) == f"'{text}"
    assert make_cell([text, text]) == f"'{text}; {text}"


@pytest.mark.parametrize(
    ("value", "cell"), [(-1, -1), (0.5, 0.5), (None, ""), (True, "true"), ([], ""), ("a=b", "a=b")]
)
def test_other_values_stay_as_they_are(value: object, cell: object) -> None:
    assert make_cell(value) == cell


def test_line_ends_stay_in_their_cell() -> None:
    text = dump(PLAIN, {"a": 'say "it",\nnow', "b": 1, "c": "x"})
    assert text == 'a,b,c\r\n"say ""it"",\nnow",1,x\r\n'
