"""Rows of the store's records: every field is in its row, or is named here with the reason why not."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from quotes.export.rows import (
    article_summary_to_row,
    article_to_row,
    evidence_to_row,
    flag_to_row,
    judgement_to_row,
    quotation_to_row,
    speaker_summary_to_row,
    speaker_to_row,
)
from quotes.model import (
    Act,
    Attribution,
    Candidate,
    Evidence,
    Flag,
    FlagKind,
    Kind,
    MentionForm,
    Outcome,
    Polarity,
    Severity,
    Span,
    SpeakerKind,
)
from quotes.records import (
    AliasRecord,
    ArticleRecord,
    ArticleSummary,
    ExtractedRecord,
    FlagRecord,
    JudgementKind,
    JudgementRecord,
    QuotationRecord,
    RoleRecord,
    SpeakerName,
    SpeakerRecord,
    SpeakerSummary,
)

EVIDENCE = Evidence("rule-e", "detail-e", (Span(1, 2),), 0.25)
MATCH = Evidence("rule-m", "detail-m", (Span(2, 3),), 0.75)
ARTICLE = ArticleSummary(
    id=11,
    identity="identity-article",
    doc="doc-x",
    title="title-x",
    outlet="outlet-x",
    author="author-x",
    published=date(2026, 3, 9),
    url="https://example.org/x",
    path="/news/x.txt",
    read_at=datetime(2026, 3, 10, 8, 30, tzinfo=UTC),
    quotations=12,
    flags=13,
)
SPEAKER = SpeakerSummary(
    id=21,
    name="Ana Torres",
    kind=SpeakerKind.PERSON,
    aliases=("Torres", "A. Torres"),
    roles=("minister",),
    quotations=22,
    articles=23,
    flags=24,
    first=date(2026, 1, 2),
    last=date(2026, 3, 4),
)
FLAG = FlagRecord(
    id=31,
    identity="e" * 32,
    flag=Flag(
        FlagKind.MISSPELLED_NAME,
        Severity.MEDIUM,
        "message-f",
        (Span(3, 4), Span(5, 6)),
        (EVIDENCE,),
        ("Ana Torres",),
        attribution=7,
    ),
    article=ARTICLE,
    excerpt="excerpt-f",
    attribution_id=41,
    speakers=(SpeakerName(21, "Ana Torres"),),
)
QUOTATION = QuotationRecord(
    id=41,
    identity="identity-q",
    article=ARTICLE,
    attribution=Attribution(
        (Span(10, 11),),
        (Span(12, 13),),
        (Span(14, 15), Span(16, 17)),
        Kind.MIXED,
        Polarity.NEGATIVE,
        0.5,
        "rule-a",
        Act.CONTROL,
    ),
    source="source-q",
    cue="cue-q",
    content="content-q",
    context=Span(10, 20),
    context_text="context-q",
    outcome=Outcome.AMBIGUOUS,
    form=MentionForm.NOMINAL,
    description="description-q",
    speakers=(SpeakerName(21, "Ana Torres"), SpeakerName(22, "Bo Li")),
    candidates=(Candidate("s1", "Candidate Name", 0.625, (EVIDENCE,)),),
    evidence=(EVIDENCE,),
    match_evidence=(MATCH,),
    flags=(FLAG,),
)
JUDGEMENT = JudgementRecord(
    id=51,
    kind=JudgementKind.REASSIGN,
    article="identity-article",
    attribution="identity-q",
    flag="",
    label="title-x",
    article_id=11,
    attribution_id=41,
    flag_id=None,
    about="content-q",
    speakers=("Ana Torres",),
    speaker=SpeakerName(22, "Bo Li"),
    changed=(),
    who="who-j",
    at=datetime(2026, 3, 11, 9, 0, tzinfo=UTC),
    why="why-j",
    replaces=50,
    carried_from=None,
    undone_by=None,
    in_force=True,
    lost=False,
    snapshot={"content": {"text": "content-q"}},
    corrected={},
)
JUDGED = replace(
    QUOTATION,
    judgements=(JUDGEMENT,),
    extracted=ExtractedRecord(QUOTATION.attribution, "s", "c", "w", (SpeakerName(21, "Ana Torres"),)),
    dismissed=(replace(FLAG, judgement=JUDGEMENT),),
)
ALIAS = AliasRecord("Torres", ARTICLE, 3)
ROLE = RoleRecord("minister", 3, date(2026, 1, 2), None)
WHOLE_SPEAKER = SpeakerRecord(SPEAKER, (ALIAS,), (QUOTATION,), roles=(ROLE,))
WHOLE_ARTICLE = ArticleRecord(
    ARTICLE, "text of “it”", Span(0, 4), (QUOTATION,), (FLAG,), "quotes 9", (("parser", "stanza 9"),)
)

# Fields whose key is another word, or that are left out: "" with the reason beside it.
KEYS: dict[tuple[type, str], str] = {
    (ArticleSummary, "quotations"): "quotation_count",
    (ArticleSummary, "flags"): "flag_count",
    (SpeakerSummary, "quotations"): "quotation_count",
    (SpeakerSummary, "articles"): "article_count",
    (SpeakerSummary, "flags"): "flag_count",
    (SpeakerRecord, "aliases"): "seen_as",
    (SpeakerRecord, "roles"): "described_as",
    (FlagRecord, "attribution_id"): "attribution",
    (Flag, "attribution"): "",  # a position in an analysis; the row has the number in the store
    (Candidate, "speaker"): "",  # a key inside one article, which means nothing outside of it
    (SpeakerRecord, "summary"): "",  # its fields are the row's own
    (ArticleRecord, "summary"): "",
    (FlagRecord, "flag"): "",
    (QuotationRecord, "attribution"): "",
    (QuotationRecord, "dismissed"): "dismissed_flags",
    (ArticleRecord, "dismissed"): "dismissed_flags",
    (QuotationRecord, "context_text"): "",  # with its place under "context"
}


@pytest.mark.parametrize(
    ("values", "row"),
    [
        ([ARTICLE], article_summary_to_row(ARTICLE)),
        ([SPEAKER], speaker_summary_to_row(SPEAKER)),
        ([WHOLE_SPEAKER, SPEAKER], speaker_to_row(WHOLE_SPEAKER)),
        ([WHOLE_ARTICLE, ARTICLE], article_to_row(WHOLE_ARTICLE)),
        ([FLAG, FLAG.flag], flag_to_row(FLAG)),
        ([QUOTATION, QUOTATION.attribution], quotation_to_row(QUOTATION)),
        ([QUOTATION.candidates[0]], quotation_to_row(QUOTATION)["candidates"][0]),
        ([EVIDENCE], evidence_to_row(EVIDENCE)),
        ([JUDGEMENT], judgement_to_row(JUDGEMENT)),
    ],
    ids=lambda value: type(value[0]).__name__ if isinstance(value, list) else "",
)
def test_every_field_has_a_key(values: list[Any], row: dict[str, Any]) -> None:
    known = {KEYS.get((type(value), field.name), field.name) for value in values for field in fields(value)}
    if any(isinstance(value, SpeakerRecord | ArticleRecord) for value in values):
        # "quotations" and "flags" are lists here; how many there are stands beside them
        known |= {"quotation_count", "flag_count"} & set(row)
    if any(isinstance(value, QuotationRecord) for value in values):
        known.add("rejected")  # told by its judgements
    if any(isinstance(value, JudgementRecord) for value in values):
        known.add("told")
    assert set(row) == known - {""}


def leaves(value: Any) -> list[Any]:
    """Every value of nested rows that is neither an object nor a list."""
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value]


@pytest.mark.parametrize("row", [speaker_to_row(WHOLE_SPEAKER), article_to_row(WHOLE_ARTICLE)])
def test_rows_are_plain_json(row: dict[str, Any]) -> None:
    assert json.loads(json.dumps(row)) == row
    assert {type(leaf) for leaf in leaves(row)} <= {str, int, float, bool, type(None)}


def test_a_judged_quotation_tells_what_the_program_has_and_who_says_otherwise() -> None:
    row = quotation_to_row(JUDGED)
    assert json.loads(json.dumps(row)) == row
    (judgement,) = row["judgements"]
    assert judgement["told"] == "credited to Ana Torres by the program, to Bo Li"
    assert (judgement["who"], judgement["at"]) == ("who-j", "2026-03-11T09:00:00+00:00")
    assert row["extracted"]["speakers"] == ["Ana Torres"]
    assert row["extracted"]["content"] == {"text": "w", "spans": [[14, 15], [16, 17]]}
    assert row["dismissed_flags"][0]["judgement"]["id"] == 51
    assert row["rejected"] is False


def test_the_words_of_a_quotation() -> None:
    row = quotation_to_row(QUOTATION)
    assert row["source"] == {"text": "source-q", "spans": [[10, 11]]}
    assert row["content"] == {"text": "content-q", "spans": [[14, 15], [16, 17]]}
    assert (row["kind"], row["polarity"], row["confidence"], row["rule"], row["act"]) == (
        "mixed",
        "negative",
        0.5,
        "rule-a",
        Act.CONTROL,
    )
    assert (row["outcome"], row["form"], row["speakers"]) == ("ambiguous", "nominal", ["Ana Torres", "Bo Li"])
    assert row["candidates"][0]["evidence"] == [evidence_to_row(EVIDENCE)]
    assert (row["evidence"], row["match_evidence"]) == ([evidence_to_row(EVIDENCE)], [evidence_to_row(MATCH)])
    assert row["flags"] == [flag_to_row(FLAG)]
    assert row["context"] == {"text": "context-q", "spans": [[10, 20]]}


def test_the_place_of_a_flag() -> None:
    row = flag_to_row(FLAG)
    assert (row["kind"], row["severity"], row["attribution"]) == ("misspelled-name", "medium", 41)
    assert row["spans"] == [[3, 4], [5, 6]]
    assert row["article"]["doc"] == "doc-x"
    assert row["suggestions"] == row["speakers"] == ["Ana Torres"]


def test_dates_are_iso_or_null() -> None:
    assert article_summary_to_row(ARTICLE)["published"] == "2026-03-09"
    assert article_summary_to_row(ARTICLE)["read_at"] == "2026-03-10T08:30:00+00:00"
    assert article_summary_to_row(replace(ARTICLE, published=None))["published"] is None
    assert speaker_summary_to_row(SPEAKER)["first"] == "2026-01-02"
    assert speaker_summary_to_row(replace(SPEAKER, last=None))["last"] is None
    assert (
        quotation_to_row(replace(QUOTATION, article=replace(ARTICLE, published=None)))["article"]["published"]
        is None
    )


def test_a_speaker_says_where_each_form_was_seen() -> None:
    row = speaker_to_row(WHOLE_SPEAKER)
    assert row["described_as"] == [{"text": "minister", "articles": 3, "first": "2026-01-02", "last": None}]
    assert row["seen_as"] == [{"text": "Torres", "first_in": "doc-x", "articles": 3}]
    assert (row["quotation_count"], len(row["quotations"])) == (22, 1)
    assert row["aliases"] == ["Torres", "A. Torres"]


def test_an_article_has_its_text_and_what_made_its_analysis() -> None:
    row = article_to_row(WHOLE_ARTICLE)
    assert row["text"] == "text of “it”"
    assert row["headline"] == [0, 4]
    assert (row["program"], row["models"]) == ("quotes 9", {"parser": "stanza 9"})
    assert article_to_row(replace(WHOLE_ARTICLE, headline=None))["headline"] is None
