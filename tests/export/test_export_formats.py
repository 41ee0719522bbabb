"""Exports of a view: what other programs find in them is what the view has."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from quotes.errors import OutputError
from quotes.evaluate import load_gold
from quotes.export.brat import dump_annotations, write_folder
from quotes.export.formats import ExportFormat, dump_view
from quotes.model import Act, Article, Evidence, Flag, FlagKind, Kind, Severity, Span
from quotes.records import ArticleRecord, Selection, View
from tests.reports.fakes import FakeView, Said, find_spans, make_attribution

FIRST = "“We will pay,” Ana Paz said,\n“and soon.” Tom Reyes believes\nthat the dam leaks. =SUM(1) was sung."
SECOND = "Voices “grew 😀 louder”, said Eva Noor. </script> stays."


@pytest.fixture
def view() -> View:
    fake = FakeView()
    paz = make_attribution(FIRST, "Ana Paz", "said", "“We will pay,”", "“and soon.”", kind=Kind.DIRECT)
    belief = replace(make_attribution(FIRST, "Tom Reyes", "believes", "that the dam leaks"), act=Act.ATTITUDE)
    sung = make_attribution(FIRST, "", "sung", "=SUM(1)")
    flag = Flag(
        FlagKind.UNATTRIBUTED,
        Severity.LOW,
        "Nobody\nis named.",
        find_spans(FIRST, "=SUM(1)"),
        (Evidence("by hand", "so"),),
    )
    fake.add(
        Article(
            FIRST, doc="../a b", published=date(2026, 1, 2), url="https://example.org/dam", outlet="Post"
        ),
        [Said(paz, ("Ana Paz",)), Said(belief, ("Tom Reyes",)), Said(sung)],
        [(flag, 2)],
    )
    noor = make_attribution(SECOND, "Eva Noor", "said", "“grew 😀 louder”", kind=Kind.MIXED)
    fake.add(Article(SECOND, doc="../A_b", url="javascript:alert(1)"), [Said(noor, ("Eva Noor",))])
    return cast(View, fake)


def dump(view: View, form: ExportFormat) -> str:
    return "".join(dump_view(view, form))


def test_json_lines_have_every_attribution(view: View) -> None:
    rows = [json.loads(line) for line in dump(view, ExportFormat.JSONL).splitlines()]
    assert [row["content"]["text"] for row in rows] == [
        "“We will pay,” … “and soon.”",
        "that the dam leaks",
        "=SUM(1)",
        "“grew 😀 louder”",
    ]
    assert rows[0]["speakers"] == ["Ana Paz"]
    assert rows[2]["flags"][0]["kind"] == "unattributed"


def test_csv_has_every_attribution_and_no_formula(view: View) -> None:
    rows = list(csv.DictReader(io.StringIO(dump(view, ExportFormat.CSV))))
    assert [row["content"] for row in rows][2:] == ["'=SUM(1)", "“grew 😀 louder”"]
    assert rows[0]["article_outlet"] == "Post"


def test_linked_data_has_what_was_said_by_somebody(view: View) -> None:
    document = json.loads(dump(view, ExportFormat.JSONLD))
    assert document["@context"] == "https://schema.org"
    things: dict[str, list[dict[str, Any]]] = {}
    for thing in document["@graph"]:
        things.setdefault(thing["@type"], []).append(thing)
    texts = [one["text"] for one in things["Quotation"]]
    assert texts == ["“We will pay,” … “and soon.”", "“grew 😀 louder”"]
    ids = {thing["@id"] for thing in document["@graph"]}
    for quotation in things["Quotation"]:
        assert quotation["creator"]["@id"] in ids
        assert quotation["isPartOf"]["@id"] in ids
    assert [one.get("url") for one in things["NewsArticle"]] == ["https://example.org/dam", None]


def test_annotations_find_their_words(view: View) -> None:
    collection = json.loads(dump(view, ExportFormat.WEBANNOTATION))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = collection["first"]["items"]
    assert len(items) == 4
    texts = {"https://example.org/dam": FIRST}
    for item in items:
        assert item["type"] == "Annotation"
        for place in [*item["target"], *(body for body in item["body"] if "selector" in body)]:
            text = texts.get(place["source"], SECOND)
            words, position = place["selector"]
            assert text[position["start"] : position["end"]] == words["exact"]
            assert words["prefix"] + words["exact"] + words["suffix"] in text
    assert [place["selector"][0]["exact"] for place in items[0]["target"]] == [
        "“We will pay,”",
        "“and soon.”",
    ]
    assert {
        "type": "TextualBody",
        "purpose": "identifying",
        "value": "Ana Paz",
        "format": "text/plain",
    } in items[0]["body"]
    assert items[3]["target"][0]["source"].startswith("urn:quotes:article:")


@pytest.mark.parametrize("form", [ExportFormat.JSONLD, ExportFormat.WEBANNOTATION])
def test_an_export_of_nothing_is_whole(view: View, form: ExportFormat) -> None:
    nothing = view.select(Selection(since=date(2030, 1, 1)))
    assert "@context" in json.loads(dump(nothing, form))


def test_brat_gives_back_every_part(view: View, tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    assert write_folder(view.iterate_articles(), folder) == 4
    assert sorted(path.name for path in folder.iterdir()) == [
        "_A_b-2.ann",
        "_A_b-2.txt",
        "_a_b.ann",
        "_a_b.txt",
        "annotation.conf",
        "visual.conf",
    ]
    gold = load_gold(folder)
    records = list(view.iterate_articles())
    for record, name in zip(records, ("_a_b", "_A_b-2"), strict=True):
        assert gold.articles[name].text == record.text
        found = [(row.source, row.cue, row.content) for row in gold.articles[name].rows]
        assert found == [
            (one.attribution.source, one.attribution.cue, one.attribution.content)
            for one in record.quotations
        ]


def test_a_span_over_a_line_end_is_cut_for_brat(view: View) -> None:
    record = next(view.iterate_articles())
    over = replace(record.quotations[0], attribution=_over_a_line_end(record))
    lines = list(dump_annotations([over], record.text))
    content = next(line for line in lines if "\tContent " in line)
    offsets = content.split("\t")[1].removeprefix("Content ")
    pieces = [tuple(map(int, piece.split())) for piece in offsets.split(";")]
    assert [record.text[start:end] for start, end in pieces] == [
        "“We will pay,” Ana Paz said,",
        "“and soon.”",
    ]
    assert all(line.count("\n") == 1 for line in lines)


def _over_a_line_end(record: ArticleRecord) -> Any:
    end = record.text.index("“and soon.”") + len("“and soon.”")
    return replace(record.quotations[0].attribution, source=(), cue=(), content=(Span(0, end),))


def test_a_note_stands_on_one_line(view: View, tmp_path: Path) -> None:
    write_folder(view.iterate_articles(), tmp_path)
    notes = (tmp_path / "_a_b.ann").read_text(encoding="utf-8")
    assert "AnnotatorNotes E3\tunattributed: Nobody is named.\n" in notes


def test_a_folder_with_something_in_it_is_left_alone(view: View, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError, match="not empty"):
        write_folder(view.iterate_articles(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
