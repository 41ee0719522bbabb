"""Gold and output are read from files."""

import json
from pathlib import Path

import pytest

from quotes.errors import DataError
from quotes.evaluate import analysis_to_rows, read_brat, read_gold, read_system
from quotes.export import dump_row
from quotes.model import (
    Analysis,
    Article,
    Attribution,
    Kind,
    MentionForm,
    Outcome,
    Resolution,
    ResolvedAttribution,
    Speaker,
    SpeakerKind,
)
from tests.conftest import FIXTURES
from tests.evaluate.example import LEE, MAYOR, TEXT


def test_gold_of_the_two_articles() -> None:
    gold = read_gold(FIXTURES / "gold.jsonl", FIXTURES / "articles")
    rows = [row for article in gold.values() for row in article.rows]
    assert len(gold) == 2
    assert (sum(row.required for row in rows), sum(not row.required for row in rows)) == (33, 10)
    assert ("Sergey Lavrov",) in {row.speakers for row in rows}


def test_several_speakers_and_nobody(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    rows = [
        {"content": [[0, 4]], "speaker": "Joe Roe; Ann Lee"},
        {"content": [[5, 7]], "speaker": None, "required": False},
    ]
    path.write_text(json.dumps({"doc": "a", "attributions": rows}) + "\n\n", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(b"\r\nwords and words\r\n")
    article = read_gold(path, tmp_path)["a"]
    assert article.text == "\r\nwords and words\r\n"
    assert [row.speakers for row in article.rows] == [("Joe Roe", "Ann Lee"), ()]
    assert [row.required for row in article.rows] == [True, False]


def test_what_the_program_writes_is_what_is_scored(tmp_path: Path) -> None:
    analysis = Analysis(
        Article(TEXT, doc="a"),
        (
            ResolvedAttribution(
                Attribution(LEE.source, LEE.cue, LEE.content, Kind.DIRECT),
                Resolution(Outcome.RESOLVED, MentionForm.NAME, ("s1",)),
            ),
        ),
        (Speaker("s1", "Ann Lee", SpeakerKind.PERSON),),
    )
    path = tmp_path / "out.jsonl"
    path.write_text(dump_row(analysis), encoding="utf-8")
    assert read_system(path) == {"a": analysis_to_rows(analysis)} == {"a": (LEE,)}


def write_brat(folder: Path, annotation: str) -> Path:
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / "a_b.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "a_b_1111.ann").write_text(annotation, encoding="utf-8")
    (folder / "attributions" / "a_b_2222.ann").write_text("", encoding="utf-8")
    return folder


def test_brat_folder(tmp_path: Path) -> None:
    (source,), (cue,), (one, two) = LEE.source, LEE.cue, LEE.content
    (other,) = MAYOR.content
    annotation = (
        f"T1\tSource {source.start} {source.end}\tAnn Lee\n"
        f"T2\tCue {cue.start} {cue.end}\tsaid\n"
        f"T3\tContent {one.start} {one.end};{two.start} {two.end}\tx\n"
        f"T4\tAttribution {cue.start} {cue.end}\tsaid\n"
        f"T5\tContent {other.start} {other.end}\tx\n"
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n\n"
        "E2\tAttribution:T4 Cue:T2\n"  # without content: no attribution
        "E3\tAttribution:T4 Content:T3 Content2:T5\n"
        "#1\tAnnotatorNotes T1\tnote\n"
    )
    article = read_brat(write_brat(tmp_path, annotation))["a_b"]
    assert article.text == TEXT
    assert [(row.source, row.cue, row.content) for row in article.rows] == [
        (LEE.source, LEE.cue, LEE.content),
        ((), (), (one, two, other)),
    ]


def test_bad_brat_folders_are_errors(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no annotations"):
        read_brat(tmp_path)
    folder = write_brat(tmp_path, "E1\tAttribution:T4 Content:T3\n")
    with pytest.raises(DataError, match="no span T3"):
        read_brat(folder)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"doc": "a", "attributions": [{"content": [[3, 3]]}]}',
        '{"doc": "a", "attributions": [{"content": [["x"]]}]}',
    ],
)
def test_bad_lines_are_errors(tmp_path: Path, line: str) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(DataError):
        read_system(path)


def test_missing_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc": "a", "attributions": []}', encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.txt cannot be read"):
        read_gold(path, tmp_path)
