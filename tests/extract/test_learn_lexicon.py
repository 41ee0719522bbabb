"""Learning the lexicon from annotated articles: what is counted, and that the tables can be read back."""

from collections.abc import Callable
from pathlib import Path

from quotes.document import Document
from quotes.extract.lexicon import read_table
from quotes.training.lexicon import learn, read_annotations, write_tables

TEXT = "The mayor said that the harbour would open in May. The mayor opened the old harbour."
ANNOTATION = (
    "T1\tSource 0 9\tThe mayor\n"
    "T2\tCue 10 14\tsaid\n"
    "T3\tContent 15 49\tthat the harbour would open in May\n"
    "E1\tAttribution:T2 Cue:T2 Source:T1 Content:T3\n"
    "E2\tAttribution:T2 Cue:T2 Source:T1\n"
)


def write_corpus(folder: Path, doc: Document) -> None:
    for name in ("text", "attributions", "parses"):
        (folder / name).mkdir()
    (folder / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "one_a.ann").write_text(ANNOTATION, encoding="utf-8")
    (folder / "attributions" / "one_b.ann").write_text("", encoding="utf-8")
    (folder / "parses" / "one.json").write_text(doc.to_json(), encoding="utf-8")


def test_annotations_without_content_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "one_a.ann"
    path.write_text(ANNOTATION, encoding="utf-8")
    (row,) = read_annotations(path)
    assert [span.text(TEXT) for span in (*row.source, *row.cue, *row.content)] == [
        "The mayor",
        "said",
        "that the harbour would open in May",
    ]


def test_counts(tmp_path: Path, recorded: Callable[[str], Document]) -> None:
    write_corpus(tmp_path, recorded(TEXT))
    tables = learn(tmp_path, tmp_path / "parses")
    words = tables["cues.tsv"]
    assert words["say", "VERB", "ccomp", "person"] == [1, 1]
    assert words["*", "VERB", "obj", "person"] == [0, 1]  # "opened" never was a cue: summed up
    assert tables["contexts.tsv"]["VERB", "ccomp", ""] == [1, 1]


def test_tables_can_be_read_back(tmp_path: Path, recorded: Callable[[str], Document]) -> None:
    write_corpus(tmp_path, recorded(TEXT))
    tables = learn(tmp_path, tmp_path / "parses")
    write_tables(tables, tmp_path)
    for name, cells in (("cues.tsv", 4), ("contexts.tsv", 3)):
        lines = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("#")
        read = {key: [int(cue), int(total)] for key, (cue, total) in read_table(lines, name, cells)}
        assert read == dict(tables[name])
